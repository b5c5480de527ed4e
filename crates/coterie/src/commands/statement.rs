//! `coterie statement MEMBER|PARTNER`: everything that touched an account, with its reasons.

use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::told;
use clap::Args;
use coterie_explain::{Names, arithmetic};
use coterie_intake::Intake;
use coterie_ledger::{Party, PartyKind};
use serde_json::json;

/// What `coterie statement` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A member's or partner's id; member:ID or partner:ID where both exist
    party: String,
    /// After this position
    #[arg(long, value_name = "POSITION")]
    after: Option<u64>,
    /// At most so many entries
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

/// Shows the latest entries first to last.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let mut writer = books::open_to_read(database, output)?;
    let engine = books::program(&writer)?;
    let party = whose(&mut writer, &arguments.party)?;
    let views = books::views(database, &mut writer, output)?;
    let positions = match arguments.after {
        Some(after) => views.statement(&party, Some(after), arguments.limit)?,
        None => {
            let mut latest = views.statement_back(&party, None, arguments.limit)?;
            latest.reverse();
            latest
        }
    };
    let names = Names::new(&engine.program);
    let intake = Intake::new(&engine.program);
    let mut told_entries = Vec::new();
    for position in positions {
        let Some(entry) = writer.entry(position)? else { continue };
        if output.json() {
            told_entries.push(coterie_explain::entry_json(&names, &intake, position, &entry));
            continue;
        }
        output.heading(&format!("#{position} {}", told::head(&names, &entry)))?;
        for transfer in entry.decision.transfers() {
            for leg in transfer.legs().iter().filter(|leg| leg.party == party) {
                let amount = names.amount(transfer.account(), leg.amount);
                let why = transfer.gift().map_or_else(String::new, |gift| {
                    let rule = names.rule(entry.decision.gifts[usize::from(gift)].rule);
                    format!("{rule}: {}", arithmetic(&names, &entry.decision, usize::from(gift)))
                });
                let sign = if leg.amount.is_positive() { "+" } else { "" };
                output.line(&format!("  {sign}{amount} {}  {why}", names.account(transfer.account())))?;
            }
        }
    }
    let record = writer.party(&party)?.cloned();
    let balances: Vec<(String, String)> = record
        .iter()
        .flat_map(|record| &record.wallets)
        .map(|(account, wallet)| {
            (names.account(*account).to_owned(), names.amount(*account, wallet.balance()))
        })
        .collect();
    if output.json() {
        output.value(&json!({ "party": party, "entries": told_entries, "balances": balances }))?;
    } else {
        for (account, balance) in balances {
            output.line(&format!("balance of {account}: {balance}"))?;
        }
    }
    Ok(Exit::Ok)
}

/// The party that an id names: a member's before a partner's.
pub(crate) fn whose(writer: &mut books::BooksWriter, text: &str) -> Result<Party, Failure> {
    if let Ok(party) = text.parse::<Party>() {
        return Ok(party);
    }
    for kind in [PartyKind::Member, PartyKind::Partner, PartyKind::Employee, PartyKind::Household] {
        let party = Party::new(kind, text)?;
        if writer.party(&party)?.is_some() {
            return Ok(party);
        }
    }
    Err(Failure::Usage(format!("nobody is called {text} in these books")))
}

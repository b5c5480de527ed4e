//! `coterie statement MEMBER|PARTNER`: everything that touched an account, with its reasons.

use super::explain;
use crate::books;
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::past;
use clap::Args;
use coterie_explain::{Sums, Words, head, story_of};
use coterie_intake::Intake;
use coterie_ledger::{Amount, Party, PartyKind};
use coterie_program::ids::AccountId;
use coterie_views::ViewsError;
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
    /// In which language: en, pl, ru, uk
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: String,
}

/// Shows the latest entries first to last, and what they come to.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let language = explain::language(&arguments.lang)?;
    let mut writer = books::open_to_read(database, output)?;
    let newest = books::program(&writer)?;
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
    let mut entries = Vec::with_capacity(positions.len());
    for position in positions {
        entries.extend(writer.entry(position)?.map(|entry| (position, entry)));
    }
    let versions = writer.versions().clone();
    let past = past::of(&versions, &mut writer, &views, &entries)?;
    let newest_words = Words::new(&newest.program, language);
    let mut sums = Sums::of(party.clone());
    let mut told_entries = Vec::new();
    for (position, entry) in &entries {
        let engine = versions.number(entry.version).unwrap_or(&newest);
        let words = Words::new(&engine.program, language);
        let remarks = story_of(&words, &past, *position, entry, &party);
        sums.add(entry);
        if output.json() {
            let intake = Intake::new(&engine.program);
            let mut json = coterie_explain::entry_json(words.names(), &intake, *position, entry);
            json["told"] = json!(remarks);
            told_entries.push(json);
            continue;
        }
        output.heading(&format!("#{position} {}", head(&words, entry)))?;
        explain::lines(output, &remarks)?;
    }
    let record = writer.party(&party)?.cloned();
    let names = newest_words.names();
    let balances: Vec<_> = record.iter().flat_map(|record| &record.wallets).collect();
    let told_sums = sums.told(&newest_words);
    if output.json() {
        let balances: Vec<(&str, String)> = balances
            .iter()
            .map(|(account, wallet)| (names.account(*account), names.amount(*account, wallet.balance())))
            .collect();
        output.value(
            &json!({ "party": party, "entries": told_entries, "balances": balances, "sums": told_sums }),
        )?;
        return Ok(Exit::Ok);
    }
    let not_shown = |page: Result<Vec<u64>, ViewsError>| page.map(|page| !page.is_empty());
    let cut = match entries.first() {
        Some((first, _)) => not_shown(views.statement_back(&party, Some(*first), 1))?,
        None => false,
    };
    let goes_on = match entries.last() {
        Some((last, _)) => not_shown(views.statement(&party, Some(*last), 1))?,
        None => false,
    };
    if cut {
        output.line(&newest_words.say("statement-cut", &[]))?;
    }
    if goes_on {
        output.line(&newest_words.say("statement-goes-on", &[]))?;
    }
    let balance = |id: &str, account: AccountId, amount: Amount| {
        let amount = newest_words.amount(account, amount);
        let values = [("account", names.account(account)), ("amount", amount.as_str())];
        newest_words.say(id, &values)
    };
    // The lines shown are what lies between the two balances, where they are the latest.
    if cut && !goes_on {
        for (account, wallet) in &balances {
            if let Ok(before) = wallet.balance().checked_sub(sums.total(*account)) {
                output.line(&balance("opening", *account, before))?;
            }
        }
    }
    for sum in told_sums {
        output.line(&sum)?;
    }
    for (account, wallet) in balances {
        output.line(&balance("balance", *account, wallet.balance()))?;
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

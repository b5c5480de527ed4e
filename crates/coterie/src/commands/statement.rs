//! `coterie statement MEMBER|PARTNER`: everything that touched an account, with its reasons, and what it comes to.

mod asked;

use super::explain;
use super::settle::json::statement as settlement_json;
use crate::books::{self, BooksWriter};
use crate::database::Database;
use crate::failure::{Exit, Failure};
use crate::figures::Figures;
use crate::output::Output;
use crate::{past, spelling};
use asked::{Asked, Typed};
use clap::Args;
use coterie_decide::Entry;
use coterie_explain::{Remark, Sums, Words, head, story_of};
use coterie_intake::Intake;
use coterie_ledger::{Amount, Party, PartyKind};
use coterie_program::compiled::Program;
use coterie_program::ids::AccountId;
use coterie_views::{PartnerStatement, Views};
use serde_json::{Value, json};
use std::collections::VecDeque;

/// What `coterie statement` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A member's or partner's id; member:ID or partner:ID where both exist
    party: String,
    /// Of a partner what is settled in this period (2026-03, 2026-Q1), of others what happened in it
    #[arg(long, value_name = "PERIOD", conflicts_with_all = ["from", "to"])]
    period: Option<String>,
    /// What happened at this time or later
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// What happened before this time
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
    /// After this position
    #[arg(long, value_name = "POSITION")]
    after: Option<u64>,
    /// Show at most so many entries: the latest, with --after the first. The sums are of all that is asked for
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// In which language: en, pl, ru, uk
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: String,
}

/// What was found.
struct Found {
    /// The entries to be shown, first to last.
    shown: VecDeque<(u64, Entry)>,
    /// How many there are.
    all: usize,
    /// What all of them come to.
    sums: Sums,
    /// What they come to in money, of a partner's settlement period.
    settlement: Option<PartnerStatement>,
}

/// Shows entries first to last, and what all that were asked for come to.
pub(crate) fn run(arguments: &Arguments, database: &Database, output: &mut Output) -> Result<Exit, Failure> {
    let language = explain::language(&arguments.lang)?;
    let mut writer = books::open_to_read(database, output)?;
    let newest = books::program(&writer)?;
    let program = &newest.program;
    let party = whose(&mut writer, &arguments.party)?;
    let mut views = books::views(database, &mut writer, output)?;
    let asked = Asked::new(&typed(arguments), &party, program, &views)?;
    if !is_known(&party, program, &mut writer, &views)? {
        return Err(nobody(&arguments.party));
    }
    let mut found = find(arguments, &asked, &party, program, &mut views, &mut writer)?;
    let versions = writer.versions().clone();
    let entries = found.shown.make_contiguous();
    let past = past::of(&versions, &mut writer, &views, entries)?;
    let mut told: Vec<Value> = Vec::new();
    for (position, entry) in &*entries {
        let engine = versions.number(entry.version).unwrap_or(&newest);
        let words = Words::new(&engine.program, language);
        let remarks: Vec<Remark> = story_of(&words, &past, *position, entry, &party);
        if output.json() {
            let intake = Intake::new(&engine.program);
            let mut json = coterie_explain::entry_json(words.names(), &intake, &past, *position, entry);
            json["told"] = json!(remarks);
            told.push(json);
        } else {
            output.heading(&format!("#{position} {}", head(&words, entry)))?;
            explain::lines(output, &remarks)?;
        }
    }
    let words = Words::new(program, language);
    let names = words.names();
    let record = writer.party(&party)?;
    let balances = record.iter().flat_map(|record| &record.wallets);
    let balances: Vec<(AccountId, Amount)> =
        balances.map(|(account, wallet)| (*account, wallet.balance())).collect();
    if output.json() {
        let balances: Vec<(&str, String)> = balances
            .iter()
            .map(|(account, balance)| (names.account(*account), names.amount(*account, *balance)))
            .collect();
        let figures = Figures::new(program);
        output.value(&json!({
            "party": party,
            "currency": figures.currency(),
            "units": figures.units(),
            "entries": told,
            "entries_in_all": found.all,
            "balances": balances,
            "sums": found.sums.told(&words),
            "settlement": found.settlement.as_ref().map(|one| settlement_json(program, one)),
        }))?;
        return Ok(Exit::Ok);
    }
    found.conclude(&words, &party, asked.begins_somewhere(), &balances, output)?;
    Ok(Exit::Ok)
}

impl Found {
    /// What the entries come to, in lines.
    fn conclude(
        &self,
        words: &Words<'_>,
        party: &Party,
        begins_somewhere: bool,
        balances: &[(AccountId, Amount)],
        output: &mut Output,
    ) -> Result<(), Failure> {
        if self.shown.len() < self.all {
            let [shown, all] = [self.shown.len(), self.all].map(|count| spelling::count(count as i64));
            output.line(&words.say("statement-left-out", &[("shown", &shown), ("all", &all)]))?;
        }
        let balance = |id: &str, account: AccountId, amount: Amount| {
            let amount = words.amount(account, amount);
            words.say(id, &[("account", words.names().account(account)), ("amount", amount.as_str())])
        };
        // What is summed lies between the two balances.
        for (account, now) in balances.iter().filter(|_| begins_somewhere) {
            if let Ok(before) = now.checked_sub(self.sums.total(*account)) {
                output.line(&balance("opening", *account, before))?;
            }
        }
        for sum in self.sums.told(words) {
            output.line(&sum)?;
        }
        if let Some(settlement) = &self.settlement {
            let net = settlement.net.get();
            let id = if net < 0 { "statement-pays" } else { "statement-gets" };
            let sum = words.money(net.saturating_abs());
            output.line(&words.say(id, &[("who", &words.who(party)), ("sum", &sum)]))?;
        }
        for (account, now) in balances {
            output.line(&balance("balance", *account, *now))?;
        }
        Ok(())
    }
}

fn typed(arguments: &Arguments) -> Typed<'_> {
    Typed {
        after: arguments.after,
        period: arguments.period.as_deref(),
        from: arguments.from.as_deref(),
        until: arguments.to.as_deref(),
    }
}

/// Reads what is asked for; keeps of it what is shown and what all of it comes to.
fn find(
    arguments: &Arguments,
    asked: &Asked,
    party: &Party,
    program: &Program,
    views: &mut Views,
    writer: &mut BooksWriter,
) -> Result<Found, Failure> {
    let mut found = Found { shown: VecDeque::new(), all: 0, sums: Sums::of(party.clone()), settlement: None };
    let mut lines = Vec::new();
    let (shows_first, limit) = (arguments.after.is_some(), arguments.limit);
    let positions = asked.positions(party, views)?;
    asked.each(positions, writer, |position, entry| {
        found.all += 1;
        let settled = views.settlement_lines(position, &entry, party)?;
        found.sums.add(&entry, settled.first().map_or("", |line| line.period.as_str()));
        if asked.is_settlement() {
            lines.extend(settled);
        }
        if !shows_first || found.shown.len() < limit {
            found.shown.push_back((position, entry));
        }
        if found.shown.len() > limit {
            found.shown.pop_front();
        }
        Ok(())
    })?;
    if asked.is_settlement() {
        found.settlement = Some(PartnerStatement::of_lines(program, party, &lines)?);
    }
    Ok(found)
}

/// The party that an id names: a member's before a partner's.
pub(crate) fn whose(writer: &mut BooksWriter, text: &str) -> Result<Party, Failure> {
    if let Ok(party) = text.parse::<Party>() {
        return Ok(party);
    }
    for kind in [PartyKind::Member, PartyKind::Partner, PartyKind::Employee, PartyKind::Household] {
        let party = Party::new(kind, text)?;
        if writer.party(&party)?.is_some() {
            return Ok(party);
        }
    }
    // A partner of the program need not have done anything yet.
    let program = &books::program(writer)?.program;
    if program.partners.contains_key(text) {
        return Ok(Party::partner(text)?);
    }
    Err(nobody(text))
}

/// Whether the books have a record or an entry of a party, or the program names it.
fn is_known(
    party: &Party,
    program: &Program,
    writer: &mut BooksWriter,
    views: &Views,
) -> Result<bool, Failure> {
    let is_named = match party.kind() {
        PartyKind::Coalition => true,
        PartyKind::Partner => program.partners.contains_key(party.id()),
        _ => false,
    };
    Ok(is_named || writer.party(party)?.is_some() || !views.statement(party, None, 1)?.is_empty())
}

fn nobody(text: &str) -> Failure {
    Failure::Usage(format!("nobody is called {text} in these books"))
}

//! What a program's test expects, held against what happened.

mod money;

use crate::rehearsal::Rehearsal;
use crate::tests::Failure;
use coterie_calendar::Instant;
use coterie_decide::course::Happened;
use coterie_decide::decision::{Cause, Decision, Gift, Given};
use coterie_decide::reading::{keeper_of, measure_of, step_of};
use coterie_decide::record::PartyRecord;
use coterie_decide::why_not::{Missed, Need, Obstacle};
use coterie_decide::{Engine, Origin, Records};
use coterie_ledger::{Amount, Party, Wallet};
use coterie_program::compile::{Check, Expected, Refusal, Spelled};
use coterie_program::compiled::Program;
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, MeasureId, RuleId};
use coterie_program::value::{Type, Value};
use coterie_program::yaml::{Span as Place, decimal_from_spelling};
use rust_decimal::Decimal;
use std::sync::Arc;

/// An event that was played.
pub(crate) struct Played {
    /// Its place among all that happened; none when it was a repeat.
    pub(crate) happened: Option<usize>,
    /// The rules that gave nothing, when they are asked for.
    pub(crate) missed: Vec<Missed>,
}

/// What an expectation looks at.
pub(crate) struct Moment<'a> {
    pub(crate) rehearsal: &'a Rehearsal,
    pub(crate) happened: &'a [Happened],
    pub(crate) event: Option<&'a Played>,
    pub(crate) now: Instant,
}

impl<'a> Moment<'a> {
    fn engine(&self) -> &'a Arc<Engine> {
        self.rehearsal.engine()
    }

    fn program(&self) -> &'a Program {
        &self.engine().program
    }

    fn record(&self, party: &Party) -> Option<&'a PartyRecord> {
        self.rehearsal.records().party(party).ok().flatten()
    }

    /// The wallet that holds a party's account: its household's, when the account is pooled.
    fn wallet(&self, party: &Party, account: AccountId) -> Option<&'a Wallet> {
        let keeper = keeper_of(self.engine(), party, self.record(party), account);
        self.record(&keeper)?.wallet(account)
    }

    fn decision(&self) -> Option<&'a Decision> {
        Some(&self.happened[self.event?.happened?].entry.decision)
    }

    /// The event that was played.
    fn said(&self) -> Option<&'a Event> {
        match &self.happened[self.event?.happened?].entry.origin {
            Origin::Event(event) => Some(event),
            _ => None,
        }
    }

    fn decimals(&self, account: AccountId) -> u8 {
        let unit =
            self.program().accounts.get(account).map_or(self.program().currency, |account| account.unit);
        self.program().units.get(unit).map_or(0, |unit| unit.decimals)
    }

    /// A measure of a record, as a test names it.
    fn measure(&self, party: &Party, measure: MeasureId) -> String {
        let name = self.program().measures.get(measure).map_or("?", |measure| &measure.name);
        format!("measure {}.{name}", party.id())
    }

    fn money_decimals(&self) -> u8 {
        self.program().units.get(self.program().currency).map_or(2, |unit| unit.decimals)
    }
}

/// The difference, if there is one.
pub(crate) fn check(moment: &Moment<'_>, check: &Check) -> Option<Failure> {
    match check {
        Check::Balance(party, account, expected) => {
            let actual = moment.wallet(party, *account).map_or(Amount::ZERO, Wallet::balance);
            amount(moment, ("balance", party, *account), expected, actual)
        }
        Check::Available(party, account, expected) => {
            let actual =
                moment.wallet(party, *account).map_or(Amount::ZERO, |wallet| wallet.available(moment.now));
            amount(moment, ("available", party, *account), expected, actual)
        }
        Check::Pending(party, account, expected) => {
            let actual =
                moment.wallet(party, *account).map_or(Amount::ZERO, |wallet| wallet.pending(moment.now));
            amount(moment, ("pending", party, *account), expected, actual)
        }
        Check::Expired(party, account, expected) => {
            amount(moment, ("expired", party, *account), expected, expired(moment, party, *account))
        }
        Check::Tier(party, set, step, place) => {
            let actual = step_of(moment.engine(), moment.record(party), *set, moment.now);
            let name = |step: u16| {
                let steps = moment.program().tiers.get(*set).map(|tiers| &tiers.steps);
                steps
                    .and_then(|steps| steps.get(usize::from(step)))
                    .map_or("?".to_owned(), |step| step.name.clone())
            };
            let set = moment.program().tiers.get(*set).map_or("?", |tiers| &tiers.name);
            differ(*place, format!("tier {}.{set}", party.id()), name(*step), name(actual))
        }
        Check::Measure(party, measure, expected) => {
            let actual = match measure_of(moment.engine(), moment.record(party), *measure, moment.now) {
                Some(Value::Int(number)) => number,
                _ => 0,
            };
            let what = moment.measure(party, *measure);
            (actual != expected.amount)
                .then(|| failure(expected.place, what, expected.text.clone(), actual.to_string()))
        }
        Check::MeasureValue(party, measure, value, place) => {
            let actual = measure_of(moment.engine(), moment.record(party), *measure, moment.now);
            let told = |value: Option<&Value>| {
                value.map_or("nothing".to_owned(), |value| spell(moment, &Type::Text, value))
            };
            differ(*place, moment.measure(party, *measure), told(Some(value)), told(actual.as_ref()))
        }
        Check::GaveInAll(rule, expected) => gave_in_all(moment, *rule, expected),
        Check::Gave(rule, party, account, expected) => {
            let gifts = moment.decision().map(|decision| &decision.gifts);
            let amounts = gifts.into_iter().flatten().filter(|gift| gift.rule == *rule && gift.to == *party);
            let actual = Amount::sum(amounts.filter_map(|gift| match &gift.given {
                Given::Credit { account: of, amount, .. } if of == account => Some(*amount),
                _ => None,
            }));
            amount(moment, ("gave", party, *account), expected, actual.unwrap_or_default())
        }
        Check::Discount(expected) => money::discount(moment, expected),
        Check::DiscountOfLine(line, expected) => money::discount_of_line(moment, line, expected),
        Check::MoneyBack(tender, expected) => money::money_back(moment, *tender, expected),
        Check::ToPay(expected) => money::to_pay(moment, expected),
        Check::Vouchers(party, names, place) => {
            let actual =
                given_to(moment.happened.iter().map(|one| &one.entry.decision), party, |given| match given {
                    Given::Voucher { name, .. } => Some(name.to_string()),
                    _ => None,
                });
            differ(*place, format!("vouchers of {}", party.id()), listed(names), listed(&actual))
        }
        Check::Messages(party, names, place) => {
            // For the event, and what fell due since.
            let since = moment.event.and_then(|event| event.happened).unwrap_or(0);
            let decisions = moment.happened[since..].iter().map(|one| &one.entry.decision);
            let actual = given_to(decisions, party, |given| match given {
                Given::Message(name) => Some(name.to_string()),
                _ => None,
            });
            differ(*place, format!("messages to {}", party.id()), listed(names), listed(&actual))
        }
        Check::Refused(expected) => refused(moment, expected),
        Check::WhyNot(rule, expected, place) => missed(moment, *rule, expected, *place),
        Check::Settlement(expected) => money::settled(moment, expected),
    }
}

/// Names with commas, for people; what is not there is said.
fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn failure(place: Place, what: String, expected: String, actual: String) -> Failure {
    Failure { place, what, expected, actual }
}

fn differ(place: Place, what: String, expected: String, actual: String) -> Option<Failure> {
    (expected != actual).then(|| failure(place, what, expected, actual))
}

fn amount(
    moment: &Moment<'_>,
    (what, party, account): (&str, &Party, AccountId),
    expected: &Expected,
    actual: Amount,
) -> Option<Failure> {
    (actual.get() != expected.amount).then(|| {
        let name = moment.program().accounts.get(account).map_or("?", |account| &account.name);
        let actual = actual.format(moment.decimals(account));
        failure(expected.place, format!("{what} {}.{name}", party.id()), expected.text.clone(), actual)
    })
}

fn expired(moment: &Moment<'_>, party: &Party, account: AccountId) -> Amount {
    let transfers = moment.happened.iter().flat_map(|one| one.entry.decision.transfers());
    let legs = transfers
        .filter(|transfer| {
            transfer.account() == account && matches!(transfer.cause(), Cause::Expire | Cause::Reset)
        })
        .flat_map(coterie_decide::decision::Transfer::legs)
        .filter(|leg| leg.party == *party && leg.book.is_none());
    Amount::sum(legs.map(|leg| -leg.amount)).unwrap_or_default()
}

fn given_to<'d>(
    decisions: impl Iterator<Item = &'d Decision>,
    party: &Party,
    name: impl Fn(&Given) -> Option<String>,
) -> Vec<String> {
    let gifts = decisions.flat_map(|decision| &decision.gifts).filter(|gift| gift.to == *party);
    let mut names: Vec<String> = gifts.filter_map(|gift| name(&gift.given)).collect();
    names.sort();
    names
}

/// What a rule gave in all, as it would be spelled: amounts of one account with its decimals; of a rule that gives none, how many
/// things.
fn gave_in_all(moment: &Moment<'_>, rule: RuleId, expected: &Spelled) -> Option<Failure> {
    let gifts = moment.decision().map(|decision| decision.gifts.as_slice()).unwrap_or_default();
    let gifts: Vec<&Gift> = gifts.iter().filter(|gift| gift.rule == rule).collect();
    let amounts: Vec<Decimal> = gifts
        .iter()
        .filter_map(|gift| {
            let decimals = match gift.given {
                Given::Credit { account, .. } => moment.decimals(account),
                _ => moment.money_decimals(),
            };
            gift.given.amount().map(|amount| Decimal::new(amount.get(), u32::from(decimals)))
        })
        .collect();
    // A voucher or a message beside points is none of them.
    let sum = if amounts.is_empty() { Decimal::from(gifts.len()) } else { amounts.into_iter().sum() };
    let wanted = decimal_from_spelling(&expected.text).unwrap_or_default();
    let name = moment.engine().rule(rule).map_or("?", |rule| &rule.name);
    (sum != wanted)
        .then(|| failure(expected.place, format!("gave {name}"), expected.text.clone(), sum.to_string()))
}

fn refused(moment: &Moment<'_>, expected: &Refusal) -> Option<Failure> {
    let actual = moment.decision().and_then(|decision| decision.refusal.as_ref());
    let Some(actual) = actual else {
        let wanted = expected.reason.as_ref().map_or("a refusal", |reason| &reason.text).to_owned();
        return Some(failure(expected.place, "refused".to_owned(), wanted, "accepted".to_owned()));
    };
    let code = actual.reason.code();
    if let Some(reason) = expected.reason.as_ref().filter(|reason| reason.text != code) {
        return Some(failure(reason.place, "refused".to_owned(), reason.text.clone(), code.to_owned()));
    }
    if let Some(about) = expected.about.as_ref().filter(|about| about.text != actual.about.as_str()) {
        let actual = actual.about.to_string();
        return Some(failure(about.place, "refused: about".to_owned(), about.text.clone(), actual));
    }
    let would_do = expected.would_do.as_ref()?;
    let program = moment.program();
    let unit = actual.unit(program, moment.said());
    let actual = actual.would_do.map_or("nothing".to_owned(), |amount| unit.format(program, amount));
    (!same(&actual, &would_do.text))
        .then(|| failure(would_do.place, "would_do".to_owned(), would_do.text.clone(), actual))
}

/// The path that failed and what it read; under `needs`, what would have satisfied it.
fn missed(
    moment: &Moment<'_>,
    rule: RuleId,
    expected: &[(String, Spelled)],
    place: Place,
) -> Option<Failure> {
    let program = moment.program();
    let name = moment.engine().rule(rule).map_or("?", |rule| &rule.name);
    let missed = moment.event.and_then(|event| event.missed.iter().find(|missed| missed.rule == rule));
    let Some(missed) = missed else {
        return Some(failure(
            place,
            format!("why_not {name}"),
            "that it gave nothing".to_owned(),
            "it gave".to_owned(),
        ));
    };
    let mut told = Vec::new();
    for obstacle in &missed.because {
        let Obstacle::Condition { condition, actual, needs } = obstacle else { continue };
        let path = &program.conditions[condition.0 as usize].path;
        let actual = actual.as_ref().map_or("unknown".to_owned(), |value| spell(moment, &path.value, value));
        let needs = match needs {
            Need::Value(value) => spell(moment, &path.value, value),
            other => format!("{other:?}").to_lowercase(),
        };
        told.push((path.text.clone(), actual, needs));
    }
    for (path, spelled) in expected {
        let actual = if path == "needs" {
            told.iter().map(|(_, _, needs)| needs.clone()).collect::<Vec<_>>()
        } else {
            told.iter().filter(|(text, _, _)| text == path).map(|(_, actual, _)| actual.clone()).collect()
        };
        if !actual.iter().any(|actual| same(actual, &spelled.text)) {
            let read = |(path, actual, _): &(String, String, String)| format!("{path}: {actual}");
            let actual = if actual.is_empty() {
                listed(&told.iter().map(read).collect::<Vec<_>>())
            } else {
                actual.join(", ")
            };
            return Some(failure(
                spelled.place,
                format!("why_not {name}: {path}"),
                spelled.text.clone(),
                actual,
            ));
        }
    }
    None
}

/// Numbers are compared as numbers, all else as text.
fn same(one: &str, other: &str) -> bool {
    match (decimal_from_spelling(one), decimal_from_spelling(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

fn spell(moment: &Moment<'_>, of: &Type, value: &Value) -> String {
    match value {
        Value::Int(minor) if *of == Type::Money => {
            Amount::new(*minor).map_or(minor.to_string(), |amount| amount.format(moment.money_decimals()))
        }
        Value::Int(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Party(party) => party.id().to_owned(),
        Value::Decimal(rate) => rate.get().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Time(at) => at.in_zone(&moment.program().zone),
        Value::List(values) => {
            values.iter().map(|value| spell(moment, of, value)).collect::<Vec<_>>().join(", ")
        }
        Value::Sealed(_) => "…".to_owned(),
    }
}

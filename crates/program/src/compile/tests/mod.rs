//! `tests`: names resolved, so that a runner needs to look nothing up.

mod expect;
mod given;
mod money;

use crate::ids::{AccountId, AttributeId, MeasureId, RelationId, RuleId, TierSetId};
use crate::value::Value;
use crate::yaml::{Node, Span as Place};
use coterie_calendar::Instant;
use coterie_ledger::Party;

/// A test of the file.
#[derive(Clone, Debug)]
pub struct TestCase {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// The records that are there before the first event, in the order of the file.
    pub given: Vec<Given>,
    /// The events as they are written, in the order of the file; each a map.
    pub events: Vec<Node>,
    /// What is expected, in the order of the file.
    pub expect: Vec<Expectation>,
}

/// A record as it is before the first event.
#[derive(Clone, Debug)]
pub struct Given {
    /// The record.
    pub party: Party,
    /// Where it stands.
    pub place: Place,
    /// Its attributes.
    pub attributes: Vec<(AttributeId, Value)>,
    /// Its relations, each with since when, if that is said.
    pub relations: Vec<(RelationId, Party, Option<Instant>)>,
    /// The steps that it holds, by their place in the set.
    pub tiers: Vec<(TierSetId, u16)>,
    /// What its accounts hold.
    pub lots: Vec<GivenLot>,
}

/// What an account holds before the first event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenLot {
    /// The account.
    pub account: AccountId,
    /// How much, smallest parts.
    pub amount: i64,
    /// When it expires; never unless stated.
    pub expires: Option<Instant>,
    /// When it becomes available; at once unless stated.
    pub available: Option<Instant>,
}

/// What is expected after an event, at a moment, or at the end.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Where it stands.
    pub place: Place,
    /// After the event with this id …
    pub after: Option<String>,
    /// … or at this moment, when everything due by then is done; with neither, after the last event.
    pub at: Option<Instant>,
    /// What is expected.
    pub checks: Vec<Check>,
}

/// An amount that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// As it is spelled.
    pub text: String,
    /// Smallest parts of the account, the measure or the currency.
    pub amount: i64,
    /// Where it stands.
    pub place: Place,
}

/// One thing that is expected.
#[derive(Clone, Debug)]
pub enum Check {
    /// What an account holds, pending included.
    Balance(Party, AccountId, Expected),
    /// What of it can be spent.
    Available(Party, AccountId, Expected),
    /// What is not available yet.
    Pending(Party, AccountId, Expected),
    /// What of it has expired so far.
    Expired(Party, AccountId, Expected),
    /// The step held or judged, by its place in the set.
    Tier(Party, TierSetId, u16, Place),
    /// A measure that is a number.
    Measure(Party, MeasureId, Expected),
    /// A measure that is something else: the last date, the last text.
    MeasureValue(Party, MeasureId, Value, Place),
    /// What a rule gave for the event, over all beneficiaries and accounts (a spelled number, since accounts may differ).
    GaveInAll(RuleId, Spelled),
    /// What a rule gave for the event to an account of a record.
    Gave(RuleId, Party, AccountId, Expected),
    /// Money off the basket of the event.
    Discount(Expected),
    /// Money off a line of the event's basket, by the line's id.
    DiscountOfLine(String, Expected),
    /// What of a refund goes back to a tender.
    MoneyBack(Tender, Expected),
    /// The money part of a reward's price.
    ToPay(Expected),
    /// The vouchers that a record got, by name; sorted.
    Vouchers(Party, Vec<String>, Place),
    /// The messages to a record for the event, by name; sorted.
    Messages(Party, Vec<String>, Place),
    /// The event is refused.
    Refused(Refusal),
    /// Why a rule gave nothing: the path that failed and what it read, and under `needs` what would have satisfied it; as they
    /// are spelled.
    WhyNot(RuleId, Vec<(String, Spelled)>, Place),
    /// A partner's settlement: of everything up to then, or of a period.
    Settlement(Settlement),
}

/// What was paid with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tender {
    /// Money.
    Money,
    /// Points.
    Points,
    /// Gift cards and wallets.
    GiftCard,
}

/// A settlement that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Whose.
    pub partner: String,
    /// Of which period, by its label; of everything so far when absent.
    pub period: Option<String>,
    /// `issued`, `redeemed`, `expired` in points, `pays`, `paid` and `net` in money; as they are spelled.
    pub fields: Vec<(String, Spelled)>,
    /// Where it stands.
    pub place: Place,
}

/// A value as it is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A refusal that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason's code; any when absent.
    pub reason: Option<Spelled>,
    /// What would satisfy it, as it is spelled.
    pub would_do: Option<Spelled>,
    /// What it concerns.
    pub about: Option<Spelled>,
    /// Where it stands.
    pub place: Place,
}

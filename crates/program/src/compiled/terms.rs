//! Units, partners, accounts, measures, tiers, policies.

use crate::compiled::{Amount, ConditionId, Limit, Path, Subject};
use crate::ids::{AccountId, KindId, RuleId, UnitId};
use coterie_calendar::{Period, Span, Window};
use coterie_ledger::{PartyKind, Rate, Rounding};

/// A unit of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name: `PLN`, `point`.
    pub name: String,
    /// Decimal places of its smallest part.
    pub decimals: u8,
    /// A currency.
    pub is_money: bool,
    /// What people call so many of it, by the code of their language; empty where the program leaves it to the language.
    pub forms: Vec<(String, UnitForms)>,
}

/// How a language says so many of a unit, by the plural categories of CLDR. English has `one` and `other` alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitForms {
    /// Of one.
    pub one: String,
    /// Of a few.
    pub few: String,
    /// Of many; in Slavic languages the genitive of the plural.
    pub many: String,
    /// Of all others; in Slavic languages of a fraction, which is the genitive of the singular.
    pub other: String,
    /// Without a number, where the author says it.
    pub bare: Option<String>,
}

/// A partner's terms.
#[derive(Clone, Debug, Default)]
pub struct PartnerTerms {
    /// What it sells, in words.
    pub sells: Option<String>,
    /// Money per point bought, by account; the program's currency in major units.
    pub issue_price: Vec<(AccountId, Rate)>,
    /// Money per point spent there, by account.
    pub redemption_price: Vec<(AccountId, Rate)>,
    /// How often it settles.
    pub settled: Settled,
    /// Its other terms, as attributes.
    pub attributes: Vec<(crate::ids::AttributeId, crate::value::Value)>,
}

/// How often a partner settles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Settled {
    /// Each month.
    #[default]
    Monthly,
    /// Each quarter.
    Quarterly,
}

/// A place of a partner.
#[derive(Clone, Debug)]
pub struct Location {
    /// The partner's id.
    pub partner: String,
    /// Other fields as they stand in the file.
    pub details: Vec<(String, String)>,
}

/// An account that records of a kind may hold.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// Who holds it.
    pub of: PartyKind,
    /// In which unit.
    pub unit: UnitId,
    /// How amounts are rounded.
    pub rounding: Rounding,
    /// When a credit becomes available.
    pub pending: Pending,
    /// When a credit expires.
    pub expires: Expiry,
    /// Members of a household hold it together.
    pub pooled: bool,
}

/// When a credit becomes available.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pending {
    /// At once.
    No,
    /// After a while.
    For(Span),
    /// When approved.
    UntilApproved,
}

/// When a credit expires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// Never.
    Never,
    /// After a while, and then at the end of the period, if one is named.
    After(Span, Option<ExpiryEnd>),
    /// At the end of the period in which it was earned.
    At(ExpiryEnd),
    /// When the account has seen neither earning nor spending for a while.
    Idle(Span),
}

/// The end of a period: the first instant of the next one.
pub type ExpiryEnd = Period;

/// What is remembered of a record.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its name.
    pub name: String,
    /// Of which kind of record.
    pub of: PartyKind,
    /// What is remembered.
    pub what: MeasureKind,
    /// Of which events; for a sum over an account, of the gifts of which events (empty: all).
    pub when: Vec<KindId>,
    /// How an event reaches the record: a field of the event and relations from there.
    pub via: Subject,
    /// Conditions on the event.
    pub conditions: Vec<ConditionId>,
    /// Conditions on its lines.
    pub lines: Vec<ConditionId>,
    /// Over which time.
    pub over: Window,
}

/// What a measure remembers.
#[derive(Clone, Debug)]
pub enum MeasureKind {
    /// How many events.
    Count,
    /// The sum of a number: of the event, or over the lines selected.
    Sum(Path),
    /// The sum of what was given to an account, net of refunds.
    SumAccount {
        /// The account.
        account: AccountId,
        /// Only by these rules (empty: all).
        from: Vec<RuleId>,
        /// Counted when it becomes available, else when posted.
        when_available: bool,
    },
    /// How many different values.
    Distinct(Path),
    /// The last value.
    Last(Path),
    /// How many periods in a row had such an event.
    Streak(Period),
    /// What the account holds.
    Balance(AccountId),
}

/// A set of tiers.
#[derive(Clone, Debug)]
pub struct TierSet {
    /// Its name, which is its path: `member.NAME`.
    pub name: String,
    /// Of which kind of record.
    pub of: PartyKind,
    /// By which measure.
    pub by: crate::ids::MeasureId,
    /// Steps, ascending; the first has threshold 0 or lower.
    pub steps: Vec<TierStep>,
    /// How it is held; `None` when judged.
    pub held: Option<Fall>,
}

/// One step of a tier set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierStep {
    /// Its name.
    pub name: String,
    /// From which value of the measure, inclusive.
    pub from: i64,
}

/// How a held tier rises and falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fall {
    /// Rises at once; else only at a period's end.
    pub rises_at_once: bool,
    /// When it is judged for falling: at the end of each calendar period …
    pub at_end_of: Option<Period>,
    /// … or each time this long after it was reached.
    pub every: Option<Span>,
    /// How long a lower judgement waits before it takes effect.
    pub grace: Option<Span>,
    /// One step at a time; else to what is judged.
    pub one_step: bool,
    /// Accounts emptied at each period's end.
    pub resets: Vec<AccountId>,
}

/// Choices that are not rules.
#[derive(Clone, Debug)]
pub struct Policies {
    /// What happens to spent points that a refund takes back.
    pub spent_points: SpentPoints,
    /// How long a hold lasts.
    pub holds: Span,
    /// How long after a purchase a refund is taken.
    pub refundable: Span,
    /// Which accounts may be transferred between members.
    pub transfers: Vec<TransferPolicy>,
}

/// What happens to spent points that a refund takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpentPoints {
    /// A debt on the account, repaid by its next credit.
    Debt,
    /// The coalition bears it.
    WriteOff,
    /// The partner of the purchase bears it.
    ChargePartner,
}

/// A permitted transfer.
#[derive(Clone, Debug)]
pub struct TransferPolicy {
    /// Of which account.
    pub account: AccountId,
    /// At least this much.
    pub at_least: i64,
    /// A limit per giving member.
    pub limit: Option<Limit>,
    /// A fee in the same unit, kept by the coalition.
    pub fee: Option<Amount>,
}

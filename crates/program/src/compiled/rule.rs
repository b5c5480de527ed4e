//! Rules and rewards.

use crate::compiled::{Amount, Cap, ConditionId, Each, Expiry, Of, Path, Pending, Scale, Subject};
use crate::ids::{AccountId, KindId, LimitId, RuleId, TierSetId};
use crate::yaml::Span as Place;
use coterie_calendar::{Instant, Period, Span, TimeOfDay};
use coterie_cel::Expression;
use std::sync::Arc;

/// One rule, or a reward when it has `pay`.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its number, stable over versions.
    pub id: RuleId,
    /// Its name in the file.
    pub name: String,
    /// Where it stands in the file.
    pub place: Place,
    /// What sets it off. A reward is set off by redemptions and holds that name it.
    pub when: Trigger,
    /// The beneficiary.
    pub who: Subject,
    /// All must hold.
    pub conditions: Vec<ConditionId>,
    /// Conditions on each line; the rule rests on the lines that meet all. Empty: all lines.
    pub lines: Vec<ConditionId>,
    /// CEL for the rest, with the paths that its slots read.
    pub also: Option<(Arc<Expression>, Vec<Path>)>,
    /// What it gives.
    pub gives: Vec<Give>,
    /// What a reward costs.
    pub pay: Option<Pay>,
    /// How many of a reward there are, counted for ever under this limit.
    pub stock: Option<Limit>,
    /// Limits, in the file's order.
    pub limits: Vec<Limit>,
    /// Who pays.
    pub payer: Payer,
    /// What a refund does to its gifts.
    pub on_refund: OnRefund,
    /// What of a purchase its amounts are taken of.
    pub basis: Basis,
    /// Higher first.
    pub priority: i32,
    /// What excludes what.
    pub choice: Option<Choice>,
    /// From when.
    pub valid_from: Option<Instant>,
    /// Until when (exclusive).
    pub valid_until: Option<Instant>,
    /// How its multipliers stack with others.
    pub stacking: Stacking,
    /// What people call it, by language, sorted.
    pub text: Vec<(String, String)>,
}

/// What sets a rule off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// One of these kinds of events.
    Events(Vec<KindId>),
    /// Yearly on the anniversary of a date attribute of each record that has it.
    Clock {
        /// The date, an attribute of the beneficiary's record.
        path: Path,
        /// At this time of day in the program's zone.
        at: TimeOfDay,
    },
    /// When a period of this kind closes, for each record of the kind of `who`.
    Close(Period),
    /// Some time before points of the account expire.
    Expiring {
        /// The account.
        account: AccountId,
        /// How long before.
        before: Span,
    },
    /// When a record rises in a tier set.
    Rise(TierSetId),
    /// When a record falls in a tier set.
    Fall(TierSetId),
    /// Asked for by a redemption or hold: a reward.
    Asked,
}

/// One thing that a rule gives.
#[derive(Clone, Debug)]
pub struct Give {
    /// To whom, when not the rule's beneficiary.
    pub to: Option<Subject>,
    /// What.
    pub what: What,
}

/// What may be given.
#[derive(Clone, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "most gifts are credits; a box would cost each of them a jump in memory"
)]
pub enum What {
    /// An amount of an account.
    Credit {
        /// The account.
        account: AccountId,
        /// How much.
        amount: Amount,
        /// Of what.
        of: Of,
        /// Multiplied by.
        times: Option<Scale>,
        /// Rounded for the purchase or each line.
        each: Each,
        /// When it becomes available, when not as the account says.
        pending: Option<Pending>,
        /// When it expires, when not as the account says.
        expires: Option<Expiry>,
    },
    /// Money off the basket.
    Discount {
        /// How much.
        amount: Amount,
        /// At most.
        at_most: Option<Cap>,
    },
    /// A voucher code.
    Voucher {
        /// Its name.
        name: String,
        /// For how long.
        valid: Option<Span>,
        /// Where it is honoured: a partner's id.
        at: Option<String>,
    },
    /// A product for nothing.
    Product(String),
    /// A ticket; capacity is the rule's stock.
    Ticket(String),
    /// Early or exclusive access.
    Access(String),
    /// A donation in money, minor units.
    Donation(Amount),
    /// A message to be sent.
    Message(String),
    /// A tier by hand.
    Tier {
        /// The set.
        set: TierSetId,
        /// The step's place in the set.
        step: u16,
        /// For how long.
        until: Option<Span>,
    },
}

/// What a reward costs.
#[derive(Clone, Debug)]
pub struct Pay {
    /// In points.
    pub points: Option<PayPoints>,
    /// In money, minor units, taken at the till.
    pub money: i64,
}

/// A price in points.
#[derive(Clone, Debug)]
pub struct PayPoints {
    /// From which account.
    pub account: AccountId,
    /// How much; for steps, the size of one step.
    pub price: Amount,
    /// The buyer says how many steps; what is given is per step.
    pub stepped: bool,
    /// The fewest points, when stepped.
    pub at_least: i64,
    /// The most points in one go, when stepped.
    pub at_most: Option<i64>,
}

/// Who pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payer {
    /// The coalition.
    Coalition,
    /// A partner at the end of a path.
    Partner(Subject),
}

/// What a refund does to a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnRefund {
    /// Keeps floor(gift × remaining basis ÷ basis).
    ByLine,
    /// Keeps the smaller of the gift and the rule on what remains.
    Recompute,
    /// Keeps all until nothing of its lines remains.
    OnlyWhenAllIsReturned,
    /// Keeps all.
    Never,
}

/// What of a purchase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "four independent choices of the language")]
pub struct Basis {
    /// Discounts of the till and of the program are off.
    pub after_discounts: bool,
    /// Tax is in.
    pub tax_included: bool,
    /// Shipping is in (for rules without `for`).
    pub shipping_included: bool,
    /// What was paid in points is in.
    pub points_included: bool,
}

/// What excludes what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Only the first of the group gives.
    First(String),
    /// Only the one that gives most gives.
    Best(String),
}

/// How several multipliers stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stacking {
    /// x2 and x1.5 make x3.
    Multiply,
    /// x2 and x1.5 make x2.5.
    Add,
}

/// A limit that a rule draws on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The counter. Rules that share one have the same id.
    pub id: LimitId,
    /// What is limited.
    pub of: LimitedTo,
    /// At most this much.
    pub most: i64,
    /// For whom it is counted.
    pub per: LimitScope,
    /// The period in which it is counted; `None` for ever.
    pub every: Option<Period>,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitedTo {
    /// Smallest parts of an account.
    Account(AccountId),
    /// Money off, minor units.
    Discount,
    /// How often the rule gives.
    Times,
}

/// For whom a limit is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitScope {
    /// For the whole coalition.
    Everyone,
    /// For each event by itself; needs no counter.
    Event,
    /// For each record at the end of a path.
    Record(Subject),
}

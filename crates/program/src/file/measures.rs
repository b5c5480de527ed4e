//! `measures`: what is remembered of records.

use super::collections::{Named, OneOrMany};
use super::conditions::Conditions;
use super::record::{At, record};
use super::scalars::{Name, Over, PathText, PeriodWord, YesNo};
use super::types::RecordKind;

record! {
    /// What is remembered of each record of a kind, read as it stood before the event.
    Measure("a measure", "{of: member, sum: points, over: last 365 days}") {
        /// Of which kind of record.
        req of: At<RecordKind>,
        /// The sum of what was given to an account, or of a number of events or lines.
        opt sum: At<PathText>,
        /// How many events of a kind.
        opt count: At<Name>,
        /// How many different values.
        opt distinct: At<PathText>,
        /// The last value.
        opt last: At<PathText>,
        /// How many periods in a row had such an event.
        opt streak: At<Name>,
        /// What the account holds.
        opt balance: At<Name>,
        /// Over which time.
        opt over: At<Over>,
        /// The period of a streak.
        opt every: At<PeriodWord>,
        /// How an event reaches the record: `member.brought_by`.
        opt via: At<PathText>,
        /// Only events of which all this holds.
        opt conditions as "if": Conditions,
        /// Only lines of which all this holds.
        opt lines as "for": Conditions,
        /// Only what these rules gave.
        opt from: OneOrMany<At<Name>>,
        /// Counted once available, instead of when given.
        opt when_available: At<YesNo>,
    }
}

impl Named for Measure {
    const ONE: &'static str = "a measure";
    const ALL: &'static str = "the measures";
    const EXAMPLE: &'static str = "{purchases: {of: member, count: purchase, over: always}}";
    const MOST: usize = crate::limits::NAMES_MAX;
}

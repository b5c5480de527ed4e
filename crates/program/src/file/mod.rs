//! A program file as it is written: one module for each section, with the places of everything that later checks may
//! have to point at.
//!
//! Reading finds what is wrong with the form: unknown and missing fields, misspelt words, numbers that are none. What
//! the names mean, and whether types and units fit, is for [`crate::compile()`].

pub mod accounts;
pub mod amounts;
pub mod collections;
pub mod conditions;
pub mod constants;
pub mod gives;
mod json_schema;
pub mod limits;
pub mod measures;
pub mod partners;
pub mod policies;
pub mod program;
pub(crate) mod record;
pub mod rewards;
pub mod rules;
pub mod scalars;
pub mod schema;
pub mod tests;
pub mod tiers;
mod time_words;
pub mod types;
pub mod words;

pub use json_schema::json_schema;
pub use record::At;

use collections::Map;
use record::record;

record! {
    /// A program: what a coalition gives to whom, for what, until when, and who pays.
    File("a program file", "program: {id: jedna-karta, zone: Europe/Warsaw, currency: PLN}") {
        /// The program's id, zone, currency and units.
        #[schemars(required)]
        opt program: program::Head,
        /// The companies of the coalition and their terms.
        opt partners: Map<partners::Partner>,
        /// Places of partners.
        opt locations: Map<partners::Location>,
        /// What is known of records.
        opt attributes: schema::Attributes,
        /// Whom a record reaches.
        opt relations: schema::Relations,
        /// Kinds of events, and fields added to the built-in ones.
        opt events: Map<schema::EventKind>,
        /// What Learn computes.
        opt facts: Map<schema::Fact>,
        /// What records hold.
        opt accounts: Map<accounts::Account>,
        /// What is remembered of records.
        opt measures: Map<measures::Measure>,
        /// Sets of tiers.
        opt tiers: Map<tiers::TierSet>,
        /// What holds for every rule that does not say otherwise.
        opt defaults: rules::Defaults,
        /// The rules.
        opt rules: Map<rules::Rule>,
        /// Rules with a price.
        opt rewards: Map<rewards::Reward>,
        /// Choices that are not rules.
        opt policies: policies::Policies,
        /// What people call the names of this file, by language.
        opt words: Map<words::Texts>,
        /// Tests, run by `coterie test`.
        opt tests: Map<tests::Test>,
    }
}

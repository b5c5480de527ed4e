//! `policies`: choices that are not rules.

use super::amounts::Amount;
use super::collections::{Map, Named};
use super::limits::Limit;
use super::record::{At, record, words};
use super::scalars::{Length, Scalar};

record! {
    /// Choices that are not rules.
    Policies("the policies", "{spent_points: debt, holds: 15 minutes}") {
        /// What happens when a refund takes back points that were spent; `debt` unless stated.
        opt spent_points: At<SpentPoints>,
        /// How long a hold lasts; 15 minutes unless stated.
        opt holds: At<Length>,
        /// How long after a purchase a refund is taken; 24 months unless stated.
        opt refundable: At<Length>,
        /// Transfers between members, by account; refused unless allowed here.
        opt transfers: Map<Transfer>,
    }
}

words! {
    /// What happens to spent points that a refund takes back.
    SpentPoints("what happens to spent points") {
        /// Repaid by the next credit.
        Debt = "debt",
        /// The coalition bears it.
        WriteOff = "write_off",
        /// The partner of the purchase bears it.
        ChargePartner = "charge_partner",
    }
}

record! {
    /// A permitted transfer.
    Transfer("a transfer", "{at_least: 100, limit: {points: 5000, every: month}}") {
        /// At least this much.
        opt at_least: At<Scalar>,
        /// How much a member may give away.
        opt limit: Limit,
        /// A fee in the same unit.
        opt fee: At<Amount>,
    }
}

impl Named for Transfer {
    const ONE: &'static str = "a transfer";
    const ALL: &'static str = "the transfers";
    const EXAMPLE: &'static str = "{points: {at_least: 100}}";
    const MOST: usize = crate::limits::NAMES_MAX;
}

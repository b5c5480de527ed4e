//! What a record reads as, for reports and explanations.

use crate::engine::Engine;
use crate::record::PartyRecord;
use coterie_calendar::Instant;
use coterie_ledger::{Party, PartyKind};
use coterie_program::value::Value;

/// A measure of a record as of an instant, as conditions read it.
pub fn measure_of(
    engine: &Engine,
    record: Option<&PartyRecord>,
    measure: coterie_program::ids::MeasureId,
    at: Instant,
) -> Option<Value> {
    crate::measured::measure_value(&engine.program, record, measure, at)
}

/// The step of a tier set that a record holds at an instant.
pub fn step_of(
    engine: &Engine,
    record: Option<&PartyRecord>,
    set: coterie_program::ids::TierSetId,
    at: Instant,
) -> u16 {
    let Some(tiers) = engine.program.tiers.get(set) else { return 0 };
    let held = record.and_then(|record| record.tier(set));
    if tiers.held.is_some() {
        return held.map_or(0, |held| held.stands_at(at));
    }
    let judged = match crate::measured::measure_value(&engine.program, record, tiers.by, at) {
        Some(Value::Int(measured)) => crate::context::step_for(&tiers.steps, measured),
        _ => 0,
    };
    held.and_then(|held| held.granted_at(at)).unwrap_or(0).max(judged)
}

/// Whose wallet keeps what a party has of an account: its household's, when the account is pooled and it belongs to one.
pub fn keeper_of(
    engine: &Engine,
    party: &Party,
    record: Option<&PartyRecord>,
    account: coterie_program::ids::AccountId,
) -> Party {
    let account = engine.program.accounts.get(account);
    let is_pooled = party.kind() == PartyKind::Member && account.is_some_and(|account| account.pooled);
    let household = engine.household.filter(|_| is_pooled).zip(record);
    let household = household.and_then(|(relation, record)| record.relation(relation));
    household.map_or_else(|| party.clone(), |relation| relation.to.clone())
}

/// The case of an amount that a gift's recorded facts decided: what its arithmetic starts from.
pub fn recorded_case<'p>(
    amount: &'p coterie_program::compiled::Amount,
    facts: &[crate::decision::Fact],
) -> Option<&'p coterie_program::compiled::Amount> {
    use coterie_program::compiled::Amount;
    let recorded = |text: &str| facts.iter().find(|fact| fact.path == text).map(|fact| &fact.value);
    match amount {
        Amount::By { path, cases, otherwise } => {
            let value = recorded(&path.text);
            let case = cases.iter().find(|(known, _)| Some(known) == value).map(|(_, amount)| amount);
            recorded_case(case.or(otherwise.as_deref())?, facts)
        }
        Amount::Steps { path, steps, marginal: false } => {
            let number = recorded(&path.text)?.as_decimal()?;
            let step = steps.iter().rev().find(|(from, _)| number >= (*from).into());
            recorded_case(&step?.1, facts)
        }
        other => Some(other),
    }
}

/// What a gift of an event was computed on, and what of it remains when only `left` remains of the event's lines: a gift by line
/// keeps floor(gift × remains ÷ whole); a discount, the share of what was paid for its lines, each to the nearest.
pub fn basis_left(
    engine: &Engine,
    record: &crate::record::EntryRecord,
    left: &[crate::record::LineLeft],
    gift: usize,
) -> Result<BasisLeft, crate::error::DecideError> {
    crate::kinds::basis_left(engine, record, left, gift)
}

/// The basis of a gift, and what remains of it: minor units, or pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasisLeft {
    /// What the gift was computed on.
    pub whole: i64,
    /// What of it remains.
    pub remains: i64,
    /// Whether it is counted in pieces.
    pub is_pieces: bool,
}

/// What a rate, a percentage or slices of them come to of a basis, exactly, in smallest parts; `None` for other amounts.
pub fn exact_of_basis(
    amount: &coterie_program::compiled::Amount,
    basis: i64,
) -> Option<rust_decimal::Decimal> {
    use crate::amount::{Leaf, of_basis};
    use coterie_program::compiled::Amount;
    let leaf = match amount {
        Amount::Rate { .. } | Amount::Percent(_) => Leaf::OfBasis(amount),
        Amount::Steps { steps, marginal: true, .. } => Leaf::Marginal(steps),
        _ => return None,
    };
    of_basis(&leaf, basis).ok()
}

/// An exact amount of smallest parts, rounded as an account rounds.
pub fn rounded(
    exact: rust_decimal::Decimal,
    rounding: coterie_ledger::Rounding,
) -> Option<coterie_ledger::Amount> {
    crate::amount::round(exact, rounding).ok()
}

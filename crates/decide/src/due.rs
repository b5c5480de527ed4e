//! What falls due by itself.
//!
//! The writer asks for what is due on the records that an event concerns, before it decides the event, and a sweep asks for
//! the rest. Everything due has an id made of its nominal time, kind and object, so it happens exactly once.

use crate::engine::Engine;
use crate::entry::{Tick, TickKind};
use crate::record::PartyRecord;
use crate::tiers::held;
use coterie_calendar::{Instant, Span};
use coterie_ledger::{Availability, Lot, Party, Wallet};
use coterie_program::compiled::{Account, Expiry, Path, Read, Trigger};
use coterie_program::ids::AccountId;
use coterie_program::value::Value;

/// The first thing that falls due on a party's record, if anything ever does. It is due when its time is not after the
/// clock.
pub fn next_due(engine: &Engine, party: &Party, record: &PartyRecord) -> Option<Tick> {
    if record.merged_into.is_some() {
        return None;
    }
    let mut first: Option<Tick> = None;
    let mut consider = |at: Instant, kind: TickKind, of: u64| {
        if first.as_ref().is_none_or(|known| (at, kind, of) < (known.at, known.kind, known.of)) {
            first = Some(Tick { at, kind, party: party.clone(), of });
        }
    };
    for (account, wallet) in &record.wallets {
        wallet_due(engine, *account, wallet, &mut consider);
        warnings_due(engine, record, *account, wallet, &mut consider);
    }
    for set in engine.held_sets.get(&party.kind()).into_iter().flatten() {
        let stands = held(engine, Some(record), *set, record.since);
        let of = u64::from(set.0);
        if let Some(review) = stands.review {
            consider(review, TickKind::TierReview, of);
        }
        if let Some((_, when)) = stands.falling {
            consider(when, TickKind::TierFalls, of);
        }
    }
    for tier in &record.tiers {
        if let Some(until) = tier.grants.iter().map(|grant| grant.until).min()
            && until < Instant::MAX
        {
            consider(until, TickKind::GrantEnds, u64::from(tier.set.0));
        }
    }
    for (kind, id) in &engine.clock_rules {
        let Some(rule) = engine.rule(*id).filter(|_| *kind == party.kind()) else { continue };
        if let Trigger::Clock { path, at } = &rule.when
            && let Some(date) = date_of(record, path)
        {
            consider(
                engine.program.zone.next_anniversary(date, *at, done_by(engine, record)),
                TickKind::Clock,
                u64::from(id.0),
            );
        }
    }
    first
}

fn wallet_due(
    engine: &Engine,
    id: AccountId,
    wallet: &Wallet,
    consider: &mut impl FnMut(Instant, TickKind, u64),
) {
    for hold in wallet.holds() {
        consider(hold.lapses, TickKind::HoldLapses, hold.id);
    }
    let account: Option<&Account> = engine.program.accounts.get(id);
    if let Some(lot) = wallet.lots().iter().find(|lot| wallet.reserved_of(lot.id) < lot.remaining)
        && let Some(expires) = lot.expires
    {
        consider(expires, TickKind::Expiry, u64::from(id.0));
    }
    if let Some(Account { expires: Expiry::Idle(span), .. }) = account
        && let Some(active) = wallet.last_activity()
        && !wallet.plan_expire_idle().is_empty()
        && let Ok(at) = engine.program.zone.add(active, *span)
    {
        consider(at, TickKind::IdleExpiry, u64::from(id.0));
    }
}

fn warnings_due(
    engine: &Engine,
    record: &PartyRecord,
    id: AccountId,
    wallet: &Wallet,
    consider: &mut impl FnMut(Instant, TickKind, u64),
) {
    for (account, rule) in &engine.expiring_rules {
        let Some(rule) = engine.rule(*rule).filter(|_| *account == id) else { continue };
        let Trigger::Expiring { before, .. } = &rule.when else { continue };
        let done = done_by(engine, record);
        let warns = |lot: &Lot| warns_at(engine, lot, *before).filter(|at| *at > done);
        if let Some(at) = wallet.lots().iter().filter_map(warns).min() {
            consider(at, TickKind::Expiring, u64::from(rule.id.0));
        }
    }
}

/// Up to when what the clock sets off on a record is done, as far as a version is concerned.
pub(crate) fn done_by(engine: &Engine, record: &PartyRecord) -> Instant {
    if engine.begins == Instant::MIN {
        return record.clock_done;
    }
    record.clock_done.max(engine.begins.just_before())
}

/// When the expiry of a lot is announced: so long before, yet not before there is something to spend.
pub(crate) fn warns_at(engine: &Engine, lot: &Lot, before: Span) -> Option<Instant> {
    let Availability::From(available) = lot.available else { return None };
    let expires = lot.expires.filter(|expires| *expires > available)?;
    Some(engine.program.zone.sub(expires, before).ok()?.max(available))
}

/// The date that a clock rule looks at.
pub(crate) fn date_of(record: &PartyRecord, path: &Path) -> Option<coterie_calendar::Date> {
    match path.read {
        Read::Attribute(id) => match record.attribute(id)? {
            Value::Date(date) => Some(*date),
            _ => None,
        },
        _ => None,
    }
}

/// The first judgement of a held tier after an instant.
pub fn next_review(
    engine: &Engine,
    fall: &coterie_program::compiled::Fall,
    after: Instant,
) -> Option<Instant> {
    crate::tiers::next(&engine.program, fall, after)
}

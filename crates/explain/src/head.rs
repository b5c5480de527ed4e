//! What happened, in one line: when, what, whose, and where.

use crate::corrected;
use crate::words::Words;
use coterie_decide::{Entry, Origin, Tick, TickKind};
use coterie_program::builtin::{field, kind};
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, RuleId, Space, TierSetId};
use coterie_sentences::euphonic;

/// An event is told as late when it came so long after its own time.
const LATE_MILLIS: i64 = 60_000;

/// What happened, in one line: `2026-01-12 12:00  purchase of bob at kwiaty, 200 zł  [e2]`.
pub fn head(words: &Words<'_>, entry: &Entry) -> String {
    let when = words.moment(entry.at());
    match &entry.origin {
        Origin::Event(event) => {
            format!("{when}  {}  [{}]{}", what(words, event), event.id, late(words, entry))
        }
        Origin::Tick(tick) => format!("{when}  {}", due(words, tick)),
        Origin::Apply(apply) => {
            let version = apply.version.to_string();
            format!("{when}  {}", words.say("head-version", &[("version", &version)]))
        }
    }
}

/// That an event came late: it is decided by its own time, on books that had gone on.
fn late(words: &Words<'_>, entry: &Entry) -> String {
    if entry.clock.millis_since(entry.at()) < LATE_MILLIS {
        return String::new();
    }
    format!("  {}", words.say("head-late", &[("clock", &words.moment(entry.clock))]))
}

/// The kind of an event, whose it is, where, about what, and its total.
fn what(words: &Words<'_>, event: &Event) -> String {
    let program = words.program();
    let kind = program.registry.name(Space::Kind, event.kind.0).unwrap_or("?");
    // A word of the program's own goes before the usual one of the language.
    let is_usual = !program.words.contains_key(kind);
    let known = is_usual.then(|| words.find(&format!("event-{}", kind.replace('_', "-")))).flatten();
    let mut parts = vec![known.unwrap_or_else(|| words.name(kind))];
    let parties = [
        (field::MEMBER, "head-member"),
        (field::EMPLOYEE, "head-employee"),
        (field::HOUSEHOLD, "head-household"),
        (field::OF, "head-of"),
        (field::FROM, "head-from"),
        (field::TO, "head-to"),
        (field::INTO, "head-into"),
        (field::PARTNER, "head-partner"),
    ];
    // A change, a correction or a tier is of the one record that it names; it does not happen there.
    let is_of_a_record = matches!(event.kind, kind::PARTNER | kind::EMPLOYEE | kind::ADJUSTMENT | kind::TIER);
    for (field, id) in parties {
        if let Some(party) = event.party(field) {
            let id = match field {
                field::MEMBER if event.kind == kind::TIER => "head-tier-member",
                field::PARTNER if event.kind == kind::TIER => "head-tier-partner",
                field::PARTNER | field::EMPLOYEE if is_of_a_record => "head-of",
                _ => id,
            };
            parts.push(words.say(id, &[("who", &words.who(party))]));
        }
    }
    let about = [
        (field::PURCHASE, "head-about"),
        (field::HOLD, "head-about"),
        (field::REDEMPTION, "head-about"),
        (field::OF, "head-about"),
        (field::REWARD, "head-reward"),
        (field::CODE, "head-code"),
        (field::PERIOD, "head-period"),
    ];
    for (field, id) in about {
        if let Some(text) = event.text(field) {
            parts.push(words.say(id, &[("what", text)]));
        }
    }
    let said = euphonic(parts.join(" "), words.language());
    match event.int(field::TOTAL) {
        Some(total) => format!("{said}, {}", words.money(total)),
        None => said,
    }
}

/// What fell due, on whose record.
fn due(words: &Words<'_>, tick: &Tick) -> String {
    let names = words.names();
    let id = match tick.kind {
        TickKind::HoldLapses => "due-hold-lapses",
        TickKind::Expiry => "due-expiry",
        TickKind::IdleExpiry => "due-idle-expiry",
        TickKind::GrantEnds => "due-grant-ends",
        TickKind::TierReview => "due-tier-review",
        TickKind::TierFalls => "due-tier-falls",
        TickKind::Clock => "due-clock",
        TickKind::Expiring => "due-expiring",
        TickKind::Close => "due-close",
        TickKind::Correction => "due-correction",
    };
    let of = match tick.kind {
        TickKind::Correction => tick.corrected_rule(),
        _ => u16::try_from(tick.of).unwrap_or(u16::MAX),
    };
    let what = match tick.kind {
        TickKind::HoldLapses => format!("#{}", tick.of),
        TickKind::Expiry | TickKind::IdleExpiry => words.account(AccountId(of)),
        TickKind::GrantEnds | TickKind::TierReview | TickKind::TierFalls => {
            words.name(names.tier_set(TierSetId(of)))
        }
        TickKind::Clock | TickKind::Expiring | TickKind::Close | TickKind::Correction => {
            words.title(RuleId(of))
        }
    };
    let who = words.who(&tick.party);
    match tick.kind {
        TickKind::Correction => {
            let period = corrected::period(words, tick);
            words.say(id, &[("period", &period), ("who", &who), ("what", &what)])
        }
        _ => words.say(id, &[("who", &who), ("what", &what)]),
    }
}

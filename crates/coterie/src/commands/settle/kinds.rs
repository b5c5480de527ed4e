//! In which kinds of period a program settles and closes, and what is said where another kind was asked for.

use crate::failure::Failure;
use coterie_calendar::{Instant, Period, Zone};
use coterie_program::compiled::{Program, Settled, Trigger};
use std::collections::BTreeSet;

/// What a label names: the kind of period, where it begins, and where it ends.
pub(crate) fn period(label: &str, zone: &Zone) -> Result<(Period, Instant, Instant), Failure> {
    zone.period(label).map_err(|error| Failure::Usage(format!("--period: {error}")))
}

/// In which kind of period a partner settles.
pub(crate) fn of(settled: Settled) -> Period {
    match settled {
        Settled::Monthly => Period::Month,
        Settled::Quarterly => Period::Quarter,
    }
}

/// In which kinds of period anybody settles; the coalition itself does in months.
pub(crate) fn settled(program: &Program) -> BTreeSet<Period> {
    let partners = program.partners.values().map(|partner| of(partner.settled));
    partners.chain([Period::Month]).collect()
}

/// Which kinds of period may be closed: those that somebody settles in, and those whose close sets off a rule.
pub(crate) fn closed(program: &Program) -> BTreeSet<Period> {
    let rules = program.rules.values().filter_map(|rule| match rule.when {
        Trigger::Close(period) => Some(period),
        _ => None,
    });
    settled(program).into_iter().chain(rules).collect()
}

/// The periods of a kind that have something of a stretch of time: the first and the last of several.
pub(crate) fn labels(zone: &Zone, kind: Period, start: Instant, end: Instant) -> String {
    let (first, last) = (zone.label(kind, start), zone.label(kind, end.just_before()));
    if first == last { first } else { format!("{first} … {last}") }
}

/// Why nothing is settled in a period, and in which it is instead.
pub(crate) fn nobody_settles(label: &str, within: (Instant, Instant), program: &Program) -> Failure {
    let reason = format!("no partner of {} settles in such a period", program.id);
    of_another_kind(label, within, &program.zone, &reason, settled(program))
}

/// Why a period has nothing of one partner, and which has.
pub(crate) fn settles_otherwise(
    label: &str,
    within: (Instant, Instant),
    zone: &Zone,
    (partner, kind): (&str, Period),
) -> Failure {
    let reason = format!("{partner} settles by {kind}");
    of_another_kind(label, within, zone, &reason, [kind])
}

/// Why a period needs no closing, and which does.
pub(crate) fn nothing_to_close(label: &str, within: (Instant, Instant), program: &Program) -> Failure {
    let reason =
        format!("no partner of {} settles in such a period, and no rule gives at its close", program.id);
    of_another_kind(label, within, &program.zone, &reason, closed(program))
}

fn of_another_kind(
    label: &str,
    (start, end): (Instant, Instant),
    zone: &Zone,
    reason: &str,
    kinds: impl IntoIterator<Item = Period>,
) -> Failure {
    let right: Vec<String> =
        kinds.into_iter().map(|kind| format!("--period {}", labels(zone, kind, start, end))).collect();
    Failure::Usage(format!("--period {label}: {reason}; try {}", right.join(" or ")))
}

//! What is due is decided by the version that held then; a close pays in full however late it comes, in the order of time.
#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use coterie_decide::decision::{Effect, Reason};
use coterie_decide::{Origin, TickKind};
use coterie_journal::store::Store;
use coterie_journal::store::memory::MemoryStore;
use coterie_journal::writer::ApplyError;
use coterie_journal::{Answer, Writer, verify};
use coterie_ledger::Party;
use support::{PROGRAM, at, member, open, points, say, with_program};

/// A cache that keeps nothing longer than it must, so that every record goes through the store.
fn forgetful() -> Writer<MemoryStore> {
    with_program(MemoryStore::new(&[7; 32]), 1)
}

fn bought(id: &str, day: &str, amount: &str) -> String {
    format!(
        r#"{{"id": "{id}", "at": "{day}", "purchase": {{"member": "anna", "partner": "bakery", "total": "{amount}"}}}}"#
    )
}

fn bonus<S: Store>(writer: &mut Writer<S>) -> i64 {
    let program = writer.versions().newest().unwrap().1.program.clone();
    let account = program.accounts.iter().find(|(_, account)| account.name == "bonus").unwrap().0;
    let record = writer.party(&Party::partner("bakery").unwrap()).unwrap();
    record.and_then(|record| record.wallet(account)).map_or(0, |wallet| wallet.balance().get())
}

fn refusal(answer: &Answer) -> Option<Reason> {
    match answer {
        Answer::Decided { entry, .. } => entry.decision.refusal.as_ref().map(|refusal| refusal.reason),
        Answer::Conflict { .. } => None,
    }
}

#[test]
fn a_close_half_a_year_late_pays_what_one_in_time_pays() {
    // 10 % of the sales of the month before: 10 % of 200.00.
    for (cache_bytes, saves) in [(1, true), (200 << 20, false)] {
        let mut writer = with_program(MemoryStore::new(&[7; 32]), cache_bytes);
        say(&mut writer, &bought("p1", "2026-01-15", "200.00"));
        say(&mut writer, &bought("p2", "2026-02-15", "50.00"));
        say(&mut writer, &bought("p3", "2026-08-01", "10.00"));
        if saves {
            writer.save_all().unwrap();
        }
        writer.close("2026-02", "").unwrap();
        assert_eq!(bonus(&mut writer), 20_00);
        verify(writer.into_store()).unwrap();
    }
}

#[test]
fn a_close_that_comes_as_an_event_pays_before_what_is_said_next() {
    let mut writer = forgetful();
    say(&mut writer, &bought("p1", "2026-01-15", "200.00"));
    say(&mut writer, r#"{"id": "c", "at": "2026-03-01", "close": {"period": "2026-02"}}"#);
    assert_eq!(bonus(&mut writer), 20_00);
    say(&mut writer, r#"{"id": "d", "at": "2026-03-02", "close": {"period": "2026-02"}}"#);
    assert_eq!(bonus(&mut writer), 20_00);
    verify(writer.into_store()).unwrap();
}

#[test]
fn periods_close_in_the_order_of_time_and_some_may_be_left_out() {
    let mut writer = forgetful();
    say(&mut writer, &bought("p1", "2026-01-15", "200.00"));
    say(&mut writer, &bought("p2", "2026-05-02", "1.00"));
    assert_eq!(refusal(&writer.close("2026-03", "").unwrap()), None);
    assert_eq!(refusal(&writer.close("2026-02", "").unwrap()), Some(Reason::TooLate));
    assert_eq!(refusal(&writer.close("2026-04", "").unwrap()), None);
    verify(writer.into_store()).unwrap();
}

#[test]
fn a_birthday_that_becomes_known_pays_nothing_for_the_past() {
    let mut writer = forgetful();
    say(&mut writer, r#"{"id": "s", "at": "2026-01-10", "signup": {"member": "anna"}}"#);
    say(
        &mut writer,
        r#"{"id": "m", "at": "2026-04-10T12:00", "member": {"member": "anna", "birthday": "1990-02-16"}}"#,
    );
    writer.tick(at("2026-12-31")).unwrap();
    assert_eq!(points(&mut writer, "anna"), 0, "the one of February 2026 was not known in time");
    writer.tick(at("2027-02-17")).unwrap();
    assert_eq!(points(&mut writer, "anna"), 7);
    verify(writer.into_store()).unwrap();
}

#[test]
fn what_was_due_before_a_version_is_decided_by_the_one_before() {
    let mut writer = forgetful();
    say(
        &mut writer,
        r#"{"id": "s", "at": "2026-01-10", "signup": {"member": "anna", "birthday": "1990-03-05"}}"#,
    );
    let generous = PROGRAM.replace("give: {points: 7}", "give: {points: 70}");
    writer.apply(&generous, at("2026-03-06"), "").unwrap();
    // Nobody swept on the 5th; the next that happens is long after.
    say(&mut writer, &bought("p1", "2026-03-20", "1.00"));
    assert_eq!(points(&mut writer, "anna"), 7 + 1);
    writer.tick(at("2027-03-06")).unwrap();
    // 60 days on, the first eight are gone.
    assert_eq!(points(&mut writer, "anna"), 70);
    verify(writer.into_store()).unwrap();
}

#[test]
fn nothing_that_a_version_adds_is_due_from_before_it() {
    let without = PROGRAM
        .lines()
        .filter(|line| {
            !line.contains("level") && !line.starts_with("tiers:") && !line.contains("happy_birthday")
        })
        .collect::<Vec<_>>()
        .join("\n");
    let mut writer = open(MemoryStore::new(&[7; 32]), 1);
    writer.apply(&without, at("2026-01-01"), "").unwrap();
    say(
        &mut writer,
        r#"{"id": "s", "at": "2026-01-10", "signup": {"member": "anna", "birthday": "1990-02-05"}}"#,
    );
    say(&mut writer, &bought("p1", "2026-06-20", "1.00"));
    writer.apply(PROGRAM, at("2026-06-25"), "").unwrap();
    let first = writer.head().entries;
    writer.tick(at("2026-07-10")).unwrap();
    let mut due = Vec::new();
    writer
        .walk(first, &mut |_, entry| {
            if let Origin::Tick(tick) = &entry.origin {
                due.push((tick.kind, tick.at));
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(
        due,
        [(TickKind::TierReview, at("2026-07-01"))],
        "of the partner's and the member's months, one"
    );
    verify(writer.into_store()).unwrap();
}

#[test]
fn what_is_stored_under_a_name_is_not_read_as_something_else() {
    let mut writer = forgetful();
    say(&mut writer, &bought("p1", "2026-01-15", "200.00"));
    let longer = PROGRAM.replace("sum: points, over: last 365 days", "sum: points, over: last 730 days");
    let refused = writer.apply(&longer, at("2026-02-01"), "");
    assert!(
        matches!(&refused, Err(ApplyError::Redefined(names)) if names.len() == 1 && names[0].name == "earned"),
        "{refused:?}"
    );
    assert_eq!(writer.head().entries, 2, "nothing was applied");
    let another = longer.replace("earned", "earned_in_two_years");
    writer.apply(&another, at("2026-02-01"), "").unwrap();
    verify(writer.into_store()).unwrap();
}

#[test]
fn a_cancellation_has_an_end_like_a_refund() {
    let mut writer = with_program(MemoryStore::new(&[7; 32]), 1);
    let short = format!("{PROGRAM}policies: {{refundable: 1 month}}\n");
    writer.apply(&short, at("2026-01-01"), "").unwrap();
    say(&mut writer, &bought("p1", "2026-01-15", "20.00"));
    let asked = |id: &str, day: &str| {
        format!(
            r#"{{"id": "{id}", "at": "{day}", "redemption": {{"member": "anna", "partner": "bakery", "reward": "coffee"}}}}"#
        )
    };
    say(&mut writer, &asked("r1", "2026-01-20T10:00"));
    let cancelled = |id: &str, day: &str| {
        format!(r#"{{"id": "{id}", "at": "{day}", "cancellation": {{"redemption": "r1"}}}}"#)
    };
    let late = say(&mut writer, &cancelled("c1", "2026-02-20T10:01"));
    assert_eq!(refusal(&late), Some(Reason::TooLate));
    let in_time = say(&mut writer, &cancelled("c2", "2026-02-20T10:00"));
    assert_eq!(refusal(&in_time), None);
    assert_eq!(points(&mut writer, "anna"), 20);
    assert!(writer.party(&member("anna")).unwrap().is_some());
    let Answer::Decided { entry, .. } = in_time else { panic!("decided") };
    assert!(entry.decision.effects.iter().any(|effect| matches!(effect, Effect::StillSpent { .. })));
}

//! Groups submitted ahead: decided while the group before is being made durable, as if it were durable already.
#![allow(clippy::unwrap_used, reason = "a test")]

mod support;

use coterie_journal::store::Store;
use coterie_journal::store::memory::{Fault, MemoryStore};
use coterie_journal::store::sqlite::SqliteStore;
use coterie_journal::{Answer, Submission, Writer, WriterError, verify};
use std::sync::{Arc, Mutex};
use support::{bytes, event, import, open, points, with_program, writer};

/// Four purchases of a few members, a refund of one of the group before, and a repeat of another.
fn group<S: Store>(writer: &Writer<S>, number: u32) -> Vec<Submission> {
    let mut texts: Vec<String> = (0..4).map(|place| purchase(number, place)).collect();
    if let Some(before) = number.checked_sub(1) {
        texts.push(format!(
            r#"{{"id": "r{number}", "at": "2026-02-04", "refund": {{"purchase": "p{before}.1"}}}}"#
        ));
        texts.push(purchase(before, 2));
    }
    texts.iter().map(|text| import(event(writer, text))).collect()
}

fn purchase(group: u32, place: u32) -> String {
    let member = (group + place) % 5;
    format!(
        r#"{{"id": "p{group}.{place}", "at": "2026-02-03T10:00", "purchase": {{"member": "m{member}", "partner": "bakery", "lines": {{"a": ["food", "5{place}.00"]}}}}}}"#
    )
}

/// What the answers say: position, and whether it is a repeat.
fn said(answers: &[Answer]) -> Vec<(u64, bool)> {
    let one = |answer: &Answer| match answer {
        Answer::Decided { position, repeat, .. } => (*position, *repeat),
        Answer::Conflict { position } => panic!("a conflict with {position}"),
    };
    answers.iter().map(one).collect()
}

fn ahead<S: Store>(writer: &mut Writer<S>, groups: u32) -> Vec<(u64, bool)> {
    let mut answers = Vec::new();
    for number in 0..groups {
        let group = group(writer, number);
        answers.extend(writer.submit_ahead(&group).unwrap());
    }
    answers.extend(writer.settle().unwrap());
    assert!(writer.settle().unwrap().is_empty());
    said(&answers)
}

#[test]
fn groups_ahead_come_to_what_groups_one_after_another_come_to() {
    let mut one_by_one = writer();
    let mut expected = Vec::new();
    for number in 0..30 {
        let group = group(&one_by_one, number);
        expected.extend(said(&one_by_one.submit(&group).unwrap()));
    }
    assert!(expected.iter().any(|(_, repeat)| *repeat));

    let folder = tempfile::tempdir().unwrap();
    let file = SqliteStore::create(folder.path().join("journal.db"), &[7; 32]).unwrap();
    let mut on_disk = with_program(file, 4_000);
    let mut in_memory = with_program(MemoryStore::new(&[7; 32]), 4_000);
    assert_eq!(ahead(&mut on_disk, 30), expected);
    assert_eq!(ahead(&mut in_memory, 30), expected);
    let points_of = |number: u32| format!("m{number}");
    for member in (0..5).map(points_of) {
        let want = points(&mut one_by_one, &member);
        assert!(want > 0);
        assert_eq!((points(&mut on_disk, &member), points(&mut in_memory, &member)), (want, want));
    }
    let want = bytes(&one_by_one.into_store());
    assert_eq!(bytes(&in_memory.into_store()), want);
    let on_disk = on_disk.into_store();
    assert_eq!(bytes(&on_disk), want);
    verify(on_disk).unwrap();
}

#[test]
fn an_answer_comes_when_its_group_is_durable_and_an_observer_hears_of_it_then() {
    let mut writer = writer();
    let seen = Arc::new(Mutex::new(0));
    let told = Arc::clone(&seen);
    writer.observe(Box::new(move |position, _| *told.lock().unwrap() = position + 1));
    let groups: Vec<_> = (0..3).map(|number| group(&writer, number)).collect();
    assert!(writer.submit_ahead(&groups[0]).unwrap().is_empty());
    assert_eq!((writer.head().entries, *seen.lock().unwrap()), (1, 0), "the program, and nothing else");
    assert_eq!(writer.submit_ahead(&groups[1]).unwrap().len(), 4);
    assert_eq!((writer.head().entries, *seen.lock().unwrap()), (5, 5));
    // Nothing new is in it, so nothing is written; it is answered all the same, and not before the one it repeats is durable.
    assert_eq!(writer.submit_ahead(&groups[1]).unwrap().len(), 6);
    assert_eq!(writer.head().entries, 10);
    assert!(said(&writer.settle().unwrap()).iter().all(|(_, repeat)| *repeat));
}

#[test]
fn what_was_not_answered_may_be_lost_and_what_was_answered_is_not() {
    for (fault, kept) in [(Fault::DiskFull, 5), (Fault::Lost, 5), (Fault::Kept, 10)] {
        let mut writer = writer();
        let groups: Vec<_> = (0..3).map(|number| group(&writer, number)).collect();
        writer.submit_ahead(&groups[0]).unwrap();
        writer.store_mut().fail_after(1, fault);
        assert_eq!(writer.submit_ahead(&groups[1]).unwrap().len(), 4);
        assert!(matches!(writer.submit_ahead(&groups[2]), Err(WriterError::Store(_))));
        assert!(matches!(writer.settle(), Err(WriterError::Stopped)));
        let store = writer.into_store().reopen();
        assert_eq!(store.head().entries, kept, "{fault:?}");
        let mut again = open(store, 200 << 20);
        assert_eq!(said(&again.submit(&groups[0]).unwrap()), [(1, true), (2, true), (3, true), (4, true)]);
        again.submit(&groups[1]).unwrap();
        assert_eq!(again.head().entries, 10);
    }
}

#[test]
fn whatever_needs_the_whole_journal_waits_for_what_was_begun() {
    let mut writer = writer();
    let group = group(&writer, 0);
    writer.submit_ahead(&group).unwrap();
    assert_eq!(writer.position("till", "p0.0").unwrap(), Some(1));
    assert!(writer.entry(1).unwrap().is_some());
    assert_eq!(writer.head().entries, 1);
    let mut walked = 0;
    writer
        .walk(0, &mut |_, _| {
            walked += 1;
            Ok(())
        })
        .unwrap();
    assert_eq!((walked, writer.head().entries), (5, 5));
    assert_eq!(writer.settle().unwrap().len(), 4, "its answers are still to be had");
}

#[test]
fn a_process_that_ends_amid_a_group_leaves_a_journal_without_it_or_with_it() {
    let mut writer = writer();
    let group = group(&writer, 0);
    writer.submit_ahead(&group).unwrap();
    let mut landed: MemoryStore = writer.into_store();
    let lost = landed.clone().reopen();
    landed.let_land();
    assert_eq!((lost.head().entries, landed.head().entries), (1, 5));
}

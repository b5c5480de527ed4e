//! What every store promises, as tests that run on any of them.
//!
//! A store's own tests call [`everything`] with a function that makes an empty store and one that closes it and opens it
//! again. Panics where a promise is broken.
#![allow(clippy::unwrap_used, reason = "a suite of tests")]

use std::ops::ControlFlow;
use std::sync::Arc;

use super::{
    Entries, Group, GroupError, HASH_KEY_NAME, HEAD_NAME, KeyHit, NewKey, NewSecret, NewSnapshot, Secret,
    Snapshot, Store, StoreError,
};
use crate::merkle::{self, CompactRange};

/// Runs the whole suite.
pub fn everything<S: Store>(create: impl Fn() -> S, reopen: impl Fn(S) -> S) {
    let reopen = &reopen;
    an_empty_journal_is_empty(create());
    entries_come_back_in_order_and_under_one_root(create(), reopen);
    a_group_that_breaks_a_rule_changes_nothing(create());
    keys_are_found_for_ever(create(), reopen);
    records_are_what_was_saved_last(create(), reopen);
    due_records_come_by_time_then_key(create(), reopen);
    secrets_last_until_they_are_destroyed(create(), reopen);
    named_blobs_are_set_with_the_group(create(), reopen);
    a_group_that_was_begun_is_durable_when_it_is_settled(create(), reopen);
    what_becomes_of_a_group_is_said_by_the_next_one_or_by_settling(create());
}

fn entries(texts: &[&str]) -> Entries {
    let mut entries = Entries::new();
    for text in texts {
        entries.push(text.as_bytes());
    }
    entries
}

fn key(number: u64) -> [u8; 16] {
    *merkle::leaf(&number.to_le_bytes()).first_chunk().unwrap()
}

fn snapshot(key: &str, next_due: Option<i64>, as_of: u64, state: &str) -> NewSnapshot {
    NewSnapshot { key: key.into(), next_due, as_of, state: state.into() }
}

fn an_empty_journal_is_empty<S: Store>(mut store: S) {
    let head = store.head();
    assert_eq!((head.blocks, head.entries, head.recover_from), (0, 0, 0));
    assert_eq!(head.root, CompactRange::new().root());
    assert!(store.blocks_from(0).next().is_none());
    assert_eq!(store.entry(0).unwrap(), None);
    assert_eq!(store.find_key(&key(1)).unwrap(), None);
    assert_eq!(store.record(b"party:1").unwrap(), None);
    assert_eq!(store.secret(b"party:1").unwrap(), None);
    assert_eq!(store.records_due(i64::MAX, 10).unwrap(), []);
    assert_eq!(store.meta(HASH_KEY_NAME).unwrap().map(|value| value.len()), Some(32));
    assert_eq!(store.check().unwrap().entries, 0);
}

fn entries_come_back_in_order_and_under_one_root<S: Store>(mut store: S, reopen: &impl Fn(S) -> S) {
    let groups = [entries(&["a", "bb", ""]), entries(&["dddd"]), entries(&["e", "f"])];
    let mut tree = CompactRange::new();
    let mut roots = Vec::new();
    let mut at = 0;
    for group in &groups {
        store.commit(&Group::of(at, group, at)).unwrap();
        at += group.len() as u64;
        group.iter().for_each(|entry| tree.append(merkle::leaf(entry)));
        roots.push(tree.root());
        assert_eq!(store.head().root, tree.root());
        store = reopen(store);
    }
    let head = store.head();
    assert_eq!((head.blocks, head.entries, head.recover_from, head.root), (3, 6, 4, tree.root()));
    let blocks: Vec<_> = store.blocks_from(0).map(Result::unwrap).collect();
    assert_eq!(blocks.iter().map(|block| block.sequence).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(blocks.iter().map(|block| block.first_position).collect::<Vec<_>>(), [0, 3, 4]);
    assert_eq!(blocks.iter().map(|block| block.root).collect::<Vec<_>>(), roots);
    assert!(blocks.iter().zip(&groups).all(|(block, group)| block.entries == *group));
    for (position, first_block) in [(0, 0), (2, 0), (3, 1), (4, 2), (5, 2)] {
        let sequences: Vec<_> = store.blocks_from(position).map(|block| block.unwrap().sequence).collect();
        assert_eq!(sequences, (first_block..3).collect::<Vec<_>>(), "from {position}");
    }
    assert!(store.blocks_from(6).next().is_none());
    let texts: Vec<_> = (0..7).map(|position| store.entry(position).unwrap()).collect();
    let expected = ["a", "bb", "", "dddd", "e", "f"].map(|text| Some(text.as_bytes().to_vec()));
    assert_eq!(texts, [expected.as_slice(), &[None]].concat());
    let checked = store.check().unwrap();
    assert_eq!((checked.blocks, checked.entries), (3, 6));
}

fn a_group_that_breaks_a_rule_changes_nothing<S: Store>(mut store: S) {
    let two = entries(&["a", "b"]);
    let good = Group::of(0, &two, 0);
    let new_key = |number, position| NewKey { key: key(number), body: [1; 16], position };
    let secret = |byte| NewSecret { key: b"party:1".to_vec(), secret: Secret([byte; 64]) };
    let bad = [
        Group { first_position: 1, recover_from: 1, ..good.clone() },
        Group { recover_from: 3, ..good.clone() },
        Group { keys: vec![new_key(1, 2)], ..good.clone() },
        Group { keys: vec![new_key(1, 0), new_key(1, 1)], ..good.clone() },
        Group { snapshots: vec![snapshot("party:1", None, 3, "")], ..good.clone() },
        Group { snapshots: vec![snapshot("", None, 2, "")], ..good.clone() },
        Group { snapshots: vec![snapshot("p", None, 1, ""), snapshot("p", None, 2, "")], ..good.clone() },
        Group { secrets: vec![secret(0)], ..good.clone() },
        Group { secrets: vec![secret(1), secret(2)], ..good.clone() },
        Group { meta: vec![(HEAD_NAME.to_owned(), vec![])], ..good.clone() },
    ];
    for group in &bad {
        assert!(matches!(store.commit(group), Err(StoreError::Group(_))), "{group:?}");
        assert_eq!(store.head().entries, 0);
    }
    store.commit(&Group { keys: vec![new_key(1, 0)], secrets: vec![secret(1)], ..good.clone() }).unwrap();
    let again = Group::of(2, &two, 2);
    let known = Group { keys: vec![new_key(1, 2)], ..again.clone() };
    assert!(matches!(store.commit(&known), Err(StoreError::Group(GroupError::KeyTwice { position: 2 }))));
    let has_one = Group { secrets: vec![secret(2)], ..again.clone() };
    assert!(matches!(store.commit(&has_one), Err(StoreError::Group(GroupError::Secret))));
    let expected = GroupError::Position { expected: 2, found: 0 };
    assert!(matches!(store.commit(&good), Err(StoreError::Group(found)) if found == expected));
    store.commit(&again).unwrap();
    let falling = Group::of(4, &two, 1);
    assert!(matches!(store.commit(&falling), Err(StoreError::Group(GroupError::RecoverFrom { .. }))));
    assert_eq!(store.check().unwrap().keys, 1);
}

fn keys_are_found_for_ever<S: Store>(mut store: S, reopen: &impl Fn(S) -> S) {
    let mut at = 0;
    for round in 0..3 {
        for _ in 0..4 {
            let group = entries(&["a", "b", "c"]);
            let keys = (at..at + 3).map(|position| NewKey {
                key: key(position),
                body: key(position + 1_000_000),
                position,
            });
            store.commit(&Group { keys: keys.collect(), ..Group::of(at, &group, 0) }).unwrap();
            at += 3;
        }
        if round < 2 {
            store = reopen(store);
        }
        for position in 0..at {
            let expected = KeyHit { position, body: key(position + 1_000_000) };
            assert_eq!(store.find_key(&key(position)).unwrap(), Some(expected));
        }
        assert_eq!(store.find_key(&key(at)).unwrap(), None);
    }
    assert_eq!(store.check().unwrap().keys, at);
}

fn records_are_what_was_saved_last<S: Store>(mut store: S, reopen: &impl Fn(S) -> S) {
    let one = entries(&["a"]);
    let first = vec![snapshot("b", Some(5), 1, "b1"), snapshot("a", None, 1, "a1")];
    store.commit(&Group { snapshots: first, ..Group::of(0, &one, 0) }).unwrap();
    // Behind the journal, in a group without entries.
    let behind = vec![snapshot("b", None, 1, "b2, longer"), snapshot("c", None, 0, "")];
    let nothing = Entries::new();
    store.commit(&Group { snapshots: behind, ..Group::of(1, &nothing, 1) }).unwrap();
    assert_eq!((store.head().blocks, store.head().entries, store.head().recover_from), (1, 1, 1));
    let mut store = reopen(store);
    let expected = Snapshot { next_due: None, as_of: 1, state: b"b2, longer".to_vec() };
    assert_eq!(store.record(b"b").unwrap(), Some(expected));
    assert_eq!(store.record(b"a").unwrap().map(|found| found.state), Some(b"a1".to_vec()));
    assert_eq!(store.record(b"d").unwrap(), None);
    let mut visited = Vec::new();
    let mut visit = |key: &[u8], _: &Snapshot| {
        visited.push(key.to_vec());
        if visited.len() == 4 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    // In an order of its own, once each, until told to stop.
    store.each_record(&mut visit).unwrap();
    store.each_record(&mut visit).unwrap();
    assert_eq!((visited.len(), &visited[3]), (4, &visited[0]));
    visited.truncate(3);
    visited.sort_unstable();
    assert_eq!(visited, [b"a", b"b", b"c"].map(|key| key.to_vec()));
    assert_eq!(store.check().unwrap().records, 3);
}

fn due_records_come_by_time_then_key<S: Store>(mut store: S, reopen: &impl Fn(S) -> S) {
    let nothing = Entries::new();
    let save = |store: &mut S, snapshots| {
        store.commit(&Group { snapshots, ..Group::of(0, &nothing, 0) }).unwrap();
    };
    let first = [("z", Some(10)), ("a", Some(10)), ("m", Some(-3)), ("never", None), ("late", Some(99))];
    save(&mut store, first.map(|(key, due)| snapshot(key, due, 0, "s")).to_vec());
    save(&mut store, vec![snapshot("late", Some(11), 0, "s"), snapshot("m", None, 0, "s")]);
    save(&mut store, vec![snapshot("z", Some(10), 0, "same due time")]);
    let store = reopen(store);
    let due = |up_to, limit| store.records_due(up_to, limit).unwrap();
    let expected = [(10, b"a".to_vec()), (10, b"z".to_vec()), (11, b"late".to_vec())];
    assert_eq!(due(99, 10), expected);
    assert_eq!(due(10, 10), expected[..2]);
    assert_eq!(due(99, 1), expected[..1]);
    assert_eq!(due(9, 10), []);
}

fn secrets_last_until_they_are_destroyed<S: Store>(mut store: S, reopen: &impl Fn(S) -> S) {
    let nothing = Entries::new();
    let secret = |person: &str, byte| NewSecret { key: person.into(), secret: Secret([byte; 64]) };
    let secrets = vec![secret("anna", 1), secret("boris", 2)];
    store.commit(&Group { secrets, ..Group::of(0, &nothing, 0) }).unwrap();
    let mut store = reopen(store);
    assert_eq!(store.secret(b"anna").unwrap(), Some(Secret([1; 64])));
    assert!(store.destroy_secret(b"anna").unwrap());
    assert!(!store.destroy_secret(b"anna").unwrap());
    assert!(!store.destroy_secret(b"nobody").unwrap());
    let mut store = reopen(store);
    assert_eq!(store.secret(b"anna").unwrap(), None);
    assert!(store.had_secret(b"anna").unwrap());
    assert!(!store.had_secret(b"nobody").unwrap());
    assert_eq!(store.secret(b"boris").unwrap(), Some(Secret([2; 64])));
    store.commit(&Group { secrets: vec![secret("anna", 3)], ..Group::of(0, &nothing, 0) }).unwrap();
    assert_eq!(store.secret(b"anna").unwrap(), Some(Secret([3; 64])));
    assert_eq!(store.check().unwrap().secrets, 2);
}

fn named_blobs_are_set_with_the_group<S: Store>(mut store: S, reopen: &impl Fn(S) -> S) {
    let nothing = Entries::new();
    for value in [b"1".to_vec(), b"22".to_vec()] {
        let meta = vec![("sweep".to_owned(), value)];
        store.commit(&Group { meta, ..Group::of(0, &nothing, 0) }).unwrap();
    }
    let store = reopen(store);
    assert_eq!(store.meta("sweep").unwrap(), Some(b"22".to_vec()));
    assert_eq!(store.meta("unknown").unwrap(), None);
    store.check().unwrap();
}

/// A group of its own, to hand over.
fn owned(at: u64, texts: &[&str], keys: Vec<NewKey>) -> Arc<Group<'static>> {
    let entries = std::borrow::Cow::Owned(entries(texts));
    let snapshots = vec![snapshot("anna", None, at + 1, &at.to_string())];
    let (secrets, meta) = (Vec::new(), Vec::new());
    Arc::new(Group { first_position: at, entries, keys, snapshots, secrets, meta, recover_from: at })
}

fn a_group_that_was_begun_is_durable_when_it_is_settled<S: Store>(mut store: S, reopen: &impl Fn(S) -> S) {
    store.settle().unwrap();
    let new_key = |number| NewKey { key: key(number), body: [1; 16], position: number };
    for at in 0..40 {
        store.begin(owned(at, &["a"], vec![new_key(at)])).unwrap();
        // The group before is durable by now, and can be read while this one is written.
        assert!((at..=at + 1).contains(&store.head().entries));
        if let Some(before) = at.checked_sub(1) {
            assert_eq!(store.entry(before).unwrap(), Some(b"a".to_vec()));
            assert_eq!(store.find_key(&key(before)).unwrap().map(|hit| hit.position), Some(before));
            let state = store.record(b"anna").unwrap().unwrap().state;
            assert!([before, at].map(|position| position.to_string().into_bytes()).contains(&state));
            assert_eq!(store.secret(b"anna").unwrap(), None);
        }
    }
    store.settle().unwrap();
    assert_eq!(store.head().entries, 40);
    store = reopen(store);
    assert_eq!((store.head().entries, store.head().blocks), (40, 40));
    // Whatever needs the journal as it is waits by itself.
    store.begin(owned(40, &["a", "b"], vec![])).unwrap();
    store.commit(&Group::of(42, &entries(&["c"]), 42)).unwrap();
    store.begin(owned(43, &["d"], vec![])).unwrap();
    assert!(!store.destroy_secret(b"nobody").unwrap());
    assert_eq!((store.head().entries, store.check().unwrap().entries), (44, 44));
}

fn what_becomes_of_a_group_is_said_by_the_next_one_or_by_settling<S: Store>(mut store: S) {
    let misplaced = |result| matches!(result, Err(StoreError::Group(GroupError::Position { .. })));
    let said_now = store.begin(owned(7, &["a"], vec![])).is_err();
    assert!(said_now || misplaced(store.settle()));
    store.settle().unwrap();
    let said_now = store.begin(owned(7, &["a"], vec![])).is_err();
    assert!(said_now || misplaced(store.begin(owned(0, &["a"], vec![]))));
    store.commit(&Group::of(0, &entries(&["a"]), 0)).unwrap();
    assert_eq!(store.check().unwrap().entries, 1);
}

//! How fast a journal file takes groups, beside the disk's own speed measured in the same run.
//!
//! `cargo run --release --example store_speed -p coterie-journal [folder] [groups]`
//!
//! A group is 100 entries of 300 bytes with 100 random idempotency keys, alone and with snapshots (300 bytes each) of 100
//! random records out of a million. The limit printed beside is a plain loop that appends 4 KiB and syncs, once per
//! event and once per group.
#![allow(clippy::unwrap_used, reason = "a measurement stops at the first error")]

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use coterie_journal::merkle;
use coterie_journal::store::sqlite::{Access, SqliteStore};
use coterie_journal::store::{Entries, Group, NewKey, NewSnapshot, Store};

const GROUP: u64 = 100;
const RECORDS: u64 = 1_000_000;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().map_or_else(std::env::temp_dir, Into::into).join("coterie-store-speed");
    let groups: u64 = args.next().map_or(4_000, |text| text.parse().unwrap());
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();

    let syncs = plain_syncs(&folder.join("plain"));
    println!("plain append of 4 KiB and fdatasync   {syncs:>9} a second");
    hashing();

    let path = folder.join("journal.sqlite");
    let mut store = SqliteStore::create(&path, &[1; 32]).unwrap();
    run(&mut store, "groups of 100, no snapshots", groups, 0, syncs);
    fill(&mut store);
    run(&mut store, "groups of 100, 100 snapshots each", groups, GROUP, syncs);
    run(&mut store, "groups of 100, 100 snapshots each", groups, GROUP, syncs);
    run(&mut store, "groups of 100, no snapshots", groups, 0, syncs);
    batched(&mut store, groups, syncs);
    drop(store);

    let started = Instant::now();
    let mut store = SqliteStore::open(&path, Access::Writer).unwrap();
    println!("opening                               {:>9} µs", started.elapsed().as_micros());
    lookups(&mut store);
    let started = Instant::now();
    let entries: usize = store.blocks_from(0).map(|block| block.unwrap().entries.len()).sum();
    println!(
        "reading back, checked                 {:>9} entries/s",
        per_second(entries as u64, started.elapsed())
    );
    let started = Instant::now();
    let checked = store.check().unwrap();
    println!("complete check                        {:>9} ms for {checked:?}", started.elapsed().as_millis());
    drop(store);
    std::fs::remove_dir_all(&folder).unwrap();
}

fn per_second(count: u64, time: Duration) -> u64 {
    (u128::from(count) * 1_000_000 / time.as_micros().max(1)) as u64
}

fn plain_syncs(path: &Path) -> u64 {
    let mut file = std::fs::File::create(path).unwrap();
    let (started, mut count) = (Instant::now(), 0);
    while started.elapsed() < Duration::from_secs(2) {
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
        count += 1;
    }
    per_second(count, started.elapsed())
}

fn hashing() {
    let (entry, started) = (vec![7; 1 << 20], Instant::now());
    for _ in 0..256 {
        std::hint::black_box(merkle::leaf(&entry));
    }
    println!("SHA-256                               {:>9} MB/s", per_second(256, started.elapsed()));
}

/// A hash of a number, for keys that look random.
fn hash(number: u64, kind: u8) -> [u8; 16] {
    let mut bytes = [kind; 9];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    *merkle::leaf(&bytes).first_chunk().unwrap()
}

/// The state of a record after an entry: half of them have something due, and one in ten saves moves it.
fn snapshot(record: u64, as_of: u64) -> NewSnapshot {
    let due =
        (record.is_multiple_of(2)).then_some((record * 1_000 + u64::from(as_of.is_multiple_of(10))) as i64);
    NewSnapshot { key: hash(record, b'r').to_vec(), next_due: due, as_of, state: vec![as_of as u8; 300] }
}

fn random_record(number: u64) -> u64 {
    u64::from_le_bytes(*hash(number, b'n').first_chunk().unwrap()) % RECORDS
}

/// Saves a million records once, in the order of their keys as an import would.
fn fill(store: &mut SqliteStore) {
    let mut records: Vec<u64> = (0..RECORDS).collect();
    records.sort_by_key(|record| hash(*record, b'r'));
    let (nothing, at) = (Entries::new(), store.head().entries);
    for some in records.chunks(10_000) {
        let snapshots = some.iter().map(|record| snapshot(*record, at)).collect();
        store.commit(&Group { snapshots, ..Group::of(at, &nothing, at) }).unwrap();
    }
}

fn group(at: u64, entries: &mut Entries) -> Vec<NewKey> {
    entries.clear();
    for position in at..at + GROUP {
        entries.push_with(|body| {
            body.extend_from_slice(&position.to_le_bytes());
            body.resize(body.len() + 292, position as u8);
        });
    }
    (at..at + GROUP)
        .map(|position| NewKey { key: hash(position, b'k'), body: hash(position, b'b'), position })
        .collect()
}

fn run(store: &mut SqliteStore, what: &str, groups: u64, snapshots: u64, syncs: u64) {
    let mut entries = Entries::new();
    let mut longest = Duration::ZERO;
    let mut spent = Duration::ZERO;
    for _ in 0..groups {
        let at = store.head().entries;
        let keys = group(at, &mut entries);
        let snapshots = distinct(at, snapshots, at + GROUP);
        let started = Instant::now();
        store.commit(&Group { keys, snapshots, ..Group::of(at, &entries, at) }).unwrap();
        longest = longest.max(started.elapsed());
        spent += started.elapsed();
    }
    report(what, groups, spent, longest, syncs);
}

/// The same snapshots saved behind the journal, for every 50 groups at once.
fn batched(store: &mut SqliteStore, groups: u64, syncs: u64) {
    let mut entries = Entries::new();
    let (mut longest, mut spent, mut saved) = (Duration::ZERO, Duration::ZERO, store.head().entries);
    for number in 0..groups {
        let at = store.head().entries;
        let keys = group(at, &mut entries);
        let snapshots = if number % 50 == 49 { distinct(at, 50 * GROUP, at + GROUP) } else { Vec::new() };
        saved = if snapshots.is_empty() { saved } else { at + GROUP };
        let started = Instant::now();
        store.commit(&Group { keys, snapshots, ..Group::of(at, &entries, saved) }).unwrap();
        longest = longest.max(started.elapsed());
        spent += started.elapsed();
    }
    report("the same, saved every 50 groups", groups, spent, longest, syncs);
}

fn distinct(from: u64, count: u64, as_of: u64) -> Vec<NewSnapshot> {
    let mut records: Vec<_> = (from..from + count).map(random_record).collect();
    records.sort_unstable();
    records.dedup();
    records.into_iter().map(|record| snapshot(record, as_of)).collect()
}

fn report(what: &str, groups: u64, spent: Duration, longest: Duration, syncs: u64) {
    let events = per_second(groups * GROUP, spent);
    println!(
        "{what:<37} {events:>9} events/s, {:>3} × one sync per event; {} groups/s of {syncs} syncs/s; longest {} ms",
        events / syncs.max(1),
        per_second(groups, spent),
        longest.as_millis()
    );
}

fn lookups(store: &mut SqliteStore) {
    let entries = store.head().entries;
    let started = Instant::now();
    for number in 0..100_000 {
        assert!(store.find_key(&hash(number * 7919 % entries, b'k')).unwrap().is_some());
    }
    println!("finding known keys                    {:>9} a second", per_second(100_000, started.elapsed()));
    let started = Instant::now();
    for number in 0..100_000 {
        assert!(store.find_key(&hash(number, b'x')).unwrap().is_none());
    }
    println!("finding new keys                      {:>9} a second", per_second(100_000, started.elapsed()));
}

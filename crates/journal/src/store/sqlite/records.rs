//! The table `records`: saving snapshots, reading them.
//!
//! A row's place in the table is a hash of its key: a B-tree by number has a hundred children a page where one by key has six,
//! since it keeps no states in its inner pages, and so these stay in memory whatever the number of records.

use std::collections::BTreeSet;
use std::hash::Hasher as _;
use std::ops::ControlFlow;

use rusqlite::{Connection, Row};
use siphasher::sip128::{Hasher128 as _, SipHasher24};

use super::super::checksum::{self, hex};
use super::super::error::{Corruption, StoreError};
use super::super::group::{NewSnapshot, Snapshot};
use super::super::meta::HASH_KEY_NAME;
use super::meta_rows;

/// Where records are: a keyed hash of their key, so that nobody can choose keys that meet, or the first place after it that was
/// free. No row is ever deleted, so a search ends at the first place without a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    hash: SipHasher24,
    /// How many bits of the hash are told apart.
    bits: u32,
}

/// Two million million places per kind of record.
const BITS: u32 = 46;

impl Places {
    /// From the journal's hash key.
    pub(super) fn read(conn: &Connection) -> Result<Self, StoreError> {
        let missing = || Corruption::new("meta", HASH_KEY_NAME, "row", "missing");
        let key = meta_rows::one(conn, HASH_KEY_NAME)?.ok_or_else(missing)?;
        let (first, _) = key.as_chunks::<16>();
        let wrong = || Corruption::new("meta", HASH_KEY_NAME, "value", hex(&key));
        Ok(Self { hash: SipHasher24::new_with_key(first.first().ok_or_else(wrong)?), bits: BITS })
    }

    /// The first place to look: the key's first two bytes, so that records of a kind are together (the few that change often
    /// share few pages), and 46 bits of its hash. Never so far up that there is none after it.
    fn of(&self, key: &[u8]) -> i64 {
        let byte = |at| u64::from(key.get(at).copied().unwrap_or(0));
        let mut hasher = self.hash;
        hasher.write(key);
        ((byte(0) << 8 | byte(1)) << BITS | hasher.finish128().h1 >> (u64::BITS - self.bits)) as i64
    }

    /// Where a record is, with what `row` reads of it, or where it goes. `sql` gives rows from a place on, in their order, the place
    /// and the key first.
    fn find<T>(
        &self,
        conn: &Connection,
        sql: &str,
        key: &[u8],
        row: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<(i64, Option<T>), StoreError> {
        let mut statement = conn.prepare_cached(sql)?;
        let mut place = self.of(key);
        let mut rows = statement.query([place])?;
        while let Some(found) = rows.next()?
            && found.get::<_, i64>(0)? == place
        {
            if found.get_ref(1)?.as_blob().is_ok_and(|at_place| at_place == key) {
                return Ok((place, Some(row(found)?)));
            }
            place += 1;
        }
        Ok((place, None))
    }

    /// Where a record is, or where it goes; its state is not read.
    fn place(&self, conn: &Connection, key: &[u8]) -> Result<i64, StoreError> {
        let sql = "SELECT place, key FROM records WHERE place >= ?1 ORDER BY place";
        Ok(self.find(conn, sql, key, |_| Ok(()))?.0)
    }

    /// Saves snapshots in the order of their places, which visits each page of the table once.
    pub(super) fn save(&self, conn: &Connection, snapshots: &[NewSnapshot]) -> Result<(), StoreError> {
        if snapshots.is_empty() {
            return Ok(());
        }
        let mut sorted: Vec<_> =
            snapshots.iter().map(|snapshot| (self.of(&snapshot.key), snapshot)).collect();
        sorted.sort_unstable_by_key(|(place, _)| *place);
        // Most records keep their due time; a statement that does not name it leaves the index alone.
        let mut update = conn.prepare_cached(
            "UPDATE records SET as_of = ?3, crc = ?5, state = ?6 WHERE place = ?1 AND key = ?2 AND next_due IS ?4",
        )?;
        let mut upsert = conn.prepare_cached(
            "INSERT INTO records(place, key, as_of, next_due, crc, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT(place) DO UPDATE SET as_of = ?3, next_due = ?4, crc = ?5, state = ?6",
        )?;
        for (place, NewSnapshot { key, next_due, as_of, state }) in sorted {
            let as_of = *as_of as i64;
            let row = |place| {
                (place, key, as_of, next_due, row_checksum(place, key, as_of, *next_due, state), state)
            };
            if update.execute(row(place))? == 0 {
                upsert.execute(row(self.place(conn, key)?))?;
            }
        }
        Ok(())
    }

    /// One record.
    pub(super) fn one(&self, conn: &Connection, key: &[u8]) -> Result<Option<Snapshot>, StoreError> {
        let sql =
            "SELECT place, key, as_of, next_due, crc, state FROM records WHERE place >= ?1 ORDER BY place";
        Ok(self.find(conn, sql, key, |row| Ok(read(row)?.2))?.1)
    }

    /// Every row must be sound, of no entry that is not there, and where a search for its key finds it. Says how many there are.
    pub(super) fn check(&self, conn: &Connection, entries: u64) -> Result<u64, StoreError> {
        let mut count = 0;
        // The rows without a gap before this one: where they begin, and their keys.
        let (mut begin, mut keys) = (0_i64, BTreeSet::<Vec<u8>>::new());
        let mut wrong = None;
        each(conn, &mut |place, key, snapshot| {
            count += 1;
            if begin.checked_add(keys.len() as i64) != Some(place) {
                (begin, keys) = (place, BTreeSet::new());
            }
            let leads_here = (begin..=place).contains(&self.of(key)) && keys.insert(key.to_vec());
            let (field, detail) = if snapshot.as_of > entries {
                ("as_of", format!("{} of {entries} entries", snapshot.as_of))
            } else if !leads_here {
                ("place", format!("{place} is not where its key leads"))
            } else {
                return ControlFlow::Continue(());
            };
            wrong = Some(Corruption::new("records", hex(key), field, detail));
            ControlFlow::Break(())
        })?;
        wrong.map_or(Ok(count), |wrong| Err(wrong.into()))
    }
}

/// The checksum over everything else in the row.
fn row_checksum(place: i64, key: &[u8], as_of: i64, next_due: Option<i64>, state: &[u8]) -> u32 {
    checksum::of(&[
        &place.to_le_bytes(),
        &(key.len() as u32).to_le_bytes(),
        key,
        &as_of.to_le_bytes(),
        &[u8::from(next_due.is_some())],
        &next_due.unwrap_or(0).to_le_bytes(),
        state,
    ])
}

/// A row, checked.
fn read(row: &Row<'_>) -> Result<(i64, Vec<u8>, Snapshot), StoreError> {
    let (place, key): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
    let (as_of, next_due): (i64, Option<i64>) = (row.get(2)?, row.get(3)?);
    let (crc, state): (i64, Vec<u8>) = (row.get(4)?, row.get(5)?);
    let computed = row_checksum(place, &key, as_of, next_due, &state);
    if crc != i64::from(computed) {
        return Err(Corruption::crc("records", hex(&key), crc, computed).into());
    }
    Ok((place, key, Snapshot { next_due, as_of: as_of as u64, state }))
}

/// The keys of records due, by due time, then key.
pub(super) fn due(conn: &Connection, up_to_ms: i64, limit: usize) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = conn.prepare_cached(
        "SELECT next_due, key FROM records WHERE next_due IS NOT NULL AND next_due <= ?1
         ORDER BY next_due, key LIMIT ?2",
    )?;
    let rows = statement.query_map((up_to_ms, limit), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every record, with its place, in the order of the places.
pub(super) fn each(
    conn: &Connection,
    visit: &mut dyn FnMut(i64, &[u8], &Snapshot) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT place, key, as_of, next_due, crc, state FROM records ORDER BY place")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (place, key, snapshot) = read(row)?;
        if visit(place, &key, &snapshot).is_break() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::schema::TABLES;

    /// Places of eight numbers only, so that most keys meet.
    fn narrow(seed: u8) -> (Connection, Places) {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(TABLES).unwrap();
        (conn, Places { hash: SipHasher24::new_with_key(&[seed; 16]), bits: 3 })
    }

    fn snapshot(key: u8, as_of: u64) -> NewSnapshot {
        let next_due = as_of.is_multiple_of(2).then_some(i64::from(key));
        NewSnapshot { key: vec![0, 7, key], next_due, as_of, state: vec![key; usize::from(key)] }
    }

    #[test]
    fn records_that_meet_at_one_place_are_kept_apart() {
        let (conn, places) = narrow(1);
        for round in 0..3 {
            let saved: Vec<_> = (round..40).map(|key| snapshot(key, u64::from(round + key))).collect();
            places.save(&conn, &saved).unwrap();
            for new in saved {
                let found = places.one(&conn, &new.key).unwrap().unwrap();
                assert_eq!((found.as_of, found.next_due, found.state), (new.as_of, new.next_due, new.state));
            }
            assert!(places.one(&conn, &[0, 7, 40]).unwrap().is_none());
            assert_eq!(places.check(&conn, 100).unwrap(), 40);
        }
    }

    #[test]
    fn a_record_no_search_finds_is_named() {
        let (conn, places) = narrow(2);
        let saved: Vec<_> = (0..20).map(|key| snapshot(key, 1)).collect();
        places.save(&conn, &saved).unwrap();
        let last: i64 = conn.query_row("SELECT max(place) FROM records", [], |row| row.get(0)).unwrap();
        let twice = "INSERT INTO records SELECT ?1, key, as_of, next_due, ?2, state FROM records LIMIT 1";
        let (key, first) = {
            let sql = "SELECT place, key, as_of, next_due, crc, state FROM records ORDER BY place LIMIT 1";
            conn.query_row(sql, [], |row| Ok(read(row).unwrap())).map(|(_, key, first)| (key, first)).unwrap()
        };
        for place in [last + 1, last + 2] {
            let crc = row_checksum(place, &key, first.as_of as i64, first.next_due, &first.state);
            conn.execute(twice, (place, crc)).unwrap();
            let Err(StoreError::Corrupt(wrong)) = places.check(&conn, 100) else { panic!("not found") };
            assert_eq!((wrong.table, wrong.row, wrong.what), ("records", hex(&key), "place"));
            conn.execute("DELETE FROM records WHERE place = ?1", [place]).unwrap();
        }
    }
}

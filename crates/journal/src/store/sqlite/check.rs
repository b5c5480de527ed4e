//! Walks the whole file and reports the first thing wrong.
//!
//! Every field of every table is under a checksum; beyond that, what can be derived is derived again: block numbers,
//! positions, counts, Merkle roots, the head, filters, the order of keys. So a field that was altered together with its
//! checksum is found too, wherever something else in the file still tells what it was.

use rusqlite::{Connection, types::ValueRef};

use super::super::checksum::hex;
use super::super::error::{Corruption, StoreError};
use super::super::keys::{
    CHUNKS_PER_RUN, ChunkHead, KeyRows as _, RECORD_BYTES, RunRow, filter_of, hit_of, key_of,
};
use super::super::meta::{FORMAT, FORMAT_NAME, HASH_KEY_NAME, HEAD_NAME, HeadRow};
use super::failure::as_corruption;
use super::key_rows::SqliteKeyRows;
use super::records::Places;
use super::secrets::SecretRow;
use super::{Checked, blocks, meta_rows};
use crate::merkle::{self, CompactRange};

/// Checks everything as of one moment.
pub(super) fn everything(conn: &Connection) -> Result<Checked, Corruption> {
    let check = || {
        // A snapshot is one moment already.
        let _moment = if conn.is_autocommit() { Some(conn.unchecked_transaction()?) } else { None };
        let head = check_meta(conn)?;
        check_blocks(conn, &head)?;
        check_keys(conn, &head)?;
        let records = Places::read(conn)?.check(conn, head.entries())?;
        let secrets = check_secrets(conn)?;
        check_structure(conn)?;
        Ok(Checked { blocks: head.blocks, entries: head.entries(), keys: head.keys, records, secrets })
    };
    check().map_err(as_corruption)
}

fn check_meta(conn: &Connection) -> Result<HeadRow, StoreError> {
    let mut statement = conn.prepare("SELECT name, value, crc FROM meta ORDER BY name")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, value, crc): (String, Vec<u8>, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        meta_rows::believe(&name, &value, crc)?;
        let sound = match name.as_str() {
            FORMAT_NAME => value == FORMAT.to_le_bytes(),
            HASH_KEY_NAME => value.len() == 32,
            _ => true,
        };
        if !sound {
            return Err(Corruption::new("meta", name, "value", hex(&value)).into());
        }
    }
    for name in [FORMAT_NAME, HASH_KEY_NAME] {
        if meta_rows::one(conn, name)?.is_none() {
            return Err(Corruption::new("meta", name, "row", "missing").into());
        }
    }
    meta_rows::head(conn)
}

fn check_blocks(conn: &Connection, head: &HeadRow) -> Result<(), StoreError> {
    let mut tree = CompactRange::new();
    let mut statement = conn.prepare(blocks::EVERY)?;
    let mut rows = statement.query([])?;
    let mut sequence = 0;
    while let Some(row) = rows.next()? {
        let block = blocks::row(row)?.believe(sequence, Some(tree.size()))?;
        for entry in &block.entries {
            tree.append(merkle::leaf(entry));
        }
        if block.root != tree.root() {
            let detail = format!("stored {}, computed {}", hex(&block.root), hex(&tree.root()));
            return Err(Corruption::new("blocks", sequence, "root", detail).into());
        }
        sequence += 1;
    }
    if (sequence, &tree) != (head.blocks, &head.tree) {
        let detail = format!(
            "{} blocks, {} entries; the table has {sequence} and {}",
            head.blocks,
            head.entries(),
            tree.size()
        );
        return Err(Corruption::new("meta", HEAD_NAME, "value", detail).into());
    }
    Ok(())
}

fn check_keys(conn: &Connection, head: &HeadRow) -> Result<(), StoreError> {
    let rows = SqliteKeyRows(conn);
    let in_range = |table, row: u64, position: u64| {
        if position < head.entries() {
            return Ok(());
        }
        Err(Corruption::new(table, row, "position", format!("{position} of {} entries", head.entries())))
    };
    let mut keys = 0;
    rows.each_log(&mut |first_position, log| {
        for record in log.as_chunks::<RECORD_BYTES>().0 {
            let position = hit_of(record).position;
            in_range("key_log", first_position, position)?;
            if position < first_position {
                let detail = format!("{position} is before the row's first");
                return Err(Corruption::new("key_log", first_position, "position", detail).into());
            }
            keys += 1;
        }
        Ok(())
    })?;

    let runs = rows.runs()?;
    for run in &runs {
        check_run(run, &runs)?;
    }
    let mut heads: Vec<ChunkHead> = Vec::new();
    rows.chunk_heads(&mut |head| heads.push(head))?;
    if let Some(chunk) = first_difference(&heads, &rows.chunk_ids()?) {
        return Err(Corruption::new("key_chunks", chunk, "row", "not the chunks that have filters").into());
    }
    let last_of = |run: u64| -> Result<Option<[u8; 16]>, StoreError> {
        let Some(head) = heads.iter().rev().find(|head| head.chunk / CHUNKS_PER_RUN == run) else {
            return Ok(None);
        };
        Ok(rows.chunk(head.chunk)?.last_chunk().map(key_of))
    };
    let mut before: Option<(u64, [u8; 16])> = None;
    let mut merged: Option<(u64, Option<[u8; 16]>)> = None;
    for head in &heads {
        let run = head.chunk / CHUNKS_PER_RUN;
        let wrong =
            |table, what, detail: &str| StoreError::from(Corruption::new(table, head.chunk, what, detail));
        let Some(row) = runs.iter().find(|known| known.run == run) else {
            return Err(wrong("key_filters", "chunk", "belongs to no run"));
        };
        if merged.is_none_or(|(known, _)| known != run) {
            merged = Some((run, row.into.map(last_of).transpose()?.flatten()));
        }
        let bytes = rows.chunk(head.chunk)?;
        let (records, _) = bytes.as_chunks::<RECORD_BYTES>();
        for record in records {
            let key = key_of(record);
            if before.is_some_and(|(last_run, last)| last_run == run && last >= key) {
                return Err(wrong("key_chunks", "keys", "not in ascending order"));
            }
            before = Some((run, key));
            in_range("key_chunks", head.chunk, hit_of(record).position)?;
            // What a merge has copied already is counted where it went.
            let copied = merged.and_then(|(_, last)| last).is_some_and(|last| key <= last);
            keys += u64::from(!copied);
        }
        if records.first().map(key_of) != Some(head.first) {
            return Err(wrong("key_filters", "first_key", "not the chunk's first key"));
        }
        if *head.filter != *filter_of(records) {
            return Err(wrong("key_filters", "filter", "not the filter of the chunk's keys"));
        }
    }
    if keys != head.keys {
        let detail = format!("{} idempotency keys; the tables have {keys}", head.keys);
        return Err(Corruption::new("meta", HEAD_NAME, "value", detail).into());
    }
    Ok(())
}

fn check_run(run: &RunRow, runs: &[RunRow]) -> Result<(), Corruption> {
    if run.level == 0 {
        return Err(Corruption::new("key_runs", run.run, "level", "0"));
    }
    let Some(into) = run.into else { return Ok(()) };
    match runs.iter().find(|known| known.run == into) {
        Some(output) if output.level == run.level + 1 && output.into.is_none() => Ok(()),
        _ => Err(Corruption::new(
            "key_runs",
            run.run,
            "into_run",
            format!("{into} is not a run to merge into"),
        )),
    }
}

fn first_difference(heads: &[ChunkHead], ids: &[u64]) -> Option<u64> {
    let mut with_filters = heads.iter().map(|head| head.chunk);
    let differing = with_filters.clone().zip(ids).find(|(head, id)| head != *id).map(|(head, _)| head);
    differing.or_else(|| with_filters.nth(ids.len())).or_else(|| ids.get(heads.len()).copied())
}

fn check_secrets(conn: &Connection) -> Result<u64, StoreError> {
    let mut statement = conn.prepare("SELECT number, key, crc, secret FROM secrets ORDER BY number")?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let row = SecretRow::read(row)?;
        row.believe()?;
        if row.number != count as i64 {
            let detail = format!("{} where {count} was expected", row.number);
            return Err(Corruption::new("secrets", hex(&row.key), "number", detail).into());
        }
        count += 1;
    }
    Ok(count)
}

/// SQLite's own view: pages, B-trees, and that the indexes hold what the tables hold.
fn check_structure(conn: &Connection) -> Result<(), StoreError> {
    let mut statement = conn.prepare("PRAGMA integrity_check(1)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let ValueRef::Text(said) = row.get_ref(0)?
            && said != b"ok"
        {
            let said = String::from_utf8_lossy(said).into_owned();
            return Err(Corruption::new("file", "-", "integrity_check", said).into());
        }
    }
    Ok(())
}

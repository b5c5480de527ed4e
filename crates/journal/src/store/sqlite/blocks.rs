//! The table `blocks`: appending one, walking them.

use rusqlite::{Connection, Row};

use super::super::block::BlockRow;
use super::super::error::{Corruption, StoreError};
use super::super::meta::HeadRow;
use super::{Block, Group, change, maybe, meta_rows};

/// Writes the group's entries as the block after `head`, which already counts it.
pub(super) fn append(conn: &Connection, group: &Group<'_>, head: &HeadRow) -> Result<(), StoreError> {
    let (sequence, first_position) = (head.blocks as i64 - 1, group.first_position as i64);
    let (count, body, root) = (group.entries.len() as i64, group.entries.body(), head.tree.root());
    let crc = BlockRow::checksum(sequence, first_position, count, &root, body);
    let sql = "INSERT INTO blocks(sequence, first_position, entry_count, crc, root, body)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    change(conn, sql, (sequence, first_position, count, crc, root, body)).map(drop)
}

/// All rows in order.
pub(super) const EVERY: &str =
    "SELECT sequence, first_position, entry_count, crc, root, body FROM blocks ORDER BY sequence";

/// A row, not yet believed.
pub(super) fn row(row: &Row<'_>) -> rusqlite::Result<BlockRow> {
    Ok(BlockRow {
        sequence: row.get(0)?,
        first_position: row.get(1)?,
        entry_count: row.get(2)?,
        crc: row.get(3)?,
        root: row.get(4)?,
        body: row.get(5)?,
    })
}

/// Walks the blocks; each step is a read of its own.
pub(super) struct Cursor<'a> {
    conn: &'a Connection,
    next: Next,
}

enum Next {
    /// The block that holds this position.
    Holding(u64),
    /// The block with this number, which begins at this position.
    Block {
        sequence: u64,
        first_position: u64,
    },
    Nothing,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(conn: &'a Connection, position: u64) -> Self {
        Self { conn, next: Next::Holding(position) }
    }

    fn step(&self) -> Result<Option<Block>, StoreError> {
        match self.next {
            Next::Nothing => Ok(None),
            Next::Holding(position) => {
                if position >= meta_rows::head(self.conn)?.entries() {
                    return Ok(None);
                }
                let sql = "SELECT sequence, first_position, entry_count, crc, root, body FROM blocks
                           WHERE first_position <= ?1 ORDER BY first_position DESC LIMIT 1";
                let found = maybe(self.conn, sql, [position as i64], row)?
                    .ok_or_else(|| missing(&format!("holding {position}")))?;
                let sequence = found.sequence as u64;
                let block = found.believe(sequence, None)?;
                if block.end() <= position {
                    return Err(missing(&format!("holding {position}")).into());
                }
                Ok(Some(block))
            }
            Next::Block { sequence, first_position } => {
                let sql = "SELECT sequence, first_position, entry_count, crc, root, body FROM blocks
                           WHERE sequence = ?1";
                match maybe(self.conn, sql, [sequence as i64], row)? {
                    Some(found) => Ok(Some(found.believe(sequence, Some(first_position))?)),
                    None if sequence < meta_rows::head(self.conn)?.blocks => {
                        Err(missing(&sequence.to_string()).into())
                    }
                    None => Ok(None),
                }
            }
        }
    }
}

fn missing(row: &str) -> Corruption {
    Corruption::new("blocks", row, "row", "missing")
}

impl Iterator for Cursor<'_> {
    type Item = Result<Block, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.step();
        self.next = match &step {
            Ok(Some(block)) => Next::Block { sequence: block.sequence + 1, first_position: block.end() },
            _ => Next::Nothing,
        };
        step.transpose()
    }
}

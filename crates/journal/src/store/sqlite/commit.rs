//! One group, one transaction.

use rusqlite::TransactionBehavior;

use super::super::error::StoreError;
use super::key_rows::SqliteKeyRows;
use super::{Group, SqliteStore, blocks, loaded, meta_rows, records, secrets};
use crate::merkle;

impl SqliteStore {
    /// Writes a group that keeps the rules.
    pub(super) fn commit_valid(&mut self, group: &Group<'_>) -> Result<(), StoreError> {
        let Self { conn, head, keys, shape, .. } = self;
        let mut next = head.clone();
        for entry in group.entries {
            next.tree.append(merkle::leaf(entry));
        }
        next.blocks += u64::from(!group.entries.is_empty());
        next.keys += group.keys.len() as u64;
        next.recover_from = group.recover_from;

        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found = meta_rows::head(&tx)?;
        if found != *head {
            return Err(StoreError::ChangedBehind {
                entries_expected: head.entries(),
                entries_found: found.entries(),
            });
        }
        // What may break a rule comes first, before the index in memory changes.
        secrets::add(&tx, &group.secrets)?;
        if !group.entries.is_empty() {
            blocks::append(&tx, group, &next)?;
        }
        let mut rows = SqliteKeyRows(&tx);
        loaded(keys, *shape, &rows)?.append(&mut rows, group.first_position, &group.keys)?;
        records::save(&tx, &group.snapshots)?;
        for (name, value) in &group.meta {
            meta_rows::set(&tx, name, value)?;
        }
        meta_rows::set_head(&tx, &next)?;
        tx.commit()?;
        *head = next;
        Ok(())
    }
}

//! Rebuilds are identical, however the journal is cut; what was projected is skipped, what is missing is refused.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod village;

use coterie_decide::Entry;
use coterie_ledger::Party;
use coterie_program::compiled::Program;
use coterie_program::ids::{AttributeId, Registry};
use coterie_program::value::Value;
use coterie_views::{Reading, Totals, Unsealed, Views, ViewsError, compare};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};
use village::{Village, member};

static HISTORY: LazyLock<Village> = LazyLock::new(Village::with_history);

fn projected(journal: &[(u64, Arc<Entry>)]) -> Views {
    let mut views = Views::in_memory(Box::new(Unsealed)).unwrap();
    views.project(journal).unwrap();
    views
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_batches_leave_the_same_tables(sizes in prop::collection::vec(1_usize..9, 1..40)) {
        let whole = projected(&HISTORY.journal);
        let mut parts = Views::in_memory(Box::new(Unsealed)).unwrap();
        let mut rest = &HISTORY.journal[..];
        for size in sizes.into_iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (batch, later) = rest.split_at(size.min(rest.len()));
            parts.project(batch).unwrap();
            rest = later;
        }
        prop_assert_eq!(parts.digest().unwrap(), whole.digest().unwrap());
    }
}

#[test]
fn a_reopened_file_goes_on_and_a_deleted_one_is_rebuilt_identical() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("views.db");
    let half = HISTORY.journal.len() / 2;
    let mut views = Views::open(&path, Box::new(Unsealed)).unwrap();
    views.project(&HISTORY.journal[..half]).unwrap();
    drop(views);
    let mut views = Views::open(&path, Box::new(Unsealed)).unwrap();
    assert_eq!(views.cursor().unwrap().position, half as u64 - 1);
    // What was taken already is skipped.
    assert_eq!(views.project(&HISTORY.journal).unwrap(), HISTORY.journal.len() - half);
    let digest = views.digest().unwrap();
    drop(views);
    std::fs::remove_file(&path).unwrap();
    let mut rebuilt = Views::open(&path, Box::new(Unsealed)).unwrap();
    assert_eq!(rebuilt.cursor(), None);
    rebuilt.project(&HISTORY.journal).unwrap();
    assert_eq!(rebuilt.digest().unwrap(), digest);
    assert!(digest.iter().any(|table| table.table == "settlement" && table.rows > 0));
}

#[test]
fn a_file_made_for_other_tables_is_emptied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("views.db");
    let mut views = Views::open(&path, Box::new(Unsealed)).unwrap();
    views.project(&HISTORY.journal).unwrap();
    drop(views);
    let file = rusqlite::Connection::open(&path).unwrap();
    let former =
        "CREATE TABLE gone (id INTEGER); UPDATE shape SET digest = 'other', tables = tables || ' gone'";
    file.execute_batch(former).unwrap();
    let views = Views::open(&path, Box::new(Unsealed)).unwrap();
    assert_eq!(views.cursor(), None);
    assert!(views.digest().unwrap().iter().all(|table| table.rows == 0 || table.table == "shape"));
    assert!(file.execute("DELETE FROM gone", []).is_err());
}

#[test]
fn a_gap_is_refused_and_nothing_of_its_batch_stays() {
    let mut views = projected(&HISTORY.journal[..5]);
    let before = views.digest().unwrap();
    let mut gap = HISTORY.journal[5..8].to_vec();
    gap.remove(1);
    let refused = views.project(&gap);
    assert!(matches!(refused, Err(ViewsError::Gap { expected: 6, found: 7 })), "{refused:?}");
    assert_eq!(views.digest().unwrap(), before);
    views.project(&HISTORY.journal).unwrap();
    assert_eq!(views.digest().unwrap(), projected(&HISTORY.journal).digest().unwrap());
}

#[test]
fn a_comparison_names_the_rows_that_differ() {
    let (shorter, longer) = (projected(&HISTORY.journal[..3]), projected(&HISTORY.journal[..4]));
    assert_eq!(compare(&longer, &projected(&HISTORY.journal[..4])).unwrap(), []);
    let differences = compare(&shorter, &longer).unwrap();
    let event = differences.iter().find(|difference| difference.table == "events").unwrap();
    assert_eq!(event.first, None);
    assert!(event.second.as_ref().unwrap().starts_with("3 | "), "{event:?}");
}

#[test]
fn the_sum_of_the_journal_equals_the_tables_at_every_moment() {
    let mut totals = Totals::default();
    let mut views = Views::in_memory(Box::new(Unsealed)).unwrap();
    for (position, entry) in &HISTORY.journal {
        totals.take(*position, entry).unwrap();
        views.project(&[(*position, Arc::clone(entry))]).unwrap();
        let books = views.books().unwrap();
        assert_eq!(books, totals.books().unwrap(), "after {position}");
        for (name, account) in &books.accounts {
            assert_eq!(account.outstanding, account.expected_outstanding(), "{name} after {position}");
        }
    }
}

/// Opens what is sealed until the keys are destroyed.
struct Keys(bool);

impl Reading for Keys {
    fn program(&self, text: &str, registry: &Registry) -> Result<Arc<Program>, String> {
        Unsealed.program(text, registry)
    }

    fn open(&self, _: &Party, _: AttributeId, sealed: &Value) -> Option<Value> {
        self.0.then(|| sealed.clone())
    }
}

#[test]
fn erasure_clears_personal_columns_and_equals_a_rebuild_without_the_key() {
    let journal = &HISTORY.journal[..2];
    let mut views = Views::in_memory(Box::new(Keys(true))).unwrap();
    views.project(journal).unwrap();
    assert_eq!(views.members(Some("ania"), None, 10).unwrap().rows.len(), 1);
    assert_eq!(views.erase(&member("anna")).unwrap(), 1);
    assert_eq!(views.members(Some("ania"), None, 10).unwrap().rows.len(), 0);
    assert_eq!(views.members(Some("KRAK"), None, 10).unwrap().rows.len(), 1);
    let mut rebuilt = Views::in_memory(Box::new(Keys(false))).unwrap();
    rebuilt.project(journal).unwrap();
    assert_eq!(compare(&views, &rebuilt).unwrap(), []);
}

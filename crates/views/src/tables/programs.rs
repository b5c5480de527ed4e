//! `programs`: the applied versions, and `names`: the names behind the journal's numbers. With them the views can be opened
//! again without walking the journal.

use crate::error::ViewsError;
use crate::names::Names;
use crate::reading::Reading;
use crate::table::{Table, int, text};
use coterie_decide::entry::Apply;
use coterie_program::ids::{Registry, Space};
use rusqlite::{Connection, params};

pub(crate) const PROGRAMS: Table = Table {
    name: "programs",
    columns: &[int("version"), int("position"), int("holds_from"), text("file")],
    key: 1,
    unique: None,
};

pub(crate) const NAMES: Table =
    Table { name: "names", columns: &[text("space"), int("number"), text("name")], key: 2, unique: None };

/// The registry's spaces by their words.
const SPACES: [(Space, &str); 10] = [
    (Space::Unit, "unit"),
    (Space::Account, "account"),
    (Space::Measure, "measure"),
    (Space::TierSet, "tier_set"),
    (Space::Rule, "rule"),
    (Space::Kind, "kind"),
    (Space::Field, "field"),
    (Space::Attribute, "attribute"),
    (Space::Relation, "relation"),
    (Space::Limit, "limit"),
];

/// The versions of a batch, with their positions.
#[derive(Debug, Default)]
pub(crate) struct Pending(Vec<(u64, Apply)>);

impl Pending {
    pub(crate) fn push(&mut self, position: u64, apply: Apply) {
        self.0.push((position, apply));
    }

    pub(crate) fn write(&mut self, conn: &Connection) -> Result<(), ViewsError> {
        let mut put_program = conn.prepare_cached(&PROGRAMS.upsert())?;
        let mut put_name = conn.prepare_cached(&NAMES.upsert())?;
        for (position, apply) in self.0.drain(..) {
            put_program.execute(params![apply.version, position, apply.from.millis(), apply.text])?;
            for (space, word) in SPACES {
                for (number, name) in apply.registry.names(space).iter().enumerate() {
                    put_name.execute(params![word, number as i64, name])?;
                }
            }
        }
        Ok(())
    }
}

/// The names and versions that the store knows. Earlier versions are read with the newest names, which contain theirs.
pub(crate) fn load(conn: &Connection, reading: &dyn Reading) -> Result<Names, ViewsError> {
    let mut registry = Registry::default();
    let mut read = conn.prepare("SELECT name FROM names WHERE space = ?1 ORDER BY number")?;
    for (space, word) in SPACES {
        let mut rows = read.query([word])?;
        let mut expected = 0;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            if registry.number(space, &name) != expected {
                return Err(ViewsError::Foreign(format!("the {word} {name}")).of(NAMES.name));
            }
            expected += 1;
        }
    }
    let mut names = Names::default();
    let mut read = conn.prepare("SELECT version, file FROM programs ORDER BY position")?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let file: String = row.get(1)?;
        let learnt = names.learn(reading, row.get(0)?, &file, &registry);
        learnt.map_err(|error| error.of(PROGRAMS.name))?;
    }
    Ok(names)
}

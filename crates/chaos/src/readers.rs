//! Projectors beside the writer: one that lags, is interrupted and killed, and one that is built anew to compare with.

use crate::chance::Chance;
use crate::model::Model;
use crate::trace::Trace;
use coterie_views::{Totals, Unsealed, Views, ViewsError, compare};

/// The views that a history keeps.
pub(crate) struct Readers {
    views: Views,
}

fn empty() -> Result<Views, String> {
    Views::in_memory(Box::new(Unsealed)).map_err(|error| format!("views cannot be made: {error}"))
}

fn told(error: &ViewsError) -> String {
    format!("the views: {error}")
}

impl Readers {
    pub(crate) fn new() -> Result<Self, String> {
        Ok(Self { views: empty()? })
    }

    /// Takes in some of what there is; now and then a batch breaks off in its middle, or all is lost and begun again.
    pub(crate) fn follow(&mut self, chance: &mut Chance, model: &Model) -> Result<(), String> {
        if chance.percent(3) {
            self.views = empty()?;
        }
        let next = self.views.cursor().map_or(0, |cursor| cursor.position + 1) as usize;
        let waiting = &model.entries[next.min(model.entries.len())..];
        if waiting.len() > 2 && chance.percent(30) {
            let mut broken = waiting[..chance.between(3, waiting.len() as u32) as usize].to_vec();
            broken.remove(1 + chance.below(broken.len() as u32 - 2) as usize);
            let before = self.views.digest().map_err(|error| told(&error))?;
            if self.views.project(&broken).is_ok() {
                return Err("the views took entries in with a gap".to_owned());
            }
            if self.views.digest().map_err(|error| told(&error))? != before {
                return Err("a batch that broke off left something in the views".to_owned());
            }
        }
        let take = chance.below(waiting.len() as u32 + 1) as usize;
        self.views.project(&waiting[..take]).map_err(|error| told(&error))?;
        Ok(())
    }

    /// Catches up; the tables then equal a rebuild, and the books equal the plain sum over the journal.
    pub(crate) fn compare(&mut self, model: &Model, trace: &mut Trace) -> Result<(), String> {
        self.views.project(&model.entries).map_err(|error| told(&error))?;
        let mut rebuilt = empty()?;
        rebuilt.project(&model.entries).map_err(|error| told(&error))?;
        for table in self.views.digest().map_err(|error| told(&error))? {
            trace.note(table.table, table.sha256.as_bytes());
        }
        if let Some(first) = compare(&self.views, &rebuilt).map_err(|error| told(&error))?.first() {
            return Err(format!("the views differ from a rebuild: {first:?}"));
        }
        let mut totals = Totals::default();
        for (position, entry) in &model.entries {
            totals.take(*position, entry).map_err(|error| told(&error))?;
        }
        let (tables, sums) = (
            self.views.books().map_err(|error| told(&error))?,
            totals.books().map_err(|error| told(&error))?,
        );
        if tables != sums {
            return Err(format!(
                "the books in the views differ from the journal's sum: {tables:?} / {sums:?}"
            ));
        }
        for (name, account) in &tables.accounts {
            if account.outstanding != account.expected_outstanding() {
                return Err(format!(
                    "{name}: outstanding {}, by the books {}",
                    account.outstanding,
                    account.expected_outstanding()
                ));
            }
        }
        Ok(())
    }
}

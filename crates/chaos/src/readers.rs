//! Projectors beside the writer: one that lags, is interrupted and killed, and one that is built anew to compare with.

use crate::chance::Chance;
use crate::medium::Medium;
use crate::model::Model;
use crate::trace::Trace;
use coterie_views::{Totals, Unsealed, Views, ViewsError, compare};

/// The views that a history keeps.
pub(crate) struct Readers {
    /// Taken while they are closed.
    views: Option<Views>,
    /// How often they were lost.
    number: u32,
}

fn told(error: &ViewsError) -> String {
    format!("the views: {error}")
}

impl Readers {
    pub(crate) fn new<M: Medium>(medium: &M) -> Result<Self, String> {
        Ok(Self { views: Some(medium.views(0)?), number: 0 })
    }

    fn views(&mut self) -> Result<&mut Views, String> {
        self.views.as_mut().ok_or_else(|| "the views are closed".to_owned())
    }

    /// Takes in some of what there is; now and then a batch breaks off in its middle, or all is lost and begun again.
    pub(crate) fn follow<M: Medium>(
        &mut self,
        medium: &M,
        chance: &mut Chance,
        model: &Model,
    ) -> Result<(), String> {
        if chance.percent(3) {
            self.number += 1;
            self.views = Some(medium.views(self.number)?);
        }
        let next = self.views()?.cursor().map_or(0, |cursor| cursor.position + 1) as usize;
        let waiting = &model.entries[next.min(model.entries.len())..];
        if waiting.len() > 2 && chance.percent(30) {
            let mut broken = waiting[..chance.between(3, waiting.len() as u32) as usize].to_vec();
            broken.remove(1 + chance.below(broken.len() as u32 - 2) as usize);
            let before = self.views()?.digest().map_err(|error| told(&error))?;
            if self.views()?.project(&broken).is_ok() {
                return Err("the views took entries in with a gap".to_owned());
            }
            if self.views()?.digest().map_err(|error| told(&error))? != before {
                return Err("a batch that broke off left something in the views".to_owned());
            }
        }
        let take = chance.below(waiting.len() as u32 + 1) as usize;
        let fails = chance.percent(8) && medium.fail_views(chance);
        let projected = self.views()?.project(&waiting[..take]).map_err(|error| told(&error));
        if fails { self.reopen(medium, chance, model) } else { projected.map(drop) }
    }

    /// The projector ends, and another one goes on from what it finds: never ahead of the journal.
    pub(crate) fn reopen<M: Medium>(
        &mut self,
        medium: &M,
        chance: &mut Chance,
        model: &Model,
    ) -> Result<(), String> {
        let views = self.views.take().ok_or("the views are closed")?;
        let views = self.views.insert(medium.reopen_views(views, self.number, chance)?);
        match views.cursor() {
            Some(cursor) if cursor.position >= model.end() => {
                Err(format!("the views stand at {}, and there are {} entries", cursor.position, model.end()))
            }
            _ => Ok(()),
        }
    }

    /// Catches up; the tables then equal a rebuild, and the books equal the plain sum over the journal.
    pub(crate) fn compare(&mut self, model: &Model, trace: &mut Trace) -> Result<(), String> {
        let views = self.views()?;
        views.project(&model.entries).map_err(|error| told(&error))?;
        let mut rebuilt = Views::in_memory(Box::new(Unsealed)).map_err(|error| told(&error))?;
        rebuilt.project(&model.entries).map_err(|error| told(&error))?;
        for table in views.digest().map_err(|error| told(&error))? {
            trace.note(table.table, table.sha256.as_bytes());
        }
        if let Some(first) = compare(views, &rebuilt).map_err(|error| told(&error))?.first() {
            return Err(format!("the views differ from a rebuild: {first:?}"));
        }
        let mut totals = Totals::default();
        for (position, entry) in &model.entries {
            totals.take(*position, entry).map_err(|error| told(&error))?;
        }
        let (tables, sums) =
            (views.books().map_err(|error| told(&error))?, totals.books().map_err(|error| told(&error))?);
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

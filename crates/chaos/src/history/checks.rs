//! What must be true after a step.

use super::History;
use crate::failure::Check;
use crate::medium::Medium;
use coterie_decide::record::PartyRecord;
use coterie_decide::{Closed, MemoryRecords, Origin, Records, tidy};
use coterie_journal::store::{Head, Store as _};
use coterie_journal::verify;
use coterie_ledger::Party;

impl<M: Medium> History<M> {
    /// What verification states, of what the step brought: the model has decided its entries again when it took them; here the
    /// store's bytes, the keys of its events, and every record that it changed. And one record that it may not have changed.
    pub(super) fn step_check(&mut self) -> Check {
        self.writer()?.store().check().map_err(|corruption| format!("the store: {corruption}"))?;
        let (from, parties) = self.model.take_touched();
        for position in from..self.model.end() {
            self.keyed(position)?;
        }
        let who = self.chance.below(8);
        let member = Party::member(&format!("m{who}")).map_err(|error| error.to_string())?;
        for party in parties.iter().chain([&member]) {
            self.same_record(party)?;
        }
        Ok(())
    }

    /// An event is found under its source and id.
    fn keyed(&mut self, position: u64) -> Check {
        let Some((_, entry)) = self.model.entries.get(position as usize) else { return Ok(()) };
        let Origin::Event(event) = &entry.origin else { return Ok(()) };
        let (source, id) = (event.source.clone(), event.id.clone());
        match self.writer()?.position(&source, &id) {
            Ok(Some(found)) if found == position => Ok(()),
            found => Err(format!("{id} stands at {position}, and under its key there is {found:?}")),
        }
    }

    /// Nothing came of it.
    pub(super) fn unchanged(&mut self, what: &str) -> Check {
        let Head { entries, .. } = self.writer()?.head();
        if entries == self.model.end() {
            Ok(())
        } else {
            Err(format!("{what} left {} entries", entries - self.model.end()))
        }
    }

    /// Reads beside the writer what is durable, and takes it into the model.
    pub(super) fn sync(&mut self) -> Check {
        let mut new = Vec::new();
        let from = self.model.end();
        let walked = self.writer()?.walk(from, &mut |position, entry| {
            new.push((position, entry));
            Ok(())
        });
        walked.map_err(|error| format!("the journal cannot be read: {error}"))?;
        let versions = self.writer()?.versions().clone();
        for (position, entry) in new {
            self.trace.entry(&entry);
            self.model.take(position, entry, &versions)?;
        }
        let head = self.writer()?.head();
        self.trace.note("root", &head.root);
        if head.entries != self.model.end() {
            return Err(format!(
                "the head says {} entries, and {} can be read",
                head.entries,
                self.model.end()
            ));
        }
        Ok(())
    }

    pub(super) fn learn(&mut self) -> Check {
        let newest = self.writer()?.versions().newest().map(|(_, engine)| engine.program.clone());
        let program = newest.ok_or("no program")?;
        self.world.learn(&program);
        Ok(())
    }

    /// Which periods are closed, by the fold from nothing.
    pub(super) fn closed(&mut self) -> Result<Closed, String> {
        let versions = self.writer()?.versions().clone();
        let (_, newest) = versions.newest().ok_or("no program")?;
        let coalition = self.model.records.party(&Party::coalition()).ok().flatten();
        Ok(Closed::of(coalition, &newest.program.zone))
    }

    /// The writer's record of a party equals the fold from nothing, both tidied at the same clock.
    fn same_record(&mut self, party: &Party) -> Check {
        let closed = self.closed()?;
        let writer = self.writer()?;
        let (clock, versions) = (writer.clock(), writer.versions().clone());
        let mut held = writer.party(party).map_err(|error| format!("{party}: {error}"))?.cloned();
        let mut folded = self.model.records.party(party).ok().flatten().cloned();
        for record in [&mut held, &mut folded].into_iter().flatten() {
            tidy(&versions, &closed, record, clock);
        }
        if held == folded {
            Ok(())
        } else {
            Err(format!(
                "{party} is not the fold from nothing: {}",
                difference(held.as_ref(), folded.as_ref())
            ))
        }
    }

    /// What later versions brought remembers all that was ever decided, as if it had been there from the start.
    fn filled(&mut self) -> Check {
        let (brought, filled) = self.model.filled()?;
        let closed = self.closed()?;
        let writer = self.writer()?;
        let (clock, versions) = (writer.clock(), writer.versions().clone());
        let (_, newest) = versions.newest().ok_or("no program")?;
        let late = newest.program.zone.sub(clock, newest.program.late).map_err(|error| error.to_string())?;
        let remembered = |records: &MemoryRecords, party: &Party| {
            let mut record = records.party(party).ok().flatten().cloned();
            if let Some(record) = &mut record {
                tidy(&versions, &closed, record, clock);
            }
            let mut measures = record.map(|record| record.measures).unwrap_or_default();
            measures.retain(|(id, _)| brought.contains(id));
            if self.model.inherited(party) {
                // What is handed over in a merge is tidied for the newest version of then, filled measures are not.
                for (_, state) in &mut measures {
                    state.compact(late);
                }
            }
            measures
        };
        for (party, _) in self.model.records.parties() {
            let (held, expected) = (remembered(&self.model.records, party), remembered(&filled, party));
            if held != expected {
                return Err(format!("of {party} is remembered {held:?}, and filled it was {expected:?}"));
            }
        }
        Ok(())
    }

    /// The journal as a command beside the writer verifies it, from its first entry on.
    pub(super) fn verified(&mut self) -> Check {
        let writer = self.writer.as_ref().ok_or("the journal is closed")?;
        let beside = self.medium.beside(writer.store())?;
        let verified = verify(beside).map_err(|wrong| format!("verify: {wrong}"))?;
        if verified.store.entries != self.model.end() {
            return Err(format!(
                "verify went through {} of {} entries",
                verified.store.entries,
                self.model.end()
            ));
        }
        Ok(())
    }

    /// Everything: all records, the whole journal, the views against a rebuild.
    pub(super) fn full_check(&mut self) -> Check {
        let parties: Vec<Party> =
            self.model.records.parties().into_iter().map(|(party, _)| party.clone()).collect();
        for party in parties {
            self.same_record(&party)?;
        }
        self.filled()?;
        self.verified()?;
        self.readers.compare(&self.model, &mut self.trace)
    }
}

/// The first part of a record that differs.
fn difference(held: Option<&PartyRecord>, folded: Option<&PartyRecord>) -> String {
    let (Some(held), Some(folded)) = (held, folded) else {
        return format!("{held:?} / {folded:?}");
    };
    macro_rules! first {
        ($($part:ident),*) => {
            $(if held.$part != folded.$part {
                return format!("{}: {:?} / {:?}", stringify!($part), held.$part, folded.$part);
            })*
        };
    }
    first!(
        as_of,
        since,
        attributes,
        relations,
        wallets,
        books,
        measures,
        tiers,
        counters,
        merged_into,
        clock_done
    );
    String::new()
}

//! One history: steps drawn from a seed, each followed by the checks.

mod ahead;

use crate::chance::Chance;
use crate::failure::{Check, Failure};
use crate::model::Model;
use crate::programs::Pieces;
use crate::readers::Readers;
use crate::trace::Trace;
use crate::world::{World, instant};
use coterie_calendar::{Instant, Period};
use coterie_decide::record::PartyRecord;
use coterie_decide::{Closed, Entry, Records, tidy};
use coterie_journal::store::memory::{Fault, MemoryStore};
use coterie_journal::store::{Head, Store};
use coterie_journal::writer::{ApplyError, CloseError};
use coterie_journal::{Answer, Arrival, Options, Submission, Writer, WriterError, verify};
use coterie_ledger::Party;
use coterie_program::event::Event;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many steps lie between two full checks (verification of the whole journal, views against a rebuild).
const FULL_CHECK_STEPS: u32 = 40;
/// Small enough that records are evicted all the time; the usual one is never full here.
const CACHE_BYTES_TINY: usize = 4_000;

/// A history that kept all promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lived {
    /// SHA-256 over everything it showed.
    pub trace: [u8; 32],
    /// How many entries its journal has.
    pub entries: u64,
    /// How many faults and crashes it survived.
    pub faults: u32,
}

/// Lives the history of a seed, for so many steps.
pub fn run(seed: u64, steps: u32) -> Result<Lived, Failure> {
    let history = live(seed, steps)?;
    let (entries, faults) = (history.model.end(), history.faults);
    Ok(Lived { trace: history.trace.finish(), entries, faults })
}

/// Lives the history of a seed, and hands over the journal's entries, personal values opened.
pub fn journal_of(seed: u64, steps: u32) -> Result<Vec<(u64, Arc<Entry>)>, Failure> {
    Ok(live(seed, steps)?.model.entries)
}

fn live(seed: u64, steps: u32) -> Result<History, Failure> {
    let mut step = 0;
    let fail = |step: u32, what: String| Failure { seed, step, what };
    let mut history = History::begin(seed).map_err(|what| fail(0, what))?;
    while step < steps {
        step += 1;
        history.step().map_err(|what| fail(step, what))?;
        if step % FULL_CHECK_STEPS == 0 || step == steps {
            history.full_check().map_err(|what| fail(step, what))?;
        }
    }
    Ok(history)
}

struct History {
    seed: u64,
    chance: Chance,
    pieces: Pieces,
    world: World,
    /// Taken while the journal is closed between a crash and the opening.
    writer: Option<Writer<MemoryStore>>,
    model: Model,
    readers: Readers,
    trace: Trace,
    cache_bytes: usize,
    armed: Option<Fault>,
    opened: u64,
    faults: u32,
}

impl History {
    fn begin(seed: u64) -> Result<Self, String> {
        let mut chance = Chance::new(seed, 0);
        let pieces = Pieces::draw(&mut chance);
        let mut key = [0; 32];
        chance.fill(&mut key);
        let cache_bytes = if chance.percent(60) { CACHE_BYTES_TINY } else { 1 << 24 };
        let mut history = Self {
            seed,
            pieces,
            world: World::new(),
            writer: None,
            model: Model::default(),
            readers: Readers::new()?,
            trace: Trace::default(),
            cache_bytes,
            armed: None,
            opened: 0,
            faults: 0,
            chance,
        };
        history.open(MemoryStore::new(&key))?;
        let text = history.pieces.version(&mut history.chance);
        let from = instant(history.world.now_ms - 86_400_000 * 30);
        history
            .writer()?
            .apply(&text, from, "root")
            .map_err(|error| format!("the first program: {error:?}"))?;
        history.learn()?;
        history.sync()?;
        Ok(history)
    }

    fn writer(&mut self) -> Result<&mut Writer<MemoryStore>, String> {
        self.writer.as_mut().ok_or_else(|| "the journal is closed".to_owned())
    }

    fn step(&mut self) -> Check {
        self.world.pass(&mut self.chance);
        if self.armed.is_none() && self.chance.percent(7) {
            let fault = *self.chance.one_of(&[Fault::DiskFull, Fault::Lost, Fault::Kept]);
            self.writer()?.store_mut().fail_next(fault);
            self.armed = Some(fault);
        }
        match self.chance.below(100) {
            0..=54 => self.events()?,
            55..=69 => self.stream()?,
            70..=79 => self.sweep()?,
            80..=84 => self.close()?,
            85..=87 => self.apply()?,
            88..=90 => self.save()?,
            91..=93 => self.torn()?,
            _ => self.crash()?,
        }
        if self.chance.percent(40) {
            self.readers.follow(&mut self.chance, &self.model)?;
        }
        let who = self.chance.below(8);
        self.same_record(&Party::member(&format!("m{who}")).map_err(|error| error.to_string())?)
    }

    /// A group of events; when it fails, the journal is opened again and the group handed in again, as a client would.
    fn events(&mut self) -> Check {
        let group = self.group()?;
        let mut tries = 0;
        loop {
            match self.writer()?.submit(&group) {
                Ok(answers) => return self.answered(&group, &answers),
                Err(error) => self.failed(&error)?,
            }
            tries += 1;
            if tries > 2 {
                return Err("a group fails again and again".to_owned());
            }
            if self.chance.percent(20) {
                return Ok(());
            }
        }
    }

    /// A group of what happens in the world, as it is handed in.
    fn group(&mut self) -> Result<Vec<Submission>, String> {
        let events = self.world.group(&mut self.chance)?;
        let live = self.chance.percent(70);
        let back = if self.chance.percent(10) { 7_200_000 } else { 0 };
        let arrival = instant(self.world.now_ms - back);
        let submission = |event| Submission {
            event,
            by: "".into(),
            arrival: if live { Arrival::Live(arrival) } else { Arrival::Import },
        };
        Ok(events.into_iter().map(submission).collect())
    }

    fn answered(&mut self, group: &[Submission], answers: &[Answer]) -> Check {
        if group.len() != answers.len() {
            return Err(format!("{} answers to {} events", answers.len(), group.len()));
        }
        let known = self.model.end();
        self.sync()?;
        // What was said within this very group, first.
        let mut first: BTreeMap<(String, String), Event> = BTreeMap::new();
        for (submission, answer) in group.iter().zip(answers) {
            self.trace.answer(answer);
            let event = &submission.event;
            let id = (event.source.to_string(), event.id.to_string());
            let Some((position, said)) = self.model.said(event) else {
                return Err(format!("{} was acknowledged and is not in the journal: {answer:?}", event.id));
            };
            let repeated = position < known || first.contains_key(&id);
            let agrees = match answer {
                Answer::Conflict { position: at } => repeated && said != event && *at == position,
                Answer::Decided { position: at, entry, repeat } => {
                    let journaled = &self.model.entries[position as usize].1;
                    said == event && *at == position && *repeat == repeated && entry == journaled
                }
            };
            if !agrees {
                return Err(format!(
                    "{} stands at {position} (repeated: {repeated}) and got the answer {answer:?}",
                    event.id
                ));
            }
            first.entry(id).or_insert_with(|| event.clone());
        }
        Ok(())
    }

    fn sweep(&mut self) -> Check {
        let up_to = instant(self.world.now_ms);
        match self.writer()?.tick(up_to) {
            Ok(count) => {
                self.trace.note("swept", &count.to_le_bytes());
                let before = self.model.end();
                self.sync()?;
                if self.model.end() - before != count {
                    return Err(format!(
                        "a sweep says {count}, and {} entries came of it",
                        self.model.end() - before
                    ));
                }
                if self.writer()?.clock() < up_to {
                    return Err("a sweep did not move the clock".to_owned());
                }
                self.model.swept(up_to)
            }
            Err(error) => self.failed(&error),
        }
    }

    fn close(&mut self) -> Check {
        let label = self.month_to_close()?;
        match self.writer()?.close(&label, "root") {
            Ok(answer) => {
                self.trace.answer(&answer);
                self.sync()
            }
            Err(CloseError::Writer(error)) => self.failed(&error),
            Err(CloseError::NotOver { end, clock, .. }) if end > clock => {
                self.unchanged("a period that is not over")
            }
            Err(error) => Err(format!("closing {label}: {error}")),
        }
    }

    /// Mostly the next one, as people do, however long it is over; sometimes any.
    fn month_to_close(&mut self) -> Result<String, String> {
        let closed = self.closed()?.up_to(Period::Month);
        if closed == Instant::MIN || self.chance.percent(30) {
            return Ok(format!("2026-{:02}", self.chance.between(1, 12)));
        }
        let program = &self.writer()?.versions().newest().ok_or("no program")?.1.program.clone();
        let next = program.zone.local(closed);
        Ok(format!("{:04}-{:02}", next.year, next.month))
    }

    /// Which periods are closed, by the fold from nothing.
    fn closed(&mut self) -> Result<Closed, String> {
        let versions = self.writer()?.versions().clone();
        let (_, newest) = versions.newest().ok_or("no program")?;
        let coalition = self.model.records.party(&Party::coalition()).ok().flatten();
        Ok(Closed::of(coalition, &newest.program.zone))
    }

    fn apply(&mut self) -> Check {
        let mut pieces = self.pieces.clone();
        if self.chance.percent(50) {
            pieces.grow(&mut self.chance);
        }
        let mut text = pieces.version(&mut self.chance);
        let kind = self.chance.below(4);
        if kind == 0 {
            text = text.replace("points: x2", "points: x2 x");
        }
        let ahead = if kind == 1 { -86_400_000 * 20 } else { i64::from(self.chance.below(48)) * 3_600_000 };
        let from = instant(self.world.now_ms + ahead);
        let versions = self.writer()?.versions().iter().count();
        match self.writer()?.apply(&text, from, "root") {
            Ok(applied) if kind != 0 => {
                self.trace.note("applied", &applied.version.to_le_bytes());
                self.pieces = pieces;
                self.sync()?;
                self.learn()
            }
            Ok(_) => Err("a program with a mistake was applied".to_owned()),
            Err(ApplyError::Writer(error)) => {
                self.failed(&error)?;
                if self.writer()?.versions().iter().count() > versions {
                    self.pieces = pieces;
                }
                Ok(())
            }
            Err(ApplyError::Mistakes(_)) if kind == 0 => self.unchanged("a program with mistakes"),
            Err(ApplyError::RewritesThePast { from, decided_up_to }) if from < decided_up_to => {
                self.unchanged("a version that would rewrite the past")
            }
            Err(error) => Err(format!("applying: {error:?}")),
        }
    }

    fn save(&mut self) -> Check {
        match self.writer()?.save_all() {
            Ok(()) => self.unchanged("saving"),
            Err(error) => self.failed(&error),
        }
    }

    /// The process ends between two steps.
    fn crash(&mut self) -> Check {
        let store = self.writer.take().ok_or("the journal is closed")?.into_store();
        self.armed = None;
        self.faults += 1;
        self.open(store.reopen())?;
        self.recovered()
    }

    /// A disk that lied about its sync tears the last block: nobody takes that for a journal.
    fn torn(&mut self) -> Check {
        let mut copy = self.writer()?.store().clone().reopen();
        if copy.tear_last_block() && verify(copy).is_ok() {
            return Err("a torn block was not found".to_owned());
        }
        Ok(())
    }

    /// Something failed: only the fault that was asked for may have done it. The journal is opened again.
    fn failed(&mut self, error: &WriterError) -> Check {
        let known = self.model.end();
        let fault = self.armed;
        let entries = self.failed_beyond(error, known)?;
        if fault != Some(Fault::Kept) && entries != known {
            return Err(format!("after {fault:?} there are {entries} entries, before there were {known}"));
        }
        Ok(())
    }

    /// The same while some entries may be durable that the model has not seen: at least the promised ones are there. Says how
    /// many are.
    fn failed_beyond(&mut self, error: &WriterError, promised: u64) -> Result<u64, String> {
        let Some(fault) = self.armed.take() else { return Err(format!("the writer failed: {error}")) };
        if !matches!(error, WriterError::Store(_)) {
            return Err(format!("{fault:?} became: {error}"));
        }
        if !matches!(self.writer()?.submit(&[]), Err(WriterError::Stopped)) {
            return Err(format!("after {fault:?} the writer did not stop"));
        }
        self.faults += 1;
        let store = self.writer.take().ok_or("the journal is closed")?.into_store().reopen();
        let entries = store.head().entries;
        if entries < promised {
            return Err(format!("after {fault:?} there are {entries} entries, and {promised} were promised"));
        }
        self.open(store)?;
        self.recovered()?;
        Ok(entries)
    }

    fn open(&mut self, store: MemoryStore) -> Check {
        self.opened += 1;
        let mut entropy = Chance::new(self.seed, (1 << 32) + self.opened);
        let options =
            Options { cache_bytes: self.cache_bytes, entropy: Box::new(move |bytes| entropy.fill(bytes)) };
        self.writer = Some(
            Writer::open(store, options).map_err(|error| format!("the journal does not open: {error}"))?,
        );
        Ok(())
    }

    /// What the journal said before, it still says.
    fn recovered(&mut self) -> Check {
        let mut others = None;
        let entries = std::mem::take(&mut self.model.entries);
        let walked = self.writer()?.walk(0, &mut |position, entry| {
            if entries.get(position as usize).is_some_and(|(_, before)| **before != entry) {
                others.get_or_insert(position);
            }
            Ok(())
        });
        self.model.entries = entries;
        walked.map_err(|error| format!("the journal cannot be read: {error}"))?;
        if let Some(position) = others {
            return Err(format!("entry {position} is another after a crash"));
        }
        if self.writer()?.head().entries < self.model.end() {
            return Err("acknowledged entries are gone after a crash".to_owned());
        }
        let clock = self.writer()?.clock();
        if self.model.clock.is_some_and(|before| clock < before) {
            return Err(format!("the clock fell to {clock} in a crash"));
        }
        self.sync()?;
        self.learn()
    }

    /// Nothing came of it.
    fn unchanged(&mut self, what: &str) -> Check {
        let Head { entries, .. } = self.writer()?.head();
        if entries == self.model.end() {
            Ok(())
        } else {
            Err(format!("{what} left {} entries", entries - self.model.end()))
        }
    }

    /// Reads beside the writer what is durable, and takes it into the model.
    fn sync(&mut self) -> Check {
        let mut new = Vec::new();
        let from = self.model.end();
        let walked = self.writer()?.walk(from, &mut |position, entry| {
            new.push((position, entry));
            Ok(())
        });
        walked.map_err(|error| format!("the journal cannot be read: {error}"))?;
        for (position, entry) in new {
            self.trace.entry(&entry);
            self.model.take(position, entry)?;
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

    fn learn(&mut self) -> Check {
        let newest = self.writer()?.versions().newest().map(|(_, engine)| engine.program.clone());
        let program = newest.ok_or("no program")?;
        self.world.learn(&program);
        Ok(())
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

    fn full_check(&mut self) -> Check {
        let parties: Vec<Party> =
            self.model.records.parties().into_iter().map(|(party, _)| party.clone()).collect();
        for party in parties {
            self.same_record(&party)?;
        }
        let copy = self.writer()?.store().clone().reopen();
        let verified = verify(copy).map_err(|wrong| format!("verify: {wrong}"))?;
        if verified.store.entries != self.model.end() {
            return Err(format!(
                "verify went through {} of {} entries",
                verified.store.entries,
                self.model.end()
            ));
        }
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

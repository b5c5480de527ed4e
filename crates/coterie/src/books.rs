//! The books of an installation: the journal's writer, and the views beside it.

use crate::database::Database;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::{self, Course};
use crate::spelling;
use coterie_calendar::{Instant, Zone};
use coterie_decide::{Engine, Entry};
use coterie_journal::store::OpenError;
use coterie_journal::store::sqlite::{Access, SqliteStore};
use coterie_journal::{Options, Writer};
use coterie_views::{Unsealed, Views};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// A writer on SQLite.
pub(crate) type BooksWriter = Writer<SqliteStore>;

/// Entries handed to the views at a time.
const BATCH_ENTRIES: usize = 5_000;
/// How long entries wait for more of them before they go into the views.
const BATCH_WAIT: Duration = Duration::from_millis(200);

/// Opens the journal to write it; there must be one.
pub(crate) fn open(database: &Database) -> Result<BooksWriter, Failure> {
    let store = SqliteStore::open(database.journal(), Access::Writer)
        .map_err(|error| Failure::opening(database.journal(), &error))?;
    Ok(Writer::open(store, options())?)
}

/// Opens the journal to read it: as its writer, so that it can be brought up to date; or, when another process is writing it, as it
/// stands at this moment, and says so; or, where nothing may be written, as it stands.
pub(crate) fn open_to_read(database: &Database, output: &Output) -> Result<BooksWriter, Failure> {
    match SqliteStore::open(database.journal(), Access::Writer) {
        Ok(store) => Ok(Writer::open(store, options())?),
        Err(OpenError::Locked(_)) => {
            let writer = snapshot(database)?;
            output.note(&format!(
                "another process is writing these books; this is how they stood after {} entries",
                spelling::count(writer.head().entries as i64)
            ));
            Ok(writer)
        }
        Err(error) if error.is_forbidden() => snapshot(database),
        Err(error) => Err(Failure::opening(database.journal(), &error)),
    }
}

/// The journal as it stands at this moment, whoever writes it.
pub(crate) fn snapshot(database: &Database) -> Result<BooksWriter, Failure> {
    let store = SqliteStore::open(database.journal(), Access::Snapshot)
        .map_err(|error| Failure::opening(database.journal(), &error))?;
    Ok(Writer::open_to_read(store, options())?)
}

/// Opens the journal to write it, or begins one.
pub(crate) fn open_or_begin(database: &Database) -> Result<BooksWriter, Failure> {
    if database.journal().exists() {
        return open(database);
    }
    let mut seed = [0; 32];
    random(&mut seed);
    let store = SqliteStore::create(database.journal(), &seed)
        .map_err(|error| Failure::opening(database.journal(), &error))?;
    Ok(Writer::open(store, options())?)
}

fn options() -> Options {
    Options::new(Box::new(random))
}

/// The operating system's randomness. Without it no key would be safe, so nothing can go on.
fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

/// The program that holds now, for commands that need one.
pub(crate) fn program(writer: &BooksWriter) -> Result<Arc<Engine>, Failure> {
    let newest = writer.versions().newest().map(|(_, engine)| Arc::clone(engine));
    newest.ok_or_else(|| {
        Failure::Usage(
            "these books have no program yet: coterie apply FILE --at TIME gives them one".to_owned(),
        )
    })
}

/// A moment as it is typed: RFC 3339, or local in the program's zone.
pub(crate) fn moment(name: &str, text: &str, zone: &Zone) -> Result<Instant, Failure> {
    Instant::parse(text, zone).map_err(|error| Failure::Usage(format!("{name}: {error}")))
}

/// The views, brought up to what the journal says. Where another process writes the books, it brings up the views as well: they
/// are taken as they are, and the journal as it stands right after, so that it has every entry that they speak of.
pub(crate) fn views(
    database: &Database,
    writer: &mut BooksWriter,
    output: &Output,
) -> Result<Views, Failure> {
    if writer.store().access() != Access::Writer {
        let kept = Views::open_to_read(&database.views(), Box::new(Unsealed))?;
        *writer = snapshot(database)?;
        return match kept {
            Some(views) => Ok(views),
            None => {
                let mut views = Views::in_memory(Box::new(Unsealed))?;
                catch_up(&mut views, writer, output)?;
                Ok(views)
            }
        };
    }
    let mut views = Views::open(&database.views(), Box::new(Unsealed))?;
    catch_up(&mut views, writer, output)?;
    Ok(views)
}

/// Projects what the views have not seen yet.
pub(crate) fn catch_up(views: &mut Views, writer: &mut BooksWriter, output: &Output) -> Result<(), Failure> {
    project_up_to(writer.head().entries, views, writer, output)
}

/// Projects what the views have not seen yet of the first `end` entries.
pub(crate) fn project_up_to(
    end: u64,
    views: &mut Views,
    writer: &mut BooksWriter,
    output: &Output,
) -> Result<(), Failure> {
    let from = views.cursor().map_or(0, |cursor| cursor.position + 1);
    let bar = progress::bar(output, Some(end.saturating_sub(from)), "entries into the views");
    let mut batch: Vec<(u64, Arc<Entry>)> = Vec::with_capacity(BATCH_ENTRIES);
    let mut failed = Ok(());
    writer.walk(from, &mut |position, entry| {
        if position < end && failed.is_ok() {
            batch.push((position, Arc::new(entry)));
            if batch.len() >= BATCH_ENTRIES {
                failed = views.project(&batch).map(drop);
                bar.inc(batch.len() as u64);
                batch.clear();
            }
        }
        Ok(())
    })?;
    failed?;
    views.project(&batch)?;
    bar.finish_and_clear();
    Ok(())
}

/// Lets everything fall due up to a moment, and shows how it comes on.
pub(crate) fn tick(writer: &mut BooksWriter, up_to: Instant, output: &Output) -> Result<u64, Failure> {
    let mut course = Course::new(output, writer.clock(), up_to);
    writer.observe(Box::new(move |_, entry| course.happened(entry.at())));
    let due = writer.tick(up_to);
    writer.observe(Box::new(|_, _| {}));
    Ok(due?)
}

/// Views that are projected on a thread of their own, while the writer goes on.
pub(crate) struct Projection {
    thread: JoinHandle<Result<Views, Failure>>,
}

impl Projection {
    /// Lets the views follow the writer from now on.
    pub(crate) fn follow(mut views: Views, writer: &mut BooksWriter) -> Self {
        let (entries, committed): (Sender<(u64, Arc<Entry>)>, Receiver<_>) = channel();
        writer.observe(Box::new(move |position, entry| {
            // Views that failed say so when they are finished; the journal does not wait for them.
            let _ = entries.send((position, Arc::clone(entry)));
        }));
        let thread = std::thread::spawn(move || {
            let mut batch = Vec::with_capacity(BATCH_ENTRIES);
            while let Ok(first) = committed.recv() {
                batch.push(first);
                while batch.len() < BATCH_ENTRIES {
                    match committed.recv_timeout(BATCH_WAIT) {
                        Ok(next) => batch.push(next),
                        Err(_) => break,
                    }
                }
                views.project(&batch)?;
                batch.clear();
            }
            Ok(views)
        });
        Self { thread }
    }

    /// Waits until the views have caught up.
    pub(crate) fn finish(self, writer: &mut BooksWriter) -> Result<Views, Failure> {
        writer.observe(Box::new(|_, _| {}));
        self.thread.join().unwrap_or_else(|_| {
            Err(Failure::Usage("the views stopped; coterie views rebuild makes them anew".to_owned()))
        })
    }
}

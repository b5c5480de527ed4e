//! Kills an import again and again, and counts what became of what it had acknowledged.

use crate::support::Place;
use crate::support::chance::Chance;
use coterie_decide::Origin;
use coterie_journal::codec::read_entry;
use coterie_journal::store::Store;
use coterie_journal::store::sqlite::{Access, SqliteStore};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// So often is one and the same journal killed at most before its import may finish.
const KILLS_OF_ONE_JOURNAL: usize = 6;

/// The import, and what it is about.
pub(crate) struct Import<'a> {
    pub(crate) arguments: &'a [&'a str],
    /// What its acknowledgements count.
    pub(crate) acknowledged: &'a str,
    /// Source and id of every event, in the order in which they are imported.
    pub(crate) ids: &'a [(String, String)],
    /// Makes the books into which it goes.
    pub(crate) begin: &'a dyn Fn(&Place),
    /// The books at the end.
    pub(crate) books: &'a dyn Fn(&Place) -> Value,
}

/// What was counted.
#[derive(Default)]
pub(crate) struct Tally {
    kills: usize,
    acked: usize,
    found: usize,
    lost: usize,
    doubled: usize,
}

impl Tally {
    pub(crate) fn is_whole(&self) -> bool {
        self.acked > 0 && self.found == self.acked && self.lost == 0 && self.doubled == 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kills, acked, found, lost, doubled } = self;
        write!(f, "{kills} kills: acked {acked} found {found} lost {lost} doubled {doubled}")
    }
}

/// Chooses the moments.
pub(crate) struct Killer {
    chance: Chance,
}

impl Killer {
    pub(crate) fn new(seed: u64) -> Self {
        println!("moments are drawn from seed {seed}");
        Self { chance: Chance::new(seed) }
    }

    /// Kills imports so often, on as many journals as it takes.
    pub(crate) fn kill(&mut self, import: &Import<'_>, kills: usize) -> Tally {
        let undisturbed = Place::new();
        (import.begin)(&undisturbed);
        let (length, expected) = {
            let started = Instant::now();
            undisturbed.ok(import.arguments);
            (started.elapsed(), (import.books)(&undisturbed))
        };
        let mut tally = Tally::default();
        while tally.kills < kills {
            self.one_journal(import, length, kills, &expected, &mut tally);
        }
        tally
    }

    fn one_journal(
        &mut self,
        import: &Import<'_>,
        length: Duration,
        kills: usize,
        expected: &Value,
        tally: &mut Tally,
    ) {
        let place = Place::new();
        (import.begin)(&place);
        let (mut acked, mut finished) = (0, false);
        for _ in 0..KILLS_OF_ONE_JOURNAL {
            if finished || tally.kills == kills {
                break;
            }
            let (said, ended) = killed_after(&place, import, self.moment(length));
            acked = acked.max(said);
            finished = ended;
            tally.kills += usize::from(!ended);
            let (found, doubled) = found_in(&place, &import.ids[..acked]);
            tally.lost += acked - found;
            tally.doubled += doubled;
        }
        place.ok(import.arguments);
        let (found, doubled) = found_in(&place, import.ids);
        assert_eq!((found, doubled), (import.ids.len(), 0), "all events are there, once");
        tally.acked += acked;
        tally.found += found_in(&place, &import.ids[..acked]).0;
        place.ok(&["verify"]);
        assert_eq!((import.books)(&place), *expected, "the books of an import that nothing disturbed");
    }

    /// A moment while the import runs; a third of them while it is starting.
    fn moment(&mut self, length: Duration) -> Duration {
        let within = if self.chance.below(3) == 0 { length / 10 } else { length };
        Duration::from_micros(self.chance.below(within.as_micros().max(1) as u64))
    }
}

/// Runs the import and kills it after a time. Returns how many events it had acknowledged, and whether it was through.
fn killed_after(place: &Place, import: &Import<'_>, moment: Duration) -> (usize, bool) {
    let mut command = place.command(import.arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdout = child.stdout.take().unwrap();
    let acknowledged = import.acknowledged.to_owned();
    let listener = std::thread::spawn(move || {
        let mut last = 0;
        // A line that was cut by the kill acknowledges nothing.
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Ok(said) = serde_json::from_str::<Value>(&line) {
                last = said["durable"][&acknowledged].as_u64().unwrap_or(last);
            }
        }
        last as usize
    });
    std::thread::sleep(moment);
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    let ended = output.status.code();
    assert!(matches!(ended, None | Some(0)), "{}", String::from_utf8_lossy(&output.stderr));
    (listener.join().unwrap(), ended.is_some())
}

/// How many of these events the journal has, and how many of them more than once.
fn found_in(place: &Place, ids: &[(String, String)]) -> (usize, usize) {
    if !place.path("coterie.db").exists() {
        return (0, 0);
    }
    let store = SqliteStore::open(place.path("coterie.db"), Access::ReadOnly).unwrap();
    let mut times: HashMap<(String, String), usize> = HashMap::new();
    for block in store.blocks_from(0) {
        for (_, bytes) in block.unwrap().positions() {
            if let Origin::Event(event) = read_entry(bytes).unwrap().origin {
                *times.entry((event.source.to_string(), event.id.to_string())).or_default() += 1;
            }
        }
    }
    let counts = ids.iter().filter_map(|id| times.get(id));
    (counts.clone().count(), counts.filter(|count| **count > 1).count())
}

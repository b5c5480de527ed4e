//! Measures the projection of a retail year: `cargo run --release -p coterie-views --example projection_speed [PURCHASES]`.
//!
//! As many purchases as the reference year has (391,326), by 2,500 members at 31 partners, under the reference program, with
//! the expiry of what they earned. Only projecting is timed, not deciding.
//!
//! Envelope: about 2.5 million short rows appended at a microsecond each, sums and reading in memory: 3 to 5 seconds.

use compact_str::{CompactString, format_compact};
use coterie_calendar::{Instant, Zone};
use coterie_decide::course::{self, Cursor, Happened};
use coterie_decide::decision::Decision;
use coterie_decide::entry::Apply;
use coterie_decide::{Engine, Entry, MemoryRecords, Origin, Versions};
use coterie_ledger::Party;
use coterie_program::builtin::{field, kind};
use coterie_program::compile::compile;
use coterie_program::event::{Event, Line};
use coterie_program::ids::Registry;
use coterie_program::value::Value;
use coterie_views::{BATCH_ENTRIES_MAX, Totals, Unsealed, Views};
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

const PROGRAM: &str = include_str!("../../../programs/complete-journey.yaml");
const PURCHASES: u64 = 391_326;
const MEMBERS: u64 = 2_500;
const YEAR_MILLIS: u64 = 365 * 86_400_000;

fn main() -> Result<(), Box<dyn Error>> {
    let purchases = std::env::args().nth(1).map_or(Ok(PURCHASES), |count| count.parse())?;
    let checked = compile(PROGRAM, &Registry::default()).map_err(|_| "the program has mistakes")?;
    let program = Arc::new(checked.program);
    let partners: Vec<Party> =
        program.partners.keys().map(|id| Party::partner(id)).collect::<Result<_, _>>()?;
    let start = Instant::parse("2017-01-01", &Zone::utc())?;
    let apply = Apply {
        version: 1,
        from: start,
        text: PROGRAM.to_owned(),
        registry: program.registry.clone(),
        backfilled: None,
    };
    let first = Entry {
        clock: start,
        version: 1,
        by: CompactString::default(),
        origin: Origin::Apply(apply),
        decision: Decision::default(),
    };
    let mut versions = Versions::default();
    versions.add(Instant::MIN, Arc::new(Engine::new(program, 1)), 0);
    let (mut records, mut cursor) = (MemoryRecords::default(), Cursor { clock: start, position: 1 });
    let folder = tempfile::tempdir()?;
    let mut views = Views::open(&folder.path().join("views.db"), Box::new(Unsealed))?;
    let mut totals = Totals::default();
    let mut batch = vec![(0, Arc::new(first))];
    let (mut projecting, mut adding, mut entries) = (Duration::ZERO, Duration::ZERO, 0);
    for number in 0..purchases {
        let at = start.millis() + (number * (YEAR_MILLIS / purchases)) as i64;
        let event = purchase(number, Instant::from_millis(at)?, &partners)?;
        let mut emit = |happened: Happened| batch.push((happened.position, Arc::new(happened.entry)));
        let by = CompactString::default();
        course::happen(&versions, &mut records, &mut cursor, event.at, &by, &event, &mut emit)?;
        if batch.len() >= BATCH_ENTRIES_MAX || number + 1 == purchases {
            let watch = Stopwatch::now();
            entries += views.project(&batch)?;
            projecting += watch.elapsed();
            let watch = Stopwatch::now();
            for (position, entry) in &batch {
                totals.take(*position, entry)?;
            }
            adding += watch.elapsed();
            batch.clear();
        }
    }
    println!(
        "{entries} entries projected in {} ms; totals alone {} ms",
        projecting.as_millis(),
        adding.as_millis()
    );
    println!("books agree: {}", views.books()? == totals.books()?);
    println!("file: {} MB", std::fs::metadata(folder.path().join("views.db"))?.len() / 1_000_000);
    for table in views.digest()? {
        println!("{:>12} {}", table.rows, table.table);
    }
    Ok(())
}

/// A purchase whose member, partner and amount follow from its number.
fn purchase(number: u64, at: Instant, partners: &[Party]) -> Result<Event, Box<dyn Error>> {
    let spread = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    let member = Party::member(&(spread % MEMBERS + 1).to_string())?;
    let partner = partners[(spread / MEMBERS) as usize % partners.len()].clone();
    let amount = 100 + (spread % 9_000) as i64;
    Ok(Event {
        source: "till".into(),
        id: format_compact!("{}:{number}", 31_000_000_000 + number / 3),
        at,
        kind: kind::PURCHASE,
        fields: vec![
            (field::MEMBER, Value::Party(member)),
            (field::PARTNER, Value::Party(partner)),
            (field::TOTAL, Value::Int(amount)),
        ],
        lines: vec![Line { id: "1".into(), amount, quantity: 1, ..Line::default() }],
        sets: Vec::new(),
        relates: Vec::new(),
    })
}

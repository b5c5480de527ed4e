//! `chaos`: lives histories until one breaks a promise, and then says how to live that one again.

use clap::{Parser, ValueEnum};
use coterie_chaos::{Failure, Lived, On, run, run_on};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Lives random histories of a coalition, with faults, and checks every promise after each step.
#[derive(Parser)]
struct Arguments {
    /// Live only the history of this seed.
    #[arg(long)]
    seed: Option<u64>,
    /// The first seed of many.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// How many histories to live; without it and without `--for`, until interrupted.
    #[arg(long)]
    histories: Option<u64>,
    /// For how many seconds.
    #[arg(long = "for", value_name = "SECONDS")]
    seconds: Option<u64>,
    /// Steps of each history.
    #[arg(long, default_value_t = 60)]
    steps: u32,
    /// Threads, each with histories of its own.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// On what the journals live; without it, each seed has its own.
    #[arg(long, value_enum)]
    on: Option<Store>,
}

/// The stores to choose from.
#[derive(Clone, Copy, ValueEnum)]
enum Store {
    /// In memory
    Memory,
    /// SQLite's files on a disk that forgets
    Sqlite,
    /// Each seed twice
    Both,
}

impl Arguments {
    fn live(&self, seed: u64) -> Result<Lived, Failure> {
        match self.on {
            None => run(seed, self.steps),
            Some(Store::Memory) => run_on(On::Memory, seed, self.steps),
            Some(Store::Sqlite) => run_on(On::Sqlite, seed, self.steps),
            Some(Store::Both) => {
                run_on(On::Memory, seed, self.steps)?;
                run_on(On::Sqlite, seed, self.steps)
            }
        }
    }

    /// How to live a history again.
    fn again(&self, seed: u64, steps: u32) -> String {
        let on = self.on.and_then(|on| on.to_possible_value()).map(|on| format!(" --on {}", on.get_name()));
        format!("chaos --seed {seed} --steps {steps}{}", on.unwrap_or_default())
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(seed) = arguments.seed {
        return match arguments.live(seed) {
            Ok(lived) => {
                let trace: String = lived.trace.iter().map(|byte| format!("{byte:02x}")).collect();
                println!(
                    "seed {seed}: {} entries, {} faults survived, trace {trace}",
                    lived.entries, lived.faults
                );
                ExitCode::SUCCESS
            }
            Err(failure) => {
                eprintln!("{}\n{failure}", arguments.again(seed, failure.step));
                ExitCode::FAILURE
            }
        };
    }
    many(&arguments)
}

fn many(arguments: &Arguments) -> ExitCode {
    let begun = Instant::now();
    let (next, done, entries) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let broken = AtomicBool::new(false);
    let over = || {
        broken.load(Ordering::Relaxed)
            || arguments.seconds.is_some_and(|seconds| begun.elapsed() >= Duration::from_secs(seconds))
    };
    let live = || {
        while !over() {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if arguments.histories.is_some_and(|histories| number >= histories) {
                break;
            }
            let seed = arguments.from + number;
            let result = std::panic::catch_unwind(|| arguments.live(seed));
            match result {
                Ok(Ok(lived)) => {
                    entries.fetch_add(lived.entries, Ordering::Relaxed);
                    let count = done.fetch_add(1, Ordering::Relaxed) + 1;
                    if count.is_multiple_of(1_000) {
                        eprintln!("{count} histories, {:.1} a second", rate(count, begun));
                    }
                }
                Ok(Err(failure)) => {
                    broken.store(true, Ordering::Relaxed);
                    eprintln!(
                        "{}\nafter {} histories: {failure}",
                        arguments.again(seed, failure.step),
                        done.load(Ordering::Relaxed)
                    );
                }
                Err(_) => {
                    broken.store(true, Ordering::Relaxed);
                    eprintln!(
                        "{}\nafter {} histories: panicked",
                        arguments.again(seed, arguments.steps),
                        done.load(Ordering::Relaxed)
                    );
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..arguments.threads.max(1) {
            scope.spawn(live);
        }
    });
    if broken.load(Ordering::Relaxed) {
        return ExitCode::FAILURE;
    }
    let count = done.load(Ordering::Relaxed);
    println!(
        "{count} histories kept every promise: {} entries, {:.1} histories a second",
        entries.load(Ordering::Relaxed),
        rate(count, begun)
    );
    ExitCode::SUCCESS
}

#[allow(clippy::float_arithmetic, reason = "a figure for people")]
fn rate(count: u64, begun: Instant) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / begun.elapsed().as_secs_f64().max(0.001)
}

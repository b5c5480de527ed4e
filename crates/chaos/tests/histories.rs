//! One seed gives one history, and histories keep every promise.

use coterie_chaos::{On, run, run_on};

#[test]
fn one_seed_twice_gives_one_trace_and_another_seed_another() {
    for (on, name, seeds) in [(On::Memory, "memory", 1..6), (On::Sqlite, "sqlite", 1..4)] {
        for seed in seeds {
            let first = run_on(on, seed, 50)
                .unwrap_or_else(|failure| panic!("chaos --seed {seed} --steps 50 --on {name}: {failure}"));
            assert_eq!(run_on(on, seed, 50), Ok(first));
            assert_ne!(run_on(on, seed + 1_000, 50).map(|lived| lived.trace), Ok(first.trace));
        }
    }
}

#[test]
fn histories_meet_faults_and_keep_every_promise() {
    let lived: Vec<_> =
        (100..130).map(|seed| run(seed, 40).unwrap_or_else(|failure| panic!("{failure}"))).collect();
    assert!(lived.iter().map(|lived| lived.faults).sum::<u32>() > 30);
    assert!(lived.iter().map(|lived| lived.entries).sum::<u64>() > 1_000);
}

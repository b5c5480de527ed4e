//! The large programs of the repository are examples of how to test one: each of their constants is noticed by a test, but for
//! the few that none can notice, each named here with its reason.

use coterie_rehearse::mutate;
use std::path::Path;

/// Whoever has less than the lowest step asks for stands on it too.
const LOWEST_STEP: &str = "a tier's lowest step is where everybody begins, whatever it asks for";
/// A test's events are written out one by one.
const TOO_MANY: &str = "reaching it takes a member and an event each, hundreds of them";

/// Holds the constants that no test of a program notices against those that none can: their places, and why.
fn unnoticed(program: &str, expected: &[(&str, &str)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs").join(program);
    let source = std::fs::read_to_string(path).expect("the program can be read");
    let found = mutate(&source, |_, _| {}).expect("the program compiles and passes its tests");
    let found: Vec<String> =
        found.survivors.iter().map(|one| format!("{}: {}", one.place, one.text)).collect();
    let expected: Vec<&str> = expected.iter().map(|(constant, _)| *constant).collect();
    assert_eq!(found, expected, "{program}: what no test notices");
}

#[test]
fn the_tests_of_the_real_years_program_notice_its_constants() {
    unnoticed("complete-journey.yaml", &[("tiers.tier.steps.base: 0", LOWEST_STEP)]);
}

#[test]
fn the_tests_of_jedna_karta_notice_its_constants() {
    unnoticed(
        "jedna-karta.yaml",
        &[
            ("tiers.tier.steps.green: 0", LOWEST_STEP),
            ("rewards.a_coffee_at_tankuj.limit.0.times: 500", TOO_MANY),
        ],
    );
}

#[test]
fn the_tests_of_the_demo_notice_its_constants() {
    unnoticed(
        "demo.yaml",
        &[
            ("tiers.tier.steps.green: 0", LOWEST_STEP),
            ("rules.welcome.limit.times: 2000", TOO_MANY),
            ("rules.happy_birthday.give.1.valid: 14", "a test cannot use a code that the clock gave"),
            ("rules.volume_bonus.give.bonus.0: 0", "the first slice is paid nothing, wherever it begins"),
        ],
    );
}

//! The programs of the repository are examples of how to test one: each of their constants is noticed by a test, but for the few
//! that none can notice, each named here with its reason.

use coterie_rehearse::mutate;
use std::path::Path;

const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../programs");

/// Whoever has less than the lowest step asks for stands on it too.
const LOWEST_STEP: &str = "a tier's lowest step is where everybody begins, whatever it asks for";
/// A test's events are written out one by one.
const TOO_MANY: &str = "reaching it takes a member and an event each, hundreds of them";
/// A test names a code by the event that gave it.
const BY_THE_CLOCK: &str = "a test cannot use a code that the clock gave";
/// Several recipes show only how points are spent or moved.
const NO_POINTS: &str = "no rule of the recipe gives points, so that no partner buys and nobody earns any";
const ONLY_THEIR_ORDER: &str = "of priorities only the order counts";

/// The constants that no test of a program notices.
fn unnoticed(program: &str) -> Vec<String> {
    let path = Path::new(PROGRAMS).join(program);
    let source = std::fs::read_to_string(path).expect("the program can be read");
    let found = mutate(&source, |_, _| {}).expect("the program compiles and passes its tests");
    found.survivors.iter().map(|one| format!("{}: {}", one.place, one.text)).collect()
}

/// Holds them against those that none can notice: their places, and why.
fn notices_all_but(program: &str, expected: &[(&str, &str)]) {
    let expected: Vec<&str> = expected.iter().map(|(constant, _)| *constant).collect();
    assert_eq!(unnoticed(program), expected, "{program}: what no test notices");
}

#[test]
fn the_tests_of_the_real_years_program_notice_its_constants() {
    notices_all_but("complete-journey.yaml", &[("tiers.tier.steps.base: 0", LOWEST_STEP)]);
}

#[test]
fn the_tests_of_jedna_karta_notice_its_constants() {
    notices_all_but(
        "jedna-karta.yaml",
        &[
            ("tiers.tier.steps.green: 0", LOWEST_STEP),
            ("rewards.a_coffee_at_tankuj.limit.0.times: 500", TOO_MANY),
        ],
    );
}

#[test]
fn the_tests_of_the_demo_notice_its_constants() {
    notices_all_but(
        "demo.yaml",
        &[
            ("tiers.tier.steps.green: 0", LOWEST_STEP),
            ("rules.welcome.limit.times: 2000", TOO_MANY),
            ("rules.happy_birthday.give.1.valid: 14", BY_THE_CLOCK),
            ("rules.volume_bonus.give.bonus.0: 0", "the first slice is paid nothing, wherever it begins"),
            ("rewards.coffee.stock: 2500", TOO_MANY),
        ],
    );
}

/// The constants of the cookbook that none can notice: the recipe, the place, and why.
const OF_THE_COOKBOOK: [(&str, &str, &str); 24] = [
    ("03-multipliers", "tiers.tier.steps.green: 0", LOWEST_STEP),
    ("04-multipliers-that-add", "tiers.tier.steps.green: 0", LOWEST_STEP),
    ("14-groups-priority-best-of", "rules.the_club_gets_40.priority: 5", ONLY_THEIR_ORDER),
    ("14-groups-priority-best-of", "rules.ten_zlotys_off.priority: 1", ONLY_THEIR_ORDER),
    ("14-groups-priority-best-of", "rules.a_fifth_off.priority: 4", ONLY_THEIR_ORDER),
    ("17-cashback", "tiers.tier.steps.green: 0", LOWEST_STEP),
    ("21-tiers-by-anything", "tiers.by_points.steps.green: 0", LOWEST_STEP),
    ("21-tiers-by-anything", "tiers.by_spend.steps.basic: 0", LOWEST_STEP),
    ("21-tiers-by-anything", "tiers.by_purchases.steps.guest: 0", LOWEST_STEP),
    ("21-tiers-by-anything", "tiers.by_shops.steps.one: 0", LOWEST_STEP),
    ("22-tiers-that-are-held", "tiers.tier.steps.green: 0", LOWEST_STEP),
    ("23-tiers-at-period-end", "tiers.tier.steps.green: 0", LOWEST_STEP),
    ("24-a-tier-by-hand", "tiers.level.steps.green: 0", LOWEST_STEP),
    ("25-free-rewards", "rules.a_birthday_voucher.give.valid: 30", BY_THE_CLOCK),
    ("26-discounts", "partners.polana.issue_price: 0.0100", NO_POINTS),
    ("28-prices", "tiers.tier.steps.green: 0", LOWEST_STEP),
    ("28-prices", "tiers.tier.steps.gold: 2000", NO_POINTS),
    (
        "33-exchange",
        "rewards.miles_to_points.limit.miles: 1000",
        "miles are exchanged by the ten: 1,001 are as many as 1,000",
    ),
    (
        "35-refunds-recomputed",
        "rules.a_scale.give.points.0: 0",
        "below the first step nothing is given, and on it nothing either",
    ),
    ("41-refund-after-a-tier-change", "tiers.judged.steps.green: 0", LOWEST_STEP),
    ("41-refund-after-a-tier-change", "tiers.held.steps.basic: 0", LOWEST_STEP),
    ("42-refund-of-a-purchase-paid-in-points", "partners.polana.issue_price: 0.0100", NO_POINTS),
    ("44-adjustments", "partners.polana.issue_price: 0.0100", NO_POINTS),
    ("45-merging-members", "tiers.tier.steps.green: 0", LOWEST_STEP),
];

#[test]
fn the_tests_of_the_cookbook_notice_its_constants() {
    let folder = std::fs::read_dir(Path::new(PROGRAMS).join("cookbook")).expect("the cookbook is there");
    let mut recipes: Vec<String> = folder
        .map(|entry| entry.expect("a folder can be listed").file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    recipes.sort();
    let mut found = Vec::new();
    for recipe in &recipes {
        let constants = unnoticed(&format!("cookbook/{recipe}.yaml"));
        found.extend(constants.into_iter().map(|constant| format!("{recipe}: {constant}")));
    }
    let expected = OF_THE_COOKBOOK.iter().map(|(recipe, constant, _)| format!("{recipe}: {constant}"));
    assert_eq!(found, expected.collect::<Vec<_>>(), "what no test notices");
}

//! The real files, when `COMPLETE_JOURNEY_DIR` names their folder: their known counts, order and sums.

use std::collections::HashSet;

use coterie_retail_year::{OddRows, RetailYear, Step};

#[test]
fn the_real_year_has_its_known_counts_and_order() {
    let Some(folder) = std::env::var_os("COMPLETE_JOURNEY_DIR").filter(|folder| !folder.is_empty()) else {
        eprintln!("COMPLETE_JOURNEY_DIR is not set: the real year is not read");
        return;
    };
    let year = RetailYear::open(folder).unwrap();
    assert_eq!(year.members().len(), 2_469);
    assert_eq!(year.line_count(), 1_469_307);
    assert_eq!(year.basket_count(), 155_848);
    assert_eq!(year.purchase_count(), 391_326);
    assert_eq!(year.redemption_count(), 2_102);
    assert_eq!(year.departments().len(), 33);
    let odd = OddRows {
        quantity_zero: 8_869,
        value_zero: 11_246, // 11,226 and 20 that are off by what a subtraction of doubles leaves
        product_missing: 4_836,
        redemption_without_basket: 233,
        ..OddRows::default()
    };
    assert_eq!(*year.odd_rows(), odd);

    let mut before = None;
    let (mut purchases, mut lines, mut cents, mut cents_of_lines) = (0, 0, 0, 0);
    let mut baskets_led = HashSet::new();
    for step in year.steps() {
        let key = match &step {
            Step::Purchase(bought) => (bought.at_seconds, 0, bought.basket_id, bought.department),
            Step::Redemption(spent) => (spent.at_seconds, 1, spent.household.into(), ""),
        };
        assert!(before <= Some(key), "{key:?} comes after {before:?}");
        before = Some(key);
        if let Step::Purchase(bought) = step {
            purchases += 1;
            lines += bought.lines.len();
            cents += bought.cents;
            cents_of_lines += bought.lines.iter().map(|line| line.cents).sum::<i64>();
            assert!(!bought.is_lead || baskets_led.insert(bought.basket_id));
        }
    }
    assert_eq!((purchases, lines), (391_326, 1_469_307));
    assert_eq!(baskets_led.len(), 155_848);
    assert_eq!((cents, cents_of_lines), (459_603_958, 459_603_958));
}

//! Amounts, rates, shares and settlements, against numbers computed by hand.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its builders too")]

use coterie_ledger::{Amount, LedgerError, Rate, Rounding, Settlement, Terms, proportion, settle, split};
use proptest::prelude::*;

fn amount(smallest_parts: i64) -> Amount {
    Amount::new(smallest_parts).unwrap()
}

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn amounts(numbers: &[i64]) -> Vec<Amount> {
    numbers.iter().map(|number| amount(*number)).collect()
}

#[test]
fn decimal_text_is_read_exactly() {
    let cases = [
        ("100.00", 2, 10_000),
        ("100", 2, 10_000),
        ("100.5", 2, 10_050),
        ("0.01", 2, 1),
        ("-1.25", 2, -125),
        ("15", 0, 15),
        ("0.000000001", 9, 1),
        ("007", 0, 7),
        ("10000000000000.00", 2, Amount::LIMIT),
    ];
    for (text, decimals, expected) in cases {
        assert_eq!(Amount::parse(text, decimals), Ok(amount(expected)), "{text}");
    }
}

#[test]
fn other_spellings_of_amounts_are_refused() {
    for text in
        ["", "1 234,50", "1,50", "1.", ".5", "1.234", "+1", "--1", "-", "1e3", "1_000", "0x10", "١٢", "NaN"]
    {
        assert!(matches!(Amount::parse(text, 2), Err(LedgerError::NotUnderstood { .. })), "{text}");
    }
    assert!(Amount::parse("1.0", 0).is_err(), "a unit without decimals has no tenths");
    assert!(Amount::parse("1", 10).is_err(), "no unit has ten decimals");
    assert_eq!(Amount::parse("10000000000000.01", 2), Err(LedgerError::Overflow));
    assert!(Amount::parse(&"9".repeat(500), 2).is_err());
}

#[test]
fn amounts_are_written_in_units() {
    assert_eq!(amount(10_050).format(2), "100.50");
    assert_eq!(amount(-5).format(2), "-0.05");
    assert_eq!(amount(10_050).format(0), "10050");
    assert_eq!(amount(1).format(200), "0.000000001", "decimals beyond the limit are the limit");
    assert_eq!(serde_json::to_string(&amount(-5)).unwrap(), "-5");
    assert!(serde_json::from_str::<Amount>("1000000000000001").is_err());
}

#[test]
fn sums_beyond_the_limit_are_refused() {
    assert_eq!(Amount::MAX.checked_add(amount(1)), Err(LedgerError::Overflow));
    assert_eq!((-Amount::MAX).checked_sub(amount(1)), Err(LedgerError::Overflow));
    assert_eq!(Amount::MAX.checked_mul(i64::MAX), Err(LedgerError::Overflow));
    assert_eq!(Amount::new(i64::MIN), Err(LedgerError::Overflow));
    assert_eq!(
        Amount::sum([Amount::MAX, amount(7), -Amount::MAX]),
        Ok(amount(7)),
        "the end counts, not the way"
    );
    assert!(minicbor::decode::<Amount>(&minicbor::to_vec(Amount::LIMIT + 1).unwrap()).is_err());
}

#[test]
fn rates_are_read_from_their_spelling() {
    for (text, written) in [
        ("6 %", "0.06"),
        ("0.6%", "0.006"),
        ("0.0100", "0.01"),
        ("1.25", "1.25"),
        ("100%", "1"),
        ("0", "0"),
        ("1000000000", "1000000000"),
        ("0.000000000001", "0.000000000001"),
        ("12,5".replace(',', ".").as_str(), "12.5"),
    ] {
        let read = rate(text);
        assert_eq!(read.to_string(), written, "{text}");
        assert_eq!(minicbor::decode::<Rate>(&minicbor::to_vec(read).unwrap()).unwrap(), read);
    }
    for text in ["", "%", " %", "-1", "+1", "1.", ".5", "1,5", "1_0", "6  %", "1e2", "six", "1.2.3", "1 000"]
    {
        assert!(matches!(text.parse::<Rate>(), Err(LedgerError::NotUnderstood { .. })), "{text}");
    }
    for text in ["1000000001", "0.0000000000001", "0.00000000001%"] {
        assert_eq!(text.parse::<Rate>(), Err(LedgerError::Overflow), "{text}");
    }
}

#[test]
fn a_product_is_rounded_once_as_stated() {
    // Half of 3, 5 and 7; a third more than nothing of 1; and the negatives of the first.
    let cases = [
        (3, "0.5", [1, 2, 2, 2]),
        (5, "0.5", [2, 3, 3, 2]),
        (7, "0.5", [3, 4, 4, 4]),
        (1, "0.3334", [0, 1, 0, 0]),
        (-3, "0.5", [-1, -2, -2, -2]),
        (-5, "0.5", [-2, -3, -3, -2]),
        (1999, "6 %", [119, 120, 120, 120]),
        (12_345, "1", [12_345; 4]),
    ];
    for (of, by, results) in cases {
        let ways = [Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven];
        for (rounding, result) in ways.into_iter().zip(results) {
            assert_eq!(rate(by).mul(amount(of), rounding), Ok(amount(result)), "{of} × {by} {rounding:?}");
        }
    }
    assert_eq!(rate("1.1").mul(Amount::MAX, Rounding::Down), Err(LedgerError::Overflow));
    assert_eq!(rate("1000000000").mul(amount(1_000_000), Rounding::Down), Ok(Amount::MAX));
}

#[test]
fn a_quotient_is_rounded_once_as_stated() {
    assert_eq!(rate("0.0080").div(amount(100), Rounding::Down), Ok(amount(12_500)));
    assert_eq!(rate("3").div(amount(100), Rounding::Up), Ok(amount(34)));
    assert_eq!(rate("0").div(amount(100), Rounding::Up), Err(LedgerError::Share));
    assert_eq!(rate("0.000000000001").div(Amount::MAX, Rounding::Up), Err(LedgerError::Overflow));
}

#[test]
fn what_a_gift_keeps_is_its_share_of_the_basis() {
    assert_eq!(proportion(amount(150), 2, 3, Rounding::Down), Ok(amount(100)));
    assert_eq!(proportion(amount(100), 1, 3, Rounding::Down), Ok(amount(33)));
    assert_eq!(proportion(amount(100), 0, 3, Rounding::Down), Ok(Amount::ZERO));
    assert_eq!(proportion(amount(100), 1, 0, Rounding::Down), Err(LedgerError::Share));
    assert_eq!(proportion(amount(100), -1, 2, Rounding::Down), Err(LedgerError::Share));
    assert_eq!(proportion(Amount::MAX, i64::MAX, i64::MAX, Rounding::Down), Ok(Amount::MAX));
}

#[test]
fn a_total_is_divided_by_largest_remainder_with_ties_to_the_earlier_line() {
    assert_eq!(split(amount(400), &[2, 2, 2]), Ok(amounts(&[134, 133, 133])));
    // 5000 × 120/650 = 923.08, × 230/650 = 1769.23, × 300/650 = 2307.69: the missing one goes to the third.
    assert_eq!(split(amount(5000), &[120, 230, 300]), Ok(amounts(&[923, 1769, 2308])));
    assert_eq!(split(amount(15), &[20, 30, 100]), Ok(amounts(&[2, 3, 10])));
    assert_eq!(split(amount(1), &[0, 1, 1]), Ok(amounts(&[0, 1, 0])));
    assert_eq!(split(amount(-400), &[2, 2, 2]), Ok(amounts(&[-134, -133, -133])));
    assert_eq!(split(Amount::ZERO, &[1, 2]), Ok(amounts(&[0, 0])));
    assert_eq!(split(amount(5), &[]), Err(LedgerError::Weights));
    assert_eq!(split(amount(5), &[0, 0]), Err(LedgerError::Weights));
    assert_eq!(split(amount(5), &[3, -1]), Err(LedgerError::Weights));
}

#[test]
fn money_is_the_product_of_kept_points_and_prices() {
    // Points without decimals, money with two. 12,345 points at 0.0100 are 123.45; 8,001 at 0.0085 are 68.0085.
    let terms = Terms {
        issue_price: rate("0.0100"),
        redemption_price: rate("0.0085"),
        point_decimals: 0,
        money_decimals: 2,
        rounding: Rounding::HalfUp,
    };
    let settled = settle(amount(12_345), amount(8001), &terms).unwrap();
    assert_eq!(settled, Settlement { pays: amount(12_345), paid: amount(6801) });
    assert_eq!(settled.net(), Ok(amount(-5544)));
    // A third of the points given back is computed again from the whole: 8,230 points are 82.30.
    assert_eq!(settle(amount(8230), Amount::ZERO, &terms).unwrap().pays, amount(8230));
    // Points with two decimals: 123.45 of them at 0.50 are 61.725, rounded once.
    let halves = Terms { issue_price: rate("0.50"), point_decimals: 2, ..terms };
    assert_eq!(settle(amount(12_345), Amount::ZERO, &halves).unwrap().pays, amount(6173));
    let absurd = Terms { money_decimals: 200, ..terms };
    assert_eq!(settle(amount(1), amount(1), &absurd), Err(LedgerError::Overflow));
    let dear = Terms { issue_price: rate("999999999.999999999999"), money_decimals: 9, ..terms };
    assert_eq!(settle(Amount::MAX, Amount::ZERO, &dear), Err(LedgerError::Overflow));
}

proptest! {
    #[test]
    fn shares_sum_exactly_and_are_within_one_of_their_proportion(
        total in -Amount::LIMIT..=Amount::LIMIT,
        weights in proptest::collection::vec(prop_oneof![0_i64..1000, 0..=i64::MAX], 1..20),
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let shares = split(amount(total), &weights).unwrap();
        prop_assert_eq!(Amount::sum(shares.iter().copied()), Ok(amount(total)));
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        for (share, weight) in shares.iter().zip(&weights) {
            let off = i128::from(share.get()) * whole - i128::from(total) * i128::from(*weight);
            prop_assert!(off.abs() < whole);
            prop_assert!(*weight > 0 || share.is_zero());
        }
    }

    #[test]
    fn rounding_is_within_one_and_on_its_side(of in -1_000_000_000_i64..1_000_000_000, mantissa in 0_i64..10_000_000) {
        let by = Rate::new(rust_decimal::Decimal::new(mantissa, 6)).unwrap();
        let exact = i128::from(of) * i128::from(mantissa);
        let result = |rounding| i128::from(by.mul(amount(of), rounding).unwrap().get()) * 1_000_000;
        let (down, up) = (result(Rounding::Down), result(Rounding::Up));
        prop_assert!(down.abs() <= exact.abs() && exact.abs() - down.abs() < 1_000_000);
        prop_assert!(up.abs() >= exact.abs() && up.abs() - exact.abs() < 1_000_000);
        for nearest in [result(Rounding::HalfUp), result(Rounding::HalfEven)] {
            prop_assert!((nearest - exact).abs() <= 500_000);
        }
        // Taking back is the exact opposite of giving.
        let back = by.mul(amount(-of), Rounding::HalfEven).unwrap();
        prop_assert_eq!(-back, by.mul(amount(of), Rounding::HalfEven).unwrap());
    }

    #[test]
    fn amounts_read_back(number in -Amount::LIMIT..=Amount::LIMIT, decimals in 0_u8..=9) {
        prop_assert_eq!(Amount::parse(&amount(number).format(decimals), decimals), Ok(amount(number)));
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,40}", decimals in 0_u8..12) {
        let _ = Amount::parse(&text, decimals);
        let _ = text.parse::<Rate>();
        let _ = text.parse::<coterie_ledger::Party>();
        let _ = text.parse::<coterie_ledger::LotId>();
    }
}

//! A year of a few lines, written on the spot: grouping, order, lead departments, odd rows and refusals.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be written fails the test")]

mod fixture;

use std::path::Path;

use coterie_retail_year::{Member, OddRows, Redemption, RetailYear, RetailYearError, Step};
use fixture::{Values, amounts, numbers, stamps, texts, write};
use tempfile::TempDir;

/// 2017-01-07T00:00:00Z, a Saturday.
const DAY: i64 = 1_483_747_200;
/// The last second of a day, counted from its first.
const LAST_SECOND: i64 = 86_399;

/// Household, store, basket, product, quantity, dollars, time.
type LineOfFile = (i64, i64, i64, i64, i64, f64, i64);

const MILK: i64 = 10; // GROCERY
const HAM: i64 = 20; // MEAT
const NAMELESS: i64 = 30; // no department
const SOAP: i64 = 40; // DRUG GM
const UNLISTED: i64 = 99; // not among the products

fn write_products(folder: &Path) {
    write(
        folder,
        "products.parquet",
        &[
            ("product_id", numbers(&[MILK, HAM, NAMELESS, SOAP])),
            ("manufacturer_id", Values::Number(vec![Some(1), None, Some(3), Some(4)])),
            ("department", texts(&["GROCERY", "MEAT", "", "DRUG GM"])),
            ("brand", texts(&["Private", "National", "National", "National"])),
            ("product_category", texts(&["MILK", "", "", "SOAP"])),
            ("product_type", texts(&["WHOLE MILK", "HAM", "", "MILK"])),
        ],
    );
}

fn write_transactions(folder: &Path, lines: &[LineOfFile]) {
    let column = |number: fn(&LineOfFile) -> i64| numbers(&lines.iter().map(number).collect::<Vec<_>>());
    let dollars = |amount: fn(&LineOfFile) -> f64| amounts(&lines.iter().map(amount).collect::<Vec<_>>());
    write(
        folder,
        "transactions.parquet",
        &[
            ("household_id", column(|line| line.0)),
            ("store_id", column(|line| line.1)),
            ("basket_id", column(|line| line.2)),
            ("product_id", column(|line| line.3)),
            ("quantity", column(|line| line.4)),
            ("sales_value", dollars(|line| line.5)),
            ("retail_disc", dollars(|_| 0.25)),
            ("coupon_disc", dollars(|_| 0.5)),
            ("coupon_match_disc", dollars(|_| 0.75)),
            ("transaction_timestamp", stamps(&lines.iter().map(|line| line.6).collect::<Vec<_>>())),
        ],
    );
}

/// Household, coupon, campaign, date.
fn write_redemptions(folder: &Path, redemptions: &[(i64, i64, i64, i64)]) {
    let column = |number: fn(&(i64, i64, i64, i64)) -> i64| {
        numbers(&redemptions.iter().map(number).collect::<Vec<_>>())
    };
    write(
        folder,
        "coupon_redemptions.parquet",
        &[
            ("household_id", column(|row| row.0)),
            ("coupon_upc", column(|row| row.1)),
            ("campaign_id", column(|row| row.2)),
            ("redemption_date", stamps(&redemptions.iter().map(|row| row.3).collect::<Vec<_>>())),
        ],
    );
}

fn write_demographics(folder: &Path) {
    write(
        folder,
        "demographics.parquet",
        &[
            ("household_id", numbers(&[2, 8])),
            ("age", texts(&["45-54", "65+"])),
            ("income", texts(&["50-74K", "50-74K"])),
            ("home_ownership", texts(&["", "Renter"])),
            ("marital_status", texts(&["Married", ""])),
            ("household_size", texts(&["2", "1"])),
            ("household_comp", texts(&["2 Adults No Kids", "1 Adult No Kids"])),
            ("kids_count", texts(&["0", "0"])),
        ],
    );
}

fn folder_with(lines: &[LineOfFile], redemptions: &[(i64, i64, i64, i64)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_products(folder.path());
    write_transactions(folder.path(), lines);
    write_redemptions(folder.path(), redemptions);
    write_demographics(folder.path());
    folder
}

fn year_of(lines: &[LineOfFile], redemptions: &[(i64, i64, i64, i64)]) -> RetailYear {
    RetailYear::open(folder_with(lines, redemptions)).unwrap()
}

/// A step in one line of text.
fn spelt(year: &RetailYear) -> Vec<String> {
    year.steps()
        .map(|step| match step {
            Step::Purchase(bought) => {
                let products: Vec<i64> = bought.lines.iter().map(|line| line.product_id).collect();
                format!(
                    "{}+{} {} {} {} {:?}{}",
                    bought.at_seconds - DAY,
                    bought.household,
                    bought.basket_id,
                    bought.department,
                    bought.cents,
                    products,
                    if bought.is_lead { " lead" } else { "" }
                )
            }
            Step::Redemption(spent) => format!(
                "{}-{} {} {} {}",
                spent.at_seconds - DAY,
                spent.household,
                spent.coupon_upc,
                spent.campaign_id,
                spent.department
            ),
        })
        .collect()
}

#[test]
fn a_basket_becomes_one_purchase_per_department_with_its_lines_in_file_order() {
    let year = year_of(
        &[
            (1, 7, 100, HAM, 1, 3.0, DAY + 60),
            (1, 7, 100, MILK, 2, 1.5, DAY + 60),
            (1, 7, 100, UNLISTED, 1, 0.1, DAY + 60),
            (1, 7, 100, HAM, 3, 2.99, DAY + 60),
            (1, 7, 100, NAMELESS, 1, 0.2, DAY + 60),
        ],
        &[],
    );
    assert_eq!(
        spelt(&year),
        ["60+1 100 GROCERY 150 [10]", "60+1 100 MEAT 599 [20, 20] lead", "60+1 100 UNKNOWN 30 [99, 30]"]
    );
    assert_eq!(year.departments(), ["DRUG GM", "GROCERY", "MEAT", "UNKNOWN"]);
    assert_eq!((year.line_count(), year.basket_count(), year.purchase_count()), (5, 1, 3));
    for step in year.steps() {
        let Step::Purchase(bought) = step else { panic!("there is no redemption") };
        assert_eq!((bought.basket_total_cents, bought.lead_department, bought.store_id), (779, "MEAT", 7));
        assert_eq!(year.departments()[bought.department_index as usize], bought.department);
    }
}

#[test]
fn a_line_carries_its_discounts_and_what_is_known_of_its_product() {
    let year = year_of(&[(1, 7, 100, MILK, 2, 1.5, DAY), (1, 7, 100, UNLISTED, 1, 1.0, DAY)], &[]);
    let lines: Vec<_> = year
        .steps()
        .flat_map(|step| match step {
            Step::Purchase(bought) => bought.lines,
            Step::Redemption(_) => Vec::new(),
        })
        .collect();
    let milk = &lines[0];
    assert_eq!((milk.quantity, milk.cents), (2, 150));
    assert_eq!(
        (milk.retail_discount_cents, milk.coupon_discount_cents, milk.coupon_match_cents),
        (25, 50, 75)
    );
    assert_eq!((milk.manufacturer_id, milk.category), (Some(1), Some("MILK")));
    assert_eq!((milk.product_type, milk.brand), (Some("WHOLE MILK"), Some("Private")));
    let unlisted = &lines[1];
    assert_eq!((unlisted.product_id, unlisted.manufacturer_id, unlisted.category), (UNLISTED, None, None));
}

#[test]
fn steps_go_by_time_then_basket_then_department_whatever_the_order_of_the_file() {
    let year = year_of(
        &[
            (1, 1, 300, SOAP, 1, 1.0, DAY + 90),
            (2, 1, 200, MILK, 1, 1.0, DAY + 50),
            (3, 1, 100, MILK, 1, 1.0, DAY + 50),
            (1, 1, 300, MILK, 1, 1.0, DAY + 30),
            (3, 1, 100, SOAP, 1, 0.5, DAY + 50),
        ],
        &[],
    );
    assert_eq!(
        spelt(&year),
        [
            "30+1 300 DRUG GM 100 [40] lead",
            "30+1 300 GROCERY 100 [10]",
            "50+3 100 DRUG GM 50 [40]",
            "50+3 100 GROCERY 100 [10] lead",
            "50+2 200 GROCERY 100 [10] lead",
        ],
        "the basket's time is its earliest line's"
    );
    assert_eq!(year.odd_rows().time_differs_in_basket, 1);
}

#[test]
fn of_departments_with_equal_cents_the_first_by_code_point_leads_also_at_zero() {
    let year = year_of(
        &[
            (1, 1, 100, UNLISTED, 1, 2.0, DAY),
            (1, 1, 100, HAM, 1, 2.0, DAY),
            (1, 1, 100, SOAP, 1, 1.99, DAY),
            (1, 1, 101, HAM, 1, 0.0, DAY + 1),
            (1, 1, 101, MILK, 1, 0.0, DAY + 1),
        ],
        &[],
    );
    let leads: Vec<String> = spelt(&year).into_iter().filter(|step| step.ends_with("lead")).collect();
    assert_eq!(leads, ["0+1 100 MEAT 200 [20] lead", "1+1 101 GROCERY 0 [10] lead"]);
}

#[test]
fn a_redemption_comes_last_in_its_day_and_counts_where_the_days_first_basket_leads() {
    let year = year_of(
        &[
            (1, 1, 100, MILK, 1, 9.0, DAY + LAST_SECOND),
            (1, 1, 102, SOAP, 1, 1.0, DAY + 5),
            (1, 1, 101, HAM, 1, 1.0, DAY + 5),
            (1, 1, 103, SOAP, 1, 1.0, DAY + LAST_SECOND + 1),
        ],
        &[(9, 5, 1, DAY), (1, 8, 2, DAY), (1, 8, 1, DAY), (1, 7, 3, DAY), (1, 7, 3, DAY - 86_400)],
    );
    assert_eq!(
        spelt(&year),
        [
            "-1-1 7 3 GROCERY",
            "5+1 101 MEAT 100 [20] lead",
            "5+1 102 DRUG GM 100 [40] lead",
            "86399+1 100 GROCERY 900 [10] lead",
            "86399-1 7 3 MEAT",
            "86399-1 8 1 MEAT",
            "86399-1 8 2 MEAT",
            "86399-9 5 1 GROCERY",
            "86400+1 103 DRUG GM 100 [40] lead",
        ]
    );
    assert_eq!(year.steps().len(), 9);
    let baskets: Vec<Option<i64>> = year
        .steps()
        .filter_map(|step| match step {
            Step::Redemption(Redemption { basket_id, .. }) => Some(basket_id),
            Step::Purchase(_) => None,
        })
        .collect();
    assert_eq!(baskets, [None, Some(101), Some(101), Some(101), None]);
    let odd = OddRows { redemption_without_basket: 2, redemption_without_member: 1, ..OddRows::default() };
    assert_eq!(*year.odd_rows(), odd);
}

#[test]
fn odd_lines_are_read_and_counted() {
    let year = year_of(
        &[
            (1, 1, 100, MILK, 0, 1.0, DAY),
            (1, 2, 100, MILK, 1, 0.0, DAY),
            (1, 1, 100, MILK, 1, -0.5, DAY),
            (1, 1, 100, MILK, 1, 0.125, DAY),
            (1, 1, 100, UNLISTED, 1, 1.0, DAY),
            (1, 1, 100, UNLISTED, 1, 1.0, DAY),
            (1, 1, 100, NAMELESS, 1, 1.0, DAY),
        ],
        &[],
    );
    let odd = OddRows {
        quantity_zero: 1,
        value_zero: 1,
        value_negative: 1,
        value_not_whole_cents: 1,
        product_missing: 2,
        department_missing: 1,
        store_differs_in_basket: 1,
        ..OddRows::default()
    };
    assert_eq!(*year.odd_rows(), odd);
    assert_eq!(
        spelt(&year),
        ["0+1 100 GROCERY 63 [10, 10, 10, 10]", "0+1 100 UNKNOWN 300 [99, 99, 30] lead"]
    );
}

#[test]
fn members_are_the_households_that_bought_with_what_is_known_of_them() {
    let year = year_of(&[(2, 1, 100, MILK, 1, 1.0, DAY), (1, 1, 101, MILK, 1, 1.0, DAY)], &[]);
    let known = [
        ("age", "45-54"),
        ("income", "50-74K"),
        ("marital_status", "Married"),
        ("household_size", "2"),
        ("household_comp", "2 Adults No Kids"),
        ("kids_count", "0"),
    ];
    let known = known.map(|(column, text)| (column, text.to_owned())).to_vec();
    assert_eq!(
        year.members(),
        [Member { household: 1, demographics: vec![] }, Member { household: 2, demographics: known }]
    );
}

#[test]
fn a_year_without_a_line_has_no_steps() {
    let year = year_of(&[], &[]);
    assert_eq!((year.steps().count(), year.members().len()), (0, 0));
}

#[test]
fn a_missing_file_is_named() {
    let folder = folder_with(&[], &[]);
    std::fs::remove_file(folder.path().join("demographics.parquet")).unwrap();
    let error = RetailYear::open(&folder).unwrap_err();
    assert!(matches!(error, RetailYearError::CannotOpen { .. }));
    assert!(error.to_string().contains("demographics.parquet: cannot be opened"), "{error}");
}

#[test]
fn a_file_that_is_not_parquet_is_named() {
    let folder = folder_with(&[], &[]);
    std::fs::write(folder.path().join("products.parquet"), "product_id,department\n").unwrap();
    let error = RetailYear::open(&folder).unwrap_err();
    assert!(error.to_string().starts_with("products.parquet: cannot be read as Parquet: "), "{error}");
}

/// What is said of a folder whose redemptions have these columns.
fn refusal(columns: &[(&str, Values)]) -> String {
    let folder = folder_with(&[], &[]);
    write(folder.path(), "coupon_redemptions.parquet", columns);
    RetailYear::open(folder).unwrap_err().to_string()
}

#[test]
fn a_missing_column_is_named_with_its_file() {
    assert_eq!(
        refusal(&[("redemption_date", stamps(&[DAY]))]),
        "coupon_redemptions.parquet: no column household_id"
    );
}

#[test]
fn a_column_of_another_type_is_named_with_its_file_and_both_types() {
    assert_eq!(
        refusal(&[("redemption_date", texts(&["2017-01-07"]))]),
        "coupon_redemptions.parquet: column redemption_date must hold time stamps, but holds BYTE_ARRAY"
    );
    assert_eq!(
        refusal(&[("redemption_date", numbers(&[DAY]))]),
        "coupon_redemptions.parquet: column redemption_date must hold time stamps, but holds INT64"
    );
    assert_eq!(
        refusal(&[("redemption_date", stamps(&[DAY])), ("household_id", amounts(&[1.0]))]),
        "coupon_redemptions.parquet: column household_id must hold whole numbers of 64 bits, but holds DOUBLE"
    );
}

#[test]
fn a_value_that_cannot_be_used_is_named_with_its_row() {
    let date = || ("redemption_date", stamps(&[DAY, DAY]));
    assert_eq!(
        refusal(&[date(), ("household_id", Values::Number(vec![Some(1), None]))]),
        "coupon_redemptions.parquet: column household_id, row 1: no value"
    );
    assert_eq!(
        refusal(&[date(), ("household_id", numbers(&[1, -1]))]),
        "coupon_redemptions.parquet: column household_id, row 1: not within 0 and 4294967295"
    );
    assert_eq!(
        refusal(&[("redemption_date", Values::MicroStamp(vec![Some(DAY * 1_000_000 + 1)]))]),
        "coupon_redemptions.parquet: column redemption_date, row 0: not a whole second"
    );
}

#[test]
fn a_basket_of_two_households_is_refused() {
    let folder = folder_with(&[(1, 1, 100, MILK, 1, 1.0, DAY), (2, 1, 100, MILK, 1, 1.0, DAY)], &[]);
    let error = RetailYear::open(folder).unwrap_err();
    assert_eq!(
        error.to_string(),
        "transactions.parquet: column household_id, row 1: another household than the basket's first line"
    );
}

#[test]
fn time_stamps_in_microseconds_are_read_like_those_in_96_bits() {
    let folder = folder_with(&[], &[]);
    write(
        folder.path(),
        "coupon_redemptions.parquet",
        &[
            ("household_id", numbers(&[1])),
            ("coupon_upc", numbers(&[8])),
            ("campaign_id", numbers(&[2])),
            ("redemption_date", Values::MicroStamp(vec![Some(DAY * 1_000_000)])),
        ],
    );
    assert_eq!(spelt(&RetailYear::open(folder).unwrap()), ["86399-1 8 2 GROCERY"]);
}

//! A small retail year in the form of the real one, and the events that come of any.

use super::chance::Chance;
use super::parquet_files::{amounts, numbers, stamps, texts, write as write_table};
use coterie::real_year::{PROGRAM, RealYear};
use coterie_program::compile::compile;
use coterie_program::ids::Registry;
use coterie_retail_year::RetailYear;
use std::path::Path;

/// 2017-01-01T06:00:00Z.
const BEGIN: i64 = 1_483_250_400;
const YEAR_SECONDS: i64 = 363 * 86_400;
const PRODUCTS: [i64; 4] = [10, 20, 30, 40];

/// Writes a year of so many lines; returns source and id of its events.
pub(crate) fn write(folder: &Path, lines: i64) -> Vec<(String, String)> {
    let mut chance = Chance::new(17);
    let mut column = |draw: &dyn Fn(i64, &mut Chance) -> i64| -> Vec<i64> {
        (0..lines).map(|line| draw(line, &mut chance)).collect()
    };
    // Three lines a basket, one basket of one household at a time.
    let products = column(&|_, chance| PRODUCTS[chance.below(4) as usize]);
    let cents = column(&|_, chance| 50 + chance.below(9_000) as i64);
    let baskets = column(&|line, _| 1_000 + line / 3);
    let households: Vec<i64> = baskets.iter().map(|basket| 1 + basket % 41).collect();
    let times: Vec<i64> =
        baskets.iter().map(|basket| BEGIN + (basket - 1_000) * 3 * YEAR_SECONDS / lines).collect();
    let dollars: Vec<f64> = cents.iter().map(|cents| format!("{cents}e-2").parse().unwrap()).collect();
    let nothing = vec![0.0; lines as usize];
    write_table(
        folder,
        "transactions.parquet",
        &[
            ("household_id", numbers(&households)),
            ("store_id", numbers(&vec![7; lines as usize])),
            ("basket_id", numbers(&baskets)),
            ("product_id", numbers(&products)),
            ("quantity", numbers(&vec![1; lines as usize])),
            ("sales_value", amounts(&dollars)),
            ("retail_disc", amounts(&nothing)),
            ("coupon_disc", amounts(&nothing)),
            ("coupon_match_disc", amounts(&nothing)),
            ("transaction_timestamp", stamps(&times)),
        ],
    );
    write_table(
        folder,
        "products.parquet",
        &[
            ("product_id", numbers(&PRODUCTS)),
            ("manufacturer_id", numbers(&[1, 2, 3, 4])),
            ("department", texts(&["GROCERY", "MEAT", "DRUG GM", "GROCERY"])),
            ("brand", texts(&["Private", "National", "National", "Private"])),
            ("product_category", texts(&["MILK", "HAM", "SOAP", "BREAD"])),
            ("product_type", texts(&["WHOLE MILK", "HAM", "SOAP", "RYE"])),
        ],
    );
    write_table(
        folder,
        "coupon_redemptions.parquet",
        &[
            ("household_id", numbers(&[1, 2, 3])),
            ("coupon_upc", numbers(&[501, 502, 503])),
            ("campaign_id", numbers(&[1, 1, 2])),
            ("redemption_date", stamps(&[BEGIN + 90 * 86_400, BEGIN + 180 * 86_400, BEGIN + 270 * 86_400])),
        ],
    );
    write_table(
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
    ids_of(folder)
}

/// Source and id of the events of a year, in their order.
pub(crate) fn ids_of(folder: impl AsRef<Path>) -> Vec<(String, String)> {
    let year = RetailYear::open(folder.as_ref()).unwrap();
    let program = compile(PROGRAM, &Registry::default()).expect("the reference program is right").program;
    let events = RealYear::new(&year, &program).unwrap();
    let ids = events.events(&year).map(|event| {
        let event = event.unwrap();
        (event.source.to_string(), event.id.to_string())
    });
    ids.collect()
}

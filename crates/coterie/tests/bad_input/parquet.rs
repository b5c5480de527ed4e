//! The door of the retail year's Parquet files: they are read, or refused with the name of the file.

use crate::support::chance::Chance;
use crate::support::{Place, retail_year};

const FILES: [&str; 4] =
    ["transactions.parquet", "products.parquet", "coupon_redemptions.parquet", "demographics.parquet"];

fn year() -> Place {
    let place = Place::new();
    std::fs::create_dir(place.path("year")).unwrap();
    retail_year::write(&place.path("year"), 30);
    place
}

#[test]
fn a_file_that_is_missing_or_something_else_is_named() {
    for file in FILES {
        let place = year();
        let path = format!("year/{file}");
        for contents in [&b""[..], b"PAR1", b"a letter to grandmother", &[0; 5_000]] {
            place.write(&path, contents);
            let ran = place.run(&["import", "complete-journey", "year"]);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(ran.stderr.contains(file), "{ran:?}");
            assert!(!place.path("coterie.db").exists(), "no books are begun for it");
        }
        std::fs::remove_file(place.path(&path)).unwrap();
        let ran = place.run(&["import", "complete-journey", "year"]);
        assert!(ran.code == 2 && ran.stderr.contains(file), "{ran:?}");
    }
}

/// Forty sets of files with some bytes turned in one of them.
#[test]
fn whatever_happens_to_the_bytes_of_a_file_it_is_read_or_refused() {
    let whole = year();
    let mut chance = Chance::new(9);
    for round in 0..40 {
        let file = format!("year/{}", FILES[round % FILES.len()]);
        let before = std::fs::read(whole.path(&file)).unwrap();
        let mut bytes = before.clone();
        for _ in 0..=chance.below(4) {
            let at = chance.below(bytes.len() as u64) as usize;
            bytes[at] = chance.below(256) as u8;
        }
        whole.write(&file, bytes);
        let database = format!("sqlite://damaged{round}.db");
        let ran = whole.run(&["import", "complete-journey", "year", "--database", &database]);
        assert!(matches!(ran.code, 0 | 2), "{ran:?}");
        whole.write(&file, before);
    }
}

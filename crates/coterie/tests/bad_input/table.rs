//! The door of tables (CSV under a mapping).

use super::{journal, shop};
use crate::support::chance::Chance;
use serde_json::Value;

const MAPPING: &str =
    "event: purchase\nid: no\nat: when\nfields: {member: who, partner: {value: polana}, total: sum}\n";
const TABLE: &str = "no,when,who,sum\n1,2026-03-01T10:00:00Z,anna,5.00\n2,2026-03-02T10:00:00Z,bartek,7.50\n";

#[test]
fn a_good_table_under_a_good_mapping_goes_in() {
    let place = shop();
    place.write("map.yaml", MAPPING);
    place.write("shop.csv", TABLE);
    let told = place.json(&["import", "events", "shop.csv", "--mapping", "map.yaml", "--source", "export"]);
    assert_eq!((&told["new"], &told["rejected"], &told["rejects"]), (&2.into(), &0.into(), &Value::Null));
    let explained = place.json(&["explain", "2", "--source", "export"]);
    assert_eq!(explained["event"]["purchase"]["total"], "7.50", "{explained}");
}

#[test]
fn a_bad_mapping_is_told_with_line_and_column_and_nothing_is_read() {
    let place = shop();
    let before = journal(&place);
    place.write("shop.csv", TABLE);
    for (name, mapping, said) in [
        ("nothing", &b""[..], "map.yaml"),
        ("no text", b"\xff\xfe", "UTF-8"),
        ("no map", b"- a", "a mapping is a map"),
        ("no id", b"event: purchase\nat: when\n", "the mapping has no `id`"),
        ("an unknown event", b"event: purchse\nid: no\nat: when\n", "did you mean `purchase`"),
        ("an unknown field", b"event: purchase\nid: no\nat: when\nfields: {totl: sum}\n", "`totl`"),
        ("a key twice", b"event: purchase\nid: no\nid: when\nat: when\n", "twice"),
        (
            "an unknown zone",
            b"event: purchase\nid: no\nat: {column: when, zone: Europe/Warsau}\n",
            "Europe/Warsau",
        ),
        ("a bad format", b"event: purchase\nid: no\nat: {column: when, format: '%Q'}\n", "%Q"),
        ("a long delimiter", b"event: purchase\nid: no\nat: when\ndelimiter: ';;'\n", "delimiter"),
    ] {
        place.write("map.yaml", mapping);
        let ran = place.run(&["import", "events", "shop.csv", "--mapping", "map.yaml"]);
        assert_eq!(ran.code, 1, "{name}: {ran:?}");
        assert!(ran.said().contains(said) && ran.said().contains("map.yaml"), "{name}: {ran:?}");
    }
    assert!(journal(&place) == before);
}

#[test]
fn a_table_that_does_not_fit_its_mapping_is_refused_and_bad_rows_are_rejected() {
    let place = shop();
    let before = journal(&place);
    place.write("map.yaml", MAPPING);
    let import = |table: &[u8]| {
        place.write("shop.csv", table);
        place.run(&["import", "events", "shop.csv", "--mapping", "map.yaml", "--json"])
    };
    for (name, table, said) in [
        ("nothing", &b""[..], "no such column"),
        ("a column too few", b"no,when,who\n", "sum: the table has no such column"),
        ("a column twice", b"no,when,who,sum,sum\n", "twice"),
        ("a misspelt column", b"no,when,who,summ\n", "did you mean `summ`"),
    ] {
        let ran = import(table);
        assert_eq!(ran.code, 2, "{name}: {ran:?}");
        assert!(ran.stderr.contains(said), "{name}: {ran:?}");
    }
    for (name, row, said) in [
        ("a cell too few", &b"1,2026-03-01,anna\n"[..], ""),
        ("no id", b",2026-03-01,anna,5\n", "id"),
        ("no time", b"1,yesterday,anna,5\n", "when"),
        ("no amount", b"1,2026-03-01,anna,five\n", "sum"),
        ("below zero", b"1,2026-03-01,anna,-5\n", "sum"),
        ("beyond all size", b"1,2026-03-01,anna,99999999999999999999\n", "sum"),
        ("no text", b"1,2026-03-01,\xff\xfe,5\n", "UTF-8"),
        ("a quote that never ends", b"1,2026-03-01,\"anna,5\n", ""),
    ] {
        let ran = import(&[b"no,when,who,sum\n", row].concat());
        assert_eq!(ran.code, 1, "{name}: {ran:?}");
        let reject: Value =
            serde_json::from_str(place.read("shop.rejects.ndjson").lines().next().unwrap()).unwrap();
        assert_eq!(reject["line"], 2, "{name}: {reject}");
        assert!(reject["problems"].to_string().contains(said), "{name}: {reject}");
    }
    assert!(journal(&place) == before, "the books are as they were");
}

#[test]
fn whatever_happens_to_the_bytes_of_a_table_or_a_mapping_it_is_read_or_refused() {
    let place = shop();
    let mut chance = Chance::new(8);
    let mut damaged = |text: &str| {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..chance.below(4) {
            let at = chance.below(bytes.len() as u64) as usize;
            match chance.below(3) {
                0 => drop(bytes.remove(at)),
                1 => bytes.insert(at, b"\",;\n\r:{}[]'&*\0"[chance.below(14) as usize]),
                _ => bytes[at] = chance.below(256) as u8,
            }
        }
        bytes
    };
    for _ in 0..40 {
        place.write("map.yaml", damaged(MAPPING));
        place.write("shop.csv", damaged(TABLE));
        let ran = place.run(&["import", "events", "shop.csv", "--mapping", "map.yaml"]);
        assert!(matches!(ran.code, 0..=2), "{ran:?}");
    }
    place.ok(&["verify"]);
}

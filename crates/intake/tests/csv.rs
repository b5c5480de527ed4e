//! Rows of a table become events under a mapping.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use coterie_intake::csv::{Mapping, OpenError, Reader};
use coterie_intake::{Defaults, Reject};
use coterie_program::builtin::field;
use coterie_program::event::Event;
use support::intake;

const PURCHASES: &str = r#"
event: purchase
id: order_no
at: {column: date, format: "%d.%m.%Y %H:%M", zone: Europe/Warsaw}
fields:
  member: card_no
  partner: {value: polana}
  tender.points: paid_points
  codes: {column: codes, split: "|"}
lines:
  category: group
  sku: article
  amount: price
  quantity: pieces
  brand: brand
decimal: ","
thousands: " "
delimiter: ";"
"#;

const HEADER: &str = "order_no;date;card_no;paid_points;codes;group;article;price;pieces;brand\n";

fn read_all(mapping: &str, table: &[u8]) -> Vec<Result<Event, Reject>> {
    let intake = intake();
    let mapping = Mapping::parse(mapping, &intake).unwrap();
    let mut reader = Reader::open(&intake, Defaults::of_source("export"), &mapping, table).unwrap();
    let mut found = Vec::new();
    while let Some(read) = reader.next_event().unwrap() {
        found.push(read);
    }
    found
}

fn purchases(rows: &str) -> Vec<Result<Event, Reject>> {
    read_all(PURCHASES, format!("{HEADER}{rows}").as_bytes())
}

fn problems(read: &Result<Event, Reject>) -> (u64, Vec<String>) {
    let reject = read.as_ref().unwrap_err();
    (reject.line, reject.problems.iter().map(ToString::to_string).collect())
}

#[test]
fn rows_with_the_same_id_are_lines_of_one_purchase() {
    let found = purchases(
        "A1;7.03.2026 18:30;anna;1,50;ab1|cd2;food;s1;1 234,56;2;Polo\n\
         A1;7.03.2026 18:30;anna;1,50;ab1|cd2;\"drink; cold\";;5;;\n\
         ;;;;;;;;;\n\
         A2;8.03.2026 09:00;;;;food;;10,00;1;\n",
    );
    assert_eq!(found.len(), 2);
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.at.to_string(), "2026-03-07T17:30:00Z");
    assert_eq!(first.int(field::TOTAL), Some(123_956));
    assert_eq!(first.int(field::TENDER_POINTS), Some(150));
    assert_eq!(first.lines.len(), 2);
    assert_eq!((&*first.lines[0].id, first.lines[0].quantity, first.lines[0].fields.len()), ("1", 2, 1));
    assert_eq!((&*first.lines[1].category, first.lines[1].quantity), ("drink; cold", 1));
    let second = found[1].as_ref().unwrap();
    assert_eq!((&*second.id, second.party(field::MEMBER)), ("A2", None));
}

#[test]
fn a_bad_row_spoils_its_event_and_no_other() {
    let found = purchases(
        "A1;7.03.2026 18:30;anna;;;food;s1;1.50;2;\n\
         A2;2026-03-07;anna;;;food;s1;1;1;\n\
         A3;7.03.2026 18:30;anna;;;food;s1;1;1;\n\
         A3;7.03.2026 18:30;bartek;;;food;s1;1,005;1;\n\
         A4;7.03.2026 18:30;anna;;;food;s1;1,005;1;\n\
         A5;7.03.2026 18:30\n\
         A6;7.03.2026 18:30;anna;;;food;s1;1;1;\n",
    );
    assert_eq!(
        problems(&found[0]),
        (2, vec!["purchase.lines[0].amount: `1.50` has a point, but the table's decimal sign is `,` (column `price`, line 2)".to_owned()])
    );
    assert_eq!(
        problems(&found[1]),
        (3, vec!["at: `2026-03-07` does not fit the mapping's format (column `date`)".to_owned()])
    );
    assert_eq!(
        problems(&found[2]),
        (4, vec!["purchase.member: the rows of one event differ: `anna` first, `bartek` on line 5 (column `card_no`)".to_owned()])
    );
    assert_eq!(
        problems(&found[3]),
        (
            6,
            vec![
                "purchase.lines[0].amount: `1.005` has 3 decimals, but PLN has 2 (column `price`, line 6)"
                    .to_owned()
            ]
        )
    );
    assert_eq!(
        problems(&found[4]),
        (7, vec!["the row on line 7 has 2 cells, but the header has 10".to_owned()])
    );
    assert_eq!(found[4].as_ref().unwrap_err().text, "A5;7.03.2026 18:30");
    assert!(found[5].is_ok());
}

#[test]
fn without_lines_each_row_is_an_event() {
    let mapping =
        "{event: review, id: no, at: when, source: {value: forms}, fields: {member: who, stars: stars}}";
    let found = read_all(
        mapping,
        b"\xef\xbb\xbfno,when,who,stars\n1,2026-03-07,anna,5\n1,2026-03-07,anna,4\n2,2026-03-07,\xff,4\n",
    );
    assert_eq!(found.len(), 3);
    assert_eq!(&*found[0].as_ref().unwrap().source, "forms");
    assert_eq!(problems(&found[2]), (4, vec!["who: the cell on line 4 is not UTF-8".to_owned()]));
}

#[test]
fn mistakes_in_a_mapping_have_a_line_and_a_column() {
    let mistakes = |mapping: &str| -> Vec<String> {
        let found = Mapping::parse(mapping, &intake()).unwrap_err();
        let shown = found.iter().map(|d| {
            let place = d.span.map_or((0, 0), |span| (span.start.line, span.start.column));
            let help = d.help.as_ref().map_or(String::new(), |help| format!(" ({help})"));
            format!("{}:{}: {}{help}", place.0, place.1, d.message)
        });
        shown.collect()
    };
    assert_eq!(
        mistakes(
            "event: purchas\nid: [a]\nfeilds: {}\ndelimiter: tab\nat: {column: d, format: '%y', zone: Europe/Warszawa}\n"
        ),
        [
            "3:1: a mapping has no field `feilds` (did you mean `fields`?)",
            "1:8: there is no event `purchas` (did you mean `purchase`?)",
            "2:5: a column's name is expected, not a list",
            "5:25: `%y` is not a directive that is known here (known are %Y %m %d %H %M %S %I %p %F (%Y-%m-%d) %T (%H:%M:%S) %%)",
            "5:37: there is no time zone `Europe/Warszawa`; did you mean `Europe/Warsaw`?",
            "4:12: `delimiter` is one sign, such as `,`",
        ]
    );
    assert_eq!(
        mistakes("{event: purchase, fields: {totl: amount, lines: x, partner: {}}, lines: {amout: x}}"),
        [
            "1:1: the mapping has no `id`",
            "1:1: the mapping has no `at`",
            "1:28: the event `purchase` has no field `totl` (did you mean `total`?)",
            "1:42: the lines' columns stand under `lines`",
            "1:61: a field comes from a `column` or has a `value` (write `{column: amount}` or `{value: polana}`)",
            "1:74: a line has no field `amout` (did you mean `amount`?)",
        ]
    );
    assert_eq!(
        mistakes("{event: review, id: a, at: b, lines: {amount: x}}"),
        ["1:38: the event `review` has no lines"]
    );
}

#[test]
fn a_table_without_the_mappings_columns_is_not_read() {
    let intake = intake();
    let mapping =
        Mapping::parse("{event: review, id: order_no, at: when, fields: {stars: stars}}", &intake).unwrap();
    let opened =
        Reader::open(&intake, Defaults::of_source("x"), &mapping, &b"order no,when,stars,stars\n"[..]);
    let Err(error @ OpenError::Columns(_)) = opened else { panic!("the columns do not fit") };
    assert_eq!(
        error.to_string(),
        "the table's columns do not fit the mapping: order_no: the table has no such column (did you mean `order no`?); \
         stars: the table has this column twice"
    );
}

#[test]
fn a_quote_that_stays_open_ends_the_reading_instead_of_filling_the_memory() {
    let intake = intake();
    let mapping =
        Mapping::parse("{event: review, id: no, at: when, fields: {stars: stars}}", &intake).unwrap();
    let table = format!("no,when,stars\n1,2026-03-07,5\n2,\"{}", "x\n".repeat(2_000_000));
    let mut reader = Reader::open(&intake, Defaults::of_source("x"), &mapping, table.as_bytes()).unwrap();
    assert!(reader.next_event().unwrap().unwrap().is_ok());
    let error = reader.next_event().unwrap_err();
    assert_eq!(error.to_string(), "a row has more than 1048576 bytes; a quote probably stays open");
    assert!(reader.next_event().unwrap().is_none());
}

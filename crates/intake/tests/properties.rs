//! What holds for all texts and all events.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::sync::LazyLock;

use coterie_intake::csv::{Mapping, Reader};
use coterie_intake::{Defaults, Intake, canonical, ndjson};
use proptest::prelude::*;

static INTAKE: LazyLock<Intake> = LazyLock::new(support::intake);

fn money() -> impl Strategy<Value = String> {
    (0_i64..1_000_000).prop_map(|minor| format!("\"{}.{:02}\"", minor / 100, minor % 100))
}

fn id() -> impl Strategy<Value = String> {
    "[a-zż0-9]([a-z .:/-]{0,8}[a-z0-9])?".prop_map(|id| format!("\"{id}\""))
}

fn time() -> impl Strategy<Value = String> {
    (0_u32..10_000, 0_u32..1_440, 0_u32..60_000).prop_map(|(day, minute, milli)| {
        let (year, month, day) = (2_000 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
        format!(
            "\"{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}\"",
            minute / 60,
            minute % 60,
            milli / 1_000,
            milli % 1_000
        )
    })
}

/// `"key": value`, or nothing.
fn maybe(key: &'static str, value: impl Strategy<Value = String> + 'static) -> BoxedStrategy<String> {
    prop_oneof![Just(String::new()), value.prop_map(move |value| format!(", \"{key}\": {value}"))].boxed()
}

fn whole(range: std::ops::Range<i64>) -> BoxedStrategy<String> {
    range.prop_map(|number| number.to_string()).boxed()
}

fn line() -> impl Strategy<Value = String> {
    let optional =
        (maybe("category", id()), maybe("sku", id()), maybe("quantity", whole(0..100)), maybe("brand", id()));
    (money(), optional).prop_map(|(amount, (category, sku, quantity, brand))| {
        format!("{{\"amount\": {amount}{category}{sku}{quantity}{brand}}}")
    })
}

fn lines() -> impl Strategy<Value = String> {
    prop::collection::vec(line(), 1..5).prop_map(|lines| format!("[{}]", lines.join(", ")))
}

fn returned() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("[\"a\", \"b\"]".to_owned()),
        whole(1..9).prop_map(|n| format!("{{\"a\": {{\"quantity\": {n}}}, \"b\": {{}}}}")),
        whole(1..9).prop_map(|n| format!("{{\"a\": {{\"amount\": {n}}}}}")),
    ]
}

fn event_text() -> impl Strategy<Value = String> {
    let body = prop_oneof![
        (
            maybe("member", id()),
            lines(),
            maybe("codes", Just("[\"ab1\", \"x\"]".to_owned())),
            maybe("shipping", money()),
            maybe("order", id()),
            maybe("basket_total", money())
        )
            .prop_map(|(a, lines, b, c, d, e)| (
                "purchase",
                format!("\"partner\": \"polana\", \"lines\": {lines}{a}{b}{c}{d}{e}")
            )),
        (money(), maybe("tender", Just("{\"points\": 0}".to_owned())))
            .prop_map(|(total, a)| ("purchase", format!("\"partner\": \"bistro\", \"total\": {total}{a}"))),
        (id(), maybe("lines", returned())).prop_map(|(id, a)| ("refund", format!("\"purchase\": {id}{a}"))),
        (
            id(),
            id(),
            maybe("points", whole(1..999)),
            maybe("up_to", Just("true".to_owned())),
            maybe("lines", lines())
        )
            .prop_map(|(m, r, a, b, c)| ("redemption", format!("\"member\": {m}, \"reward\": {r}{a}{b}{c}"))),
        (id(), maybe("cashback", whole(1..999)))
            .prop_map(|(hold, a)| ("capture", format!("\"hold\": {hold}{a}"))),
        (
            id(),
            maybe("birthday", Just("\"1990-02-28\"".to_owned())),
            maybe("city", id()),
            maybe("inviter", id()),
            maybe("vip", Just("false".to_owned()))
        )
            .prop_map(|(m, a, b, c, d)| ("signup", format!("\"member\": {m}{a}{b}{c}{d}"))),
        (id(), time()).prop_map(|(m, since)| (
            "member",
            format!("\"member\": {m}, \"brought_by\": {{\"is\": \"bistro\", \"since\": {since}}}")
        )),
        Just(("employee", "\"employee\": \"e\", \"shift\": \"09:30\"".to_owned())),
        Just((
            "partner",
            "\"partner\": \"new\", \"bonus_rate\": 1.250, \"recruited_by\": \"bistro\"".to_owned()
        )),
        (whole(-99..-1), maybe("expires", time()), maybe("payer", Just("\"coalition\"".to_owned())))
            .prop_map(|(n, a, b)| (
                "adjustment",
                format!("\"member\": \"anna\", \"points\": {n}, \"reason\": \"r\"{a}{b}")
            )),
        whole(1..99).prop_map(|n| ("transfer", format!("\"from\": \"a\", \"to\": \"b\", \"cashback\": {n}"))),
        maybe("until", time())
            .prop_map(|a| ("tier", format!("\"member\": \"anna\", \"level\": \"gold\"{a}"))),
        (whole(0..9), maybe("n", whole(0..99)), maybe("period", Just("\"2026-03\"".to_owned()))).prop_map(
            |(n, a, b)| (
                "score",
                format!("\"of\": \"bistro\", \"factor\": {n}.50, \"state\": \"held\"{a}{b}")
            )
        ),
        (whole(-9..9), maybe("seen", time()), maybe("comment", Just("\"a\\n\\\"b\"".to_owned())))
            .prop_map(|(n, a, b)| ("review", format!("\"stars\": {n}{a}{b}"))),
        Just(("close", "\"period\": \"2026-Q1\"".to_owned())),
        id().prop_map(|code| ("voucher", format!("\"code\": {code}"))),
    ];
    (id(), time(), body)
        .prop_map(|(id, at, (kind, body))| format!("{{\"id\": {id}, \"at\": {at}, \"{kind}\": {{{body}}}}}"))
}

/// A text that was an event until some bytes of it were changed.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    (event_text(), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)).prop_map(
        |(text, changes)| {
            let mut bytes = text.into_bytes();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        },
    )
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let word = prop::sample::select(vec![
        "id",
        "at",
        "source",
        "purchase",
        "member",
        "partner",
        "lines",
        "amount",
        "points",
        "polana",
        "anna",
        "2026-03-07",
        "refund",
        "total",
        "tender",
        "1.00",
        "codes",
        "is",
        "since",
        "inviter",
        "currency",
        "PLN",
        "adjustment",
        "score",
        "of",
        "",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..6).prop_map(|entries| entries
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect::<Value>()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_event_written_and_read_again_is_the_same(text in event_text()) {
        let defaults = Defaults::of_source("till-7");
        let event = INTAKE.event(&text, &defaults).map_err(|problems| TestCaseError::fail(format!("{text}: {problems:?}")))?;
        let shown = INTAKE.to_json(&event);
        prop_assert_eq!(INTAKE.event(&shown.to_string(), &defaults), Ok(event.clone()), "{}", shown);
        prop_assert_eq!(INTAKE.event_of_value(&shown, &defaults), Ok(event.clone()), "{}", shown);
        let decoded: coterie_program::event::Event = minicbor::decode(&canonical(&event)).unwrap();
        prop_assert_eq!(decoded, event);
    }

    #[test]
    fn any_bytes_are_read_or_refused_with_a_reason(bytes in prop_oneof![damaged(), prop::collection::vec(any::<u8>(), 0..200)]) {
        let mut reader = ndjson::Reader::new(&INTAKE, Defaults::of_source("x"), &bytes[..]);
        while let Some(read) = reader.next_event().unwrap() {
            prop_assert!(read.err().is_none_or(|reject| !reject.problems.is_empty()));
        }
    }

    #[test]
    fn any_json_is_read_or_refused_with_a_reason(value in json()) {
        let defaults = Defaults::of_source("x");
        let by_value = INTAKE.event_of_value(&value, &defaults);
        prop_assert!(by_value.as_ref().err().is_none_or(|problems| !problems.is_empty()));
        prop_assert_eq!(INTAKE.event(&value.to_string(), &defaults).is_ok(), by_value.is_ok());
    }

    #[test]
    fn any_table_is_read_to_its_end(table in "[a-c,;\"\n\r 0-9.-]{0,120}") {
        let mapping = Mapping::parse("{event: purchase, id: a, at: b, fields: {partner: {value: polana}}, lines: {amount: c}}", &INTAKE).unwrap();
        let table = format!("a,b,c\n{table}");
        let mut reader = Reader::open(&INTAKE, Defaults::of_source("x"), &mapping, table.as_bytes()).unwrap();
        while reader.next_event().unwrap().is_some() {}
    }
}

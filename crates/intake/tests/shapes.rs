//! Each shape of events is read into what it says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use coterie_calendar::Instant;
use coterie_intake::{Defaults, canonical};
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::{field, kind};
use coterie_program::event::Line;
use coterie_program::value::Value;
use support::{accepted, intake, program, read};

fn line(id: &str, category: &str, amount: i64) -> Line {
    Line { id: id.into(), category: category.into(), amount, quantity: 1, ..Line::default() }
}

#[test]
fn a_purchase_with_short_lines_says_who_where_and_what() {
    let event = accepted(
        "purchase",
        r#"{"member": "anna", "partner": "polana", "lines": {"a": ["food", "100.00"], "b": ["drink", 5.5]}}"#,
    );
    assert_eq!((&*event.source, &*event.id, event.kind), ("till-7", "e1", kind::PURCHASE));
    assert_eq!(event.at, "2026-03-07T17:30:00Z".parse::<Instant>().unwrap());
    assert_eq!(event.party(field::MEMBER), Some(&Party::member("anna").unwrap()));
    assert_eq!(event.party(field::PARTNER), Some(&Party::partner("polana").unwrap()));
    assert_eq!(event.lines, [line("a", "food", 10_000), line("b", "drink", 550)]);
    assert_eq!(event.int(field::TOTAL), Some(10_550));
}

#[test]
fn a_purchase_with_long_lines_carries_all_they_say() {
    let event = accepted(
        "purchase",
        r#"{"partner": "polana", "total": {"amount": 11000, "currency": "PLN"}, "shipping": 10, "codes": ["ab-o1"],
            "tender": {"points": "10.00", "gift_card": 5}, "order": 77, "basket_total": "110.00",
            "lines": [{"id": "x", "category": "food", "sku": "s1", "amount": 100.00, "quantity": 2, "discount": "0.50",
                       "tax": "8.00", "brand": "Polo"}, ["drink", 0]]}"#,
    );
    let program = program();
    let registry = &program.registry;
    let brand = coterie_program::ids::FieldId(
        registry.find(coterie_program::ids::Space::Field, "line.brand").unwrap(),
    );
    let first = Line {
        sku: "s1".into(),
        quantity: 2,
        discount: 50,
        tax: 800,
        fields: vec![(brand, Value::text("Polo"))],
        ..line("x", "food", 10_000)
    };
    assert_eq!(event.lines, [first, line("2", "drink", 0)]);
    assert_eq!(event.int(field::TOTAL), Some(11_000));
    assert_eq!(event.int(field::SHIPPING), Some(1_000));
    assert_eq!(event.int(field::TENDER_POINTS), Some(1_000));
    assert_eq!(event.int(field::TENDER_GIFT_CARD), Some(500));
    assert_eq!(event.text(field::ORDER), Some("77"));
    assert_eq!(event.field(field::CODES), Some(&Value::List(vec![Value::text("A801")])));
}

#[test]
fn a_total_without_lines_is_one_line_without_its_shipping() {
    let event = accepted("purchase", r#"{"partner": "polana", "total": "100.00", "shipping": "9.99"}"#);
    assert_eq!(event.lines, [line("1", "", 9_001)]);
}

#[test]
fn a_refund_names_lines_pieces_or_money() {
    let of = |lines: &str| accepted("refund", &format!(r#"{{"purchase": "e1"{lines}}}"#)).lines;
    let part = |id: &str, quantity, amount| Line { id: id.into(), quantity, amount, ..Line::default() };
    assert_eq!(of(""), []);
    assert_eq!(of(r#", "lines": ["a", "b"]"#), [part("a", 0, 0), part("b", 0, 0)]);
    assert_eq!(
        of(r#", "lines": {"a": {"quantity": 1}, "b": {"amount": "5.00"}}"#),
        [part("a", 1, 0), part("b", 0, 500)]
    );
}

#[test]
fn an_accounts_name_says_how_much_of_it() {
    for text in [
        r#"{"member": "anna", "reward": "coffee", "points": 500, "up_to": true, "times": 2}"#,
        r#"{"member": "anna", "reward": "coffee", "account": "points", "amount": "500", "up_to": "yes", "times": "2"}"#,
    ] {
        let event = accepted("redemption", text);
        assert_eq!(event.text(field::REWARD), Some("coffee"));
        assert_eq!(event.text(field::ACCOUNT), Some("points"));
        assert_eq!(event.int(field::AMOUNT), Some(500));
        assert!(event.yes(field::UP_TO));
        assert_eq!(event.int(field::TIMES), Some(2));
    }
    let event = accepted("hold", r#"{"member": "anna", "reward": "off", "cashback": "5.00", "total": 20}"#);
    assert_eq!((event.int(field::AMOUNT), event.lines.len()), (Some(500), 1));
    assert_eq!(accepted("capture", r#"{"hold": "h1", "points": 300}"#).int(field::AMOUNT), Some(300));
    assert_eq!(accepted("capture", r#"{"hold": "h1"}"#).int(field::AMOUNT), None);
}

#[test]
fn an_event_about_another_names_it() {
    assert_eq!(accepted("release", r#"{"hold": "h1"}"#).text(field::HOLD), Some("h1"));
    assert_eq!(accepted("cancellation", r#"{"redemption": "r1"}"#).text(field::REDEMPTION), Some("r1"));
    assert_eq!(accepted("approval", r#"{"of": "e0"}"#).text(field::OF), Some("e0"));
    assert_eq!(accepted("voucher", r#"{"code": "oil-zb u"}"#).text(field::CODE), Some("01128V"));
    assert_eq!(accepted("close", r#"{"period": "2026-03"}"#).text(field::PERIOD), Some("2026-03"));
}

#[test]
fn a_member_carries_attributes_and_relations() {
    let event = accepted(
        "signup",
        r#"{"member": "anna", "birthday": "1990-02-28", "vip": true, "segment": "b", "inviter": "bartek",
            "brought_by": {"is": "bistro", "since": "2026-03-01"}, "partner": "polana"}"#,
    );
    assert_eq!(event.sets.len(), 3);
    assert_eq!(event.sets[0].1, Value::Date("1990-02-28".parse().unwrap()));
    assert_eq!(event.relates[0].1, Party::member("bartek").unwrap());
    assert_eq!(event.relates[0].2, None);
    assert_eq!(event.relates[1].1, Party::partner("bistro").unwrap());
    assert_eq!(event.relates[1].2, Some("2026-02-28T23:00:00Z".parse().unwrap()));
    assert_eq!(event.party(field::PARTNER), Some(&Party::partner("polana").unwrap()));
    let employee = accepted("employee", r#"{"employee": "ewa", "shift": "09:30"}"#);
    assert_eq!(employee.sets[0].1, Value::Int(570));
}

#[test]
fn a_partner_joins_by_its_event_and_is_then_known_by_the_caller() {
    let event =
        accepted("partner", r#"{"partner": "newcomer", "bonus_rate": "1.25", "recruited_by": "bistro"}"#);
    assert_eq!(event.party(field::PARTNER), Some(&Party::partner("newcomer").unwrap()));
    let joined = |id: &str| id == "newcomer";
    let defaults = Defaults { known_partner: &joined, ..Defaults::of_source("shop") };
    let text = support::body("purchase", r#"{"partner": "newcomer", "total": 1}"#);
    assert!(read(&text).is_err());
    assert!(intake().event(&text, &defaults).is_ok());
}

#[test]
fn a_person_adjusts_and_gives_tiers_and_members_transfer_and_merge() {
    let event = accepted("adjustment", r#"{"member": "anna", "points": -30, "reason": "counted twice"}"#);
    assert_eq!((event.int(field::AMOUNT), event.text(field::REASON)), (Some(-30), Some("counted twice")));
    let event = accepted(
        "adjustment",
        r#"{"partner": "bistro", "commission": "12.50", "reason": "r", "payer": "coalition"}"#,
    );
    assert_eq!(
        (event.int(field::AMOUNT), event.party(field::PAYER)),
        (Some(1_250), Some(&Party::coalition()))
    );
    accepted("adjustment", r#"{"household": "h", "family": 1, "reason": "r", "expires": "2027-01-01"}"#);
    accepted("adjustment", r#"{"reserve": 1, "reason": "r"}"#);
    let event = accepted("transfer", r#"{"from": "anna", "to": "bartek", "points": 100}"#);
    assert_eq!(event.party(field::TO), Some(&Party::member("bartek").unwrap()));
    let event = accepted("tier", r#"{"member": "anna", "step": "gold", "until": "2027-01-01"}"#);
    assert_eq!((event.text(field::TIER_SET), event.text(field::STEP)), (Some("level"), Some("gold")));
    assert_eq!(
        accepted("tier", r#"{"partner": "bistro", "rank": "proven"}"#).text(field::TIER_SET),
        Some("rank")
    );
    let event = accepted("merge", r#"{"from": "anna", "into": "anna.k"}"#);
    assert_eq!(event.party(field::INTO).map(Party::id), Some("anna.k"));
}

#[test]
fn declared_events_and_facts_carry_their_fields() {
    let event = accepted("review", r#"{"member": "anna", "stars": 5, "comment": "tak", "location": "l1"}"#);
    assert_eq!(event.text(field::LOCATION), Some("l1"));
    let event = accepted(
        "score",
        r#"{"of": "bistro", "factor": 1.10, "state": "paying", "period": "2026-Q1", "method": "nps/1", "n": 120, "supersedes": "s0"}"#,
    );
    assert_eq!(
        event.party(field::OF).map(|party| (party.kind(), party.id())),
        Some((PartyKind::Partner, "bistro"))
    );
    assert_eq!(event.int(field::N), Some(120));
    let factor = event.fields.iter().find(|(_, value)| matches!(value, Value::Decimal(_)));
    assert_eq!(factor.map(|(_, value)| value.clone()), Some(Value::Decimal("1.1".parse().unwrap())));
}

#[test]
fn neither_the_order_of_keys_nor_spelling_nor_zone_changes_the_canonical_bytes() {
    let one = read(
        r#"{"id": "e1", "at": "2026-03-07T18:30", "purchase": {"member": "anna", "partner": "polana", "codes": "ab-1", "lines": {"a": ["food", "1"]}}}"#,
    );
    let other = read(
        r#"{"purchase": {"lines": [{"amount": 1.00, "category": "food", "id": "a", "quantity": 1}], "codes": ["AB 1"], "total": "1.00", "partner": "polana", "member": "anna"},
            "at": "2026-03-07T17:30:00Z", "source": "till-7", "id": "e1"}"#,
    );
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(canonical(&one), canonical(&other));
    let decoded: coterie_program::event::Event = minicbor::decode(&canonical(&one)).unwrap();
    assert_eq!(decoded, one);
    let later =
        read(r#"{"id": "e1", "at": "2026-03-07T18:31", "purchase": {"partner": "polana", "total": 1}}"#)
            .unwrap();
    assert_ne!(canonical(&one), canonical(&later));
}

#[test]
fn yaml_and_values_in_memory_are_read_the_same_way() {
    let yaml = "{id: e1, at: 2026-03-07T18:30, purchase: {member: anna, partner: polana, lines: {a: [food, 100.00]}}}";
    let (node, mistakes) = coterie_program::yaml::parse(yaml);
    assert!(mistakes.is_empty());
    let defaults = Defaults::of_source("till-7");
    let from_yaml = intake().event_of_node(&node.unwrap(), &defaults);
    let text = r#"{"id": "e1", "at": "2026-03-07T18:30", "purchase": {"member": "anna", "partner": "polana", "lines": {"a": ["food", "100.00"]}}}"#;
    assert_eq!(from_yaml, read(text));
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(intake().event_of_value(&value, &defaults), read(text));
    let float =
        serde_json::json!({"id": "e1", "at": "2026-03-07", "purchase": {"partner": "polana", "total": 1.5}});
    let problems = intake().event_of_value(&float, &defaults).unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "purchase.total: a number with a fraction has lost its spelling here (write it as a text: \"12.50\")"
    );
}

//! What is promised of a year: the same bytes for the same seed, nothing said twice, nothing outside the year, refunds only
//! of what is there, and lives in the stated proportions.

#![allow(clippy::unwrap_used, reason = "the functions beside the tests are parts of tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use coterie_demo::{Demo, DemoError, Settings, Step};
use serde_json::Value;

/// An event, taken apart.
struct Said {
    source: String,
    id: String,
    at: String,
    kind: String,
    fields: Value,
}

fn settings(members: u32) -> Settings {
    Settings { members, ..Settings::default() }
}

fn steps(settings: &Settings) -> Vec<Step> {
    Demo::new(settings).unwrap().collect()
}

/// The events of the year that the default settings make.
static YEAR: LazyLock<Vec<Said>> = LazyLock::new(|| events(&Settings::default()));

fn events(settings: &Settings) -> Vec<Said> {
    let events = steps(settings).into_iter().filter(|step| matches!(step, Step::Event(_)));
    events.map(|step| said(&step.into_event())).collect()
}

fn said(event: &Value) -> Said {
    let text = |key: &str| event[key].as_str().unwrap().to_owned();
    let mut kinds =
        event.as_object().unwrap().keys().filter(|key| !["id", "source", "at"].contains(&key.as_str()));
    let kind = kinds.next().unwrap().clone();
    assert!(kinds.next().is_none(), "{event}");
    Said { source: text("source"), id: text("id"), at: text("at"), fields: event[&kind].clone(), kind }
}

fn of_kind<'e>(events: &'e [Said], kind: &'e str) -> impl Iterator<Item = &'e Said> {
    events.iter().filter(move |event| event.kind == kind)
}

/// FNV-1a over all lines.
fn digest(settings: &Settings) -> u64 {
    let lines = steps(settings).into_iter().map(|step| step.into_event().to_string() + "\n");
    lines
        .flat_map(String::into_bytes)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What remains of a line.
struct Left {
    /// In grosze; 0 when the whole line is back.
    net: i64,
    pieces: i64,
}

impl Left {
    fn of(line: &Value) -> Self {
        let net = grosze(&line["amount"]) - line.get("discount").map_or(0, grosze);
        let pieces = line.get("quantity").map_or(1, |quantity| quantity.as_i64().unwrap());
        assert!(net > 0 && pieces > 0, "{line}");
        Self { net, pieces }
    }
}

fn grosze(value: &Value) -> i64 {
    let text = value.as_str().unwrap();
    let (whole, cents) = text.split_once('.').unwrap();
    assert_eq!(cents.len(), 2, "{text}");
    format!("{whole}{cents}").parse().unwrap()
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    let settings = settings(100);
    assert_eq!(digest(&settings), digest(&settings));
    assert_ne!(digest(&settings), digest(&Settings { seed: 2, ..settings }));
}

#[test]
fn the_bytes_of_the_first_seed_never_change_unnoticed() {
    assert_eq!(digest(&settings(100)), PINNED, "the year changed: is that meant?");
}

const PINNED: u64 = 17_687_160_459_847_828_196;

#[test]
fn every_event_is_said_once() {
    let mut seen = BTreeSet::new();
    for event in YEAR.iter() {
        assert!(seen.insert((&event.source, &event.id)), "{} {}", event.source, event.id);
    }
}

#[test]
fn everything_happens_within_the_year_and_arrives_at_most_a_day_late() {
    let mut latest = String::new();
    // The days of late purchases since the last event that was not late.
    let mut late_days: Vec<&str> = Vec::new();
    let mut late = 0;
    for event in YEAR.iter() {
        assert!(event.at.starts_with("2025-"), "{}", event.at);
        let (day, time) = event.at.split_once('T').unwrap();
        assert!(("06:00:00".."23:00:00").contains(&time), "{}", event.at);
        if event.at < latest {
            late += 1;
            late_days.push(day);
            assert_eq!(event.kind, "purchase");
            // It arrives on the next morning: nothing of that day after twenty to seven was heard before.
            assert!(latest.starts_with(day) || &latest[11..] <= "06:40:00", "{} after {latest}", event.at);
        } else {
            assert!(late_days.iter().all(|late| *late < day), "{late_days:?} before {}", event.at);
            late_days.clear();
            latest.clone_from(&event.at);
        }
    }
    assert!((30..400).contains(&late), "{late} late purchases");
}

#[test]
fn every_month_is_closed_once_on_the_second_of_the_next() {
    let steps = steps(&settings(50));
    let closes: Vec<(&str, &str)> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Close { period, at } => Some((period.as_str(), at.as_str())),
            Step::Event(_) => None,
        })
        .collect();
    assert_eq!(closes.len(), 12);
    assert_eq!(closes[0], ("2025-01", "2025-02-02T09:00:00"));
    assert_eq!(closes[11], ("2025-12", "2026-01-02T09:00:00"));
    assert_eq!(
        steps.last(),
        Some(&Step::Close { period: "2025-12".into(), at: "2026-01-02T09:00:00".into() })
    );
}

#[test]
fn only_what_was_bought_and_remains_comes_back() {
    let mut bought: BTreeMap<(&str, &str), BTreeMap<&str, Left>> = BTreeMap::new();
    let (mut whole, mut lines_back, mut pieces_back, mut money_back) = (0, 0, 0, 0);
    for event in YEAR.iter() {
        if event.kind == "purchase" {
            let lines = event.fields["lines"].as_array().unwrap();
            assert!((1..=12).contains(&lines.len()));
            let lines = lines.iter().map(|line| (line["id"].as_str().unwrap(), Left::of(line)));
            bought.insert((&event.source, &event.id), lines.collect());
            continue;
        }
        if event.kind != "refund" {
            continue;
        }
        let purchase = (event.source.as_str(), event.fields["purchase"].as_str().unwrap());
        let lines = bought.get_mut(&purchase).expect("the purchase was told before by the same till");
        assert!(lines.values().any(|left| left.net > 0), "nothing remains of {purchase:?}");
        match event.fields.get("lines") {
            None => {
                whole += 1;
                for left in lines.values_mut() {
                    left.net = 0;
                }
            }
            Some(Value::Array(ids)) => {
                lines_back += 1;
                for id in ids {
                    let left = lines.get_mut(id.as_str().unwrap()).expect("the line was bought");
                    assert!(left.net > 0);
                    left.net = 0;
                }
            }
            Some(parts) => {
                for (id, part) in parts.as_object().unwrap() {
                    let left = lines.get_mut(id.as_str()).expect("the line was bought");
                    assert!(left.net > 0);
                    if let Some(pieces) = part.get("quantity") {
                        pieces_back += 1;
                        left.pieces -= pieces.as_i64().unwrap();
                    } else {
                        money_back += 1;
                        left.net -= grosze(&part["amount"]);
                    }
                    assert!(left.net > 0 && left.pieces > 0, "more than remains of {purchase:?}");
                }
            }
        }
    }
    assert!(whole > 50 && lines_back > 20 && pieces_back > 10 && money_back > 10);
}

#[test]
fn the_year_has_the_stated_proportions() {
    let events = &*YEAR;
    assert!((60_000..=80_000).contains(&events.len()), "{}", events.len());
    let count = |kind: &'static str| of_kind(events, kind).count();
    let per_mille = |part: usize, whole: usize| part * 1_000 / whole;

    assert_eq!(count("signup"), 1_500);
    let signed_up_with =
        |key: &str| of_kind(events, "signup").filter(|event| event.fields.get(key).is_some()).count();
    assert!((160..=240).contains(&per_mille(signed_up_with("inviter"), 1_500)));
    assert!((75..=125).contains(&per_mille(signed_up_with("brought_by"), 1_500)));
    assert!((150..=300).contains(&per_mille(signed_up_with("household"), 1_500)));

    let refunded = |of_fashion: bool| {
        let of = |kind: &'static str| {
            of_kind(events, kind).filter(|event| (event.source == "nitka") == of_fashion).count()
        };
        per_mille(of("refund") * 10, of("purchase"))
    };
    assert!((180..=400).contains(&refunded(true)), "3 % of fashion: {}", refunded(true));
    assert!((35..=65).contains(&refunded(false)), "0.5 % elsewhere: {}", refunded(false));

    let bought_in =
        |month: &str| of_kind(events, "purchase").filter(|event| event.at.starts_with(month)).count();
    assert!(per_mille(bought_in("2025-12"), bought_in("2025-11")) > 1_200, "December is the peak");
    assert!(
        of_kind(events, "hold").count() > of_kind(events, "capture").count() + count("release"),
        "some holds lapse"
    );
    assert_eq!(count("merge"), 1);
    assert_eq!(count("adjustment"), 13);
    for kind in ["redemption", "release", "capture", "review", "check_in", "transfer", "member"] {
        assert!(count(kind) > 20, "{kind}");
    }
}

#[test]
fn nobody_acts_before_signing_up() {
    let mut known = BTreeSet::new();
    for event in YEAR.iter() {
        let named = |key: &str| event.fields.get(key).and_then(Value::as_str);
        match named("member") {
            Some(member) if event.kind == "signup" => {
                assert!(known.insert(member), "{member} signs up twice");
            }
            Some(member) => assert!(known.contains(member), "{} {}", event.kind, event.fields),
            None => {}
        }
        let others = ["inviter", "from", "to", "into"].into_iter().filter_map(named);
        for other in others {
            assert!(known.contains(other), "{} {}", event.kind, event.fields);
        }
    }
}

#[test]
fn a_score_of_the_second_quarter_is_corrected_once() {
    let events = events(&settings(50));
    let scores: Vec<&Said> = of_kind(&events, "score").collect();
    assert_eq!(scores.len(), 3 * 7 + 1);
    let corrections: Vec<_> =
        scores.iter().filter(|score| score.fields.get("supersedes").is_some()).collect();
    let [correction] = corrections[..] else { panic!("{} corrections", corrections.len()) };
    let first = scores.iter().find(|score| {
        score.fields.get("supersedes").is_none() && correction.fields["supersedes"] == score.id.as_str()
    });
    let first = first.expect("what is corrected was said");
    assert_eq!(
        (&first.fields["of"], &first.fields["period"]),
        (&correction.fields["of"], &correction.fields["period"])
    );
    assert!(first.at < correction.at);
}

#[test]
fn other_years_and_other_numbers_of_members_are_possible() {
    let start = "2024-02-29".parse().unwrap();
    let leap = Settings { members: 20, start, seed: 5 };
    let closes = steps(&leap).iter().filter(|step| matches!(step, Step::Close { .. })).count();
    assert_eq!(closes, 13, "from the end of February 2024 to February 2025");
    assert!(matches!(Demo::new(&settings(3)), Err(DemoError::Members { asked: 3, .. })));
    let start = "9999-01-01".parse().unwrap();
    assert!(matches!(Demo::new(&Settings { start, ..leap }), Err(DemoError::Start(_))));
}

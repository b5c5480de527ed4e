//! The door of program files: `program check` says every mistake with its place, and no command takes such a file.

use super::{SHOP, journal, shop};
use crate::support::Place;
use crate::support::chance::Chance;

/// What the file is, and what is said about it.
fn cases() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let begin = "program: {id: p, zone: UTC, currency: PLN}\naccounts: {points: {of: member, unit: point}}\n";
    let text = |rest: &str| format!("{begin}{rest}").into_bytes();
    let bomb = {
        let levels = (1..9).map(|level| {
            format!("l{level}: &l{level} [*l{0}, *l{0}, *l{0}, *l{0}, *l{0}, *l{0}]\n", level - 1)
        });
        format!("l0: &l0 lol\n{}", levels.collect::<String>()).into_bytes()
    };
    vec![
        ("nothing", Vec::new(), "empty"),
        ("no text", vec![0xff, 0xfe, 0x00, 0x01], "UTF-8"),
        ("broken in the middle", [begin.as_bytes(), b"rules: {a: \xc3\x28}"].concat(), "UTF-8"),
        ("a list", b"- a\n- b\n".to_vec(), "found a list"),
        ("a key twice", text("rules:\n  a: {give: {points: 1}}\n  a: {give: {points: 2}}\n"), "twice"),
        ("aliases in aliases", bomb, "alias"),
        ("deep nesting", format!("{}{}", "[".repeat(50_000), "]".repeat(50_000)).into_bytes(), "deep"),
        ("deep maps", "{a: ".repeat(50_000).into_bytes(), "deep"),
        (
            "a number that is huge",
            text("rules: {a: {give: {points: 99999999999999999999999999}}}"),
            "99999999999999999999999999",
        ),
        ("a number below zero", text("rules: {a: {give: {points: -5}}}"), "-5"),
        ("a wrong type", text("rules: {a: {give: [points]}}"), "points"),
        ("an unknown name", text("rules: {a: {give: {pionts: 1}}}"), "did you mean `points`"),
        (
            "rules in a circle",
            text("rules:\n  a: {give: {points: 10 %, of: b}}\n  b: {give: {points: 10 %, of: a}}\n"),
            "circle",
        ),
        (
            "CEL that is wrong",
            text("rules: {a: {also: purchase.totl > 1, give: {points: 1}}}"),
            "did you mean `total`",
        ),
        (
            "CEL that is deep",
            text(&format!(
                "rules: {{a: {{also: \"{}true{}\", give: {{points: 1}}}}}}",
                "(".repeat(9_000),
                ")".repeat(9_000)
            )),
            "error[cel]",
        ),
        (
            "CEL that is dear",
            text(&format!(
                "rules: {{a: {{also: \"{}true{}\", give: {{points: 1}}}}}}",
                "purchase.lines.exists(l, ".repeat(12),
                ")".repeat(12)
            )),
            "error[cel]",
        ),
        ("a file beyond all size", vec![b' '; 20 << 20], "bytes"),
    ]
}

#[test]
fn every_bad_program_file_is_told_with_its_place_by_check_and_taken_by_no_command() {
    let place = shop();
    let before = journal(&place);
    let mut untold = Vec::new();
    for (name, bytes, said) in cases() {
        place.write("bad.yaml", &bytes);
        let check = place.run(&["program", "check", "bad.yaml"]);
        assert_eq!(check.code, 1, "{name}: {check:?}");
        if !check.said().contains(said) {
            untold.push(format!("{name}: {said}: {}", check.said()));
        }
        assert!(check.stdout.contains("bad.yaml"), "{name} has a place: {check:?}");
        for command in [
            &["apply", "bad.yaml", "--at", "2026-06-01T00:00:00Z"][..],
            &["plan", "bad.yaml"],
            &["test", "bad.yaml"],
            &["simulate", "bad.yaml", "first.ndjson"],
            &["program", "read", "bad.yaml"],
        ] {
            let ran = place.run(command);
            assert_eq!(ran.code, 1, "{name}: {command:?}: {ran:?}");
            assert!(ran.stderr.contains("program check bad.yaml"), "{name}: {command:?}: {ran:?}");
        }
        assert!(journal(&place) == before, "{name} left the books as they were");
    }
    assert!(untold.is_empty(), "{untold:#?}");
}

/// Sixty files that are the good one with a piece cut out, doubled or overwritten: told or taken, never worse.
#[test]
fn whatever_happens_to_a_program_file_it_is_read_or_refused() {
    let place = Place::new();
    let mut chance = Chance::new(5);
    for _ in 0..60 {
        let mut bytes = SHOP.as_bytes().to_vec();
        for _ in 0..=chance.below(3) {
            let from = chance.below(bytes.len() as u64) as usize;
            let to = from + chance.below(12).min((bytes.len() - from) as u64) as usize;
            match chance.below(3) {
                0 => drop(bytes.drain(from..to)),
                1 => bytes.extend_from_within(from..to),
                _ => bytes[from] = chance.below(256) as u8,
            }
        }
        place.write("damaged.yaml", &bytes);
        let ran = place.run(&["program", "check", "damaged.yaml"]);
        assert!(matches!(ran.code, 0 | 1), "{ran:?}: {}", String::from_utf8_lossy(&bytes));
    }
}

//! What `explain`, `statement` and `why-not` say of everything that is no plain purchase, with numbers added up by hand.
//!
//! Kawka sells coffee and cake. Anna buys coffee for 20.00 and cake for 30.00 on a Saturday: 50 points, twice as many for the
//! weekend, and three times as many for the cake: 60 of the 100 are the cake's, which makes 120 more.

use super::Place;

const KAWKA: &str = r"
program: {id: kawka, zone: Europe/Warsaw, currency: PLN, units: {stamp: {decimals: 0}}}
partners: {kawka: {issue_price: {points: 0.0200}, redemption_price: {points: 0.0150}}, kwiaty: {issue_price: {points: 0.0200}}}
attributes: {member: {birthday: date}}
relations: {member.brought_by: partner}
accounts:
  points: {of: member, unit: point, rounds: down, expires: {after: 6 months, at: quarter_end}}
  stamps: {of: member, unit: stamp}
measures: {spent: {of: member, sum: purchase.total, over: this year}}
tiers: {level: {of: member, by: spent, steps: {bronze: 0, silver: 500.00, gold: 1500.00}}}
defaults: {when: purchase, who: member, paid_by: purchase.partner, on_refund: by_line, multipliers: multiply}
rules:
  one_per_zloty: {give: {points: 1 per 1 PLN}}
  weekend: {if: {purchase.weekday: [sat, sun]}, give: {points: x2}}
  cakes_triple: {for: {line.category: cake}, give: {points: x3}}
  levels: {give: {points: {by: member.level, silver: x1.2, gold: x1.5, else: x1}}}
  happy: {if: {purchase.time: {from: '15:00', until: '17:00'}}, give: {points: 10}, best_of: hour}
  siesta: {if: {purchase.time: {from: '15:00', until: '16:00'}}, give: {points: 5}, best_of: hour}
  brings: {who: member.brought_by, give: {message: well_done}}
  once: {limit: {times: 1, per: member}, give: {stamps: 1}}
  birthday: {when: {clock: member.birthday, at: '08:00'}, give: {voucher: cake, at: kawka, valid: 14 days}, paid_by: coalition}
rewards:
  mug: {pay: {points: 50, money: 9.99}, give: {product: mug}, stock: 1, paid_by: coalition, text: {en: A mug, pl: Kubek}}
  till: {pay: {points: {each: 50, at_least: 100}}, give: {discount: 1.00}, paid_by: coalition}
policies: {spent_points: debt, holds: 15 minutes, transfers: {points: {at_least: 10}}}
";

const EVENTS: &str = r#"{"id":"s1","at":"2026-01-05T10:00","signup":{"member":"anna","birthday":"1990-03-08"}}
{"id":"s2","at":"2026-01-05T10:01","signup":{"member":"bob"}}
{"id":"e1","at":"2026-01-10T12:00","purchase":{"member":"anna","partner":"kawka","lines":{"a":{"category":"coffee","amount":"20.00","quantity":2},"b":["cake","30.00"]}}}
{"id":"e2","at":"2026-01-12T15:30","purchase":{"member":"bob","partner":"kwiaty","total":"100.00"}}
{"id":"m1","at":"2026-01-13T12:00","redemption":{"member":"anna","partner":"kawka","reward":"mug"}}
{"id":"m2","at":"2026-01-13T12:01","redemption":{"member":"bob","partner":"kawka","reward":"mug"}}
{"id":"x1","at":"2026-01-14T12:00","refund":{"purchase":"e2","lines":{"1":{"amount":"33.33"}}}}
{"id":"t1","at":"2026-01-15T12:00","transfer":{"from":"anna","to":"bob","points":70}}
{"id":"a1","at":"2026-01-16T12:00","adjustment":{"member":"bob","account":"points","amount":-6,"reason":"a slip at the till"}}
{"id":"h1","at":"2026-01-17T12:00","hold":{"member":"anna","partner":"kawka","reward":"till","points":100,"total":"10.00"}}
{"id":"h2","at":"2026-01-17T12:05","capture":{"hold":"h1"}}
{"id":"c1","at":"2026-01-18T12:00","cancellation":{"redemption":"m1"}}
{"id":"l1","at":"2026-01-11T12:00","purchase":{"member":"bob","partner":"kawka","total":"1.00"}}
{"id":"mm","at":"2026-01-19T12:00","merge":{"from":"bob","into":"anna"}}
"#;

fn books() -> Place {
    let place = Place::with_program(KAWKA);
    place.write("events.ndjson", EVENTS);
    place.ok(&["import", "events", "events.ndjson"]);
    place
}

/// What was said, with plain blanks between numbers and units.
fn said(place: &Place, arguments: &[&str]) -> String {
    place.ok(arguments).replace('\u{a0}', " ")
}

#[track_caller]
fn says(told: &str, lines: &[&str]) {
    for line in lines {
        assert!(told.lines().any(|said| said.trim_start() == *line), "{line}:\n{told}");
    }
}

#[test]
fn the_arithmetic_of_a_multiplier_on_some_lines_adds_up() {
    let told = said(&books(), &["explain", "e1"]);
    says(
        &told,
        &[
            "50 × 2 = 100: +50",
            "60 of these 100 came of its lines; 60 × 3 = 180, which is 120 more: +120",
            "kawka pays 120 × 0.02 = 2.40 zł",
            "May be spent until 2026-09-30 23:59.",
        ],
    );
}

#[test]
fn a_partner_is_called_as_the_program_calls_it() {
    let named = "words: {kwiaty: {en: Bloom & Sons, pl: Kwiaty Anny}}\n";
    let place = Place::with_program(&format!("{KAWKA}{named}"));
    place.write("events.ndjson", EVENTS);
    place.ok(&["import", "events", "events.ndjson"]);
    says(&said(&place, &["explain", "e2"]), &["Paid by Bloom & Sons."]);
    assert!(said(&place, &["explain", "e2", "--lang", "pl"]).contains("Kwiaty Anny"));
    // Machines are told the id.
    assert!(place.ok(&["explain", "e2", "--json"]).contains("partner:kwiaty"));
}

#[test]
fn a_gift_is_said_once() {
    let told = said(&books(), &["explain", "e1"]);
    assert_eq!(told.matches("rule cakes_triple").count(), 1, "{told}");
}

#[test]
fn a_refund_says_whose_gift_it_takes_back_by_which_policy_and_in_which_share() {
    let told = said(&books(), &["explain", "x1"]);
    // floor(100 × 66.67 ÷ 100.00) = 66.
    says(
        &told,
        &[
            "−34 points bob: taken back; the rule one_per_zloty had given it for e2 of 2026-01-12 15:30",
            "“one_per_zloty” is taken back by line: what is kept is its share of what remains of the lines, rounded down.",
            "100 × 66.67 ÷ 100 = 66.67, rounded down 66; 100 − 66 = 34 are taken back",
            "kwiaty pays 34 × 0.02 = 0.68 zł less",
            "33.33 zł back in money",
        ],
    );
}

#[test]
fn a_second_refund_reckons_with_the_first() {
    let place = books();
    place.write(
        "more.ndjson",
        r#"{"id":"y1","at":"2026-01-20T12:00","refund":{"purchase":"e1","lines":{"a":{"quantity":1}}}}
{"id":"y2","at":"2026-01-20T12:01","refund":{"purchase":"e1","lines":{"b":{"amount":"10.00"}}}}
"#,
    );
    place.ok(&["import", "events", "more.ndjson"]);
    // 40.00 of 50.00 remain after the first, 30.00 after the second; 20.00 of the cake's 30.00.
    let told = said(&place, &["explain", "y2"]);
    says(
        &told,
        &[
            "50 × 30 ÷ 50 = 30; 40 − 30 = 10 are taken back",
            "120 × 20 ÷ 30 = 80; 120 − 80 = 40 are taken back",
        ],
    );
}

#[test]
fn a_redemption_says_its_reward_its_price_and_which_points_went_first() {
    let told = said(&books(), &["explain", "m1"]);
    says(
        &told,
        &[
            "−50 points anna: price of the reward A mug (mug), at kawka",
            "50 points came of e1 (2026-01-10 12:00), good until 2026-09-30 23:59",
            "kawka is paid 50 × 0.015 = 0.75 zł",
            "product mug to anna: reward A mug (mug)",
            "9.99 zł to be paid at the till beside the points",
        ],
    );
}

#[test]
fn a_refused_redemption_says_what_is_lacking() {
    assert!(said(&books(), &["explain", "m2"]).ends_with("  Refused: none is left of A mug (mug).\n"));
}

#[test]
fn a_hold_its_capture_and_a_cancellation_say_what_they_reserve_spend_and_return() {
    let place = books();
    says(
        &said(&place, &["explain", "h1"]),
        &["100 points anna: reserved for till until 2026-01-17 12:15; nothing is spent yet"],
    );
    says(
        &said(&place, &["explain", "h2"]),
        &[
            "−100 points anna: price of the reward till, at kawka",
            "2 × 50 = 100",
            "2 zł off to anna: reward till",
        ],
    );
    says(
        &said(&place, &["explain", "c1"]),
        &[
            "+50 points anna: returned; the redemption m1 was cancelled",
            "50 points go back to what came of e1 (2026-01-10 12:00), good until 2026-09-30 23:59",
            "9.99 zł back in money",
        ],
    );
}

#[test]
fn a_hold_that_lapses_says_what_becomes_free() {
    let place = books();
    place.write(
        "more.ndjson",
        r#"{"id":"h3","at":"2026-01-20T12:00","hold":{"member":"anna","partner":"kawka","reward":"mug"}}"#,
    );
    place.ok(&["import", "events", "more.ndjson"]);
    place.ok(&["tick", "--at", "2026-01-20T13:00"]);
    let told = said(&place, &["statement", "anna", "--limit", "1"]);
    says(&told, &["50 points: the hold h3 of 2026-01-20 12:00 lapsed; what it reserved is free again"]);
}

#[test]
fn money_off_that_comes_back_is_told_with_who_pays_less() {
    let place = Place::with_program(
        r"
program: {id: off, zone: Europe/Warsaw, currency: PLN}
partners: {kawka: {}}
rules: {ten: {when: purchase, who: member, give: {discount: 10 %}, paid_by: coalition}}
",
    );
    place.write(
        "events.ndjson",
        r#"{"id":"e1","at":"2026-01-10T12:00","purchase":{"member":"anna","partner":"kawka","total":"100.00"}}
{"id":"x1","at":"2026-01-11T12:00","refund":{"purchase":"e1","lines":{"1":{"amount":"30.00"}}}}
"#,
    );
    place.ok(&["import", "events", "events.ndjson"]);
    says(
        &said(&place, &["explain", "e1"]),
        &[
            "10 zł off to anna: rule ten",
            "10 % × 100 = 10",
            "the coalition pays 10 zł",
            "kawka is paid 10 zł",
        ],
    );
    let told = said(&place, &["explain", "x1"]);
    says(
        &told,
        &[
            // 30.00 of the 90.00 that were paid come back, and with them a third of what was off.
            "10 × 60 ÷ 90 = 6.6666…, rounded 6.67; 10 − 6.67 = 3.33 are taken back",
            "the coalition pays 3.33 zł less",
            "kawka is paid 3.33 zł less",
        ],
    );
}

#[test]
fn a_transfer_a_correction_and_a_merge_say_from_whom_to_whom_and_why() {
    let place = books();
    says(
        &said(&place, &["explain", "t1"]),
        &[
            "−70 points anna: given to bob",
            "70 points came of e1 (2026-01-10 12:00), good until 2026-09-30 23:59",
            "+70 points bob: given by anna",
        ],
    );
    says(&said(&place, &["explain", "a1"]), &["−6 points bob: corrected by hand: a slip at the till"]);
    says(&said(&place, &["explain", "mm"]), &["The record of bob is now part of that of anna."]);
}

#[test]
fn an_expiry_says_what_expired_and_since_when() {
    let place = books();
    place.ok(&["tick", "--at", "2026-10-01T00:00"]);
    let told = said(&place, &["statement", "anna", "--limit", "1"]);
    says(
        &told,
        &[
            "50 points came of e1 (2026-01-10 12:00), good until 2026-09-30 23:59",
            "balance of points: 0 points",
        ],
    );
    assert!(told.contains("points: expired; it was good until 2026-09-30 23:59"), "{told}");
}

#[test]
fn a_statement_marks_what_came_late_and_shows_the_codes_of_vouchers() {
    let place = books();
    let told = said(&place, &["explain", "l1"]);
    assert!(told.contains("[l1]  late: it came when the books stood at 2026-01-18 12:00\n"), "{told}");
    place.ok(&["tick", "--at", "2026-03-08T09:00"]);
    let told = said(&place, &["statement", "anna"]);
    assert!(told.contains("  voucher cake, code "), "{told}");
    says(&told, &["Honoured until 2026-03-22 07:59.", "Honoured at kawka."]);
}

#[test]
fn why_not_says_which_times_and_tiers_would_do_and_which_rule_came_first() {
    let told = said(&books(), &["why-not", "bob", "e2"]);
    says(
        &told,
        &[
            "The day of the week was Monday; only another time would do; the rule asks: on Saturdays and Sundays \
             (purchase.weekday).",
            "Your level was Bronze, for which this rule gives nothing; it gives for Silver (from 500 zł: the total of \
             your purchases this year), Gold (from 1,500 zł: the total of your purchases this year) (member.level).",
            "The rule happy comes before it: only one of the two gives.",
            "There was nobody to benefit: the rule is for the partner who brought you in.",
        ],
    );
    let told = said(&books(), &["why-not", "anna", "e1"]);
    says(
        &told,
        &[
            "The time of day was 12:00; only another time would do; the rule asks: between 15:00 and 17:00 (purchase.time).",
        ],
    );
}

#[test]
fn why_not_of_a_refund_sends_to_explain() {
    let told = said(&books(), &["why-not", "bob", "x1"]);
    assert!(told.starts_with("No rule is for this kind of event."), "{told}");
}

#[test]
fn nothing_stays_english_in_another_language() {
    let place = books();
    let words = [" of ", "Paid", "taken", "the ", "rule ", "pays", "good until", "Refused", "back"];
    for language in ["pl", "ru", "uk"] {
        for event in ["e1", "x1", "m1", "m2", "t1", "h1", "h2", "c1", "l1", "mm"] {
            // What the program names in English stays so.
            let told = said(&place, &["explain", event, "--lang", language]).replace("A mug", "");
            let english: Vec<_> = words.iter().filter(|word| told.contains(**word)).collect();
            assert!(english.is_empty(), "{language}: {english:?} in {told}");
        }
        let told = said(&place, &["statement", "kwiaty", "--lang", language]);
        assert!(!words.iter().any(|word| told.contains(word)), "{told}");
        let told = said(&place, &["why-not", "bob", "e2", "--lang", language]);
        assert!(!["would", "only", "was ", "rule "].iter().any(|word| told.contains(word)), "{told}");
    }
}

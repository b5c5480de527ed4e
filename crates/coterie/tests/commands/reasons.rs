//! `explain`, `statement`, `why-not`.

use super::{files, shop};
use crate::support::Place;
use serde_json::json;

#[test]
fn explain_says_rule_sentence_and_arithmetic_in_a_language() {
    let place = shop();
    // Numbers and their units do not part at the end of a line.
    let told = place.ok(&["explain", "b", "--lang", "pl"]).replace('\u{a0}', " ");
    for line in [
        "#2 2026-03-02 10:00  zakupy uczestnika bartek u partnera polana, 120,50 zł  [b]",
        "  +120 punktów bartek: reguła a_point_per_zloty",
        "    pełnych 1 w 120,50: 120; 120 × 1 = 120",
        "    polana płaci 120 × 0,01 = 1,20 zł",
        "  +10 punktów bartek: reguła ten_for_a_big_basket",
        "    Przy każdych zakupach za co najmniej 100 zł otrzymujesz 10 punktów.",
        "    polana płaci 10 × 0,01 = 0,10 zł",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}: {told}");
    }
    assert_eq!(place.ok(&["explain", "#2"]), place.ok(&["explain", "b"]));
    let told = place.json(&["explain", "b"]);
    let gifts: Vec<_> = told["gifts"].as_array().unwrap().iter().map(|gift| gift["amount"].clone()).collect();
    assert_eq!(gifts, ["120", "10"]);
    assert_eq!(told["gifts"][0]["arithmetic"], "full 1.00 in 120.50: 120; 120 × 1 = 120");
    let text = told["told"][1]["text"].as_str().unwrap().replace('\u{a0}', " ");
    assert_eq!(text, "+10 points bartek: rule ten_for_a_big_basket");
}

#[test]
fn a_statement_lists_what_came_and_what_remains() {
    let place = shop();
    let told = place.ok(&["statement", "bartek"]).replace('\u{a0}', " ");
    for line in [
        "#2 2026-03-02 10:00  purchase of bartek at polana, 120.50 zł  [b]",
        "  +120 points: rule a_point_per_zloty",
        "    full 1 in 120.50: 120; 120 × 1 = 120",
        "    Paid by polana.",
        "  +10 points: rule ten_for_a_big_basket",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}: {told}");
    }
    let sums = "sum of points: +130 points earned; together +130 points\nbalance of points: 130 points\n";
    assert!(told.ends_with(sums), "{told}");
    let told = place.json(&["statement", "partner:polana", "--limit", "1"]);
    assert_eq!(told["entries"].as_array().unwrap().len(), 1);
    assert_eq!(told["entries"][0]["position"], 2, "the latest");
}

#[test]
fn a_statement_sums_all_that_is_asked_for_and_says_what_it_leaves_out() {
    let place = shop();
    place.write(
        "more.ndjson",
        r#"{"id": "c", "at": "2026-03-03T10:00:00Z", "purchase": {"member": "bartek", "partner": "polana", "total": "5.00"}}"#,
    );
    place.ok(&["import", "events", "more.ndjson"]);
    let told = place.ok(&["statement", "bartek", "--limit", "1"]).replace('\u{a0}', " ");
    // 130 first, then 5.
    let end = "(Shown are 1 of 2 entries; the sums are of all of them.)\n\
               sum of points: +135 points earned; together +135 points\n\
               balance of points: 135 points\n";
    assert!(told.starts_with("#3 ") && told.ends_with(end), "the latest is shown: {told}");
    // What lies between two balances is summed.
    let end = "balance of points before: 130 points\n\
               sum of points: +5 points earned; together +5 points\n\
               balance of points: 135 points\n";
    for since in [["--after", "2"], ["--from", "2026-03-03"]] {
        let told = place.ok(&[&["statement", "bartek"][..], &since].concat()).replace('\u{a0}', " ");
        assert!(told.starts_with("#3 ") && told.ends_with(end), "{told}");
    }
    let told = place.ok(&["statement", "bartek", "--after", "0", "--limit", "1"]);
    assert!(told.starts_with("#2 ") && told.contains("(Shown are 1 of 2 entries"), "{told}");
    let asked = |range: &[&str]| {
        let told = place.json(&[&["statement", "bartek"], range].concat());
        (
            told["entries_in_all"].as_u64().unwrap(),
            told["sums"][0].as_str().map(|sum| sum.replace('\u{a0}', " ")),
        )
    };
    let march = Some("sum of points: +135 points earned; together +135 points".to_owned());
    assert_eq!(asked(&["--period", "2026-03"]), (2, march));
    let first = Some("sum of points: +130 points earned; together +130 points".to_owned());
    assert_eq!(asked(&["--to", "2026-03-03T10:00:00Z"]), (1, first), "not at its end");
    assert_eq!(asked(&["--period", "2026-04"]), (0, None));
}

#[test]
fn a_statement_is_never_cut_short_of_what_was_asked_for() {
    let place = files();
    place.ok(&["apply", "shop.yaml", "--at", "2020-01-01T00:00:00Z"]);
    let event = |number: usize| {
        format!(
            r#"{{"id": "e{number}", "at": "2026-03-01T10:00:00Z", "purchase": {{"member": "anna", "partner": "polana", "total": "2.00"}}}}"#
        )
    };
    place.write("many.ndjson", (0..1_100).map(event).collect::<Vec<_>>().join("\n"));
    place.ok(&["import", "events", "many.ndjson"]);
    let told = place.json(&["statement", "anna", "--limit", "1000000"]);
    assert_eq!((told["entries"].as_array().unwrap().len(), &told["entries_in_all"]), (1_100, &1_100.into()));
    let told = place.ok(&["statement", "anna"]).replace('\u{a0}', " ");
    assert!(told.contains("(Shown are 50 of 1 100 entries"), "{told}");
    assert!(told.contains("+2,200 points earned"), "1,100 times 2: {told}");
}

#[test]
fn a_statement_of_nobody_is_refused() {
    let place = shop();
    for nobody in ["member:polana", "member:eve", "partner:anna", "eve"] {
        let ran = place.run(&["statement", nobody]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
        assert!(ran.stderr.contains(&format!("nobody is called {nobody} in these books")), "{ran:?}");
    }
}

#[test]
fn a_partners_statement_has_the_money_line_by_line_and_in_sum() {
    let place = shop();
    let told = place.ok(&["statement", "polana"]).replace('\u{a0}', " ");
    // 20 + 120 + 10 = 150 points at 0.01.
    for line in [
        "  20 points issued: rule a_point_per_zloty",
        "    polana pays 20 × 0.01 = 0.20 zł",
        "    polana pays 120 × 0.01 = 1.20 zł",
        "    polana pays 10 × 0.01 = 0.10 zł",
        "sum: 150 points issued, less what came back; polana pays 150 × 0.01 = 1.50 zł",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}: {told}");
    }
}

#[test]
fn why_not_names_the_rule_and_what_would_have_done() {
    let place = shop();
    let told = place.json(&["why-not", "anna", "a"]);
    let obstacle = json!({
        "about": "purchase.total", "actual": "20.00", "needs": "100.00",
        "sentence": "The total of your purchase was 20\u{a0}zł; 100\u{a0}zł would do (purchase.total).",
    });
    assert_eq!(told["did_not_give"], json!([{"rule": "ten_for_a_big_basket", "because": [obstacle]}]));
    assert_eq!(place.ok(&["why-not", "bartek", "b"]), "Every rule for this kind of event gave.\n");
    // If it had been anna's, it would have given her the same.
    assert_eq!(
        place.ok(&["why-not", "anna", "b"]),
        "This event was of bartek. What follows is what would have been if it had been of anna.\n\
         Every rule for this kind of event gave.\n"
    );
    let of = |member: &str| place.json(&["why-not", member, "b"])["of"].clone();
    assert_eq!((of("anna"), of("bartek")), (json!("member:bartek"), json!("member:bartek")));
    let polish = place.ok(&["why-not", "anna", "a", "--lang", "pl"]).replace('\u{a0}', " ");
    assert_eq!(
        polish,
        "ten_for_a_big_basket\n  Kwota Twoich zakupów: 20 zł; wystarczy: 100 zł (purchase.total).\n"
    );
}

#[test]
fn a_code_that_would_have_done_is_shown_as_people_type_it() {
    let place = Place::with_program(
        "
program: {id: shop, zone: UTC, currency: EUR}
partners: {kawka: {}}
accounts: {points: {of: member, unit: point}}
rules: {the_best: {if: {purchase.codes: {has: BEST}}, give: {points: 5}}}
",
    );
    place.write(
        "e.ndjson",
        r#"{"id": "a", "at": "2026-02-03T10:00", "purchase": {"member": "anna", "partner": "kawka", "total": "10.00"}}"#,
    );
    place.ok(&["import", "events", "e.ndjson"]);
    let told = place.ok(&["why-not", "anna", "a"]);
    assert!(told.contains("BEST") && !told.contains("8E5T"), "{told}");
}

/// A limit of 100 points a month, which a purchase of 150.00 on a Saturday takes all of; and three rules that share 7 stamps.
const LIMITED: &str = "
program: {id: limited, zone: UTC, currency: PLN, units: {stamp: {decimals: 0}}}
partners: {kawka: {}}
accounts: {points: {of: member, unit: point}, cash: {of: member, unit: PLN}, stamps: {of: member, unit: stamp}}
rules:
  base: {give: {points: 1 per 1 PLN}, limit: {points: 100, per: member, every: month}}
  saturday: {if: {purchase.weekday: sat}, give: {points: x2}}
  tenth: {give: {cash: 10 %, of: base}}
  one: {give: {stamps: 5}, limit: {stamps: 7, per: member, shared: pot}}
  two: {give: {stamps: 5}, limit: {stamps: 7, per: member, shared: pot}}
  three: {give: {stamps: 5}, limit: {stamps: 7, per: member, shared: pot}}
";

#[test]
fn why_not_names_the_limit_of_another_rule_and_what_the_same_event_used_up() {
    let place = Place::with_program(LIMITED);
    let purchase = |id: &str, at: &str, total: &str| {
        format!(
            r#"{{"id": "{id}", "at": "{at}", "purchase": {{"member": "anna", "partner": "kawka", "total": "{total}"}}}}"#
        )
    };
    let events = [purchase("a", "2026-01-03T10:00", "150.00"), purchase("b", "2026-01-03T11:00", "50.00")];
    place.write("e.ndjson", events.join("\n"));
    place.ok(&["import", "events", "e.ndjson"]);
    let told = |event: &str| place.ok(&["why-not", "anna", event]).replace('\u{a0}', " ");
    assert_eq!(
        told("a"),
        "saturday\n  It multiplies what the rule base gives, whose limit (100 points) has no room for more; it has room again \
         from 2026-02-01 00:00.\n\
         three\n  Its limit (7 stamps) was used up by what rules gave before it for the same event; there is room again only \
         when something is taken back, or a hold of somebody else ends.\n"
    );
    let second = told("b");
    for (rule, reason) in [
        ("base", "Its limit (100 points) is used up; there is room again from 2026-02-01 00:00."),
        ("saturday", "It builds on what the rule base gives, and that gave nothing for this event."),
        ("tenth", "It builds on what the rule base gives, and that gave nothing for this event."),
    ] {
        assert!(second.contains(&format!("{rule}\n  {reason}\n")), "{rule}: {second}");
    }
    // 10 % of 100 points is 10.00.
    let told = place.ok(&["explain", "a"]).replace('\u{a0}', " ");
    assert!(
        told.contains("earn as cash 10 zł per 100 points of what") && told.contains("10 % × 100 = 10\n"),
        "{told}"
    );
}

#[test]
fn large_numbers_are_written_in_one_way_on_a_screen_and_plainly_in_json() {
    let place = Place::with_program(LIMITED);
    place.write(
        "e.ndjson",
        r#"{"id": "a", "at": "2026-01-05T10:00", "purchase": {"member": "anna", "partner": "kawka", "total": "12000.00"}}"#,
    );
    place.ok(&["import", "events", "e.ndjson"]);
    let told = place.ok(&["explain", "a"]).replace('\u{a0}', " ");
    assert!(
        told.contains("at kawka, 12,000 zł") && told.contains("12,000 ÷ 1 × 1 = 12,000, limited to 100"),
        "{told}"
    );
    let told = place.json(&["explain", "a"]);
    assert_eq!(told["gifts"][0]["arithmetic"], "12000.00 ÷ 1.00 × 1 = 12000, limited to 100");
}

/// Three purchases under a version that counts nothing; the next version counts them, those before it too, and two more follow.
#[test]
fn why_not_knows_what_a_later_version_counted_of_the_past() {
    let head = "program: {id: shop, zone: UTC, currency: PLN}
partners: {polana: {issue_price: 0.01, redemption_price: 0.009}}
accounts: {points: {of: member, unit: point}}
";
    let place = Place::with_program(&format!("{head}rules:\n  plain: {{give: {{points: 1 per 1 PLN}}}}\n"));
    let purchase = |id: &str, day: u32| {
        format!(
            r#"{{"id": "{id}", "at": "2026-01-{day:02}T10:00:00Z", "purchase": {{"member": "anna", "partner": "polana", "total": "10.00"}}}}
"#
        )
    };
    place.write("before.ndjson", [("a", 5), ("b", 6), ("c", 7)].map(|(id, day)| purchase(id, day)).concat());
    place.ok(&["import", "events", "before.ndjson"]);
    place.write(
        "counting.yaml",
        format!(
            "{head}measures: {{visits: {{of: member, count: purchase, over: always}}}}
rules:
  plain: {{give: {{points: 1 per 1 PLN}}}}
  third: {{if: {{visits: 3}}, give: {{points: 5}}}}
"
        ),
    );
    place.ok(&["apply", "counting.yaml", "--at", "2026-01-10T00:00:00Z"]);
    place.write("after.ndjson", [("d", 11), ("e", 12)].map(|(id, day)| purchase(id, day)).concat());
    place.ok(&["import", "events", "after.ndjson"]);
    // Three before the fourth: it gave.
    assert!(place.ok(&["explain", "d"]).contains("rule third"));
    assert_eq!(place.json(&["why-not", "anna", "d"])["did_not_give"], json!([]));
    // Four before the fifth.
    let told = place.ok(&["why-not", "anna", "e"]).replace('\u{a0}', " ");
    assert_eq!(told, "third\n  The number of your purchases was 4; 3 would do (visits).\n");
}

/// Jan's 0.50 give no point. Anna has 300 points of two purchases, of which 41 are given away for a fee of a tenth; 50 are reserved and lapse; 100 buy 1.00 off a
/// basket that is returned; the month's close gives 10.
#[test]
fn a_statement_says_what_came_back_what_moved_nothing_and_on_which_terms() {
    let program = "program: {id: small, zone: UTC, currency: PLN}
partners: {polana: {issue_price: 0.01, redemption_price: 0.01}}
accounts: {points: {of: member, unit: point, rounds: down, expires: {after: 90 days}}}
measures: {month: {of: member, sum: purchase.total, over: this month}}
rules:
  plain: {give: {points: 1 per 1 PLN}, on_refund: never}
  monthly: {when: {close: month}, who: member, if: {month: {at_least: 100.00}}, give: {points: 10}, paid_by: coalition}
rewards:
  till: {pay: {points: {each: 100}}, give: {discount: 1.00}}
  tea: {pay: {points: 50}, give: {product: tea}}
policies: {holds: 1 hour, transfers: {points: {fee: 10 %}}}
";
    let place = Place::with_program(program);
    place.write(
        "events.ndjson",
        r#"{"id": "j", "at": "2026-03-01T09:00:00Z", "purchase": {"member": "jan", "partner": "polana", "total": "0.50"}}
{"id": "a", "at": "2026-03-01T10:00:00Z", "purchase": {"member": "anna", "partner": "polana", "total": "30.00"}}
{"id": "b", "at": "2026-03-02T10:00:00Z", "purchase": {"member": "anna", "partner": "polana", "total": "270.00"}}
{"id": "t", "at": "2026-03-03T10:00:00Z", "transfer": {"from": "anna", "to": "jan", "points": "41"}}
{"id": "h", "at": "2026-03-04T10:00:00Z", "hold": {"member": "anna", "partner": "polana", "reward": "tea"}}
{"id": "s", "at": "2026-03-05T10:00:00Z", "redemption": {"member": "anna", "partner": "polana", "reward": "till", "points": "100", "total": "20.00"}}
{"id": "p", "at": "2026-03-05T10:01:00Z", "purchase": {"member": "anna", "partner": "polana", "total": "20.00", "redemption": "s", "tender": {"points": "1.00"}}}
{"id": "r", "at": "2026-03-06T10:00:00Z", "refund": {"purchase": "p"}}
"#,
    );
    place.ok(&["import", "events", "events.ndjson"]);
    place.ok(&["tick", "--at", "2026-04-01"]);
    let position = place.json(&["close", "--period", "2026-03"])["position"].as_u64().unwrap();
    let told = place.ok(&["statement", "anna"]).replace('\u{a0}', " ");
    for line in [
        // 41 and a fee of 4.1, rounded down.
        "  −45 points: given to jan",
        "    Of it, the fee is 4 points.",
        "  50 points: the hold h of 2026-03-04 10:00 lapsed; what it reserved is free again",
        "  +100 points: returned; with these points p had been paid in part",
        // 30 + 270 + 20 and 10; what was given away is no kind of its own.
        "sum of points: +330 points earned, −100 points spent, +100 points returned, −45 points otherwise; \
         together +285 points",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}: {told}");
    }
    // Jan's 41 came of two lots, that end on two days: 30 and 11.
    let told = place.ok(&["explain", "t"]).replace('\u{a0}', " ");
    for line in [
        "    30 points: May be spent until 2026-05-30 09:59.",
        "    11 points: May be spent until 2026-05-31 09:59.",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}: {told}");
    }
    let told = place.ok(&["statement", "jan"]);
    assert!(told.contains("  jan: nothing moved on any account.\n"), "{told}");
    let told = place.ok(&["explain", &format!("#{position}")]);
    assert!(told.contains(&format!("What that set off stands behind it: #{}", position + 1)), "{told}");
}

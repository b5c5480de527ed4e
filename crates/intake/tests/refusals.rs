//! Each refusal says where, why and how to mend it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use coterie_intake::limits::{BASKET_LINES_MAX, PROBLEMS_MAX};
use support::{accepted, body, read, refused};

fn of_text(text: &str) -> Vec<String> {
    read(text).unwrap_err().iter().map(ToString::to_string).collect()
}

#[track_caller]
fn says(kind: &str, text: &str, problems: &[&str]) {
    assert_eq!(refused(kind, text), problems);
}

#[test]
fn an_event_has_an_id_a_time_and_one_kind() {
    assert_eq!(
        of_text("{}"),
        [
            "id: the event has no `id` (give each event an id that its source uses once, for ever)",
            "at: the event does not say when: `at` is missing (write `\"at\": \"2026-03-07T18:30\"`)",
            "the event does not say what happened (write `{\"id\": \"e1\", \"at\": \"2026-03-07T18:30\", \"purchase\": {…}}`)",
        ]
    );
    assert_eq!(
        of_text("[]"),
        [
            "an event is a map, not a list (write `{\"id\": \"e1\", \"at\": \"2026-03-07T18:30\", \"purchase\": {…}}`)"
        ]
    );
    let two = r#"{"id": "e1", "at": "2026-03-07", "release": {"hold": "h"}, "approval": {"of": "e"}}"#;
    assert_eq!(
        of_text(two),
        ["approval: the event already is a release; one event says one thing (send two events)"]
    );
    let misspelt = r#"{"id": " e1", "at": "2026-02-30", "source": "", "purchas": {}}"#;
    assert_eq!(
        of_text(misspelt),
        [
            "purchas: there is no event `purchas` (did you mean `purchase`?)",
            "id: it begins or ends with a blank",
            "source: an id has at least one character",
            "at: the calendar has no day 2026-02-30",
            "purchas.partner: the event `purchase` has no `partner`",
            "purchas: a purchase has lines or a total (write `\"total\": \"100.00\"` or `\"lines\": {\"a\": [\"food\", \"100.00\"]}`)",
        ]
    );
    assert_eq!(
        of_text(r#"{"id": "e1", "at": "2026-03-07", "apply": {}}"#),
        ["apply: a program is not applied by an event (a program is applied with its file)"]
    );
    let long = format!(
        r#"{{"id": "{}", "at": "2026-03-07", "source": "{}", "approval": {{"of": "e"}}}}"#,
        "i".repeat(129),
        "s".repeat(65)
    );
    assert_eq!(
        of_text(&long),
        ["id: it has 129 bytes, at most 128 are allowed", "source: it has 65 bytes, at most 64 are allowed"]
    );
}

#[test]
fn a_text_that_is_not_json_says_where() {
    assert_eq!(of_text(r#"{"id": "e1" "at""#), ["this is not JSON: `,` or `}` is expected at column 13"]);
    assert_eq!(of_text(&"[".repeat(100_000)), ["lists and maps are nested more than 8 deep at column 9"]);
    assert_eq!(
        of_text(r#"{"id": "e1", "id": "e2"}"#),
        ["`id` is written twice in one map, which ends at column 24"]
    );
    assert_eq!(of_text(&" ".repeat(1_048_577)), ["an event has at most 1048576 bytes"]);
}

#[test]
fn all_problems_of_a_purchase_are_said_at_once() {
    says(
        "purchase",
        r#"{"membr": "anna", "partner": "polna", "codes": [""], "lines": [
            {"category": "food", "amount": "1.005"}, {"amout": 5}, ["food", "-1"], ["food"],
            {"amount": 1, "discount": 2}, {"amount": 1, "quantity": -1}, {"amount": 1, "quantity": 1.5, "brnd": "x"}, null,
            {"amount": 1, "tax": "1.01"}]}"#,
        &[
            "purchase.membr: the event `purchase` has no field `membr` (did you mean `member`?)",
            "purchase.partner: there is no partner `polna` (did you mean `polana`?)",
            "purchase.codes[0]: an id has at least one character",
            "purchase.lines[0].amount: `1.005` has 3 decimals, but PLN has 2",
            "purchase.lines[1].amout: a line has no field `amout` (did you mean `amount`?)",
            "purchase.lines[2][1]: the amount is below zero (a return is an event `refund`)",
            "purchase.lines[3]: a line in brackets has a category and an amount, not 1 values (write `[\"food\", \"100.00\"]`)",
            "purchase.lines[4].discount: the discount is more than the line's amount",
            "purchase.lines[5].quantity: the quantity is below zero (a return is an event `refund`)",
            "purchase.lines[6].quantity: `1.5` is not a whole number",
            "purchase.lines[6].brnd: a line has no field `brnd` (did you mean `brand`?)",
            "purchase.lines[7]: a line is expected, not nothing (write `[\"food\", \"100.00\"]` or `{\"category\": \"food\", \"amount\": \"100.00\"}`)",
            "purchase.lines[8].tax: the tax is more than the line's amount, which contains it",
        ],
    );
}

#[test]
fn a_basket_adds_up() {
    says(
        "purchase",
        r#"{"member": "anna"}"#,
        &[
            "purchase.partner: the event `purchase` has no `partner`",
            "purchase: a purchase has lines or a total (write `\"total\": \"100.00\"` or `\"lines\": {\"a\": [\"food\", \"100.00\"]}`)",
        ],
    );
    let of = |text: &str| refused("purchase", &format!(r#"{{"partner": "polana", {text}}}"#));
    assert_eq!(
        of(r#""lines": {"a": ["food", 1], "b": {"amount": 1, "id": "a"}}"#),
        ["purchase.lines: two lines have the id `a`"]
    );
    assert_eq!(
        of(r#""total": -1"#),
        ["purchase.total: the amount is below zero (a return is an event `refund`)"]
    );
    assert_eq!(
        of(r#""total": 1, "shipping": 2"#),
        ["purchase.shipping: the shipping is more than the total, which contains it"]
    );
    assert_eq!(
        of(r#""total": 1, "tender": {"points": 2}"#),
        ["purchase.tender: the tender is more than the total, of which it is a part"]
    );
    assert_eq!(
        of(r#""total": 1, "tender": {"card": 1}"#),
        ["purchase.tender.card: a tender has no field `card` (it has: `gift_card`, `points`)"]
    );
    assert_eq!(
        of(r#""lines": [["food", "9999999999.99"], ["food", "9999999999.99"]]"#),
        ["purchase.lines: the lines come to more than the largest amount taken here"]
    );
    assert_eq!(
        of(r#""total": {"amount": 1, "currency": "EUR"}"#),
        ["purchase.total.currency: the amount is in `EUR`, but PLN is expected"]
    );
    assert_eq!(
        of(r#""total": "1,50""#),
        ["purchase.total: `1,50` is not a number in plain digits (write `1.50`)"]
    );
    assert_eq!(of(r#""total": 1e3"#), ["purchase.total: `1e3` is not a number in plain digits"]);
    assert_eq!(
        of(r#""total": null"#),
        ["purchase.total: an amount is expected, not nothing (leave the field out)"]
    );
    let many: Vec<String> = (0..=BASKET_LINES_MAX).map(|_| r#"["food", 1]"#.to_owned()).collect();
    assert_eq!(
        of(&format!(r#""lines": [{}]"#, many.join(","))),
        ["purchase.lines: there are 1001 lines, at most 1000 are allowed"]
    );
    assert!(
        of(r#""lines": "food""#)[0]
            .starts_with("purchase.lines: lines are a map or a list, not the text `food`")
    );
    assert_eq!(accepted("purchase", r#"{"partner": "polana", "total": 0}"#).lines[0].amount, 0);
}

#[test]
fn a_refund_is_of_a_purchase_and_of_something() {
    says(
        "refund",
        r#"{"lines": []}"#,
        &[
            "refund.lines: no line is named (leave `lines` out to give back all that remains)",
            "refund.purchase: the event `refund` has no `purchase`",
        ],
    );
    let of = |lines: &str| refused("refund", &format!(r#"{{"purchase": "e1", "lines": {lines}}}"#));
    assert_eq!(of(r#"{"a": {"quantity": 0}}"#), ["refund.lines.a.quantity: `0` is below 1"]);
    assert_eq!(
        of(r#"{"a": {"amount": 0}}"#),
        ["refund.lines.a.amount: the amount given back is not above zero"]
    );
    assert_eq!(
        of(r#"{"a": {"amount": 1, "quantity": 1}}"#),
        ["refund.lines.a: say how many pieces or how much money comes back, not both"]
    );
    assert_eq!(
        of(r#"{"a": {"category": "x"}}"#),
        [
            "refund.lines.a.category: a line given back has no field `category` (it has: `amount`, `id`, `quantity`)"
        ]
    );
    assert_eq!(
        of(r#"{"a": 1}"#),
        [
            "refund.lines.a: a map is expected, not the number `1` (write `{\"quantity\": 1}` or `{\"amount\": \"5.00\"}`)"
        ]
    );
    assert_eq!(of(r#"["a", "a"]"#), ["refund.lines: two lines have the id `a`"]);
    assert_eq!(of("[{}]"), ["refund.lines[0].id: the line has no id"]);
}

#[test]
fn amounts_of_accounts_are_checked_against_the_account() {
    says(
        "redemption",
        "{}",
        &[
            "redemption.member: the event `redemption` has no `member`",
            "redemption.reward: the event `redemption` has no `reward`",
        ],
    );
    let of = |text: &str| refused("redemption", &format!(r#"{{"member": "anna", "reward": "r", {text}}}"#));
    assert_eq!(
        of(r#""amount": 1"#),
        [
            "redemption.amount: it does not say of which account (name the `account`, or write its name instead of `amount`)"
        ]
    );
    assert_eq!(
        of(r#""account": "point", "amount": 1"#),
        ["redemption.account: there is no account `point` (did you mean `points`?)"]
    );
    assert_eq!(of(r#""points": 1.5"#), ["redemption.points: `1.5` has 1 decimal, but point is whole"]);
    assert_eq!(of(r#""points": 0"#), ["redemption.amount: the amount is not above zero"]);
    assert_eq!(
        of(r#""points": 1, "cashback": 1"#),
        [
            "redemption.cashback: the event already names the account `points` (send one event for each account)",
            "redemption.cashback: the event already says how much",
        ]
    );
    assert_eq!(of(r#""times": 0"#), ["redemption.times: `0` is below 1"]);
    assert_eq!(
        of(r#""times": 1001"#),
        ["redemption.times: `1001` is beyond the largest number taken here, 1000"]
    );
    assert_eq!(of(r#""up_to": "maybe""#), ["redemption.up_to: yes or no is expected, not the text `maybe`"]);
}

#[test]
fn an_adjustment_concerns_one_record_that_holds_the_account() {
    says(
        "adjustment",
        "{}",
        &[
            "adjustment.reason: the event `adjustment` has no `reason`",
            "adjustment: the event does not say how much of which account (write `\"points\": 100`)",
            "adjustment: the event does not say whose account: member, partner, employee or household",
        ],
    );
    let of = |text: &str| refused("adjustment", &format!(r#"{{"reason": "r", {text}}}"#));
    assert_eq!(
        of(r#""partner": "bistro", "points": 1"#),
        ["adjustment.partner: a partner holds no account `points`; a member does"]
    );
    assert_eq!(
        of(r#""member": "anna", "partner": "bistro", "points": 1"#),
        ["adjustment.partner: an adjustment concerns one record, and a member is named already"]
    );
    assert_eq!(
        of(r#""member": "anna", "points": 0"#),
        ["adjustment.amount: an adjustment by nothing changes nothing"]
    );
    assert_eq!(
        of(r#""member": "anna", "account": "points""#),
        ["adjustment.amount: the event does not say how much"]
    );
    assert_eq!(
        of(r#""member": "anna", "cashback": "10000000000.01""#),
        ["adjustment.cashback: `10000000000.01` is beyond the largest number taken here, 10000000000.00"]
    );
}

#[test]
fn transfers_merges_and_tiers_name_what_fits() {
    says(
        "transfer",
        r#"{"from": "anna", "to": "anna", "points": -5}"#,
        &["transfer.amount: the amount is not above zero", "transfer.to: both sides are the same member"],
    );
    says("merge", r#"{"from": "anna", "into": "anna"}"#, &["merge.into: both sides are the same member"]);
    says("tier", r#"{"step": "gold"}"#, &["tier: the event does not say whose tier: member or partner"]);
    says(
        "tier",
        r#"{"member": "anna", "step": "glod"}"#,
        &["tier.step: there is no step of `level` `glod` (did you mean `gold`?)"],
    );
    says(
        "tier",
        r#"{"member": "anna", "rank": "proven"}"#,
        &["tier.member: the tiers `rank` are of a partner, not of a member"],
    );
    says(
        "tier",
        r#"{"member": "anna", "tier_set": "levels", "step": "gold"}"#,
        &["tier.tier_set: there is no tier set `levels` (did you mean `level`?)"],
    );
    assert!(refused("close", r#"{"period": "March"}"#)[0].starts_with("close.period: `March` is not "));
}

#[test]
fn values_have_the_declared_type() {
    says(
        "member",
        r#"{"member": "an\u0007na", "birthday": "1990-02-30", "vip": 1, "segment": "c", "city": ["x"], "inviter": {"who": "bartek"},
            "brought_by": "nobody"}"#,
        &[
            "member.member: it has the control character U+0007",
            "member.birthday: the calendar has no day 1990-02-30",
            "member.vip: yes or no is expected, not the number `1`",
            "member.segment: `c` is not one of the words allowed here (write one of: a, b)",
            "member.city: a text is expected, not a list",
            "member.inviter.who: a relation has no field `who` (it has: `is`, `since`)",
            "member.inviter: the relation does not say with whom (write `{\"is\": \"anna\", \"since\": \"2026-03-01\"}`)",
            "member.brought_by: there is no partner `nobody` (add it to the program's `partners`, or send an event `partner` first)",
        ],
    );
    let long = "x".repeat(1_025);
    assert_eq!(
        refused("review", &format!(r#"{{"stars": "five", "comment": "{long}"}}"#)),
        [
            "review.stars: `five` is not a number in plain digits",
            "review.comment: the text has 1025 bytes, at most 1024 are allowed",
        ]
    );
    assert_eq!(refused("review", "{}"), ["review.stars: the event `review` has no `stars`"]);
    assert_eq!(
        refused("review", "7"),
        ["review: the fields of a review are expected as a map, not the number `7`"]
    );
    assert_eq!(
        refused("score", r#"{"factor": -1, "n": -1}"#),
        [
            "score.factor: `-1` is not a decimal from 0 to 1000000000",
            "score.n: `-1` is below 0",
            "score.of: the event `score` has no `of`",
        ]
    );
    assert_eq!(
        refused("employee", r#"{"employee": "ewa", "shift": "09:30:01"}"#),
        ["employee.shift: `09:30:01` has seconds; times of day are whole minutes here"]
    );
    assert_eq!(refused("voucher", r#"{"code": "--"}"#), ["voucher.code: `--` has no letter or digit"]);
}

#[test]
fn the_list_of_problems_is_bounded() {
    let lines: Vec<String> = (0..1_000).map(|_| r#"["food", "x"]"#.to_owned()).collect();
    let text = body("purchase", &format!(r#"{{"partner": "polana", "lines": [{}]}}"#, lines.join(",")));
    assert_eq!(read(&text).unwrap_err().len(), PROBLEMS_MAX);
}

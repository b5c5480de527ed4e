//! What came late for a closed period, as `explain` and `statement` tell it: the period in words, and the difference worked out.
//!
//! Kiosk is brought Anna, of whose purchases it gets 1 %, from 1,000.00 a month 2 %, from 5,000.00 3 %; and 1 % a quarter.
//! January has 7,000.00, of which it gets 3 %: 210.00.

use super::Place;

const KIOSK: &str = "\
program: {id: kiosk, zone: Europe/Warsaw, currency: PLN, late: 40 days}
partners: {shop: {}, kiosk: {}}
relations: {member.brought_by: partner}
accounts:
  bonus: {of: partner, unit: PLN}
  extra: {of: partner, unit: PLN}
measures:
  sales: {of: partner, via: member.brought_by, sum: purchase.total, over: this month}
  quarter: {of: partner, via: member.brought_by, sum: purchase.total, over: this quarter}
rules:
  volume:
    when: {close: month}
    who: partner
    give: {bonus: {steps: partner.sales, 0: 1 %, 1000.00: 2 %, 5000.00: 3 %}, of: partner.sales}
    paid_by: coalition
  faithful: {when: {close: quarter}, who: partner, give: {extra: 1 %, of: partner.quarter}, paid_by: coalition}
";

fn books() -> Place {
    let place = Place::with_program(KIOSK);
    import(
        &place,
        &[
            r#"{"id":"s","at":"2026-01-05T09:00","signup":{"member":"anna","brought_by":"kiosk"}}"#,
            &purchase("e1", "2026-01-05T10:00", "1000.00"),
            &purchase("e2", "2026-01-31T12:00", "6000.00"),
            &purchase("e3", "2026-02-28T23:00", "100.00"),
        ],
    );
    place
}

fn purchase(id: &str, at: &str, total: &str) -> String {
    format!(
        r#"{{"id":"{id}","at":"{at}","purchase":{{"member":"anna","partner":"shop","total":"{total}"}}}}"#
    )
}

fn import(place: &Place, events: &[&str]) {
    place.write("events.ndjson", events.join("\n"));
    place.ok(&["import", "events", "events.ndjson"]);
}

fn close(place: &Place, now: &str, period: &str) {
    place.ok(&["tick", "--at", now]);
    place.ok(&["close", "--period", period]);
}

/// What was said of the kiosk, with plain blanks between numbers and units.
fn statement(place: &Place, language: &str) -> String {
    place.ok(&["statement", "kiosk", "--lang", language]).replace('\u{a0}', " ")
}

#[track_caller]
fn says(told: &str, parts: &[&str]) {
    for part in parts {
        assert!(told.contains(part), "{part}:\n{told}");
    }
}

#[test]
fn what_came_late_is_given_as_the_difference_to_what_the_close_gave() {
    let place = books();
    close(&place, "2026-02-10T00:00", "2026-01");
    import(&place, &[&purchase("late", "2026-01-20T00:00", "6000.00")]);
    close(&place, "2026-03-10T00:00", "2026-02");
    // 13,000.00 × 3 % = 390.00, of which the close gave 210.00.
    says(
        &statement(&place, "en"),
        &[
            "what came late for January 2026 changes for kiosk (volume)\n",
            "3 % × 13,000 = 390; 210 of it was given before: 390 − 210 = 180",
        ],
    );
    says(
        &statement(&place, "pl"),
        &[
            "zmiana dla kiosk po tym, co z opóźnieniem przyszło za styczeń 2026 (volume)\n",
            "3 % × 13 000 = 390; z tego 210 przyznano wcześniej: 390 − 210 = 180",
        ],
    );
}

#[test]
fn what_a_late_refund_takes_back_is_the_difference_as_well() {
    let place = books();
    close(&place, "2026-02-10T00:00", "2026-01");
    import(&place, &[r#"{"id":"r","at":"2026-02-11T00:00","refund":{"purchase":"e2"}}"#]);
    close(&place, "2026-03-10T00:00", "2026-02");
    // 1,000.00 × 2 % = 20.00 is left of 210.00.
    says(
        &statement(&place, "en"),
        &[
            "what came late for January 2026 changes for kiosk (volume)\n",
            "taken back; the rule volume had given it for January 2026\n",
            "With what came late it gives 20; it had given 210: 210 − 20 = 190\n",
        ],
    );
    says(
        &statement(&place, "ru"),
        &["с опозданием пришло за январь 2026 года (volume)\n", "210 − 20 = 190\n"],
    );
    says(&statement(&place, "uk"), &["із запізненням надійшло за січень 2026 року (volume)\n"]);
}

#[test]
fn a_quarter_is_called_by_its_number() {
    let place = books();
    close(&place, "2026-04-10T00:00", "2026-Q1");
    import(&place, &[&purchase("late", "2026-03-31T23:59", "900.00")]);
    close(&place, "2026-07-10T00:00", "2026-Q2");
    // 7,100.00 and 900.00 are 8,000.00: 80.00, of which the close gave 71.00.
    says(
        &statement(&place, "en"),
        &[
            "what came late for the first quarter of 2026 changes for kiosk (faithful)\n",
            "1 % × 8,000 = 80; 71 of it was given before: 80 − 71 = 9",
        ],
    );
}

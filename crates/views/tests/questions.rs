//! What the tables answer, checked by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod village;

use coterie_ledger::{Amount, Party};
use coterie_views::{AccountStatement, SettlementReport, Unsealed, Views};
use std::collections::BTreeMap;
use village::{Village, member, partner};

fn projected(village: &Village) -> Views {
    let mut views = Views::in_memory(Box::new(Unsealed)).unwrap();
    views.project(&village.journal).unwrap();
    views
}

fn account<'r>(report: &'r SettlementReport, who: &str, account: &str) -> &'r AccountStatement {
    let partner = report.partners.iter().find(|statement| statement.partner == who).unwrap();
    partner.accounts.iter().find(|statement| statement.account == account).unwrap()
}

fn numbers(of: &AccountStatement) -> [i64; 5] {
    [of.issued, of.redeemed, of.expired, of.pays, of.paid].map(Amount::get)
}

#[test]
fn a_month_is_settled_from_the_points_kept() {
    let mut village = Village::new();
    let first = village.buys("anna", "bakery", "2026-01-10T09:00", 9_000);
    village.buys("anna", "bakery", "2026-01-11T09:00", 9_900);
    village.returns(&first, "2026-01-20", Some(3_000));
    village.redeems("anna", "bakery", "2026-01-21", "a_loaf");
    let report = projected(&village).settlement(&village.program, "2026-01").unwrap();
    // 90 + 99 points, 30 taken back: 159 at 1 grosz; 100 redeemed at 0.9 grosz.
    assert_eq!(numbers(account(&report, "partner:bakery", "points")), [159, 100, 0, 159, 90]);
    assert_eq!([report.pays, report.paid, report.remainder].map(Amount::get), [159, 90, 69]);
    assert_eq!(report.closed_by, None);
}

#[test]
fn what_comes_after_the_close_is_the_next_open_periods_correction() {
    let mut village = Village::new();
    village.buys("anna", "bakery", "2026-01-10T09:00", 9_000);
    let refunded = village.buys("anna", "bakery", "2026-01-11T09:00", 8_000);
    let close = village.closes("2026-01", "2026-02-02");
    village.buys_late("bartek", "bakery", "2026-01-31T23:59", 5_000, "2026-02-03");
    village.buys("bartek", "bakery", "2026-02-04", 1_000);
    village.returns(&refunded, "2026-02-05", None);
    let views = projected(&village);
    let january = views.settlement(&village.program, "2026-01").unwrap();
    let february = views.settlement(&village.program, "2026-02").unwrap();
    assert_eq!(january.closed_by, Some(close));
    assert_eq!(numbers(account(&january, "partner:bakery", "points")), [170, 0, 0, 170, 0]);
    let corrected = account(&february, "partner:bakery", "points");
    // 50 late and 10 new; 80 taken back on the refund's own day, which is February's.
    assert_eq!(numbers(corrected), [-20, 0, 0, -20, 0]);
    assert_eq!(corrected.issued_late.get(), 50);
    assert_eq!(account(&january, "partner:bakery", "points").issued_late.get(), 0);
}

#[test]
fn what_a_close_sets_off_belongs_to_the_closed_period() {
    let village = Village::with_history();
    let views = projected(&village);
    let january = views.settlement(&village.program, "2026-01").unwrap();
    let given = january.coalition.iter().find(|of| of.account == "points").unwrap();
    assert_eq!((given.issued.get(), given.issued_late.get(), given.pays.get()), (7, 0, 0));
}

#[test]
fn a_refused_close_closes_nothing() {
    let mut village = Village::new();
    village.closes("2026-02", "2026-02-10");
    village.buys("anna", "bakery", "2026-02-11", 5_000);
    let views = projected(&village);
    assert_eq!(views.settlement_periods().unwrap(), ["2026-02"]);
    assert_eq!(views.settlement(&village.program, "2026-02").unwrap().closed_by, None);
}

#[test]
fn a_partner_that_settles_by_the_quarter_is_in_no_month() {
    let village = Village::with_history();
    let views = projected(&village);
    assert_eq!(views.settlement_periods().unwrap(), ["2026-01", "2026-02", "2026-03", "2026-Q1", "2026-Q2"]);
    let quarter = views.settlement(&village.program, "2026-Q1").unwrap();
    let names: Vec<&str> = quarter.partners.iter().map(|statement| statement.partner.as_str()).collect();
    assert_eq!(names, ["partner:smithy"]);
    // 500 of 700 and 300 points, at 2 grosz; 100 of them redeemed there at 0.9 grosz.
    assert_eq!(numbers(account(&quarter, "partner:smithy", "points"))[..2], [800, 100]);
    assert_eq!(numbers(account(&quarter, "partner:smithy", "points"))[3..], [1_600, 90]);
}

#[test]
fn money_off_that_points_bought_is_not_paid_for_twice() {
    let village = Village::with_history();
    let quarter = projected(&village).settlement(&village.program, "2026-Q1").unwrap();
    let bought = account(&quarter, "partner:smithy", "discounts_for_points");
    assert_eq!((bought.redeemed.get(), bought.paid.get(), bought.redemption_price), (100, 0, None));
    let january = projected(&village).settlement(&village.program, "2026-01").unwrap();
    // The coalition paid for five złoty off at the bakery.
    assert_eq!(numbers(account(&january, "partner:bakery", "discounts")), [0, 500, 0, 0, 500]);
}

#[test]
fn the_lines_of_every_statement_add_up_to_it() {
    let village = Village::with_history();
    let mut views = projected(&village);
    let parties = [partner("bakery"), partner("smithy"), Party::coalition()];
    for period in views.settlement_periods().unwrap() {
        let report = views.settlement(&village.program, &period).unwrap();
        for party in &parties {
            let mut sums: BTreeMap<String, [i64; 3]> = BTreeMap::new();
            for position in views.settlement_positions(&period, party, None, 1_000).unwrap() {
                let entry = &village.journal[position as usize].1;
                let lines = views.settlement_lines(position, entry, party).unwrap();
                assert!(!lines.is_empty());
                for line in lines {
                    assert_eq!(line.period, period);
                    let sum = sums.entry(line.account).or_default();
                    match line.book {
                        "issued" | "clawed" => sum[0] -= line.amount.get(),
                        "redeemed" => sum[1] += line.amount.get(),
                        "expired" => sum[2] += line.amount.get(),
                        book => panic!("{book} is not expected here"),
                    }
                }
            }
            let statement = report.partners.iter().find(|known| known.partner == party.to_string());
            let accounts = match statement {
                Some(statement) => &statement.accounts[..],
                None if *party == Party::coalition() => &report.coalition[..],
                None => &[],
            };
            let told: BTreeMap<String, [i64; 3]> = accounts
                .iter()
                .map(|of| (of.account.clone(), [of.issued, of.redeemed, of.expired].map(Amount::get)))
                .collect();
            assert_eq!(sums, told, "{party} in {period}");
        }
    }
}

#[test]
fn a_statement_finds_every_entry_that_concerned_a_party() {
    let mut village = Village::new();
    village.buys("anna", "bakery", "2026-01-10", 1_000);
    village.buys("bartek", "bakery", "2026-01-11", 1_000);
    let refused = village.redeems("anna", "bakery", "2026-01-12", "a_loaf");
    let merged = village.merges("bartek", "anna", "2026-01-13");
    village.sweep("2026-03-31");
    let views = projected(&village);
    let anna = views.statement(&member("anna"), None, 100).unwrap();
    assert_eq!(&anna[..3], [1, refused, merged]);
    assert!(anna.len() > 3, "what expired concerns her too");
    assert_eq!(views.statement(&member("anna"), Some(1), 1).unwrap(), [refused]);
    assert_eq!(views.statement_back(&member("anna"), Some(merged), 1).unwrap(), [refused]);
    assert_eq!(views.statement(&member("nobody"), None, 100).unwrap(), [0; 0]);
}

#[test]
fn members_are_listed_by_page_and_found_by_what_is_known_of_them() {
    let village = Village::with_history();
    let views = projected(&village);
    let first = views.members(None, None, 1).unwrap();
    assert_eq!(first.rows[0].party, "member:anna");
    let second = views.members(None, first.next.as_deref(), 1).unwrap();
    assert_eq!((second.rows[0].party.as_str(), second.next), ("member:bartek", None));
    assert_eq!(second.rows[0].merged_into.as_deref(), Some("member:anna"));
    let found = |text: &str| views.members(Some(text), None, 10).unwrap().rows.len();
    assert_eq!([found("gdansk"), found("an%"), found("_"), found("BART")], [1, 0, 0, 1]);
    let names: Vec<bool> = first.rows[0].attributes.iter().map(|attribute| attribute.is_personal).collect();
    assert_eq!(names, [false, true]);
}

#[test]
fn sales_and_refunds_count_at_the_purchases_partner() {
    let village = Village::with_history();
    let books = projected(&village).books().unwrap();
    let bakery = books.partners["partner:bakery"].sales;
    // 200.00 and, late, 100.00; all of the first came back in two parts, less what was off.
    assert_eq!((bakery.purchases, bakery.revenue, bakery.refunds), (2, 30_000, 2));
    assert_eq!(books.partners["partner:smithy"].sales.revenue, 100_000);
    assert_eq!((books.sales.purchases, books.members), (4, 1));
}

#[test]
fn the_liability_without_enough_data_is_the_whole() {
    let mut village = Village::new();
    village.buys("anna", "bakery", "2026-01-10", 30_000);
    village.redeems("anna", "bakery", "2026-01-11", "a_loaf");
    let liability = projected(&village).liability(&village.program, "points").unwrap();
    // 295 points, five złoty being off; 195 are left, at 0.9 grosz: 175.5.
    assert_eq!(
        (liability.outstanding.get(), liability.gross.get(), liability.expected.get()),
        (195, 176, 176)
    );
    assert_eq!((liability.breakage.rate, liability.breakage.n), (None, 0));
}

#[test]
fn a_purchase_on_which_nothing_is_given_is_a_sale_all_the_same() {
    let mut village = Village::new();
    village.buys("anna", "smithy", "2026-02-03T10:00", 5_000);
    village.buys("anna", "smithy", "2026-02-03T11:00", 50);
    let sales = projected(&village).books().unwrap().partners["partner:smithy"].sales;
    assert_eq!((sales.purchases, sales.revenue), (2, 5_050));
}

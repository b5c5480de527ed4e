//! Amounts and moments as each country writes them.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it says")]

use coterie_calendar::{Instant, Period, Zone};
use coterie_program::compile;
use coterie_program::compiled::Unit;
use coterie_program::ids::Registry;
use coterie_sentences::{
    Language, format_amount, format_amount_of, format_exact, format_instant, format_period,
};

fn unit(name: &str, decimals: u8, is_money: bool) -> Unit {
    Unit { name: name.to_owned(), decimals, is_money, forms: Vec::new() }
}

#[test]
fn money_stands_with_its_sign() {
    let zloty = unit("PLN", 2, true);
    assert_eq!(format_amount(&zloty, 1_234_560, Language::Pl), "12\u{a0}345,60\u{a0}zł");
    assert_eq!(format_amount(&zloty, 20_000, Language::Pl), "200\u{a0}zł");
    assert_eq!(format_amount(&zloty, 1_234_560, Language::En), "12,345.60\u{a0}zł");
    assert_eq!(format_amount(&unit("USD", 2, true), 999, Language::En), "$9.99");
    assert_eq!(format_amount(&unit("USD", 2, true), -999, Language::En), "\u{2212}$9.99");
    assert_eq!(format_amount(&unit("UAH", 2, true), 5_000_000, Language::Uk), "50\u{a0}000\u{a0}₴");
    assert_eq!(format_amount(&unit("KZT", 2, true), 150_000, Language::Ru), "1\u{a0}500\u{a0}₸");
    assert_eq!(format_amount(&unit("CHF", 2, true), 150, Language::En), "1.50\u{a0}CHF");
}

#[test]
fn points_stand_in_their_plural() {
    let point = unit("point", 0, false);
    let said = |language| [1, 2, 5, 22].map(|amount| format_amount(&point, amount, language)).join(", ");
    assert_eq!(said(Language::En), "1 point, 2 points, 5 points, 22 points");
    assert_eq!(said(Language::Pl), "1 punkt, 2 punkty, 5 punktów, 22 punkty");
    assert_eq!(said(Language::Ru), "1 балл, 2 балла, 5 баллов, 22 балла");
    assert_eq!(said(Language::Uk), "1 бал, 2 бали, 5 балів, 22 бали");
    assert_eq!(format_amount(&unit("point", 1, false), 15, Language::Pl), "1,5 punktu");
    assert_eq!(format_amount(&unit("golden_leaf", 0, false), 3, Language::Pl), "3\u{a0}golden leaf");
}

#[test]
fn a_moment_is_a_day_and_a_time_unless_the_day_begins() {
    let warsaw = Zone::named("Europe/Warsaw").unwrap();
    let said = |text, language| format_instant(Instant::parse(text, &warsaw).unwrap(), &warsaw, language);
    assert_eq!(said("2026-03-07T00:00", Language::Pl), "7 marca 2026");
    assert_eq!(said("2026-03-07T00:00", Language::Ru), "7 марта 2026 года");
    assert_eq!(said("2026-03-07T00:00", Language::Uk), "7 березня 2026 року");
    assert_eq!(said("2026-03-07T18:30", Language::Pl), "7 marca 2026, godz. 18:30");
    assert_eq!(said("2026-03-07T18:30", Language::En), "7 March 2026 at 18:30");
}

#[test]
fn a_period_is_said_as_it_stands_behind_for() {
    let warsaw = Zone::named("Europe/Warsaw").unwrap();
    let said = |period, text, language| {
        format_period(period, Instant::parse(text, &warsaw).unwrap(), &warsaw, language)
    };
    let month = |language| said(Period::Month, "2026-03-31T23:59", language);
    assert_eq!(
        Language::ALL.map(month),
        ["March 2026", "marzec 2026", "март 2026 года", "березень 2026 року"]
    );
    let quarter = |language| said(Period::Quarter, "2026-03-31T23:59", language);
    assert_eq!(
        Language::ALL.map(quarter),
        [
            "the first quarter of 2026",
            "pierwszy kwartał 2026",
            "первый квартал 2026 года",
            "перший квартал 2026 року"
        ]
    );
    let fourth = |language| said(Period::Quarter, "2026-10-01T00:00", language);
    assert_eq!(fourth(Language::Ru), "четвёртый квартал 2026 года");
    let year = |language| said(Period::Year, "2026-12-31T23:59", language);
    assert_eq!(Language::ALL.map(year), ["2026", "rok 2026", "2026 год", "2026 рік"]);
    // 30 December 2024 is the Monday of the first week of 2025.
    let week = |language| said(Period::Week, "2024-12-30T00:00", language);
    assert_eq!(
        Language::ALL.map(week),
        ["week 1 of 2025", "1. tydzień 2025", "1-ю неделю 2025 года", "1-й тиждень 2025 року"]
    );
    assert_eq!(said(Period::Day, "2026-03-07T12:00", Language::Pl), "7 marca 2026");
}

#[test]
fn a_unit_with_forms_of_its_own_stands_in_them() {
    let text = include_str!("programs/units-with-forms.yaml");
    let program = compile(text, &Registry::default()).unwrap_or_else(|wrong| panic!("{wrong:#?}")).program;
    let leaf = program.units.values().find(|unit| unit.name == "leaf").unwrap();
    let said = |language| {
        let all = [1, 2, 5, 21, 22].map(|amount| format_amount_of(&program, leaf, amount, language));
        format!("{}, {}", all.join(", "), format_exact(&program, leaf, "1.5", language))
    };
    assert_eq!(said(Language::En), "1 leaf, 2 leaves, 5 leaves, 21 leaves, 22 leaves, 1.5 leaves");
    assert_eq!(said(Language::Pl), "1 liść, 2 liście, 5 liści, 21 liści, 22 liście, 1,5 liścia");
    assert_eq!(said(Language::Ru), "1 лист, 2 листа, 5 листьев, 21 лист, 22 листа, 1,5 листа");
    assert_eq!(said(Language::Uk), "1 листок, 2 листки, 5 листків, 21 листок, 22 листки, 1,5 листка");
}

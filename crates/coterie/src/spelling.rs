//! How counts, amounts and moments are written for people. Results in JSON have them plain.

use coterie_calendar::{Instant, Zone};
use coterie_decide::decision::Reason;
use coterie_ledger::Amount;
use coterie_program::compiled::Program;

/// A count with its thousands apart: `12 345`.
pub(crate) fn count(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if count < 0 { format!("-{text}") } else { text }
}

/// A count of things: `1 refund`, `1 234 refunds`.
pub(crate) fn many(number: i64, one: &str, more: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { more })
}

/// An amount in smallest parts, its thousands apart: `1 234.50`.
pub(crate) fn amount(amount: i64, decimals: u8) -> String {
    if decimals == 0 {
        return count(amount);
    }
    Amount::new(amount).map_or_else(|_| amount.to_string(), |amount| apart(&amount.format(decimals)))
}

/// A decimal number that is text already, its thousands apart and its sign kept: `+1 234.50`.
pub(crate) fn apart(number: &str) -> String {
    let (whole, part) = number.find('.').map_or((number, ""), |point| number.split_at(point));
    let unsigned = whole.trim_start_matches(['+', '-']);
    let sign = &whole[..whole.len() - unsigned.len()];
    unsigned.parse().map_or_else(|_| number.to_owned(), |whole| format!("{sign}{}{part}", count(whole)))
}

/// A text whose numbers have their thousands apart: `13 000.00 × 3 %`. What is no number by itself stays: names, times, days.
pub(crate) fn numbers_apart(text: &str) -> String {
    let word = |word: &str| {
        let is_digit = |letter: char| letter.is_ascii_digit();
        let digits = word.find(is_digit).zip(word.rfind(is_digit)).map(|(first, last)| first..last + 1);
        let Some(digits) = digits else { return word.to_owned() };
        let (before, number, after) = (&word[..digits.start], &word[digits.clone()], &word[digits.end..]);
        let is_number = number.chars().all(|letter| is_digit(letter) || letter == '.')
            && before.chars().all(|letter| "(+-\u{2212}".contains(letter))
            && after.chars().all(|letter| "),;:.%".contains(letter));
        if is_number { format!("{before}{}{after}", apart(number)) } else { word.to_owned() }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Money of a program's currency, in minor units, its thousands apart.
pub(crate) fn money(program: &Program, minor: i64) -> String {
    amount(minor, program.units[program.currency].decimals)
}

/// A moment as the zone's clocks show it: `2026-02-01 00:00`, with seconds when there are any. Typed as an argument it means
/// the same moment; the second of two alike, when clocks are put back, has its offset: `2026-10-25T02:30:00+01:00`.
pub(crate) fn moment(at: Instant, zone: &Zone) -> String {
    let exact = at.in_zone(zone);
    let local = exact.get(..LOCAL).zip(exact.get(LOCAL..)).map(|(minute, rest)| {
        let second: String = rest.chars().take_while(|c| matches!(c, ':' | '.' | '0'..='9')).collect();
        let second = if second == ":00" { "" } else { &second };
        format!("{}{second}", minute.replacen('T', " ", 1))
    });
    local.filter(|local| Instant::parse(local, zone) == Ok(at)).unwrap_or(exact)
}

/// Why the program refused something: `out of stock`.
pub(crate) fn reason(reason: Reason) -> String {
    let word = serde_json::to_value(reason).ok();
    word.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().replace('_', " ")
}

/// Up to the minute.
const LOCAL: usize = "2026-02-01T00:00".len();

#[cfg(test)]
mod tests {
    use super::{amount, apart, count, many, moment, numbers_apart};
    use coterie_calendar::{Instant, Zone};

    #[test]
    fn thousands_stand_apart_on_either_side_of_zero() {
        assert_eq!((count(0).as_str(), count(-1_234_567).as_str()), ("0", "-1 234 567"));
        assert_eq!([many(1, "cake", "cakes"), many(2_000, "cake", "cakes")], ["1 cake", "2 000 cakes"]);
        assert_eq!(amount(123_456, 2), "1 234.56");
        assert_eq!([apart("+1234567.50"), apart("-0.75"), apart("999")], ["+1 234 567.50", "-0.75", "999"]);
        assert_eq!(
            numbers_apart("r_2026: 3 % × 13000.00 = 390.00, limited to 1000; -1010 points (spent 2000)"),
            "r_2026: 3 % × 13 000.00 = 390.00, limited to 1 000; -1 010 points (spent 2 000)"
        );
        assert_eq!((amount(-75, 2).as_str(), amount(-123_456, 0).as_str()), ("-0.75", "-123 456"));
    }

    #[test]
    fn a_moment_is_written_as_the_zones_clocks_show_it_and_reads_back_as_itself() {
        let warsaw = Zone::named("Europe/Warsaw").unwrap();
        for (at, shown) in [
            ("2026-01-31T23:00:00Z", "2026-02-01 00:00"),
            ("2026-07-01T10:00:05Z", "2026-07-01 12:00:05"),
            ("2025-12-31T22:59:59.999Z", "2025-12-31 23:59:59.999"),
            ("2026-10-25T00:30:00Z", "2026-10-25 02:30"),
            ("2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"),
        ] {
            let at: Instant = at.parse().unwrap();
            assert_eq!(moment(at, &warsaw), shown);
            assert_eq!(Instant::parse(shown, &warsaw), Ok(at), "{shown}");
        }
    }
}

//! Days, moments and lengths of time in words.

use crate::{Language, Texts};
use coterie_calendar::{Date, Instant, Period, Span, TimeOfDay, Zone};

/// A day: `7 March 2026`, `7 marca 2026`.
pub(crate) fn date(date: Date, texts: &Texts) -> String {
    let values = [
        ("day", date.day().to_string()),
        ("month", month_word(i64::from(date.month())).to_owned()),
        ("year", date.year().to_string()),
    ];
    texts.say("date", &values)
}

/// The word by which the texts choose a month, 1–12.
pub(crate) fn month_word(month: i64) -> &'static str {
    const WORDS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = usize::try_from(month).unwrap_or(1).clamp(1, 12) - 1;
    WORDS[at]
}

/// A moment in a zone: the day alone when it begins there, else with the time of day.
pub fn format_instant(at: Instant, zone: &Zone, language: Language) -> String {
    let texts = Texts::of(language);
    let local = zone.local(at);
    let day = date(local.date(), texts);
    if local.time() == TimeOfDay::MIDNIGHT {
        return day;
    }
    texts.say("moment", &[("date", day), ("time", local.time().to_string())])
}

/// The period that contains a moment, as it stands behind "for": `March 2026`, `the first quarter of 2026`, `за 10-ю неделю`.
pub fn format_period(period: Period, at: Instant, zone: &Zone, language: Language) -> String {
    const QUARTERS: [&str; 4] = ["first", "second", "third", "fourth"];
    const MONTHS_PER_QUARTER: usize = 3;
    let texts = Texts::of(language);
    let first_day = zone.local(zone.start_of(period, at)).date();
    let year = ("year", first_day.year().to_string());
    match period {
        Period::Day => date(first_day, texts),
        Period::Week => {
            // A week may begin in the year before that it belongs to: the label knows both.
            let label = zone.label(period, at);
            let (year, week) = label.split_once("-W").unwrap_or((&label, ""));
            let week = week.trim_start_matches('0').to_owned();
            texts.say("period-week", &[("week", week), ("year", year.to_owned())])
        }
        Period::Month => {
            let month = month_word(i64::from(first_day.month())).to_owned();
            texts.say("period-month", &[("month", month), year])
        }
        Period::Quarter => {
            let quarter = QUARTERS[(usize::from(first_day.month()) - 1) / MONTHS_PER_QUARTER].to_owned();
            texts.say("period-quarter", &[("quarter", quarter), year])
        }
        Period::Year => texts.say("period-year", &[year]),
    }
}

const MILLIS_PER_SECOND: i64 = 1000;
const SECONDS_PER_MINUTE: i64 = 60;
const SECONDS_PER_HOUR: i64 = 3600;
const MONTHS_PER_YEAR: i32 = 12;

/// The number that a length of time begins with, in plain digits: it agrees with "the last" and "the first".
pub(crate) fn leading_count(span: Span) -> String {
    let counts = parts(span);
    counts.iter().find(|(_, count)| *count != 0).map_or(0, |(_, count)| *count).to_string()
}

fn parts(span: Span) -> [(&'static str, i64); 6] {
    let seconds = span.millis / MILLIS_PER_SECOND;
    let in_years = span.months > MONTHS_PER_YEAR && span.months % MONTHS_PER_YEAR == 0;
    let (years, months) = if in_years { (span.months / MONTHS_PER_YEAR, 0) } else { (0, span.months) };
    [
        ("span-years", i64::from(years)),
        ("span-months", i64::from(months)),
        ("span-days", i64::from(span.days)),
        ("span-hours", seconds / SECONDS_PER_HOUR),
        ("span-minutes", seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE),
        ("span-seconds", seconds % SECONDS_PER_MINUTE),
    ]
}

/// A length of time: `12 months`, `2 years`, `30 days`. One year is said as the twelve months that members count.
pub(crate) fn span(span: Span, texts: &Texts, case: &str) -> String {
    let say = |id, count: i64| {
        let count = count.to_string();
        let plural = texts.plural(&count).to_owned();
        texts.say(id, &[("count", count), ("plural", plural), ("case", case.to_owned())])
    };
    let said: Vec<String> =
        parts(span).into_iter().filter(|(_, count)| *count != 0).map(|(id, count)| say(id, count)).collect();
    if said.is_empty() { say("span-days", 0) } else { said.join(" ") }
}

//! The table for people, on the terminal and in `RESULTS.md`.

use crate::figure::{Figure, shown};

/// What stands above it in `RESULTS.md` is written anew by every run, what stands below it is kept.
const MARKER: &str = "<!-- Remarks: `make bench` keeps what stands below this line. -->";

/// The figures as a Markdown table, its columns aligned.
pub(crate) fn table(figures: &[Figure]) -> String {
    let header = ["figure", "value", "limit", "unit", "ratio", "goal", "met"].map(str::to_owned);
    let number = |value: Option<f64>| value.map(shown).unwrap_or_default();
    let rows = figures.iter().map(|figure| {
        [
            figure.name.to_owned(),
            shown(figure.value),
            number(figure.limit),
            figure.unit.to_owned(),
            number(figure.ratio()),
            figure.goal_in_words(),
            (if figure.is_met() { "yes" } else { "**no**" }).to_owned(),
        ]
    });
    let all: Vec<[String; 7]> = std::iter::once(header).chain(rows).collect();
    let width = |column: usize| all.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..7).map(width).collect();
    let is_number = |column: usize| matches!(column, 1 | 2 | 4);
    let mut text = String::new();
    for (place, row) in all.iter().enumerate() {
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let cell = if is_number(column) { format!("{cell:>width$}") } else { format!("{cell:<width$}") };
            text.push_str(&format!("| {cell} "));
        }
        text.push_str("|\n");
        if place == 0 {
            for (column, width) in widths.iter().enumerate() {
                let end = if is_number(column) { ":" } else { "-" };
                text.push_str(&format!("|{}{end}", "-".repeat(width + 1)));
            }
            text.push_str("|\n");
        }
    }
    text
}

/// `RESULTS.md`: where and when, the table, and the remarks that stood there before.
pub(crate) fn page(machine: &str, date: &str, figures: &[Figure], before: &str) -> String {
    let remarks = before.split_once(MARKER).map_or("\n", |(_, remarks)| remarks);
    format!(
        "# Results\n\nWritten by `make bench` on {date}; what each figure is, its file in `src/` says.\n\n{machine}\n\n{}\n{MARKER}{remarks}",
        table(figures)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Goal;

    fn figures() -> Vec<Figure> {
        vec![
            Figure {
                name: "group_100",
                value: 48_210.0,
                unit: "events/s",
                limit: Some(9_000.0),
                goal: Goal::AtLeast(4.0),
            },
            Figure { name: "open_1m", value: 1.25, unit: "s", limit: None, goal: Goal::Below(1.0) },
        ]
    }

    #[test]
    fn the_table_is_aligned() {
        let expected = "\
| figure    |  value | limit | unit     | ratio | goal       | met    |
|-----------|-------:|------:|----------|------:|------------|--------|
| group_100 | 48,210 | 9,000 | events/s | 5.357 | ratio >= 4 | yes    |
| open_1m   |   1.25 |       | s        |       | < 1 s      | **no** |
";
        assert_eq!(table(&figures()), expected);
    }

    #[test]
    fn remarks_are_kept_and_everything_above_them_is_written_anew() {
        let first = page("A machine.", "2026-01-01", &figures(), "");
        let remarked = format!("{first}\nopen_1m falls short by 0.25 s.\n");
        let second = page("A machine.", "2026-02-02", &figures()[..1], &remarked);
        assert!(second.contains("2026-02-02") && !second.contains("2026-01-01"));
        assert!(!second.contains("| open_1m"));
        assert!(second.ends_with("\nopen_1m falls short by 0.25 s.\n"));
    }
}

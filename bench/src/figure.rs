//! One figure: what was measured, the limit beside it, and the goal.

use serde_json::{Value, json};

/// A measured figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// What it is called on the command line and in every list.
    pub(crate) name: &'static str,
    /// What was measured, in `unit`.
    pub(crate) value: f64,
    /// The unit of value and limit.
    pub(crate) unit: &'static str,
    /// What it is measured against, taken in the same run; `None` for an absolute goal.
    pub(crate) limit: Option<f64>,
    /// What is aimed at.
    pub(crate) goal: Goal,
}

/// What is aimed at: a bound of the ratio to the limit, or of the value when there is no limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Goal {
    /// So much or more.
    AtLeast(f64),
    /// So much or less.
    AtMost(f64),
    /// Less than so much.
    Below(f64),
}

impl Figure {
    /// Value ÷ limit.
    pub(crate) fn ratio(&self) -> Option<f64> {
        self.limit.map(|limit| self.value / limit)
    }

    /// Whether the goal is reached.
    pub(crate) fn is_met(&self) -> bool {
        let judged = self.ratio().unwrap_or(self.value);
        match self.goal {
            Goal::AtLeast(bound) => judged >= bound,
            Goal::AtMost(bound) => judged <= bound,
            Goal::Below(bound) => judged < bound,
        }
    }

    /// The row of `results.json`.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "name": self.name,
            "value": rounded(self.value),
            "unit": self.unit,
            "limit": self.limit.map(rounded),
            "ratio": self.ratio().map(rounded),
            "goal": self.goal_in_words(),
            "met": self.is_met(),
        })
    }

    /// The goal: `ratio >= 6`, `< 350 MB`.
    pub(crate) fn goal_in_words(&self) -> String {
        let (sign, bound) = match self.goal {
            Goal::AtLeast(bound) => (">=", bound),
            Goal::AtMost(bound) => ("<=", bound),
            Goal::Below(bound) => ("<", bound),
        };
        match self.limit {
            Some(_) => format!("ratio {sign} {bound}"),
            None => format!("{sign} {} {}", shown(bound), self.unit),
        }
    }
}

/// Four significant digits: no measurement here is surer than that.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

/// Four significant digits, as people write them: `48,210`, `12.35`.
pub(crate) fn shown(value: f64) -> String {
    let text = rounded(value).to_string();
    let (whole, fraction) = text.split_once('.').map_or((&*text, None), |(a, b)| (a, Some(b)));
    let mut grouped = String::with_capacity(text.len() + 4);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// The middle one of some measurements (the upper of the two middle ones of an even number); 0 of none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f64, limit: Option<f64>, goal: Goal) -> Figure {
        Figure { name: "one", value, unit: "events/s", limit, goal }
    }

    #[test]
    fn a_goal_is_of_the_ratio_where_there_is_a_limit_and_of_the_value_otherwise() {
        assert!(figure(60.0, Some(10.0), Goal::AtLeast(6.0)).is_met());
        assert!(!figure(59.0, Some(10.0), Goal::AtLeast(6.0)).is_met());
        assert!(figure(3.0, None, Goal::AtMost(3.0)).is_met());
        assert!(!figure(1.0, None, Goal::Below(1.0)).is_met());
    }

    #[test]
    fn a_row_says_everything_about_itself() {
        let row = figure(61_234.6, Some(10_000.0), Goal::AtLeast(6.0)).to_json();
        let expected = json!({
            "name": "one", "value": 61_230.0, "unit": "events/s", "limit": 10_000.0, "ratio": 6.123,
            "goal": "ratio >= 6", "met": true,
        });
        assert_eq!(row, expected);
        let row = figure(20_000.0, None, Goal::AtLeast(25_000.0)).to_json();
        assert_eq!(row["goal"], ">= 25,000 events/s");
        assert_eq!((&row["limit"], &row["ratio"], &row["met"]), (&Value::Null, &Value::Null, &json!(false)));
    }

    #[test]
    fn numbers_are_written_with_four_digits_that_count() {
        assert_eq!(shown(1_234_567.0), "1,235,000");
        assert_eq!(shown(48_213.4), "48,210");
        assert_eq!(shown(999.96), "1,000");
        assert_eq!(shown(12.3456), "12.35");
        assert_eq!(shown(0.012_345_6), "0.01235");
    }

    #[test]
    fn the_median_is_the_middle() {
        assert!((median(vec![9.0, 1.0, 5.0]) - 5.0).abs() < f64::EPSILON);
    }
}

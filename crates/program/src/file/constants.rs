//! The constants of a file, for mutation testing: each number, percentage, length of time, date and compared word with its
//! place, so that a tool can put another text there and compile again.

use crate::yaml::{Key, Mark, Node, Span, Value, decimal_from_spelling, parse};
use coterie_calendar::{Date, TimeOfDay};

/// A constant of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Where it stands: replacing these bytes replaces the constant.
    pub span: Span,
    /// As it is spelled: `30`, `1.25`, `PLN` is none.
    pub text: String,
    /// What it is.
    pub kind: ConstantKind,
    /// Of what: `rules.weekends.give.points`.
    pub place: String,
}

/// What a constant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConstantKind {
    /// A number without decimals.
    Whole,
    /// A number with decimals; their count is that of the spelling.
    Decimal,
    /// A percentage, without its sign.
    Percent,
    /// A multiplier, without its `x`.
    Multiplier,
    /// The number in a length of time.
    Length,
    /// A date.
    Date,
    /// A time of day.
    TimeOfDay,
    /// A word that a condition compares with, or a choice such as `down`.
    Word,
}

/// The sections whose constants decide something.
const SECTIONS: [&str; 8] =
    ["partners", "accounts", "measures", "tiers", "defaults", "rules", "rewards", "policies"];

/// All constants of the deciding sections, in the order of the file; none of a file that cannot be read.
pub fn constants(source: &str) -> Vec<Constant> {
    let mut found = Vec::new();
    let (Some(root), _) = parse(source) else { return found };
    let Value::Map(sections) = &root.value else { return found };
    for (section, node) in sections.iter().filter(|(section, _)| SECTIONS.contains(&section.text.as_str())) {
        walk(source, node, &section.text, false, &mut found);
    }
    found
}

fn walk(source: &str, node: &Node, place: &str, in_condition: bool, found: &mut Vec<Constant>) {
    match &node.value {
        Value::Map(entries) => {
            // What people call a rule or reward decides nothing.
            let is_rule = place.matches('.').count() == 1;
            for (key, node) in entries.iter().filter(|(key, _)| !is_rule || key.text != "text") {
                let place = format!("{place}.{}", key.text);
                let in_condition = in_condition || matches!(key.text.as_str(), "if" | "for");
                threshold(source, key, &place, found);
                walk(source, node, &place, in_condition, found);
            }
        }
        Value::List(items) => {
            for (number, item) in items.iter().enumerate() {
                walk(source, item, &format!("{place}.{number}"), in_condition, found);
            }
        }
        Value::Scalar(scalar) => {
            let Some(offset) = source.get(node.span.bytes()).and_then(|written| written.find(&scalar.text))
            else {
                return;
            };
            scalar_constants(&scalar.text, &shifted(node.span, offset), place, in_condition, found);
        }
        Value::Null | Value::Reported => {}
    }
}

/// The keys of `{steps: …, 1000.00: 2 %}` are constants too.
fn threshold(source: &str, key: &Key, place: &str, found: &mut Vec<Constant>) {
    if decimal_from_spelling(&key.text).is_ok()
        && let Some(offset) = source.get(key.span.bytes()).and_then(|written| written.find(&key.text))
    {
        number(&key.text, &shifted(key.span, offset), place, None, found);
    }
}

fn scalar_constants(text: &str, start: &Mark, place: &str, in_condition: bool, found: &mut Vec<Constant>) {
    if text.parse::<Date>().is_ok() {
        push(text, start, ConstantKind::Date, place, found);
    } else if text.parse::<TimeOfDay>().is_ok() {
        push(text, start, ConstantKind::TimeOfDay, place, found);
    } else if let Some(factor) = text.strip_prefix('x').filter(|factor| decimal_from_spelling(factor).is_ok())
    {
        number(factor, &advanced(start, 1), place, Some(ConstantKind::Multiplier), found);
    } else if let Some(share) = text.strip_suffix('%').map(str::trim_end) {
        number(share, start, place, Some(ConstantKind::Percent), found);
    } else if !number(text, start, place, None, found) && !words(text, start, place, found) && in_condition {
        push(text, start, ConstantKind::Word, place, found);
    }
}

/// Numbers among words: `1 per 1 PLN`, `last 30 days`, `12 months`.
fn words(text: &str, start: &Mark, place: &str, found: &mut Vec<Constant>) -> bool {
    let rate = text.contains(" per ");
    let mut offset = 0;
    let mut any = false;
    for word in text.split(' ') {
        if word.starts_with(|c: char| c.is_ascii_digit()) && text.len() > word.len() {
            let kind = (!rate).then_some(ConstantKind::Length);
            any |= number(word, &advanced(start, offset), place, kind, found);
        }
        offset += word.len() as u32 + 1;
    }
    any
}

fn number(
    text: &str,
    start: &Mark,
    place: &str,
    kind: Option<ConstantKind>,
    found: &mut Vec<Constant>,
) -> bool {
    if decimal_from_spelling(text).is_err() {
        return false;
    }
    let plain = if text.contains('.') { ConstantKind::Decimal } else { ConstantKind::Whole };
    push(text, start, kind.unwrap_or(plain), place, found);
    true
}

fn push(text: &str, start: &Mark, kind: ConstantKind, place: &str, found: &mut Vec<Constant>) {
    let end = Mark {
        offset: start.offset + text.len() as u32,
        line: start.line,
        column: start.column + text.chars().count() as u32,
    };
    found.push(Constant {
        span: Span { start: *start, end },
        text: text.to_owned(),
        kind,
        place: place.to_owned(),
    });
}

/// The start of a node's text, behind its quote.
fn shifted(span: Span, offset: usize) -> Mark {
    advanced(&span.start, offset as u32)
}

/// A mark some ASCII characters further on the same line.
fn advanced(mark: &Mark, by: u32) -> Mark {
    Mark { offset: mark.offset + by, line: mark.line, column: mark.column + by }
}

#[cfg(test)]
mod tests {
    use super::ConstantKind::{Date, Length, Multiplier, TimeOfDay, Whole, Word};
    use super::constants;

    #[test]
    fn each_constant_is_found_with_its_bytes() {
        let source = "rules:\n  a: {if: {x: [sat, \"17:00\"]}, give: {points: 1 per 10 PLN}, limit: {points: 30, every: month}}\n  \
                      b: {give: {points: x1.25}, valid: {from: 2026-12-01}}\naccounts: {p: {pending: 14 days}}\n";
        let found = constants(source);
        let texts: Vec<_> = found.iter().map(|c| (c.text.as_str(), c.kind)).collect();
        let expected = [
            ("sat", Word),
            ("17:00", TimeOfDay),
            ("1", Whole),
            ("10", Whole),
            ("30", Whole),
            ("1.25", Multiplier),
            ("2026-12-01", Date),
            ("14", Length),
        ];
        assert_eq!(texts, expected);
        for constant in &found {
            assert_eq!(&source[constant.span.bytes()], constant.text);
        }
        assert_eq!(found[2].place, "rules.a.give.points");
    }
}

//! Texts, choices, numbers, truth values and ids.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use super::fields::listed;
use super::{Diagnostic, Key, Node, Reader, Span, Value};
use crate::diagnostic::did_you_mean;
use crate::yaml::id::corrected_id;
use crate::yaml::node::quoted_short;
use crate::yaml::{
    IdError, SpellingError, check_id, check_integrator_id, decimal_from_spelling, integer_from_spelling,
};

impl Reader {
    /// A text with at least one visible character. `what` says what it is: "a time zone".
    pub fn text<'n>(&self, node: &'n Node, what: &str) -> Option<&'n str> {
        let text = node.as_text().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.expected(node, what);
        }
        text
    }

    /// One of several words, with the value that each stands for. `what` says what they are: "a weekday".
    pub fn one_of<T: Copy>(&self, node: &Node, what: &str, choices: &[(&str, T)]) -> Option<T> {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let Some(text) = node.as_text() else {
            self.expected_with_help(node, what, Some(format!("it is one of {}", listed(&words))));
            return None;
        };
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            self.unknown_word(node.span, text, what, &words);
        }
        found
    }

    /// Reports a word that is not among those known, with the one that was probably meant. `what` says what the
    /// words are: "an account".
    pub fn unknown_word(&self, span: Span, word: &str, what: &str, known: &[&str]) {
        let help = match did_you_mean(word, known.iter().copied()) {
            Some(meant) => Some(format!("did you mean `{meant}`?")),
            None if known.is_empty() => None,
            None => Some(format!("it is one of {}", listed(&known[..known.len().min(LISTED_MAX)]))),
        };
        let message = format!("{} is not {what}", quoted_short(word));
        self.report(Diagnostic::error("unknown-word", span, message).with_help_if(help));
    }

    /// A whole number within a range.
    pub fn integer(&self, node: &Node, range: RangeInclusive<i64>) -> Option<i64> {
        let what = format!("a whole number from {} to {}", range.start(), range.end());
        let number = self.number(node, &what, integer_from_spelling)?;
        if range.contains(&number) {
            return Some(number);
        }
        self.error("out-of-range", node.span, format!("expected {what}, found {number}"));
        None
    }

    /// An exact decimal; the digits after its point are kept (`200.00` has two).
    pub fn decimal(&self, node: &Node) -> Option<Decimal> {
        self.number(node, "a number such as 12 or 0.5", decimal_from_spelling)
    }

    fn number<T>(
        &self,
        node: &Node,
        what: &str,
        from_spelling: impl Fn(&str) -> Result<T, SpellingError>,
    ) -> Option<T> {
        let Value::Scalar(scalar) = &node.value else {
            self.expected(node, what);
            return None;
        };
        let error = match from_spelling(&scalar.text) {
            Ok(number) if !scalar.quoted => return Some(number),
            Ok(_) => {
                let message = format!("expected {what}, found a text in quotes");
                let help = format!("write {} without quotes", scalar.text);
                self.report(Diagnostic::error("wrong-kind", node.span, message).with_help(help));
                return None;
            }
            Err(error) => error,
        };
        let message = format!("expected {what}, found {}: {error}", quoted_short(&scalar.text));
        let help = error.meant().map(|meant| format!("write {meant}"));
        self.report(Diagnostic::error("not-a-number", node.span, message).with_help_if(help));
        None
    }

    /// `yes` or `no`, or `true` or `false`.
    pub fn yes_no(&self, node: &Node) -> Option<bool> {
        let meant = match node.as_text() {
            Some("yes" | "true") => return Some(true),
            Some("no" | "false") => return Some(false),
            Some(text) => match text.to_ascii_lowercase().as_str() {
                "yes" | "y" | "on" | "true" | "t" | "1" => Some("write `yes`"),
                "no" | "n" | "off" | "false" | "f" | "0" => Some("write `no`"),
                _ => None,
            },
            None => None,
        };
        self.expected_with_help(node, "`yes` or `no`", meant);
        None
    }

    /// A name that the program gives, as a key. `what` says to what: "a rule".
    pub fn id<'n>(&self, key: &'n Key, what: &str) -> Option<&'n str> {
        self.checked_id(key.span, &key.text, what, check_id)
    }

    /// A name that the program gives, as a value. `what` says to what: "a rule".
    pub fn id_in<'n>(&self, node: &'n Node, what: &str) -> Option<&'n str> {
        let text = self.text(node, &format!("the id of {what}"))?;
        self.checked_id(node.span, text, what, check_id)
    }

    /// An id from the integrator's own system, as a key. `what` says whose: "a partner".
    pub fn integrator_id<'n>(&self, key: &'n Key, what: &str) -> Option<&'n str> {
        self.checked_id(key.span, &key.text, what, check_integrator_id)
    }

    /// An id from the integrator's own system, as a value. `what` says whose: "a partner".
    pub fn integrator_id_in<'n>(&self, node: &'n Node, what: &str) -> Option<&'n str> {
        let text = self.text(node, &format!("the id of {what}"))?;
        self.checked_id(node.span, text, what, check_integrator_id)
    }

    fn checked_id<'t>(
        &self,
        span: Span,
        text: &'t str,
        what: &str,
        check: fn(&str) -> Result<(), IdError>,
    ) -> Option<&'t str> {
        let Err(error) = check(text) else { return Some(text) };
        // A correction is offered only where it obeys the same rule.
        let corrected = corrected_id(text).filter(|id| check(id).is_ok());
        let message = format!("{} cannot be the id of {what}: {error}", quoted_short(text));
        let help = corrected.map(|id| format!("write `{id}`"));
        self.report(Diagnostic::error("bad-id", span, message).with_help_if(help));
        None
    }
}

/// How many known words a help lists when none is near: what fits on a line or two.
const LISTED_MAX: usize = 20;

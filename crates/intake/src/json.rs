//! JSON text to tree.
//!
//! An own reader of RFC 8259, because four things are wanted together that no library gives: numbers keep their
//! spelling, a repeated key is refused rather than overwritten, nesting is bounded before anything is built, and texts
//! without escapes are borrowed from the line.

use std::borrow::Cow;

use thiserror::Error;

use crate::limits::DEPTH_MAX;
use crate::problem::shown;
use crate::tree::Tree;

/// Why a text is not JSON, or not JSON that is taken here. Columns count characters, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum JsonError {
    #[error("this is not JSON: {expected} is expected at column {column}")]
    Expected { expected: &'static str, column: usize },
    #[error("this is not JSON: the text ends where {expected} is expected")]
    Ends { expected: &'static str },
    #[error("this is not JSON: the text at column {column} has {what}")]
    InText { what: &'static str, column: usize },
    #[error("lists and maps are nested more than {DEPTH_MAX} deep at column {column}")]
    TooDeep { column: usize },
    #[error("`{key}` is written twice in one map, which ends at column {column}")]
    Twice { key: String, column: usize },
}

/// Reads one JSON value that is the whole text.
pub(crate) fn parse(text: &str) -> Result<Tree<'_>, JsonError> {
    let mut parser = Parser { text, at: 0 };
    let tree = parser.value(DEPTH_MAX)?;
    parser.skip_blanks();
    if parser.at < text.len() { Err(parser.expected("the end")) } else { Ok(tree) }
}

struct Parser<'a> {
    text: &'a str,
    /// The byte to read next; always between two characters.
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn column(&self) -> usize {
        self.text[..self.at].chars().count() + 1
    }

    fn expected(&self, expected: &'static str) -> JsonError {
        match self.peek() {
            Some(_) => JsonError::Expected { expected, column: self.column() },
            None => JsonError::Ends { expected },
        }
    }

    fn value(&mut self, depth: usize) -> Result<Tree<'a>, JsonError> {
        self.skip_blanks();
        match self.peek() {
            Some(b'"') => Ok(Tree::Text(self.string()?)),
            Some(b'{' | b'[') if depth == 0 => Err(JsonError::TooDeep { column: self.column() }),
            Some(b'{') => self.map(depth - 1),
            Some(b'[') => self.list(depth - 1),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Tree::YesNo(true)),
            Some(b'f') => self.word("false", Tree::YesNo(false)),
            Some(b'n') => self.word("null", Tree::Null),
            _ => Err(self.expected("a value")),
        }
    }

    fn word(&mut self, word: &str, value: Tree<'a>) -> Result<Tree<'a>, JsonError> {
        if self.text[self.at..].starts_with(word) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(self.expected("a value"))
        }
    }

    fn list(&mut self, depth: usize) -> Result<Tree<'a>, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_blanks();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Tree::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Tree::List(items));
                }
                _ => return Err(self.expected("`,` or `]`")),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Tree<'a>, JsonError> {
        self.at += 1;
        let mut entries: Vec<(Cow<'a, str>, Tree<'a>)> = Vec::with_capacity(4);
        self.skip_blanks();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Tree::Map(entries));
        }
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'"') {
                return Err(self.expected("a key in quotes"));
            }
            let key = self.string()?;
            self.skip_blanks();
            if self.peek() != Some(b':') {
                return Err(self.expected("`:`"));
            }
            self.at += 1;
            let value = self.value(depth)?;
            entries.push((key, value));
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.expected("`,` or `}`")),
            }
        }
        if let Some(key) = repeated_key(&entries) {
            return Err(JsonError::Twice { key: shown(key), column: self.column() });
        }
        self.at += 1;
        Ok(Tree::Map(entries))
    }

    fn number(&mut self) -> Result<Tree<'a>, JsonError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        // A whole part of one zero, or of digits that do not begin with zero.
        if self.peek() == Some(b'0') {
            self.at += 1;
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.expected("a number without leading zeros"));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Tree::Number(Cow::Borrowed(&self.text[start..self.at])))
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.expected("a digit")) } else { Ok(()) }
    }

    /// A text in quotes; `at` stands on the opening one.
    fn string(&mut self) -> Result<Cow<'a, str>, JsonError> {
        let opened = self.at;
        self.at += 1;
        let start = self.at;
        self.skip_plain();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(&self.text[start..self.at - 1]));
        }
        let mut unescaped = self.text[start..self.at].to_owned();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(unescaped));
                }
                Some(b'\\') => unescaped.push(self.escape(opened)?),
                Some(_) => return Err(self.in_text(opened, "a control character")),
                None => return Err(self.expected("a closing quote")),
            }
            let start = self.at;
            self.skip_plain();
            unescaped.push_str(&self.text[start..self.at]);
        }
    }

    /// Moves to the next quote, backslash or control character.
    fn skip_plain(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|&b| b == b'"' || b == b'\\' || b < b' ').unwrap_or(rest.len());
    }

    fn in_text(&mut self, opened: usize, what: &'static str) -> JsonError {
        self.at = opened;
        JsonError::InText { what, column: self.column() }
    }

    /// One escaped character; `at` stands on the backslash.
    fn escape(&mut self, opened: usize) -> Result<char, JsonError> {
        self.at += 1;
        let letter = self.peek();
        let plain = match letter {
            Some(letter @ (b'"' | b'\\' | b'/')) => Some(char::from(letter)),
            Some(b'b') => Some('\u{8}'),
            Some(b'f') => Some('\u{c}'),
            Some(b'n') => Some('\n'),
            Some(b'r') => Some('\r'),
            Some(b't') => Some('\t'),
            _ => None,
        };
        if let Some(plain) = plain {
            self.at += 1;
            return Ok(plain);
        }
        if letter != Some(b'u') {
            return Err(self.in_text(opened, "an escape that JSON does not have"));
        }
        self.at += 1;
        let unit = self.code_unit(opened)?;
        let code = match unit {
            0xD800..=0xDBFF if self.text[self.at..].starts_with("\\u") => {
                self.at += 2;
                let low = self.code_unit(opened)?;
                (0xDC00..=0xDFFF).contains(&low).then(|| 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            }
            unit => Some(unit),
        };
        let character = code.and_then(char::from_u32);
        character.ok_or_else(|| self.in_text(opened, "half a surrogate pair"))
    }

    fn code_unit(&mut self, opened: usize) -> Result<u32, JsonError> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        let unit = digits.and_then(|digits| {
            digits.iter().try_fold(0, |unit, &digit| Some(unit * 16 + char::from(digit).to_digit(16)?))
        });
        match unit {
            Some(unit) => {
                self.at += 4;
                Ok(unit)
            }
            None => Err(self.in_text(opened, "a `\\u` without four hexadecimal digits")),
        }
    }
}

/// Maps of up to this many keys are compared pairwise, which is quicker than sorting them.
const PAIRWISE_MAX: usize = 16;

fn repeated_key<'e>(entries: &'e [(Cow<'_, str>, Tree<'_>)]) -> Option<&'e str> {
    if entries.len() <= PAIRWISE_MAX {
        let again = |at: usize| entries[..at].iter().any(|(key, _)| *key == entries[at].0);
        return (1..entries.len()).find(|&at| again(at)).map(|at| &*entries[at].0);
    }
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| &**key).collect();
    keys.sort_unstable();
    keys.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same(tree: &Tree<'_>, value: &serde_json::Value) -> bool {
        use serde_json::Value;
        match (tree, value) {
            (Tree::Null, Value::Null) => true,
            (Tree::YesNo(a), Value::Bool(b)) => a == b,
            (Tree::Number(a), Value::Number(b)) => {
                serde_json::from_str::<Value>(a).unwrap() == Value::Number(b.clone())
            }
            (Tree::Text(a), Value::String(b)) => a == b,
            (Tree::List(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
            }
            (Tree::Map(a), Value::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(key, a)| b.get(&**key).is_some_and(|b| same(a, b)))
            }
            _ => false,
        }
    }

    #[test]
    fn a_number_keeps_its_spelling() {
        for text in ["100.00", "0", "-0.10", "12345678901234567890.123456789", "1e3"] {
            assert_eq!(parse(text), Ok(Tree::Number(Cow::Borrowed(text))));
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_column() {
        let reason = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(reason(r#"{"a" 1}"#), "this is not JSON: `:` is expected at column 6");
        assert_eq!(reason(r#"{"ż": }"#), "this is not JSON: a value is expected at column 7");
        assert_eq!(reason("[1"), "this is not JSON: the text ends where `,` or `]` is expected");
        assert_eq!(reason("01"), "this is not JSON: a number without leading zeros is expected at column 2");
        assert_eq!(reason("{} {}"), "this is not JSON: the end is expected at column 4");
        assert_eq!(reason("\"a\nb\""), "this is not JSON: the text at column 1 has a control character");
        assert_eq!(
            reason(r#""\ud800x""#),
            "this is not JSON: the text at column 1 has half a surrogate pair"
        );
        assert_eq!(reason(r#"{"a":1,"a":2}"#), "`a` is written twice in one map, which ends at column 13");
        assert_eq!(reason("[[[[[[[[[]]]]]]]]]"), "lists and maps are nested more than 8 deep at column 9");
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(parse(r#""a\n\u017c\ud83d\ude00\/""#), Ok(Tree::text("a\nż😀/")));
    }

    #[test]
    fn a_repeated_key_is_found_in_a_large_map() {
        let keys: Vec<String> = (0..100).map(|n| format!("\"k{n}\":0")).collect();
        assert!(parse(&format!("{{{}}}", keys.join(","))).is_ok());
        assert!(matches!(
            parse(&format!("{{{},\"k7\":1}}", keys.join(","))),
            Err(JsonError::Twice { key, .. }) if key == "k7"
        ));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn it_agrees_with_serde_json(text in r#"([\[\]{}:,"0-9.eE+ \\-]|null|true|"[a-c]"|\\u[0-9a-fA-D]{4}){0,12}"#) {
            match (parse(&text), serde_json::from_str::<serde_json::Value>(&text)) {
                (Ok(tree), Ok(value)) => prop_assert!(same(&tree, &value), "{text}"),
                (Err(JsonError::Twice { .. } | JsonError::TooDeep { .. }), _) | (Err(_), Err(_)) => {}
                // Numbers beyond a float have a spelling all the same.
                (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("out of range"), "{text}: {error}"),
                (Err(error), Ok(_)) => prop_assert!(false, "{text}: {error}"),
            }
        }
    }
}

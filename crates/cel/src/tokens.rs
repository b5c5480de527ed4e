//! The tokens of a text, read before the parser sees it.
//!
//! The parser recurses, so what it is given must be known to be small and shallow. This pass bounds length, tokens and
//! nesting in one loop without recursion, pairs the brackets, explains the slips that people bring from other
//! languages, and keeps the byte offsets from which every later message takes its place in the text.

use crate::error::CelError;
use crate::limits::{NESTING_MAX, TEXT_BYTES_MAX, TOKENS_MAX};

/// What a token is; operators and brackets are told apart by their text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Name,
    Number,
    Text,
    Sign,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'t> {
    pub(crate) kind: Kind,
    pub(crate) text: &'t str,
    pub(crate) start: usize,
    /// Index of the bracket that closes or opens this one.
    pub(crate) partner: Option<usize>,
}

impl Token<'_> {
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Two-character operators, which win over their first character.
const SIGNS_LONG: [&str; 6] = ["&&", "||", "==", "!=", "<=", ">="];
const SIGNS: &str = "()[]{}.,?:!<>+-*/%";

/// The tokens of `text`, or everything that keeps it from being parsed.
pub(crate) fn tokenize(text: &str) -> Result<Vec<Token<'_>>, Vec<CelError>> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(vec![CelError::new(
            0..0,
            format!("the expression is {} bytes long; at most {TEXT_BYTES_MAX} are allowed", text.len()),
        )]);
    }
    let mut reader = Reader { text, at: 0, tokens: Vec::new(), errors: Vec::new() };
    reader.run();
    let Reader { mut tokens, mut errors, .. } = reader;
    if tokens.is_empty() && errors.is_empty() {
        errors.push(
            CelError::new(0..text.len(), "the expression is empty")
                .help("write a condition, or leave it out"),
        );
    }
    if let Some(token) = tokens.get(TOKENS_MAX) {
        errors.push(CelError::new(
            token.start..text.len(),
            format!("the expression has {} words and signs; at most {TOKENS_MAX} are allowed", tokens.len()),
        ));
    }
    pair_brackets(&mut tokens, &mut errors);
    if let Some(token) = too_deep(&tokens) {
        errors.push(CelError::new(token.start..token.end(), "the expression is nested too deeply").help(
            format!("brackets count 2, operators in a row 1, up to {NESTING_MAX}: split it at && and ||"),
        ));
    }
    if errors.is_empty() { Ok(tokens) } else { Err(errors) }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token<'t>>,
    errors: Vec<CelError>,
}

impl<'t> Reader<'t> {
    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.at += 1,
                '/' if self.rest().starts_with("//") => {
                    self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                }
                '0'..='9' => self.number(),
                '.' if self.byte(1).is_some_and(|b| b.is_ascii_digit()) => self.number(),
                '"' | '\'' => self.quoted(0),
                '_' | 'a'..='z' | 'A'..='Z' => self.name(),
                _ => self.sign(c),
            }
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let text = self.rest().get(..length).unwrap_or_default();
        self.tokens.push(Token { kind, text, start: self.at, partner: None });
        self.at += length;
    }

    fn name(&mut self) {
        let length = run_of(self.rest(), 0, |b| b == b'_' || b.is_ascii_alphanumeric());
        let prefix = self.rest().get(..length).unwrap_or_default();
        let quote_follows = matches!(self.byte(length), Some(b'"' | b'\''));
        if quote_follows && matches!(prefix.to_ascii_lowercase().as_str(), "r" | "b" | "br") {
            self.quoted(length);
        } else {
            self.push(Kind::Name, length);
        }
    }

    fn number(&mut self) {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let digits = |from: usize| run_of(rest, from, |b| b.is_ascii_digit());
        let mut length = digits(0);
        if rest.starts_with("0x") && bytes.get(2).is_some_and(u8::is_ascii_hexdigit) {
            length = run_of(rest, 2, |b| b.is_ascii_hexdigit());
        } else {
            if bytes.get(length) == Some(&b'.') && digits(length + 1) > length + 1 {
                length = digits(length + 1);
            }
            if matches!(bytes.get(length), Some(b'e' | b'E')) {
                let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
                let end = digits(length + 1 + sign);
                if end > length + 1 + sign {
                    length = end;
                }
            }
        }
        if matches!(bytes.get(length), Some(b'u' | b'U')) {
            length += 1;
        }
        self.push(Kind::Number, length);
    }

    /// A quoted text whose opening quote comes after a prefix of `prefix` bytes.
    fn quoted(&mut self, prefix: usize) {
        let rest = self.rest();
        let raw = rest.get(..prefix).is_some_and(|p| p.contains(['r', 'R']));
        let body = rest.get(prefix..).unwrap_or_default();
        let quote = body.get(..1).unwrap_or_default();
        let triple = quote.repeat(3);
        let long = body.starts_with(&triple);
        let close = if long { triple.as_str() } else { quote };
        let mut at = prefix + close.len();
        loop {
            let ahead = rest.get(at..).unwrap_or_default();
            if ahead.starts_with(close) {
                return self.push(Kind::Text, at + close.len());
            }
            match ahead.chars().next() {
                None => break,
                Some('\n' | '\r') if !long => break,
                Some('\\') if !raw => match escape_length(ahead) {
                    Some(length) => at += length,
                    None => return self.bad_escape(at),
                },
                Some(c) => at += c.len_utf8(),
            }
        }
        self.errors.push(
            CelError::new(self.at..self.at + at, "this text is not closed")
                .help(format!("end it with {close}")),
        );
        self.at += at;
    }

    /// Reports the escape at `offset` and gives up on what follows, whose quotes can no longer be trusted.
    fn bad_escape(&mut self, offset: usize) {
        let start = self.at + offset;
        let shown: String = self.text.get(start..).unwrap_or_default().chars().take(2).collect();
        self.errors.push(
            CelError::new(start..start + shown.len(), format!("`{shown}` is not an escape in a text"))
                .help("a backslash itself is written \\\\"),
        );
        self.at = self.text.len();
    }

    /// Reports a text in typographic quotes whole, so that it gives one message.
    fn quoted_as_in_print(&mut self, opening: char) {
        let line = self.rest().lines().next().unwrap_or_default();
        let mut later = line.char_indices().skip(1);
        let closing = later.find(|(_, c)| QUOTES_OF_PRINT.contains(*c));
        let length = closing.map_or(opening.len_utf8(), |(offset, c)| offset + c.len_utf8());
        self.errors.push(
            CelError::new(self.at..self.at + length, "these quotes have no meaning here")
                .help("texts stand in straight quotes: \"gold\""),
        );
        self.at += length;
    }

    fn sign(&mut self, c: char) {
        if let Some(sign) = SIGNS_LONG.iter().find(|sign| self.rest().starts_with(**sign)) {
            return self.push(Kind::Sign, sign.len());
        }
        if SIGNS.contains(c) {
            return self.push(Kind::Sign, c.len_utf8());
        }
        if QUOTES_OF_PRINT.contains(c) {
            return self.quoted_as_in_print(c);
        }
        let span = self.at..self.at + c.len_utf8();
        let error = CelError::new(span, format!("`{}` has no meaning here", c.escape_debug()));
        self.errors.push(match c {
            '=' => error.help("two values are compared with =="),
            '&' => error.help("write && for and"),
            '|' => error.help("write || for or"),
            c if c.is_alphabetic() => {
                error.help("names have letters a to z, digits and _; texts stand in quotes")
            }
            _ => error,
        });
        self.at += c.len_utf8();
    }
}

/// Quotes that word processors put in place of straight ones.
const QUOTES_OF_PRINT: &str = "“”„‘’‚«»";

/// The end of the run of bytes from `from` that satisfy `wanted`.
fn run_of(text: &str, from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    from + text.bytes().skip(from).take_while(|b| wanted(*b)).count()
}

/// How many bytes the escape at the start of `text` takes; `None` when CEL does not have it.
fn escape_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let hex = |digits: usize| {
        let found = bytes.get(2..2 + digits)?;
        found.iter().all(u8::is_ascii_hexdigit).then_some(2 + digits)
    };
    match bytes.get(1)? {
        b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'"' | b'\'' | b'\\' | b'?' | b'`' => Some(2),
        b'x' | b'X' => hex(2),
        b'u' => hex(4),
        b'U' => hex(8),
        b'0'..=b'3' => bytes.get(2..4)?.iter().all(|b| matches!(b, b'0'..=b'7')).then_some(4),
        _ => None,
    }
}

fn pair_brackets(tokens: &mut [Token<'_>], errors: &mut Vec<CelError>) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..tokens.len() {
        let Token { kind: Kind::Sign, text, start, .. } = tokens[index] else { continue };
        let opening = match text {
            "(" | "[" | "{" => {
                open.push(index);
                continue;
            }
            ")" => "(",
            "]" => "[",
            "}" => "{",
            _ => continue,
        };
        match open.last().copied() {
            Some(partner) if tokens[partner].text == opening => {
                open.pop();
                tokens[partner].partner = Some(index);
                tokens[index].partner = Some(partner);
            }
            // One message for the first bracket that does not fit; the rest would only repeat it.
            _ => {
                errors.push(CelError::new(start..start + 1, format!("`{text}` closes nothing")));
                return;
            }
        }
    }
    if let Some(index) = open.last() {
        let token = tokens[*index];
        errors.push(CelError::new(token.start..token.end(), format!("`{}` is not closed", token.text)));
    }
}

/// The first token at which the tree could become deeper than [`NESTING_MAX`].
fn too_deep<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a Token<'t>> {
    /// Operators in a row at one level of brackets; conditionals nest to the right across `&&` and `||`.
    #[derive(Default)]
    struct Level {
        chain: usize,
        conditionals: usize,
    }
    let mut levels = vec![Level::default()];
    let mut depth = 0;
    for token in tokens {
        let nested = levels.len() > 1;
        let Some(level) = levels.last_mut() else { continue };
        if token.kind != Kind::Sign && token.text != "in" {
            continue;
        }
        match token.text {
            "(" | "[" | "{" => {
                levels.push(Level::default());
                depth += 2;
            }
            ")" | "]" | "}" if nested => {
                if let Some(closed) = levels.pop() {
                    depth -= 2 + closed.chain + closed.conditionals;
                }
            }
            "," => depth -= std::mem::take(&mut level.chain) + std::mem::take(&mut level.conditionals),
            "&&" | "||" => depth -= std::mem::take(&mut level.chain),
            "?" => {
                level.conditionals += 1;
                depth += 1;
            }
            _ => {
                level.chain += 1;
                depth += 1;
            }
        }
        if depth > NESTING_MAX {
            return Some(token);
        }
    }
    None
}

//! From text to the `cel` crate's syntax tree, with the place of every node in the text.
//!
//! Macros are left as the calls they are written as, so that the checker sees `lines.exists(l, …)` and not the loop
//! that it stands for.

use crate::error::CelError;
use crate::tokens::{Kind, Token, tokenize};
use cel::common::ast::{CallExpr, Expr, SourceInfo};
use cel::{Env, IdedExpr, ParseError};
use std::ops::Range;

/// A parsed text.
pub(crate) struct Syntax<'t> {
    pub(crate) root: IdedExpr,
    info: SourceInfo,
    tokens: Vec<Token<'t>>,
}

/// Parses `text`, or says what keeps it from being parsed.
pub(crate) fn parse(text: &str) -> Result<Syntax<'_>, Vec<CelError>> {
    let tokens = tokenize(text)?;
    let parser = Env::default().with_optional_support(false).parser();
    match parser.parse_with_source_info(text) {
        Ok((root, info)) => Ok(Syntax { root, info, tokens }),
        Err(found) => {
            let mut errors: Vec<CelError> =
                found.errors.iter().map(|error| syntax_error(text, &tokens, error)).collect();
            // The parser recovers and may complain again about one place.
            errors.dedup_by_key(|error| error.offset_start);
            Err(errors)
        }
    }
}

/// Words of other languages for operators.
const OPERATOR_WORDS: [(&str, &str); 5] =
    [("and", "&&"), ("or", "||"), ("not", "!"), ("is", "=="), ("mod", "%")];

fn syntax_error(text: &str, tokens: &[Token<'_>], error: &ParseError) -> CelError {
    let offset = byte_offset(text, error.pos);
    let token = tokens.iter().find(|token| token.end() > offset);
    let span = token.map_or(text.len()..text.len(), |token| token.start..token.end());
    if !error.msg.starts_with("Syntax error") {
        let shown = token.map_or("", |token| token.text);
        return match error.msg.as_str() {
            message if message.starts_with("invalid int") || message.starts_with("invalid uint") => {
                CelError::new(span, format!("`{shown}` is too large for an integer")).help(format!(
                    "integers go from {} to {}",
                    i64::MIN,
                    i64::MAX
                ))
            }
            message if message.starts_with("reserved identifier") => {
                CelError::new(span, format!("`{shown}` is a reserved word of CEL and cannot be a name"))
            }
            message if message.starts_with("invalid string") => {
                CelError::new(span, "this text has an escape that is no character")
            }
            message => CelError::new(span, message.to_owned()),
        };
    }
    let Some(token) = token else {
        return CelError::new(span, "the expression ends too early").help("a value is missing at the end");
    };
    let before = tokens.iter().rev().find(|before| before.end() <= token.start);
    let word = [Some(token), before]
        .into_iter()
        .flatten()
        .find_map(|near| OPERATOR_WORDS.iter().find(|(word, _)| near.text.eq_ignore_ascii_case(word)));
    let error = CelError::new(span, format!("`{}` does not fit here", token.text));
    match (word, token.kind) {
        (Some((word, sign)), _) => error.help(format!("CEL writes {sign} for {word}")),
        (None, Kind::Name | Kind::Number | Kind::Text) if before.is_some_and(|b| b.kind != Kind::Sign) => {
            error.help("an operator such as && or == is missing before it")
        }
        _ => error,
    }
}

/// The byte offset of the parser's place: line and column from 1, columns in characters. Other places are the start.
fn byte_offset(text: &str, (line, column): (isize, isize)) -> usize {
    let (Ok(line), Ok(column)) = (usize::try_from(line - 1), usize::try_from(column - 1)) else { return 0 };
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column).map_or(rest.len(), |(offset, _)| offset)
}

impl Syntax<'_> {
    /// The bytes of the text that a node was read from, its brackets included where they belong to it.
    pub(crate) fn span(&self, node: &IdedExpr) -> Range<usize> {
        let Some((mut first, mut last)) = self.token_range(node) else { return 0..self.end() };
        // `(a + b) * c` starts at its bracket, though the tree begins at `a`.
        while let Some((low, high)) = self.unpaired(first, last) {
            first = low;
            last = high;
        }
        match (self.tokens.get(first), self.tokens.get(last)) {
            (Some(first), Some(last)) => first.start..last.end(),
            _ => 0..self.end(),
        }
    }

    /// The place of the name after the dot of a selection, or of the name before the bracket of a call.
    pub(crate) fn name_span(&self, node: &IdedExpr) -> Range<usize> {
        let token = self.token(node).and_then(|at| match node.expr {
            Expr::Select(_) => self.tokens.get(at + 1),
            Expr::Call(_) if self.tokens.get(at)?.text == "(" => self.tokens.get(at.checked_sub(1)?),
            _ => self.tokens.get(at),
        });
        token.map_or_else(|| self.span(node), |token| token.start..token.end())
    }

    fn end(&self) -> usize {
        self.tokens.last().map_or(0, Token::end)
    }

    /// Index of the token that the parser remembers for a node.
    fn token(&self, node: &IdedExpr) -> Option<usize> {
        let (start, _) = self.info.offset_for(node.id)?;
        self.tokens.binary_search_by_key(&(start as usize), |token| token.start).ok()
    }

    fn token_range(&self, node: &IdedExpr) -> Option<(usize, usize)> {
        let at = self.token(node)?;
        match &node.expr {
            Expr::Select(select) => Some((self.token_range(&select.operand)?.0, at + 1)),
            Expr::Call(CallExpr { target, args, .. }) => {
                let closing = self.tokens.get(at)?.partner;
                let first = match (target, args.first()) {
                    (Some(target), _) => self.token_range(target)?.0,
                    (None, _) if self.tokens.get(at)?.text == "(" => at.checked_sub(1)?,
                    (None, Some(arg)) => self.token_range(arg)?.0.min(at),
                    (None, None) => at,
                };
                let last = match (closing, args.last()) {
                    (Some(closing), _) => closing,
                    (None, Some(arg)) => self.token_range(arg)?.1,
                    (None, None) => at,
                };
                Some((first, last))
            }
            Expr::Literal(_) => {
                // The sign of a negative literal is a token of its own that the parser folded in.
                let negative = matches!(&node.expr, Expr::Literal(cel::common::ast::LiteralValue::Int(value)) if *value.inner() < 0);
                let first = if negative { at.saturating_sub(1) } else { at };
                Some((first, at))
            }
            _ => Some((at, self.tokens.get(at)?.partner.unwrap_or(at))),
        }
    }

    /// The range widened by a bracket in it whose partner is outside; `None` when there is none.
    fn unpaired(&self, first: usize, last: usize) -> Option<(usize, usize)> {
        let inside = self.tokens.get(first..=last)?;
        let partner = inside.iter().filter_map(|token| token.partner).find(|p| *p < first || *p > last)?;
        Some((first.min(partner), last.max(partner)))
    }
}

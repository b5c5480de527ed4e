//! Text to tree: drives the event parser and refuses what a program file may not contain.

use saphyr_parser::{Event, Parser, ScanError};

use super::builder::Builder;
use super::characters::{self, Text};
use super::{Node, Span, syntax};
use crate::diagnostic::Diagnostic;

/// Reads a file into a tree, together with everything found wrong on the way.
///
/// There is no tree when the text has no structure that could be read (broken UTF-8, broken syntax, an empty file,
/// too large a file). Otherwise the tree is complete even if there are diagnostics, so that its content can be checked
/// in the same go; a file is usable only when no diagnostic is an error. Memory and time are bounded by the
/// limits of this module, for any bytes.
pub fn parse(source: impl AsRef<[u8]>) -> (Option<Node>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let Some(text) = characters::text_of(source.as_ref(), &mut diagnostics) else {
        return (None, diagnostics);
    };
    if text.indented_by_tab {
        return (None, diagnostics);
    }
    let node = tree(&text, &mut diagnostics);
    (node, diagnostics)
}

fn tree(text: &Text, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut builder = Builder::new(diagnostics);
    // A second document is reported once and not read: programs are one document each.
    let mut documents = 0;
    let mut parser = Parser::new_from_str(&text.cleaned);
    while let Some(next) = parser.next_event() {
        match next {
            Ok((Event::DocumentStart(_), span)) => {
                documents += 1;
                if documents > 1 {
                    let place = text.places.chars(span.start.index(), span.end.index());
                    builder.report(
                        Diagnostic::error("several-documents", place, "a second document begins here")
                            .with_help("a program file is one document: remove this line"),
                    );
                    break;
                }
            }
            Ok((event, span)) => {
                if builder.take(event, text.places.chars(span.start.index(), span.end.index())).is_err() {
                    return None;
                }
            }
            Err(error) => {
                report_syntax(&mut builder, text, &error);
                return None;
            }
        }
    }
    builder.finish()
}

fn report_syntax(builder: &mut Builder<'_>, text: &Text, error: &ScanError) {
    let index = error.marker().index();
    let problem = syntax::explain(error.info());
    // Nesting that the parser itself gave up on has usually been reported at its first level too deep.
    if problem.code == "too-deep" && builder.has_reported("too-deep") {
        return;
    }
    let place =
        if problem.whole_line { line_around(text, index) } else { text.places.chars(index, index + 1) };
    let mut diagnostic = Diagnostic::error(problem.code, place, problem.message).with_help_if(problem.help);
    if problem.bracket_open
        && let Some(bracket) = builder.innermost_bracket()
    {
        diagnostic = diagnostic.with_also(bracket, "opened here");
    }
    builder.report(diagnostic);
}

/// What is written on the line of a character, without the blanks around it.
fn line_around(text: &Text, index: usize) -> Span {
    let place = text.places.of_char(index);
    let first = index - (place.column as usize - 1).min(index);
    // By characters: a refused one of several bytes is a space in the cleaned text, so that its bytes stand elsewhere.
    let line: Vec<char> =
        text.cleaned.chars().skip(first).take_while(|c| !matches!(c, '\n' | '\r')).collect();
    let blanks = line.iter().take_while(|c| **c == ' ').count();
    let written = line.iter().rposition(|c| *c != ' ').map_or(blanks, |last| last + 1);
    text.places.chars(first + blanks, first + written)
}

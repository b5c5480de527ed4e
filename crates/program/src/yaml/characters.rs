//! The characters of a file: UTF-8, and none that a reader of the file cannot see.

use super::place::{BYTE_ORDER_MARK, Places, Span};
use super::{DIAGNOSTICS_MAX, FILE_BYTES_MAX};
use crate::diagnostic::Diagnostic;

/// The text of a file, checked.
pub(super) struct Text {
    /// The text with a space in place of each refused character, so that the rest can still be parsed.
    pub(super) cleaned: String,
    pub(super) places: Places,
    /// Whether a tab indents a line: then what the lines belong to is a guess and nothing further is said about them.
    pub(super) indented_by_tab: bool,
}

/// Reads the bytes of a file. None when they are not text at all.
pub(super) fn text_of(source: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Option<Text> {
    if source.len() > FILE_BYTES_MAX {
        let message =
            format!("the file has {} bytes; a program file has at most {FILE_BYTES_MAX}", source.len());
        diagnostics.push(Diagnostic::of_file("file-too-large", message));
        return None;
    }
    let text = match std::str::from_utf8(source) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(broken_utf8(source, error));
            return None;
        }
    };
    let places = Places::new(text);
    let mut cleaned = String::with_capacity(text.len());
    let mut indented_by_tab = false;
    let mut only_blanks_so_far = true;
    let mut previous = None;
    let mut characters = text.chars().enumerate().peekable();
    while let Some((index, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let refused = match character {
            BYTE_ORDER_MARK if index == 0 => None,
            '\r' if next == Some('\n') => None,
            _ => refused(character),
        };
        match character {
            '\n' | '\r' => only_blanks_so_far = true,
            '\t' => indented_by_tab |= only_blanks_so_far,
            _ => only_blanks_so_far &= character == ' ',
        }
        // A lone carriage return stays: it ends a line for the parser as it does for `Places`.
        cleaned.push(if refused.is_some() && character != '\r' { ' ' } else { character });
        // A row of tabs is one mistake.
        let is_repeated = character == '\t' && previous == Some('\t');
        if let Some((code, what, help)) = refused.filter(|_| !is_repeated)
            && diagnostics.len() < DIAGNOSTICS_MAX
        {
            diagnostics.push(Diagnostic::error(code, places.chars(index, index + 1), what).with_help(help));
        }
        previous = Some(character);
    }
    Some(Text { cleaned, places, indented_by_tab })
}

/// Why a character may not stand in a program file, if so: code, message, help.
fn refused(character: char) -> Option<(&'static str, String, &'static str)> {
    match character {
        '\n' => None,
        '\t' => {
            Some(("tab", "a tab instead of spaces".to_owned(), "within double quotes a tab is written `\\t`"))
        }
        '\r' => Some((
            "control-character",
            "a carriage return without a line feed".to_owned(),
            "save the file with the line ends of Unix or Windows",
        )),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some((
            "direction-character",
            format!(
                "the invisible character U+{:04X}, which changes the direction of text",
                character as u32
            ),
            "remove it: it makes a line read differently from what it means",
        )),
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => Some((
            "control-character",
            format!("the invisible character U+{:04X}", character as u32),
            "remove it, or write it as an escape such as `\\u2028` within double quotes",
        )),
        _ if character.is_control() => Some((
            "control-character",
            format!("the control character U+{:04X}", character as u32),
            "remove it",
        )),
        _ => None,
    }
}

fn broken_utf8(source: &[u8], error: std::str::Utf8Error) -> Diagnostic {
    let offset = error.valid_up_to();
    let valid = String::from_utf8_lossy(&source[..offset]);
    let start = Places::new(&valid).of_byte(offset);
    let message = format!("byte {offset} (0x{:02X}) is not UTF-8 text", source[offset]);
    Diagnostic::error("broken-utf8", Span { start, end: start }, message)
        .with_help("save the file in the encoding UTF-8")
}

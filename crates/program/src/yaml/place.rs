//! Places in a file: bytes, lines, columns.

/// A point in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Bytes before it.
    pub offset: u32,
    /// The line, from 1. Lines end with `\n`, `\r\n` or `\r`, as YAML has it.
    pub line: u32,
    /// The column in characters (Unicode scalar values), from 1.
    pub column: u32,
}

/// A stretch of a file: from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first point in it.
    pub start: Mark,
    /// The first point behind it; equal to `start` when nothing is written there.
    pub end: Mark,
}

impl Span {
    /// The bytes it covers.
    pub fn bytes(self) -> std::ops::Range<usize> {
        self.start.offset as usize..self.end.offset as usize
    }

    /// The stretch from the start of this one to the end of another that lies behind it.
    pub fn to(self, end: Span) -> Span {
        Span { start: self.start, end: end.end.max(self.start) }
    }
}

/// A UTF-8 byte order mark, which some editors put first in a file; it says nothing and has no column.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Turns character and byte indices of a text into [`Mark`]s.
pub(super) struct Places {
    /// Byte offset of each character, and of the end. Empty when all characters are ASCII: then they are the same.
    byte_of_char: Vec<u32>,
    /// (byte, character) at which each line starts.
    lines: Vec<(u32, u32)>,
    /// Length in bytes.
    end: u32,
    /// Whether the first character is a [`BYTE_ORDER_MARK`].
    marked: bool,
}

impl Places {
    /// Prepares a text of at most `u32::MAX` bytes.
    pub(super) fn new(text: &str) -> Places {
        let mut byte_of_char = Vec::new();
        if !text.is_ascii() {
            byte_of_char.extend(text.char_indices().map(|(byte, _)| byte as u32));
            byte_of_char.push(text.len() as u32);
        }
        let mut lines = vec![(0, 0)];
        let mut characters = text.char_indices().enumerate().peekable();
        while let Some((index, (byte, character))) = characters.next() {
            let breaks = match character {
                '\n' => true,
                '\r' => !matches!(characters.peek(), Some((_, (_, '\n')))),
                _ => false,
            };
            if breaks {
                lines.push((byte as u32 + 1, index as u32 + 1));
            }
        }
        Places { byte_of_char, lines, end: text.len() as u32, marked: text.starts_with(BYTE_ORDER_MARK) }
    }

    /// The mark of the character with this index; indices behind the end give the end.
    pub(super) fn of_char(&self, index: usize) -> Mark {
        let (index, offset) = if self.byte_of_char.is_empty() {
            let index = index.min(self.end as usize) as u32;
            (index, index)
        } else {
            let index = index.min(self.byte_of_char.len() - 1);
            (index as u32, self.byte_of_char[index])
        };
        let line = self.lines.partition_point(|&(_, first)| first <= index);
        let before = index - self.lines[line - 1].1;
        let column = if self.marked && line == 1 { before.max(1) } else { before + 1 };
        Mark { offset, line: line as u32, column }
    }

    /// The mark of the character at this byte.
    pub(super) fn of_byte(&self, byte: usize) -> Mark {
        if self.byte_of_char.is_empty() {
            return self.of_char(byte);
        }
        self.of_char(self.byte_of_char.partition_point(|&start| (start as usize) < byte))
    }

    /// The span between two character indices.
    pub(super) fn chars(&self, start: usize, end: usize) -> Span {
        let start = self.of_char(start);
        Span { start, end: self.of_char(end).max(start) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Places};

    #[test]
    fn columns_count_characters_and_offsets_count_bytes() {
        let places = Places::new("ab\nżółć: x\n");
        assert_eq!(places.of_char(9), Mark { offset: 13, line: 2, column: 7 });
        assert_eq!(places.of_byte(13), Mark { offset: 13, line: 2, column: 7 });
        assert_eq!(places.of_char(1_000), Mark { offset: 15, line: 3, column: 1 });
    }

    #[test]
    fn every_kind_of_line_break_counts_once() {
        let places = Places::new("a\r\nb\rc\n\nd");
        let line_of = |index| places.of_char(index).line;
        assert_eq!([0, 3, 5, 7, 8].map(line_of), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_byte_order_mark_has_no_column() {
        let places = Places::new("\u{feff}ab\nc");
        assert_eq!(places.of_char(1), Mark { offset: 3, line: 1, column: 1 });
        assert_eq!(places.of_char(4), Mark { offset: 6, line: 2, column: 1 });
    }

    #[test]
    fn the_empty_text_has_one_place() {
        assert_eq!(Places::new("").of_char(0), Mark { offset: 0, line: 1, column: 1 });
    }
}

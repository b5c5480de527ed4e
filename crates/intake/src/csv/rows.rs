//! Rows of a table, each of bounded length.

use std::io::{self, Read};

use crate::limits::LINE_BYTES_MAX;

/// Lets only so many bytes through until it is told that a row is complete: a quote that stays open would otherwise
/// draw the rest of the file into memory as one cell.
pub(super) struct Bounded<R> {
    input: R,
    left: usize,
}

/// What the CSV reader may read ahead of the row that it returns.
const READ_AHEAD_BYTES: usize = 64 * 1024;

impl<R> Bounded<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, left: LINE_BYTES_MAX + READ_AHEAD_BYTES }
    }

    pub(super) fn row_is_complete(&mut self) {
        self.left = LINE_BYTES_MAX + READ_AHEAD_BYTES;
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            let reason = format!("a row has more than {LINE_BYTES_MAX} bytes; a quote probably stays open");
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        let fits = buffer.len().min(self.left);
        let read = self.input.read(&mut buffer[..fits])?;
        self.left -= read;
        Ok(read)
    }
}

/// One row with the line on which it begins.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) cells: csv::ByteRecord,
}

/// The rows behind the header. Rows whose cells are all empty are passed over.
pub(super) struct Rows<R> {
    reader: csv::Reader<Bounded<R>>,
    /// After an error of the input nothing more is read.
    ended: bool,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(input: R, delimiter: u8) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            .has_headers(true)
            .from_reader(Bounded::new(input));
        Self { reader, ended: false }
    }

    pub(super) fn header(&mut self) -> io::Result<csv::ByteRecord> {
        let header = self.reader.byte_headers().map_err(into_io)?.clone();
        self.reader.get_mut().row_is_complete();
        Ok(header)
    }

    pub(super) fn next_row(&mut self) -> io::Result<Option<Row>> {
        let mut cells = csv::ByteRecord::new();
        while !self.ended {
            let more = self.reader.read_byte_record(&mut cells).map_err(into_io);
            self.reader.get_mut().row_is_complete();
            self.ended = !matches!(more, Ok(true));
            more?;
            if !self.ended && cells.iter().any(|cell| !cell.is_empty()) {
                let line = cells.position().map_or(0, csv::Position::line);
                return Ok(Some(Row { line, cells }));
            }
        }
        Ok(None)
    }
}

/// Rows are bytes and may differ in length, so that only the input itself can fail.
fn into_io(error: csv::Error) -> io::Error {
    error.into()
}

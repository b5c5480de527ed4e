//! What a command shows: results to stdout, as text or JSON; what goes on and what went wrong to stderr.

use crate::arguments::{Colour, Global};
use crate::failure::Failure;
use crate::spelling;
use comfy_table::{CellAlignment, Table, presets};
use serde_json::{Value, json};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

/// The two streams and what was asked of them.
pub(crate) struct Output {
    stdout: BufWriter<StdoutLock<'static>>,
    json: bool,
    quiet: bool,
    colour: bool,
    colour_stderr: bool,
}

impl Output {
    /// As the arguments and the terminal want it.
    pub(crate) fn new(global: &Global) -> Self {
        let colour = |is_terminal: bool| match global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                is_terminal && !no_colour && !dumb
            }
        };
        Self {
            stdout: BufWriter::new(io::stdout().lock()),
            json: global.json,
            quiet: global.quiet,
            colour: colour(io::stdout().is_terminal()),
            colour_stderr: colour(io::stderr().is_terminal()),
        }
    }

    /// Whether results are JSON.
    pub(crate) fn json(&self) -> bool {
        self.json
    }

    /// Whether only results are wanted.
    pub(crate) fn quiet(&self) -> bool {
        self.quiet
    }

    /// Whether results may have colours.
    pub(crate) fn colour(&self) -> bool {
        self.colour
    }

    /// A line of a result.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.stdout, "{text}")?)
    }

    /// Text that ends its lines itself.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Failure> {
        Ok(write!(self.stdout, "{text}")?)
    }

    /// A line that heads what follows.
    pub(crate) fn heading(&mut self, text: &str) -> Result<(), Failure> {
        self.styled(text, "1")
    }

    /// A line that says that something is as it should be.
    pub(crate) fn good(&mut self, text: &str) -> Result<(), Failure> {
        self.styled(text, "32")
    }

    /// A line that says that something is wrong.
    pub(crate) fn bad(&mut self, text: &str) -> Result<(), Failure> {
        self.styled(text, "1;31")
    }

    /// A line in the style of an ANSI code.
    fn styled(&mut self, text: &str, code: &str) -> Result<(), Failure> {
        let colour = self.colour;
        self.line(&if colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() })
    }

    /// A result as JSON, for reading by people and programs.
    pub(crate) fn value(&mut self, value: &Value) -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut self.stdout, value).map_err(io::Error::from)?;
        Ok(writeln!(self.stdout)?)
    }

    /// A result of many, as one line of JSON.
    pub(crate) fn value_line(&mut self, value: &Value) -> Result<(), Failure> {
        serde_json::to_writer(&mut self.stdout, value).map_err(io::Error::from)?;
        Ok(writeln!(self.stdout)?)
    }

    /// Rows under a header; columns named in `right` hold numbers. Without rows there is no header either.
    pub(crate) fn table(
        &mut self,
        header: &[&str],
        right: &[usize],
        rows: Vec<Vec<String>>,
    ) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut table = Table::new();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(header.to_vec());
        for row in rows {
            table.add_row(row);
        }
        for column in right {
            if let Some(column) = table.column_mut(*column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        // Rows need no lines between them; the double line under the header stays.
        let drawn = table.to_string();
        for line in drawn.lines().filter(|line| !line.chars().all(|c| c == '─')) {
            writeln!(self.stdout, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// For writers that write by themselves.
    pub(crate) fn writer(&mut self) -> &mut impl Write {
        &mut self.stdout
    }

    /// Something to know that is no result; silent with `--quiet`.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            self.aside(text);
        }
    }

    /// Text for people on stderr. That stderr cannot be written is nobody's to hear.
    pub(crate) fn aside(&self, text: &str) {
        let _ = writeln!(io::stderr(), "{}", text.trim_end());
    }

    /// Why the command failed: one sentence, or `{"error": …}`.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        let _ = self.stdout.flush();
        if self.json {
            self.aside(&json!({ "error": failure.to_string() }).to_string());
            return;
        }
        if let Failure::Program { shown, .. } = failure {
            self.aside(shown);
        }
        if self.colour_stderr {
            self.aside(&format!("\x1b[1;31merror:\x1b[0m {failure}"));
        } else {
            self.aside(&format!("error: {failure}"));
        }
    }

    /// Writes out what is buffered.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.stdout.flush()?)
    }
}

/// A count of things, in words for people: "1 rule", "2 rules".
pub(crate) fn counted(count: usize, one: &str) -> String {
    spelling::many(count as i64, one, &format!("{one}s"))
}

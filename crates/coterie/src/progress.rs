//! How far long work has come: rate and time left, on a terminal only, and not with `--quiet`.

use crate::output::Output;
use coterie_calendar::Instant;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;

/// A bar over `count` things of a kind.
pub(crate) fn bar(output: &Output, count: u64, what: &'static str) -> ProgressBar {
    let bar = styled(output, Some(count), "{msg} {bar:30} {human_pos}/{human_len} {rate} {eta} left");
    bar.set_message(what);
    bar
}

/// A bar over the bytes of a file; of a pipe, only what has come is known.
pub(crate) fn bytes(output: &Output, length: Option<u64>) -> ProgressBar {
    let template = match length {
        Some(_) => "read {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta} left",
        None => "read {bytes} {bytes_per_sec}",
    };
    styled(output, length, template)
}

/// A bar over the time that a programme lives through: how many things will happen in it is not known before.
pub(crate) struct Course {
    bar: ProgressBar,
    from: Instant,
    happened: u64,
}

impl Course {
    /// From one moment up to another.
    pub(crate) fn new(output: &Output, from: Instant, to: Instant) -> Self {
        let length = to.millis().saturating_sub(from.millis()).max(0) as u64;
        let bar = styled(output, Some(length), "{msg} {bar:30} {percent}% {eta} left");
        Self { bar, from, happened: 0 }
    }

    /// Something happened at a moment.
    pub(crate) fn happened(&mut self, at: Instant) {
        self.happened += 1;
        self.bar.set_position(at.millis().saturating_sub(self.from.millis()).max(0) as u64);
        let elapsed_ms = self.bar.elapsed().as_millis().max(1);
        let per_second = u128::from(self.happened) * 1_000 / elapsed_ms;
        self.bar.set_message(format!("{} due, {per_second}/s", self.happened));
    }
}

impl Drop for Course {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn styled(output: &Output, length: Option<u64>, template: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(8));
    if output.quiet() || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style.with_key("rate", |state: &ProgressState, text: &mut dyn Write| {
        // Where it cannot be written nobody sees it.
        let _ = write!(text, "{}/s", HumanCount(state.per_sec() as u64));
    }))
}

//! How far long work has come: rate and time left, on a terminal only, and not with `--quiet`.

use crate::output::Output;
use crate::spelling;
use coterie_calendar::Instant;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Duration;

/// A share of the work from which the time left can be told: a hundredth.
const TOLD_FROM_SHARE: u64 = 100;

/// How long work must have gone on before the time left can be told.
const TOLD_FROM: Duration = Duration::from_secs(1);

const COUNTED: &str = "{msg} {bar:30} {count}/{count_all} {rate}{left}";
const UNCOUNTED: &str = "{spinner} {msg}: {count} {rate}";

/// A bar over things of a kind; before their number is [known](known), it counts without an end.
pub(crate) fn bar(output: &Output, count: Option<u64>, what: &'static str) -> ProgressBar {
    let count = count.filter(|count| *count > 0);
    let bar = styled(output, count, if count.is_some() { COUNTED } else { UNCOUNTED });
    bar.set_message(what);
    bar
}

/// Says how many things there are, once that is known.
pub(crate) fn known(bar: &ProgressBar, count: u64) {
    if bar.length().is_none() && count > 0 {
        bar.set_length(count);
        bar.set_style(style(COUNTED));
    }
}

/// A bar over the bytes of a file; of a pipe, only what has come is known.
pub(crate) fn bytes(output: &Output, length: Option<u64>) -> ProgressBar {
    let template = match length {
        Some(_) => "read {bar:30} {bytes}/{total_bytes} {bytes_per_sec}{left}",
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
        let bar = styled(output, Some(length), "{msg} {bar:30} {percent}%{left}");
        Self { bar, from, happened: 0 }
    }

    /// Something happened at a moment.
    pub(crate) fn happened(&mut self, at: Instant) {
        self.happened += 1;
        self.bar.set_position(at.millis().saturating_sub(self.from.millis()).max(0) as u64);
        let elapsed_ms = self.bar.elapsed().as_millis().max(1);
        let per_second = u128::from(self.happened) * 1_000 / elapsed_ms;
        let [happened, per_second] = [self.happened, per_second as u64].map(spelt);
        self.bar.set_message(format!("{happened} due, {per_second}/s"));
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
    bar.with_style(style(template))
}

fn style(template: &str) -> ProgressStyle {
    // Where it cannot be written nobody sees it.
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("rate", |state: &ProgressState, text: &mut dyn Write| {
            let _ = write!(text, "{}/s", spelt(state.per_sec() as u64));
        })
        .with_key("count", |state: &ProgressState, text: &mut dyn Write| {
            let _ = write!(text, "{}", spelt(state.pos()));
        })
        .with_key("count_all", |state: &ProgressState, text: &mut dyn Write| {
            let _ = write!(text, "{}", spelt(state.len().unwrap_or_default()));
        })
        .with_key("left", |state: &ProgressState, text: &mut dyn Write| {
            if is_told(state.elapsed(), state.pos(), state.len()) {
                let _ = write!(text, " {:#} left", HumanDuration(state.eta()));
            }
        })
}

/// Whether enough is done for the rest to be estimated.
fn is_told(elapsed: Duration, done: u64, all: Option<u64>) -> bool {
    elapsed >= TOLD_FROM && all.is_some_and(|all| done > 0 && done >= all / TOLD_FROM_SHARE)
}

fn spelt(count: u64) -> String {
    spelling::count(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::is_told;
    use std::time::Duration;

    #[test]
    fn the_time_left_is_told_from_a_second_and_a_hundredth_of_the_work_on() {
        let [soon, later] = [Duration::from_millis(999), Duration::from_secs(1)];
        assert!(is_told(later, 10, Some(1_000)));
        assert!(!is_told(soon, 10, Some(1_000)));
        assert!(!is_told(later, 9, Some(1_000)));
        assert!(!is_told(later, 0, Some(50)));
        assert!(!is_told(later, 10, None));
    }
}

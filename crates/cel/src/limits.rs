//! How large an expression may be.

/// Longest text in bytes: a condition is read by people, and a list of 500 article numbers still fits.
pub(crate) const TEXT_BYTES_MAX: usize = 8_192;

/// Most tokens: keeps the parser, whose time grows faster than the text, below some 20 ms.
pub(crate) const TOKENS_MAX: usize = 2_000;

/// Deepest nesting: brackets count twice, each operator of an unbroken chain (`a + b + c`, `a.b.c`) once, `&&` and
/// `||` not at all. At this depth the parser needs at most 512 kB of stack, a quarter of a default thread's.
pub(crate) const NESTING_MAX: usize = 64;

/// Most type errors reported at once; whoever has more reads no further.
pub(crate) const ERRORS_MAX: usize = 100;

/// Most work for one evaluation, in units of about a nanosecond to ten: 0.1 ms at the worst.
const COST_MAX: u32 = 10_000;

/// Limits that the caller may tighten or widen. The size of the text is bounded besides, by constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Greatest cost of one evaluation, in units: one for each operator and value, five for a search in a text, times
    /// the greatest lengths of the lists that a macro walks.
    pub cost_max: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { cost_max: COST_MAX }
    }
}

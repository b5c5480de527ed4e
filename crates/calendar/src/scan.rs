//! Reading fixed shapes of digits and separators, the base of every date and time spelling.

/// A cursor over ASCII text.
pub(crate) struct Scan<'a> {
    rest: &'a [u8],
}

impl<'a> Scan<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text.as_bytes() }
    }

    /// Exactly `count` digits (at most nine, so that the number fits).
    pub(crate) fn digits(&mut self, count: usize) -> Option<u32> {
        debug_assert!(count <= 9, "a u32 holds nine digits");
        let (head, rest) = self.rest.split_at_checked(count)?;
        let mut number = 0;
        for byte in head {
            number = number * 10 + u32::from(byte.checked_sub(b'0').filter(|digit| *digit <= 9)?);
        }
        self.rest = rest;
        Some(number)
    }

    /// One to nine digits, as many as there are, with how many there were.
    pub(crate) fn digit_run(&mut self) -> Option<(u32, usize)> {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if !(1..=9).contains(&count) {
            return None;
        }
        self.digits(count).map(|number| (number, count))
    }

    /// The given byte, or nothing is consumed.
    pub(crate) fn skip(&mut self, byte: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// [`Scan::skip`] for use with `?`.
    pub(crate) fn expect(&mut self, byte: u8) -> Option<()> {
        self.skip(byte).then_some(())
    }

    pub(crate) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn finish(&self) -> Option<()> {
        self.is_done().then_some(())
    }
}

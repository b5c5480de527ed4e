//! What was paid for the lines of an event, and what of it remains.

use super::{EntryRecord, LineLeft};
use crate::decision::Given;
use coterie_ledger::{Amount, LedgerError, Rounding, proportion};

impl EntryRecord {
    /// What was paid for a line: its amount less the till's discount and the discounts that the event was given, minor units.
    pub fn paid(&self, line: usize) -> i64 {
        let whole = &self.event.lines[line];
        whole.amount - whole.discount - self.discounts(line).sum::<i64>()
    }

    /// What is to be paid for what remains of it, before another refund, minor units.
    pub fn due(&self) -> i64 {
        self.due
            .unwrap_or_else(|| (0..self.event.lines.len()).map(|line| self.paid(line)).sum::<i64>().max(0))
    }

    /// What remains of an amount that stands on a line: its share of what was paid for the line, or of its pieces when nothing
    /// was paid.
    pub(crate) fn share(
        &self,
        line: usize,
        left: LineLeft,
        amount: i64,
        rounding: Rounding,
    ) -> Result<i64, LedgerError> {
        let (paid, quantity) = (self.paid(line), self.event.lines[line].quantity);
        let (part, of) = match () {
            () if !left.remains => return Ok(0),
            () if paid > 0 => (left.amount, paid),
            () if quantity > 0 => (left.quantity, quantity),
            () => return Ok(amount),
        };
        Ok(proportion(Amount::new(amount)?, part, of, rounding)?.get())
    }

    /// What of a line's price remains, the till's discount taken off and the discounts that the event was given not.
    pub(crate) fn price(&self, line: usize, left: LineLeft) -> Result<i64, LedgerError> {
        let shares = self.discounts(line).map(|off| self.share(line, left, off, Rounding::HalfUp));
        Ok(left.amount + shares.sum::<Result<i64, _>>()?)
    }

    /// What remains of a discount, by the lines that it was spread over.
    pub(crate) fn discount(&self, lines: &[i64], left: &[LineLeft]) -> Result<i64, LedgerError> {
        let shares = lines.iter().zip(left).enumerate();
        shares.map(|(line, (off, left))| self.share(line, *left, *off, Rounding::HalfUp)).sum()
    }

    /// What is to be paid for what remains when so much is kept of each gift: what was paid for it, and the discount that
    /// went with what was returned. No refund makes it more than it was.
    pub(crate) fn due_for(&self, left: &[LineLeft], kept: &[Amount]) -> Result<i64, LedgerError> {
        let mut due: i64 = left.iter().map(|line| line.amount).sum();
        for (held, kept) in self.gifts.iter().zip(kept) {
            if let Given::Discount { lines, .. } = &held.gift.given {
                due += (self.discount(lines, left)? - kept.get()).max(0);
            }
        }
        Ok(due.max(0).min(self.due()))
    }

    /// What each discount that the event was given took off a line.
    fn discounts(&self, line: usize) -> impl Iterator<Item = i64> + '_ {
        self.gifts.iter().filter_map(move |held| match &held.gift.given {
            Given::Discount { lines, .. } => lines.get(line).copied(),
            _ => None,
        })
    }
}

//! `cohorts`: what became of the lots opened in one month of the clock (UTC), and `months`: the position at which each such
//! month begins. A lot's name holds the position that opened it, so its cohort is found without knowing the lot.

use crate::error::ViewsError;
use crate::names::Names;
use crate::sums::Sums;
use crate::table::{Table, int, sum, text};
use compact_str::CompactString;
use coterie_calendar::{Instant, Period, Zone};
use coterie_decide::decision::Cause;
use coterie_ledger::{Amount, LotId, Move};
use coterie_program::ids::AccountId;
use rusqlite::{Connection, params};

/// Amounts in smallest parts. `lots` counts credits; `moved` is what left its lot otherwise than by being redeemed, expiring
/// or being clawed back: a gift to another member, a correction.
pub(crate) const COHORTS: Table = Table {
    name: "cohorts",
    columns: &[
        text("account"),
        text("month"),
        sum("lots"),
        sum("opened"),
        sum("redeemed"),
        sum("expired"),
        sum("clawed"),
        sum("moved"),
    ],
    key: 2,
    unique: None,
};

pub(crate) const MONTHS: Table =
    Table { name: "months", columns: &[text("month"), int("position")], key: 1, unique: None };

/// At which position each month of the clock begins.
#[derive(Debug)]
pub(crate) struct Months {
    /// Ascending by position.
    known: Vec<(u64, CompactString)>,
    /// The first instant after the last of them.
    end: Instant,
    written: usize,
}

impl Months {
    pub(crate) fn load(conn: &Connection, clock: Option<Instant>) -> Result<Self, ViewsError> {
        let mut read = conn.prepare("SELECT position, month FROM months ORDER BY position")?;
        let rows = read.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?.into())))?;
        let known: Vec<(u64, CompactString)> = rows.collect::<Result<_, _>>()?;
        let end = clock.map_or(Instant::MIN, |clock| Zone::utc().next_start(Period::Month, clock));
        Ok(Self { written: known.len(), known, end })
    }

    /// The clock stands at `clock` when the entry at `position` comes. It never falls.
    pub(crate) fn arrive(&mut self, position: u64, clock: Instant) {
        if clock >= self.end {
            self.known.push((position, Zone::utc().label(Period::Month, clock).into()));
            self.end = Zone::utc().next_start(Period::Month, clock);
        }
    }

    /// The place of the month in which a lot was opened.
    fn place(&self, lot: LotId) -> u32 {
        let later = self.known.partition_point(|(first, _)| *first <= lot.position);
        later.saturating_sub(1) as u32
    }

    fn label(&self, place: u32) -> &str {
        self.known.get(place as usize).map_or("", |(_, label)| label)
    }

    pub(crate) fn write(&mut self, conn: &Connection) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&MONTHS.upsert())?;
        for (position, month) in &self.known[self.written..] {
            put.execute(params![&**month, position])?;
        }
        self.written = self.known.len();
        Ok(())
    }
}

/// What a batch adds: lots, opened, redeemed, expired, clawed, moved.
#[derive(Debug, Default)]
pub(crate) struct Pending(Sums<(AccountId, u32), 6>);

impl Pending {
    /// Counts one move of a wallet. Merges keep lots as they are and change nothing here.
    pub(crate) fn count(
        &mut self,
        months: &Months,
        account: AccountId,
        cause: Cause,
        step: &Move,
    ) -> Result<(), ViewsError> {
        let mut add = |lot: LotId, fates: [i64; 6]| self.0.add((account, months.place(lot)), fates);
        let spent = |amount: Amount| match cause {
            Cause::Spend => [0, 0, amount.get(), 0, 0, 0],
            _ => [0, 0, 0, 0, 0, amount.get()],
        };
        match step {
            Move::Open(lot) => add(lot.id, [1, lot.remaining.get(), 0, 0, 0, 0]),
            Move::Spend(part) => add(part.lot, spent(part.amount)),
            Move::Capture { parts, .. } => {
                parts.iter().try_for_each(|part| add(part.lot, spent(part.amount)))
            }
            Move::GiveBack(lot) if cause == Cause::Regain => {
                add(lot.id, [0, 0, 0, 0, -lot.remaining.get(), 0])
            }
            Move::GiveBack(lot) => add(lot.id, [0, 0, -lot.remaining.get(), 0, 0, 0]),
            Move::Expire { part, .. } => add(part.lot, [0, 0, 0, part.amount.get(), 0, 0]),
            Move::Claw(part) => add(part.lot, [0, 0, 0, 0, part.amount.get(), 0]),
            Move::ClawExpired(part) => add(part.lot, [0, 0, 0, -part.amount.get(), part.amount.get(), 0]),
            Move::BuryAgain(gone) => add(gone.lot, [0, 0, 0, gone.expired.get(), -gone.expired.get(), 0]),
            Move::Borrow { .. }
            | Move::Repay { .. }
            | Move::Reserve { .. }
            | Move::Release { .. }
            | Move::Approve { .. }
            | Move::Touch { .. }
            | Move::Receive(_)
            | Move::HandOver(_)
            | Move::ReceiveGone(_)
            | Move::HandOverGone { .. } => Ok(()),
        }
    }

    pub(crate) fn write(
        &mut self,
        conn: &Connection,
        names: &Names,
        months: &Months,
    ) -> Result<(), ViewsError> {
        let mut put = conn.prepare_cached(&COHORTS.upsert())?;
        for ((account, place), [lots, opened, redeemed, expired, clawed, moved]) in self.0.drain() {
            let (account, month) = (names.account(account), months.label(place));
            put.execute(params![&*account, month, lots, opened, redeemed, expired, clawed, moved])?;
        }
        Ok(())
    }
}

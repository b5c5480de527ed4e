//! The record of an event: what remains of it.

use super::{ForHold, Found};
use crate::decision::{Change, Decision, Effect, Gift, Given};
use coterie_calendar::Instant;
use coterie_ledger::{Amount, Availability, Lot, Party};
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, LimitId, MeasureId};
use coterie_program::value::Value;
use minicbor::{Decode, Encode};

/// What remains of a journaled event. It is built from its journal entry; only what changed since is ever saved.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct EntryRecord {
    /// One more than the position of the last entry folded into it.
    #[n(0)]
    pub as_of: u64,
    /// The program version that decided it.
    #[n(1)]
    pub version: u32,
    /// The event.
    #[n(2)]
    pub event: Event,
    /// Its gifts and what is kept of each.
    #[n(3)]
    pub gifts: Vec<HeldGift>,
    /// What remains of its lines.
    #[n(4)]
    pub left: Vec<LineLeft>,
    /// What measures remember of it.
    #[n(5)]
    pub remembered: Vec<Remembered>,
    /// What it uses of limits.
    #[n(6)]
    pub counted: Vec<Counted>,
    /// What it spent or reserved.
    #[n(7)]
    pub spending: Option<Spending>,
    /// How it stands.
    #[n(8)]
    pub state: EntryState,
    /// Of a hold: the position of the event that captured it.
    #[n(9)]
    pub captured_by: Option<u64>,
    /// The money part of its price, minor units.
    #[n(10)]
    pub to_pay: i64,
    /// What is to be paid for what remains, minor units; `None` while nothing was refunded.
    #[n(11)]
    pub due: Option<i64>,
}

/// A gift and what is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct HeldGift {
    /// As given.
    #[n(0)]
    pub gift: Gift,
    /// What is kept: of its amount, or 1 and 0 for what has none.
    #[n(1)]
    pub kept: Amount,
    /// Where what was taken back was found, while it may be kept again.
    #[n(2)]
    pub found: Option<Found>,
    /// From when what it opened is available; `None` when it opened no lot.
    #[n(3)]
    pub available: Option<Availability>,
}

/// What remains of a line, minor units and pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct LineLeft {
    /// Of what was paid for it, all discounts taken off.
    #[n(0)]
    pub amount: i64,
    /// Of its quantity.
    #[n(1)]
    pub quantity: i64,
    /// Whether anything remains: a line of no amount and no quantity remains until it is returned.
    #[n(2)]
    pub remains: bool,
}

/// What a measure remembers of the event.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Remembered {
    /// On whose record.
    #[n(0)]
    pub party: Party,
    /// Which measure.
    #[n(1)]
    pub measure: MeasureId,
    /// At which time.
    #[n(2)]
    pub at: Instant,
    /// How much it counts now.
    #[n(3)]
    pub amount: i64,
    /// The value, for a measure of different values.
    #[n(4)]
    pub value: Option<Value>,
    /// The gift that it follows.
    #[n(5)]
    pub gift: Option<u16>,
}

/// What the event uses of a limit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Counted {
    /// On whose record.
    #[n(0)]
    pub party: Party,
    /// Which limit.
    #[n(1)]
    pub limit: LimitId,
    /// In which period.
    #[n(2)]
    pub period: Instant,
    /// How much it uses now.
    #[n(3)]
    pub amount: i64,
    /// The gift that drew on it.
    #[n(4)]
    pub gift: Option<u16>,
    /// The hold for which it is drawn on.
    #[n(5)]
    pub hold: Option<ForHold>,
}

/// Lots that the event spent or reserved.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Spending {
    /// The account.
    #[n(0)]
    pub account: AccountId,
    /// Whose wallet.
    #[n(1)]
    pub from: Party,
    /// Where they were spent.
    #[n(2)]
    pub at: Party,
    /// The lots, `remaining` being what was taken of each.
    #[n(3)]
    pub lots: Vec<Lot>,
    /// What they bought in money at the till, minor units.
    #[n(4)]
    pub money: i64,
    /// How much was spent at first.
    #[n(5)]
    pub whole: Amount,
}

/// How an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum EntryState {
    /// It was refused; nothing came of it.
    #[n(0)]
    Refused,
    /// It holds.
    #[n(1)]
    Holds,
    /// A hold that is open.
    #[n(2)]
    Open,
    /// A hold that was captured.
    #[n(3)]
    Captured,
    /// A hold that was released or lapsed.
    #[n(4)]
    Released,
    /// A redemption that was cancelled, a fact that was superseded.
    #[n(5)]
    Cancelled,
}

impl EntryRecord {
    /// The record as the event's own entry leaves it.
    pub fn new(position: u64, version: u32, event: Event, decision: &Decision) -> Self {
        let state = match decision.refusal {
            Some(_) => EntryState::Refused,
            None if event.kind == coterie_program::builtin::kind::HOLD => EntryState::Open,
            None => EntryState::Holds,
        };
        let held = |(place, gift): (usize, &Gift)| HeldGift {
            kept: initially_kept(&gift.given),
            gift: gift.clone(),
            found: None,
            available: decision.opened(place as u16),
        };
        let gifts = decision.gifts.iter().enumerate().map(held).collect();
        let mut record = Self {
            as_of: position + 1,
            version,
            event,
            gifts,
            left: Vec::new(),
            remembered: Vec::new(),
            counted: Vec::new(),
            spending: None,
            state,
            captured_by: None,
            to_pay: 0,
            due: None,
        };
        record.left = record
            .event
            .lines
            .iter()
            .enumerate()
            .map(|(place, line)| LineLeft {
                amount: record.paid(place),
                quantity: line.quantity,
                remains: true,
            })
            .collect();
        // What corrects an earlier event stands right before what that one still counts, and belongs to that one alone.
        let corrects = |next: &Effect| {
            matches!(next, Effect::StillCounts { .. } | Effect::StillUses { .. } | Effect::Filled { .. })
        };
        let mut effects = decision.effects.iter().peekable();
        while let Some(effect) = effects.next() {
            if !effects.peek().is_some_and(|next| corrects(next)) {
                record.note(effect);
            }
        }
        record
    }

    fn note(&mut self, effect: &Effect) {
        match effect {
            Effect::Remember { party, measure, at, change, gift } => {
                let (amount, value) = match change {
                    Change::Add(amount) => (*amount, None),
                    Change::Occur(value, times) => (*times, Some(value.clone())),
                    Change::Last(_) | Change::Streak(..) => return,
                };
                self.remembered.push(Remembered {
                    party: party.clone(),
                    measure: *measure,
                    at: *at,
                    amount,
                    value,
                    gift: *gift,
                });
            }
            Effect::Count { party, limit, period, by, gift, hold } => self.counted.push(Counted {
                party: party.clone(),
                limit: *limit,
                period: *period,
                amount: *by,
                gift: *gift,
                hold: *hold,
            }),
            Effect::Spending { account, from, at, lots, money } => {
                self.spending = Some(Spending {
                    account: *account,
                    from: from.clone(),
                    at: at.clone(),
                    lots: lots.clone(),
                    money: *money,
                    whole: Amount::sum(lots.iter().map(|lot| lot.remaining)).unwrap_or(Amount::MAX),
                });
            }
            Effect::ToPay { money } => self.to_pay = *money,
            _ => {}
        }
    }

    /// True while anything of its lines remains (an event without lines remains as a whole).
    pub fn remains(&self) -> bool {
        self.left.is_empty() || self.left.iter().any(|line| line.remains)
    }
}

/// What is kept of a gift before anything is returned.
fn initially_kept(given: &Given) -> Amount {
    given.amount().unwrap_or(Amount::ONE)
}

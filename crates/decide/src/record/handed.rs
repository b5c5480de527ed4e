//! Lots that a wallet handed over, and to whom: who looks for one later follows it.

use coterie_calendar::Instant;
use coterie_ledger::{LotId, Move, Party};
use coterie_program::ids::AccountId;
use minicbor::{Decode, Encode};

use crate::decision::{Leg, Transfer};

/// What one wallet handed over to another at one time.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct HandedOver {
    /// Of which account.
    #[n(0)]
    pub account: AccountId,
    /// To whom.
    #[n(1)]
    pub to: Party,
    /// By the clock: it is forgotten when no refund can ask for it any more.
    #[n(2)]
    pub at: Instant,
    /// Which lots, what had expired of them included; ascending.
    #[n(3)]
    pub lots: Vec<LotId>,
}

impl HandedOver {
    /// What a leg of a transfer hands over to another leg's wallet, if it does.
    pub(crate) fn by(leg: &Leg, transfer: &Transfer, at: Instant) -> Option<Self> {
        let mut lots: Vec<LotId> = leg.moves.iter().filter_map(handed_over).collect();
        if lots.is_empty() {
            return None;
        }
        lots.sort_unstable();
        lots.dedup();
        let receives = |other: &&Leg| {
            other.moves.iter().any(|step| matches!(step, Move::Receive(_) | Move::ReceiveGone(_)))
        };
        let to = transfer.legs().iter().find(receives)?.party.clone();
        Some(Self { account: transfer.account(), to, at, lots })
    }

    /// Whether it handed over a lot of an account.
    pub(crate) fn includes(&self, account: AccountId, lot: LotId) -> bool {
        self.account == account && self.lots.binary_search(&lot).is_ok()
    }
}

fn handed_over(step: &Move) -> Option<LotId> {
    match step {
        Move::HandOver(part) => Some(part.lot),
        Move::HandOverGone { lot, .. } => Some(*lot),
        _ => None,
    }
}

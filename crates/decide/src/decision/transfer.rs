//! Transfers. Only this crate constructs them; each sums to zero by construction, and decoding checks it again.

use coterie_ledger::{Amount, Book, LedgerError, Move, Party};
use coterie_program::ids::AccountId;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use thiserror::Error;

/// Why value moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Cause {
    /// A rule gave it.
    #[n(0)]
    Earn,
    /// It paid for a reward.
    #[n(1)]
    Spend,
    /// Its time was over.
    #[n(2)]
    Expire,
    /// A refund, or a superseded fact, took it back.
    #[n(3)]
    Claw,
    /// A person corrected the account.
    #[n(4)]
    Adjust,
    /// A member gave it to another.
    #[n(5)]
    Give,
    /// Two records became one, or a member joined a household.
    #[n(6)]
    Merge,
    /// A redemption was undone.
    #[n(7)]
    Cancel,
    /// A hold reserved, released or captured it.
    #[n(8)]
    Hold,
    /// What was pending became available.
    #[n(9)]
    Approve,
    /// Money off a basket.
    #[n(10)]
    Discount,
    /// A period's end emptied the account.
    #[n(11)]
    Reset,
    /// A refund of further lines leaves more of a gift than an earlier one did.
    #[n(12)]
    Regain,
}

/// One side of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Leg {
    /// Whose account.
    #[n(0)]
    pub party: Party,
    /// A book of the party, or its wallet.
    #[n(1)]
    pub book: Option<Book>,
    /// Signed, smallest parts.
    #[n(2)]
    pub amount: Amount,
    /// What happens in the wallet; their sum is the amount. Empty for a book.
    #[n(3)]
    pub moves: Vec<Move>,
}

impl Leg {
    /// A leg in a wallet.
    pub(crate) fn wallet(party: Party, moves: Vec<Move>) -> Result<Self, LedgerError> {
        Ok(Self { party, book: None, amount: Move::total(&moves)?, moves })
    }

    /// A leg in a book.
    pub(crate) fn book(party: Party, book: Book, amount: Amount) -> Self {
        Self { party, book: Some(book), amount, moves: Vec::new() }
    }
}

/// A movement of one account's unit between parties. Its legs sum to zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    account: AccountId,
    cause: Cause,
    gift: Option<u16>,
    legs: Vec<Leg>,
}

/// A transfer that does not add up was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unbalanced {
    /// The legs do not sum to zero.
    #[error("a transfer's legs sum to {0}, not to zero")]
    Sum(Amount),
    /// A wallet leg is not the sum of its moves, or a book leg has moves.
    #[error("a leg of {party} says {says}, its moves {moves}")]
    Leg {
        /// Whose.
        party: Party,
        /// The leg's amount.
        says: Amount,
        /// The sum of its moves.
        moves: Amount,
    },
    /// An amount is beyond the ledger's limit.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl Transfer {
    /// A transfer; refused unless its legs sum to zero and each wallet leg is the sum of its moves.
    pub(crate) fn new(
        account: AccountId,
        cause: Cause,
        gift: Option<u16>,
        legs: Vec<Leg>,
    ) -> Result<Self, Unbalanced> {
        let sum = Amount::sum(legs.iter().map(|leg| leg.amount))?;
        if !sum.is_zero() {
            return Err(Unbalanced::Sum(sum));
        }
        for leg in &legs {
            let moves = Move::total(&leg.moves)?;
            let fits = if leg.book.is_none() { moves == leg.amount } else { leg.moves.is_empty() };
            if !fits {
                return Err(Unbalanced::Leg { party: leg.party.clone(), says: leg.amount, moves });
            }
        }
        Ok(Self { account, cause, gift, legs })
    }

    /// Of which account, and so in which unit.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Why.
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// The gift of this decision that it carries out.
    pub fn gift(&self) -> Option<u16> {
        self.gift
    }

    /// Its sides.
    pub fn legs(&self) -> &[Leg] {
        &self.legs
    }
}

/// Stored as `[account, cause, gift, legs]`.
impl<C> Encode<C> for Transfer {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, c: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(4)?;
        self.account.encode(e, c)?;
        self.cause.encode(e, c)?;
        self.gift.encode(e, c)?;
        self.legs.encode(e, c)
    }
}

impl<'b, C> Decode<'b, C> for Transfer {
    fn decode(d: &mut Decoder<'b>, c: &mut C) -> Result<Self, decode::Error> {
        if d.array()? != Some(4) {
            return Err(decode::Error::message("a transfer is an array of four"));
        }
        let account = AccountId::decode(d, c)?;
        let cause = Cause::decode(d, c)?;
        let gift = Option::decode(d, c)?;
        let legs = Vec::decode(d, c)?;
        Self::new(account, cause, gift, legs).map_err(decode::Error::message)
    }
}

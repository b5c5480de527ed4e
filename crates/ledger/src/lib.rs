//! Amounts, parties, lots, holds and settlement arithmetic.
//!
//! What it is for: the exact parts of which every movement of points or money is made. A [`Wallet`] is one account of one
//! party: its lots, its holds, its debt. *Plans* look at a wallet and say which lots an operation touches; [`Move`]s are
//! what is recorded; [`Wallet::apply`] carries a move out, on the day itself and on every replay. The payer's side is
//! counted in [`Books`]. [`settle`] turns kept points into money.
//!
//! What it never does: read a clock, do I/O, use floating point, or panic on what it is given. Every operation is checked
//! and refuses with a [`LedgerError`], leaving the wallet as it was. It does not know transfers: whoever makes one asserts
//! that its legs sum to zero and that each leg is the sum of its moves ([`Move::total`]).
//!
//! What is stored is CBOR: each struct an array in the order of its field numbers, trailing absent fields left out; each
//! move an array of its number and its fields.
//!
//! Start reading at [`Wallet`] and [`Move`].

mod amount;
mod apply;
mod books;
mod error;
mod hold;
mod lot;
mod moves;
mod party;
mod plan;
mod rate;
mod settlement;
mod split;
mod wallet;

pub use amount::Amount;
pub use books::{Book, Books};
pub use error::{LedgerError, Short};
pub use hold::{Hold, Part};
pub use lot::{Availability, Gone, Lot, LotId};
pub use moves::Move;
pub use party::{Party, PartyKind};
pub use plan::{Credit, Taken};
pub use rate::{Rate, Rounding, proportion};
pub use settlement::{Settlement, Terms, settle};
pub use split::split;
pub use wallet::Wallet;

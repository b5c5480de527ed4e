//! The views: tables derived from the journal, for everything that people list, sum or search.
//!
//! A projector takes the journal's entries in order and keeps tables in a SQLite file of its own, each batch in one
//! transaction with its cursor. The journal is the only truth: a deleted file is rebuilt from it, identical to the row
//! ([`Views::digest`], [`compare`]), however the entries are cut into batches. Explanations and lines stay in the journal;
//! the tables say where to find them.
//!
//! What it never does: decide anything, walk the journal (the caller does), read a clock, use floating point, or hold what
//! could not be derived again. Decrypted personal values live in the columns marked personal and nowhere else.
//!
//! Start reading at [`Views`]; the tables are declared in `tables`, one a module, and asked in `query`. [`Totals`] gives the
//! same books for any moment of the past by adding up the journal.
//!
//! Values are integers and text. Times are milliseconds since 1970, days and periods are their labels, parties are
//! numbers of the table `parties`, amounts are in smallest parts with the sign of their legs.

mod books;
mod closed;
mod digest;
mod error;
mod holds;
mod labels;
mod legs;
mod names;
mod projector;
mod query;
mod reading;
mod settled;
mod sums;
mod table;
mod tables;
mod totals;
mod views;

pub use books::{AccountBooks, Books, PartnerBooks, Sales};
pub use digest::{DIFFERENCES_MAX, Difference, TableDigest, compare};
pub use error::ViewsError;
pub use holds::{Holds, holds};
pub use query::liability::{BREAKAGE_LOTS_MIN, BREAKAGE_METHOD, Breakage, FATE_KNOWN_PERCENT, Liability};
pub use query::members::{Attribute, Member, PAGE_ROWS_MAX, Page};
pub use reading::{Reading, Unsealed};
pub use settled::{AccountStatement, Owed, Own, PartnerStatement, SettlementLine, SettlementReport};
pub use tables::cursor::Cursor;
pub use totals::Totals;
pub use views::{BATCH_ENTRIES_MAX, Views};

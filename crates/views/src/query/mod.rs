//! What is asked of the tables. Every list comes in pages; nothing here reads the journal.

pub(crate) mod books;
pub(crate) mod events;
pub(crate) mod liability;
pub(crate) mod members;
pub(crate) mod settlement;
pub(crate) mod statement;

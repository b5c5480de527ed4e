//! Why every point and every grosz came: journal entries as people and programs read them.
//!
//! A gift is told in two ways that must agree: the rule's sentence in the reader's language (`coterie-sentences`), and the
//! arithmetic behind it in figures that add up ([`arithmetic`]). What else an entry did is told the same way: what a refund took
//! back of which gift, what a reward cost, which lots went first, what a partner pays for it ([`story`]). [`json`] says the same
//! with names instead of numbers.
//!
//! Nothing here reads a journal: what an entry refers to is handed over as its [`Past`].

mod arithmetic;
mod corrected;
mod figures;
mod head;
mod json;
mod lots;
mod money;
mod movement;
mod multiplied;
mod names;
mod obstacles;
mod past;
mod refused;
mod statement;
mod story;
mod taken_back;
mod withheld;
mod words;

pub use arithmetic::arithmetic;
pub use head::head;
pub use json::{entry as entry_json, gift as gift_json};
pub use movement::Remark;
pub use names::Names;
pub use obstacles::{Told, obstacles_in};
pub use past::Past;
pub use refused::refused;
pub use statement::Sums;
pub use story::{story, story_of};
pub use words::{Words, texts_source};

//! Why every point and every grosz came: journal entries as people and programs read them.
//!
//! A gift is told in two ways that must agree: the rule's sentence in the reader's language (`coterie-sentences`), and the
//! arithmetic behind it in figures that add up ([`arithmetic`]). [`json`] says the same with names instead of numbers.

mod arithmetic;
mod json;
mod names;
mod obstacles;
mod told;

pub use arithmetic::arithmetic;
pub use json::{entry as entry_json, gift as gift_json, refusal as refusal_json};
pub use names::Names;
pub use obstacles::{Told, obstacles, obstacles_in};
pub use told::{Audience, Line, told};

//! The door through which events come: text in, a typed [`Event`](coterie_program::event::Event) out, or every reason why
//! not.
//!
//! [`Intake`] holds the shapes of one program's events. It reads one event from JSON text ([`Intake::event`]), from a JSON
//! value ([`Intake::event_of_value`]) or from YAML ([`Intake::event_of_node`]), and writes one back
//! ([`Intake::to_json`]). [`ndjson::Reader`] reads a stream of lines, [`csv::Reader`] rows of a table under a
//! [`csv::Mapping`]. [`canonical`] gives the bytes that idempotency compares. The shapes are shown, with an example each,
//! in `docs/events.md`.
//!
//! Behind the door nothing is malformed: names are numbers of the program's registry, amounts are integers, ids are
//! within their limits ([`limits`]), fields are sorted and there once. Whether the event may happen (is there such a
//! purchase, are there enough points) is decided later, on state; nothing here knows any.
//!
//! This crate reads no clock and opens no file; what comes in comes through `Read` and `BufRead`.

mod canonical;
pub mod csv;
mod intake;
mod json;
pub mod limits;
pub mod ndjson;
mod number;
mod problem;
mod read;
mod shape;
mod show;
mod tree;

pub use canonical::canonical;
pub use intake::{Defaults, Intake};
pub use problem::{Problem, Reject};

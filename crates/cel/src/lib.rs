//! Conditions in the Common Expression Language (CEL), typed and bounded.
//!
//! A program's rule takes an expression such as
//! `purchase.total >= 20000 && member.tier == "gold"` where its structured conditions end. [`compile()`] reads
//! such a text once, when the program is loaded, and reports everything wrong with it; [`Expression::eval`] then
//! decides it for one event.
//!
//! What holds after [`compile()`] succeeded:
//! - **Types cannot fail.** Every path, operator and function was checked against a [`Schema`], and the compiled
//!   form has a separate Rust type for tests, numbers, texts and lists, so a mismatch cannot be written down.
//! - **Work is bounded.** Lists have a greatest length in the schema, macros multiply it, and the product is held
//!   under [`Limits::cost_max`] before anything runs ([`Expression::cost`]).
//! - **The answer is the same everywhere.** Booleans, integers, texts and instants only: no floating point, no
//!   clock, no regular expressions.
//!
//! # Absent values
//! A path may have no value for one event ([`Value::Absent`]). Then
//! - any comparison, `in`, string test or macro on the absent value is **false** (`all` too, `!=` too);
//! - an absent boolean counts as false where a truth value is needed, so `!member.vip` is true when it is absent;
//! - arithmetic, `size` and `filter` on an absent value are absent;
//! - `has(member.tier)` says whether the value is there.
//!
//! # Faults
//! Integer overflow and division by zero make the whole condition **false**, with the reason beside it
//! ([`Outcome::fault`]). As in standard CEL, `&&` and `||` (and `all`, `exists`) do not mind a fault on one side
//! when the other side alone decides; a fault outweighs an absent value.
//!
//! # The language
//! Literals `true`, `42`, `"text"`; paths; `! && || == != < <= > >= + - * / %`, `? :`; `x in [..]` and `x in list`;
//! `startsWith`, `endsWith`, `contains` and `size` on texts; `size`, `exists`, `all`, `exists_one`, `filter` on lists
//! of the schema. An instant less an instant is a number of milliseconds, an instant plus or minus milliseconds is an
//! instant. Everything else of CEL is refused by name, with what to use instead.
//!
//! This crate never does I/O and never panics on any text or value. Start reading at [`compile()`].

mod check;
mod compile;
mod constants;
mod cost;
mod error;
mod eval;
mod expression;
mod functions;
mod ir;
mod limits;
mod names;
mod print;
mod schema;
mod shape;
mod syntax;
mod tokens;
mod values;
mod walk;

pub use compile::compile;
pub use constants::{Constant, ConstantValue};
pub use error::CelError;
pub use eval::{Fault, FaultKind, Outcome};
pub use expression::{Expression, Part};
pub use limits::Limits;
pub use schema::{FieldId, Place, RecordKind, Schema, SlotId, Type};
pub use shape::{Comparison, Operation, Shape, Term};
pub use values::{Elements, Slots, Value};

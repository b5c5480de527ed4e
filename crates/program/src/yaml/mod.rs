//! YAML as far as a program needs it: a tree of lists, maps and texts, each with its place in the file.
//!
//! [`parse`] accepts the plain part of YAML 1.2 (block and flow lists and maps, plain, quoted and block scalars,
//! comments) and refuses, with a diagnostic, what makes a file mean something else than it shows: anchors and aliases,
//! tags, merge keys, repeated keys, several documents, tabs, control and direction characters.
//!
//! [`Reader`] reads the tree and collects every mistake; its documentation shows how a section is read.

mod builder;
mod characters;
mod id;
mod limits;
mod node;
mod parse;
mod place;
mod reader;
mod spelling;
mod syntax;

pub use id::{ID_CHARS_MAX, INTEGRATOR_ID_BYTES_MAX, IdError, check_id, check_integrator_id};
pub use limits::{DEPTH_MAX, DIAGNOSTICS_MAX, FILE_BYTES_MAX, NODES_MAX};
pub use node::{Key, Node, Scalar, Value};
pub use parse::parse;
pub(crate) use place::BYTE_ORDER_MARK;
pub use place::{Mark, Span};
pub use reader::{Fields, Reader, Shape};
pub use spelling::{SpellingError, decimal_from_spelling, integer_from_spelling};

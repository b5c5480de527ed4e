//! Events as rows of a table: comma-separated values, under a mapping from columns to fields.
//!
//! A [`Mapping`] is a small YAML file, checked against the program's events when it is read; `docs/events.md` shows one.
//! [`Reader`] makes each row an event, or, when the mapping has `lines`, each run of rows with the same id.

mod mapping;
mod reader;
mod rows;
mod time_format;

pub use mapping::Mapping;
pub use reader::{OpenError, Reader};

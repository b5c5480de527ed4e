//! Coterie's program language: a YAML file goes in, a checked program comes out, or every mistake in it at once.
//!
//! The way of a file through this crate:
//!
//! 1. [`yaml::parse`] turns the text into a tree of [`yaml::Node`]s, each with its place in the file. Scalars stay
//!    text, so that a number is read from its spelling and never through a float.
//! 2. [`yaml::Reader`] reads that tree section by section and collects what is wrong on the way.
//! 3. [`diagnostic`] shows the collection to a person ([`diagnostic::render`]) or to a program
//!    ([`diagnostic::to_json`]).
//!
//! This crate is pure: it opens no file, asks no clock and keeps no state.

pub mod builtin;
pub mod compile;
pub mod compiled;
pub mod currency;
pub mod diagnostic;
pub mod event;
pub mod file;
pub mod ids;
pub mod limits;
pub mod table;
pub mod value;
pub mod yaml;

pub use compile::{Checked, compile};
pub use file::json_schema;

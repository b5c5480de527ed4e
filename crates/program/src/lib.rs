//! Coterie's program language: a YAML file goes in, a checked program comes out, or every mistake in it at once.
//!
//! The way of a file through this crate:
//!
//! 1. [`yaml::parse`] turns the text into a tree of [`yaml::Node`]s, each with its place in the file. Scalars stay
//!    text, so that a number is read from its spelling and never through a float.
//! 2. [`mod@file`] reads that tree section by section with a [`yaml::Reader`], which collects what is wrong on the way. The same
//!    types describe the language to editors: [`json_schema`].
//! 3. [`compile()`] resolves names, checks types and units, and makes a [`compiled::Program`] of it: numbers of a
//!    [`ids::Registry`] instead of names, integers in smallest parts instead of spelled amounts.
//! 4. [`diagnostic`] shows what was wrong to a person ([`diagnostic::render`]) or to a program
//!    ([`diagnostic::to_json`]).
//!
//! Start reading at [`compile()`]. [`builtin`], [`event`] and [`value`] are what programs and events have in common.
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
pub mod succession;
pub mod table;
pub mod value;
pub mod yaml;

pub use compile::{Checked, Draft, compile, compile_applied, draft};
pub use file::json_schema;

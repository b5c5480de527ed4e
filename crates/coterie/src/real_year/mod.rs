//! The real year of retail under its reference program: its events, and its report.

mod events;
mod report;

pub use events::{POINTS_PER_COUPON, RealYear, RealYearError, SOURCE};
pub use report::{BONUS_RULE, DepartmentReport, RealYearReport, TierCounts};

/// The file of the reference program.
pub const PROGRAM: &str = include_str!("../../../../programs/complete-journey.yaml");

/// The id of that program.
pub const PROGRAM_ID: &str = "complete-journey";

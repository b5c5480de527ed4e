//! Rehearsals: events played against a program in memory, with no store and no clock.
//!
//! The same decision function that serves live traffic runs here, so a simulation, a program's own tests and a plan say
//! what would really happen.

mod check;
mod checks;
mod codes;
mod events;
pub mod mutate;
pub mod plan;
mod rehearsal;
pub mod settlement;
pub mod tests;

pub use check::check;
pub use mutate::{MutateError, Mutation, Survivor, mutate};
pub use plan::{Affected, PartnerChange, Plan, PlanError, Planner, StepChange};
pub use rehearsal::{Rehearsal, RehearseError};
pub use tests::{Failure, TestReport};

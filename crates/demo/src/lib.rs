//! A made-up year of a demo coalition: five shops of a Polish town, two affiliates, and members who sign up, shop, save,
//! spend, invite, send back and stay away.
//!
//! [`Demo`] is an iterator of [`Step`]s in the order in which they arrive. It is pure: the same [`Settings`] give the same
//! bytes on every machine, since all chance comes from one seeded stream cipher and all arithmetic is on integers. It knows
//! nothing of the engine: what it yields goes through the door that every event goes through, in the shapes that every till
//! would send. So it does not know balances either; its members keep a rough count of their points, as people do, and are
//! now and then refused.
//!
//! Start with [`demo`](Demo), which plays day after day; `life` says what a member does on a day, `town` and `goods` what
//! there is to visit and to buy, `people` who there is. The program that serves the coalition is [`PROGRAM`].
//!
//! Times are local times of the program's zone, without an offset. Nothing happens between 23:00 and 06:00, so that each
//! names one instant, on the days when clocks are changed too.

mod basket;
mod chance;
mod demo;
mod error;
mod goods;
mod life;
mod moment;
mod names;
mod office;
mod people;
mod returns;
mod rhythm;
mod settings;
mod step;
mod tills;
mod town;

pub use demo::Demo;
pub use error::DemoError;
pub use settings::Settings;
pub use step::Step;

/// The program file of the demo coalition.
pub const PROGRAM: &str = include_str!("../../../programs/demo.yaml");

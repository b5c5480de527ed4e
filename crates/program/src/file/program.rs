//! `program`: the program's id, zone, currency and units.

use super::collections::{Map, Named};
use super::record::{At, record};
use super::scalars::{Id, Length, Name, Whole, ZoneName};

record! {
    /// The program as a whole.
    Head("the program", "{id: jedna-karta, zone: Europe/Warsaw, currency: PLN}") {
        /// The program's id.
        #[schemars(required)]
        must id: At<Id>,
        /// The time zone in which days and months end.
        #[schemars(required)]
        must zone: At<ZoneName>,
        /// The currency of all money in the file (ISO 4217).
        #[schemars(required)]
        must currency: At<Name>,
        /// How old an event may be when it arrives; 30 days unless stated.
        opt late: At<Length>,
        /// Units of points that are not whole.
        opt units: Map<Unit>,
    }
}

record! {
    /// A unit of points.
    Unit("a unit", "{decimals: 2}") {
        /// Decimal places of its smallest part.
        req decimals: At<Whole>,
    }
}

impl Named for Unit {
    const ONE: &'static str = "a unit";
    const ALL: &'static str = "the units";
    const EXAMPLE: &'static str = "{mile: {decimals: 0}}";
    const MOST: usize = crate::limits::NAMES_MAX;
}

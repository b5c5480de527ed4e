//! `program`: the program's id, zone, currency and units.

use super::collections::{Map, Named};
use super::record::{At, record};
use super::scalars::{Id, Length, Name, Text, Whole, ZoneName};

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
        /// Decimal places of its smallest part; it is whole unless stated.
        opt decimals: At<Whole>,
        /// What people call so many of it, by language.
        opt forms: Map<Forms>,
    }
}

record! {
    /// How a language says so many of a unit, by the plural categories of CLDR; its texts begin small.
    Forms("the forms of a unit", "{one: leaf, other: leaves}") {
        /// Of one: leaf, liść, лист, листок.
        opt one: At<Text>,
        /// Of a few, such as two: liście, листа, листки.
        opt few: At<Text>,
        /// Of many, such as five: liści, листьев, листків.
        opt many: At<Text>,
        /// Of all others; in Slavic languages of a fraction: leaves, liścia, листа.
        opt other: At<Text>,
        /// Without a number, where none of these says it: Russian листья.
        opt bare: At<Text>,
    }
}

impl Named for Forms {
    const ONE: &'static str = "a language";
    const ALL: &'static str = "the forms of a unit";
    const EXAMPLE: &'static str = "{en: {one: leaf, other: leaves}}";
    const MOST: usize = crate::limits::NAMES_MAX;
}

impl Named for Unit {
    const ONE: &'static str = "a unit";
    const ALL: &'static str = "the units";
    const EXAMPLE: &'static str = "{mile: {decimals: 0}}";
    const MOST: usize = crate::limits::NAMES_MAX;
}

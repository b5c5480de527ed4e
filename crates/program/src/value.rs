//! Values of fields, attributes and facts, and their types.

use compact_str::CompactString;
use coterie_calendar::{Date, Instant};
use coterie_ledger::{Party, PartyKind, Rate};
use minicbor::{Decode, Encode};
use serde::Serialize;

/// The type of a field, attribute or path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Decimal,
    /// Money in the program's currency, minor units.
    Money,
    /// A calendar date.
    Date,
    /// An instant.
    Time,
    /// True or false.
    YesNo,
    /// A code that people type: case and look-alike characters do not matter.
    Code,
    /// A record of this kind.
    Party(PartyKind),
    /// A location's id.
    Location,
    /// One of these words.
    OneOf(Vec<CompactString>),
    /// Minutes since midnight in the program's zone.
    TimeOfDay,
    /// Several values of one type.
    List(Box<Type>),
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// `Integer`, `Money` (minor units), `TimeOfDay`.
    #[n(0)]
    Int(#[n(0)] i64),
    /// `Text`, `OneOf`, `Code` (as normalised by [`normalise_code`]), `Location`.
    #[n(1)]
    Text(#[cbor(n(0), with = "crate::value::text")] CompactString),
    /// `YesNo`.
    #[n(2)]
    YesNo(#[n(0)] bool),
    /// `Decimal`.
    #[n(3)]
    Decimal(#[n(0)] Rate),
    /// `Date`.
    #[n(4)]
    Date(#[n(0)] Date),
    /// `Time`.
    #[n(5)]
    Time(#[n(0)] Instant),
    /// `Party`.
    #[n(6)]
    Party(#[n(0)] Party),
    /// `List`.
    #[n(7)]
    List(#[n(0)] Vec<Value>),
    /// A personal value as the journal keeps it: encrypted under its person's key. Decisions read plain values; this one is
    /// met where the key was destroyed, and equals no value that a program names.
    #[n(8)]
    Sealed(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
}

impl Value {
    /// A text value.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(CompactString::new(text))
    }
}

/// Codes are compared without case, spaces and dashes, and with look-alikes folded: O and Q read as 0, I and L as 1, S as 5, Z
/// as 2, B as 8, U as V.
pub fn normalise_code(code: &str) -> CompactString {
    code.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            'O' | 'Q' => '0',
            'I' | 'L' => '1',
            'S' => '5',
            'Z' => '2',
            'B' => '8',
            'U' => 'V',
            other => other,
        })
        .collect()
}

/// CBOR of compact strings as text.
pub mod text {
    use compact_str::CompactString;
    use minicbor::decode::Error as DecodeError;
    use minicbor::encode::{Error as EncodeError, Write};
    use minicbor::{Decoder, Encoder};

    /// Writes the text.
    pub fn encode<C, W: Write>(
        text: &CompactString,
        encoder: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.str(text)?.ok()
    }

    /// Reads a text.
    pub fn decode<C>(decoder: &mut Decoder<'_>, _: &mut C) -> Result<CompactString, DecodeError> {
        decoder.str().map(CompactString::new)
    }
}

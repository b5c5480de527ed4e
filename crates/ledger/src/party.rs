//! Whom an account belongs to.

use std::{fmt, str::FromStr};

use compact_str::CompactString;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{LedgerError, error::not_understood};

/// The kinds of party.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// The coalition itself; there is one.
    #[n(0)]
    Coalition,
    /// A customer.
    #[n(1)]
    Member,
    /// A company of the coalition, or whoever brings it customers.
    #[n(2)]
    Partner,
    /// Someone who works for a partner.
    #[n(3)]
    Employee,
    /// Members who share a pool.
    #[n(4)]
    Household,
}

impl PartyKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Coalition, Self::Member, Self::Partner, Self::Employee, Self::Household];

    /// The word before the colon: `member`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Coalition => "coalition",
            Self::Member => "member",
            Self::Partner => "partner",
            Self::Employee => "employee",
            Self::Household => "household",
        }
    }
}

impl fmt::Display for PartyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A person or an organisation that may hold accounts: `member:anna`, `partner:bistro`, `coalition`. Text in JSON.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    kind: PartyKind,
    /// Empty for the coalition alone.
    id: CompactString,
}

impl Party {
    /// The longest id, in bytes: room for any integrator's own key, and a bound on what an entry weighs.
    pub const ID_BYTES_MAX: usize = 128;

    const EXPECTED: &str = "a party (member:anna, partner:bistro, coalition)";

    /// The coalition itself.
    pub const fn coalition() -> Self {
        Self { kind: PartyKind::Coalition, id: CompactString::const_new("") }
    }

    /// A party other than the coalition; its id has 1 to 128 bytes and no control characters.
    pub fn new(kind: PartyKind, id: &str) -> Result<Self, LedgerError> {
        let id_fits = (1..=Self::ID_BYTES_MAX).contains(&id.len()) && !id.chars().any(char::is_control);
        if id_fits && kind != PartyKind::Coalition {
            Ok(Self { kind, id: CompactString::new(id) })
        } else {
            Err(not_understood(id, "a party's id (1 to 128 bytes without control characters)"))
        }
    }

    /// A member.
    pub fn member(id: &str) -> Result<Self, LedgerError> {
        Self::new(PartyKind::Member, id)
    }

    /// A partner.
    pub fn partner(id: &str) -> Result<Self, LedgerError> {
        Self::new(PartyKind::Partner, id)
    }

    /// What kind of party it is.
    #[inline]
    pub const fn kind(&self) -> PartyKind {
        self.kind
    }

    /// The id within its kind; empty for the coalition.
    #[inline]
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PartyKind::Coalition => f.pad(self.kind.word()),
            kind => write!(f, "{kind}:{}", self.id),
        }
    }
}

impl FromStr for Party {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == PartyKind::Coalition.word() {
            return Ok(Self::coalition());
        }
        let refused = || not_understood(text, Self::EXPECTED);
        let (word, id) = text.split_once(':').ok_or_else(refused)?;
        let kind = PartyKind::ALL.into_iter().find(|kind| kind.word() == word).ok_or_else(refused)?;
        Self::new(kind, id)
    }
}

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Party {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        CompactString::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Stored as `[kind, id]`.
impl<C> Encode<C> for Party {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, c: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(2)?;
        self.kind.encode(e, c)?;
        e.str(&self.id)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Party {
    fn decode(d: &mut Decoder<'b>, c: &mut C) -> Result<Self, decode::Error> {
        if d.array()? != Some(2) {
            return Err(decode::Error::message("a party is an array of two"));
        }
        match (PartyKind::decode(d, c)?, d.str()?) {
            (PartyKind::Coalition, "") => Ok(Self::coalition()),
            (kind, id) => {
                Self::new(kind, id).map_err(|_| decode::Error::message("a party's id is malformed"))
            }
        }
    }
}

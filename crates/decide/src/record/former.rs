//! What a relation was before it was set anew: what happened then is undone for whom it concerned then.

use coterie_calendar::Instant;
use coterie_ledger::Party;
use coterie_program::ids::RelationId;
use minicbor::{Decode, Encode};

/// A relation as it stood up to an entry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Former {
    /// Which relation.
    #[n(0)]
    pub id: RelationId,
    /// The entry that set it anew: at every position before, it was this.
    #[n(1)]
    pub until: u64,
    /// That entry's clock: it is forgotten when no refund can ask for it any more.
    #[n(2)]
    pub at: Instant,
    /// To whom; `None` when it was not set.
    #[n(3)]
    pub to: Option<Party>,
}

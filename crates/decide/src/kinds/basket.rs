//! A purchase, and every other event that rules speak of: what fires, gives.

use crate::candidate::Candidate;
use crate::context::Context;
use crate::draft::Draft;
use crate::error::DecideError;
use crate::give;
use crate::records::Records;
use crate::remember;

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    // Whoever the event names becomes known with it.
    for party in super::concerned(context)? {
        draft.meet(context, &party)?;
    }
    let found = context.engine.candidates(context)?;
    give::give(context, draft, Candidate::of(&found))?;
    remember::event(context, draft)?;
    remember::gifts(context, draft, 0)
}

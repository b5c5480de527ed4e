//! A voucher used at a till.

use crate::context::Context;
use crate::decision::{Effect, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::record::VoucherRecord;
use crate::records::Records;
use coterie_program::builtin::field;

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let code = context.event.text(field::CODE).unwrap_or_default();
    let voucher = context.records.voucher(code)?.ok_or_else(|| Refusal::new(Reason::UnknownName, "code"))?;
    if voucher.used.is_some() || voucher.void {
        return Err(Refusal::new(Reason::AlreadyDone, "code").into());
    }
    if voucher.until.is_some_and(|until| until <= context.clock) {
        return Err(Refusal::new(Reason::Lapsed, "code").into());
    }
    let partner = context.field_party(field::PARTNER)?;
    if let Some(at) = &voucher.at
        && partner.as_ref() != Some(at)
    {
        return Err(Refusal::new(Reason::NotAllowed, at.to_string()).into());
    }
    let record = VoucherRecord { used: Some(draft.position), ..voucher.clone() };
    draft.push(Effect::Voucher { code: code.into(), record });
    super::basket::decide(context, draft)
}

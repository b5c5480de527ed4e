//! A person corrects an account, with a reason.

use crate::context::Context;
use crate::decision::{Cause, Leg, Reason, Refusal};
use crate::draft::{Credit, Draft};
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::{Amount, Availability, Book, Move, Party, PartyKind};
use coterie_program::builtin::field;
use coterie_program::ids::{AccountId, FieldId, Space};

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let nobody = || Refusal::new(Reason::UnknownRecord, "the account's holder");
    let party = whose(context)?.ok_or_else(nobody)?;
    let account = account(context)?;
    let terms = &context.program().accounts[account];
    if terms.of != party.kind() && !(terms.pooled && party.kind() == PartyKind::Household) {
        return Err(Refusal::new(Reason::DoesNotFit, party.to_string()).into());
    }
    let amount = Amount::new(context.event.int(field::AMOUNT).unwrap_or(0))?;
    let payer = context.field_party(field::PAYER)?.unwrap_or_else(Party::coalition);
    if amount.is_positive() {
        let expires = match context.event.time(field::EXPIRES) {
            Some(expires) => Some(expires),
            None => context.expiry(&terms.expires)?,
        };
        draft.credit(
            context,
            Credit {
                account,
                to: &party,
                payer: &payer,
                book: book(&payer, Book::Issued),
                amount,
                available: Availability::From(context.event.at),
                expires,
                cause: Cause::Adjust,
                gift: None,
            },
        )?;
        return Ok(());
    }
    let taken = Amount::ZERO.checked_sub(amount)?;
    let holder = context.holder(&party, account)?;
    let wallet = context.record(&holder)?.and_then(|record| record.wallet(account));
    let available = wallet.map_or(Amount::ZERO, |wallet| wallet.available(context.clock));
    let parts = wallet
        .and_then(|wallet| wallet.plan_debit(taken, context.clock).ok())
        .filter(|parts| !parts.is_empty());
    let Some(parts) = parts else {
        let refusal = Refusal::new(Reason::InsufficientBalance, "amount");
        return Err(refusal.with_amounts(Some(available.get()), Some(available.get())).into());
    };
    draft.meet(context, &payer)?;
    let legs = vec![
        Leg::wallet(holder, parts.into_iter().map(Move::Spend).collect())?,
        Leg::book(payer.clone(), book(&payer, Book::Clawed), taken),
    ];
    draft.transfer(account, Cause::Adjust, None, legs)
}

/// The payer's book: what a partner pays for, or gets back, is settled with it like everything else that it gives; the
/// coalition keeps apart what persons have corrected at its cost.
fn book(payer: &Party, settled: Book) -> Book {
    if payer.kind() == PartyKind::Coalition { Book::Adjusted } else { settled }
}

/// Whose account: the record that the event names, if any.
pub(super) fn whose<R: Records>(context: &Context<'_, R>) -> Result<Option<Party>, DecideError> {
    let fields: [FieldId; 4] = [field::MEMBER, field::PARTNER, field::EMPLOYEE, field::HOUSEHOLD];
    let named = fields.into_iter().find(|id| context.event.party(*id).is_some());
    Ok(named.map(|id| context.field_party(id)).transpose()?.flatten())
}

/// The account that the event names.
pub(super) fn account<R: Records>(context: &Context<'_, R>) -> Result<AccountId, DecideError> {
    let name = context.event.text(field::ACCOUNT).unwrap_or_default();
    let id = context.program().registry.find(Space::Account, name).map(AccountId);
    id.filter(|id| context.program().accounts.get(*id).is_some())
        .ok_or_else(|| Refusal::new(Reason::UnknownName, name).into())
}

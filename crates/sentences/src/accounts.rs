//! An account as one sentence: when its credits become available and when they expire; and what may be transferred.

use crate::amounts::{self, Setting};
use crate::gifts::goes_without_saying;
use crate::measures;
use crate::party::Context;
use crate::phrase::{Joint, Phrase, say};
use crate::tails;
use crate::values;
use coterie_program::compiled::{Expiry, Pending, Program, TransferPolicy};
use coterie_program::ids::AccountId;

/// The phrase of an account.
pub(crate) fn phrase(program: &Program, id: AccountId) -> Phrase {
    let account = &program.accounts[id];
    let party = Context::of_kind(program, account.of).who();
    let subject = if goes_without_saying(program, id) {
        party
            .in_message(say("units-of"))
            .with("units", measures::units(program, &program.units[account.unit].name))
    } else {
        party.in_message(say("account-of")).with("account", Phrase::Name(account.name.clone()))
    };
    let available = match &account.pending {
        Pending::No => say("available-at-once"),
        Pending::For(span) => say("available-after").with("span", Phrase::Span(*span)),
        Pending::UntilApproved => say("available-when-approved"),
    };
    let expires = match &account.expires {
        Expiry::Never => say("expires-never"),
        Expiry::After(span, None) => say("expires-after").with("span", Phrase::Span(*span)),
        Expiry::After(span, Some(end)) => {
            say("expires-after-and-at").choose("period", end.word()).with("span", Phrase::Span(*span))
        }
        Expiry::At(end) => say("expires-at").choose("period", end.word()),
        Expiry::Idle(span) => say("expires-idle").in_cases("span", Phrase::Span(*span)),
    };
    let id = if account.pooled { "account-pooled" } else { "account" };
    say(id)
        .with("subject", subject)
        .with("does", Phrase::List(Joint::And, vec![available.into(), expires.into()]))
        .into()
}

/// The phrase of a permitted transfer.
pub(crate) fn transfer(program: &Program, policy: &TransferPolicy) -> Phrase {
    let account = &program.accounts[policy.account];
    let unit = &program.units[account.unit];
    let context = Context::of_kind(program, account.of);
    let what = if goes_without_saying(program, policy.account) {
        measures::units(program, &unit.name)
    } else {
        say("from-account").with("account", Phrase::Name(account.name.clone())).into()
    };
    let mut parts = vec![Phrase::from(say("transfer").with("what", what))];
    if policy.at_least > 0 {
        parts.push(
            say("transfer-at-least").in_cases("amount", values::quantity(unit, policy.at_least)).into(),
        );
    }
    parts.extend(policy.limit.as_ref().map(|limit| tails::limit(context, limit)));
    if let Some(fee) = &policy.fee {
        let fee = amounts::noun(&Setting { context, unit, of: None, basis: None, lines: &[] }, fee);
        parts.push(say("transfer-fee").with("fee", fee).into());
    }
    Phrase::List(Joint::Comma, parts)
}

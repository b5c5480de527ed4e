//! What arrives for a period after its close corrects what the close gave: at the next close the rule is asked again, as of the
//! period's end, and what it gives more or less than by now is given or taken back.

use super::approval;
use super::clawback::{Claw, claw};
use crate::context::Context;
use crate::decision::{Cause, Decision, Effect, Gift, Given};
use crate::draft::{Credit, Draft};
use crate::error::DecideError;
use crate::record::{AtClose, Found};
use crate::records::Records;
use crate::remember;
use coterie_calendar::Instant;
use coterie_ledger::{Amount, Availability, Book, Party};
use coterie_program::builtin::field;
use coterie_program::compiled::{LimitedTo, Rule, What};
use coterie_program::ids::RuleId;

/// Notes what a close has given, for corrections to come.
pub(crate) fn note(draft: &mut Draft, party: &Party, at: Instant) {
    for given in sums(&draft.decision, at) {
        draft.push(Effect::AtClose { party: party.clone(), given });
    }
}

/// What gifts come to, by part and beneficiary.
fn sums(decision: &Decision, at: Instant) -> Vec<AtClose> {
    let mut sums: Vec<AtClose> = Vec::new();
    for (place, gift) in decision.gifts.iter().enumerate() {
        let Given::Credit { account, amount, lot, pool } = &gift.given else { continue };
        let one = AtClose {
            at,
            rule: gift.rule,
            part: gift.part,
            to: gift.to.clone(),
            pool: pool.clone(),
            payer: gift.payer.clone(),
            account: *account,
            gifts: vec![(*lot, *amount)],
            waits: decision.opened(place as u16) == Some(Availability::OnApproval),
        };
        match sums.iter_mut().find(|known| known.is_of(&one)) {
            Some(known) => {
                known.gifts.extend(one.gifts);
                known.waits |= one.waits;
            }
            None => sums.push(one),
        }
    }
    sums
}

/// Corrects what a rule gave a party at a close. Nothing is decided when nothing changes.
pub(crate) fn decide<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    (id, at): (RuleId, Instant),
    party: &Party,
) -> Result<(), DecideError> {
    let Some(rule) = context.engine.rule(id) else { return Ok(()) };
    let record = context.record(party)?;
    let before: Vec<AtClose> = record
        .iter()
        .flat_map(|record| &record.at_close)
        .filter(|given| given.at == at && given.rule == id)
        .cloned()
        .collect();
    let again = asked_again(context, draft, rule, &before, party)?;
    let now = sums(&again.decision, at);
    let amount = |list: &[AtClose], one: &AtClose| one.among(list).map_or(0, AtClose::sum);
    for given in &before {
        let less = given.sum() - amount(&now, given);
        if less > 0 {
            take_back(context, draft, rule, given.clone(), less, party)?;
        }
    }
    for given in &now {
        let more = given.sum() - amount(&before, given);
        if more > 0 {
            let known = given.among(&before).cloned();
            let known = known.unwrap_or_else(|| AtClose { gifts: Vec::new(), waits: false, ..given.clone() });
            let gift =
                again.decision.gifts.iter().find(|gift| gift.part == given.part && gift.to == given.to);
            let Some(gift) = gift else { continue };
            give_more(context, draft, rule, (known, gift), more, party)?;
        }
    }
    if before.is_empty() != now.is_empty() {
        let by = if before.is_empty() { 1 } else { -1 };
        count(context, draft, rule, LimitedTo::Times, party, by)?;
    }
    remember::gifts(context, draft, 0)
}

/// The rule, asked as if it had not given at this close: what it has drawn on limits is its own.
fn asked_again<R: Records>(
    context: &Context<'_, R>,
    draft: &Draft,
    rule: &Rule,
    before: &[AtClose],
    party: &Party,
) -> Result<Draft, DecideError> {
    let mut again = Draft::new(draft.position);
    for limit in &rule.limits {
        let drawn: i64 = match limit.of {
            LimitedTo::Account(account) => {
                before.iter().filter(|given| given.account == account).map(AtClose::sum).sum()
            }
            LimitedTo::Times => i64::from(!before.is_empty()),
            LimitedTo::Discount => 0,
        };
        if let Some(counter) = context.room(&again, limit, Some(party))?.and_then(|room| room.counter) {
            *again.used.entry(counter).or_default() -= drawn;
        }
    }
    crate::tick::set_off(context, &mut again, Some(&vec![rule.id]), party)?;
    Ok(again)
}

fn give_more<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    rule: &Rule,
    (mut known, gift): (AtClose, &Gift),
    more: i64,
    party: &Party,
) -> Result<(), DecideError> {
    let terms = &context.program().accounts[known.account];
    let (pending, expires) = match rule.gives.get(usize::from(known.part)).map(|give| &give.what) {
        Some(What::Credit { pending, expires, .. }) => (pending.as_ref(), expires.as_ref()),
        _ => (None, None),
    };
    let amount = Amount::new(more)?;
    let available = context.availability(pending.unwrap_or(&terms.pending))?;
    let credit = Credit {
        account: known.account,
        to: &known.to,
        payer: &known.payer,
        book: Book::Issued,
        amount,
        available,
        expires: context.expiry(expires.unwrap_or(&terms.expires))?,
        cause: Cause::Earn,
        gift: Some(draft.next_gift()),
    };
    let lot = draft.credit(context, credit)?;
    let given = Given::Credit { account: known.account, amount, lot, pool: known.pool.clone() };
    draft.gift(Gift { given, on: None, ..gift.clone() });
    known.gifts.push((lot, amount));
    known.waits |= lot.is_some() && available == Availability::OnApproval;
    count(context, draft, rule, LimitedTo::Account(known.account), party, more)?;
    draft.push(Effect::AtClose { party: party.clone(), given: known });
    Ok(())
}

/// How much of what is taken back waits for an approval.
pub(crate) fn unavailable<R: Records>(
    context: &Context<'_, R>,
    known: &AtClose,
    less: i64,
) -> Result<i64, DecideError> {
    let waiting = approval::waiting(context, known)?;
    let (mut left, mut unavailable) = (less, 0);
    for (lot, amount) in known.gifts.iter().rev() {
        let back = left.min(amount.get());
        left -= back;
        if waiting.iter().any(|(_, waits, _)| Some(*waits) == *lot) {
            unavailable += back;
        }
    }
    Ok(unavailable)
}

/// Takes back from what was given last, so that a correction rests on the gift that it corrects.
fn take_back<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    rule: &Rule,
    mut known: AtClose,
    less: i64,
    party: &Party,
) -> Result<(), DecideError> {
    let at = context.field_party(field::PARTNER)?.unwrap_or_else(Party::coalition);
    let unavailable = unavailable(context, &known, less)?;
    let mut left = less;
    while left > 0
        && let Some((lot, amount)) = known.gifts.pop()
    {
        let back = left.min(amount.get());
        let holder = context.keeper(&known.to, known.account, known.pool.as_ref(), lot)?;
        let amount_back = Amount::new(back)?;
        let one =
            Claw { account: known.account, holder, payer: &known.payer, lot, amount: amount_back, at: &at };
        claw(context, draft, one, Found::default())?;
        if back < amount.get() {
            known.gifts.push((lot, amount.checked_sub(amount_back)?));
        }
        left -= back;
    }
    count(context, draft, rule, LimitedTo::Account(known.account), party, -less)?;
    for counting in context.counting() {
        remember::gift_less(&counting, draft, (known.rule, known.account), &known.to, (less, unavailable))?;
    }
    draft.push(Effect::AtClose { party: party.clone(), given: known });
    Ok(())
}

fn count<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    rule: &Rule,
    of: LimitedTo,
    party: &Party,
    by: i64,
) -> Result<(), DecideError> {
    for limit in rule.limits.iter().filter(|limit| limit.of == of) {
        let Some(counter) = context.room(draft, limit, Some(party))?.and_then(|room| room.counter) else {
            continue;
        };
        draft.meet(context, &counter.1)?;
        let (limit, of, period) = counter.clone();
        draft.push(Effect::Count { party: of, limit, period, by, gift: None, hold: None });
        *draft.used.entry(counter).or_default() += by;
    }
    Ok(())
}

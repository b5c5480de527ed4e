//! Lines given back: what remains, what is kept of each gift, and what goes back to measures, limits and tenders.

use super::clawback;
use crate::context::Context;
use crate::decision::{Effect, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::record::{EntryRecord, EntryState, LineLeft};
use crate::records::Records;
use coterie_ledger::{Amount, Rounding, proportion, split};
use coterie_program::builtin::{field, kind};
use coterie_program::event::{Event, Line};
use coterie_program::ids::FieldId;
use coterie_program::value::Value;

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let (position, record) = context.earlier(field::PURCHASE, "purchase")?;
    // What a reward took is undone by a cancellation, as a whole.
    let is_reward = matches!(record.event.kind, kind::REDEMPTION | kind::HOLD | kind::CAPTURE);
    if is_reward || record.state != EntryState::Holds || record.left.is_empty() {
        return Err(Refusal::new(Reason::NotAllowed, record.event.id.as_str()).into());
    }
    let last = context.program().zone.add(record.event.at, context.program().policies.refundable)?;
    if context.event.at > last {
        return Err(Refusal::new(Reason::TooLate, record.event.id.as_str()).into());
    }
    if !record.remains() {
        return Err(Refusal::new(Reason::NothingRemains, record.event.id.as_str()).into());
    }
    let left = what_is_left(context.event, record)?;
    let remaining = as_remaining(record, &left)?;
    let kept = clawback::kept(context, record, &remaining, &left)?;
    let due = record.due_for(&left, &kept)?;
    let changed = (0..left.len()).filter(|place| left[*place] != record.left[*place]);
    draft.push(Effect::Remaining {
        entry: position,
        lines: changed.map(|place| (place as u16, left[place])).collect(),
        due: Some(due),
    });
    tenders(context, draft, record, due)?;
    clawback::take_back(context, draft, position, record, &remaining, &kept)
}

/// What remains of each line after this refund.
fn what_is_left(refund: &Event, record: &EntryRecord) -> Result<Vec<LineLeft>, DecideError> {
    let mut left = record.left.clone();
    if let Some(amount) = refund.int(field::AMOUNT) {
        return by_amount(record, amount);
    }
    if refund.lines.is_empty() {
        left.fill(NOTHING);
        return Ok(left);
    }
    for wish in &refund.lines {
        let place = record.event.lines.iter().position(|line| line.id == wish.id);
        let place = place.ok_or_else(|| Refusal::new(Reason::UnknownName, format!("line {}", wish.id)))?;
        left[place] = line_left(record, place, left[place], wish)?;
    }
    Ok(left)
}

const NOTHING: LineLeft = LineLeft { amount: 0, quantity: 0, remains: false };

fn line_left(
    record: &EntryRecord,
    place: usize,
    left: LineLeft,
    wish: &Line,
) -> Result<LineLeft, DecideError> {
    let whole = &record.event.lines[place];
    let refuse = |available: i64| {
        let refusal = Refusal::new(Reason::MoreThanRemains, format!("line {}", whole.id));
        DecideError::from(refusal.with_amounts(Some(available), Some(available)))
    };
    if !left.remains {
        return Err(refuse(0));
    }
    if wish.quantity > 0 {
        if wish.quantity > left.quantity {
            return Err(refuse(left.quantity));
        }
        let quantity = left.quantity - wish.quantity;
        if quantity == 0 {
            return Ok(NOTHING);
        }
        // From the whole line, so that several part returns end like one.
        let paid = Amount::new(record.paid(place))?;
        let amount = proportion(paid, quantity, whole.quantity, Rounding::HalfUp)?.get().min(left.amount);
        return Ok(LineLeft { amount, quantity, remains: true });
    }
    if wish.amount > 0 {
        if wish.amount > left.amount {
            return Err(refuse(left.amount));
        }
        let amount = left.amount - wish.amount;
        return Ok(if amount == 0 { NOTHING } else { LineLeft { amount, ..left } });
    }
    Ok(NOTHING)
}

/// A refund of an amount without lines is spread over what remains.
fn by_amount(record: &EntryRecord, amount: i64) -> Result<Vec<LineLeft>, DecideError> {
    let weights: Vec<i64> = record.left.iter().map(|line| line.amount).collect();
    let whole: i64 = weights.iter().sum();
    if amount > whole {
        let refusal = Refusal::new(Reason::MoreThanRemains, "amount");
        return Err(refusal.with_amounts(Some(whole), Some(whole)).into());
    }
    if amount == whole {
        return Ok(vec![NOTHING; weights.len()]);
    }
    let shares = split(Amount::new(amount)?, &weights)?;
    let left = record.left.iter().zip(shares).map(|(line, share)| {
        let amount = line.amount - share.get();
        if amount == 0 && line.amount > 0 { NOTHING } else { LineLeft { amount, ..*line } }
    });
    Ok(left.collect())
}

/// Money goes back to each tender in proportion: what is kept of each tender is its share of what is to be paid for what
/// remains.
fn tenders<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    record: &EntryRecord,
    due: i64,
) -> Result<(), DecideError> {
    let event = &record.event;
    let paid: i64 = (0..event.lines.len()).map(|place| record.paid(place)).sum();
    let points = event.int(field::TENDER_POINTS).unwrap_or(0);
    let card = event.int(field::TENDER_GIFT_CARD).unwrap_or(0);
    let money = (paid - points - card).max(0);
    let kept = |amount: i64| -> Result<Vec<i64>, DecideError> {
        let weights = [money, points, card];
        if weights.iter().all(|weight| *weight <= 0) {
            return Ok(vec![amount, 0, 0]);
        }
        Ok(split(Amount::new(amount)?, &weights)?.into_iter().map(Amount::get).collect())
    };
    let (kept_before, kept_after) = (kept(record.due())?, kept(due)?);
    let back = |place: usize| kept_before[place] - kept_after[place];
    draft.push(Effect::MoneyBack { money: back(0), points: back(1), gift_card: back(2) });
    if points > 0 {
        clawback::return_tender(context, draft, record, (points, kept_after[1]))?;
    }
    Ok(())
}

fn sum(left: &[LineLeft]) -> i64 {
    left.iter().map(|line| line.amount).sum()
}

/// The event as if it had only what remains of it.
pub(crate) fn as_remaining(record: &EntryRecord, left: &[LineLeft]) -> Result<Event, DecideError> {
    let mut event = record.event.clone();
    let net: i64 = event.lines.iter().map(|line| line.amount - line.discount).sum();
    let mut remains = 0;
    let mut lines = Vec::with_capacity(event.lines.len());
    for (place, (line, left)) in event.lines.iter().zip(left).enumerate() {
        if !left.remains {
            continue;
        }
        let price = record.price(place, *left)?;
        let discount = record.share(place, *left, line.discount, Rounding::Down)?;
        remains += price;
        lines.push(Line {
            amount: price + discount,
            quantity: left.quantity,
            discount,
            tax: record.share(place, *left, line.tax, Rounding::Down)?,
            ..line.clone()
        });
    }
    event.lines = lines;
    let (paid, still_paid): (i64, _) = ((0..left.len()).map(|place| record.paid(place)).sum(), sum(left));
    let scale = |field: FieldId, event: &mut Event| -> Result<(), DecideError> {
        for (id, value) in &mut event.fields {
            if *id == field
                && let Value::Int(amount) = value
                && paid > 0
            {
                *amount = proportion(Amount::new(*amount)?, still_paid, paid, Rounding::Down)?.get();
            }
        }
        Ok(())
    };
    scale(field::TENDER_POINTS, &mut event)?;
    scale(field::TENDER_GIFT_CARD, &mut event)?;
    for (id, value) in &mut event.fields {
        match (*id, value) {
            (field::TOTAL, Value::Int(total)) => *total -= net - remains,
            (field::SHIPPING, Value::Int(shipping)) if remains == 0 => *shipping = 0,
            _ => {}
        }
    }
    Ok(event)
}

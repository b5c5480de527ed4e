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
    let changed = (0..left.len()).filter(|place| left[*place] != record.left[*place]);
    draft.push(Effect::Remaining {
        entry: position,
        lines: changed.map(|place| (place as u16, left[place])).collect(),
    });
    tenders(context, draft, record, &left)?;
    clawback::take_back(context, draft, position, record, &left)
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
        left[place] = line_left(&record.event.lines[place], left[place], wish)?;
    }
    Ok(left)
}

const NOTHING: LineLeft = LineLeft { amount: 0, quantity: 0, remains: false };

fn line_left(whole: &Line, left: LineLeft, wish: &Line) -> Result<LineLeft, DecideError> {
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
        let net = Amount::new(whole.amount - whole.discount)?;
        let amount = proportion(net, quantity, whole.quantity, Rounding::HalfUp)?.get().min(left.amount);
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

/// Money goes back to each tender in proportion: what is kept of each tender is its share of what remains.
fn tenders<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    record: &EntryRecord,
    left: &[LineLeft],
) -> Result<(), DecideError> {
    let event = &record.event;
    let net: i64 = event.lines.iter().map(|line| line.amount - line.discount).sum();
    let points = event.int(field::TENDER_POINTS).unwrap_or(0);
    let card = event.int(field::TENDER_GIFT_CARD).unwrap_or(0);
    let (before, after) = (sum(&record.left), sum(left));
    let money = (net - points - card).max(0);
    let kept = |amount: i64| -> Result<Vec<i64>, DecideError> {
        let weights = [money, points, card];
        if weights.iter().all(|weight| *weight <= 0) {
            return Ok(vec![amount, 0, 0]);
        }
        Ok(split(Amount::new(amount)?, &weights)?.into_iter().map(Amount::get).collect())
    };
    let (kept_before, kept_after) = (kept(before)?, kept(after)?);
    let back = |place: usize| kept_before[place] - kept_after[place];
    draft.push(Effect::MoneyBack { money: back(0), points: back(1), gift_card: back(2) });
    if points > 0 {
        clawback::return_tender(context, draft, record, (net, after))?;
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
    let remains = sum(left);
    let mut lines = Vec::with_capacity(event.lines.len());
    for (line, left) in event.lines.iter().zip(left) {
        if !left.remains {
            continue;
        }
        let whole = line.amount - line.discount;
        let share = |amount: i64| -> Result<i64, DecideError> {
            if whole <= 0 {
                return Ok(amount);
            }
            Ok(proportion(Amount::new(amount)?, left.amount, whole, Rounding::Down)?.get())
        };
        let discount = share(line.discount)?;
        lines.push(Line {
            amount: left.amount + discount,
            quantity: left.quantity,
            discount,
            tax: share(line.tax)?,
            ..line.clone()
        });
    }
    event.lines = lines;
    let scale = |field: FieldId, event: &mut Event| -> Result<(), DecideError> {
        for (id, value) in &mut event.fields {
            if *id == field
                && let Value::Int(amount) = value
                && net > 0
            {
                *amount = proportion(Amount::new(*amount)?, remains, net, Rounding::Down)?.get();
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

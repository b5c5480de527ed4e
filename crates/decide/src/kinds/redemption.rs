//! Rewards asked for and given at once, and their cancellation.

use super::clawback;
use crate::amount::{Leaf, scope_of};
use crate::basis::{Reductions, Selection};
use crate::context::{Context, Scope};
use crate::decision::{Cause, Effect, Leg, Reason, Refusal};
use crate::draft::Draft;
use crate::error::DecideError;
use crate::give::{self, Fired};
use crate::record::{EntryState, VoucherRecord};
use crate::records::Records;
use crate::remember;
use coterie_ledger::{Amount, Book, Lot, Move, Part, Party};
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::{Cap, LimitedTo, Pay, PayPoints, Rule, Subject, What};
use coterie_program::ids::AccountId;

/// A reward whose conditions hold, and what it costs.
pub(super) struct Asked<'p> {
    pub(super) fired: Fired<'p>,
    pub(super) account: Option<AccountId>,
    /// The price in points, all steps together.
    pub(super) price: Amount,
    /// Which lots pay it.
    pub(super) parts: Vec<Part>,
    /// Whose wallet pays.
    pub(super) holder: Party,
    /// Where the points are spent.
    pub(super) at: Party,
}

pub(super) fn decide<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let asked = ask(context, draft)?;
    if let Some(account) = asked.account
        && !asked.parts.is_empty()
    {
        let mut moves: Vec<Move> = asked.parts.iter().map(|part| Move::Spend(*part)).collect();
        if context.is_idle_account(account) {
            moves.push(Move::Touch { at: context.clock });
        }
        draft.meet(context, &asked.at)?;
        let legs = vec![
            Leg::wallet(asked.holder.clone(), moves)?,
            Leg::book(asked.at.clone(), Book::Redeemed, asked.price),
        ];
        draft.transfer(account, Cause::Spend, None, legs)?;
    }
    draw(context, draft, &asked)?;
    hand_out(context, draft, asked)
}

/// Gives what the reward gives, and records what it spent.
pub(super) fn hand_out<'p, R: Records>(
    context: &Context<'p, R>,
    draft: &mut Draft,
    asked: Asked<'p>,
) -> Result<(), DecideError> {
    let mut reductions = Reductions::new(context)?;
    // Limits on how often were drawn with the price.
    let Asked { mut fired, account, price, parts, holder, at } = asked;
    fired.bought_with = account.filter(|_| price.is_positive());
    let lots = lots_of(context, &holder, account, &parts)?;
    let to_pay = money_part(fired.rule, fired.steps)?;
    give::give_fired(context, draft, &mut [fired], &mut reductions)?;
    let money: i64 = draft
        .decision
        .gifts
        .iter()
        .filter(|gift| matches!(gift.given, crate::decision::Given::Discount { .. }))
        .filter_map(|gift| gift.given.amount())
        .map(Amount::get)
        .sum();
    if let Some(account) = account {
        draft.push(Effect::Spending { account, from: holder, at, lots, money });
    }
    if to_pay > 0 {
        draft.push(Effect::ToPay { money: to_pay });
    }
    remember::event(context, draft)?;
    remember::gifts(context, draft, 0)
}

/// The money part of a reward's price, minor units.
pub(super) fn money_part(rule: &Rule, steps: i64) -> Result<i64, DecideError> {
    let each = rule.pay.as_ref().map_or(0, |pay| pay.money);
    Ok(Amount::new(each)?.checked_mul(steps)?.get())
}

/// A refused price says the money that goes with its points; of a stepped price that depends on what is asked instead.
fn with_money(refused: DecideError, rule: &Rule, steps: i64) -> DecideError {
    let stepped = rule.pay.as_ref().and_then(|pay| pay.points.as_ref()).is_some_and(|points| points.stepped);
    match (refused, money_part(rule, steps)) {
        (DecideError::Refused(mut refusal), Ok(money)) if money > 0 && !stepped => {
            refusal.money = Some(money);
            DecideError::Refused(refusal)
        }
        (refused, _) => refused,
    }
}

/// Draws on the limits of how often and of what is spent, and on the stock.
pub(super) fn draw<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    asked: &Asked<'_>,
) -> Result<(), DecideError> {
    let rule = asked.fired.rule;
    let who = Some(&asked.fired.who);
    let times = how_often(rule, asked.fired.steps);
    context.draw(draft, &rule.limits, LimitedTo::Times, who, times, None)?;
    if let Some(account) = asked.account {
        let limited = LimitedTo::Account(account);
        context.draw(draft, &rule.limits, limited, who, asked.price.get(), None)?;
    }
    if let Some(stock) = &rule.stock {
        context.draw(draft, std::slice::from_ref(stock), LimitedTo::Times, who, asked.fired.steps, None)?;
    }
    Ok(())
}

/// The lots as they stand, `remaining` being what is taken of each.
pub(super) fn lots_of<R: Records>(
    context: &Context<'_, R>,
    holder: &Party,
    account: Option<AccountId>,
    parts: &[Part],
) -> Result<Vec<Lot>, DecideError> {
    let wallet = match account {
        Some(account) => context.record(holder)?.and_then(|record| record.wallet(account)),
        None => None,
    };
    let lot = |part: &Part| Some(Lot { remaining: part.amount, ..wallet?.lot(part.lot)?.clone() });
    Ok(parts.iter().filter_map(lot).collect())
}

/// Whether the reward can be had, and for which lots.
pub(super) fn ask<'p, R: Records>(
    context: &Context<'p, R>,
    draft: &mut Draft,
) -> Result<Asked<'p>, DecideError> {
    let name = context.event.text(field::REWARD).unwrap_or_default();
    let engine = context.engine;
    let rule: &'p Rule = engine.reward(name).ok_or_else(|| Refusal::new(Reason::UnknownName, name))?;
    let who = asker(context, rule)?;
    let reductions = Reductions::new(context)?;
    let lines = conditions(context, rule, &who, &reductions)?;
    let payer = context.payer(rule, &who)?;
    let steps = context.event.int(field::TIMES).unwrap_or(1).max(1);
    let times = how_often(rule, steps);
    let left = context.cut(draft, &rule.limits, LimitedTo::Times, Some(&who), times)?;
    if left < times {
        let would_do = Some(left).filter(|left| *left > 0);
        return Err(Refusal::new(Reason::LimitReached, rule.name.as_str())
            .with_amounts(Some(left), would_do)
            .into());
    }
    let mut fired = Fired { rule, who: who.clone(), payer, lines, steps, bought_with: None };
    let at = spent_at(context, rule)?;
    let points = rule.pay.as_ref().and_then(|Pay { points, .. }| points.as_ref());
    let mut asked = match points {
        None => Asked { account: None, price: Amount::ZERO, parts: Vec::new(), holder: who, at, fired },
        Some(pay) => {
            let holder = context.holder(&who, pay.account)?;
            let wallet = context.record(&holder)?.and_then(|record| record.wallet(pay.account));
            let available = wallet.map_or(Amount::ZERO, |wallet| wallet.available(context.clock));
            let price = price(context, draft, &mut fired, pay, available)
                .map_err(|refused| with_money(refused, rule, steps))?;
            let parts = match wallet {
                Some(wallet) => {
                    let short =
                        |short: coterie_ledger::Short| insufficient(context, pay.account, short.available);
                    wallet.plan_debit(price, context.clock).map_err(short)?
                }
                None if price.is_positive() => {
                    return Err(insufficient(context, pay.account, Amount::ZERO).into());
                }
                None => Vec::new(),
            };
            Asked { account: Some(pay.account), price, parts, holder, at, fired }
        }
    };
    stock(context, draft, &mut asked)?;
    Ok(asked)
}

/// Who asks for a reward, who pays its price and has what it gives: a member, or whom the reward says.
pub(super) fn asker<R: Records>(context: &Context<'_, R>, rule: &Rule) -> Result<Party, DecideError> {
    match &rule.who {
        Subject::Record(id, hops) if hops.is_empty() => context.known_party(
            *id,
            coterie_program::builtin::FIELD_NAMES.get(id.index()).copied().unwrap_or("who"),
        ),
        other => {
            let nobody = || Refusal::new(Reason::UnknownRecord, "who");
            Ok(context.subject(other, None)?.ok_or_else(nobody)?)
        }
    }
}

/// How often a reward counts for limits on how often: once for each time it is asked for, and once whatever its steps.
pub(super) fn how_often(rule: &Rule, steps: i64) -> i64 {
    let is_stepped =
        rule.pay.as_ref().and_then(|pay| pay.points.as_ref()).is_some_and(|points| points.stepped);
    if is_stepped { 1 } else { steps }
}

/// A refusal that concerns an account, by its name: what the request called it.
pub(super) fn refusal_of<R: Records>(
    context: &Context<'_, R>,
    account: AccountId,
    reason: Reason,
) -> Refusal {
    let name = context.program().accounts.get(account).map_or("", |account| account.name.as_str());
    Refusal::new(reason, name)
}

fn insufficient<R: Records>(context: &Context<'_, R>, account: AccountId, available: Amount) -> Refusal {
    refusal_of(context, account, Reason::InsufficientBalance).with_amounts(Some(available.get()), None)
}

fn stock<R: Records>(
    context: &Context<'_, R>,
    draft: &Draft,
    asked: &mut Asked<'_>,
) -> Result<(), DecideError> {
    let rule = asked.fired.rule;
    let Some(stock) = &rule.stock else { return Ok(()) };
    let left = context.room(draft, stock, Some(&asked.fired.who))?.map_or(i64::MAX, |room| room.left);
    if left < asked.fired.steps {
        let refusal = Refusal::new(Reason::OutOfStock, rule.name.as_str());
        return Err(refusal.with_amounts(Some(left), Some(left)).into());
    }
    Ok(())
}

/// Where points are spent: at the event's partner, or where the voucher is honoured.
fn spent_at<R: Records>(context: &Context<'_, R>, rule: &Rule) -> Result<Party, DecideError> {
    if let Some(partner) = context.field_party(field::PARTNER)? {
        return Ok(partner);
    }
    let honoured = rule.gives.iter().find_map(|give| match &give.what {
        What::Voucher { at: Some(at), .. } => Party::partner(at).ok(),
        _ => None,
    });
    Ok(honoured.unwrap_or_else(Party::coalition))
}

/// Every condition of a reward must hold; the first that does not is named.
fn conditions<R: Records>(
    context: &Context<'_, R>,
    rule: &Rule,
    who: &Party,
    reductions: &Reductions,
) -> Result<Selection, DecideError> {
    let at = context.event.at;
    if rule.valid_from.is_some_and(|from| at < from) || rule.valid_until.is_some_and(|until| at >= until) {
        return Err(Refusal::new(Reason::Lapsed, rule.name.as_str()).into());
    }
    let not_met = |about: &str| DecideError::from(Refusal::new(Reason::ConditionNotMet, about));
    let lines = context.select(rule, Some(who), reductions)?.ok_or_else(|| not_met("lines"))?;
    let scope = Scope { who: Some(who), line: None, lines: &lines.lines };
    for id in &rule.conditions {
        if !context.holds(*id, scope)? {
            return Err(not_met(&context.program().conditions[id.0 as usize].path.text));
        }
    }
    if !context.also_holds(rule, scope)? {
        return Err(not_met("also"));
    }
    Ok(lines)
}

/// The price in points; for a stepped reward, how many steps.
fn price<R: Records>(
    context: &Context<'_, R>,
    draft: &Draft,
    fired: &mut Fired<'_>,
    pay: &PayPoints,
    available: Amount,
) -> Result<Amount, DecideError> {
    let mut facts = Vec::new();
    let leaf = context.leaf(&pay.price, scope_of(&fired.who, &fired.lines), &mut facts)?;
    let Some(Leaf::Fixed(each)) = leaf else {
        return Err(Refusal::new(Reason::NotAllowed, fired.rule.name.as_str()).into());
    };
    let limited = LimitedTo::Account(pay.account);
    let room = context.cut(draft, &fired.rule.limits, limited, Some(&fired.who), Amount::LIMIT)?;
    if !pay.stepped || each <= 0 {
        let price = Amount::new(each)?.checked_mul(fired.steps)?;
        if price.get() > room {
            let refusal = Refusal::new(Reason::LimitReached, fired.rule.name.as_str());
            return Err(refusal.with_amounts(Some(room), Some(room)).into());
        }
        if price > available {
            return Err(insufficient(context, pay.account, available).into());
        }
        return Ok(price);
    }
    let steps = steps(context, fired, pay, (each, available.get(), room))?;
    fired.steps = steps;
    Ok(Amount::new(each)?.checked_mul(steps)?)
}

/// How many steps a stepped reward takes: what was asked, if that is allowed; with `up_to` the most that is.
fn steps<R: Records>(
    context: &Context<'_, R>,
    fired: &Fired<'_>,
    pay: &PayPoints,
    (each, available, room): (i64, i64, i64),
) -> Result<i64, DecideError> {
    let up_to = context.event.yes(field::UP_TO);
    let asked = match (context.event.int(field::AMOUNT), context.event.int(field::TIMES)) {
        (Some(points), _) => points,
        (None, Some(times)) => times.saturating_mul(each),
        (None, None) if up_to => i64::MAX,
        (None, None) => each,
    };
    let basket = basket_steps(context, fired)?.map_or(i64::MAX, |steps| steps.saturating_mul(each));
    let allowed = pay.at_most.unwrap_or(i64::MAX).min(basket);
    let most = allowed.min(room);
    let whole = |points: i64| points / each * each;
    let least = (pay.at_least.max(each) + each - 1) / each * each;
    let best = whole(most.min(available));
    let would_do = if best >= least { best } else { 0 };
    let refuse = |reason: Reason, would_do: i64| {
        let refusal = refusal_of(context, pay.account, reason);
        DecideError::from(refusal.with_amounts(Some(available), Some(would_do)))
    };
    let refuse_by_limit = |would_do: i64| {
        let refusal = Refusal::new(Reason::LimitReached, fired.rule.name.as_str());
        DecideError::from(refusal.with_amounts(Some(room), Some(would_do)))
    };
    if room < least && room <= allowed {
        return Err(refuse_by_limit(0));
    }
    if up_to {
        let points = whole(asked.min(most).min(available));
        if points < least {
            let reason =
                if available < least { Reason::InsufficientBalance } else { Reason::AmountNotAllowed };
            return Err(refuse(reason, would_do));
        }
        return Ok(points / each);
    }
    if asked < least {
        return Err(refuse(Reason::AmountNotAllowed, least));
    }
    if asked > room && room <= allowed {
        return Err(refuse_by_limit(would_do));
    }
    if asked > most || asked % each != 0 {
        return Err(refuse(Reason::AmountNotAllowed, whole(asked.min(most)).min(would_do)));
    }
    if asked > available {
        return Err(refuse(Reason::InsufficientBalance, would_do));
    }
    Ok(asked / each)
}

/// How many steps the basket takes: money off is never more than the basket, nor than its cap.
fn basket_steps<R: Records>(context: &Context<'_, R>, fired: &Fired<'_>) -> Result<Option<i64>, DecideError> {
    if context.event.lines.is_empty() {
        return Ok(None);
    }
    let basis = fired.lines.amount().max(0);
    let mut most = None;
    for give in &fired.rule.gives {
        let What::Discount { amount: coterie_program::compiled::Amount::Fixed(off), at_most } = &give.what
        else {
            continue;
        };
        if *off <= 0 {
            continue;
        }
        let cap = match at_most {
            Some(Cap::Amount(amount)) => basis.min(*amount),
            Some(Cap::Share(share)) => {
                share.mul(Amount::new(basis)?, coterie_ledger::Rounding::Down)?.get().min(basis)
            }
            None => basis,
        };
        most = Some(most.unwrap_or(i64::MAX).min(cap / off));
    }
    Ok(most)
}

/// A redemption undone: its points return, what it gave is taken back.
pub(super) fn cancel<R: Records>(context: &Context<'_, R>, draft: &mut Draft) -> Result<(), DecideError> {
    let (position, record) = context.earlier(field::REDEMPTION, "redemption")?;
    if !matches!(record.event.kind, kind::REDEMPTION | kind::CAPTURE) {
        return Err(Refusal::new(Reason::NotAllowed, record.event.id.as_str()).into());
    }
    if record.state != EntryState::Holds {
        return Err(Refusal::new(Reason::AlreadyDone, record.event.id.as_str()).into());
    }
    let last = context.program().zone.add(record.event.at, context.program().policies.refundable)?;
    if context.event.at > last {
        return Err(Refusal::new(Reason::TooLate, record.event.id.as_str()).into());
    }
    for held in &record.gifts {
        if let crate::decision::Given::Voucher { code, .. } = &held.gift.given {
            let voucher: Option<&VoucherRecord> =
                context.records.voucher(&coterie_program::value::normalise_code(code))?;
            if voucher.is_some_and(|voucher| voucher.used.is_some()) {
                return Err(Refusal::new(Reason::AlreadyDone, code.as_str()).into());
            }
        }
    }
    if let Some(spending) = record.spending.as_ref().filter(|spending| !spending.lots.is_empty()) {
        clawback::give_back(context, draft, spending.account, &spending.from, &spending.at, &spending.lots)?;
        draft.push(Effect::StillSpent { entry: position, lots: Vec::new() });
    }
    if record.to_pay > 0 {
        draft.push(Effect::MoneyBack { money: record.to_pay, points: 0, gift_card: 0 });
    }
    return_room(context, draft, position, record)?;
    clawback::undo(context, draft, position, record)
}

/// Returns what an event used of limits apart from its gifts.
pub(super) fn return_room<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    position: u64,
    record: &crate::record::EntryRecord,
) -> Result<(), DecideError> {
    for (place, used) in record.counted.iter().enumerate() {
        if used.gift.is_none() && used.amount != 0 {
            let party = context.resolve(&used.party)?;
            draft.push(Effect::Count {
                party,
                limit: used.limit,
                period: used.period,
                by: -used.amount,
                gift: None,
                hold: used.hold,
            });
            draft.push(Effect::StillUses { entry: position, place: place as u16, amount: 0 });
        }
    }
    Ok(())
}

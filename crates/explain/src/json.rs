//! Entries as JSON, with names instead of numbers.

use crate::arithmetic::arithmetic;
use crate::names::Names;
use crate::past::Past;
use crate::taken_back::gift_behind;
use coterie_decide::decision::{Cause, Decision, Effect, Given, Refusal, RefusalUnit, Rests, Transfer};
use coterie_decide::{Entry, Origin, TickKind};
use coterie_intake::Intake;
use coterie_program::event::Event;
use serde_json::{Map, Value as Json, json};

/// An entry: what happened, and what it did. `past` has the entries that it refers to.
pub fn entry(names: &Names<'_>, intake: &Intake, past: &Past<'_>, position: u64, entry: &Entry) -> Json {
    let zone = &names.program().zone;
    let mut told = Map::new();
    told.insert("position".into(), position.into());
    told.insert("at".into(), entry.at().in_zone(zone).into());
    match &entry.origin {
        Origin::Event(event) => {
            told.insert("event".into(), intake.to_json(event));
        }
        Origin::Tick(tick) => {
            told.insert(
                "tick".into(),
                json!({ "kind": tick_name(tick.kind), "party": tick.party.to_string() }),
            );
        }
        Origin::Apply(apply) => {
            told.insert(
                "apply".into(),
                json!({ "version": apply.version, "from": apply.from.in_zone(zone) }),
            );
        }
    }
    if !entry.by.is_empty() {
        told.insert("by".into(), entry.by.as_str().into());
    }
    if let Some(refused) = &entry.decision.refusal {
        let event = match &entry.origin {
            Origin::Event(event) => Some(event),
            _ => None,
        };
        told.insert("refused".into(), refusal(names, event, refused));
    }
    let gifts: Vec<Json> =
        (0..entry.decision.gifts.len()).map(|place| gift(names, &entry.decision, place)).collect();
    if !gifts.is_empty() {
        told.insert("gifts".into(), gifts.into());
    }
    let effects: Vec<Json> = entry
        .decision
        .effects
        .iter()
        .enumerate()
        .filter_map(|(at, effect)| match effect {
            Effect::Transfer(transfer) => Some(transfer_json(names, past, entry, at, transfer)),
            _ => effect_json(names, effect),
        })
        .collect();
    if !effects.is_empty() {
        told.insert("effects".into(), effects.into());
    }
    Json::Object(told)
}

/// A refusal of an event. Amounts are decimal strings in the unit that they are in; pieces and times are numbers.
fn refusal(names: &Names<'_>, event: Option<&Event>, refusal: &Refusal) -> Json {
    let mut told = Map::new();
    told.insert("reason".into(), serde_json::to_value(refusal.reason).unwrap_or(Json::Null));
    told.insert("about".into(), refusal.about.as_str().into());
    let program = names.program();
    let unit = refusal.unit(program, event);
    for (name, amount) in [("available", refusal.available), ("would_do", refusal.would_do)] {
        if let Some(amount) = amount {
            let spelled = match unit {
                RefusalUnit::Pieces => amount.into(),
                _ => unit.format(program, amount).into(),
            };
            told.insert(name.into(), spelled);
        }
    }
    if let Some(money) = refusal.money {
        told.insert("money".into(), names.money(money).into());
    }
    Json::Object(told)
}

/// One gift of a decision.
pub fn gift(names: &Names<'_>, decision: &Decision, place: usize) -> Json {
    let gift = &decision.gifts[place];
    let mut told = Map::new();
    told.insert("rule".into(), names.rule(gift.rule).into());
    told.insert("to".into(), gift.to.to_string().into());
    match &gift.given {
        Given::Credit { account, amount, .. } => {
            told.insert("account".into(), names.account(*account).into());
            told.insert("amount".into(), names.amount(*account, *amount).into());
        }
        Given::Discount { amount, .. } => {
            told.insert("discount".into(), names.money(amount.get()).into());
        }
        Given::Voucher { name, code, until, at } => {
            told.insert("voucher".into(), name.as_str().into());
            told.insert("code".into(), code.as_str().into());
            if let Some(until) = until {
                told.insert("until".into(), until.in_zone(&names.program().zone).into());
            }
            if let Some(at) = at {
                told.insert("at".into(), at.id().into());
            }
        }
        Given::Product(name) => drop(told.insert("product".into(), name.as_str().into())),
        Given::Ticket(name) => drop(told.insert("ticket".into(), name.as_str().into())),
        Given::Access(name) => drop(told.insert("access".into(), name.as_str().into())),
        Given::Message(name) => drop(told.insert("message".into(), name.as_str().into())),
        Given::Donation(amount) => drop(told.insert("donation".into(), names.money(amount.get()).into())),
        Given::Tier { set, step, .. } => drop(told.insert("tier".into(), names.step(*set, *step).into())),
    }
    told.insert("paid_by".into(), gift.payer.to_string().into());
    if let Rests::Lines(lines) = &gift.rests {
        told.insert("lines".into(), lines.clone().into());
    }
    told.insert("arithmetic".into(), arithmetic(names, decision, place).into());
    Json::Object(told)
}

/// A transfer, with the rule that caused it where one did: the rule whose gift it carries, or takes back, or the reward that was
/// paid for.
fn transfer_json(names: &Names<'_>, past: &Past<'_>, entry: &Entry, at: usize, transfer: &Transfer) -> Json {
    let account = transfer.account();
    let legs: Vec<Json> = transfer
        .legs()
        .iter()
        .map(|leg| {
            let book = leg
                .book
                .map_or(Json::from("wallet"), |book| serde_json::to_value(book).unwrap_or(Json::Null));
            json!({ "party": leg.party.to_string(), "in": book, "amount": names.amount(account, leg.amount) })
        })
        .collect();
    let mut told = Map::new();
    told.insert("transfer".into(), names.account(account).into());
    told.insert("cause".into(), format!("{:?}", transfer.cause()).to_lowercase().into());
    let carried = transfer.gift().and_then(|gift| entry.decision.gifts.get(usize::from(gift)));
    if let Some(gift) = carried {
        told.insert("rule".into(), names.rule(gift.rule).into());
    } else if transfer.cause() == Cause::Claw
        && let Some(taken) = gift_behind(past, entry, at)
    {
        told.insert("rule".into(), names.rule(taken.gift.rule).into());
        told.insert("given_by".into(), past.name(taken.event_at).into());
    } else if transfer.cause() == Cause::Spend
        && let Some(reward) = past.reward(entry)
    {
        told.insert("rule".into(), reward.into());
    }
    told.insert("legs".into(), legs.into());
    Json::Object(told)
}

fn effect_json(names: &Names<'_>, effect: &Effect) -> Option<Json> {
    let zone = &names.program().zone;
    Some(match effect {
        Effect::Tier { party, held } => json!({
            "tier": names.tier_set(held.set),
            "party": party.to_string(),
            "step": names.step(held.set, held.stands()),
            "since": held.since.in_zone(zone),
        }),
        Effect::MoneyBack { money, points, gift_card } => json!({ "money_back": {
            "money": names.money(*money), "points": names.money(*points), "gift_card": names.money(*gift_card),
        }}),
        Effect::ToPay { money } => json!({ "to_pay": { "money": names.money(*money) } }),
        Effect::MergedInto { party, into } => {
            json!({ "merged": party.to_string(), "into": into.to_string() })
        }
        Effect::Relate { party, relation, to, .. } => json!({
            "relation": names.program().registry.name(coterie_program::ids::Space::Relation, relation.0),
            "of": party.to_string(),
            "to": to.to_string(),
        }),
        _ => return None,
    })
}

/// What fell due, in a word.
fn tick_name(kind: TickKind) -> &'static str {
    match kind {
        TickKind::HoldLapses => "hold_lapses",
        TickKind::Expiry => "expiry",
        TickKind::IdleExpiry => "idle_expiry",
        TickKind::GrantEnds => "grant_ends",
        TickKind::TierReview => "tier_review",
        TickKind::TierFalls => "tier_falls",
        TickKind::Clock => "clock",
        TickKind::Expiring => "expiring",
        TickKind::Close => "close",
        TickKind::Correction => "correction",
    }
}

//! Journal entries told to a person, as lines of text.

use crate::spelling;
use coterie_decide::decision::{Effect, Given};
use coterie_decide::{Entry, Origin, TickKind};
use coterie_explain::{Names, Words, arithmetic, refused};
use coterie_ledger::Amount;
use coterie_program::builtin::field;
use coterie_program::ids::{AccountId, Space};

/// What happened, in one line: when, what, whose, and where.
pub(crate) fn head(names: &Names<'_>, entry: &Entry) -> String {
    let program = names.program();
    let when = entry.at().in_zone(&program.zone);
    match &entry.origin {
        Origin::Event(event) => {
            let kind = program.registry.name(Space::Kind, event.kind.0).unwrap_or("?");
            let who = event.party(field::MEMBER).or_else(|| event.party(field::EMPLOYEE));
            let who = who.map(|party| format!(" of {}", party.id())).unwrap_or_default();
            let place =
                event.party(field::PARTNER).map(|party| format!(" at {}", party.id())).unwrap_or_default();
            let total = event
                .int(field::TOTAL)
                .map(|total| format!(", {}", spelling::money(program, total)))
                .unwrap_or_default();
            format!("{when}  {kind}{who}{place}{total}  [{}]", event.id)
        }
        Origin::Tick(tick) => {
            format!("{when}  {} ({})", what_fell_due(tick.kind), tick.party)
        }
        Origin::Apply(apply) => {
            format!("{when}  program version {}, from {}", apply.version, apply.from.in_zone(&program.zone))
        }
    }
}

fn what_fell_due(kind: TickKind) -> &'static str {
    match kind {
        TickKind::HoldLapses => "a hold lapses",
        TickKind::Expiry => "expiry",
        TickKind::IdleExpiry => "expiry after inactivity",
        TickKind::GrantEnds => "the end of a tier given by hand",
        TickKind::TierReview => "the review of a tier",
        TickKind::TierFalls => "the end of a tier's grace",
        TickKind::Clock => "a rule of the clock",
        TickKind::Expiring => "a warning before expiry",
        TickKind::Close => "the close of a period",
    }
}

/// What it did: a line for each gift, with its rule and arithmetic, and for each other change that a person notices.
pub(crate) fn effects(names: &Names<'_>, entry: &Entry) -> Vec<String> {
    let decision = &entry.decision;
    let mut lines = Vec::new();
    if let Some(refusal) = &decision.refusal {
        let event = match &entry.origin {
            Origin::Event(event) => Some(event),
            _ => None,
        };
        lines.push(format!("refused: {}", refused(&Words::english(names), event, refusal)));
    }
    for (place, gift) in decision.gifts.iter().enumerate() {
        let what = match &gift.given {
            Given::Credit { account, amount, .. } => {
                format!("{} {}", shown(names, *account, *amount), names.account(*account))
            }
            Given::Discount { amount, .. } => {
                format!("{} discount", spelling::money(names.program(), amount.get()))
            }
            Given::Voucher { name, .. } => format!("voucher {name}"),
            Given::Product(name) => format!("product {name}"),
            Given::Ticket(name) => format!("ticket {name}"),
            Given::Access(name) => format!("access {name}"),
            Given::Message(name) => format!("message {name}"),
            Given::Donation(_) => "donation".to_owned(),
            Given::Tier { set, .. } => names.tier_set(*set).to_owned(),
        };
        let rule = names.rule(gift.rule);
        lines.push(format!("{what} to {} by {rule}: {}", gift.to, arithmetic(names, decision, place)));
    }
    for effect in &decision.effects {
        match effect {
            Effect::Transfer(transfer) if decision.gifts.is_empty() => {
                let account = transfer.account();
                for leg in transfer.legs().iter().filter(|leg| leg.book.is_none()) {
                    let sign = if leg.amount.is_positive() { "+" } else { "" };
                    let amount = shown(names, account, leg.amount);
                    lines.push(format!("{sign}{amount} {} on {}", names.account(account), leg.party));
                }
            }
            Effect::Tier { party, held } => {
                lines.push(format!(
                    "{party} is {} ({})",
                    names.step(held.set, held.stands()),
                    names.tier_set(held.set)
                ));
            }
            Effect::MoneyBack { money, .. } => {
                lines.push(format!("{} back in money", spelling::money(names.program(), *money)))
            }
            Effect::MergedInto { party, into } => lines.push(format!("{party} is now part of {into}")),
            _ => {}
        }
    }
    lines
}

/// An amount of an account as people read it.
fn shown(names: &Names<'_>, account: AccountId, amount: Amount) -> String {
    spelling::amount(amount.get(), names.decimals(account))
}

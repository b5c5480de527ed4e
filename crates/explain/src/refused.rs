//! Why nothing was done, in words.

use crate::words::Words;
use coterie_decide::decision::{Reason, Refusal};
use coterie_ledger::Amount;
use coterie_program::builtin::{field, kind};
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, Space};
use coterie_sentences::{rule_limit, transfer_limit};

/// The prefix by which a refusal names a line of an event.
const LINE: &str = "line ";

/// Why an event was refused, what there is, and what would do.
pub fn refused(words: &Words<'_>, event: Option<&Event>, refusal: &Refusal) -> String {
    let mut said = vec![reason(words, event, refusal)];
    let amount = |smallest: i64| spelled(words, event, refusal, smallest);
    let counts = matches!(refusal.reason, Reason::OutOfStock | Reason::MoreThanRemains);
    if let Some(available) = refusal.available.filter(|available| *available > 0 || !counts) {
        // Of a limit it is what the limit leaves, not what the member has.
        match refusal.reason {
            Reason::LimitReached if available <= 0 => {}
            Reason::LimitReached => {
                said.push(words.say("refused-limit-leaves", &[("amount", &amount(available))]));
            }
            _ => said.push(words.say("refused-available", &[("amount", &amount(available))])),
        }
    }
    if let Some(would) = refusal.would_do.filter(|would| *would > 0 && refusal.available != Some(*would)) {
        said.push(words.say("refused-would-do", &[("amount", &amount(would))]));
    }
    if let Some(money) = refusal.money {
        said.push(words.say("refused-money", &[("money", &words.money(money))]));
    }
    format!("{}.", said.join("; "))
}

/// The reason with what it is about.
fn reason(words: &Words<'_>, event: Option<&Event>, refusal: &Refusal) -> String {
    let about = refusal.about.as_str();
    let say = |id: &str, what: &str| words.say(id, &[("what", what)]);
    match refusal.reason {
        Reason::UnknownRecord => match about.split_once(':') {
            Some(("member", id)) => say("refused-unknown-member", id),
            Some(("partner", id)) => say("refused-unknown-partner", id),
            Some(("employee", id)) => say("refused-unknown-employee", id),
            Some(("household", id)) => say("refused-unknown-household", id),
            _ => say("refused-unknown-record", about),
        },
        Reason::NothingRemains if event.is_some_and(|event| event.kind == kind::APPROVAL) => {
            say("refused-nothing-pending", about)
        }
        Reason::LimitReached => say(
            "refused-limit-reached",
            &limits(words, event, refusal).unwrap_or_else(|| named(words, about)),
        ),
        reason => say(id(reason), &named(words, about)),
    }
}

/// What people call the rule or account that a refusal names.
fn named(words: &Words<'_>, about: &str) -> String {
    let program = words.program();
    match program.rules.values().find(|rule| rule.name == about) {
        Some(rule) => words.title(rule.id),
        None if program.registry.find(Space::Account, about).is_some() => words.name(about),
        None => about.to_owned(),
    }
}

/// The limits of the reward, or of transfers from the account.
fn limits(words: &Words<'_>, event: Option<&Event>, refusal: &Refusal) -> Option<String> {
    let program = words.program();
    if let Some(rule) = program.rules.values().find(|rule| rule.name == refusal.about) {
        let said = rule.limits.iter().map(|limit| rule_limit(program, rule, limit, words.language()));
        let said: Vec<String> = said.collect();
        return (!said.is_empty()).then(|| said.join("; "));
    }
    let account = account(words, event, refusal)?;
    let policy = program.policies.transfers.iter().find(|policy| policy.account == account)?;
    Some(transfer_limit(program, policy.account, policy.limit.as_ref()?, words.language()))
}

fn id(reason: Reason) -> &'static str {
    match reason {
        Reason::UnknownRecord => "refused-unknown-record",
        Reason::UnknownEvent => "refused-unknown-event",
        Reason::UnknownName => "refused-unknown-name",
        Reason::InsufficientBalance => "refused-insufficient-balance",
        Reason::AmountNotAllowed => "refused-amount-not-allowed",
        Reason::ConditionNotMet => "refused-condition-not-met",
        Reason::LimitReached => "refused-limit-reached",
        Reason::OutOfStock => "refused-out-of-stock",
        Reason::MoreThanRemains => "refused-more-than-remains",
        Reason::NothingRemains => "refused-nothing-remains",
        Reason::Lapsed => "refused-lapsed",
        Reason::AlreadyDone => "refused-already-done",
        Reason::NotAllowed => "refused-not-allowed",
        Reason::TooLate => "refused-too-late",
        Reason::NoProgram => "refused-no-program",
        Reason::TooLarge => "refused-too-large",
        Reason::DoesNotFit => "refused-does-not-fit",
    }
}

/// An amount of a refusal in the unit that it is in: pieces of stock and of lines, money of a refund, else the unit of the
/// account concerned.
fn spelled(words: &Words<'_>, event: Option<&Event>, refusal: &Refusal, smallest: i64) -> String {
    if refusal.reason == Reason::OutOfStock {
        return smallest.to_string();
    }
    if refusal.reason == Reason::MoreThanRemains {
        let line = refusal.about.strip_prefix(LINE);
        let wish = event.and_then(|event| event.lines.iter().find(|wish| Some(wish.id.as_str()) == line));
        let of_pieces = wish.is_some_and(|wish| wish.quantity > 0);
        return if of_pieces { smallest.to_string() } else { words.money(smallest) };
    }
    match account(words, event, refusal).zip(Amount::new(smallest).ok()) {
        Some((account, amount)) => words.amount(account, amount),
        None => smallest.to_string(),
    }
}

/// The account that a refusal is about: the one that it names, or that the event names, or that the reward is paid from.
fn account(words: &Words<'_>, event: Option<&Event>, refusal: &Refusal) -> Option<AccountId> {
    let program = words.program();
    let named = |name: &str| program.registry.find(Space::Account, name).map(AccountId);
    if let Some(account) = named(&refusal.about) {
        return Some(account);
    }
    let paid_from = |reward: &str| {
        let rule = program.rules.values().find(|rule| rule.pay.is_some() && rule.name == reward)?;
        rule.pay.as_ref()?.points.as_ref().map(|points| points.account)
    };
    let Some(event) = event else { return paid_from(&refusal.about) };
    if let Some(account) = event.text(field::ACCOUNT).and_then(named) {
        return Some(account);
    }
    if !matches!(event.kind, kind::REDEMPTION | kind::HOLD) {
        return None;
    }
    paid_from(event.text(field::REWARD)?)
}

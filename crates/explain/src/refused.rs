//! Why nothing was done, in words.

use crate::words::Words;
use coterie_decide::decision::{Reason, Refusal, RefusalUnit};
use coterie_ledger::Amount;
use coterie_program::builtin::kind;
use coterie_program::event::Event;
use coterie_program::ids::Space;
use coterie_sentences::{rule_limit, transfer_limit};

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
    let account = refusal.account(program, event)?;
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

/// An amount of a refusal with the unit that it is in.
fn spelled(words: &Words<'_>, event: Option<&Event>, refusal: &Refusal, amount: i64) -> String {
    match (refusal.unit(words.program(), event), Amount::new(amount)) {
        (RefusalUnit::Money, _) => words.money(amount),
        (RefusalUnit::Account(account), Ok(amount)) => words.amount(account, amount),
        _ => amount.to_string(),
    }
}

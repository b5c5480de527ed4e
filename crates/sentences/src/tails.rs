//! What stands behind the gifts: limits, stock, what a refund does, what excludes what.

use crate::numbers::Exact;
use crate::party::Context;
use crate::phrase::{Joint, Phrase, say};
use crate::values;
use coterie_program::builtin::kind;
use coterie_program::compiled::{Choice, Limit, LimitScope, LimitedTo, OnRefund, Rule, Trigger};
use coterie_program::ids::Space;

/// What the name of a limit begins with in the registry when several rules draw on it.
const SHARED: &str = "shared:";

/// A limit: "up to 5,000 points a month".
pub(crate) fn limit(context: Context<'_>, limit: &Limit) -> Phrase {
    let program = context.program;
    let most = match limit.of {
        LimitedTo::Account(account) => {
            let amount = values::quantity(&program.units[program.accounts[account].unit], limit.most);
            say("limit-amount").with("amount", amount)
        }
        LimitedTo::Discount => say("limit-discount").with("amount", values::money(program, limit.most)),
        LimitedTo::Times => say("limit-times")
            .count("count", &Exact::from_int(limit.most))
            .choose("times", if limit.most == 1 { "once" } else { "more" }),
    };
    let mut parts = vec![Phrase::from(most)];
    parts.extend(match (limit.every, &limit.per) {
        (Some(period), _) => Some(say("every").choose("period", period.word()).into()),
        (None, LimitScope::Event) => None,
        (None, _) => Some(say("in-all").into()),
    });
    parts.extend(match &limit.per {
        LimitScope::Everyone => Some(say("limit-for-everyone").into()),
        LimitScope::Event => Some(say("limit-per-event").into()),
        LimitScope::Record(subject) => {
            context.party(subject).filter(|party| !party.is_you && *party != context.who()).map(|party| {
                let each =
                    say(format!("limit-per-{}", party.kind)).or(party.in_message(say("limit-per-party")));
                let message = if party.relation.is_none() { each } else { say("limit-per-party") };
                party.in_message(message).into()
            })
        }
    });
    let shared = program.registry.name(Space::Limit, limit.id.0).and_then(|name| name.strip_prefix(SHARED));
    parts.extend(
        shared.map(|name| Phrase::from(say("limit-shared").with("name", Phrase::Name(name.to_owned())))),
    );
    Phrase::List(Joint::Space, parts)
}

/// How many of a reward there are.
pub(crate) fn stock(stock: &Limit) -> Phrase {
    say("stock").count("count", &Exact::from_int(stock.most)).into()
}

/// What a refund does, where it is not simply the returned part's share.
pub(crate) fn on_refund(rule: &Rule) -> Option<Phrase> {
    let of_purchases = matches!(&rule.when, Trigger::Events(kinds) if kinds.contains(&kind::PURCHASE));
    let id = match rule.on_refund {
        OnRefund::ByLine => return None,
        OnRefund::Recompute => "refund-recompute",
        OnRefund::OnlyWhenAllIsReturned => "refund-only-all",
        OnRefund::Never => "refund-never",
    };
    of_purchases.then(|| say(id).into())
}

/// What excludes what.
pub(crate) fn choice(choice: &Choice) -> Phrase {
    let (id, group) = match choice {
        Choice::First(group) => ("choice-first", group),
        Choice::Best(group) => ("choice-best", group),
    };
    say(id).with("group", Phrase::Name(group.clone())).into()
}

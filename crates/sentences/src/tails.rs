//! What stands behind the gifts: limits, stock, what a refund does, what excludes what.

use crate::amounts;
use crate::gifts;
use crate::numbers::Exact;
use crate::party::Context;
use crate::phrase::{Joint, Phrase, say};
use crate::values;
use coterie_ledger::PartyKind;
use coterie_program::builtin::kind;
use coterie_program::compiled::{
    Basis, Choice, Limit, LimitScope, LimitedTo, OnRefund, Rule, Stacking, Trigger, What,
};
use coterie_program::ids::Space;

/// What the name of a limit begins with in the registry when several rules draw on it.
const SHARED: &str = "shared:";

/// A limit: "up to 5,000 points a month".
pub(crate) fn limit(context: Context<'_>, limit: &Limit) -> Phrase {
    let program = context.program;
    let most = match limit.of {
        LimitedTo::Account(account) => {
            let amount = values::quantity(&program.units[program.accounts[account].unit], limit.most);
            say("limit-amount").in_cases("amount", amount)
        }
        LimitedTo::Discount => say("limit-discount").in_cases("amount", values::money(program, limit.most)),
        LimitedTo::Times => say("limit-times")
            .count("count", &Exact::from_int(limit.most))
            .choose("times", if limit.most == 1 { "once" } else { "more" }),
    };
    let every = match (limit.every, &limit.per) {
        (Some(period), _) => Some(say("every").choose("period", period.word())),
        (None, LimitScope::Event) => None,
        (None, _) => Some(say("in-all")),
    };
    let mut whose = "each";
    let scope = match &limit.per {
        LimitScope::Everyone => {
            whose = "everyone";
            Some(say("limit-for-everyone"))
        }
        LimitScope::Event => Some(say("limit-per-event")),
        LimitScope::Record(subject) => context.party(subject).map(|party| {
            // The reader, the beneficiary and the records of the event are counted each; others are told by their role.
            let is_plain = party.is_you
                || party == context.who()
                || party.relation.is_none()
                || party.kind == PartyKind::Household;
            // A partner's budget is drawn on by all its customers.
            if party.kind == PartyKind::Partner && context.who().is_you {
                whose = "everyone";
                return party.in_message(say("limit-at-partner"));
            }
            if is_plain {
                return party.in_message(say(format!("limit-per-{}", party.kind)));
            }
            whose = "role";
            party.in_message(say("limit-per-role"))
        }),
    };
    let line = match (every, scope) {
        (Some(every), Some(scope)) => say("limit-line")
            .choose("whose", whose)
            .with("most", most)
            .with("every", every)
            .with("scope", scope)
            .into(),
        (every, scope) => {
            let said = std::iter::once(most).chain(every).chain(scope);
            Phrase::List(Joint::Space, said.map(Phrase::from).collect())
        }
    };
    let mut parts = vec![line];
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

/// Of which amount a share or rate is taken, where it is not the usual one: after discounts, with tax, without shipping, also
/// of what was paid in points.
pub(crate) fn basis(rule: &Rule) -> Option<Phrase> {
    let Basis { after_discounts, tax_included, shipping_included, points_included } = rule.basis;
    let unusual = [
        (!after_discounts, "basis-before-discounts"),
        (!tax_included, "basis-without-tax"),
        (shipping_included, "basis-with-shipping"),
        (!points_included, "basis-without-points"),
    ];
    let unusual: Vec<Phrase> =
        unusual.into_iter().filter(|(is_so, _)| *is_so).map(|(_, id)| say(id).into()).collect();
    let takes_a_share = rule.gives.iter().any(gifts::speaks_of_the_purchase);
    (takes_a_share && !unusual.is_empty())
        .then(|| say("basis-counts").with("how", Phrase::List(Joint::And, unusual)).into())
}

/// How a multiplier meets others, where it does not multiply them.
pub(crate) fn stacking(rule: &Rule) -> Option<Phrase> {
    let multiplies = rule
        .gives
        .iter()
        .any(|give| matches!(&give.what, What::Credit { amount, .. } if amounts::multiplies(amount)));
    (multiplies && rule.stacking == Stacking::Add).then(|| say("multipliers-add").into())
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

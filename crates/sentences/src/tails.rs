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

/// What excludes what, and which goes first.
pub(crate) fn choice(context: Context<'_>, rule: &Rule) -> Option<Phrase> {
    let group = |id: &str, group: &str| say(id).with("group", Phrase::Name(group.to_owned()));
    match rule.choice.as_ref()? {
        Choice::Best(name) => Some(group("choice-best", name).into()),
        Choice::First(name) => {
            let is_of_the_group = |other: &&Rule| other.choice == rule.choice && may_meet(other, rule);
            let members = in_order(context, is_of_the_group);
            let before = before(&members, rule);
            match before.len() {
                _ if members.len() == 1 => None,
                0 => Some(group("choice-leads", name).into()),
                1..=NAMED_MAX => {
                    let number = if before.len() == 1 { "one" } else { "many" };
                    let names = Phrase::List(Joint::And, before);
                    Some(group("choice-follows", name).choose("number", number).with("before", names).into())
                }
                many => {
                    let count = Exact::from_int(i64::try_from(many).unwrap_or(i64::MAX));
                    Some(group("choice-follows-many", name).count("count", &count).into())
                }
            }
        }
    }
}

/// Of a percentage off: which other discounts are taken off first.
pub(crate) fn after_other_discounts(context: Context<'_>, rule: &Rule) -> Option<Phrase> {
    let is_of_the_rest = rule.gives.iter().any(|give| match &give.what {
        What::Discount { amount, .. } => !amounts::is_fixed(amount),
        _ => false,
    });
    if rule.pay.is_some() || !is_of_the_rest {
        return None;
    }
    let takes_off = |other: &&Rule| {
        other.pay.is_none()
            && other.gives.iter().any(|give| matches!(give.what, What::Discount { .. }))
            && may_meet(other, rule)
    };
    let before = before(&in_order(context, takes_off), rule);
    match before.len() {
        0 => None,
        1..=NAMED_MAX => Some(say("discount-after").with("before", Phrase::List(Joint::And, before)).into()),
        many => {
            let count = Exact::from_int(i64::try_from(many).unwrap_or(i64::MAX));
            Some(say("discount-after-many").count("count", &count).into())
        }
    }
}

/// More names than these are counted instead of said.
const NAMED_MAX: usize = 5;

/// Rules in the order in which they are tried: by priority, the highest first, then as in the file.
fn in_order<'p>(context: Context<'p>, which: impl Fn(&&'p Rule) -> bool) -> Vec<&'p Rule> {
    let program = context.program;
    let mut rules: Vec<&Rule> =
        program.order.iter().filter_map(|id| program.rules.get(*id)).filter(which).collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.priority));
    rules
}

/// The names of the rules that stand before one.
fn before(rules: &[&Rule], rule: &Rule) -> Vec<Phrase> {
    let before = rules.iter().take_while(|other| other.id != rule.id);
    before.map(|other| say("named").with("name", amounts::title(other)).into()).collect()
}

/// Whether one event may set off both.
fn may_meet(one: &Rule, other: &Rule) -> bool {
    match (&one.when, &other.when) {
        (Trigger::Events(one), Trigger::Events(other)) => one.iter().any(|kind| other.contains(kind)),
        (one, other) => one == other,
    }
}

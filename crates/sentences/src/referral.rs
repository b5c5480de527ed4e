//! The one rule that is told from the other side: who brings a friend is the reader.

use crate::gifts;
use crate::measures;
use crate::party::Context;
use crate::phrase::{Phrase, say};
use crate::values;
use coterie_program::builtin::kind;
use coterie_program::compiled::{
    Amount, Condition, Limit, LimitScope, Read, Rule, Subject, Test, Trigger, What,
};
use coterie_program::ids::Space;
use coterie_program::value::Value;

/// The relation that people know as "who invited you".
const INVITER: &str = "member.inviter";

/// "Your friend's first purchase brings the friend 50 points and you 100": a rule on a member's first purchase, with an
/// inviter and nothing else asked for, that gives fixed amounts to both or to the inviter.
pub(crate) fn phrase(context: Context<'_>, rule: &Rule) -> Option<Phrase> {
    let on_purchase = matches!(&rule.when, Trigger::Events(kinds) if kinds.as_slice() == [kind::PURCHASE]);
    let plain = rule.lines.is_empty()
        && rule.also.is_none()
        && rule.valid_from.is_none()
        && rule.valid_until.is_none();
    let conditions: Vec<&Condition> =
        rule.conditions.iter().map(|id| &context.program.conditions[id.0 as usize]).collect();
    let first = conditions.iter().any(|condition| is_first_purchase(context, condition));
    let invited = conditions.iter().any(|condition| {
        condition.test == Test::Known
            && condition.path.read == Read::Itself
            && is_inviter(context, &condition.path.subject)
    });
    if !(on_purchase && plain && first && invited && conditions.len() == 2) {
        return None;
    }
    let (mut you, mut friend) = (None, None);
    for give in &rule.gives {
        let What::Credit {
            account,
            amount: Amount::Fixed(amount),
            times: None,
            pending: None,
            expires: None,
            ..
        } = &give.what
        else {
            return None;
        };
        if !gifts::goes_without_saying(context.program, *account) {
            return None;
        }
        let quantity =
            values::quantity(&context.program.units[context.program.accounts[*account].unit], *amount);
        let place =
            if is_inviter(context, give.to.as_ref().unwrap_or(&rule.who)) { &mut you } else { &mut friend };
        if place.replace(quantity).is_some() {
            return None;
        }
    }
    match (you, friend) {
        (Some(you), Some(friend)) => {
            Some(say("referral-both").with("you", you).with("friend", friend).into())
        }
        (Some(you), None) => Some(say("referral-you").with("you", you).into()),
        _ => None,
    }
}

/// The limits as the inviter counts them: a limit for each inviter is the reader's own.
pub(crate) fn limits(context: Context<'_>, rule: &Rule) -> Vec<Limit> {
    let mut limits = rule.limits.clone();
    for limit in &mut limits {
        if matches!(&limit.per, LimitScope::Record(subject) if is_inviter(context, subject)) {
            limit.per = LimitScope::Record(rule.who.clone());
        }
    }
    limits
}

/// Whether a subject ends at the reader's inviter.
fn is_inviter(context: Context<'_>, subject: &Subject) -> bool {
    let (Subject::Who(relations) | Subject::Record(_, relations)) = subject else { return false };
    relations
        .last()
        .is_some_and(|relation| context.program.registry.name(Space::Relation, relation.0) == Some(INVITER))
}

fn is_first_purchase(context: Context<'_>, condition: &Condition) -> bool {
    let Read::Measure(measure) = condition.path.read else { return false };
    let none_before = matches!(&condition.test, Test::In(values) if values.as_slice() == [Value::Int(0)]);
    let measure = &context.program.measures[measure];
    none_before && measures::counts_all(measure, kind::PURCHASE) && measures::window_of(measure).is_none()
}

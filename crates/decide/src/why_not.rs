//! Why rules did not give: for each, what it asks for that was not so, and what would satisfy it.

mod need;

pub use need::Need;
use need::need;

use crate::basis::Reductions;
use crate::context::{Context, Scope};
use crate::decision::Fact;
use crate::engine::Engine;
use crate::error::DecideError;
use crate::records::Records;
use coterie_calendar::Instant;
use coterie_ledger::Party;
use coterie_program::builtin::field;
use coterie_program::compiled::{Condition, ConditionId, Limit, LimitedTo, Rule, Trigger, What};
use coterie_program::event::Event;
use coterie_program::ids::RuleId;
use coterie_program::value::Value;

/// A rule that did not give, and everything that stood in its way.
#[derive(Clone, Debug)]
pub struct Missed {
    /// The rule.
    pub rule: RuleId,
    /// What stood in its way; never empty.
    pub because: Vec<Obstacle>,
}

/// Something that a rule asks for and that was not so.
#[derive(Clone, Debug)]
pub enum Obstacle {
    /// A condition on the event or a record.
    Condition {
        /// Which.
        condition: ConditionId,
        /// What was read.
        actual: Option<Value>,
        /// What would satisfy it.
        needs: Need,
    },
    /// No line meets the conditions on lines; one line that does would.
    NoLine {
        /// The conditions, and for each a value that satisfies it.
        needs: Vec<(ConditionId, Need)>,
    },
    /// The CEL condition does not hold; only whoever reads it can say what would.
    Also {
        /// Its text.
        text: String,
    },
    /// There is nobody to benefit.
    Nobody,
    /// The rule does not hold at that time.
    NotValid {
        /// From when.
        from: Option<Instant>,
        /// Until when.
        until: Option<Instant>,
    },
    /// A limit is used up.
    Limit {
        /// What is limited.
        of: LimitedTo,
        /// At most.
        most: i64,
        /// What is left.
        left: i64,
        /// From when there is room again, if ever.
        again: Option<Instant>,
    },
    /// Everything holds, but another rule that it excludes, or that excludes it, came first.
    Outranked {
        /// Which gave instead.
        by: RuleId,
    },
    /// Everything holds, but what it gives comes to nothing.
    Nothing {
        /// The values that decided how much.
        read: Vec<Fact>,
        /// What the lines that it rests on amount to, minor units.
        basis: i64,
    },
}

/// Everything that stood in the way of rules that the event's kind sets off and that are not among those that gave.
pub fn why_not<R: Records>(
    engine: &Engine,
    records: &R,
    clock: Instant,
    event: &Event,
    gave: &[RuleId],
) -> Result<Vec<Missed>, DecideError> {
    let context = Context::new(engine, records, event, clock);
    let mut missed = Vec::new();
    for id in &engine.program.order {
        let Some(rule) = engine.rule(*id) else { continue };
        let concerns = match &rule.when {
            Trigger::Events(kinds) => kinds.contains(&event.kind),
            Trigger::Asked => event.text(field::REWARD) == Some(rule.name.as_str()),
            _ => false,
        };
        if concerns && !gave.contains(id) {
            let mut because = obstacles(&context, rule)?;
            if because.is_empty() {
                because.push(match outranked(engine, rule, gave) {
                    Some(by) => Obstacle::Outranked { by },
                    None => nothing(&context, rule)?,
                });
            }
            missed.push(Missed { rule: *id, because });
        }
    }
    Ok(missed)
}

/// The rule of the same group that gave.
fn outranked(engine: &Engine, rule: &Rule, gave: &[RuleId]) -> Option<RuleId> {
    let choice = rule.choice.as_ref()?;
    gave.iter()
        .copied()
        .find(|id| engine.rule(*id).is_some_and(|other| other.choice.as_ref() == Some(choice)))
}

/// Why a rule whose conditions hold gives nothing: nobody gets it, or it comes to nothing.
fn nothing<R: Records>(context: &Context<'_, R>, rule: &Rule) -> Result<Obstacle, DecideError> {
    let who = context.subject(&rule.who, None)?;
    let lines = context.select(rule, who.as_ref(), &Reductions::new(context)?)?.unwrap_or_default();
    let scope = Scope { who: who.as_ref(), line: None, lines: &lines.lines };
    let mut read = Vec::new();
    let mut nobody = !rule.gives.is_empty();
    for give in &rule.gives {
        nobody &= match &give.to {
            Some(to) => context.subject(to, who.as_ref())?.is_none(),
            None => false,
        };
        if let What::Credit { amount, times, .. } = &give.what {
            context.leaf(amount, scope, &mut read)?;
            context.scale(times.as_ref(), scope, &mut read)?;
        }
    }
    Ok(if nobody { Obstacle::Nobody } else { Obstacle::Nothing { read, basis: lines.amount() } })
}

fn obstacles<R: Records>(context: &Context<'_, R>, rule: &Rule) -> Result<Vec<Obstacle>, DecideError> {
    let mut because = Vec::new();
    let at = context.event.at;
    if rule.valid_from.is_some_and(|from| at < from) || rule.valid_until.is_some_and(|until| at >= until) {
        because.push(Obstacle::NotValid { from: rule.valid_from, until: rule.valid_until });
    }
    let Some(who) = context.subject(&rule.who, None)? else {
        because.push(Obstacle::Nobody);
        return Ok(because);
    };
    let reductions = Reductions::new(context)?;
    let lines = context.select(rule, Some(&who), &reductions)?;
    if lines.is_none() {
        let scope = Scope { who: Some(&who), ..Scope::EVENT };
        let needs =
            rule.lines.iter().map(|id| Ok((*id, need(context, condition(context, *id), None, scope)?)));
        because.push(Obstacle::NoLine { needs: needs.collect::<Result<_, DecideError>>()? });
    }
    let selected = lines.unwrap_or_default();
    let scope = Scope { who: Some(&who), line: None, lines: &selected.lines };
    for id in &rule.conditions {
        if !context.holds(*id, scope)? {
            let condition = condition(context, *id);
            let actual = context.value(&condition.path, scope)?;
            let needs = need(context, condition, actual.as_ref(), scope)?;
            because.push(Obstacle::Condition { condition: *id, actual, needs });
        }
    }
    if !context.also_holds(rule, scope)? {
        let text = rule.also.as_ref().map(|(expression, _)| expression.to_string()).unwrap_or_default();
        because.push(Obstacle::Also { text });
    }
    for limit in rule.limits.iter().chain(&rule.stock) {
        because.extend(used_up(context, limit, &who)?);
    }
    Ok(because)
}

fn condition<'p, R: Records>(context: &Context<'p, R>, id: ConditionId) -> &'p Condition {
    &context.engine.program.conditions[id.0 as usize]
}

fn used_up<R: Records>(
    context: &Context<'_, R>,
    limit: &Limit,
    who: &Party,
) -> Result<Option<Obstacle>, DecideError> {
    let draft = crate::draft::Draft::new(0);
    let Some(room) = context.room(&draft, limit, Some(who))? else { return Ok(None) };
    if room.left > 0 {
        return Ok(None);
    }
    let again = limit.every.map(|period| context.program().zone.next_start(period, context.event.at));
    Ok(Some(Obstacle::Limit { of: limit.of, most: limit.most, left: room.left, again }))
}

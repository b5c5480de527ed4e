//! Why rules did not give: for each, what it asks for that was not so, and what would satisfy it.

mod need;

pub use need::Need;
use need::need;

pub use crate::give::Withheld;

use crate::basis::Reductions;
use crate::context::{Context, Scope};
use crate::decision::{Decision, Refusal};
use crate::draft::Draft;
use crate::engine::Engine;
use crate::error::DecideError;
use crate::kinds::decide_watching;
use crate::limit::Room;
use crate::records::Records;
use coterie_calendar::Instant;
use coterie_ledger::Party;
use coterie_program::builtin::field;
use coterie_program::compiled::{Condition, ConditionId, Limit, LimitedTo, Rule, Trigger};
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
#[derive(Clone, Debug, PartialEq)]
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
    /// A limit is used up: its own, or that of the rule whose gift it multiplies.
    Limit {
        /// Whose limit.
        whose: RuleId,
        /// The limit.
        limit: Limit,
        /// What is left of it.
        left: Left,
        /// From when there is room again, if ever.
        again: Option<Instant>,
    },
    /// Everything holds, but what it gives is withheld for another reason.
    Withheld(Withheld),
    /// The event was refused as a whole.
    Refused(Refusal),
}

/// What leaves no room in a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It was used up before the event.
    NothingBefore,
    /// The event itself used it up.
    NothingInEvent,
    /// It cuts each event to so much.
    CutPerEvent,
}

/// Everything that stood in the way of rules that the event's kind sets off and that do not give for it.
pub fn why_not<R: Records>(
    engine: &Engine,
    records: &R,
    position: u64,
    clock: Instant,
    event: &Event,
) -> Result<Vec<Missed>, DecideError> {
    let case = Case::new(engine, records, position, clock, event)?;
    case.missed().into_iter().map(|rule| Ok(Missed { rule, because: case.because(rule)? })).collect()
}

/// An event as it is decided, of which is asked why rules do not give for it. What is due before it must have been ticked.
pub struct Case<'a, R> {
    engine: &'a Engine,
    records: &'a R,
    position: u64,
    clock: Instant,
    event: &'a Event,
    decision: Decision,
    withheld: Vec<(RuleId, Withheld)>,
}

impl<'a, R: Records> Case<'a, R> {
    /// Decides the event, at a journal position and clock.
    pub fn new(
        engine: &'a Engine,
        records: &'a R,
        position: u64,
        clock: Instant,
        event: &'a Event,
    ) -> Result<Self, DecideError> {
        let (decision, withheld) = decide_watching(engine, records, position, clock, event, None)?;
        Ok(Self { engine, records, position, clock, event, decision, withheld })
    }

    /// The rules that the event's kind sets off and that do not give, in the order of the file.
    pub fn missed(&self) -> Vec<RuleId> {
        let concerned = self.engine.program.order.iter().copied().filter(|id| {
            self.engine.rule(*id).is_some_and(|rule| match &rule.when {
                Trigger::Events(kinds) => kinds.contains(&self.event.kind),
                Trigger::Asked => self.event.text(field::REWARD) == Some(rule.name.as_str()),
                _ => false,
            })
        });
        concerned.filter(|id| !self.decision.gifts.iter().any(|gift| gift.rule == *id)).collect()
    }

    /// Everything that stood in the way of a rule that does not give; never empty.
    pub fn because(&self, rule: RuleId) -> Result<Vec<Obstacle>, DecideError> {
        let Some(rule) = self.engine.rule(rule) else { return Ok(Vec::new()) };
        let context = Context::new(self.engine, self.records, self.event, self.clock);
        let mut because = obstacles(&context, rule)?;
        let is_asked = matches!(rule.when, Trigger::Asked);
        // A limit on how much lets it fire, and cuts what it gives.
        let cuts =
            |one: &Obstacle| matches!(one, Obstacle::Limit { limit, .. } if limit.of != LimitedTo::Times);
        let fires = because.iter().all(cuts);
        let withheld = if fires || is_asked {
            self.withheld.clone()
        } else {
            // If it had fired: what else stands in its way.
            let (records, event) = (self.records, self.event);
            decide_watching(self.engine, records, self.position, self.clock, event, Some(rule.id))?.1
        };
        for (of, why) in withheld {
            if of == rule.id {
                self.note(&context, &mut because, why, fires)?;
            }
        }
        if let Some(refusal) = self.decision.refusal.as_ref().filter(|_| fires || !is_asked) {
            because.push(Obstacle::Refused(refusal.clone()));
        }
        if because.is_empty() {
            let nothing = Withheld::Nothing { read: Vec::new(), part: 0, basis: 0, least: None };
            because.push(Obstacle::Withheld(nothing));
        }
        Ok(because)
    }

    /// Adds what was withheld to what stands in a rule's way, where that is not said yet. How much it gives, and whether some
    /// lines are its own, is asked only of a rule that fires: another's lines and facts may be others once it does.
    fn note(
        &self,
        context: &Context<'_, R>,
        because: &mut Vec<Obstacle>,
        why: Withheld,
        fires: bool,
    ) -> Result<(), DecideError> {
        let obstacle = match why {
            Withheld::Limit { whose, limit, who } => {
                let known =
                    |one: &Obstacle| matches!(one, Obstacle::Limit { limit: of, .. } if of.id == limit.id);
                if because.iter().any(known) {
                    return Ok(());
                }
                let before = context.room(&Draft::new(self.position), &limit, Some(&who))?;
                let left = match before {
                    Some(Room { counter: None, .. }) => Left::CutPerEvent,
                    Some(room) if room.left <= 0 => Left::NothingBefore,
                    _ => Left::NothingInEvent,
                };
                Obstacle::Limit { whose, again: again(context, &limit, left), limit, left }
            }
            Withheld::Nothing { .. }
            | Withheld::AddsNothing { .. }
            | Withheld::OtherLines { .. }
            | Withheld::NothingLeft
                if !fires =>
            {
                return Ok(());
            }
            Withheld::Nobody => Obstacle::Nobody,
            other => Obstacle::Withheld(other),
        };
        if !because.contains(&obstacle) {
            because.push(obstacle);
        }
        Ok(())
    }
}

/// From when a limit has room again.
fn again<R: Records>(context: &Context<'_, R>, limit: &Limit, left: Left) -> Option<Instant> {
    let period = limit.every.filter(|_| left != Left::CutPerEvent)?;
    Some(context.program().zone.next_start(period, context.event.at))
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
        because.extend(used_up(context, rule, limit, &who)?);
    }
    Ok(because)
}

fn condition<'p, R: Records>(context: &Context<'p, R>, id: ConditionId) -> &'p Condition {
    &context.engine.program.conditions[id.0 as usize]
}

fn used_up<R: Records>(
    context: &Context<'_, R>,
    rule: &Rule,
    limit: &Limit,
    who: &Party,
) -> Result<Option<Obstacle>, DecideError> {
    let room = context.room(&Draft::new(0), limit, Some(who))?;
    let is_used_up = room.is_some_and(|room| room.left <= 0);
    let left = Left::NothingBefore;
    Ok(is_used_up.then(|| Obstacle::Limit {
        whose: rule.id,
        again: again(context, limit, left),
        limit: limit.clone(),
        left,
    }))
}

//! A rule as one sentence: when, to whom, what, how much at most.

use crate::also;
use crate::conditions::{self, Clause};
use crate::gifts;
use crate::lines;
use crate::measures;
use crate::party::{Context, idiom};
use crate::phrase::{Joint, Phrase, say};
use crate::tails;
use crate::values;
use coterie_calendar::{Instant, TimeOfDay};
use coterie_program::builtin::kind;
use coterie_program::compiled::{Anniversary, Condition, Limit, Program, Read, Rule, Subject, Test, Trigger};
use coterie_program::ids::KindId;

/// The phrase of a rule without `pay`.
pub(crate) fn phrase(program: &Program, rule: &Rule) -> Phrase {
    let context = Context::of_rule(program, rule);
    if let Some(referral) = crate::referral::phrase(context, rule) {
        return with_tails(context, rule, &crate::referral::limits(context, rule), referral);
    }
    let suffixes = lines::suffixes(context, rule);
    let core = gifts::clause(context, rule, &suffixes);
    let core = with_tails(context, rule, &rule.limits, core);
    Head::of(context, rule, &suffixes).before(core)
}

/// Limits behind commas, the rest behind semicolons.
pub(crate) fn with_tails(context: Context<'_>, rule: &Rule, limits: &[Limit], core: Phrase) -> Phrase {
    let mut parts = vec![core];
    parts.extend(limits.iter().map(|limit| tails::limit(context, limit)));
    parts.extend(rule.stock.iter().map(tails::stock));
    let mut clauses = vec![Phrase::List(Joint::Comma, parts)];
    clauses.extend(tails::basis(rule));
    clauses.extend(tails::stacking(rule));
    clauses.extend(tails::on_refund(rule));
    clauses.extend(tails::after_other_discounts(context, rule));
    clauses.extend(tails::choice(context, rule));
    Phrase::List(Joint::Semicolon, clauses)
}

/// What stands before the gifts.
#[derive(Default)]
pub(crate) struct Head {
    occasions: Vec<Phrase>,
    ifs: Vec<Phrase>,
}

impl Head {
    /// The head of a rule; `suffixes` say which lines, where the gifts do not.
    pub(crate) fn of(context: Context<'_>, rule: &Rule, suffixes: &[Phrase]) -> Self {
        let mut head = Self::default();
        head.occasions.extend(validity(context.program, rule.valid_from, rule.valid_until));
        let (mut events, mut amounting) = (Vec::new(), Vec::new());
        let mut occasions = Vec::new();
        let conditions: Vec<&Condition> =
            rule.conditions.iter().map(|id| &context.program.conditions[id.0 as usize]).collect();
        let mut clauses: Vec<Clause> =
            conditions.iter().map(|condition| conditions::clause(context, condition)).collect();
        if let Some((expression, paths)) = &rule.also {
            clauses.extend(also::clauses(context, expression, paths));
        }
        for clause in clauses {
            match clause {
                Clause::Event(phrase) => events.push(phrase),
                Clause::Amounting(phrase) => amounting.push(phrase),
                Clause::Occasion(phrase) => occasions.push(phrase),
                Clause::If(phrase) => head.ifs.push(phrase),
            }
        }
        let said = rule.gives.iter().any(gifts::speaks_of_the_purchase);
        // Conditions on the lines speak of "these products": they are named first.
        let are_named = !suffixes.is_empty()
            && conditions.iter().any(|condition| condition.path.subject == Subject::Lines);
        if context.only_event() != Some(kind::PURCHASE) {
            if events.is_empty() {
                events.extend(trigger(context, &rule.when));
            }
            head.occasions.extend(events);
        } else if !said || are_named || !events.is_empty() || !amounting.is_empty() {
            if events.is_empty() {
                events.push(say("on-purchase").into());
            }
            let which = if said && !are_named { &[] } else { suffixes };
            head.occasions.push(lines::narrowed(Phrase::List(Joint::Space, events), which));
            head.occasions.extend(amounting);
        }
        head.occasions.extend(occasions);
        head
    }

    /// The head, then the rest.
    pub(crate) fn before(self, core: Phrase) -> Phrase {
        let occasions = Phrase::List(Joint::Space, self.occasions.clone());
        let ifs = Phrase::List(Joint::And, self.ifs.clone());
        match (self.occasions.is_empty(), self.ifs.is_empty()) {
            (true, true) => core,
            (false, true) => say("head-occasion").with("occasion", occasions).with("core", core).into(),
            (true, false) => say("head-if").with("if", ifs).with("core", core).into(),
            (false, false) => {
                say("head-occasion-if").with("occasion", occasions).with("if", ifs).with("core", core).into()
            }
        }
    }
}

/// From when until when. The end of a program is exclusive; people name the last day.
fn validity(program: &Program, from: Option<Instant>, until: Option<Instant>) -> Option<Phrase> {
    if from.is_none() && until.is_none() {
        return None;
    }
    let last = until.map(|until| match program.zone.local(until).time() {
        TimeOfDay::MIDNIGHT => Phrase::Date(program.zone.local(until.just_before()).date()),
        _ => values::moment(program, until),
    });
    Some(conditions::from_to(from.map(|from| values::moment(program, from)), last))
}

fn trigger(context: Context<'_>, trigger: &Trigger) -> Option<Phrase> {
    let program = context.program;
    Some(match trigger {
        Trigger::Events(kinds) => {
            Phrase::List(Joint::Or, kinds.iter().map(|kind| event(program, *kind)).collect())
        }
        Trigger::Clock { path, at } => {
            let day = match &path.read {
                Read::Attribute(attribute) => {
                    let name = &program.schema.attributes[*attribute].name;
                    conditions::on_anniversary(context, &context.who(), name, Anniversary::Today)
                }
                _ => conditions::plainly(
                    context,
                    &Condition { path: path.clone(), test: Test::Anniversary(Anniversary::Today) },
                ),
            };
            match *at {
                TimeOfDay::MIDNIGHT => day,
                at => say("at-the-hour").with("day", day).with("time", Phrase::Time(at)).into(),
            }
        }
        Trigger::Close(period) => say("at-the-end-of-each").choose("period", period.word()).into(),
        Trigger::Expiring { account, before } => {
            let account = &program.accounts[*account];
            let units = measures::units(program, &program.units[account.unit].name);
            let message = say("before-expiry").in_cases("units", units).with("span", Phrase::Span(*before));
            context.who().in_message(message).into()
        }
        Trigger::Rise(_) => context.who().in_message(say("on-rise")).into(),
        Trigger::Fall(_) => context.who().in_message(say("on-fall")).into(),
        Trigger::Asked => return None,
    })
}

fn event(program: &Program, kind: KindId) -> Phrase {
    let name = program.schema.kinds.get(kind).map_or("", |kind| kind.name.as_str());
    idiom(program, "on", name, say("on-event").with("name", Phrase::Name(name.to_owned()))).into()
}

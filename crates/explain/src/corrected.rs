//! What came late for a closed period: which period it is, and what a rule gives for it by now against what it had given.

use crate::taken_back::back;
use crate::words::Words;
use coterie_decide::decision::{Decision, Effect, Given};
use coterie_decide::record::AtClose;
use coterie_decide::{Entry, Origin, Tick, TickKind};
use coterie_ledger::Amount;
use coterie_program::compiled::Trigger;
use coterie_program::ids::RuleId;
use coterie_sentences::format_period;

/// The closed period that a correction is about, in words: `March 2026`. Where the program no longer has the rule, the moment
/// that the period ended.
pub(crate) fn period(words: &Words<'_>, tick: &Tick) -> String {
    match words.rule(RuleId(tick.corrected_rule())).map(|rule| &rule.when) {
        Some(Trigger::Close(period)) => {
            format_period(*period, tick.at, &words.program().zone, words.language())
        }
        _ => words.until(tick.at),
    }
}

/// How much of a period's gift had been given before the gift at a place of the decision; `None` where nothing had.
pub(crate) fn given_before(decision: &Decision, place: usize) -> Option<Amount> {
    let gift = decision.gifts.get(place)?;
    let Given::Credit { account, amount, lot, .. } = &gift.given else { return None };
    let by_now = decision.effects.iter().find_map(|effect| match effect {
        Effect::AtClose { given, .. } if given.gifts.contains(&(*lot, *amount)) => Some(given),
        _ => None,
    });
    let by_now = by_now.filter(|given| given.account == *account && given.rule == gift.rule)?;
    // At the close itself everything is new.
    let is_new = |lot: &Option<_>| {
        decision.gifts.iter().any(|gift| matches!(&gift.given, Given::Credit { lot: one, .. } if one == lot))
    };
    let before = by_now.gifts.iter().filter(|(lot, _)| !is_new(lot)).map(|(_, amount)| *amount);
    Amount::sum(before).ok().filter(|before| before.is_positive())
}

/// What a correction took back of what a rule had given for a closed period.
pub(crate) struct Less<'e> {
    tick: &'e Tick,
    given: &'e AtClose,
    before: Amount,
    taken: Amount,
}

impl<'e> Less<'e> {
    /// Behind an effect of the entry's decision, by its place: what is given by now stands behind all that was taken back.
    pub(crate) fn behind(entry: &'e Entry, effect: usize) -> Option<Self> {
        let Origin::Tick(tick) = &entry.origin else { return None };
        if tick.kind != TickKind::Correction {
            return None;
        }
        let effects = &entry.decision.effects;
        let given_at = |one: &Effect| matches!(one, Effect::AtClose { .. });
        let end = effect + effects.get(effect..)?.iter().position(given_at)?;
        let start = effects[..effect].iter().rposition(given_at).map_or(0, |place| place + 1);
        let Effect::AtClose { given, .. } = &effects[end] else { return None };
        let taken = effects[start..end].iter().filter_map(|effect| match effect {
            Effect::Transfer(transfer) if transfer.account() == given.account => back(transfer),
            _ => None,
        });
        let less = Amount::sum(taken).ok()?;
        let now = Amount::sum(given.gifts.iter().map(|(_, amount)| *amount)).ok()?;
        Some(Self { tick, given, before: now.checked_add(less).ok()?, taken: less })
    }

    /// The rule that had given it.
    pub(crate) fn rule(&self) -> RuleId {
        self.given.rule
    }

    /// That it was taken back, and the arithmetic: what had been given − what is given by now.
    pub(crate) fn told(&self, words: &Words<'_>) -> Option<(String, String)> {
        let figure = |amount: Amount| words.figure(self.given.account, amount);
        let (rule, period) = (words.title(self.given.rule), period(words, self.tick));
        let text = words.say("taken-back-for", &[("rule", &rule), ("period", &period)]);
        let now = self.before.checked_sub(self.taken).ok()?;
        let values = [("total", figure(now)), ("before", figure(self.before)), ("less", figure(self.taken))];
        let values = values.each_ref().map(|(id, text)| (*id, text.as_str()));
        Some((text, words.say("back-corrected", &values)))
    }
}

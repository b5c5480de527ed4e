//! What is kept of a gift when part of its purchase is returned: by its rule's policy, and by what remains alone.

use crate::basis::Reductions;
use crate::context::Context;
use crate::decision::{Gift, Given, Rests};
use crate::engine::Engine;
use crate::error::DecideError;
use crate::memory::MemoryRecords;
use crate::reading::BasisLeft;
use crate::record::{EntryRecord, HeldGift, LineLeft};
use crate::records::Records;
use crate::{amount, give};
use coterie_ledger::{Amount, Rounding, proportion};
use coterie_program::builtin::field;
use coterie_program::compiled::{Amount as RuleAmount, Basis, OnRefund, Rule, What};
use rust_decimal::Decimal;

/// A gift of a rule that the program no longer has is returned by what was paid for its lines.
const PAID: Basis =
    Basis { after_discounts: true, tax_included: true, shipping_included: false, points_included: true };

/// A purchase of which part is returned.
pub(super) struct Purchase<'a, R> {
    /// As it was.
    pub(super) whole: &'a Context<'a, R>,
    /// As if it had only what remains.
    pub(super) remaining: &'a Context<'a, R>,
    /// Its record.
    pub(super) record: &'a EntryRecord,
    /// What remains of each line, by place.
    pub(super) left: &'a [LineLeft],
}

/// What is kept when nothing remains.
pub(super) fn of_nothing<R: Records>(context: &Context<'_, R>, held: &HeldGift) -> Amount {
    let rule = context.engine.rule(held.gift.rule);
    if rule.is_some_and(|rule| rule.on_refund == OnRefund::Never) { held.kept } else { Amount::ZERO }
}

/// What is kept of a gift, by its place, while something remains. It depends only on what remains.
pub(super) fn of_gift<R: Records>(purchase: &Purchase<'_, R>, place: usize) -> Result<Amount, DecideError> {
    let gift = &purchase.record.gifts[place].gift;
    let whole = gift.given.amount().unwrap_or(Amount::ONE);
    let any_line_remains = purchase.rests_of(gift).any(|line| purchase.left[line].remains);
    let policy = purchase.whole.engine.rule(gift.rule).map_or(OnRefund::ByLine, |rule| rule.on_refund);
    match policy {
        OnRefund::Never => Ok(whole),
        OnRefund::OnlyWhenAllIsReturned => Ok(if any_line_remains { whole } else { Amount::ZERO }),
        OnRefund::ByLine => by_line(purchase, place),
        OnRefund::Recompute if !any_line_remains => Ok(Amount::ZERO),
        OnRefund::Recompute => recompute(purchase, place),
    }
}

/// Whether a further refund may leave more of a gift than an earlier one did: a rule that is asked again may give more on less,
/// and a line on which the till took off more than its price makes the basis greater when it is returned.
pub(super) fn may_rise(engine: &Engine, record: &EntryRecord, gift: &Gift) -> bool {
    match engine.rule(gift.rule).map_or(OnRefund::ByLine, |rule| rule.on_refund) {
        OnRefund::Recompute => true,
        OnRefund::ByLine => {
            let lines = record.event.lines.iter().enumerate();
            lines
                .into_iter()
                .any(|(place, line)| line.amount - line.discount - line.tax < 0 || record.paid(place) < 0)
        }
        OnRefund::OnlyWhenAllIsReturned | OnRefund::Never => false,
    }
}

impl<R: Records> Purchase<'_, R> {
    /// The lines that a gift rests on, by place.
    fn rests_of<'g>(&'g self, gift: &'g Gift) -> impl Iterator<Item = usize> + 'g {
        (0..self.left.len()).filter(|place| gift.rests.includes(*place))
    }

    /// The rule by whose basis a gift was computed: a multiplier's gift stands on the basis of what it multiplies.
    fn basis_rule(&self, gift: &Gift) -> Option<&Rule> {
        let owner = gift.on.map_or(gift, |on| &self.record.gifts[usize::from(on)].gift);
        self.whole.engine.rule(owner.rule)
    }

    /// What was off the lines when a gift was given: the discounts given before it, and what was paid in points.
    fn reductions_before(&self, place: usize) -> Result<Reductions, DecideError> {
        let mut reductions = Reductions::new(self.whole)?;
        for held in &self.record.gifts[..place] {
            if let Given::Discount { lines, .. } = &held.gift.given {
                for (known, off) in reductions.discounts.iter_mut().zip(lines) {
                    *known += off;
                }
            }
        }
        Ok(reductions)
    }

    /// What remains of an amount that stands on a line, to the nearest smallest part.
    fn share(&self, line: usize, amount: i64) -> Result<i64, DecideError> {
        Ok(self.record.share(line, self.left[line], amount, Rounding::HalfUp)?)
    }
}

/// floor(gift × remaining basis ÷ basis), on the basis on which the gift was computed; a gift on a zero basis stays until
/// all its lines are returned. Of a discount each line keeps its own share: what was paid for a line is what comes back.
fn by_line<R: Records>(purchase: &Purchase<'_, R>, place: usize) -> Result<Amount, DecideError> {
    let gift = &purchase.record.gifts[place].gift;
    if let Given::Discount { lines, .. } = &gift.given {
        return Ok(Amount::new(purchase.record.discount(lines, purchase.left)?)?);
    }
    let whole = gift.given.amount().unwrap_or(Amount::ONE);
    let (basis, remains) = bases(purchase, place)?;
    if basis <= 0 || gift.given.amount().is_none() {
        let any = purchase.rests_of(gift).any(|line| purchase.left[line].remains);
        return Ok(if any { whole } else { Amount::ZERO });
    }
    // A till's discount above its line's amount makes a basis negative: never less than nothing is kept, nor more than all.
    Ok(proportion(whole, remains.clamp(0, basis), basis, Rounding::Down)?)
}

/// What a gift was computed on, and what of it remains: smallest parts, or pieces.
fn bases<R: Records>(purchase: &Purchase<'_, R>, place: usize) -> Result<(i64, i64), DecideError> {
    let gift = &purchase.record.gifts[place].gift;
    let own_rule = purchase.whole.engine.rule(gift.rule);
    if own_rule.is_some_and(|rule| is_per_item(rule, gift)) {
        let pieces = |of: fn(&Purchase<'_, R>, usize) -> i64| {
            purchase.rests_of(gift).map(|line| of(purchase, line)).sum()
        };
        let whole = pieces(|purchase, line| purchase.record.event.lines[line].quantity);
        return Ok((whole, pieces(|purchase, line| purchase.left[line].quantity)));
    }
    let rule = purchase.basis_rule(gift);
    let reductions = purchase.reductions_before(place)?;
    let (mut whole, mut remains) = (0, 0);
    for line in purchase.rests_of(gift) {
        let own = purchase.whole.line_basis(line, rule.map_or(PAID, |rule| rule.basis), &reductions);
        whole += own;
        remains += purchase.share(line, own)?;
    }
    // Shipping was part of the basis, and comes back with the last line.
    let ships = !matches!(gift.rests, Rests::Lines(_))
        && rule.is_some_and(|rule| rule.basis.shipping_included && rule.lines.is_empty());
    if ships {
        let shipping = purchase.record.event.int(field::SHIPPING).unwrap_or(0);
        whole += shipping;
        remains += shipping;
    }
    Ok((whole, remains))
}

fn is_per_item(rule: &Rule, gift: &Gift) -> bool {
    let give = rule.gives.get(usize::from(gift.part));
    give.is_some_and(|give| matches!(&give.what, What::Credit { amount: RuleAmount::PerItem(_), .. }))
}

/// What a gift was computed on, and what of it remains. Nothing else than the event and the rule is read.
pub(crate) fn basis_left(
    engine: &Engine,
    record: &EntryRecord,
    left: &[LineLeft],
    place: usize,
) -> Result<BasisLeft, DecideError> {
    let nothing = MemoryRecords::default();
    let context = Context::new(engine, &nothing, &record.event, record.event.at);
    let purchase = Purchase { whole: &context, remaining: &context, record, left };
    let gift = &record.gifts[place].gift;
    if let Given::Discount { lines, .. } = &gift.given {
        let of = (0..left.len()).filter(|line| lines.get(*line).is_some_and(|off| *off != 0));
        let (whole, remains) = of
            .fold((0, 0), |(whole, remains), line| (whole + record.paid(line), remains + left[line].amount));
        return Ok(BasisLeft { whole, remains, is_pieces: false });
    }
    let (whole, remains) = bases(&purchase, place)?;
    let is_pieces = engine.rule(gift.rule).is_some_and(|rule| is_per_item(rule, gift));
    Ok(BasisLeft { whole, remains, is_pieces })
}

/// The smaller of the gift and the rule on what remains, with the facts that the gift recorded: what the rule asks of the
/// event is asked again, what it asked of records is taken as it was.
fn recompute<R: Records>(purchase: &Purchase<'_, R>, place: usize) -> Result<Amount, DecideError> {
    let (gift, remaining) = (&purchase.record.gifts[place].gift, purchase.remaining);
    let whole = gift.given.amount().unwrap_or(Amount::ONE);
    let Some(rule) = remaining.engine.rule(gift.rule) else { return by_line(purchase, place) };
    let Some(mut lines) = give::still_holds(remaining, rule, &gift.to, &gift.facts)? else {
        return Ok(Amount::ZERO);
    };
    let Some(What::Credit { account, amount, each, times, .. }) =
        rule.gives.get(usize::from(gift.part)).map(|give| &give.what)
    else {
        return by_line(purchase, place);
    };
    let reductions = reductions_of_remaining(purchase, place)?;
    for (line, basis) in &mut lines.lines {
        *basis = remaining.line_basis(usize::from(*line), rule.basis, &reductions);
    }
    let scope = amount::scope_of(&gift.to, &lines);
    let Some(leaf) = give::leaf_of_remaining(remaining, amount, &gift.facts, scope)? else {
        return Ok(whole);
    };
    let rounding = remaining.program().accounts[*account].rounding;
    let exact = match &leaf {
        amount::Leaf::Factor(_) => return by_line(purchase, place),
        amount::Leaf::Fixed(fixed) => (*fixed).into(),
        amount::Leaf::PerItem(by_piece) => {
            let pieces = Decimal::from(give::pieces(remaining, &lines));
            amount::checked(pieces.checked_mul(Decimal::from(*by_piece)))?
        }
        leaf => amount::of_lines(leaf, &lines, *each, rounding)?,
    };
    let times = give::scale_of_remaining(remaining, times.as_ref(), &gift.facts, scope)?;
    let now = amount::round(amount::checked(exact.checked_mul(times))?, rounding)?;
    Ok(now.min(whole).max(Amount::ZERO))
}

/// What is off the lines that remain: each one's share of the discounts that were given before the gift.
fn reductions_of_remaining<R: Records>(
    purchase: &Purchase<'_, R>,
    place: usize,
) -> Result<Reductions, DecideError> {
    let mut reductions = Reductions::new(purchase.remaining)?;
    for held in &purchase.record.gifts[..place] {
        let Given::Discount { lines, .. } = &held.gift.given else { continue };
        // What remains has only the lines of which something remains, in their order.
        let stay = (0..purchase.left.len()).filter(|line| purchase.left[*line].remains);
        for (off, line) in reductions.discounts.iter_mut().zip(stay) {
            *off += purchase.share(line, lines[line])?;
        }
    }
    Ok(reductions)
}

//! Amounts of accounts: rates and percentages, what multiplies them, fixed amounts, and the limits on all of these.

use super::{Fired, Withheld, rests};
use crate::amount::{self, Leaf, Stage, scope_of};
use crate::basis::Selection;
use crate::context::Context;
use crate::decision::{Cause, Fact, Gift, Given};
use crate::draft::{Credit, Draft};
use crate::error::DecideError;
use crate::records::Records;
use coterie_ledger::{Amount, Book, Party};
use coterie_program::compiled::{Each, Give, LimitedTo, Of, Stacking, What};
use coterie_program::ids::AccountId;
use rust_decimal::Decimal;

/// A credit before limits.
struct Planned<'f, 'p> {
    fired: usize,
    part: u16,
    give: &'p Give,
    account: AccountId,
    to: Party,
    lines: &'f Selection,
    basis: i64,
    facts: Vec<Fact>,
    amount: Amount,
    /// How it was computed, so that a multiplier of some of its lines can compute their part.
    rate: Option<Rate<'p>>,
    /// What multipliers add, in the order of the file.
    multipliers: Vec<Multiplied>,
}

/// A rate gift's computation.
struct Rate<'p> {
    leaf: Leaf<'p>,
    each: Each,
    times: Decimal,
    exact: Decimal,
    of_lines: bool,
}

/// What one multiplier adds to a rate gift.
struct Multiplied {
    fired: usize,
    part: u16,
    factor: Decimal,
    lines: Selection,
    basis: i64,
    facts: Vec<Fact>,
    amount: Amount,
}

/// A multiplier that applies to a beneficiary's account.
struct Multiplier {
    fired: usize,
    part: u16,
    account: AccountId,
    to: Party,
    factor: Decimal,
    facts: Vec<Fact>,
}

impl Multiplier {
    fn applies_to(&self, rate: &Planned<'_, '_>) -> bool {
        self.account == rate.account && self.to == rate.to
    }
}

/// What the rules that fire credit, in the order of the file.
struct Plan<'f, 'p> {
    rates: Vec<Planned<'f, 'p>>,
    fixed: Vec<Planned<'f, 'p>>,
    multipliers: Vec<Multiplier>,
}

pub(crate) fn give<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    fired: &[Fired<'_>],
    gave: &mut [bool],
) -> Result<(), DecideError> {
    let Plan { mut rates, fixed, multipliers } = plan(context, fired)?;
    for one in &mut rates {
        multiply(context, fired, one, &multipliers)?;
    }
    for multiplier in &multipliers {
        if !rates.iter().any(|rate| multiplier.applies_to(rate)) {
            let account = multiplier.account;
            context.withhold(fired[multiplier.fired].rule.id, || Withheld::NothingToMultiply { account });
        }
    }
    for one in rates.into_iter().chain(fixed) {
        post(context, draft, fired, one, gave)?;
    }
    Ok(())
}

/// All rate and fixed amounts, and all multipliers, as yet without each other.
fn plan<'f, 'p, R: Records>(
    context: &Context<'_, R>,
    fired: &'f [Fired<'p>],
) -> Result<Plan<'f, 'p>, DecideError> {
    let (mut rates, mut fixed, mut multipliers) = (Vec::new(), Vec::new(), Vec::new());
    for (place, one) in fired.iter().enumerate() {
        let rule = one.rule;
        for (part, give) in rule.gives.iter().enumerate() {
            let What::Credit { account, amount, of, times, each, .. } = &give.what else { continue };
            if matches!(of, Of::Rule(_) | Of::RestOf(_)) {
                continue;
            }
            let Some(to) = context.beneficiary(one, give)? else {
                context.withhold(rule.id, || Withheld::Nobody);
                continue;
            };
            let scope = scope_of(&one.who, &one.lines);
            let mut facts = Vec::new();
            let Some(leaf) = context.leaf(amount, scope, &mut facts)? else {
                context.withhold_nothing(rule.id, part, (&facts, one.lines.amount()), |_| None);
                continue;
            };
            let times = context.scale(times.as_ref(), scope, &mut facts)?;
            let times = amount::checked(times.checked_mul(Decimal::from(one.steps)))?;
            if let Leaf::Factor(factor) = leaf {
                multipliers.push(Multiplier {
                    fired: place,
                    part: part as u16,
                    account: *account,
                    to,
                    factor,
                    facts,
                });
                continue;
            }
            let rounding = context.program().accounts[*account].rounding;
            let of_path = context.of_path(of, scope, &mut facts)?;
            let (exact, basis) = match (&leaf, of_path) {
                (Leaf::Fixed(fixed), _) => (Decimal::from(*fixed), one.lines.amount()),
                (Leaf::PerItem(by_piece), _) => {
                    let pieces = pieces(context, &one.lines);
                    (amount::checked(Decimal::from(*by_piece).checked_mul(Decimal::from(pieces)))?, pieces)
                }
                (leaf, Some(basis)) => (amount::of_basis(leaf, basis)?, basis),
                (leaf, None) => (amount::of_lines(leaf, &one.lines, *each, rounding)?, one.lines.amount()),
            };
            let exact = amount::checked(exact.checked_mul(times))?;
            let amount = amount::round(exact, rounding)?;
            if !amount.is_positive() {
                context.withhold_nothing(rule.id, part, (&facts, basis), |basis| {
                    let exact = amount::of_basis(&leaf, basis).ok()?.checked_mul(times)?;
                    amount::round(exact, rounding).ok().map(Amount::get)
                });
            }
            let is_rate = leaf.stage() == Stage::Rate;
            let planned = if is_rate { &mut rates } else { &mut fixed };
            planned.push(Planned {
                fired: place,
                part: part as u16,
                give,
                account: *account,
                to,
                lines: &one.lines,
                basis,
                facts,
                amount,
                rate: is_rate.then(|| Rate { leaf, each: *each, times, exact, of_lines: of_path.is_none() }),
                multipliers: Vec::new(),
            });
        }
    }
    Ok(Plan { rates, fixed, multipliers })
}

/// A part of a rate gift's lines to which the same multipliers apply.
struct Class {
    lines: Selection,
    exact: Decimal,
    product: Decimal,
    added: Decimal,
}

impl Class {
    fn multiplied(&self) -> Result<Decimal, DecideError> {
        let by = amount::checked(self.product.checked_mul(self.added))?;
        Ok(amount::checked(self.exact.checked_mul(by))?)
    }
}

/// Applies multipliers in the order of the file. Each one's gift is the difference that it makes, rounded like the whole, so
/// that the gifts add up to the multiplied amount.
fn multiply<R: Records>(
    context: &Context<'_, R>,
    fired: &[Fired<'_>],
    one: &mut Planned<'_, '_>,
    multipliers: &[Multiplier],
) -> Result<(), DecideError> {
    let Some(rate) = &one.rate else { return Ok(()) };
    let applying: Vec<&Multiplier> =
        multipliers.iter().filter(|multiplier| multiplier.applies_to(one)).collect();
    if applying.is_empty() {
        return Ok(());
    }
    let rounding = context.program().accounts[one.account].rounding;
    let start =
        Class { lines: one.lines.clone(), exact: rate.exact, product: Decimal::ONE, added: Decimal::ONE };
    let mut classes = vec![start];
    let mut total = one.amount;
    for multiplier in applying {
        let rule = fired[multiplier.fired].rule;
        let selects = &fired[multiplier.fired].lines;
        let mut next = Vec::with_capacity(classes.len() + 1);
        for class in classes {
            let common = if rule.lines.is_empty() || !rate.of_lines {
                Selection { all: true, ..class.lines.clone() }
            } else {
                class.lines.common(selects)
            };
            if common.all {
                next.push(class.by(multiplier.factor, rule.stacking)?);
            } else if common.lines.is_empty() {
                next.push(class);
            } else {
                let exact = amount::of_lines(&rate.leaf, &common, rate.each, rounding)?;
                let exact = amount::checked(exact.checked_mul(rate.times))?.min(class.exact);
                let rest = Class { exact: class.exact - exact, lines: class.lines.without(&common), ..class };
                let part = Class { exact, lines: common, product: rest.product, added: rest.added };
                next.push(rest);
                next.push(part.by(multiplier.factor, rule.stacking)?);
            }
        }
        classes = next;
        let mut exact = Decimal::ZERO;
        for class in &classes {
            exact = amount::checked(exact.checked_add(class.multiplied()?))?;
        }
        let multiplied = amount::round(exact, rounding)?;
        let lines = if rule.lines.is_empty() { one.lines.clone() } else { one.lines.common(selects) };
        one.multipliers.push(Multiplied {
            fired: multiplier.fired,
            part: multiplier.part,
            factor: multiplier.factor,
            basis: lines.amount(),
            lines: Selection { all: lines.all && one.lines.all, ..lines },
            facts: multiplier.facts.clone(),
            amount: multiplied.checked_sub(total)?,
        });
        total = multiplied;
    }
    Ok(())
}

impl Class {
    fn by(mut self, factor: Decimal, stacking: Stacking) -> Result<Self, DecideError> {
        match stacking {
            Stacking::Multiply => self.product = amount::checked(self.product.checked_mul(factor))?,
            Stacking::Add => self.added = amount::checked(self.added.checked_add(factor - Decimal::ONE))?,
        }
        Ok(self)
    }
}

/// Cuts a credit and its multipliers to what limits allow, and posts them: a multiplier is cut by its own limits first, then
/// the rule's limits cut the multiplied amount, the last multiplier first.
fn post<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    fired: &[Fired<'_>],
    one: Planned<'_, '_>,
    gave: &mut [bool],
) -> Result<(), DecideError> {
    let limited = LimitedTo::Account(one.account);
    let mut amounts = Vec::with_capacity(1 + one.multipliers.len());
    amounts.push(one.amount.get().max(0));
    for multiplied in &one.multipliers {
        let by = &fired[multiplied.fired];
        let most = multiplied.amount.get().max(0);
        amounts.push(context.cut(draft, &by.rule.limits, limited, Some(&by.who), most)?);
    }
    let owner = &fired[one.fired];
    let whole: i64 = amounts.iter().sum();
    let mut excess = whole - context.cut(draft, &owner.rule.limits, limited, Some(&owner.who), whole)?;
    for amount in amounts.iter_mut().rev() {
        let cut = excess.min(*amount);
        *amount -= cut;
        excess -= cut;
    }
    let kept: i64 = amounts.iter().sum();
    let base = Posting {
        fired: one.fired,
        part: one.part,
        lines: one.lines,
        basis: one.basis,
        facts: one.facts,
        unlimited: one.amount,
        on: None,
    };
    let first = credit(context, draft, fired, one.give, &one.to, one.account, base, amounts[0])?;
    let Some(first) = first else {
        if one.amount.is_positive() {
            context.withhold_by_limit(draft, owner.rule.id, (owner, limited))?;
        }
        for multiplied in &one.multipliers {
            let of = owner.rule.id;
            context.withhold(fired[multiplied.fired].rule.id, || Withheld::OfNothing { of });
        }
        return Ok(());
    };
    gave[one.fired] = true;
    context.draw(draft, &owner.rule.limits, limited, Some(&owner.who), kept, Some(first))?;
    for (multiplied, amount) in one.multipliers.into_iter().zip(&amounts[1..]) {
        let by = &fired[multiplied.fired];
        let posting = Posting {
            fired: multiplied.fired,
            part: multiplied.part,
            lines: &multiplied.lines,
            basis: multiplied.basis,
            facts: multiplied.facts,
            unlimited: multiplied.amount,
            on: Some(first),
        };
        let (lines, added) = (posting.lines.lines.len(), posting.unlimited);
        let facts = context.watch.is_some().then(|| posting.facts.clone());
        let gift = credit(context, draft, fired, one.give, &one.to, one.account, posting, *amount)?;
        if gift.is_some() {
            gave[multiplied.fired] = true;
            context.draw(draft, &by.rule.limits, limited, Some(&by.who), *amount, gift)?;
        } else if let Some(facts) = facts {
            let to = owner.rule.id;
            match () {
                () if multiplied.factor == Decimal::ONE => {
                    let part = usize::from(multiplied.part);
                    context.withhold_nothing(by.rule.id, part, (&facts, multiplied.basis), |_| None);
                }
                () if lines == 0 && !by.rule.lines.is_empty() => {
                    context.withhold(by.rule.id, || Withheld::OtherLines { of: to });
                }
                () if !added.is_positive() => context.withhold(by.rule.id, || Withheld::AddsNothing { to }),
                () => {
                    let own = context.cut(draft, &by.rule.limits, limited, Some(&by.who), 1)? <= 0;
                    let whose = if own { by } else { owner };
                    context.withhold_by_limit(draft, by.rule.id, (whose, limited))?;
                }
            }
        }
    }
    Ok(())
}

/// What a gift is to say.
pub(super) struct Posting<'a> {
    pub(super) fired: usize,
    pub(super) part: u16,
    pub(super) lines: &'a Selection,
    pub(super) basis: i64,
    pub(super) facts: Vec<Fact>,
    pub(super) unlimited: Amount,
    pub(super) on: Option<u16>,
}

/// Posts one gift; nothing when there is nothing to give. A multiplier's points live as those that it multiplies.
#[expect(clippy::too_many_arguments, reason = "one call site per stage; a struct would only rename them")]
pub(super) fn credit<R: Records>(
    context: &Context<'_, R>,
    draft: &mut Draft,
    fired: &[Fired<'_>],
    give: &Give,
    to: &Party,
    account: AccountId,
    posting: Posting<'_>,
    amount: i64,
) -> Result<Option<u16>, DecideError> {
    if amount <= 0 {
        return Ok(None);
    }
    let amount = Amount::new(amount)?;
    let terms = &context.program().accounts[account];
    let What::Credit { pending, expires, .. } = &give.what else { return Ok(None) };
    let by = &fired[posting.fired];
    let payer = &by.payer;
    let facts = context.with_facts_of_also(by.rule, &by.who, posting.facts)?;
    let place = draft.next_gift();
    let lot = draft.credit(
        context,
        Credit {
            account,
            to,
            payer,
            book: Book::Issued,
            amount,
            available: context.availability(pending.as_ref().unwrap_or(&terms.pending))?,
            expires: context.expiry(expires.as_ref().unwrap_or(&terms.expires))?,
            cause: Cause::Earn,
            gift: Some(place),
        },
    )?;
    let pool = if terms.pooled { Some(context.holder(to, account)?).filter(|pool| pool != to) } else { None };
    draft.gift(Gift {
        rule: by.rule.id,
        part: posting.part,
        to: to.clone(),
        payer: payer.clone(),
        given: Given::Credit { account, amount, lot, pool },
        rests: rests(posting.lines),
        basis: posting.basis,
        on: posting.on,
        unlimited: posting.unlimited,
        facts,
        bought_with: by.bought_with,
    });
    Ok(Some(place))
}

/// How many pieces the selected lines have; an event without lines is one piece.
pub(crate) fn pieces<R: Records>(context: &Context<'_, R>, lines: &Selection) -> i64 {
    if context.event.lines.is_empty() {
        return 1;
    }
    lines.lines.iter().map(|(place, _)| context.event.lines[usize::from(*place)].quantity).sum()
}

//! The arithmetic behind a gift, in figures that add up.
//!
//! What is printed as an equation is one: it is worked out again here, its rounding is said, and what a gift does not record is
//! said in another way than by an equation.

use crate::corrected::given_before;
use crate::multiplied::multiplied;
use crate::names::Names;
use crate::words::Words;
use coterie_decide::decision::{Decision, Fact, Gift, Given};
use coterie_decide::reading::{exact_of_basis, recorded_case, rounded};
use coterie_ledger::{Amount, Rounding};
use coterie_program::builtin::account::DISCOUNTS;
use coterie_program::compiled::{Amount as RuleAmount, Cap, Each, Of, Path, Scale, What};
use coterie_program::ids::AccountId;
use coterie_program::value::Value;
use coterie_sentences::{path_noun, path_value};
use rust_decimal::Decimal;

/// Money off is rounded to the nearest smallest part.
const DISCOUNT_ROUNDING: Rounding = Rounding::HalfUp;

/// The arithmetic of one gift of a decision, for instance `200.00 ÷ 1.00 × 1 = 200`, `200 × 2 = 400: +200`, or
/// `6 % × 210.00 = 12.60`. The facts that decided a case stand behind it, by their fields.
pub fn arithmetic(names: &Names<'_>, decision: &Decision, place: usize) -> String {
    let gift = &decision.gifts[place];
    let text = figures(&Words::plain(names), decision, place);
    if gift.facts.is_empty() {
        return text;
    }
    let facts: Vec<String> = gift
        .facts
        .iter()
        .map(|fact| {
            let path = path_of(names, gift, &fact.path);
            format!("{} = {}", fact.path, names.value(path.map(|path| &path.value), &fact.value))
        })
        .collect();
    format!("{text} ({})", facts.join(", "))
}

/// The same for people: numbers as their country writes them, the facts by their names in the language.
pub(crate) fn arithmetic_in(words: &Words<'_>, decision: &Decision, place: usize) -> String {
    let gift = &decision.gifts[place];
    let mut text = figures(words, decision, place);
    // Steps and what a share is taken of may read the same.
    let mut said: Vec<String> = gift.facts.iter().map(|fact| told(words, gift, fact)).collect();
    said.dedup();
    for fact in said {
        text.push_str("; ");
        text.push_str(&fact);
    }
    text
}

/// A fact in words, with its field: `your level: Gold [member.level]`.
fn told(words: &Words<'_>, gift: &Gift, fact: &Fact) -> String {
    let known = path_of(words.names(), gift, &fact.path).zip(words.rule(gift.rule));
    match known {
        Some((path, rule)) => {
            let noun = path_noun(words.program(), rule, path, words.language());
            let value = path_value(words.program(), rule, path, &fact.value, words.language());
            format!("{}: {value} [{}]", noun.trim().trim_end_matches(','), fact.path)
        }
        None => format!("{}: {}", fact.path, words.names().value(None, &fact.value)),
    }
}

fn figures(words: &Words<'_>, decision: &Decision, place: usize) -> String {
    let gift = &decision.gifts[place];
    match &gift.given {
        Given::Credit { account, .. } => credit(words, decision, place, *account),
        Given::Discount { amount, .. } => discount(words, gift, *amount),
        Given::Donation(amount) => words.money_figure(amount.get()),
        Given::Voucher { code, .. } => code.to_string(),
        Given::Product(name) | Given::Ticket(name) | Given::Access(name) | Given::Message(name) => {
            name.to_string()
        }
        Given::Tier { set, step, .. } => words.names().step(*set, *step).to_owned(),
    }
}

/// The path of a rule's `also` or amount that a fact was read along.
fn path_of<'p>(names: &Names<'p>, gift: &Gift, text: &str) -> Option<&'p Path> {
    let also = &names.program().rules.get(gift.rule)?.also;
    if let Some(asked) = also.iter().flat_map(|(_, paths)| paths).find(|path| path.text == text) {
        return Some(asked);
    }
    let Some(What::Credit { amount, of, times, .. }) = give_of(names, gift) else { return None };
    let by = match amount {
        RuleAmount::By { path, .. } | RuleAmount::Steps { path, .. } => Some(path),
        _ => None,
    };
    let of = match of {
        Of::Path(path) => Some(path),
        _ => None,
    };
    let times = match times {
        Some(Scale::Path(path)) => Some(path),
        _ => None,
    };
    by.into_iter().chain(of).chain(times).find(|path| path.text == text)
}

pub(crate) fn give_of<'p>(names: &Names<'p>, gift: &Gift) -> Option<&'p What> {
    let rule = names.program().rules.get(gift.rule)?;
    rule.gives.get(usize::from(gift.part)).map(|give| &give.what)
}

fn discount(words: &Words<'_>, gift: &Gift, amount: Amount) -> String {
    let money = |amount: Amount| words.money_figure(amount.get());
    let (case, at_most) = match give_of(words.names(), gift) {
        Some(What::Discount { amount, at_most }) => (recorded_case(amount, &gift.facts), at_most.as_ref()),
        _ => (None, None),
    };
    let Some(RuleAmount::Percent(rate)) = case else {
        let limited = limited(words, gift.unlimited, amount, money);
        return format!("−{limited}");
    };
    let decimals = words.names().decimals(DISCOUNTS);
    let exact = case.and_then(|case| exact_of_basis(case, gift.basis));
    let told = format!("{} × {}", words.percent(*rate, decimals, decimals), money_of_basis(words, gift));
    let shown = Shown { told, exact, decimals, rounding: DISCOUNT_ROUNDING, is_by_line: false };
    // What the rule itself caps was more before.
    let capped = exact
        .and_then(|exact| rounded(exact, DISCOUNT_ROUNDING))
        .filter(|wished| gift.unlimited < *wished && at_most.is_some_and(|cap| is_cap(cap, gift)));
    shown.comes_to(words, capped.unwrap_or(gift.unlimited), amount, money)
}

fn money_of_basis(words: &Words<'_>, gift: &Gift) -> String {
    words.money_figure(gift.basis)
}

/// Whether a gift is as much as its rule allows at most.
fn is_cap(cap: &Cap, gift: &Gift) -> bool {
    let most = match cap {
        Cap::Amount(most) => Amount::new(*most).ok(),
        Cap::Share(share) => {
            Amount::new(gift.basis).ok().and_then(|basis| share.mul(basis, Rounding::Down).ok())
        }
    };
    most == Some(gift.unlimited)
}

/// A computation as it is printed, and what it comes to, in smallest parts.
pub(crate) struct Shown {
    pub(crate) told: String,
    /// Exactly; `None` where the gift does not record all that it takes.
    pub(crate) exact: Option<Decimal>,
    pub(crate) decimals: u8,
    pub(crate) rounding: Rounding,
    /// Each line is rounded by itself, and the lines are not recorded.
    pub(crate) is_by_line: bool,
}

impl Shown {
    /// `6 % × 210.00 = 12.60`, with how it was rounded where it was, and what a limit left of it.
    fn comes_to(
        &self,
        words: &Words<'_>,
        unlimited: Amount,
        amount: Amount,
        spell: impl Fn(Amount) -> String,
    ) -> String {
        let result = limited(words, unlimited, amount, spell);
        match self.equation(words, unlimited, &result) {
            Some(equation) => equation,
            None if self.is_by_line => {
                words.say("arithmetic-by-line", &[("told", &self.told), ("result", &result)])
            }
            None => words.say("arithmetic-in-all", &[("told", &self.told), ("result", &result)]),
        }
    }

    /// The computation as an equation, where it comes to the result: `7.5 × 1.5 = 11.25, rounded down 11`.
    pub(crate) fn equation(&self, words: &Words<'_>, comes_to: Amount, result: &str) -> Option<String> {
        let exact = self.exact?;
        if exact == comes_to.get().into() {
            return Some(format!("{} = {result}", self.told));
        }
        if self.is_by_line || rounded(exact, self.rounding)? != comes_to {
            return None;
        }
        let rounds = match self.rounding {
            Rounding::Down => "down",
            Rounding::Up => "up",
            Rounding::HalfUp | Rounding::HalfEven => "nearest",
        };
        let exact = words.exact(exact, self.decimals);
        let values =
            [("told", self.told.as_str()), ("exact", &exact), ("rounds", rounds), ("result", result)];
        Some(words.say("arithmetic-rounded", &values))
    }

    fn times(self, text: &str, factor: Option<Decimal>) -> Self {
        let exact = self.exact.zip(factor).and_then(|(exact, factor)| exact.checked_mul(factor));
        let told = if self.told.contains(" + ") { format!("({})", self.told) } else { self.told };
        Self { told: format!("{told} × {text}"), exact, ..self }
    }
}

fn credit(words: &Words<'_>, decision: &Decision, place: usize, account: AccountId) -> String {
    let gift = &decision.gifts[place];
    let amount = gift.given.amount().unwrap_or_default();
    let Some(before) = given_before(decision, place) else {
        return credit_of(words, decision, place, (account, amount));
    };
    // The rule was asked again for the whole period: its figures come to everything, and what is new is the difference.
    let total = before.checked_add(amount).unwrap_or_default();
    let told = credit_of(words, decision, place, (account, total));
    let [before, total, more] = [before, total, amount].map(|amount| words.figure(account, amount));
    let values = [("told", told.as_str()), ("before", &before), ("total", &total), ("more", &more)];
    words.say("arithmetic-corrected", &values)
}

/// How an amount was computed of which a credit is the whole, or what was still to be given of it.
fn credit_of(
    words: &Words<'_>,
    decision: &Decision,
    place: usize,
    (account, amount): (AccountId, Amount),
) -> String {
    let gift = &decision.gifts[place];
    let spell = |amount: Amount| words.figure(account, amount);
    if let Some(What::Credit { amount: asked, .. }) = give_of(words.names(), gift)
        && let Some(RuleAmount::Multiply(factor)) = recorded_case(asked, &gift.facts)
    {
        return multiplied(words, decision, place, factor.get(), account);
    }
    match shown(words, gift, account) {
        Some(shown) => shown.comes_to(words, gift.unlimited, amount, spell),
        None => limited(words, gift.unlimited, amount, spell),
    }
}

/// How a credit that is no multiplier's was computed; `None` where its amount says all.
pub(crate) fn shown(words: &Words<'_>, gift: &Gift, account: AccountId) -> Option<Shown> {
    let names = words.names();
    let Some(What::Credit { amount: asked, of, times, each, .. }) = give_of(names, gift) else { return None };
    let decimals = names.decimals(account);
    let basis_decimals = words.program().decimals_of_basis(of);
    let basis = || words.parts(gift.basis, basis_decimals);
    let case = recorded_case(asked, &gift.facts)?;
    let is_by_line = *each == Each::Line && matches!(of, Of::Lines);
    let (told, exact) = match case {
        RuleAmount::Rate { gives, per } if *per != 0 => {
            let told = rate(words, gift, (*per, basis_decimals), gives.get(), (decimals, is_by_line));
            // The full steps of each line are not those of their sum.
            let adds_up = !is_by_line || gift.basis % per == 0;
            (told, exact_of_basis(case, gift.basis).filter(|_| adds_up))
        }
        RuleAmount::Percent(rate) => {
            let percent = words.percent(*rate, decimals, basis_decimals);
            (format!("{percent} × {}", basis()), exact_of_basis(case, gift.basis))
        }
        RuleAmount::PerItem(piece) => {
            let values =
                [("each", words.parts(*piece, decimals)), ("pieces", words.number(gift.basis.into()))];
            let told =
                words.say("arithmetic-pieces", &values.each_ref().map(|(id, text)| (*id, text.as_str())));
            (told, Decimal::from(*piece).checked_mul(gift.basis.into()))
        }
        RuleAmount::Steps { steps, marginal: true, .. } => {
            match slices(words, steps, gift.basis, (decimals, basis_decimals)) {
                Some(slices) => (slices, exact_of_basis(case, gift.basis)),
                None => (words.say("arithmetic-slices", &[("basis", &basis())]), None),
            }
        }
        RuleAmount::Fixed(fixed) if times.is_some() => {
            (words.parts(*fixed, decimals), Some(Decimal::from(*fixed)))
        }
        _ => return None,
    };
    let rounding = words.program().accounts.get(account)?.rounding;
    let mut shown = Shown { told, exact, decimals, rounding, is_by_line };
    if let Some(scale) = times {
        let (text, factor) = scale_of(words, scale, &gift.facts);
        shown = shown.times(&text, factor);
    }
    // A reward paid in steps gives for each of them.
    if let Some(steps) = steps_of(words, gift, shown.exact) {
        shown = shown.times(&words.number(steps), Some(steps));
    }
    Some(shown)
}

/// `200.00 ÷ 1.00 × 1`, or how many full steps there were.
fn rate(
    words: &Words<'_>,
    gift: &Gift,
    (per, basis_decimals): (i64, u8),
    gives: Decimal,
    (decimals, is_by_line): (u8, bool),
) -> String {
    let (per_text, basis) = (words.parts(per, basis_decimals), words.parts(gift.basis, basis_decimals));
    let gives = words.exact(gives, decimals);
    if gift.basis % per == 0 {
        return format!("{basis} ÷ {per_text} × {gives}");
    }
    let values = [
        ("per", per_text),
        ("basis", basis),
        ("gives", gives),
        ("steps", words.number((gift.basis / per).into())),
    ];
    let id = if is_by_line { "arithmetic-whole-by-line" } else { "arithmetic-whole" };
    words.say(id, &values.each_ref().map(|(id, text)| (*id, text.as_str())))
}

/// `1 % × 1,000.00 + 2 % × 500.00`; `None` where a slice is counted in full steps and does not come out even.
fn slices(
    words: &Words<'_>,
    steps: &[(i64, RuleAmount)],
    basis: i64,
    (decimals, basis_decimals): (u8, u8),
) -> Option<String> {
    let mut parts = Vec::new();
    for (at, (from, amount)) in steps.iter().enumerate() {
        let to = steps.get(at + 1).map_or(basis, |(next, _)| basis.min(*next));
        let slice = to - (*from).max(0);
        if slice <= 0 {
            continue;
        }
        let slice_text = words.parts(slice, basis_decimals);
        parts.push(match amount {
            RuleAmount::Percent(rate) => {
                format!("{} × {slice_text}", words.percent(*rate, decimals, basis_decimals))
            }
            RuleAmount::Rate { gives, per } if slice % per == 0 => {
                let gives = words.exact(gives.get(), decimals);
                format!("{slice_text} ÷ {} × {gives}", words.parts(*per, basis_decimals))
            }
            _ => return None,
        });
    }
    Some(parts.join(" + "))
}

/// Into how many steps a reward's price was paid, where its gift is so many times its amount.
fn steps_of(words: &Words<'_>, gift: &Gift, exact: Option<Decimal>) -> Option<Decimal> {
    let pay = words.rule(gift.rule)?.pay.as_ref()?;
    let is_stepped = pay.points.as_ref().is_some_and(|points| points.stepped);
    let steps = Decimal::from(gift.unlimited.get()).checked_div(exact?)?;
    (is_stepped && steps.fract().is_zero() && steps > Decimal::ONE).then_some(steps)
}

/// What an amount is multiplied by, as it was: of a path, the value that the gift recorded.
fn scale_of(words: &Words<'_>, scale: &Scale, facts: &[Fact]) -> (String, Option<Decimal>) {
    match scale {
        Scale::Number(rate) => (words.number(rate.get()), Some(rate.get())),
        Scale::Path(path) => {
            let recorded = facts.iter().find(|fact| fact.path == path.text).map(|fact| &fact.value);
            match recorded.and_then(Value::as_decimal) {
                Some(factor) => (words.number(factor), Some(factor)),
                None => (path.text.clone(), None),
            }
        }
    }
}

/// An amount, and what a limit left of it.
pub(crate) fn limited(
    words: &Words<'_>,
    unlimited: Amount,
    amount: Amount,
    spell: impl Fn(Amount) -> String,
) -> String {
    if unlimited == amount {
        return spell(amount);
    }
    words.say("arithmetic-limited", &[("unlimited", &spell(unlimited)), ("amount", &spell(amount))])
}

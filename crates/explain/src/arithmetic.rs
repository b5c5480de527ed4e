//! The arithmetic behind a gift, in figures that add up.
//!
//! What is printed as an equation is one: it is worked out again here, and said in another way where rounding line by line,
//! or a share that the gift does not record, makes it come out otherwise.

use crate::names::Names;
use crate::words::Words;
use coterie_decide::decision::{Decision, Fact, Gift, Given};
use coterie_decide::reading::recorded_case;
use coterie_ledger::{Amount, Rate};
use coterie_program::compiled::{Amount as RuleAmount, Each, MeasureKind, Of, Path, Read, Scale, What};
use coterie_program::ids::{AccountId, RuleId};
use coterie_program::value::{Type, Value};
use coterie_sentences::{path_noun, path_value};
use rust_decimal::Decimal;

/// The arithmetic of one gift of a decision, for instance `200.00 ÷ 1.00 × 1 = 200`, `200 × 2 = 400: +200`, or
/// `6 % × 210.00 = 12.60`. The facts that decided a case stand behind it, by their fields.
pub fn arithmetic(names: &Names<'_>, decision: &Decision, place: usize) -> String {
    let gift = &decision.gifts[place];
    let text = figures(&Words::english(names), decision, place);
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

/// The same for people: the facts by their names in the language.
pub(crate) fn arithmetic_in(words: &Words<'_>, decision: &Decision, place: usize) -> String {
    let gift = &decision.gifts[place];
    let mut text = words.figures(&figures(words, decision, place));
    for fact in &gift.facts {
        text.push_str("; ");
        text.push_str(&told(words, gift, fact));
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
    let names = words.names();
    let gift = &decision.gifts[place];
    match &gift.given {
        Given::Credit { account, .. } => credit(words, decision, place, *account),
        Given::Discount { amount, .. } => discount(words, gift, *amount),
        Given::Donation(amount) => names.money(amount.get()),
        Given::Voucher { code, .. } => code.to_string(),
        Given::Product(name) | Given::Ticket(name) | Given::Access(name) | Given::Message(name) => {
            name.to_string()
        }
        Given::Tier { set, step, .. } => names.step(*set, *step).to_owned(),
    }
}

/// The path of a rule's amount that a fact was read along.
fn path_of<'p>(names: &Names<'p>, gift: &Gift, text: &str) -> Option<&'p Path> {
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

fn give_of<'p>(names: &Names<'p>, gift: &Gift) -> Option<&'p What> {
    let rule = names.program().rules.get(gift.rule)?;
    rule.gives.get(usize::from(gift.part)).map(|give| &give.what)
}

fn discount(words: &Words<'_>, gift: &Gift, amount: Amount) -> String {
    let names = words.names();
    let money = |amount: Amount| names.money(amount.get());
    let case = match give_of(names, gift) {
        Some(What::Discount { amount, .. }) => recorded_case(amount, &gift.facts),
        _ => None,
    };
    let Some(RuleAmount::Percent(rate)) = case else {
        let limited = limited(words, gift.unlimited, amount, money);
        return format!("−{limited}");
    };
    let exact = rate.get().checked_mul(gift.basis.into());
    let told = format!("{} × {}", percent(*rate), names.money(gift.basis));
    let shown = Shown { told, exact, decimals: names.decimals(coterie_decide::DISCOUNTS) };
    shown.comes_to(words, gift.unlimited, amount, None, money)
}

/// A computation as it is printed, and what it comes to, in smallest parts.
struct Shown {
    told: String,
    exact: Option<Decimal>,
    decimals: u8,
}

impl Shown {
    /// `6 % × 210.00 = 12.60`, with how it was rounded where it was, and what a limit left of it.
    fn comes_to(
        &self,
        words: &Words<'_>,
        unlimited: Amount,
        amount: Amount,
        each: Option<Each>,
        spell: impl Fn(Amount) -> String,
    ) -> String {
        let result = limited(words, unlimited, amount, &spell);
        let told = self.told.as_str();
        let off = self.exact.and_then(|exact| exact.checked_sub(unlimited.get().into()));
        match (off, self.exact) {
            (Some(off), _) if off.is_zero() => format!("{told} = {result}"),
            (Some(off), Some(exact)) if off.abs() < Decimal::ONE && each != Some(Each::Line) => {
                let exact = major(exact, self.decimals);
                words.say("arithmetic-rounded", &[("told", told), ("exact", &exact), ("result", &result)])
            }
            _ if each == Some(Each::Line) => {
                words.say("arithmetic-by-line", &[("told", told), ("result", &result)])
            }
            _ => words.say("arithmetic-in-all", &[("told", told), ("result", &result)]),
        }
    }
}

fn credit(words: &Words<'_>, decision: &Decision, place: usize, account: AccountId) -> String {
    let names = words.names();
    let gift = &decision.gifts[place];
    let amount = gift.given.amount().unwrap_or_default();
    let spell = |amount: Amount| names.amount(account, amount);
    let Some(What::Credit { amount: asked, of, times, each, .. }) = give_of(names, gift) else {
        return limited(words, gift.unlimited, amount, spell);
    };
    let decimals = names.decimals(account);
    let basis_decimals = basis_decimals(names, of);
    let basis = || in_units(gift.basis, basis_decimals);
    // Smallest parts of the basis in smallest parts of the account.
    let scaled = power_of_ten(decimals).checked_div(power_of_ten(basis_decimals));
    let counted = |exact: Option<Decimal>, told: String| Shown { told, exact, decimals };
    let shown = match recorded_case(asked, &gift.facts) {
        Some(RuleAmount::Rate { gives, per }) if *per != 0 => {
            let steps = gift.basis / per;
            let each_gives = major(gives.get(), decimals);
            let per_text = in_units(*per, basis_decimals);
            let told = if gift.basis % per == 0 {
                format!("{} ÷ {per_text} × {each_gives}", basis())
            } else {
                words.say(
                    "arithmetic-whole",
                    &[
                        ("per", &per_text),
                        ("basis", &basis()),
                        ("steps", &steps.to_string()),
                        ("gives", &each_gives),
                    ],
                )
            };
            counted(gives.get().checked_mul(steps.into()), told)
        }
        Some(RuleAmount::Percent(rate)) => {
            let exact = rate.get().checked_mul(gift.basis.into());
            let exact = exact.zip(scaled).and_then(|(exact, scaled)| exact.checked_mul(scaled));
            counted(exact, format!("{} × {}", percent(*rate), basis()))
        }
        Some(RuleAmount::PerItem(piece)) => {
            let pieces = gift.basis.to_string();
            let piece_text = Amount::new(*piece).map(spell).unwrap_or_default();
            let told = words.say("arithmetic-pieces", &[("each", &piece_text), ("pieces", &pieces)]);
            counted(Decimal::from(*piece).checked_mul(gift.basis.into()), told)
        }
        Some(RuleAmount::Multiply(factor)) => {
            return multiplied(words, decision, place, factor.get(), account);
        }
        Some(RuleAmount::Steps { marginal: true, .. }) => {
            let told = words.say("arithmetic-slices", &[("basis", &basis())]);
            return format!("{told} = {}", limited(words, gift.unlimited, amount, spell));
        }
        Some(RuleAmount::Fixed(fixed)) if times.is_some() => {
            counted(Some((*fixed).into()), Amount::new(*fixed).map(spell).unwrap_or_default())
        }
        _ => return limited(words, gift.unlimited, amount, spell),
    };
    let shown = match times {
        Some(scale) => {
            let (text, factor) = scale_of(scale, &gift.facts);
            let exact = shown.exact.zip(factor).and_then(|(exact, factor)| exact.checked_mul(factor));
            Shown { told: format!("{} × {text}", shown.told), exact, ..shown }
        }
        None => shown,
    };
    shown.comes_to(words, gift.unlimited, amount, Some(*each), spell)
}

/// What an amount is multiplied by, as it was: of a path, the value that the gift recorded.
fn scale_of(scale: &Scale, facts: &[Fact]) -> (String, Option<Decimal>) {
    match scale {
        Scale::Number(rate) => (rate.get().normalize().to_string(), Some(rate.get())),
        Scale::Path(path) => {
            let recorded = facts.iter().find(|fact| fact.path == path.text).map(|fact| &fact.value);
            match recorded.and_then(Value::as_decimal) {
                Some(factor) => (factor.normalize().to_string(), Some(factor)),
                None => (path.text.clone(), None),
            }
        }
    }
}

/// Decimals of what an amount was taken of: money, or the unit of the account that a measure or another rule counts in.
fn basis_decimals(names: &Names<'_>, of: &Of) -> u8 {
    let program = names.program();
    let of_account = |account: AccountId| names.decimals(account);
    let of_rule = |rule: RuleId| {
        let gives = &program.rules.get(rule)?.gives;
        gives.iter().find_map(|give| match &give.what {
            What::Credit { account, .. } => Some(of_account(*account)),
            _ => None,
        })
    };
    let known = match of {
        Of::Path(path) => match (&path.read, &path.value) {
            (Read::Measure(measure), _) => {
                match program.measures.get(*measure).map(|measure| &measure.what) {
                    Some(MeasureKind::SumAccount { account, .. } | MeasureKind::Balance(account)) => {
                        Some(of_account(*account))
                    }
                    Some(MeasureKind::Sum(path) | MeasureKind::Last(path)) if path.value == Type::Money => {
                        None
                    }
                    _ => Some(0),
                }
            }
            (_, Type::Money) => None,
            _ => Some(0),
        },
        Of::Rule(rule) | Of::RestOf(rule) => of_rule(*rule),
        Of::Lines => None,
    };
    known.unwrap_or_else(|| of_account(coterie_decide::DISCOUNTS))
}

/// A multiplier: what it multiplied, and the difference that it made.
fn multiplied(
    words: &Words<'_>,
    decision: &Decision,
    place: usize,
    factor: Decimal,
    account: AccountId,
) -> String {
    let names = words.names();
    let gift = &decision.gifts[place];
    let spell = |amount: Amount| names.amount(account, amount);
    let factor_text = factor.normalize().to_string();
    let Some(on) = gift.on else { return format!("× {factor_text}") };
    let before = decision.gifts[..place]
        .iter()
        .enumerate()
        .filter(|(at, other)| *at == usize::from(on) || other.on == Some(on));
    let before = Amount::sum(before.map(|(_, other)| other.unlimited)).unwrap_or_default();
    let after = before.checked_add(gift.unlimited).unwrap_or_default();
    let amount = gift.given.amount().unwrap_or_default();
    let more = limited(words, gift.unlimited, amount, spell);
    let decimals = names.decimals(account);
    let added = Decimal::from(gift.unlimited.get());
    let product = Decimal::from(before.get()).checked_mul(factor);
    let off = product.and_then(|product| product.checked_sub(after.get().into()));
    if off.is_some_and(|off| off.is_zero()) {
        return format!("{} × {factor_text} = {}: +{more}", spell(before), spell(after));
    }
    let rests_alike = gift.rests == decision.gifts[usize::from(on)].rests;
    if rests_alike
        && let (Some(off), Some(product)) = (off, product)
        && off.abs() < Decimal::ONE
    {
        let (told, exact) = (format!("{} × {factor_text}", spell(before)), major(product, decimals));
        let rounded =
            words.say("arithmetic-rounded", &[("told", &told), ("exact", &exact), ("result", &spell(after))]);
        return format!("{rounded}: +{more}");
    }
    // It multiplied a part of what there was: the part whose multiple is that much more.
    let part = factor.checked_sub(Decimal::ONE).and_then(|more| added.checked_div(more));
    let whole_part = part.filter(|part| part.fract().is_zero() && *part <= before.get().into());
    let multiple = whole_part.and_then(|part| part.checked_mul(factor));
    let (Some(part), Some(multiple)) = (whole_part, multiple) else {
        let values = [("before", spell(before)), ("factor", factor_text), ("more", more)];
        return words
            .say("arithmetic-part-rounded", &values.each_ref().map(|(id, text)| (*id, text.as_str())));
    };
    let values = [
        ("part", major(part, decimals)),
        ("before", spell(before)),
        ("factor", factor_text),
        ("multiple", major(multiple, decimals)),
        ("added", spell(gift.unlimited)),
        ("more", more),
    ];
    let lines = if rests_alike { "all" } else { "some" };
    let mut values: Vec<(&str, &str)> = values.iter().map(|(id, text)| (*id, text.as_str())).collect();
    values.push(("lines", lines));
    words.say("arithmetic-part", &values)
}

fn limited(words: &Words<'_>, unlimited: Amount, amount: Amount, spell: impl Fn(Amount) -> String) -> String {
    if unlimited == amount {
        return spell(amount);
    }
    words.say("arithmetic-limited", &[("unlimited", &spell(unlimited)), ("amount", &spell(amount))])
}

fn power_of_ten(decimals: u8) -> Decimal {
    10_i64.checked_pow(u32::from(decimals)).unwrap_or(1).into()
}

/// Smallest parts in whole units, without zeros at the end.
fn major(smallest: Decimal, decimals: u8) -> String {
    major_value(smallest, decimals).normalize().to_string()
}

/// Smallest parts in whole units.
pub(crate) fn major_value(smallest: Decimal, decimals: u8) -> Decimal {
    smallest.checked_div(power_of_ten(decimals)).unwrap_or(smallest)
}

/// Smallest parts in whole units, with all decimals.
fn in_units(smallest: i64, decimals: u8) -> String {
    Amount::new(smallest).map_or_else(|_| smallest.to_string(), |amount| amount.format(decimals))
}

fn percent(rate: Rate) -> String {
    let hundred = rate.get().checked_mul(100.into()).unwrap_or_default();
    format!("{} %", hundred.normalize())
}

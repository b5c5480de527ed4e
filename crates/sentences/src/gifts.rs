//! What a rule gives, as clauses ("you get 30 points and a voucher", "your points count twice").

use crate::amounts::{self, Place, Setting};
use crate::measures;
use crate::numbers::Exact;
use crate::party::{Context, Party};
use crate::phrase::{Joint, Phrase, Say, say};
use crate::values;
use coterie_ledger::Rate;
use coterie_program::compiled::{
    Amount, Cap, Each, Expiry, Give, Of, Path, Pending, Program, Rule, Unit, What,
};
use coterie_program::ids::AccountId;
use coterie_program::value::Value;

/// All gifts of a rule as one clause; gifts in a row to the same party are one "you get".
pub(crate) fn clause(context: Context<'_>, rule: &Rule, suffixes: &[Phrase]) -> Phrase {
    let mut clauses: Vec<Phrase> = Vec::new();
    let verb = match rule.gives.first() {
        Some(give) if matches!(give.what, What::Credit { .. }) && speaks_of_the_purchase(give) => "earn",
        _ => "get",
    };
    let gets = |clauses: &[Phrase], (party, objects): (Party, Vec<Phrase>)| -> Phrase {
        let order = if clauses.is_empty() { "first" } else { "later" };
        let message = party.in_message(say("gets")).choose("verb", verb).choose("order", order);
        message.with("what", Phrase::List(Joint::And, objects)).into()
    };
    let mut getting: Option<(Party, Vec<Phrase>)> = None;
    for give in &rule.gives {
        let party = beneficiary(context, give);
        match part(context, give, &party, suffixes) {
            Part::Object(object) => match &mut getting {
                Some((known, objects)) if *known == party => objects.push(object),
                _ => {
                    clauses.extend(getting.take().map(|known| gets(&clauses, known)));
                    getting = Some((party, vec![object]));
                }
            },
            Part::Clause(clause) => {
                clauses.extend(getting.take().map(|known| gets(&clauses, known)));
                clauses.push(clause);
            }
        }
    }
    clauses.extend(getting.take().map(|known| gets(&clauses, known)));
    Phrase::List(Joint::Clauses, clauses)
}

/// To whom a gift goes.
pub(crate) fn beneficiary(context: Context<'_>, give: &Give) -> Party {
    give.to.as_ref().and_then(|to| context.party(to)).unwrap_or_else(|| context.who())
}

/// True when a gift says by itself that it concerns a purchase.
pub(crate) fn speaks_of_the_purchase(give: &Give) -> bool {
    fn is_of_lines(amount: &Amount) -> bool {
        match amount {
            Amount::Fixed(_) => false,
            Amount::Rate { .. } | Amount::PerItem(_) | Amount::Percent(_) | Amount::Multiply(_) => true,
            Amount::By { cases, .. } => cases.iter().all(|(_, amount)| is_of_lines(amount)),
            Amount::Steps { steps, .. } => steps.iter().all(|(_, amount)| is_of_lines(amount)),
        }
    }
    match &give.what {
        What::Credit { amount, .. } => is_of_lines(amount),
        What::Discount { .. } => true,
        _ => false,
    }
}

/// True when an account needs no name: it is the only one of its holders in its unit.
pub(crate) fn goes_without_saying(program: &Program, account: AccountId) -> bool {
    let this = &program.accounts[account];
    let same =
        program.accounts.values().filter(|other| other.unit == this.unit && other.of == this.of).count();
    !program.units[this.unit].is_money && same == 1
}

enum Part {
    Object(Phrase),
    Clause(Phrase),
}

fn part(context: Context<'_>, give: &Give, party: &Party, suffixes: &[Phrase]) -> Part {
    let program = context.program;
    let currency = &program.units[program.currency];
    let named = |id: &str, name: &str| Phrase::from(say(id).with("name", Phrase::Name(name.to_owned())));
    let object = match &give.what {
        What::Credit { account, amount, of, times, each, pending, expires } => {
            if let Some(clause) = multiplied(context, *account, amount, party, suffixes) {
                return Part::Clause(clause);
            }
            let unit = &program.units[program.accounts[*account].unit];
            let noun = amounts::scaled(context, credit(context, unit, amount, of, suffixes), times.as_ref());
            // Where an amount has several parts, its account is said before them.
            let at_length = times.is_some()
                || *of != Of::Lines
                || matches!(amount, Amount::By { .. } | Amount::Steps { .. });
            // A share of a count has no unit but that of the account.
            let is_bare = amounts::is_share(amount) && program.unit_of_basis(of).is_none();
            let noun = if goes_without_saying(program, *account) && !is_bare {
                noun
            } else {
                say(if at_length { "into-account-at-length" } else { "into-account" })
                    .choose(
                        "in",
                        if program.units[program.accounts[*account].unit].is_money {
                            "money"
                        } else {
                            "units"
                        },
                    )
                    .with("amount", noun)
                    .with("account", Phrase::Name(program.accounts[*account].name.clone()))
                    .into()
            };
            let by_line = (*each == Each::Line).then(|| Phrase::from(say("note-by-line")));
            noted(
                noun,
                by_line
                    .into_iter()
                    .chain(pending.as_ref().map(pending_note))
                    .chain(expires.as_ref().map(expiry_note)),
            )
        }
        What::Discount { amount, at_most } => {
            let note = at_most.as_ref().map(|cap| {
                let amount = match cap {
                    Cap::Amount(amount) => values::money(program, *amount),
                    Cap::Share(share) => {
                        say("share-of-basket").in_cases("share", values::percent(*share)).into()
                    }
                };
                Phrase::from(say("limit-amount").in_cases("amount", amount))
            });
            noted(discount(context, currency, amount, suffixes), note.into_iter())
        }
        What::Voucher { name, valid, at } => {
            let mut voucher = named("voucher", name);
            if let Some(partner) = at {
                voucher = say("voucher-at")
                    .with("voucher", voucher)
                    .with("partner", Phrase::ProperName(partner.clone()))
                    .into();
            }
            if let Some(span) = valid {
                voucher =
                    say("voucher-valid").with("voucher", voucher).with("span", Phrase::Span(*span)).into();
            }
            voucher
        }
        What::Product(name) => {
            let is_paid = context.rule.is_some_and(|rule| rule.pay.is_some());
            named(if is_paid { "product" } else { "product-for-free" }, name)
        }
        What::Ticket(name) => named("ticket", name),
        What::Access(name) => named("access", name),
        What::Donation(amount) => {
            let amount = credit(context, currency, amount, &Of::Lines, suffixes);
            return Part::Clause(party.in_message(say("donation")).with("amount", amount).into());
        }
        What::Message(name) => named("message", name),
        What::Tier { set, step, until } => {
            let step = &program.tiers[*set].steps[usize::from(*step)];
            let level = say("level-gift").with("level", Phrase::Level(step.name.clone())).into();
            match until {
                None => level,
                Some(span) => say("for-span").with("what", level).with("span", Phrase::Span(*span)).into(),
            }
        }
    };
    Part::Object(object)
}

fn credit(context: Context<'_>, unit: &Unit, amount: &Amount, of: &Of, suffixes: &[Phrase]) -> Phrase {
    let basis = Some(amounts::basis(context, of, suffixes));
    let setting = Setting { context, unit, of: Some(of), basis, lines: suffixes };
    amounts::noun(&setting, amount)
}

fn discount(context: Context<'_>, currency: &Unit, amount: &Amount, suffixes: &[Phrase]) -> Phrase {
    let setting = Setting { context, unit: currency, of: None, basis: None, lines: suffixes };
    let noun = amounts::noun(&setting, amount);
    let id = match amount {
        Amount::By { .. } => "discount-by-cases",
        Amount::Steps { .. } => "discount-by-steps",
        _ => "discount",
    };
    let purchase = amounts::basis_of_discount(suffixes);
    say(id).with("amount", noun).with("purchase", purchase).into()
}

fn noted(noun: Phrase, notes: impl Iterator<Item = Phrase>) -> Phrase {
    let notes: Vec<Phrase> = notes.collect();
    if notes.is_empty() {
        return noun;
    }
    say("noted").with("what", noun).with("notes", Phrase::List(Joint::Comma, notes)).into()
}

fn pending_note(pending: &Pending) -> Phrase {
    match pending {
        Pending::No => say("note-available-at-once").into(),
        Pending::For(span) => say("note-available-after").in_cases("span", Phrase::Span(*span)).into(),
        Pending::UntilApproved => say("note-available-when-approved").into(),
    }
}

fn expiry_note(expiry: &Expiry) -> Phrase {
    match expiry {
        Expiry::Never => say("note-never-expires").into(),
        Expiry::After(span, None) => say("note-valid-for").with("span", Phrase::Span(*span)).into(),
        Expiry::After(span, Some(end)) => say("note-valid-for-and-to-the-end")
            .choose("period", end.word())
            .with("span", Phrase::Span(*span))
            .into(),
        Expiry::At(end) => say("note-valid-to-the-end").choose("period", end.word()).into(),
        Expiry::Idle(span) => say("note-expires-idle").in_cases("span", Phrase::Span(*span)).into(),
    }
}

/// A multiplier is a clause of its own: "your points count twice".
fn multiplied(
    context: Context<'_>,
    account: AccountId,
    amount: &Amount,
    party: &Party,
    suffixes: &[Phrase],
) -> Option<Phrase> {
    let subject = || multiplied_subject(context.program, account, party, suffixes);
    match amount {
        Amount::Multiply(factor) => Some(times(say("multiplied").with("subject", subject()), *factor)),
        Amount::By { path, cases, otherwise } => {
            let mut places = factors_by_case(context, path, cases)?;
            if let Some(otherwise) = otherwise {
                let Amount::Multiply(factor) = otherwise.as_ref() else { return None };
                places.push((Place::phrase(say("otherwise")), *factor));
            }
            in_places(&subject(), places)
        }
        Amount::Steps { path, steps, marginal: false } => {
            let places = steps.iter().enumerate().map(|(at, (from, amount))| match amount {
                Amount::Multiply(factor) => {
                    let next = steps.get(at + 1).map(|(next, _)| *next);
                    Some((amounts::step_place(context, path, *from, next), *factor))
                }
                _ => None,
            });
            in_places(&subject(), places.collect::<Option<Vec<_>>>()?)
        }
        _ => None,
    }
}

fn factors_by_case(
    context: Context<'_>,
    path: &Path,
    cases: &[(Value, Amount)],
) -> Option<Vec<(Place, Rate)>> {
    amounts::grouped(cases)
        .into_iter()
        .map(|(values, amount)| match amount {
            Amount::Multiply(factor) => Some((amounts::place(context, path, &values), *factor)),
            _ => None,
        })
        .collect()
}

/// Where points count how much; where they count once nothing is said.
fn in_places(subject: &Phrase, places: Vec<(Place, Rate)>) -> Option<Phrase> {
    let clauses: Vec<Phrase> = places
        .into_iter()
        .filter(|(_, factor)| *factor != Rate::ONE)
        .enumerate()
        .map(|(at, (place, factor))| {
            let id = if at == 0 { "multiplied-in-place" } else { "multiplied-in-another-place" };
            let message = say(id).choose("placed", place.placed).with("place", place.phrase);
            let message = if at == 0 { message.with("subject", subject.clone()) } else { message };
            times(message, factor)
        })
        .collect();
    (!clauses.is_empty()).then_some(Phrase::List(Joint::Comma, clauses))
}

fn times(message: Say, factor: Rate) -> Phrase {
    let factor = Exact::from_rate(factor);
    let word = match factor.plain().as_str() {
        "2" => "two",
        "3" => "three",
        _ => "other",
    };
    message.choose("factor", word).with("number", Phrase::Number(factor)).into()
}

fn multiplied_subject(program: &Program, account: AccountId, party: &Party, suffixes: &[Phrase]) -> Phrase {
    let account_name = Phrase::Name(program.accounts[account].name.clone());
    let subject = if goes_without_saying(program, account) {
        let units = measures::units(program, &program.units[program.accounts[account].unit].name);
        party.in_message(say("units-of")).with("units", units)
    } else {
        // What is given is multiplied, not what is there.
        party.in_message(say("credited-to-account-of")).with("account", account_name)
    };
    if suffixes.is_empty() {
        return subject.into();
    }
    let purchases = crate::lines::narrowed(say("for-purchases"), suffixes);
    Phrase::List(Joint::Space, vec![subject.into(), purchases])
}

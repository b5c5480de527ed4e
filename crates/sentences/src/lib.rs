//! Says a compiled program in a person's language: one sentence for each account, tier, rule and reward.
//!
//! The way of a rule to its sentence:
//!
//! 1. The modules named after the parts of a program (`rules`, `rewards`, `tiers`, `accounts`, `conditions`, …) turn it
//!    into a tree of phrases that holds message ids and names, but no language.
//! 2. The tree is rendered with the [`Texts`] of a [`Language`], which decide the words and their order: one file in
//!    Project Fluent's format per language.
//!
//! A sentence speaks to a member of the coalition: it does not say who pays ([`payer_sentence`] does, for operators), nor
//! how amounts are rounded.
//!
//! Names that a program gives are said by what it calls them in the language (`words`, `text`), else by the language's own
//! word where loyalty has one (`gold`, `cashback`), else made readable; constructions are such that a name never needs
//! declining.
//!
//! This crate is pure and a sentence never fails: a message that a language lacked would be said by its id, and the tests
//! know that none is lacking.

mod accounts;
mod also;
mod amounts;
mod conditions;
mod dates;
mod euphony;
mod forms;
mod gifts;
mod idioms_of_numbers;
mod language;
mod lines;
mod measures;
mod names;
mod numbers;
mod parts;
mod party;
mod paths;
mod phrase;
mod predicates;
mod referral;
mod rewards;
mod rules;
mod tails;
mod texts;
mod tiers;
mod values;

pub use dates::{format_instant, format_period};
pub use language::{Language, UnknownLanguage};
pub use names::text_in;
pub use parts::{
    also_clause, condition_clause, level_name, name, path_noun, path_value, path_value_quoted, rule_limit,
    transfer_limit,
};
pub use texts::{Texts, Values};
pub use values::{format_amount, format_amount_of, format_exact, format_number};

use coterie_program::compiled::{Payer, Program, Rule};
use names::Voice;
use party::Context;
use phrase::{Phrase, say};

/// What a sentence is about; the names are those of the program file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// An account.
    Account(String),
    /// A step of a tier set.
    Tier {
        /// The set.
        set: String,
        /// The step.
        step: String,
    },
    /// A rule.
    Rule(String),
    /// A reward.
    Reward(String),
    /// That an account may be transferred.
    Transfer(String),
}

/// One sentence of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What it is about.
    pub about: About,
    /// The sentence, with a capital and a full stop.
    pub text: String,
}

/// A program in a language: accounts, tiers, rules and rewards in the file's order, transfers.
pub fn read(program: &Program, language: Language) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut push = |about, phrase: &Phrase| {
        sentences.push(Sentence { about, text: sentence(program, phrase, language) });
    };
    for (id, account) in program.accounts.iter() {
        push(About::Account(account.name.clone()), &accounts::phrase(program, id));
    }
    for set in program.tiers.values() {
        for step in &set.steps {
            let about = About::Tier { set: set.name.clone(), step: step.name.clone() };
            push(about, &tiers::phrase(program, set, step));
        }
    }
    let (rewards, rules): (Vec<&Rule>, Vec<&Rule>) =
        program.order.iter().filter_map(|id| program.rules.get(*id)).partition(|rule| rule.pay.is_some());
    for rule in rules {
        push(About::Rule(rule.name.clone()), &rule_phrase(program, rule));
    }
    for reward in rewards {
        push(About::Reward(reward.name.clone()), &rule_phrase(program, reward));
    }
    for policy in &program.policies.transfers {
        let name = program.accounts[policy.account].name.clone();
        push(About::Transfer(name), &accounts::transfer(program, policy));
    }
    sentences
}

/// A text with its words as their neighbours ask: Ukrainian alternates «у» and «в».
pub fn euphonic(text: String, language: Language) -> String {
    match language {
        Language::Uk => euphony::ukrainian(&text),
        Language::En | Language::Pl | Language::Ru => text,
    }
}

/// A rule or reward of a program in a language.
pub fn rule_sentence(program: &Program, rule: &Rule, language: Language) -> String {
    sentence(program, &rule_phrase(program, rule), language)
}

/// Who pays for a rule: for operators, a member is not told.
pub fn payer_sentence(program: &Program, rule: &Rule, language: Language) -> String {
    let context = Context::of_rule(program, rule);
    let payer = match &rule.payer {
        Payer::Coalition => None,
        Payer::Partner(subject) => context.party(subject),
    };
    let payer = payer.map_or_else(|| Phrase::from(say("role-coalition")), |party| party.phrase);
    sentence(program, &say("payer").with("who", payer).into(), language)
}

fn rule_phrase(program: &Program, rule: &Rule) -> Phrase {
    match &rule.pay {
        None => rules::phrase(program, rule),
        Some(pay) => rewards::phrase(program, rule, pay),
    }
}

/// With a capital and a full stop. A clause that ends in a comma (Slavic languages close their relative clauses) gives it up
/// before another mark.
/// Remarks in brackets that meet become one.
fn sentence(program: &Program, phrase: &Phrase, language: Language) -> String {
    let mut text = phrase
        .render(Voice::of(program, language))
        .replace(") (", "; ")
        .replace(" ,", ",")
        .replace(",,", ",");
    for mark in [")", ";", ":", " ("] {
        text = text.replace(&format!(",{mark}"), mark);
    }
    text = euphonic(text, language);
    let mut text = names::capitalised(text.trim().trim_end_matches(','));
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

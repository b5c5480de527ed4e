//! Words for names, amounts and moments, and the texts of this crate.
//!
//! Every text is a message of the files under `texts/`, one file per language in Project Fluent's format, with the same
//! messages in each. Constructions are such that a name or an amount never needs declining.

use crate::names::Names;
use coterie_calendar::Instant;
use coterie_ledger::{Amount, Party, PartyKind};
use coterie_program::builtin::account::DISCOUNTS;
use coterie_program::compiled::{Program, Rule};
use coterie_program::ids::{AccountId, RuleId, TierSetId};
use coterie_sentences::{
    Language, Texts, euphonic, format_amount_of, level_name, name, rule_sentence, text_in,
};
use std::sync::OnceLock;

/// A program's names in a language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'p> {
    names: Names<'p>,
    language: Language,
    is_plain: bool,
}

/// The file of a language as it is compiled in.
pub fn texts_source(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../texts/en.ftl"),
        Language::Pl => include_str!("../texts/pl.ftl"),
        Language::Ru => include_str!("../texts/ru.ftl"),
        Language::Uk => include_str!("../texts/uk.ftl"),
    }
}

/// The texts of a language, read once per process.
fn texts(language: Language) -> &'static Texts {
    static TEXTS: [OnceLock<Texts>; 4] = [const { OnceLock::new() }; 4];
    TEXTS[language as usize].get_or_init(|| Texts::parse(language, texts_source(language)))
}

impl<'p> Words<'p> {
    /// The words of a program in a language.
    pub fn new(program: &'p Program, language: Language) -> Self {
        Self { names: Names::new(program), language, is_plain: false }
    }

    /// The same names in English, with numbers in plain digits: what journals, tests and machines read.
    pub fn plain(names: &Names<'p>) -> Self {
        Self { names: *names, language: Language::En, is_plain: true }
    }

    /// Whether arithmetic is in plain digits.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// The names.
    pub fn names(&self) -> &Names<'p> {
        &self.names
    }

    /// The program.
    pub fn program(&self) -> &'p Program {
        self.names.program()
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message.
    pub fn say(&self, id: &str, values: &[(&str, &str)]) -> String {
        let values: Vec<(&str, String)> =
            values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        euphonic(texts(self.language).say(id, &values), self.language)
    }

    /// A message, when the texts have it.
    pub(crate) fn find(&self, id: &str) -> Option<String> {
        texts(self.language).find(id, &[])
    }

    /// A moment as people write it in the program's zone: `2026-01-31 23:59`.
    pub fn moment(&self, at: Instant) -> String {
        let local = self.program().zone.local(at);
        let time = format!("{} {:02}:{:02}", local.date(), local.hour, local.minute);
        if local.second == 0 { time } else { format!("{time}:{:02}", local.second) }
    }

    /// The last minute before a moment at which something ends: what ends with September is good until
    /// `2026-09-30 23:59`.
    pub fn until(&self, end: Instant) -> String {
        let local = self.program().zone.local(end.just_before());
        format!("{} {:02}:{:02}", local.date(), local.hour, local.minute)
    }

    /// A party: by its id, the coalition by a word, a partner by what the program calls it where it does.
    pub fn who(&self, party: &Party) -> String {
        match party.kind() {
            PartyKind::Coalition => self.say("coalition", &[]),
            PartyKind::Partner => {
                let named = self.program().words.get(party.id());
                let named = named.and_then(|texts| text_in(texts, self.language));
                named.unwrap_or(party.id()).to_owned()
            }
            _ => party.id().to_owned(),
        }
    }

    /// An amount of an account with its unit: `50 points`.
    pub fn amount(&self, account: AccountId, amount: Amount) -> String {
        let program = self.program();
        let unit = program.accounts.get(account).map_or(program.currency, |account| account.unit);
        match program.units.get(unit) {
            Some(unit) => format_amount_of(program, unit, amount.get(), self.language),
            None => self.names.amount(account, amount),
        }
    }

    /// An amount with its sign: `+50 points`, `−50 points`.
    pub fn signed(&self, account: AccountId, amount: Amount) -> String {
        let plus = if amount.is_positive() { "+" } else { "" };
        format!("{plus}{}", self.amount(account, amount))
    }

    /// Money of the program's currency with its unit, minor units.
    pub fn money(&self, minor: i64) -> String {
        Amount::new(minor).map_or_else(|_| minor.to_string(), |amount| self.amount(DISCOUNTS, amount))
    }

    /// An account's name in brackets, where its unit alone does not tell which account is meant.
    pub(crate) fn tag(&self, account: AccountId) -> String {
        let accounts = &self.program().accounts;
        let Some(unit) = accounts.get(account).map(|account| account.unit) else { return String::new() };
        let of_the_unit = accounts.values().filter(|other| other.unit == unit).count();
        if of_the_unit > 1 { format!(" [{}]", self.account(account)) } else { String::new() }
    }

    /// A rule of this program.
    pub(crate) fn rule(&self, id: RuleId) -> Option<&'p Rule> {
        self.program().rules.get(id)
    }

    /// A rule as a sentence, where the program has it.
    pub(crate) fn rule_sentence(&self, id: RuleId) -> Option<String> {
        self.rule(id).map(|rule| rule_sentence(self.program(), rule, self.language))
    }

    /// What people call a name of the program: a kind of event, a tier set, a voucher.
    pub fn name(&self, id: &str) -> String {
        name(self.program(), id, self.language)
    }

    /// What people call an account.
    pub fn account(&self, id: AccountId) -> String {
        self.name(self.names.account(id))
    }

    /// What people call a step of a tier set.
    pub fn step(&self, set: TierSetId, step: u16) -> String {
        level_name(self.program(), self.names.step(set, step), self.language)
    }

    /// What a rule or reward is called: its text in the language with its name.
    pub fn title(&self, id: RuleId) -> String {
        let name = self.names.rule(id);
        let Some(rule) = self.rule(id) else { return name.to_owned() };
        match text_in(&rule.text, self.language) {
            Some(text) => format!("{text} ({name})"),
            None => name.to_owned(),
        }
    }
}

/// With a capital at the beginning.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

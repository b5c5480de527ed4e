//! An entry in words, for those who may know: a member hears of what is theirs, a partner of what it pays and gets, an
//! operator of everything.

use crate::arithmetic::arithmetic;
use crate::names::Names;
use coterie_decide::Entry;
use coterie_decide::decision::{Gift, Given};
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::account::DISCOUNTS;
use coterie_program::compiled::Program;
use coterie_sentences::{Language, payer_sentence, rule_sentence};
use serde::Serialize;

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever runs the programme: everything.
    Operator,
    /// A member, an employee or a household: what is given to it.
    Person(Party),
    /// A partner: what it pays and what it gets. Other parties are not named to it.
    Partner(Party),
}

impl Audience {
    /// A party as an audience of its own lines.
    pub fn of(party: &Party) -> Self {
        match party.kind() {
            PartyKind::Coalition => Self::Operator,
            PartyKind::Partner => Self::Partner(party.clone()),
            _ => Self::Person(party.clone()),
        }
    }

    fn hears_of(&self, gift: &Gift) -> bool {
        match self {
            Self::Operator => true,
            Self::Person(person) => gift.to == *person,
            Self::Partner(partner) => gift.payer == *partner || gift.to == *partner,
        }
    }

    /// Another party's name, if this audience may know it.
    fn may_name(&self, party: &Party) -> Option<String> {
        let known = match self {
            Self::Operator => true,
            Self::Person(own) | Self::Partner(own) => own == party,
        };
        known.then(|| party.to_string())
    }
}

/// One gift of an entry, told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The rule's name.
    pub rule: String,
    /// The rule as a sentence; its name when the program no longer has it.
    pub sentence: String,
    /// The figures behind the amount.
    pub arithmetic: String,
    /// How much, when there is an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Who benefits, to those who may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beneficiary: Option<String>,
    /// Who pays, to those who may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// Who pays, as a sentence: members are not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_by: Option<String>,
}

/// The gifts of an entry in a language, as its program (the version that decided it) says them, for an audience.
pub fn told(program: &Program, language: Language, audience: &Audience, entry: &Entry) -> Vec<Line> {
    let names = Names::new(program);
    let gifts = entry.decision.gifts.iter().enumerate();
    let heard = gifts.filter(|(_, gift)| audience.hears_of(gift));
    heard
        .map(|(place, gift)| {
            let rule = program.rules.get(gift.rule);
            let name = names.rule(gift.rule).to_owned();
            let account = match &gift.given {
                Given::Credit { account, .. } => Some(*account),
                Given::Discount { .. } | Given::Donation(_) => Some(DISCOUNTS),
                _ => None,
            };
            let amount =
                account.zip(gift.given.amount()).map(|(account, amount)| names.amount(account, amount));
            Line {
                sentence: rule.map_or_else(|| name.clone(), |rule| rule_sentence(program, rule, language)),
                arithmetic: arithmetic(&names, &entry.decision, place),
                amount,
                unit: account.map(|account| names.unit(account).to_owned()),
                beneficiary: audience.may_name(&gift.to),
                payer: audience.may_name(&gift.payer),
                paid_by: match audience {
                    Audience::Person(_) => None,
                    _ => rule.map(|rule| payer_sentence(program, rule, language)),
                },
                rule: name,
            }
        })
        .collect()
}

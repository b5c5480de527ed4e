//! Who: records as a member speaks of them.

use crate::names::message_id;
use crate::phrase::{Phrase, Say, say};
use coterie_ledger::PartyKind;
use coterie_program::builtin::{FIELD_NAMES, field};
use coterie_program::compiled::{FieldDef, Origin, Program, Rule, Subject, Trigger};
use coterie_program::ids::{FieldId, KindId, RelationId};
use coterie_program::value::Type;

/// Whom a sentence speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Party {
    /// What kind of record it is.
    pub(crate) kind: PartyKind,
    /// The reader.
    pub(crate) is_you: bool,
    /// How it is called when it is not the reader.
    pub(crate) phrase: Phrase,
    /// The relation that leads to it, if any.
    pub(crate) relation: Option<RelationId>,
}

impl Party {
    /// The reader's own record, or the one partner, employee … of the event.
    pub(crate) fn plain(kind: PartyKind) -> Self {
        Self {
            kind,
            is_you: kind == PartyKind::Member,
            phrase: say(format!("role-{kind}")).into(),
            relation: None,
        }
    }

    /// The record that a field of the event names, which is nobody's role.
    fn of_field(kind: PartyKind, field: &str) -> Self {
        let phrase = say(format!("role-field-{kind}")).with("name", Phrase::Name(field.to_owned()));
        Self { kind, is_you: false, phrase: phrase.into(), relation: None }
    }

    /// For messages that speak to the reader or of another.
    pub(crate) fn person(&self) -> &'static str {
        if self.is_you { "you" } else { "other" }
    }

    /// Fills `$who` and `$person` of a message.
    pub(crate) fn in_message(&self, message: Say) -> Say {
        message.choose("person", self.person()).in_cases("who", self.phrase.clone())
    }
}

/// What the language says of a common name (`on-check-in`), unless the program has a word of its own for it; else the
/// message that shows any name.
pub(crate) fn idiom(program: &Program, id: &str, name: &str, generic: Say) -> Say {
    if program.words.contains_key(name) {
        return generic;
    }
    say(format!("{id}-{}", message_id(name))).or(generic)
}

/// Whose sentence is said: a program and, within a rule, the rule.
#[derive(Clone, Copy)]
pub(crate) struct Context<'p> {
    /// The program.
    pub(crate) program: &'p Program,
    /// The rule whose beneficiary `Subject::Who` means.
    pub(crate) rule: Option<&'p Rule>,
    /// The kind of record that `Subject::Who` means outside a rule.
    pub(crate) of: PartyKind,
}

impl<'p> Context<'p> {
    /// Within a rule.
    pub(crate) fn of_rule(program: &'p Program, rule: &'p Rule) -> Self {
        let of = match &rule.when {
            Trigger::Expiring { account, .. } => program.accounts[*account].of,
            Trigger::Rise(set) | Trigger::Fall(set) => program.tiers[*set].of,
            Trigger::Events(_) | Trigger::Clock { .. } | Trigger::Close(_) | Trigger::Asked => {
                PartyKind::Member
            }
        };
        Self { program, rule: Some(rule), of }
    }

    /// Outside a rule, of records of one kind.
    pub(crate) fn of_kind(program: &'p Program, of: PartyKind) -> Self {
        Self { program, rule: None, of }
    }

    /// The party at the end of a path; an event or a line has none.
    pub(crate) fn party(&self, subject: &Subject) -> Option<Party> {
        match subject {
            Subject::Event | Subject::Line | Subject::AnyLine | Subject::Lines => None,
            Subject::Coalition => Some(Party::plain(PartyKind::Coalition)),
            Subject::Record(field, relations) => Some(self.along(self.named_by(*field), relations)),
            Subject::Who(relations) => Some(self.along(self.who(), relations)),
        }
    }

    /// The record that a field of the event names.
    fn named_by(&self, field: FieldId) -> Party {
        if field == field::OF
            && let Some(of) = self.fact()
        {
            return Party::plain(of);
        }
        match self.program.schema.fields.get(field) {
            Some(FieldDef { name, value: Type::Party(kind), .. }) => {
                let is_built_in = usize::from(field.0) < FIELD_NAMES.len();
                if is_built_in { Party::plain(*kind) } else { Party::of_field(*kind, name) }
            }
            _ => Party::plain(PartyKind::Member),
        }
    }

    /// What the fact that sets the rule off is about, where one does.
    pub(crate) fn fact(&self) -> Option<PartyKind> {
        let Some(Trigger::Events(kinds)) = self.rule.map(|rule| &rule.when) else { return None };
        match &self.program.schema.kinds.get(*kinds.first()?)?.origin {
            Origin::Fact(fact) => Some(fact.of),
            Origin::Builtin | Origin::Declared => None,
        }
    }

    /// The kind of event that sets the rule off, where there is one.
    pub(crate) fn only_event(&self) -> Option<KindId> {
        match self.rule.map(|rule| &rule.when) {
            Some(Trigger::Events(kinds)) if kinds.len() == 1 => kinds.first().copied(),
            _ => None,
        }
    }

    /// The beneficiary of the rule.
    pub(crate) fn who(&self) -> Party {
        match self.rule.map(|rule| &rule.who) {
            None => self.anyone(),
            // Where no event names a record, `who` is the record that the clock, the period or the tier concerns.
            Some(Subject::Who(relations)) => self.along(Party::plain(self.of), relations),
            Some(subject) => self.party(subject).unwrap_or_else(|| Party::plain(self.of)),
        }
    }

    /// The holder of an account or tier, of whom no event speaks.
    fn anyone(&self) -> Party {
        let plain = Party::plain(self.of);
        match self.of {
            PartyKind::Employee => Party { phrase: say("role-any-employee").into(), ..plain },
            _ => plain,
        }
    }

    fn along(&self, start: Party, relations: &[RelationId]) -> Party {
        let Some(last) = relations.last() else { return start };
        let relation = &self.program.schema.relations[*last];
        let generic =
            say(format!("role-relation-{}", relation.to)).with("name", Phrase::Name(relation.name.clone()));
        let id = format!("role-{}", relation.of);
        let known = idiom(self.program, &id, &relation.name, generic.clone());
        // Two hops may have words of their own.
        let known = match relations {
            [.., before, _] => {
                let before = &self.program.schema.relations[*before];
                let hops = [&before.name, &relation.name].map(|name| message_id(name)).join("-");
                say(format!("role-{}-{hops}", before.of)).or(known)
            }
            _ => known,
        };
        // Two hops of the same relation are not the person that one hop means.
        let repeated = relations.iter().filter(|relation| *relation == last).count() > 1;
        let phrase = if repeated { generic } else { known };
        Party { kind: relation.to, is_you: false, phrase: phrase.into(), relation: Some(*last) }
    }
}

//! The phrase tree: what is to be said, before any language.
//!
//! The modules beside this one turn a program into phrases; [`Phrase::render`] turns phrases into a language. A phrase
//! holds no words of its own but names from the program: everything else is a message id.

use crate::dates;
use crate::forms;
use crate::names::{self, Voice};
use crate::numbers::{Exact, MINUS};
use crate::{Language, Texts};
use coterie_calendar::{Date, Span, TimeOfDay};

/// Something to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// As it stands: CEL, a code, a text that the program gives in this language.
    Plain(String),
    /// A name from the program: by the word for it where there is one, else made readable.
    Name(String),
    /// A rule's name: its text, else made readable.
    Title(Vec<(String, String)>, String),
    /// A partner's or a place's name.
    ProperName(String),
    /// A step of a tier set.
    Level(String),
    /// A message of the texts.
    Say(Say),
    /// Several of a kind.
    List(Joint, Vec<Phrase>),
    /// A bare number.
    Number(Exact),
    /// A share: the number is already in percent.
    Percent(Exact),
    /// So much of a unit.
    Quantity(Quantity),
    /// A unit's name without a number, by the unit; what is said where its forms do not tell.
    Units(String, Box<Phrase>),
    /// A length of time.
    Span(Span),
    /// A day.
    Date(Date),
    /// A time of day.
    Time(TimeOfDay),
}

/// So much of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// In whole units.
    pub(crate) number: Exact,
    /// The unit's name in the program.
    pub(crate) unit: String,
    /// A currency.
    pub(crate) is_money: bool,
}

/// How a list is joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// a, b and c
    And,
    /// a, b or c
    Or,
    /// Whole clauses: a, b, and c
    Clauses,
    /// a, b, c
    Comma,
    /// a; b; c
    Semicolon,
    /// Whole clauses: either a, or b
    Either,
    /// a b c
    Space,
}

/// A message and what fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Say {
    id: String,
    values: Vec<(&'static str, Filling)>,
    /// Said when the texts have no message of this id: ids that are made from a program's names.
    otherwise: Option<Box<Say>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Filling {
    Phrase(Phrase),
    /// A phrase as `$name`, and in the genitive as `$name_genitive`.
    InCases(Phrase),
    /// A phrase in the case that is asked of the whole message.
    AsAsked(Phrase),
    /// A word for the message's own choice, not shown.
    Word(String),
}

/// Begins a message.
pub(crate) fn say(id: impl Into<String>) -> Say {
    Say { id: id.into(), values: Vec::new(), otherwise: None }
}

impl Say {
    /// Fills a variable, of what is said otherwise too.
    fn fill(mut self, name: &'static str, filling: Filling) -> Self {
        self.otherwise = self.otherwise.map(|otherwise| Box::new(otherwise.fill(name, filling.clone())));
        self.values.push((name, filling));
        self
    }

    /// Fills a variable.
    pub(crate) fn with(self, name: &'static str, phrase: impl Into<Phrase>) -> Self {
        self.fill(name, Filling::Phrase(phrase.into()))
    }

    /// Fills `$name` with a phrase and `$name_genitive` with its genitive: languages take what their words govern.
    pub(crate) fn in_cases(self, name: &'static str, phrase: impl Into<Phrase>) -> Self {
        self.fill(name, Filling::InCases(phrase.into()))
    }

    /// Fills a variable with a phrase in the case that is asked of the whole message: its head noun.
    pub(crate) fn with_as_asked(self, name: &'static str, phrase: impl Into<Phrase>) -> Self {
        self.fill(name, Filling::AsAsked(phrase.into()))
    }

    /// Gives the message a word to choose by.
    pub(crate) fn choose(self, name: &'static str, word: impl Into<String>) -> Self {
        self.fill(name, Filling::Word(word.into()))
    }

    /// What to say when the texts have no message of this id.
    pub(crate) fn or(mut self, otherwise: Say) -> Self {
        self.otherwise = Some(Box::new(otherwise));
        self
    }

    /// Shows a number and lets the message choose by its plural category.
    pub(crate) fn count(self, name: &'static str, number: &Exact) -> Self {
        let plain = number.plain();
        self.with(name, Phrase::Number(number.clone())).choose("plural", plain)
    }
}

impl From<Say> for Phrase {
    fn from(say: Say) -> Self {
        Self::Say(say)
    }
}

/// The grammatical case asked of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// As it stands in lists; nominative, and accusative where a message says so.
    Plain,
    /// Genitive.
    Genitive,
}

impl Case {
    fn word(self) -> String {
        match self {
            Self::Plain => "plain",
            Self::Genitive => "genitive",
        }
        .to_owned()
    }
}

impl Phrase {
    /// The phrase in a language.
    pub(crate) fn render(&self, voice: Voice<'_>) -> String {
        self.render_in(voice, Case::Plain)
    }

    fn render_in(&self, voice: Voice<'_>, case: Case) -> String {
        let texts = voice.texts;
        let language = texts.language();
        match self {
            Self::Plain(text) => text.clone(),
            Self::Name(id) => voice.word(id),
            Self::Title(texts, name) => {
                names::text_in(texts, language).map_or_else(|| names::readable(name), str::to_owned)
            }
            Self::ProperName(id) => voice.proper(id),
            Self::Level(id) => voice.level(id),
            Self::Say(say) => say.render(voice, case),
            Self::List(joint, phrases) => {
                let parts = phrases.iter().map(|phrase| phrase.render_in(voice, case)).collect();
                join(*joint, parts, texts)
            }
            Self::Number(number) => number.written(language, 0),
            Self::Percent(number) => texts.say("percent", &[("number", number.written(language, 0))]),
            Self::Quantity(quantity) => quantity.render(voice, case),
            Self::Units(unit, otherwise) => match forms::without_a_number(voice, unit, case) {
                Some(units) => units,
                None => otherwise.render_in(voice, case),
            },
            Self::Span(span) => dates::span(*span, texts, &case.word()),
            Self::Date(date) => dates::date(*date, texts),
            Self::Time(time) => time.to_string(),
        }
    }
}

impl Say {
    fn render(&self, voice: Voice<'_>, case: Case) -> String {
        let texts = voice.texts;
        let mut values = vec![("case".to_owned(), case.word())];
        for (name, filling) in &self.values {
            let value = match filling {
                Filling::Phrase(phrase) => phrase.render_in(voice, Case::Plain),
                Filling::InCases(phrase) => {
                    values.push((format!("{name}_genitive"), phrase.render_in(voice, Case::Genitive)));
                    phrase.render_in(voice, Case::Plain)
                }
                Filling::AsAsked(phrase) => phrase.render_in(voice, case),
                Filling::Word(digits) if *name == "plural" => texts.plural(digits).to_owned(),
                Filling::Word(digits) if *name == "ordinal" => texts.ordinal(digits).to_owned(),
                Filling::Word(word) => word.clone(),
            };
            values.push(((*name).to_owned(), value));
        }
        let values: Vec<(&str, String)> =
            values.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        match (texts.find(&self.id, &values), &self.otherwise) {
            (Some(text), _) => text,
            (None, Some(otherwise)) => otherwise.render(voice, case),
            (None, None) => texts.say(&self.id, &values),
        }
    }
}

impl Quantity {
    /// Points in their plural, money with its sign; the number shows no decimals when it has none (`200 zł`), else as many
    /// as money has (`12 345,60 zł`).
    pub(crate) fn render(&self, voice: Voice<'_>, case: Case) -> String {
        let texts = voice.texts;
        let language = texts.language();
        if self.is_money {
            return money(&self.number, &self.unit, language);
        }
        if let Some(forms) = voice.forms(&self.unit) {
            let category = texts.plural(&self.number.plain());
            let unit = forms::of(forms, category, case, language);
            return format!("{} {unit}", self.number.written(language, 0));
        }
        let values = [
            ("count", self.number.written(language, 0)),
            ("plural", texts.plural(&self.number.plain()).to_owned()),
            ("case", case.word()),
        ];
        if let Some(name) = voice.own(&self.unit) {
            let [count, ..] = values;
            return texts.say("unit-named", &[count, ("name", name.to_owned())]);
        }
        let id = format!("unit-{}", names::message_id(&self.unit));
        texts
            .find(&id, &values)
            .unwrap_or_else(|| format!("{}\u{a0}{}", values[0].1, names::readable(&self.unit)))
    }
}

/// Where amounts of money show decimals, they show two; CLDR knows no currency of the programs' countries with more.
const MONEY_DECIMALS: usize = 2;

fn money(number: &Exact, code: &str, language: Language) -> String {
    let sign = currency_sign(code);
    let digits = number.written(language, MONEY_DECIMALS);
    // English puts the signs of its own currencies before the number; a sign that English does not know stands behind.
    match (language, sign) {
        (Language::En, "€" | "$" | "£") => match digits.strip_prefix(MINUS) {
            Some(digits) => format!("{MINUS}{sign}{digits}"),
            None => format!("{sign}{digits}"),
        },
        _ => format!("{digits}\u{a0}{sign}"),
    }
}

fn currency_sign(code: &str) -> &str {
    match code {
        "PLN" => "zł",
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "UAH" => "₴",
        "KZT" => "₸",
        "CZK" => "Kč",
        "RUB" => "₽",
        "GEL" => "₾",
        "TRY" => "₺",
        other => other,
    }
}

/// Each clause with the language's word for "either" or "or".
fn either(parts: &[String], texts: &Texts) -> String {
    let said = parts.iter().enumerate().map(|(at, part)| {
        let place = if at == 0 { "first" } else { "later" };
        texts.say("either", &[("place", place.to_owned()), ("clause", part.clone())])
    });
    said.collect::<Vec<_>>().join(", ")
}

fn join(joint: Joint, parts: Vec<String>, texts: &Texts) -> String {
    let mut parts = parts;
    let (separator, last) = match joint {
        Joint::And => (", ", Some("join-and")),
        Joint::Or => (", ", Some("join-or")),
        Joint::Clauses => (", ", Some("join-clauses")),
        Joint::Comma => (", ", None),
        Joint::Either => return either(&parts, texts),
        Joint::Semicolon => ("; ", None),
        Joint::Space => (" ", None),
    };
    match (parts.len(), last) {
        (0 | 1, _) => parts.pop().unwrap_or_default(),
        (_, None) => parts.join(separator),
        (_, Some(id)) => {
            let end = parts.pop().unwrap_or_default();
            texts.say(id, &[("rest", parts.join(separator)), ("end", end)])
        }
    }
}

//! What a path reads, as a noun phrase ("the number of your purchases this month").
//!
//! Every noun phrase stands in the nominative or, asked for it, in the genitive.

use crate::measures;
use crate::party::{Context, idiom};
use crate::phrase::{Phrase, say};
use coterie_program::compiled::{LineField, Path, Read, Subject};

/// What a path reads.
pub(crate) fn noun(context: Context<'_>, path: &Path) -> Phrase {
    let program = context.program;
    let party = context.party(&path.subject);
    let of_party = |message: crate::phrase::Say| match &party {
        Some(party) => party.in_message(message),
        None => message.choose("person", "other").with("who", Phrase::Plain(String::new())),
    };
    match &path.read {
        Read::Itself => match &party {
            Some(party) => party.phrase.clone(),
            None => Phrase::Plain(path.text.clone()),
        },
        Read::Field(field) => {
            let name = program.schema.fields[*field].name.clone();
            let id = if path.subject == Subject::Event { "field" } else { "line-field" };
            idiom(program, id, &name, say("named").with("name", Phrase::Name(name.clone()))).into()
        }
        Read::Line(field) => say(line_field(*field)).into(),
        Read::LinesAmount => of_lines(context, "lines-amount"),
        Read::LinesQuantity => of_lines(context, "lines-quantity"),
        Read::LinesCount => of_lines(context, "lines-count"),
        Read::LinesDistinct => of_lines(context, "lines-distinct"),
        Read::Total => say("purchase-total").into(),
        Read::At => say("event-moment").into(),
        Read::Weekday => say("weekday").into(),
        Read::TimeOfDay => say("time-of-day").into(),
        Read::Date => say("event-day").into(),
        Read::Month => say("month-number").into(),
        Read::Day => say("day-number").into(),
        Read::Attribute(attribute) => {
            let name = program.schema.attributes[*attribute].name.clone();
            let generic = say("attribute").with("name", Phrase::Name(name.clone()));
            of_party(idiom(program, "attribute", &name, generic)).into()
        }
        Read::Measure(measure) => {
            let measure = &program.measures[*measure];
            measures::noun(context, measure, party)
        }
        Read::Tier(_) => of_party(say("tier-of")).into(),
        Read::Since => of_party(say("since")).into(),
    }
}

/// Of the lines that the rule rests on: these, or the whole purchase.
fn of_lines(context: Context<'_>, id: &'static str) -> Phrase {
    let are_chosen = context.rule.is_some_and(|rule| !rule.lines.is_empty());
    say(id).choose("lines", if are_chosen { "these" } else { "all" }).into()
}

fn line_field(field: LineField) -> &'static str {
    match field {
        LineField::Id => "line-id",
        LineField::Category => "line-category",
        LineField::Sku => "line-sku",
        LineField::Amount => "line-amount",
        LineField::Quantity => "line-quantity",
        LineField::Discount => "line-discount",
        LineField::Tax => "line-tax",
    }
}

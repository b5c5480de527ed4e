//! An event back into JSON, in the shape in which it came.

use coterie_program::builtin::{field, kind};
use coterie_program::event::{Event, Line};
use coterie_program::ids::{FieldId, Space};
use coterie_program::value::{Type, Value};
use serde_json::{Map, Value as Json, json};

use crate::Intake;
use crate::number::{UnitDoor, written};
use crate::shape::{Key, KindShape, LinesAre, Reads, builtin_reads};

impl Intake {
    /// The event in the shape in which [`Intake::event`] takes it; reading it again gives the same event. Amounts are
    /// decimals of their unit, times are local to the program's zone.
    ///
    /// What an older version of the program had, and this one has not, is shown by its name and stored value.
    pub fn to_json(&self, event: &Event) -> Json {
        let shape = self.kinds.iter().find(|shape| shape.id == event.kind);
        let mut body = Map::new();
        self.show_fields(shape, event, &mut body);
        self.show_lines(shape, event, &mut body);
        for (id, value) in &event.sets {
            let known = shape.and_then(|shape| {
                shape.keys.iter().find_map(|(name, key)| match key {
                    Key::Attribute(known, value) if known == id => Some((name.clone(), value)),
                    _ => None,
                })
            });
            let (name, shown) = match known {
                Some((name, of)) => (name, self.show(value, of)),
                None => (self.name(Space::Attribute, id.0), raw(value)),
            };
            body.insert(name, shown);
        }
        for (id, party, since) in &event.relates {
            let known = shape.and_then(|shape| {
                shape.keys.iter().find_map(|(name, key)| match key {
                    Key::Relation(known, _) if known == id => Some(name.clone()),
                    _ => None,
                })
            });
            let name = known.unwrap_or_else(|| self.name(Space::Relation, id.0));
            let party = show_party(party);
            let shown = match since {
                Some(since) => json!({"is": party, "since": since.in_zone(&self.zone)}),
                None => party,
            };
            body.insert(name, shown);
        }
        let kind = shape.map_or_else(|| self.name(Space::Kind, event.kind.0), |shape| shape.name.clone());
        let mut shown = Map::new();
        shown.insert("id".to_owned(), json!(&*event.id));
        shown.insert("source".to_owned(), json!(&*event.source));
        shown.insert("at".to_owned(), json!(event.at.in_zone(&self.zone)));
        shown.insert(kind, Json::Object(body));
        Json::Object(shown)
    }

    fn name(&self, space: Space, number: u16) -> String {
        self.registry.name(space, number).map_or_else(|| format!("{space:?} {number}"), str::to_owned)
    }

    fn show_fields(&self, shape: Option<&KindShape>, event: &Event, body: &mut Map<String, Json>) {
        let account = event.text(field::ACCOUNT).and_then(|name| {
            self.accounts.iter().position(|account| account.name == name).filter(|_| {
                shape.is_some_and(|shape| shape.keys.values().any(|key| matches!(key, Key::AccountName)))
            })
        });
        // The account's name says both, unless a field of the event has that name.
        let short = account.filter(|&at| {
            let key = shape.and_then(|shape| shape.keys.get(&self.accounts[at].name));
            matches!(key, Some(Key::Account(_))) && event.int(field::AMOUNT).is_some()
        });
        for (id, value) in &event.fields {
            match (*id, account, value) {
                (field::ACCOUNT, Some(_), _) if short.is_some() => {}
                (field::AMOUNT, Some(at), Value::Int(amount)) => {
                    let account = &self.accounts[at];
                    let name = if short.is_some() { account.name.clone() } else { "amount".to_owned() };
                    body.insert(name, show_amount(*amount, &account.unit));
                }
                (field::TENDER_POINTS | field::TENDER_GIFT_CARD, _, Value::Int(amount))
                    if event.kind == kind::PURCHASE =>
                {
                    let part = if *id == field::TENDER_POINTS { "points" } else { "gift_card" };
                    let tender = body.entry("tender").or_insert_with(|| Json::Object(Map::new()));
                    tender[part] = show_amount(*amount, &self.currency);
                }
                _ => {
                    let (name, shown) = self.show_field(shape, *id, value);
                    body.insert(name, shown);
                }
            }
        }
    }

    fn show_field(&self, shape: Option<&KindShape>, id: FieldId, value: &Value) -> (String, Json) {
        let known = shape.and_then(|shape| {
            shape.keys.iter().find_map(|(name, key)| match key {
                Key::Field(known, reads) if *known == id => Some((name.clone(), reads.clone())),
                _ => None,
            })
        });
        let (name, reads) = known.unwrap_or_else(|| (self.name(Space::Field, id.0), builtin_reads(id)));
        match reads {
            Reads::Value(of) => (name, self.show(value, &of)),
            Reads::Id | Reads::Times | Reads::Observations | Reads::Period | Reads::Payer => {
                (name, raw(value))
            }
        }
    }

    fn show_lines(&self, shape: Option<&KindShape>, event: &Event, body: &mut Map<String, Json>) {
        if event.lines.is_empty() {
            return;
        }
        let returned = shape.is_some_and(|shape| shape.lines == LinesAre::Returned);
        let lines = event.lines.iter().map(|line| {
            let mut shown = Map::new();
            shown.insert("id".to_owned(), json!(&*line.id));
            if returned {
                self.show_returned_line(line, &mut shown);
            } else {
                self.show_basket_line(shape, line, &mut shown);
            }
            Json::Object(shown)
        });
        body.insert("lines".to_owned(), lines.collect());
    }

    fn show_returned_line(&self, line: &Line, shown: &mut Map<String, Json>) {
        if line.quantity != 0 {
            shown.insert("quantity".to_owned(), json!(line.quantity));
        }
        if line.amount != 0 {
            shown.insert("amount".to_owned(), show_amount(line.amount, &self.currency));
        }
    }

    fn show_basket_line(&self, shape: Option<&KindShape>, line: &Line, shown: &mut Map<String, Json>) {
        for (name, text) in [("category", &line.category), ("sku", &line.sku)] {
            if !text.is_empty() {
                shown.insert(name.to_owned(), json!(&**text));
            }
        }
        shown.insert("amount".to_owned(), show_amount(line.amount, &self.currency));
        if line.quantity != 1 {
            shown.insert("quantity".to_owned(), json!(line.quantity));
        }
        for (name, amount) in [("discount", line.discount), ("tax", line.tax)] {
            if amount != 0 {
                shown.insert(name.to_owned(), show_amount(amount, &self.currency));
            }
        }
        for (id, value) in &line.fields {
            let known = shape.and_then(|shape| shape.line_keys.iter().find(|(_, (known, _))| known == id));
            let (name, value) = match known {
                Some((name, (_, of))) => (name.clone(), self.show(value, of)),
                None => (self.name(Space::Field, id.0), raw(value)),
            };
            shown.insert(name, value);
        }
    }

    fn show(&self, value: &Value, of: &Type) -> Json {
        match (value, of) {
            (Value::Int(amount), Type::Money) => show_amount(*amount, &self.currency),
            (Value::Int(minutes), Type::TimeOfDay) => {
                json!(format!("{:02}:{:02}", minutes / 60, minutes % 60))
            }
            (Value::Time(instant), _) => json!(instant.in_zone(&self.zone)),
            (Value::List(items), Type::List(item)) => {
                items.iter().map(|value| self.show(value, item)).collect()
            }
            _ => raw(value),
        }
    }
}

fn show_amount(minor: i64, unit: &UnitDoor) -> Json {
    if unit.decimals == 0 { json!(minor) } else { json!(written(minor, unit.decimals)) }
}

/// A record by its id alone: its kind is that of the field.
fn show_party(party: &coterie_ledger::Party) -> Json {
    match party.id() {
        "" => json!(party.kind().word()),
        id => json!(id),
    }
}

/// A value as it is stored.
fn raw(value: &Value) -> Json {
    match value {
        Value::Int(number) => json!(number),
        Value::Text(text) => json!(&**text),
        Value::YesNo(yes) => json!(yes),
        Value::Decimal(rate) => json!(rate.to_string()),
        Value::Date(date) => json!(date.to_string()),
        Value::Time(instant) => json!(instant.to_string()),
        Value::Party(party) => show_party(party),
        Value::List(items) => items.iter().map(raw).collect(),
        // Its key was destroyed.
        Value::Sealed(_) => Json::Null,
    }
}

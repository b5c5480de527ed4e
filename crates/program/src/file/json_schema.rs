//! The published JSON Schema, generated from the types that read the file.

use super::File;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// The JSON Schema of a program file (draft 2020-12), for editors.
pub fn json_schema() -> Value {
    let mut schema =
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<File>().to_value();
    without_null(&mut schema);
    schema["title"] = "Coterie program".into();
    schema
}

/// A field that may be left out may not be `null`: the generator describes an `Option` as both.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(without_null),
        Value::Object(fields) => {
            fields.values_mut().for_each(without_null);
            if let Some(Value::Array(types)) = fields.get_mut("type") {
                types.retain(|name| name != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    fields.insert("type".to_owned(), only);
                }
            }
            let is_null = |option: &Value| option == &serde_json::json!({ "type": "null" });
            let Some(options) = fields.get_mut("anyOf").and_then(Value::as_array_mut) else { return };
            if !options.iter().any(is_null) {
                return;
            }
            options.retain(|option| !is_null(option));
            if let [Value::Object(only)] = options.as_slice() {
                let only = only.clone();
                fields.remove("anyOf");
                for (name, value) in only {
                    fields.entry(name).or_insert(value);
                }
            }
        }
        _ => {}
    }
}

//! `words`: what people call the names of the file.

use super::Compiler;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::file::collections::Map;
use crate::file::words::Texts;
use crate::yaml::{Key, Node, Value};
use std::collections::BTreeSet;

/// Sections that give names no use: what only they say is no name of the program.
const WITHOUT_NAMES: [&str; 2] = ["words", "tests"];

impl Compiler<'_> {
    /// Keeps the texts of names. Any name of the file may have one, values that conditions ask for included; a name that
    /// stands nowhere else is worth a warning, for it is probably misspelt.
    pub(crate) fn words(&mut self, words: Option<&Map<Texts>>, sections: &[(Key, Node)]) {
        let Some(words) = words else { return };
        let mut names = BTreeSet::new();
        for (key, node) in sections.iter().filter(|(key, _)| !WITHOUT_NAMES.contains(&key.text.as_str())) {
            collect(key, node, &mut names);
        }
        for (name, texts) in words.iter() {
            if !names.contains(name.value.as_str()) {
                let meant = did_you_mean(name, names.iter().copied());
                let message = format!("nothing in this file is named `{}`", name.value);
                let warning = Diagnostic::warning("unused-word", name.place, message);
                self.reader
                    .report(warning.with_help_if(meant.map(|meant| format!("did you mean `{meant}`?"))));
            }
            self.program.words.insert(name.value.clone(), texts.sorted());
        }
    }
}

/// All names in a node: keys, texts, and the names that paths and expressions are made of.
fn collect<'n>(key: &'n Key, node: &'n Node, names: &mut BTreeSet<&'n str>) {
    if key.text == "text" && node.is_map() {
        return;
    }
    names_in(&key.text, names);
    within(node, names);
}

fn within<'n>(node: &'n Node, names: &mut BTreeSet<&'n str>) {
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|(key, node)| collect(key, node, names)),
        Value::List(items) => items.iter().for_each(|item| within(item, names)),
        Value::Scalar(scalar) => names_in(&scalar.text, names),
        Value::Null | Value::Reported => {}
    }
}

fn names_in<'n>(text: &'n str, names: &mut BTreeSet<&'n str>) {
    names.insert(text);
    names.extend(text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')));
}

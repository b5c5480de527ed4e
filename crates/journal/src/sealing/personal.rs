//! What a program version calls personal.

use coterie_program::compiled::{MeasureKind, Program, Read};
use coterie_program::ids::{AttributeId, FieldId, MeasureId};

/// The fields, attributes and measures of a program version whose values are personal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Personal {
    fields: Vec<bool>,
    attributes: Vec<bool>,
    measures: Vec<bool>,
    any: bool,
}

fn set(flags: &mut Vec<bool>, at: usize) {
    if flags.len() <= at {
        flags.resize(at + 1, false);
    }
    flags[at] = true;
}

impl Personal {
    /// Reads a program's schema. A measure that keeps values of a personal field or attribute is personal too.
    pub(crate) fn of(program: &Program) -> Self {
        let mut personal = Self::default();
        for (id, field) in program.schema.fields.iter() {
            if field.personal {
                set(&mut personal.fields, id.index());
            }
        }
        for (id, attribute) in program.schema.attributes.iter() {
            if attribute.personal {
                set(&mut personal.attributes, id.index());
            }
        }
        for (id, measure) in program.measures.iter() {
            if let MeasureKind::Distinct(path) | MeasureKind::Last(path) = &measure.what
                && match path.read {
                    Read::Field(id) => personal.field(id),
                    Read::Attribute(id) => personal.attribute(id),
                    _ => false,
                }
            {
                set(&mut personal.measures, id.index());
            }
        }
        personal.any = !(personal.fields.is_empty() && personal.attributes.is_empty());
        personal
    }

    /// Adds what another version calls personal: a saved record may hold values of either.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.fields, &other.fields),
            (&mut self.attributes, &other.attributes),
            (&mut self.measures, &other.measures),
        ] {
            for (at, _) in theirs.iter().enumerate().filter(|(_, flag)| **flag) {
                set(mine, at);
            }
        }
        self.any |= other.any;
    }

    /// Whether anything is personal at all.
    pub(crate) fn any(&self) -> bool {
        self.any
    }

    pub(crate) fn field(&self, id: FieldId) -> bool {
        self.fields.get(id.index()).copied().unwrap_or(false)
    }

    pub(crate) fn attribute(&self, id: AttributeId) -> bool {
        self.attributes.get(id.index()).copied().unwrap_or(false)
    }

    pub(crate) fn measure(&self, id: MeasureId) -> bool {
        self.measures.get(id.index()).copied().unwrap_or(false)
    }
}

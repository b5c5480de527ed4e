//! A compiled condition.

use crate::constants::{Constant, constants};
use crate::eval::{Evaluation, Outcome};
use crate::ir::{Source, Test};
use crate::print;
use crate::schema::SlotId;
use crate::shape::{self, Shape};
use crate::values::Slots;
use crate::walk::{self, Leaf};
use std::fmt;

/// A condition that passed [`compile`](crate::compile()). Its `Display` is the canonical text: one spacing, only the
/// brackets that are needed, texts in double quotes; unless it is at the very limits of length or nesting, it compiles
/// to an equal condition.
#[derive(Debug, Clone)]
pub struct Expression {
    root: Test,
    cost: u32,
    slots: Vec<SlotId>,
}

impl Expression {
    pub(crate) fn new(root: Test, cost: u32) -> Self {
        let mut slots = Vec::new();
        walk::test(&root, &mut |leaf| {
            if let Leaf::Path(path) = leaf
                && let Source::Slot(slot) = path.source
            {
                slots.push(slot);
            }
        });
        slots.sort_unstable();
        slots.dedup();
        Self { root, cost, slots }
    }

    /// The slots it may read, each once, in rising order.
    pub fn slots(&self) -> &[SlotId] {
        &self.slots
    }

    /// The most work one evaluation can take, in the units of [`Limits::cost_max`](crate::Limits::cost_max).
    pub fn cost(&self) -> u32 {
        self.cost
    }

    /// Decides the condition. Never panics, whatever the slots give.
    pub fn eval(&self, slots: &dyn Slots) -> Outcome {
        Evaluation { slots }.outcome(&self.root)
    }

    /// The operands of the outermost `&&`, or the whole condition: to say which of them failed.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let tests = match &self.root {
            Test::And(tests) => tests.as_slice(),
            whole => std::slice::from_ref(whole),
        };
        tests.iter().map(Part)
    }

    /// What it asks, for whoever says it in words.
    pub fn shape(&self) -> Shape {
        shape::of(&self.root)
    }

    /// The constants in it, in the order of the text.
    pub fn constants(&self) -> Vec<Constant> {
        constants(&self.root)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print::condition(&self.root, f)
    }
}

/// A part of a condition that must hold for the whole to hold. Its `Display` is its canonical text.
#[derive(Debug, Clone, Copy)]
pub struct Part<'e>(&'e Test);

impl Part<'_> {
    /// What it asks, for whoever says it in words.
    pub fn shape(&self) -> Shape {
        shape::of(self.0)
    }

    /// Decides this part alone.
    pub fn eval(&self, slots: &dyn Slots) -> Outcome {
        Evaluation { slots }.outcome(self.0)
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print::condition(self.0, f)
    }
}

//! What the views need from outside: compiled programs, and the keys that open personal values.

use coterie_ledger::Party;
use coterie_program::compile_applied;
use coterie_program::compiled::Program;
use coterie_program::ids::{AttributeId, Registry};
use coterie_program::value::Value;
use std::sync::Arc;

/// Compiles programs and opens personal values for the projectors. It must answer the same for the same question, except
/// that a person's values can no longer be opened after their key is destroyed.
pub trait Reading: Send {
    /// The program behind an applied file, its names numbered as in the registry. The error says why it cannot be read.
    fn program(&self, text: &str, registry: &Registry) -> Result<Arc<Program>, String>;

    /// A personal attribute's value as a person may read it; `None`, or a value that is still sealed, when its key is gone.
    /// Entries may be handed to the projector with personal values opened already: those are taken as they are.
    fn open(&self, _party: &Party, _attribute: AttributeId, value: &Value) -> Option<Value> {
        Some(value.clone())
    }
}

/// Compiles program files as they are, and opens no value: for journals that are read with personal values opened already,
/// and for simulations without any.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unsealed;

impl Reading for Unsealed {
    fn program(&self, text: &str, registry: &Registry) -> Result<Arc<Program>, String> {
        match compile_applied(text, registry) {
            Ok(program) => Ok(Arc::new(program)),
            Err(mistakes) => Err(mistakes.first().map(|mistake| mistake.message.clone()).unwrap_or_default()),
        }
    }
}

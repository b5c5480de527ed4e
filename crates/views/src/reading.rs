//! What the views need from outside: compiled programs, and the keys that open personal values.

use coterie_ledger::Party;
use coterie_program::compiled::Program;
use coterie_program::ids::{AttributeId, Registry};
use coterie_program::value::Value;
use std::sync::Arc;

/// Compiles programs and opens personal values for the projectors. It must answer the same for the same question, except
/// that a person's values can no longer be opened after their key is destroyed.
pub trait Reading: Send {
    /// The program behind an applied file, its names numbered as in the registry. The error says why it cannot be read.
    fn program(&self, text: &str, registry: &Registry) -> Result<Arc<Program>, String>;

    /// A personal attribute's value as a person may read it; `None` when its key is gone.
    fn open(&self, _party: &Party, _attribute: AttributeId, sealed: &Value) -> Option<Value> {
        Some(sealed.clone())
    }
}

//! The door: text in, checked expression out.

use crate::check::Checker;
use crate::error::CelError;
use crate::expression::Expression;
use crate::limits::{ERRORS_MAX, Limits};
use crate::schema::Schema;
use crate::{cost, syntax};

/// Compiles a condition against a schema.
///
/// The errors are all that can be found: everything wrong with the characters and brackets, else everything wrong
/// with the grammar, else every unknown name and every type that does not fit, in the order of the text (the first hundred);
/// last the cost.
pub fn compile(text: &str, schema: &dyn Schema, limits: &Limits) -> Result<Expression, Vec<CelError>> {
    let syntax = syntax::parse(text)?;
    let mut checker = Checker::new(&syntax, schema);
    let root = checker.condition(&syntax.root);
    let mut errors = checker.into_errors();
    let Some(root) = root.filter(|_| errors.is_empty()) else {
        errors.sort_by_key(|error| (error.offset_start, error.offset_end));
        errors.truncate(ERRORS_MAX);
        return Err(errors);
    };
    let cost = cost::test(&root);
    match u32::try_from(cost) {
        Ok(cost) if cost <= limits.cost_max => Ok(Expression::new(root, cost)),
        _ => Err(vec![
            CelError::new(
                syntax.span(&syntax.root),
                format!("the condition may cost {cost} units; at most {} are allowed", limits.cost_max),
            )
            .help("a macro costs the greatest length of its list times its body, and one inside another multiplies"),
        ]),
    }
}

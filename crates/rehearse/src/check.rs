//! A program file checked as a whole: the program, and the events that its tests play.

use crate::events;
use coterie_decide::decision::Reason;
use coterie_intake::Intake;
use coterie_program::compile::{Check, Checked, TestCase, draft};
use coterie_program::diagnostic::Diagnostic;
use coterie_program::ids::Registry;
use coterie_program::yaml::{DIAGNOSTICS_MAX, Reader};

/// Compiles a program file and reads the events of its tests: every mistake of the file at once, those in its tests as far
/// as the program itself could be understood. Numbers of names that `earlier` knows are kept.
pub fn check(source: &str, earlier: &Registry) -> Result<Checked, Vec<Diagnostic>> {
    let mut draft = draft(source, earlier)?;
    if !draft.broken.has_unreadable_section() {
        let intake = Intake::new(&draft.program);
        for test in &draft.tests {
            let mistakes = events::mistakes(&intake, test, &draft.broken);
            draft.diagnostics.extend(mistakes.into_iter().map(events::Mistake::diagnostic));
        }
    }
    for test in &draft.tests {
        draft.diagnostics.extend(unknown_reasons(test));
    }
    draft.diagnostics.truncate(DIAGNOSTICS_MAX);
    draft.checked()
}

/// The reasons of refusals that a test expects and that do not exist.
fn unknown_reasons(test: &TestCase) -> Vec<Diagnostic> {
    let codes = Reason::ALL.map(Reason::code);
    let reader = Reader::new();
    for check in test.expect.iter().flat_map(|expectation| &expectation.checks) {
        if let Check::Refused(refusal) = check
            && let Some(reason) = &refusal.reason
            && !codes.contains(&reason.text.as_str())
        {
            reader.unknown_word(reason.place, &reason.text, "a reason of a refusal", &codes);
        }
    }
    reader.into_diagnostics()
}

#[cfg(test)]
mod tests {
    use coterie_decide::decision::Reason;

    #[test]
    fn a_reason_has_the_code_that_json_has() {
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).ok(), Some(reason.code().into()));
        }
    }
}

//! Whatever is done to a good program, the compiler answers with a program or with mistakes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use coterie_program::compile;
use coterie_program::diagnostic::render;
use coterie_program::file::constants::{ConstantKind, constants};
use coterie_program::ids::Registry;
use proptest::prelude::*;

const PROGRAMS: [&str; 2] = [
    include_str!("../../../programs/jedna-karta.yaml"),
    include_str!("../../../programs/complete-journey.yaml"),
];

/// One change of a text.
#[derive(Clone, Debug)]
enum Edit {
    Replace(usize, char),
    Remove(usize, usize),
    RemoveLine(usize),
    RepeatLine(usize),
    Swap(usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let character = prop_oneof![
        prop::sample::select("{}[]:,-#&*!|>'\"%@` \n0129xyażé.".chars().collect::<Vec<_>>()),
        any::<char>()
    ];
    prop_oneof![
        (any::<usize>(), character).prop_map(|(at, character)| Edit::Replace(at, character)),
        (any::<usize>(), 1..20_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        any::<usize>().prop_map(Edit::RemoveLine),
        any::<usize>().prop_map(Edit::RepeatLine),
        (any::<usize>(), any::<usize>()).prop_map(|(one, two)| Edit::Swap(one, two)),
    ]
}

fn apply(source: &str, edit: &Edit) -> String {
    let mut characters: Vec<char> = source.chars().collect();
    let mut lines: Vec<&str> = source.lines().collect();
    if characters.is_empty() || lines.is_empty() {
        return source.to_owned();
    }
    let count = characters.len();
    match edit {
        Edit::Replace(at, character) => characters[at % count] = *character,
        Edit::Remove(at, length) => {
            let start = at % count;
            characters.drain(start..(start + length).min(count));
        }
        Edit::Swap(one, two) => characters.swap(one % count, two % count),
        Edit::RemoveLine(at) => {
            lines.remove(at % lines.len());
            return lines.join("\n");
        }
        Edit::RepeatLine(at) => {
            let line = lines[at % lines.len()];
            lines.insert(at % lines.len(), line);
            return lines.join("\n");
        }
    }
    characters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_change_of_a_good_program_makes_the_compiler_panic(
        which in 0..PROGRAMS.len(),
        edits in prop::collection::vec(edit(), 1..6),
    ) {
        let source = edits.iter().fold(PROGRAMS[which].to_owned(), |source, edit| apply(&source, edit));
        if let Err(diagnostics) = compile(&source, &Registry::default()) {
            prop_assert!(diagnostics.iter().any(coterie_program::diagnostic::Diagnostic::is_error));
            prop_assert!(!render("p.yaml", &source, &diagnostics, false).is_empty());
        }
    }
}

#[test]
fn each_number_of_a_program_can_be_changed_by_its_place() {
    for source in PROGRAMS {
        let found = constants(source);
        let numbers: Vec<_> =
            found.iter().filter(|constant| constant.kind == ConstantKind::Multiplier).collect();
        assert!(numbers.len() >= 3);
        for constant in numbers {
            let mut changed = source.to_owned();
            changed.replace_range(constant.span.bytes(), "3");
            assert!(compile(&changed, &Registry::default()).is_ok(), "{}", constant.place);
        }
    }
}

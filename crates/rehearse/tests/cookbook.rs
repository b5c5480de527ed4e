//! The page of the language and the cookbook keep each other's promises: every bullet of the page names a program that tests
//! itself, every program is named, and every promise of `bullets.json` is shown by a test of a program that the page names.

use coterie_program::ids::Registry;
use coterie_rehearse::check;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the page writes before and after the path of a program.
const PROGRAM_BEGINS: &str = "`programs/cookbook/";
const PROGRAM_ENDS: &str = ".yaml`";

/// A group of promises.
#[derive(Deserialize)]
struct Bullet {
    bullet: String,
    promises: Vec<Shown>,
}

/// A promise, and where it is shown.
#[derive(Deserialize)]
struct Shown {
    promise: String,
    program: String,
    test: String,
}

/// The names of the tests that expect something, by program.
type Tests = BTreeMap<String, BTreeSet<String>>;

/// The bullets of the page's cookbook: the title of each, and the programs that it names.
fn bullets(page: &str) -> Vec<(String, Vec<String>)> {
    let cookbook = page.split_once("\n## Cookbook\n").map_or("", |(_, cookbook)| cookbook);
    let lines = cookbook.lines().filter(|line| line.starts_with("- "));
    lines
        .map(|line| {
            let title = line.split("**").nth(1).unwrap_or(line).to_owned();
            let named = line.split(PROGRAM_BEGINS).skip(1).filter_map(|rest| rest.split_once(PROGRAM_ENDS));
            (title, named.map(|(name, _)| format!("programs/cookbook/{name}.yaml")).collect())
        })
        .collect()
}

/// Where the page, the promises and the programs do not agree.
fn faults(page: &str, promised: &[Bullet], tests: &Tests) -> Vec<String> {
    let mut faults = Vec::new();
    let bullets = bullets(page);
    if bullets.is_empty() {
        faults.push("the page has no cookbook".to_owned());
    }
    let mut named = BTreeSet::new();
    for (title, programs) in &bullets {
        if programs.is_empty() {
            faults.push(format!("the bullet “{title}” has no program"));
        }
        for program in programs {
            named.insert(program.as_str());
            match tests.get(program) {
                None => faults.push(format!("the bullet “{title}” names {program}, which is not there")),
                Some(tests) if tests.is_empty() => faults.push(format!("{program} tests nothing")),
                Some(_) => {}
            }
        }
    }
    for program in tests.keys().filter(|program| !named.contains(program.as_str())) {
        faults.push(format!("no bullet names {program}"));
    }
    for (bullet, one) in
        promised.iter().flat_map(|bullet| bullet.promises.iter().map(move |one| (bullet, one)))
    {
        let told = format!("{}: {}", bullet.bullet, one.promise);
        if !named.contains(one.program.as_str()) {
            faults.push(format!("{told}: the page does not name {}", one.program));
        } else if !tests.get(&one.program).is_some_and(|tests| tests.contains(&one.test)) {
            faults.push(format!("{told}: {} has no test {} that expects something", one.program, one.test));
        }
    }
    let shown: BTreeSet<&str> =
        promised.iter().flat_map(|bullet| &bullet.promises).map(|one| one.program.as_str()).collect();
    for program in tests.keys().filter(|program| !shown.contains(program.as_str())) {
        faults.push(format!("bullets.json promises nothing that {program} shows"));
    }
    faults
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file of the repository can be read")
}

fn tests_of_the_cookbook(folder: &Path) -> Tests {
    let mut tests = Tests::new();
    for entry in std::fs::read_dir(folder).expect("the cookbook is there") {
        let path = entry.expect("a folder can be listed").path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let checked = check(&read(&path), &Registry::default()).expect("a program of the cookbook compiles");
        let expecting = checked.tests.iter().filter(|test| !test.expect.is_empty());
        tests.insert(format!("programs/cookbook/{name}"), expecting.map(|test| test.name.clone()).collect());
    }
    tests
}

#[test]
fn every_bullet_of_the_page_has_a_program_with_its_own_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = read(&root.join("docs/language.md"));
    let promised: Vec<Bullet> = serde_json::from_str(&read(&root.join("programs/cookbook/bullets.json")))
        .expect("bullets.json is a list of promises");
    let faults = faults(&page, &promised, &tests_of_the_cookbook(&root.join("programs/cookbook")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_bullet_without_a_program_is_found() {
    let tests = |of: &[(&str, &[&str])]| -> Tests {
        let named = |tests: &[&str]| tests.iter().map(|test| (*test).to_owned()).collect();
        of.iter().map(|(name, tests)| (format!("programs/cookbook/{name}.yaml"), named(tests))).collect()
    };
    let promised = |test: &str| {
        let promise = Shown {
            promise: "a point".to_owned(),
            program: "programs/cookbook/one.yaml".to_owned(),
            test: test.to_owned(),
        };
        vec![Bullet { bullet: "earning".to_owned(), promises: vec![promise] }]
    };
    let page = |bullets: &str| format!("- **when**: of the reference\n\n## Cookbook\n\n{bullets}\n");
    let one = "- **Points** · `programs/cookbook/one.yaml`";
    let good = tests(&[("one", &["earns"])]);
    assert!(faults(&page(one), &promised("earns"), &good).is_empty());
    let found = |page: &str, promised: &[Bullet], tests: &Tests| faults(page, promised, tests).join("\n");
    let without = format!("{one}\n- **Streaks**, so many days");
    assert_eq!(found(&page(&without), &promised("earns"), &good), "the bullet “Streaks” has no program");
    let gone = format!("{one}\n- **Streaks** · `programs/cookbook/two.yaml`");
    assert!(found(&page(&gone), &promised("earns"), &good).contains("two.yaml, which is not there"));
    let untested = tests(&[("one", &[])]);
    assert!(found(&page(one), &promised("earns"), &untested).contains("one.yaml tests nothing"));
    let unnamed = tests(&[("one", &["earns"]), ("two", &["earns"])]);
    assert!(
        found(&page(one), &promised("earns"), &unnamed)
            .contains("no bullet names programs/cookbook/two.yaml")
    );
    assert!(found(&page(one), &promised("burns"), &good).contains("has no test burns"));
    assert_eq!(found("no bullets", &[], &Tests::new()), "the page has no cookbook");
}

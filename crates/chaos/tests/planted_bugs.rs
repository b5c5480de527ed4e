//! Each planted bug still has its place in the product.
//!
//! In a binary of its own: a process that starts another shares its locks with it until the other has become a program of its
//! own, and a history that opens its journal again at that moment finds it locked.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::process::Command;

#[test]
fn every_planted_bug_still_fits_the_product() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for patch in std::fs::read_dir(here.join("mutants")).unwrap() {
        let patch = patch.unwrap().path();
        let input = std::fs::File::open(&patch).unwrap();
        let dry = Command::new("patch")
            .args(["-p1", "--dry-run", "--force", "--silent", "--fuzz=3"])
            .current_dir(here.join("../.."))
            .stdin(input)
            .output()
            .unwrap();
        assert!(dry.status.success(), "{}: {}", patch.display(), String::from_utf8_lossy(&dry.stdout));
        count += 1;
    }
    assert!(count >= 10, "{count} planted bugs");
}

#!/usr/bin/env bash
# Runs every test of the repository and ends with one line that sums them: `N passed, N failed`.
#
# Needs Rust and Python 3. Fetches the retail year first (tools/fetch_complete_journey.sh), so that the tests that stand on
# it find it in COMPLETE_JOURNEY_DIR.
set -uo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
cd -- "$here/.."

COMPLETE_JOURNEY_DIR=$(tools/fetch_complete_journey.sh) || exit 2
export COMPLETE_JOURNEY_DIR

log=$(mktemp)
trap 'rm -f -- "$log"' EXIT
worst=0

# Runs a command, shows it, keeps its output for the sum, remembers that it failed.
run() {
    printf '\n== %s\n' "$*"
    "$@" 2>&1 | tee -a -- "$log" || worst=1
}

# a program that does not compile has no tests to count
cargo test --workspace --no-run || exit 1
run cargo test --workspace --no-fail-fast
# a thousand simulated histories; `make chaos` goes on as long as wished
run cargo run --quiet --profile chaos -p coterie-chaos -- --histories 1000
# the example programs' own tests, through the command that people use
run cargo run --quiet --profile test -p coterie -- test programs/*.yaml

# `test result: ok. 12 passed; 0 failed; …` of cargo, `12 passed, 0 failed` of coterie
read -r passed failed < <(awk '
    /^test result: / { for (i = 1; i < NF; i++) { if ($(i+1) ~ /^passed/) p += $i; if ($(i+1) ~ /^failed/) f += $i } }
    /^[0-9]+ passed, [0-9]+ failed$/ { p += $1; f += $3 }
    END { print p + 0, f + 0 }' "$log")

if ((worst != 0 && failed == 0)); then
    failed=1 # something failed that counted no test: a crash, a broken documentation example
fi
printf '\n%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))

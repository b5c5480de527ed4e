#!/usr/bin/env bash
# Plants one bug after another into a copy of the tree and lets the simulator look for it: each must be found.
#
#   tools/chaos_mutants.sh [PATCH…]     all of crates/chaos/mutants without arguments
#
# HISTORIES (3000) and SECONDS_EACH (120) bound the search for one bug. Prints a table, exits 1 when a bug survives.
set -uo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
histories=${HISTORIES:-3000}
seconds=${SECONDS_EACH:-120}
patches=("$@")
((${#patches[@]})) || patches=("$here"/crates/chaos/mutants/*.patch)

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
mkdir -- "$work/tree"
# the sources alone, all of them newer than what an earlier run may have left in the target folder
tar -C "$here" --exclude=./target --exclude=./.git -cf - Cargo.toml Cargo.lock crates bench programs docs | tar -C "$work/tree" -xmf -
export CARGO_TARGET_DIR=${CHAOS_MUTANTS_TARGET_DIR:-$work/target}

build() { cargo build --quiet --profile chaos -p coterie-chaos --manifest-path "$work/tree/Cargo.toml" 2>"$work/build.log"; }
hunt() { "$CARGO_TARGET_DIR/chaos/chaos" --histories "$histories" --for "$seconds" >"$work/hunt.log" 2>&1; }

build || { cat -- "$work/build.log" >&2; exit 2; }
wanted=$histories
histories=50
hunt || { echo "the product itself fails:" >&2; cat -- "$work/hunt.log" >&2; exit 2; }
histories=$wanted

survived=0
printf '%-40s %s\n' 'planted bug' 'found after histories'
for patch in "${patches[@]}"; do
    name=$(basename -- "$patch" .patch)
    if ! patch -d "$work/tree" -p1 --force --silent --fuzz=3 <"$patch" >"$work/patch.log"; then
        printf '%-40s %s\n' "$name" 'does not apply'
        survived=1
        continue
    fi
    if ! build; then
        printf '%-40s %s\n' "$name" 'does not build'
        tail -n 5 -- "$work/build.log" >&2
        survived=1
    elif hunt; then
        printf '%-40s %s\n' "$name" 'SURVIVED'
        survived=1
    else
        found=$(sed -n 's/^after \([0-9]*\) histories.*/\1/p' "$work/hunt.log" | head -n 1)
        printf '%-40s %-6s %s\n' "$name" "${found:-?}" "$(grep -m1 '^after' "$work/hunt.log" | cut -d: -f2- | cut -c1-100)"
    fi
    patch -d "$work/tree" -p1 --force --silent --reverse --fuzz=3 <"$patch" >/dev/null
    # what patch leaves when a hunk had moved
    find "$work/tree" -name '*.orig' -delete
done
exit "$survived"

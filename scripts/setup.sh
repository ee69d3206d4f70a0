# Read by scripts/demo and scripts/test: finds a Python, and makes or renews the virtual environment of this clone.
#
# Rule: an environment is renewed when, and only when, the lock, the project file, the Python or the place of the clone
# has changed since it was last completed; one that was interrupted counts as changed. Nothing outside it is touched.
#
#   MULTITRACK_VENV     where the environment stands, instead of .venv in the clone
#   MULTITRACK_PYTHON   the Python to make it with

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
venv=${MULTITRACK_VENV:-$root/.venv}
case $venv in /* | [A-Za-z]:*) ;; *) venv=$PWD/$venv ;; esac

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 1
}

# Sets $base to a Python of 3.11 or newer that can make environments.
find_python() {
    unfit=
    for base in ${MULTITRACK_PYTHON:+"$MULTITRACK_PYTHON"} python3.13 python3.12 python3.11 python3 python; do
        command -v "$base" >/dev/null 2>&1 || continue
        "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        "$base" -c 'import ensurepip, venv' 2>/dev/null && return 0
        unfit=$base
    done
    if [ -n "$unfit" ]; then
        stop "Python is here ($unfit), but the part of it that makes environments is missing." \
            "On Debian or Ubuntu: apt-get install python3-venv. Then run this again."
    fi
    stop "Multitrack needs Python 3.11 or newer, and none was found." \
        "Install it from your system's package manager (Debian, Ubuntu: apt-get install python3 python3-venv;" \
        "Fedora: dnf install python3; macOS: brew install python) and run this again."
}

# Sets $python to the environment's own Python, if there is one that works.
find_own_python() {
    for python in "$venv/bin/python" "$venv/Scripts/python.exe"; do
        "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
    done
    return 1
}

# What the environment was completed from: lock, project file, Python and place. $1: the lock.
fingerprint() {
    "$python" - "$root" "$1" <<'END'
import hashlib, pathlib, sys
root, lock = pathlib.Path(sys.argv[1]), sys.argv[2]
told = [sys.version, sys.prefix, str(root), *((root / name).read_text("utf-8") for name in (lock, "pyproject.toml"))]
print(hashlib.sha256("\0".join(told).encode()).hexdigest())
END
}

install_with_pip() {
    PIP_USER=0 "$python" -m pip install --quiet --quiet --disable-pip-version-check --no-input "$@" ||
        stop "The packages could not be installed; the lines above say why. What is needed: a connection to your" \
            "package index, or a local copy of the packages named to pip. Run this again to go on."
}

# Leaves $python ready. $1: the lock; $2: for what; $3: how long it may take.
# The lock of the tests holds all of the other, so that an environment made for tests serves the demo too.
prepare() {
    if find_own_python; then
        for lock in "$1" requirements-test.lock; do
            if [ "$(cat "$venv/.ready-$lock" 2>/dev/null)" = "$(fingerprint "$lock")" ]; then return 0; fi
        done
        say "Renewing what is needed $2, in $venv ($3) ..."
    else
        find_python
        say "Setting up what is needed $2, in $venv ($3, once) ..."
        "$base" -m venv --clear "$venv" ||
            stop "No environment could be made in $venv. Is the folder writable, and is there space?"
        find_own_python || stop "The environment made in $venv does not run. Remove it and run this again."
    fi
    rm -f "$venv"/.ready-*
    install_with_pip --require-hashes --requirement "$root/$1"
    install_with_pip --no-deps --no-build-isolation --editable "$root"
    # Compiled once here: where Python may not write bytecode, each start would compile the whole program anew.
    "$python" -m compileall -q "$root/src" || say "The program could not be compiled ahead; it starts more slowly."
    fingerprint "$1" >"$venv/.ready-$1"
}

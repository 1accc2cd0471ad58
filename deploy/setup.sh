#!/bin/sh
# Makes .venv with exactly what the lock file names. Safe to run again, and after an interruption.
#   deploy/setup.sh run      what leakledger needs
#   deploy/setup.sh test     the same and what the tests need, Debian's Chromium included where it may be installed
#   deploy/setup.sh python   only prints the Python that would be used
set -eu
cd -P "$(dirname "$0")/.."
unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX

say() { echo "leakledger: $*"; }
die() { echo "leakledger: $*" >&2; exit 2; }

# 0: usable; 3: would be, but has no ensurepip (Debian keeps it in python3.X-venv). A pyenv shim can exist and not run.
probe() {
    "$1" -I -c '
import importlib.util, struct, sys, sysconfig
if sys.implementation.name != "cpython" or not (3, 12) <= sys.version_info[:2] <= (3, 14):
    sys.exit(1)
if struct.calcsize("P") != 8 or sysconfig.get_config_var("Py_GIL_DISABLED"):
    sys.exit(1)
try:
    import ensurepip, venv
except ImportError:
    sys.exit(3)
' >/dev/null 2>&1
}

no_ensurepip=
consider() {
    status=0
    probe "$1" || status=$?
    [ "$status" -ne 3 ] || no_ensurepip=${no_ensurepip:-$1}
    return "$status"
}

# Sets $python. 3.13 first: on 3.12 mitmproxy holds back other packages, 3.14 is the least tried.
find_python() {
    for minor in 13 14 12; do
        for python in "python3.$minor" "${PYENV_ROOT:-/nonexistent}"/versions/3."$minor"*/bin/python3 \
            "${HOME:-/nonexistent}"/.pyenv/versions/3."$minor"*/bin/python3; do
            ! consider "$python" || return 0
        done
    done
    python=python3
    consider "$python"
}

# Sets $python to the one that uv keeps, downloading it where needed; uv itself comes from the lock file.
managed_python() {
    if ! uv=$(command -v uv); then
        scratch=$(mktemp -d)
        trap 'rm -rf "$scratch"' EXIT
        uv=$scratch/uv/bin/uv
        sed -n '/^uv==/,/[^\\]$/p' requirements-test.lock >"$scratch/uv.txt"
        { python3 -m venv "$scratch/uv" && "$scratch/uv/bin/python" -m pip install -q --require-hashes -r "$scratch/uv.txt"; } ||
            python3 -m pip install -q --target "$scratch/uv" --require-hashes -r "$scratch/uv.txt" || return 1
    fi
    "$uv" python install 3.13 || return 1
    python=$(UV_PYTHON_PREFERENCE=only-managed "$uv" python find --system 3.13) && probe "$python"
}

choose_python() {
    ! find_python || return 0
    [ "$mode" = python ] || say "no Python 3.12 to 3.14 with venv here: asking uv for its Python 3.13"
    ! managed_python >/dev/null 2>&1 || return 0
    if [ -n "$no_ensurepip" ]; then
        name=$("$no_ensurepip" -I -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')
        die "$no_ensurepip cannot make virtual environments: sudo apt install $name, then try again"
    fi
    die "no Python 3.12, 3.13 or 3.14 here, and none could be fetched: install Python 3.13 with venv, or" \
        "python3-venv (sudo apt install python3-venv) and a network connection to fetch it, then try again"
}

# What is installed depends on these; the path too, because the scripts in .venv/bin name it.
wanted() { { echo "$PWD"; cat pyproject.toml setup.py deploy/setup.sh "$@"; } | sha256sum; }
is_done() { [ -x .venv/bin/leakledger ] && [ "$(cat ".venv/set-up-$1" 2>/dev/null)" = "$2" ]; }

# False also where the checkout was moved or copied: the scripts in .venv/bin then name another place.
is_sound() { probe .venv/bin/python && .venv/bin/pip --version 2>/dev/null | grep -qF " from $PWD/.venv/"; }

install_packages() {
    if [ -e .venv/unfinished ] || ! is_sound; then
        choose_python
        say "setting up .venv with $("$python" -V) (minutes on a Raspberry Pi)"
        rm -rf .venv
        mkdir .venv
        : >.venv/unfinished
        "$python" -m venv .venv || die "$python could not make .venv (see above)"
    fi
    : >.venv/unfinished
    rm -f .venv/set-up-*
    quiet=-qq
    [ ! -t 1 ] || quiet=
    # shellcheck disable=SC2086
    .venv/bin/python -m pip install $quiet --disable-pip-version-check --only-binary :all: --require-hashes -r "$1" ||
        die "the packages of $1 could not be installed (see above): check network and disk space, then try again"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-index --no-deps --no-build-isolation -e . ||
        die "leakledger itself could not be installed into .venv (see above)"
    # who runs it, a service above all, may not be allowed to write here, and would compile it anew at every start
    .venv/bin/python -m compileall -q analysis dashboard proxy_addons || :
    rm .venv/unfinished
}

has_browser() { { command -v chromium || command -v chromium-browser; } && command -v chromedriver && command -v curl; }

install_browser() {
    ! has_browser >/dev/null 2>&1 || return 0
    sudo=
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
        say "installing Debian's chromium, chromium-driver and curl for the tests"
        $sudo apt-get update -qq </dev/null >/dev/null 2>&1 || say "the package lists could not be renewed; trying the old ones"
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium chromium-driver curl </dev/null >/dev/null 2>&1 || say "apt-get could not install them"
    fi
    has_browser >/dev/null 2>&1 ||
        say "without them the tests in a browser are skipped; to run them: sudo apt install chromium chromium-driver curl"
}

mode=${1:-}
case $mode in
python) choose_python; echo "$python"; exit ;;
run) lock=requirements.lock ;;
test) lock=requirements-test.lock ;;
*) die "say what to set up: deploy/setup.sh run, or deploy/setup.sh test" ;;
esac

[ "$(getconf LONG_BIT 2>/dev/null || echo 64)" = 64 ] ||
    die "a 64-bit system is needed (on a Raspberry Pi: the 64-bit Raspberry Pi OS)"
if command -v flock >/dev/null; then
    exec 9<Makefile
    flock 9 # two set-ups at once would destroy each other's .venv
fi
for_run=$(wanted requirements.lock)
for_test=$(wanted requirements.lock requirements-test.lock)
if [ "$mode" = run ]; then
    is_done run "$for_run" || { install_packages "$lock"; echo "$for_run" >.venv/set-up-run; }
else
    is_done test "$for_test" ||
        { install_packages "$lock"; echo "$for_run" >.venv/set-up-run; echo "$for_test" >.venv/set-up-test; }
    install_browser
fi

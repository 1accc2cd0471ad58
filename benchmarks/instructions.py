"""How many instructions the analysis of messages takes, which other work on the machine does not change.

    .venv/bin/python benchmarks/instructions.py [--data ../shared/data/http] [--against CHECKOUT]

Counted by valgrind (cachegrind) in one process on one core: starting (Python, detectors, decoders, the catalogue from its
cache), reading every HAR below ``--data`` once, the first pass of ``analyse()`` over their messages, which meets every name
and text for the first time, and each further pass. With ``--against`` the same of another checkout of this repository, such
as the version before, with the ratio of each. Hashes are not randomised, and nothing is collected meanwhile, so that two
runs differ by less than 1 %. Takes five to ten minutes a version; nothing leaves the machine.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import msgspec

REPOSITORY: Final = Path(__file__).resolve().parents[1]
FURTHER: Final = 2  # passes after the first, of which the mean is shown
_COUNTED: Final = re.compile(r"I +refs: +([0-9,]+)")
WORK: Final = """
import gc, os, sys
from pathlib import Path
from analysis import catalogue, registry
from analysis.pipeline import Analyser
data, passes = Path(sys.argv[1]), int(sys.argv[2])
registry.decoders()
analyser = Analyser(catalogue.load())
if passes >= 0:
    from benchmarks.classify import messages_of
    messages = messages_of(sorted(data.rglob("*.har")))
    gc.freeze()
    gc.disable()
    for _ in range(passes):
        for message in messages:
            analyser.analyse(message)
os._exit(0)  # what ends a process is not counted
"""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Instructions of each part, in millions."""

    starting: float
    reading: float
    first: float
    further: float


def counted(checkout: Path, data: Path, passes: int) -> float:
    """Millions of instructions of one process with the packages of a checkout; -1 passes: it only starts."""
    environment = os.environ | {"PYTHONPATH": str(checkout), "PYTHONHASHSEED": "0"}
    with tempfile.NamedTemporaryFile() as output:
        command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={output.name}"]
        command += [sys.executable, "-c", WORK, str(data), str(passes)]
        done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True)
    found = _COUNTED.search(done.stderr)
    if done.returncode or found is None:
        sys.exit(f"{checkout}: could not be measured: {done.stderr[-500:]}")
    return int(found[1].replace(",", "")) / 1e6


def counts_of(checkout: Path, data: Path) -> Counts:
    """All four of a checkout, whose bytecode and compiled catalogue are made before."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compile_all = [sys.executable, "-m", "compileall", "-q", "analysis", "benchmarks"]
    subprocess.run(compile_all, cwd=checkout, env=environment, check=True)
    load = [sys.executable, "-c", "from analysis.catalogue import load; load()"]
    subprocess.run(load, cwd=checkout, env=environment | {"PYTHONPATH": str(checkout)}, check=True)
    starting, read, first, all_ = (counted(checkout, data, passes) for passes in (-1, 0, 1, 1 + FURTHER))
    return Counts(
        starting=starting, reading=read - starting, first=first - read, further=(all_ - first) / FURTHER
    )


def main() -> None:
    """Count, and print one row a part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data" / "http")
    parser.add_argument("--against", type=Path, help="another checkout, measured as well")
    asked = parser.parse_args()
    if shutil.which("valgrind") is None:
        sys.exit("valgrind is not installed (Debian: apt install valgrind)")
    if not any(asked.data.rglob("*.har")):
        sys.exit(f"{asked.data}: no HAR files there; --data says where they are")
    if asked.against is not None and not (asked.against / "analysis").is_dir():
        sys.exit(f"{asked.against}: no checkout of leakledger")
    ours = counts_of(REPOSITORY, asked.data.resolve())
    other = counts_of(asked.against.resolve(), asked.data.resolve()) if asked.against else None
    for part, words in (
        ("starting", "starting"),
        ("reading", "reading the HARs"),
        ("first", "the first pass of analyse()"),
        ("further", "each further pass"),
    ):
        count = getattr(ours, part)
        beside = f", ÷ {getattr(other, part):,.0f} = {count / getattr(other, part):.2f}" if other else ""
        print(f"{words}: {count:,.0f} million instructions{beside}")


if __name__ == "__main__":
    main()

"""What ``make wheel-compiled`` compiles reads captures as the same modules do uncompiled."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
NAMED = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["leakledger"][
    "compiled"
]
TOLD = """
import sys
from pathlib import Path

from analysis.units import UnreadableFile
from proxy_addons import traffic
from proxy_addons.capture_file import CaptureFile
from proxy_addons.capture_traffic import CaptureTraffic
from proxy_addons.talks import Talk

APART = {"client", "first", "into", "name", "number", "out", "state", "swap", "transport"}
SAID = [name for name in dir(Talk) if not name.startswith("_") and name not in APART]
HALVES = ("size", "packets", "last", "wants", "ended")

def told(talk):
    known = [(name, getattr(talk, name)) for name in SAID]
    halves = [[getattr(half, name) for name in HALVES] for half in (talk.out, talk.into)]
    return known, [talk.transport, talk.number, talk.first], halves, talk.client is talk.out

print(traffic.__file__.rpartition(".")[2], file=sys.stderr)
for path in map(Path, sys.argv[1:]):
    seen = CaptureTraffic()
    try:
        for item in seen.read_file(CaptureFile(path)):
            print(told(item) if isinstance(item, Talk) else (told(item[0]), item[1]))
    except UnreadableFile as error:
        print(error)
    print(path.name, seen.number, sorted(seen.unread.items()))
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with the modules compiled in it, quickly rather than well."""
    if shutil.which("cc") is None:
        pytest.skip("no C compiler (cc) is here")
    copy = tmp_path_factory.mktemp("compiled") / "source"
    shutil.copytree(
        REPOSITORY,
        copy,
        ignore=shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "docs", "corpus*"),
    )
    environment = {**os.environ, "LEAKLEDGER_COMPILE": "1", "LEAKLEDGER_OPT_LEVEL": "0", "CFLAGS": "-O0"}
    command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return copy


def outcome(folder: Path, *words: str) -> tuple[str, str]:
    """What a program says that finds the modules in ``folder``."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "1",
    }
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=280
    )
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
    return done.stdout, done.stderr


def test_every_module_is_there_and_none_declares_a_struct() -> None:
    for name in NAMED:
        assert "msgspec.Struct" not in (REPOSITORY / name).read_text(encoding="utf-8")


def test_every_capture_gives_the_same(compiled: Path, shared_data: Path) -> None:
    recorded = [*(REPOSITORY / "tests" / "data").rglob("*.pcap*"), *(shared_data / "pcap").rglob("*")]
    captures = sorted(str(path) for path in recorded if path.is_file())
    said, how = outcome(compiled, "-c", TOLD, *captures)
    expected, plain = outcome(REPOSITORY, "-c", TOLD, *captures)
    assert (how.split()[0], plain.split()[0]) == ("so", "py")
    assert len(expected.splitlines()) > 2_000
    for line, other in zip(expected.splitlines(), said.splitlines(), strict=True):
        assert other == line


def test_the_version_says_that_it_is_compiled(compiled: Path) -> None:
    said = [outcome(folder, "-m", "analysis", "--version")[0].strip() for folder in (compiled, REPOSITORY)]
    assert said == [said[1] + ", reading packets compiled", said[1]]


def test_damaged_packets_escape_nothing(compiled: Path) -> None:
    said, _ = outcome(compiled, "benchmarks/fuzz_packets.py", "--inputs", "4000", "--seed", "7")
    assert "faults" in said

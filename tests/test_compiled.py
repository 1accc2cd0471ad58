"""What ``make wheel-compiled`` compiles reads captures and analyses messages as the same modules do uncompiled."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from analysis.records import Transmission
from tests.corpus.reading import load_cases

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
ANALYSED = """
import sys
from pathlib import Path

import msgspec

from analysis import catalogue, decoding
from analysis.importing import read_capture
from analysis.pipeline import Analyser
from analysis.records import Transmission
from analysis.units import UnreadableFile

print(decoding.__file__.rpartition(".")[2], file=sys.stderr)
messages = msgspec.msgpack.decode(Path(sys.argv[1]).read_bytes(), type=list[Transmission])
for path in map(Path, sys.argv[2:]):
    try:
        records = read_capture(path, "test", "", lambda notice: print(path.name, notice.text))
        messages += [record for record in records if isinstance(record, Transmission)]
    except UnreadableFile as error:
        print(path.name, error)
analyser = Analyser(catalogue.load())
for message in messages:
    print(msgspec.json.encode(analyser.analyse(message)).decode())
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with the modules compiled in it, quickly rather than well; ``plain_of`` it is as it was."""
    if shutil.which("cc") is None:
        pytest.skip("no C compiler (cc) is here")
    copy = tmp_path_factory.mktemp("compiled") / "source"
    shutil.copytree(
        REPOSITORY,
        copy,
        ignore=shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "docs", "corpus*"),
    )
    shutil.copytree(copy, plain_of(copy))  # what is changed meanwhile is in neither
    environment = {**os.environ, "LEAKLEDGER_COMPILE": "1", "LEAKLEDGER_OPT_LEVEL": "0", "CFLAGS": "-O0"}
    command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return copy


def plain_of(compiled: Path) -> Path:
    """The copy that is not compiled."""
    return compiled.with_name("plain")


def outcome(folder: Path, *words: str) -> tuple[str, str]:
    """What a program says that finds the modules in ``folder``."""
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONHASHSEED": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each of these processes would compile all modules anew
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=280
    )
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
    return done.stdout, done.stderr


def test_every_module_is_there_and_none_holds_what_would_change() -> None:
    for name in NAMED:
        source = (REPOSITORY / name).read_text(encoding="utf-8")
        assert "msgspec.Struct" not in source, f"{name}: its records would not be frozen"
        assert "@cached_property" not in source, f"{name}: it would be worked out at every look"


def test_every_capture_gives_the_same(compiled: Path, shared_data: Path) -> None:
    recorded = [*(REPOSITORY / "tests" / "data").rglob("*.pcap*"), *(shared_data / "pcap").rglob("*")]
    captures = sorted(str(path) for path in recorded if path.is_file())
    said, how = outcome(compiled, "-c", TOLD, *captures)
    expected, plain = outcome(plain_of(compiled), "-c", TOLD, *captures)
    assert (how.split()[0], plain.split()[0]) == ("so", "py")
    assert len(expected.splitlines()) > 2_000
    for line, other in zip(expected.splitlines(), said.splitlines(), strict=True):
        assert other == line


def test_no_check_for_an_error_is_turned_round(compiled: Path) -> None:
    """mypyc 2.4 takes a tuple of numbers that begins with a float (``Final = (1.0, 2.0)``) for one that was never set."""
    written = sorted((compiled / "build").glob("*.c"))
    assert len(written) >= len(NAMED)
    for path in written:
        found = re.search(r"!= -113\.0 && PyErr_Occurred\(\)", path.read_text(encoding="utf-8"))
        assert found is None, f"{path.name}: declare it Final[tuple[float, ...]]"


def damaged(message: Transmission, chance: random.Random) -> Transmission:
    """The message with its body cut, with bytes of it changed, or with a piece of it sent twice."""
    body = bytearray(message.body or b"")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(body)) if body else 0
        match chance.randrange(3):
            case 0:
                del body[at + chance.randrange(1, 9) :]
            case 1:
                body[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                body[at:at] = body[max(at - chance.randrange(60), 0) : at]
    return msgspec.structs.replace(message, body=bytes(body), body_size=len(body))


def assert_the_same(compiled: Path, least: int, messages: Path, *recordings: Path) -> None:
    """What comes of messages (as MessagePack) and of recordings: byte for byte as uncompiled, in so many lines or more."""
    words = ("-c", ANALYSED, str(messages), *map(str, recordings))
    found, how = outcome(compiled, *words)
    expected, plain = outcome(plain_of(compiled), *words)
    assert (how.split()[0], plain.split()[0]) == ("so", "py")
    assert len(expected.splitlines()) >= least
    for line, other in zip(expected.splitlines(), found.splitlines(), strict=True):
        assert other == line


def as_file(messages: list[Transmission], folder: Path) -> Path:
    """The messages where another process can read them."""
    file = folder / "messages"
    file.write_bytes(msgspec.msgpack.encode(messages))
    return file


def test_every_case_gives_the_same_event(compiled: Path, tmp_path: Path) -> None:
    messages = [message for case in load_cases() for message in (case.transmission, *case.frames)]
    assert_the_same(compiled, 600, as_file(messages, tmp_path))


def test_every_recording_gives_the_same_events(compiled: Path, shared_data: Path, tmp_path: Path) -> None:
    assert_the_same(compiled, 500, as_file([], tmp_path), *sorted((shared_data / "http").rglob("*.har")))


def test_damaged_messages_give_the_same_events(compiled: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    messages = [damaged(case.transmission, chance) for case in load_cases() if case.transmission.body]
    assert_the_same(compiled, 300, as_file(messages, tmp_path))


def test_the_version_says_that_it_is_compiled(compiled: Path) -> None:
    said = [
        outcome(folder, "-m", "analysis", "--version")[0].strip() for folder in (compiled, plain_of(compiled))
    ]
    assert said == [said[1] + ", compiled: reading packets, analysing messages", said[1]]
    assert "compiled" not in said[1]


def test_damaged_packets_escape_nothing(compiled: Path) -> None:
    said, _ = outcome(compiled, "benchmarks/fuzz_packets.py", "--inputs", "4000", "--seed", "7")
    assert "faults" in said

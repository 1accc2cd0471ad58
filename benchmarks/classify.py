"""How fast messages are classified, beside TrackHAR on the same files in the same run.

    .venv/bin/python benchmarks/classify.py [--data ../shared/data/http] [--pairs 7] [--megabytes 60] [--peer DIR]
        [--compiled]

Two measurements, in interleaved pairs, medians printed:

* ``analyse()`` over every HAR below ``--data``, already read, on one core: messages/s, MB/s of bodies and the 99th
  percentile of a message, and TrackHAR's ``processRequest`` over the same requests, read by its own ``unhar``; both in
  processor time.
* ``leakledger scan`` over copies of those HARs of ``--megabytes`` together, start-up and all cores included, against a
  Node script that runs TrackHAR over the same files: on the clock, and in processor time, which other processes on the
  machine change less. Each round of copies has other long numbers (ids, times) than the one before, so that nothing is
  gained by remembering whole messages. The program's bytecode is there, as in an installed package.

With ``--compiled`` the same code is measured once more, in turns with the other, as ``make wheel-compiled`` builds it (in a
copy; needs a C compiler and a minute or two), and held against the targets by itself.

TrackHAR (npm package ``trackhar``, CC0) is installed into ``--peer`` where it is not there yet; without node and npm the
comparison is left out, and says so. Nothing else leaves loopback.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis import catalogue  # noqa: E402
from analysis.importing import read_capture  # noqa: E402
from analysis.pipeline import Analyser  # noqa: E402
from analysis.records import Transmission  # noqa: E402
from analysis.units import UnreadableFile  # noqa: E402
from benchmarks.compiled_copy import compiled_copy  # noqa: E402

RATE_TARGET = 2_500  # messages a second on one core
TAIL_TARGET_MS = 20
_LONG_NUMBER = re.compile(rb"[0-9]{8,}")
SCAN_TARGET = 1.0  # time of scan ÷ time of the Node script
NODE_SCRIPT = """
import { readFileSync } from 'node:fs';
import { processRequest, unhar } from 'trackhar';
const [mode, ...files] = process.argv.slice(2);
const read = (file) => {
    try { return unhar(JSON.parse(readFileSync(file, 'utf8').replace(/^\\uFEFF/, ''))); } catch { return []; }
};
const classify = (request) => {
    try { return processRequest(request, { valuesOnly: false }) ?? []; } catch { return []; }
};
if (mode === 'scan') {
    for (const file of files) for (const request of read(file)) {
        const found = classify(request);
        if (found.length) console.log(JSON.stringify(found));
    }
} else {
    const requests = files.flatMap(read);
    const started = process.cpuUsage();
    for (const request of requests) classify(request);
    const used = process.cpuUsage(started);
    const seconds = (used.user + used.system) / 1e6;
    console.log(JSON.stringify({ requests: requests.length, seconds }));
}
"""


class Rate(msgspec.Struct, frozen=True):
    """One pass over all messages: messages a second, MB of bodies a second, and what 99 of 100 took at most, in ms."""

    messages: float
    megabytes: float
    tail: float
    findings: int
    count: int


def messages_of(files: list[Path]) -> list[Transmission]:
    """Every message of the files that can be read."""
    found: list[Transmission] = []
    for path in files:
        try:
            records = read_capture(path, "benchmark", "", lambda _: None)
            found += [record for record in records if isinstance(record, Transmission)]
        except UnreadableFile:
            print(f"{path.name}: left out, not a readable HAR", file=sys.stderr)
    return found


def one_pass(files: list[Path]) -> Rate:
    """One pass of ``analyse()`` in this process, in processor time: the core is not ours alone."""
    messages = messages_of(files)
    analyser = Analyser(catalogue.load())
    for message in messages:
        analyser.analyse(message)  # fills the memories of names, as a running analyst's are
    times: list[float] = []
    findings = 0
    started = time.process_time()
    for message in messages:
        before = time.process_time()
        findings += len(analyser.analyse(message).event.findings)
        times.append((time.process_time() - before) * 1e3)
    seconds = time.process_time() - started
    size = sum(len(message.body or b"") for message in messages) / 1e6
    tail = statistics.quantiles(times, n=100)[98]
    return Rate(len(messages) / seconds, size / seconds, tail, findings, len(messages))


def our_rate(package: Path, data: Path) -> Rate:
    """The same by a process that finds the packages in a folder."""
    command = [
        sys.executable,
        str(package / "benchmarks" / Path(__file__).name),
        "--one-pass",
        "--data",
        str(data),
    ]
    environment = os.environ | {"PYTHONPATH": str(package)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout, type=Rate)


def peer(folder: Path) -> list[str] | None:
    """The command that runs TrackHAR; None where it cannot be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        print("node and npm are not installed: measured without TrackHAR")
        return None
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules" / "trackhar").is_dir():
        install = [npm, "install", "--silent", "--no-audit", "--no-fund", "trackhar@1.0.0"]
        if subprocess.run(install, cwd=folder, check=False).returncode:
            print("TrackHAR could not be installed: measured without it")
            return None
    script = folder / "classify.mjs"
    script.write_text(NODE_SCRIPT)
    return [node, str(script)]


def measure_rate(ours: dict[str, Path], data: Path, trackhar: list[str] | None, pairs: int) -> bool:
    """``analyse()`` ÷ TrackHAR's ``processRequest``, messages a second on one core; whether all reached the target."""
    found: dict[str, list[Rate]] = {name: [] for name in ours}
    theirs: list[float] = []
    for _ in range(pairs):
        for name, package in ours.items():
            found[name].append(our_rate(package, data))
        if trackhar is not None:
            command = [*trackhar, "rate", *map(str, sorted(data.rglob("*.har")))]
            said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            theirs.append(said["requests"] / said["seconds"])
    reached = True
    for name, rates in found.items():
        each = [item.messages for item in rates]
        rate, tail = statistics.median(each), statistics.median(item.tail for item in rates)
        print(
            f"analyse(){name}: {rates[0].count} messages, {rates[0].findings} findings: {rate:,.0f} messages/s"
            f" ({min(each):,.0f} to {max(each):,.0f}),"
            f" {statistics.median(item.megabytes for item in rates):.1f} MB/s of bodies"
            f" (target {RATE_TARGET:,}) {verdict(rate >= RATE_TARGET)}\n"
            f"  99 of 100 messages within {tail:.1f} ms (target {TAIL_TARGET_MS}) {verdict(tail <= TAIL_TARGET_MS)}"
        )
        reached = reached and rate >= RATE_TARGET and tail <= TAIL_TARGET_MS
        if theirs:
            them = statistics.median(theirs)
            print(f"  TrackHAR: {them:,.0f} requests/s; ours ÷ TrackHAR {rate / them:.2f}")
    return reached


def copies(files: list[Path], folder: Path, megabytes: int) -> list[Path]:
    """So many copies of the files that they hold ``megabytes`` together, with other long numbers in each round of them."""
    made: list[Path] = []
    size = rounds = 0
    while size < megabytes << 20:
        digits = bytes.maketrans(b"123456789", (b"123456789" * 2)[rounds % 9 :][:9])
        for path in files:
            target = folder / f"{len(made):05d}.har"
            size += target.write_bytes(_renumbered(path.read_bytes(), digits))
            made.append(target)
        rounds += 1
    return made


def _renumbered(content: bytes, digits: bytes) -> bytes:
    return _LONG_NUMBER.sub(lambda found: found[0].translate(digits), content)


class Took(msgspec.Struct, frozen=True):
    """What one run took in seconds: on the clock, and of the processors."""

    clock: float
    processor: float


def took(bytecode: Path, package: Path, *command: str) -> Took:
    """One run, its output thrown away; Python finds the packages in a folder."""
    environment = os.environ | {
        "PYTHONPATH": str(package),
        "PYTHONPYCACHEPREFIX": str(bytecode / package.name),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    seconds, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):  # 1: one of the files is damaged
        sys.exit(f"{' '.join(command[:3])} failed: {done.stderr.decode()[-500:]}")
    return Took(seconds, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def measure_scan(
    ours: dict[str, Path], files: list[Path], trackhar: list[str] | None, pairs: int, megabytes: int
) -> bool:
    """``leakledger scan`` ÷ a Node script with TrackHAR, whole processes; whether all reached the target."""
    files = [path for path in files if b'"entries"' in path.read_bytes()]
    found: dict[str, list[Took]] = {name: [] for name in ours}
    theirs: list[Took] = []
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as bytecode:
        made = [str(path) for path in copies(files, Path(folder), megabytes)]
        scan = [str(Path(sys.executable).with_name("leakledger")), "scan", "--format", "ndjson"]
        for package in ours.values():  # writes the bytecode and the compiled catalogue
            took(Path(bytecode), package, *scan, *made[:2])
        for _ in range(pairs):
            for name, package in ours.items():
                found[name].append(took(Path(bytecode), package, *scan, *made))
            if trackhar is not None:
                theirs.append(took(Path(bytecode), REPOSITORY, *trackhar, "scan", *made))
    reached = True
    for name, runs in found.items():
        print(
            f"scan{name}: {len(made)} files, {megabytes} MB: {statistics.median(one.clock for one in runs):.2f} s,"
            f" {statistics.median(one.processor for one in runs):.2f} s of processors"
        )
        reached = (not theirs or _compared(runs, theirs)) and reached
    return reached


def _compared(ours: list[Took], theirs: list[Took]) -> bool:
    clock = [one.clock / other.clock for one, other in zip(ours, theirs, strict=True)]
    processor = [one.processor / other.processor for one, other in zip(ours, theirs, strict=True)]
    ratio = statistics.median(clock)
    print(
        f"  ÷ TrackHAR in Node {ratio:.2f} ({min(clock):.2f} to {max(clock):.2f})"
        f" (target {SCAN_TARGET}) {verdict(ratio <= SCAN_TARGET)}\n"
        f"  processor time ÷ TrackHAR's {statistics.median(processor):.2f}"
        f" ({min(processor):.2f} to {max(processor):.2f})"
    )
    return ratio <= SCAN_TARGET


def verdict(reached: bool) -> str:
    """The word at the end of a line."""
    return "reached" if reached else "MISSED"


def main() -> None:
    """Measure, print, and exit with 1 where a target was missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data" / "http")
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--megabytes", type=int, default=60)
    parser.add_argument("--peer", type=Path, default=Path(tempfile.gettempdir()) / "leakledger-trackhar")
    parser.add_argument("--compiled", action="store_true", help="measure what is compiled as well")
    parser.add_argument("--one-pass", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    files = sorted(asked.data.rglob("*.har"))
    if not files:
        sys.exit(f"{asked.data}: no HAR files there; --data says where they are")
    if asked.one_pass:
        print(msgspec.json.encode(one_pass(files)).decode())
        return
    trackhar = peer(asked.peer)
    ours = {"": REPOSITORY}
    with tempfile.TemporaryDirectory() as folder:
        if asked.compiled:
            ours[", compiled"] = compiled_copy(Path(folder) / "compiled")
        reached = [
            measure_rate(ours, asked.data, trackhar, asked.pairs),
            measure_scan(ours, files, trackhar, asked.pairs, asked.megabytes),
        ]
    print("load of the machine meanwhile:", *(f"{each:.1f}" for each in os.getloadavg()))
    sys.exit(0 if all(reached) else 1)


if __name__ == "__main__":
    main()

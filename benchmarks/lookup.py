"""How fast the catalogue starts and answers, beside other lists on the same hosts in the same run.

    .venv/bin/python benchmarks/lookup.py [--hosts 20000] [--trackerdb DIR]

* **Start.** The catalogue that is shipped (or that of ``--catalogue``), in a fresh interpreter: import and load, first
  without and then with the compiled cache. Processor time counts, for it depends least on what else the machine does; the
  time on the wall, and the bare interpreter importing msgspec, stand beside it.
* **Look-up.** Made hosts, half of them strangers' and half below a known one: each asked for the first time, and again.
  Peers: an Adblock list of the same hosts, matched line by line (what a plain reader of such a list does); with
  ``--trackerdb``, the folder of an installed npm package ``@ghostery/trackerdb`` (CC BY-NC-SA 4.0, never shipped), its
  ``matchDomain`` under Node.

What is absent is left out, and said so. Nothing leaves this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from analysis.catalogue import load, shipped

REPOSITORY = Path(__file__).resolve().parents[1]
START_TARGET_MS, CACHED_TARGET, COLD_TARGET = 80, 200_000, 20_000
CLOCKS = "import time; cpu, wall = time.process_time(), time.perf_counter()\n"
TELL = "print((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000"
START = f"""{CLOCKS}import sys
from pathlib import Path
from analysis.catalogue import load
load(Path(sys.argv[1]))
{TELL}, any(name.startswith('analysis.detectors.') for name in sys.modules))
"""
BARE = f"{CLOCKS}import msgspec\n{TELL}, False)"
NODE = """
import { readFileSync } from 'node:fs';
const [folder, list] = process.argv.slice(2);
const { default: load } = await import(folder + '/dist/mjs/index.js');
const db = await load(readFileSync(folder + '/dist/trackerdb.engine'));
const hosts = JSON.parse(readFileSync(list, 'utf8'));
const times = [];
for (let round = 0; round < 2; round++) {
    const started = process.hrtime.bigint();
    for (const host of hosts) await db.matchDomain(host);
    times.push(Number(process.hrtime.bigint() - started) / 1e9);
}
console.log(JSON.stringify(times));
"""


class Start(NamedTuple):
    """One start of a fresh interpreter: milliseconds of the processor and on the wall; whether it imported any detector."""

    cpu: float
    wall: float
    detectors: bool


def start(program: str, catalogue: Path, cache: Path) -> Start:
    """Start a program in a fresh interpreter."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", program, str(catalogue)]
    answer = subprocess.run(
        command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    cpu, wall, detectors = answer.stdout.split()
    return Start(float(cpu), float(wall), detectors == "True")


def made_hosts(owned: list[str], count: int) -> list[str]:
    """Distinct hosts, every second one below a known host."""
    chance = random.Random(5)
    return [
        f"e{number}.{chance.choice(owned)}"
        if number % 2
        else f"e{number}.stranger-{chance.randrange(10**6)}.example"
        for number in range(count)
    ]


def rate(ask: Callable[[str], object], hosts: list[str]) -> float:
    """Hosts a second."""
    begun = time.perf_counter()
    for host in hosts:
        ask(host)
    return len(hosts) / (time.perf_counter() - begun)


def line_by_line(owned: list[str]) -> Callable[[str], bool]:
    """An Adblock list of domain rules, matched rule by rule."""
    rules = [re.compile(rf"(?:^|\.){re.escape(host)}$") for host in owned]
    return lambda host: any(rule.search(host) for rule in rules)


def trackerdb(folder: Path, hosts: list[str]) -> list[float] | None:
    """Hosts a second of Ghostery's own look-up, first and second round; None where it cannot be asked."""
    if not (folder / "dist" / "trackerdb.engine").is_file() or shutil.which("node") is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        listed, script = Path(scratch, "hosts.json"), Path(scratch, "ask.mjs")
        listed.write_text(json.dumps(hosts))
        script.write_text(NODE)
        command = ["node", str(script), str(folder.resolve()), str(listed)]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return [len(hosts) / seconds for seconds in json.loads(answer.stdout)]


def report(what: str, value: float, target: float, at_most: bool) -> bool:
    """Print one figure beside its target."""
    reached = value <= target if at_most else value >= target
    sign = "<=" if at_most else ">="
    print(f"{what}: {value:,.1f} (must be {sign} {target:,}) {'reached' if reached else 'MISSED'}")
    return reached


def main() -> int:
    """Print the figures; 1 where one is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hosts", type=int, default=20_000)
    parser.add_argument("--starts", type=int, default=9)
    parser.add_argument("--trackerdb", type=Path)
    parser.add_argument("--catalogue", type=Path, default=shipped())
    chosen = parser.parse_args()
    catalogue = load(chosen.catalogue)
    print(
        f"{len(catalogue.companies):,} companies, {len(catalogue.trackers):,} trackers, {len(catalogue.owners):,} hosts"
    )
    with tempfile.TemporaryDirectory() as scratch:
        cold = start(START, chosen.catalogue, Path(scratch))
        warm = [start(START, chosen.catalogue, Path(scratch)) for _ in range(chosen.starts)]
        bare = [start(BARE, chosen.catalogue, Path(scratch)) for _ in range(chosen.starts)]
    median, alone = (statistics.median(one.cpu for one in starts) for starts in (warm, bare))
    reached = report("start, warm, ms of the processor (median)", median, START_TARGET_MS, at_most=True)
    print(
        f"  on the wall {statistics.median(one.wall for one in warm):,.1f} ms; cold {cold.cpu:,.0f} ms of the processor"
    )
    print(f"  importing msgspec alone {alone:.1f} ms, so {median / alone:.1f} x that")
    print(f"  detectors imported on the warm way: {any(one.detectors for one in warm)}")
    hosts = made_hosts(list(catalogue.owners), chosen.hosts)
    first, again = rate(catalogue.resolve, hosts), rate(catalogue.resolve, hosts)
    reached &= report("look-up, first time, hosts/s", first, COLD_TARGET, at_most=False)
    reached &= report("look-up, again, hosts/s", again, CACHED_TARGET, at_most=False)
    peer = rate(line_by_line(list(catalogue.owners)), hosts[:400])
    print(
        f"  Adblock list of the same hosts, line by line: {peer:,.0f} hosts/s; we are {first / peer:,.0f} x that"
    )
    ghostery = trackerdb(chosen.trackerdb, hosts) if chosen.trackerdb else None
    if ghostery is None:
        print("  @ghostery/trackerdb: left out (no --trackerdb with an installed package, or no node)")
    else:
        print(f"  @ghostery/trackerdb: {ghostery[0]:,.0f}, again {ghostery[1]:,.0f} hosts/s")
        print(f"  we are {first / ghostery[0]:,.1f} x and {again / ghostery[1]:,.1f} x that")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())

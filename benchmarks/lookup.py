"""How fast the catalogue starts and answers, beside other lists on the same hosts in the same run.

    .venv/bin/python benchmarks/lookup.py [--hosts 20000] [--trackerdb DIR]

* **Start.** A made catalogue of 450 trackers, 350 companies, 2,500 hosts and 3,800 fields, in a fresh interpreter: import
  and load, first without and then with the compiled cache; the bare interpreter importing msgspec stands beside it.
* **Look-up.** Made hosts, half of them strangers' and most below a known one: each asked for the first time, and again.
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
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.catalogue import load

REPOSITORY = Path(__file__).resolve().parents[1]
START_TARGET_MS, CACHED_TARGET, COLD_TARGET = 80, 200_000, 20_000
START = """
import sys, time
begun = time.perf_counter()
from pathlib import Path
from analysis.catalogue import load
load(Path(sys.argv[1]))
print((time.perf_counter() - begun) * 1000, any(name.startswith('analysis.detectors.') for name in sys.modules))
"""
BARE = "import time; begun = time.perf_counter(); import msgspec; print((time.perf_counter() - begun) * 1000, False)"
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


def made_catalogue(trackers: int = 450, companies: int = 350, hosts: int = 2_500, fields: int = 3_800) -> str:
    """A catalogue of that size, as YAML."""
    source = "    source: github.com/made/up README.md\n    read: 2026-11-25\n"
    lines = ['version: "2026-11-25"\ncompanies:\n']
    for number in range(companies):
        lines.append(f"  - id: company-{number:04d}\n    name: Company {number}\n    country: US\n{source}")
        if number % 3 == 1:
            lines.append(f"    parent: {{company: company-{number - 1:04d}, since: '2021'}}\n")
    lines.append("trackers:\n")
    for number in range(trackers):
        lines += _made_tracker(
            number, companies, hosts // trackers + (number < hosts % trackers), fields // trackers, source
        )
    return "".join(lines)


def _made_tracker(number: int, companies: int, hosts: int, fields: int, source: str) -> Iterator[str]:
    names = [f"h{index}.tracker-{number:04d}.example" for index in range(hosts)]
    yield f"  - id: tracker-{number:04d}\n    name: Tracker {number}\n    company: company-{number % companies:04d}\n"
    yield f"    purposes: [analytics, crash]\n    hosts: [{', '.join(names)}]\n    data_expected: [identifier.device]\n"
    yield f"    endpoints:\n      - id: tracker-{number:04d}/v1\n        hosts: [{names[0]}]\n"
    yield f"        method: POST\n        path: '^/v[0-9]{{1,3}}/t{number}/?$'\n        fields:\n"
    for index in range(fields):
        yield (
            f"          - {{path: 'json:$.device.f{index}', category: identifier.device, property: deviceId,"
            f" reasoning: the name of field {index} says what it is}}\n"
        )
    yield source + "    last_verified: 2026-11-25\n    examples:\n"
    yield f"      match: ['https://{names[0]}/v1/t{number}']\n      skip: ['https://{names[0]}.evil.example/']\n"


def start(program: str, catalogue: Path, cache: Path) -> tuple[float, bool]:
    """Milliseconds of a fresh interpreter, and whether it imported any detector."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", program, str(catalogue)]
    answer = subprocess.run(
        command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    milliseconds, detectors = answer.stdout.split()
    return float(milliseconds), detectors == "True"


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
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        file, cache = Path(scratch, "trackers.yaml"), Path(scratch, "cache")
        file.write_text(made_catalogue())
        cold, _ = start(START, file, cache)
        warm = [start(START, file, cache) for _ in range(chosen.starts)]
        bare = statistics.median(start(BARE, file, cache)[0] for _ in range(chosen.starts))
        catalogue = load(file)
    median = statistics.median(one for one, _ in warm)
    reached = report("start, warm, ms (median)", median, START_TARGET_MS, at_most=True)
    print(f"  cold {cold:,.0f} ms; importing msgspec alone {bare:.1f} ms, so {median / bare:.1f} x that")
    print(f"  detectors imported on the warm way: {any(imported for _, imported in warm)}")
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

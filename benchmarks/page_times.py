"""What a page of the dashboard costs on a ledger that has grown, beside Datasette on the same file in the same run.

    .venv/bin/python benchmarks/page_times.py [--events 1000000] [--home FOLDER] [--rounds 15] [--peer FOLDER]
    .venv/bin/python benchmarks/page_times.py --homes SMALL LARGER LARGEST [--rounds 15]

A made-up ledger (``ledger_generator``; ``--home`` takes one that is there, or makes it there to be kept) is served by
``leakledger serve``, a process of its own; a writer of its own applies 100 messages a second to the ledger meanwhile.
Measured over real HTTP, logged in:

* **pages**: what the browser asks for when it opens a page, the layout and each callback that fills it: the server's
  time, 50th and 95th percentile; every page in its usual view, further pages of the evidence table, and other filters;
* **memory**: the server's proportional set size after all of that;
* **browser**: headless Chromium opens Today: bytes on the wire of the first and the second visit, and the time until the
  lanes are drawn and the page answers (left out where chromium or chromedriver is not installed);
* **peer**: Datasette (``--peer`` is the folder of a virtual environment that has it; left out without) asked for the rows
  that such a page shows, by the SQL that its user would write over events, findings and flows.

With ``--homes`` only what the same pages cost on ledgers of several sizes (``page_growth``). Nothing leaves loopback.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks.dashboard_browser import measure_browser  # noqa: E402
from benchmarks.dashboard_peer import Datasette  # noqa: E402
from benchmarks.dashboard_server import Served, percentile, pss_mb  # noqa: E402
from benchmarks.ledger_generator import make_home, shape_of  # noqa: E402
from benchmarks.page_growth import growth  # noqa: E402

PAGE_TARGET_MS, FILTER_TARGET_MS, PSS_TARGET_MB = 250, 2_000, 220
WRITER_RATE = 100  # messages a second
Times = dict[str, list[tuple[float, float]]]  # waited, processor
PHONE, COMPANY = "dev-phone-ada", "google"
PAGES = {
    "Today": "/",
    "Days (7)": "/days",
    "Device": f"/device/{PHONE}",
    "What this could tell": "/could-tell",
    "Your morning": "/morning",
    "Evidence": "/evidence",
    "Where's the brain? (30 days)": "/brain",
    "Company (30 days)": f"/company/{COMPANY}",
    "Health": "/health",
}
FILTERS = {
    "Evidence of a device": f"/evidence?device={PHONE}",
    "Evidence of a kind": "/evidence?kind=location",
    "Evidence of a company": f"/evidence?company={COMPANY}",
    "Evidence of a rare kind": "/evidence?kind=photo",
    "Evidence with words that are nowhere": "/evidence?text=nowhere+to+be+found",
    "What this could tell, of a device": f"/could-tell?device={PHONE}",
    "Today, every recipient": "/?all=1",
    "Brain, a year": "/brain?days=365",
    "Brain, every owner": "/brain?all=1",
    "Company, a year": f"/company/{COMPANY}?days=365",
}


def measure(served: Served, paths: dict[str, str], rounds: int) -> Times:
    """Milliseconds of each page, in turns, and those of the processor that the server took meanwhile."""
    found: Times = {name: [] for name in paths}
    for _ in range(rounds):
        for name, path in paths.items():
            before = served.processor_ms()
            took = served.page(path)
            found[name].append((took, served.processor_ms() - before))
    return found


def report(title: str, times: Times, first: dict[str, float], target: float) -> bool:
    """Print one table; True where all reach the target."""
    print(f"{title} (target: 95 of 100 within {target:,.0f} ms)")
    fine = True
    for name, each in times.items():
        waited, worked = ([one[place] for one in each] for place in (0, 1))
        tail = percentile(waited, 95)
        fine = fine and tail <= target
        word = "reached" if tail <= target else "MISSED"
        print(
            f"  {name:38} p50 {percentile(waited, 50):6,.0f}  p95 {tail:6,.0f}  first {first[name]:6,.0f}"
            f"  processor {statistics.mean(worked):6,.0f} ms  {word}"
        )
    return fine


def compare(served: Served, peer: Datasette, pages: Times) -> None:
    """Print the peer's times for the same question, and the ratio."""
    print(f"beside it, {peer.version} on the same file:")
    for name, took in peer.measure(served.day, PHONE, COMPANY).items():
        ours = percentile([one[0] for one in pages[name]], 50)
        print(f"  {name:38} {took:8,.0f} ms, {took / ours:6.1f} x ours")


def run(chosen: argparse.Namespace, folder: Path) -> bool:
    """All measurements on one home."""
    with Served(folder) as served:
        first = {name: served.page(path) for name, path in {**PAGES, **FILTERS}.items()}
        served.turn_pages(3)
        writer = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "benchmarks.ledger_ingest",
                str(folder),
                "--rate",
                str(WRITER_RATE),
                "--seconds",
                "900",
            ],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
        )
        try:
            assert writer.stdout is not None
            if not writer.stdout.readline():
                raise SystemExit("the writer did not start")
            pages = measure(served, PAGES, chosen.rounds)
            fine = report("pages, usual view", pages, first, PAGE_TARGET_MS)
            further = {"Evidence, further pages": served.turn_pages(chosen.rounds)}
            begun = {name: each[0][0] for name, each in further.items()}
            fine &= report("paging", further, begun, PAGE_TARGET_MS)
            others = measure(served, FILTERS, max(3, chosen.rounds // 5))
            fine &= report("other filters", others, first, FILTER_TARGET_MS)
            memory = pss_mb(served.pid)
            word = "reached" if memory <= PSS_TARGET_MB else "MISSED"
            print(f"server's memory: {memory:.0f} MB (target {PSS_TARGET_MB} MB) {word}")
            fine &= memory <= PSS_TARGET_MB
            fine &= measure_browser(served)
            fine &= writer.poll() is None
        finally:
            writer.terminate()
            writer.wait(30)
        if chosen.peer is not None:
            with Datasette(chosen.peer, folder / "ledger.sqlite") as peer:
                compare(served, peer, pages)
        else:
            print("peer: no --peer was given, left out")
    return fine


def main() -> int:
    """0 where every target is reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--findings", type=float, default=2.0)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--homes", type=Path, nargs="+", default=())
    chosen = parser.parse_args()
    if chosen.homes:
        growth([home.resolve() for home in chosen.homes], PAGES, chosen.rounds)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = (chosen.home or Path(scratch) / "home").resolve()
        if not folder.exists():
            make_home(folder, shape_of(chosen.events, 90, chosen.findings, 1))
        return 0 if run(chosen, folder) else 1


if __name__ == "__main__":
    sys.exit(main())

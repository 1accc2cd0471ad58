"""What a page costs on ledgers of several sizes, side by side: roll-ups are to make it independent of how much is recorded.

``page_times.py --homes A B C`` runs it. Each home is served by a process of its own; all pages of all homes are opened in
turns, so that whatever else the machine does falls on all of them alike. Nothing is written to the homes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.dashboard_server import Served, percentile


class _Measured:
    """One page of one home: milliseconds of the processor, and waited, cold and warm."""

    def __init__(self, cold: float) -> None:
        self.cold = cold
        self.waited: list[float] = []
        self.worked = 0.0

    def open(self, served: Served, path: str) -> None:
        """Open the page once more."""
        before = served.processor_ms()
        self.waited.append(served.page(path))
        self.worked += served.processor_ms() - before

    @property
    def processor(self) -> float:
        """On average."""
        return self.worked / max(1, len(self.waited))


def messages(home: Path) -> int:
    """How many messages were ever written to a home's ledger."""
    address = f"{(home / 'ledger.sqlite').absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True)
    try:
        return int(connection.execute("SELECT coalesce(max(rowid), 0) FROM events").fetchone()[0])
    finally:
        connection.close()


def growth(homes: Sequence[Path], pages: Mapping[str, str], rounds: int) -> None:
    """Print for each page what it costs on each home, and how many times what it costs on the smallest."""
    ordered = sorted(homes, key=messages)
    with ExitStack() as stack:
        servers = [stack.enter_context(Served(home)) for home in ordered]
        measured = {
            name: [_Measured(served.page(path)) for served in servers] for name, path in pages.items()
        }
        for path in pages.values():  # the second visit still fills what is kept
            for served in servers:
                served.page(path)
        for _ in range(rounds):
            for name, path in pages.items():
                for served, one in zip(servers, measured[name], strict=True):
                    one.open(served, path)
    sizes = [messages(home) for home in ordered]
    print("processor, ms a page (times the smallest ledger's); waited: warm p50, cold")
    for size, home in zip(sizes, ordered, strict=True):
        print(f"  {size:12,} messages ({size / max(1, sizes[0]):.1f} x): {home}")
    for name, each in measured.items():
        least = max(each[0].processor, 0.1)
        told = (
            f"{one.processor:5.0f} ({one.processor / least:4.2f} x); {percentile(one.waited, 50):5.0f}, {one.cold:5.0f}"
            for one in each
        )
        print(f"  {name:32} {'   |   '.join(told)}")

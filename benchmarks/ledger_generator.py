"""Makes a ledger of N events over 90 days and 12 devices, for what is measured on a ledger that has grown.

    .venv/bin/python -m benchmarks.ledger_generator FOLDER [--events 1000000] [--days 90] [--findings 2] [--seed 1]

The rows go straight into the real tables, the indexes are made afterwards, and the roll-ups are summed as the ledger's own
writer sums them (``tests/test_ledger_generator.py`` writes the same rows through it and compares every table). Skewed like a
home: phones send most, a few recipients get most of it (Zipf), nights are quiet, a third of the connections cannot be read.
Recipients are those of the catalogue, and 300 hosts that nobody knows. The last day is today, in a time zone where it is
evening now, so that the pages' usual view shows a whole day. The same seed, events and day give the same rows.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from analysis.catalogue import Catalogue, load
from analysis.devices import Device
from analysis.records import HOME_CORPUS
from analysis.settings import Home
from benchmarks.ledger_shapes import Message, Part, messages

QUARTER: Final = 900_000_000  # µs
# id, kind, person, mode, share of the messages
_HOUSE: Final = (
    ("dev-phone-ada", "phone", "Ada", "open", 24), ("dev-phone-ben", "phone", "Ben", "open", 20),
    ("dev-phone-cleo", "phone", "Cleo", "open", 16), ("dev-phone-old", "phone", "Ada", "open", 4),
    ("dev-tablet-kitchen", "tablet", "", "open", 8), ("dev-tablet-cleo", "tablet", "Cleo", "open", 6),
    ("dev-watch-ada", "watch", "Ada", "open", 5), ("dev-watch-ben", "watch", "Ben", "open", 4),
    ("dev-laptop", "computer", "Ben", "open", 6), ("dev-tv", "tv", "", "open", 4),
    ("dev-speaker", "speaker", "", "open", 2), ("dev-camera", "camera", "", "observe", 1),
)  # fmt: skip
_UNREAD: Final = ("refused", "refused", "passed_by_choice", "quic", "metadata_only")
RECIPIENTS: Final = 160  # that a device talks to
STRANGERS: Final = 300
EVENT_COLUMNS: Final = (
    "id", "flow_id", "seen_at", "writer", "corpus", "device", "protocol", "visibility", "method", "scheme", "host", "port",
    "path", "query", "body_size", "response_status", "tracker", "company", "rules_version", "catalogue_version",
    "journal_writer", "journal_day", "journal_seq", "analyst_day", "analyst_seq", "warnings",
)  # fmt: skip
FINDING_COLUMNS: Final = (
    "event_id",
    "position",
    "seen_at",
    "device",
    "corpus",
    "company",
    "host",
    "visibility",
    *Part._fields,
)
FLOW_COLUMNS: Final = (
    "flow_id", "opened_at", "closed_at", "writer", "corpus", "device", "host", "port", "sni", "alpn", "visibility",
    "company", "tracker", "bytes_out", "bytes_in", "packets_out", "packets_in", "messages", "reason",
)  # fmt: skip


class Recipient(NamedTuple):
    """Whom a device talks to; ``visibility`` is how, ``kinds`` what its messages hold."""

    tracker: str | None
    company: str | None
    host: str
    visibility: str
    kinds: list[Message]


class Shape(NamedTuple):
    """What is to be made: the last day is the one of ``last`` in ``zone``."""

    events: int
    days: int
    findings: float
    seed: int
    last: date
    zone: ZoneInfo


class Quarter(NamedTuple):
    """The rows of a quarter hour, in the order of the ``…_COLUMNS``."""

    start: int
    events: list[tuple[object, ...]]
    findings: list[tuple[object, ...]]
    flows: list[tuple[object, ...]]


def house() -> list[Device]:
    """The 12 devices."""
    return [
        Device(id=id, name=id[4:].replace("-", " ").capitalize(), kind=kind, person=person, mode=mode)
        for id, kind, person, mode, _ in _HOUSE
    ]


def evening_zone(now: datetime) -> ZoneInfo:
    """A zone where it is between 20:00 and 21:00."""
    ahead = (20 - now.hour + 12) % 24 - 12
    return ZoneInfo(f"Etc/GMT{-ahead:+d}" if ahead else "UTC")


def quarters(shape: Shape, catalogue: Catalogue) -> Iterator[Quarter]:
    """All rows, quarter hour by quarter hour, in order of time."""
    chance = random.Random(shape.seed)
    repertoires = _repertoires(chance, catalogue, shape.findings)
    rhythm = [0.25 + math.exp(-(((quarter / 4 - 8.0) / 1.6) ** 2)) + 1.6 * math.exp(-(((quarter / 4 - 19.5) / 3.2) ** 2))
              + 0.7 * math.exp(-(((quarter / 4 - 13.0) / 3.0) ** 2)) for quarter in range(96)]  # fmt: skip
    rhythm = [0.1 if quarter < 24 else share for quarter, share in enumerate(rhythm)]
    share = shape.events / shape.days / sum(rhythm) / sum(device[4] for device in _HOUSE[:-1])
    seq = 0
    for number in range(shape.days):
        day = shape.last - timedelta(days=shape.days - 1 - number)
        midnight = int(datetime(day.year, day.month, day.day, tzinfo=shape.zone).timestamp()) * 1_000_000
        for quarter in range(96):
            writing = _Writing(chance, midnight + quarter * QUARTER, shape.zone, seq)
            for (device, _, _, mode, weight), (recipients, steps) in zip(_HOUSE, repertoires, strict=True):
                wanted = share * rhythm[quarter] * weight * chance.uniform(0.4, 1.6)
                writing.device(device, mode, int(wanted + chance.random()), recipients, steps)
            found = writing.rows()
            seq += len(found.events)
            yield found


def _repertoires(
    chance: random.Random, catalogue: Catalogue, findings: float
) -> list[tuple[list[Recipient], list[float]]]:
    """Whom each device talks to, and the cumulated Zipf weights of these."""
    known: list[tuple[str | None, str | None, str]] = [
        (tracker.id, tracker.company, tracker.hosts[0])
        for tracker in catalogue.trackers.values()
        if tracker.hosts
    ]
    known += [
        (None, None, f"edge{number}.service-nobody-lists-{number % 40}.example")
        for number in range(STRANGERS)
    ]
    chance.shuffle(known)
    found = []
    for _, kind, _, mode, _ in _HOUSE:
        common = known[: RECIPIENTS // 2]  # what every device of the house meets, and what only this one does
        own = [*common, *chance.sample(known[RECIPIENTS // 2 :], RECIPIENTS // 2)]
        chance.shuffle(own)
        recipients = []
        for rank, (tracker, company, host) in enumerate(own):
            seen = "not_opened" if mode == "observe" else "opened"
            if mode != "observe" and chance.random() < 0.3:
                seen = chance.choice(_UNREAD)
            kinds = messages(chance, kind, rank % 4 == 0, findings) if seen == "opened" else []
            recipients.append(Recipient(tracker, company, host, seen, kinds))
        steps, total = [], 0.0
        for rank in range(len(recipients)):
            total += 1 / (rank + 1) ** 1.05
            steps.append(total)
        found.append((recipients, steps))
    return found


class _Writing:
    """Makes the rows of one quarter hour."""

    def __init__(self, chance: random.Random, start: int, zone: ZoneInfo, seq: int) -> None:
        self._chance, self._start, self._seq = chance, start, seq
        self._day = datetime.fromtimestamp(start / 1_000_000, UTC).date().isoformat()
        self._at = datetime.fromtimestamp(start / 1_000_000, zone)
        self._sent: list[tuple[int, str, str, Recipient, Message]] = []
        self._flows: list[tuple[object, ...]] = []

    def device(
        self, device: str, mode: str, wanted: int, recipients: list[Recipient], steps: list[float]
    ) -> None:
        """One device's connections, with about that many messages that could be read."""
        chance = self._chance
        while wanted > 0:
            (recipient,) = chance.choices(recipients, cum_weights=steps)
            opened = self._start + int(chance.random() * (QUARTER - 60_000_000))
            closed = opened + 200_000 + int(chance.random() * 59_000_000)
            count = min(wanted, 1 + int(chance.expovariate(1 / 7))) if recipient.kinds else 0
            wanted -= count or (8 if mode == "observe" else 0)  # nothing of an observed device is read
            flow = self._flow(device, recipient, opened, closed, count)
            for _ in range(count):
                at = opened + int(chance.random() * (closed - opened))
                self._sent.append(
                    (
                        at,
                        flow,
                        device,
                        recipient,
                        recipient.kinds[int(chance.random() * len(recipient.kinds))],
                    )
                )

    def _flow(self, device: str, recipient: Recipient, opened: int, closed: int, count: int) -> str:
        chance = self._chance
        flow = _id(opened, chance)
        sent: int | None = (
            900 + count * chance.randint(400, 9_000) if count else int(chance.lognormvariate(8.5, 1.8))
        )
        if not count and chance.random() < 0.05:
            sent = None
        self._flows.append(
            (flow, opened, closed, "proxy-0", HOME_CORPUS, device, recipient.host, 443, recipient.host, "h2",
             recipient.visibility, recipient.company or "", recipient.tracker, sent, sent and sent * 3, None, None, count,
             "")
        )  # fmt: skip
        return flow

    def rows(self) -> Quarter:
        """Everything in order of time, with ids that sort as the times do."""
        self._sent.sort(key=lambda item: item[0])
        events: list[tuple[object, ...]] = []
        findings: list[tuple[object, ...]] = []
        seq, day, chance = self._seq, self._day, self._chance
        for at, flow, device, recipient, message in self._sent:
            seq += 1
            id = _id(at, chance)
            events.append(
                (id, flow, at, "proxy-0", HOME_CORPUS, device, "h2", "opened", message.method, "https", recipient.host, 443,
                 message.path, message.query, message.body_size, message.status, recipient.tracker, recipient.company,
                 "rules-1", "catalogue-1", "proxy-0", day, seq, day, seq, "[]")
            )  # fmt: skip
            about = (at, device, HOME_CORPUS, recipient.company or "", recipient.host, "opened")
            findings += [(id, position, *about, *part) for position, part in enumerate(message.findings)]
        return Quarter(self._start, events, findings, sorted(self._flows, key=lambda row: row[1]))  # type: ignore[arg-type,return-value]


_PAIRS: Final = ["".join(("0123456789abcdefghjkmnpqrstvwxyz"[number >> 5], "0123456789abcdefghjkmnpqrstvwxyz"[number & 31]))
                 for number in range(1024)]  # fmt: skip


def _id(micros: int, chance: random.Random) -> str:
    """An identifier as ``records.new_id`` makes them, with 64 bits of chance."""
    at = micros // 1000
    head = (
        _PAIRS[at >> 40]
        + _PAIRS[at >> 30 & 1023]
        + _PAIRS[at >> 20 & 1023]
        + _PAIRS[at >> 10 & 1023]
        + _PAIRS[at & 1023]
    )
    return f"{head}{chance.getrandbits(64):016x}"


def make_home(folder: Path, shape: Shape) -> Home:
    """A home with that ledger. Prints what is in it."""
    from analysis.ledger import Ledger
    from benchmarks.ledger_filling import fill

    home, catalogue, begun = Home.open(folder), load(), time.monotonic()
    (home.root / "settings.json").write_text(f'{{"timezone": "{shape.zone.key}"}}')
    events, findings, flows = fill(home.ledger_path, quarters(shape, catalogue), shape.zone)
    ledger = Ledger(home.ledger_path, shape.zone)
    ledger.describe(catalogue, house())
    ledger.apply([], {"proxy-0": events, "analyst": events})
    ledger.close()
    size = home.ledger_path.stat().st_size
    print(
        f"{events:,} events, {findings:,} findings, {flows:,} flows of {shape.days} days in {size / 1e9:.2f} GB,"
        f" made in {time.monotonic() - begun:.0f} s"
    )
    return Home.open(folder)


def main() -> int:
    """Make a home with a ledger; 0 once it is there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--findings", type=float, default=2.0, help="of a message, on average")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.folder.exists():
        print(f"{chosen.folder}: there is something already; choose another folder")
        return 2
    make_home(chosen.folder, shape_of(chosen.events, chosen.days, chosen.findings, chosen.seed))
    return 0


def shape_of(events: int, days: int, findings: float, seed: int) -> Shape:
    """The shape of a ledger that ends today, this evening."""
    zone = evening_zone(datetime.now(UTC))
    return Shape(events, days, findings, seed, datetime.now(zone).date(), zone)


if __name__ == "__main__":
    sys.exit(main())

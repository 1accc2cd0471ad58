"""What an inference is tried with: messages as rows, straight or through a ledger, and the variants that must not count."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from analysis.inference_queries import conclusions
from analysis.inferences import (
    CARRIER,
    PREFIX,
    Conclusion,
    Contact,
    Datum,
    Evidence,
    Inference,
    Level,
    Place,
    Scope,
)
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Confidence, Finding, Measures
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, ZONE, Book

BERLIN = Place(latitude=52.52, longitude=13.405)
OWNER = Viewer(owner=True)
__all__ = ["DAY", "PHONE", "TABLET", "WATCH", "ZONE"]
QUARTER = 900_000_000


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A message, local time, with what was found in it; ``beside`` it only shows that this box recorded."""

    at: datetime
    device: str = PHONE
    company: str = "adnetwork"
    host: str = ""
    findings: tuple[Finding, ...] = ()
    corpus: str = "home"
    beside: bool = False

    @property
    def recipient(self) -> str:
        return self.company or self.host


def found(
    category: str,
    value: str = "",
    name: str = "",
    path: str = "",
    digest: str = "",
    rules: Sequence[str] = ("rule.of.a.test",),
    confidence: str = "certain",
    **measures: Any,
) -> Finding:
    """A finding, its digest by default that of its value."""
    name = name or f"x_{category.partition('.')[2]}"
    return Finding(
        category=category,
        property=name,
        path=path or f"body>json:$.{name}",
        value=value,
        value_digest=digest or f"digest of {value}",
        reasoning="named so in a test",
        rules=tuple(rules),
        confidence=Confidence(confidence),
        measures=Measures(**measures) if measures else None,
    )


def sent(at: str | datetime, *findings: Finding, day: date = DAY, **more: Any) -> Sent:
    """A message at a local time (``07:02`` or ``07:02:30``)."""
    if isinstance(at, str):
        at = datetime.combine(day, time.fromisoformat(at), ZONE)
    return Sent(at=at, findings=findings, **more)


def position(latitude: float, longitude: float, precision_m: float = 1.1, **more: Any) -> tuple[Finding, ...]:
    """A position with five decimals."""
    return tuple(
        found(
            "location.precise",
            f"{degrees:.5f}",
            name,
            f"body>json:$.geo.{name}",
            precision_m=precision_m,
            **more,
        )
        for name, degrees in (("latitude", latitude), ("longitude", longitude))
    )


def days_ago(number: int) -> date:
    return DAY - timedelta(days=number)


def straight(
    inference: Inference, messages: Iterable[Sent], place: Place | None = None, exact: bool = True
) -> list[Conclusion]:
    """What the inference concludes from messages that all went to one recipient."""
    return inference.conclude(evidence_of(messages, place, exact))


def evidence_of(messages: Iterable[Sent], place: Place | None = None, exact: bool = True) -> Evidence:
    """The evidence that messages are, whoever they went to."""
    day = day_of(DAY, ZONE)
    ordered = sorted(messages, key=lambda item: item.at)
    data, contacts, recorded, number = [], [], set(), 0
    for index, message in enumerate(ordered):
        micros = int(message.at.timestamp() * 1_000_000)
        recorded.add(micros - micros % QUARTER)
        if message.beside:
            continue
        contacts.append(
            Contact(start=micros - micros % QUARTER, device=message.device, recipient=message.recipient)
        )
        for finding in message.findings:
            number += 1
            data.append(
                Datum(
                    id=number, event_id=f"event {index}", seen_at=micros, device=message.device,
                    recipient=message.recipient, category=finding.category, property=finding.property, path=finding.path,
                    value=finding.value, digest=finding.value_digest, exact=exact, confidence=finding.confidence,
                    rules=finding.rules, measures=finding.measures,
                )
            )  # fmt: skip
    return Evidence(
        recipient=ordered[0].recipient if ordered else "", zone=ZONE, start=day.start, end=day.end, data=tuple(data),
        contacts=tuple(contacts), recorded=frozenset(recorded), place=place,
        persons={"dev-phone": "Ada", "dev-tablet": "", "dev-watch": "Ben"},
    )  # fmt: skip


def through_ledger(
    folder: Path,
    inference: Inference,
    messages: Iterable[Sent],
    *,
    place: Place | None = None,
    viewer: Viewer = OWNER,
    brands: Mapping[str, str] | None = None,
) -> list[Conclusion]:
    """What is concluded when the messages were written to a ledger and read again; ``brands`` is company to owner.

    What the carrier of the connections could infer is left out.
    """
    home = Home.open(folder / "home")
    book, values = Book(home, ZONE), dict[tuple[str, int], list[str]]()
    for number, message in enumerate(sorted(messages, key=lambda item: item.at), start=1):
        host = message.host or f"api.{message.company}.example"
        book.send(
            message.at, message.device, message.company, *message.findings, host=host, corpus=message.corpus
        )
        values["2026-11-20", number] = [finding.value for finding in message.findings]
    book.close()
    with sqlite3.connect(home.ledger_path) as connection:
        for brand, owner in (brands or {}).items():
            connection.execute("UPDATE companies SET parent = ? WHERE id = ?", (owner, brand))
    reader = LedgerReader(home.ledger_path)
    with reader.read() as reading:
        told = conclusions(
            reading, viewer, day_of(DAY, ZONE), reveal=lambda places: {place: values[place] for place in places},
            place=place, inferences=[inference],
        )  # fmt: skip
        known = {row[0] for row in reading.exec_driver_sql("SELECT id FROM findings")}
    reader.close()
    for conclusion in told.conclusions:
        assert set(conclusion.findings) <= known
        assert conclusion.findings or conclusion.contacts
    return [item for item in told.conclusions if item.recipients != (CARRIER,)]


def concludes(
    inference: Inference, messages: Sequence[Sent], sentence: str, level: Level, place: Place | None = None
) -> Callable[[Path], None]:
    """A test: the messages lead to this sentence, straight and through a ledger, and so do they through two brands."""

    def test(tmp_path: Path) -> None:
        for way, concluded in (
            ("straight", straight(inference, messages, place)),
            ("ledger", through_ledger(tmp_path / "one", inference, messages, place=place)),
        ):
            (conclusion,) = concluded
            assert conclusion.sentence() == PREFIX + sentence, way
            assert conclusion.level == level
            assert conclusion.confidence is Confidence.CERTAIN
            if level is Level.SERIES:
                assert conclusion.n
                assert conclusion.seconds
                assert conclusion.rate_hz
        if inference.scope is not Scope.ACROSS:
            halves = _halves(messages)
            (joined,) = through_ledger(
                tmp_path / "two", inference, halves, place=place, brands={"adnetwork": "phonemaker", "social": "phonemaker"}
            )  # fmt: skip
            assert joined.recipients == ("phonemaker",)
            assert joined.sentence() == PREFIX + sentence

    return test


def never(
    inference: Inference, messages: Sequence[Sent], place: Place | None = None, halves: bool = True
) -> Callable[..., None]:
    """Tests that these messages, which lead to a conclusion, do not where they must not count.

    ``halves`` is False for what one message tells: half of the messages are enough for it.
    """
    variants: dict[str, Sequence[Sent]] = {
        "imported into another corpus": [msgspec.structs.replace(item, corpus="import") for item in messages],
        "of a self-test": [msgspec.structs.replace(item, corpus="self-test") for item in messages],
        "of a device that is not enrolled": [msgspec.structs.replace(item, device="") for item in messages],
    }
    if any(item.findings for item in messages):
        variants["possible only"] = [_doubtful(item) for item in messages]
    if halves:
        variants["to two companies, half each"] = _halves(messages)

    @pytest.mark.parametrize("variant", [*variants, "seen by somebody else"])
    def test(variant: str, tmp_path: Path) -> None:
        viewer = OWNER if variant in variants else Viewer(person="Charlie")
        rows = variants.get(variant, messages)
        assert through_ledger(tmp_path, inference, rows, place=place, viewer=viewer) == []

    return test


def refuses(
    inference: Inference, cases: Mapping[str, Sequence[Sent]], place: Place | None = None
) -> Callable[..., None]:
    """Tests that nothing is concluded from look-alikes; six at least."""
    assert len(cases) >= 6

    @pytest.mark.parametrize("case", list(cases))
    def test(case: str) -> None:
        assert straight(inference, cases[case], place) == []

    return test


def _halves(messages: Sequence[Sent]) -> list[Sent]:
    """Messages in order of time, by turns to two companies; where devices differ, each device to its own company."""
    ordered = sorted((item for item in messages if not item.beside), key=lambda item: item.at)
    devices = sorted({item.device for item in ordered})
    turns = [
        devices.index(item.device) if len(devices) > 1 else number for number, item in enumerate(ordered)
    ]
    return [
        msgspec.structs.replace(item, company=("adnetwork", "social")[turn % 2], host="")
        for item, turn in zip(ordered, turns, strict=True)
    ] + [item for item in messages if item.beside]


def _doubtful(message: Sent) -> Sent:
    doubtful = tuple(
        msgspec.structs.replace(item, confidence=Confidence.POSSIBLE) for item in message.findings
    )
    return msgspec.structs.replace(message, findings=doubtful)

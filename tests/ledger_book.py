"""A made-up ledger, written row by row as the analyst would: a morning of three devices, or a crowd of recipients."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from analysis.catalogue import Catalogue, Company, Tracker
from analysis.devices import Device
from analysis.flow_rows import FlowRow
from analysis.journal import Position
from analysis.ledger import EventRow, Ledger
from analysis.ledger_reader import LedgerReader
from analysis.records import (
    Address,
    Confidence,
    Event,
    Finding,
    Flow,
    Measures,
    Transmission,
    Visibility,
    new_id,
)
from analysis.settings import Home

ZONE = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 20)
PHONE, TABLET, WATCH = "dev-phone", "dev-tablet", "dev-watch"
DEVICES = (
    Device(id=PHONE, name="Phone", kind="phone", person="Ada", mode="open"),
    Device(id=TABLET, name="Tablet", kind="tablet", person="", mode="open"),
    Device(id=WATCH, name="Watch", kind="watch", person="Ben", mode="observe"),
)
COMPANIES = (
    ("adnetwork", "Ad Network One", "US", ("advertising", "analytics")),
    ("social", "Social Network", "US", ("app_events",)),
    ("phonemaker", "Phone Maker", "US", ("cloud", "device_services")),
    ("linktracker", "Link Tracker", "US", ("attribution",)),
    ("watchmaker", "Watch Maker", "CN", ("watch_app",)),
    ("avatar", "Avatar App", "US", ("portraits",)),
    ("tabletmaker", "Tablet Maker", "KR", ("device_services",)),
    ("messenger", "Messenger", "US", ("messaging",)),
    ("bank", "Bank", "DE", ("banking",)),
    ("crash", "Crash Reports", "GB", ("crash_reporting",)),
)
CATALOGUE = Catalogue(
    version="catalogue-1",
    companies={id: Company(id=id, name=name, country=country) for id, name, country, _ in COMPANIES},
    trackers={
        f"{id}-t": Tracker(
            id=f"{id}-t", name=name, company=id, purposes=purposes, hosts=(), data_expected=(), endpoints=(),
            last_verified="2026-11-20",
        )
        for id, name, _, purposes in COMPANIES
    },
    owners={},
    endpoints={},
)  # fmt: skip


class Book:
    """Writes a ledger as the analyst would, row by row."""

    def __init__(self, home: Home, zone: ZoneInfo = ZONE) -> None:
        self.home, self.zone = home, zone
        self.ledger = Ledger(home.ledger_path, zone)
        self._rows: list[EventRow | FlowRow] = []
        self._number = 0
        self.devices = list(DEVICES)

    def at(self, clock: str, day: date = DAY) -> datetime:
        """A local time of day, in UTC."""
        return datetime.combine(day, time.fromisoformat(clock), self.zone).astimezone(UTC)

    def send(
        self,
        at: datetime,
        device: str,
        company: str,
        *findings: Finding,
        host: str = "",
        visibility: Visibility = Visibility.OPENED,
        sent: int | None = 2_000,
        corpus: str = "home",
        method: str = "POST",
        reason: str = "",
        parts: tuple[str, ...] = (),
    ) -> None:
        """A connection with one message (none where it could not be read); with ``parts`` one that is joined from them."""
        self._number += 1
        host = host or f"api.{company}.example"
        flow_id = new_id(at, f"flow {self._number}".encode())
        tracker = f"{company}-t" if company else None
        flow = Flow(
            flow_id=flow_id,
            opened_at=at,
            closed_at=at + timedelta(seconds=2),
            writer="proxy-0",
            corpus=corpus,
            addresses=(Address(kind="proxy_user", value=device),),
            host=host,
            port=443,
            sni=host,
            visibility=visibility,
            bytes_out=sent,
            bytes_in=500,
            reason=reason,
        )
        self._rows.append(FlowRow(flow, device, tracker, company or None))
        if visibility in (Visibility.OPENED, Visibility.CLEARTEXT, Visibility.SAMPLED):
            message = Transmission(
                id=new_id(at, f"message {self._number}".encode()), flow_id=flow_id, seen_at=at, writer="proxy-0",
                corpus=corpus, protocol="h2", visibility=visibility, method=method, scheme="https", host=host, port=443,
                path="/v1/events", body_size=sent, response_status=200, parts=parts,
            )  # fmt: skip
            event = Event(
                transmission=message, findings=findings, tracker=tracker, company=company or None,
                rules_version="rules-1", catalogue_version="catalogue-1",
            )  # fmt: skip
            place = Position(writer="analyst" if parts else "proxy-0", day="2026-11-20", seq=self._number)
            journalled = Position(writer="analyst", day="2026-11-20", seq=self._number)
            self._rows.append(EventRow(place, journalled, event, device))

    def close(self) -> None:
        """Write everything that was collected."""
        self.ledger.describe(CATALOGUE, self.devices)
        self.ledger.apply(self._rows, {"proxy-0": self._number})
        self._rows = []
        self.ledger.close()


def found(category: str, value: str = "", confidence: str = "certain", **measures: object) -> Finding:
    """A finding of that category."""
    name = category.partition(".")[2] or category
    return Finding(
        category=category,
        property=f"x_{name}",
        path=f"body>gzip>json:$.{name}",
        value=value or f"{name} value",
        value_digest="ab" * 32,
        reasoning=f"named {name}, in the range of its kind",
        rules=(f"{name}.named", f"{name}.range"),
        confidence=Confidence(confidence),
        measures=Measures(**measures) if measures else None,  # type: ignore[arg-type]
    )


def morning(book: Book, day: date = DAY, until: str = "20:30") -> None:
    """A realistic made-up day of three devices; the same every time."""
    chance = random.Random(7)
    end = book.at(until, day)
    begin = book.at("00:00", day)

    def moment(first: float, last: float) -> datetime:
        return begin + timedelta(hours=chance.uniform(first, last))

    sent: list[tuple[datetime, str, str, tuple[Finding, ...], dict[str, object]]] = []
    advertising = found("identifier.advertising", "3f2a…9c")
    for _ in range(70):
        company = chance.choice(("adnetwork", "adnetwork", "social", "linktracker", "crash"))
        extra = (found("device_state.battery", "81 %"),) if chance.random() < 0.3 else ()
        sent.append(
            (moment(6.5, 20.4), PHONE, company, (advertising, *extra), {"sent": chance.randint(900, 90_000)})
        )
    for _ in range(22):
        place = found("location.precise", "52.52, 13.40", precision_m=11.0)
        sent.append(
            (moment(7.2, 20), PHONE, chance.choice(("adnetwork", "linktracker", "social")), (place,), {})
        )
    for _ in range(9):
        sent.append(
            (moment(0.5, 6.5), PHONE, "phonemaker", (), {"visibility": Visibility.NOT_OPENED, "sent": 40_000})
        )
    for minute in range(0, 220, 6):
        lux = 4 + max(0, minute - 40) ** 1.35
        light = found(
            "sensor.ambient_light",
            f"{lux:.0f} lux",
            n=60,
            rate_hz=1.0,
            min=lux * 0.8,
            median=lux,
            max=lux * 1.3,
            unit="lux",
        )
        at = book.at("07:02", day) + timedelta(minutes=minute)
        sent.append((at, TABLET, "tabletmaker" if minute % 12 else "social", (light,), {"sent": 8_000}))
    for number in range(11):
        photo = found("photo.image", "JPEG 3024x4032", width=3024, height=4032, size=1_800_000)
        place = found("location.precise", "52.52, 13.40", precision_m=5.0)
        at = book.at("08:47", day) + timedelta(seconds=20 * number)
        sent.append((at, PHONE, "avatar", (photo, place), {"sent": 1_850_000}))
    sound = found("audio.recording", "Opus, 9 s", "likely", seconds=9.0, codec="opus")
    sent.append((book.at("09:01", day), PHONE, "social", (sound,), {"sent": 64_000}))
    for _ in range(20):
        beat = found("health.heart_rate", "61 /min", n=10, min=55.0, median=61.0, max=70.0, unit="1/min")
        steps = found("fitness.steps", "1893", n=1, median=1893.0, unit="steps")
        sent.append((moment(0.2, 20.4), WATCH, "watchmaker", (beat, steps), {"sent": 4_800}))
    for _ in range(14):
        sent.append(
            (moment(7, 20.4), PHONE, "phonemaker", (), {"visibility": Visibility.REFUSED, "sent": 1_200_000})
        )
        sent.append(
            (
                moment(7, 20.4),
                PHONE,
                "messenger",
                (),
                {"visibility": Visibility.PASSED_BY_CHOICE, "sent": None},
            )
        )
    for number in range(15):
        host = f"edge{number}.unlisted-service.example"
        kind = (Visibility.QUIC, Visibility.REFUSED, Visibility.OPENED)[number % 3]
        sent.append(
            (
                moment(7, 20.4),
                (PHONE, TABLET)[number % 2],
                "",
                (),
                {"visibility": kind, "host": host, "sent": 3_000 * number},
            )
        )
    sent.append(
        (
            book.at("10:00", day),
            PHONE,
            "bank",
            (),
            {"visibility": Visibility.PASSED_BY_CHOICE, "sent": 20_000},
        )
    )
    sent.append(
        (
            book.at("10:30", day),
            PHONE,
            "crash",
            (found("sensor.motion", "12 triples", "possible"),),
            {"corpus": "self-test"},
        )
    )
    for at, device, company, findings, more in sorted(sent, key=lambda item: item[0]):
        if at <= end:
            book.send(at, device, company, *findings, **more)  # type: ignore[arg-type]


def crowd(book: Book, day: date = DAY, number: int = 300) -> None:
    """A day with many recipients."""
    begin = book.at("00:00", day)
    for index in range(number):
        at = begin + timedelta(minutes=4 * index)
        host = f"collector-{index}.with-a-rather-long-name-for-a-host.example"
        book.send(at, PHONE, "", found("identifier.advertising"), host=host, sent=1_000 * index)


@contextmanager
def read_of(folder: Path, fill: Callable[[Book], None]) -> Iterator[Connection]:
    """A connection that reads the ledger of a new home in ``folder``, of what ``fill`` wrote."""
    home = Home.open(folder / "home")
    book = Book(home)
    fill(book)
    book.close()
    reader = LedgerReader(home.ledger_path)
    try:
        with reader.read() as connection:
            yield connection
    finally:
        reader.close()

"""A home in which messages of two devices were recorded: plain, joined, cut, with media, with a secret, without a body."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import sqlalchemy as sa

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.devices import OWNER, Device, decide
from analysis.evidence.verify import verify_home
from analysis.journal import JournalWriter, encode_flow, encode_transmission
from analysis.journal_format import Position
from analysis.journal_reading import body_sizes, tail
from analysis.ledger import Ledger
from analysis.ledger_tables import events
from analysis.records import Address, Flow, Transmission, Visibility, new_id
from analysis.retention import Purged, purge
from analysis.settings import Home
from tests.analysis.test_assembler import FILM, cut, in_ranges, packets, publish

NOW = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
LATER = timedelta(days=8)  # when bodies are over
MUCH_LATER = timedelta(days=120)  # when full values are
KNOWN = catalogue.load()
IPS = {"phone": "192.0.2.7", "tablet": "192.0.2.9"}
PEOPLE = {"phone": "Anna", "tablet": "Ben"}
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc000110800640064030000") + bytes(400)


def message(name: str, body: bytes | None, device: str = "phone", **fields: object) -> Transmission:
    values: dict[str, object] = {
        "id": new_id(NOW, name.encode()), "flow_id": f"flow-{device}", "seen_at": NOW, "writer": "proxy-0",
        "method": "POST", "scheme": "https", "host": "graph.facebook.com", "port": 443, "path": f"/{name}", "body": body,
        "body_size": len(body) if body else 0, "request_headers": (("Content-Type", "application/json"),),
    }  # fmt: skip
    return Transmission(**{**values, **fields})  # type: ignore[arg-type]


def place(word: str) -> bytes:
    return json.dumps({"latitude": 52.2352, "longitude": 10.564, "word": word}).encode()


PLACE = message("place", place("word-of-the-phone"))
NEIGHBOUR = message("neighbour", place("word-of-the-neighbour"))
TABLETS = message("tablets", place("word-of-the-tablet"), "tablet")
SECRET = message("secret", b'{"password": "correct horse battery", "user": "x"}')
PHOTO = message("photo", JPEG, request_headers=(("Content-Type", "image/jpeg"),))
BARE = message("bare", None, method="GET", query="q=1")
ABSENT = message("absent", None, body_size=900, visibility=Visibility.BODY_ABSENT)
CUT = message("cut", place("head-of-a-big-one"), body_size=5_000_000, visibility=Visibility.SAMPLED)
PLAIN = (PLACE, NEIGHBOUR, TABLETS, SECRET, PHOTO, BARE, ABSENT, CUT)
_PIECES = cut(publish("home/cam", place("word-in-two-parts") + b" " * 300), 2)
SPLIT = tuple(
    msgspec.structs.replace(packets(80 + number, piece), flow_id="flow-mqtt", seen_at=NOW)
    for number, piece in enumerate(_PIECES)
)
FILM_PARTS = tuple(
    msgspec.structs.replace(part, flow_id="flow-film", seen_at=NOW) for part in in_ranges(FILM, 4)
)
_FLOWS = {"flow-phone": "phone", "flow-tablet": "tablet", "flow-mqtt": "phone", "flow-film": "phone"}


def recorded(root: Path, *, analysed: bool = True) -> Home:
    """The home, with everything analysed."""
    home = Home.open(root)
    for name, ip in IPS.items():
        address = Address(kind="ip", value=ip)
        device = Device(id=name, name=name.title(), person=PEOPLE[name], addresses=(address,))
        decide(home, device, at=NOW - timedelta(days=1))
    writer = JournalWriter(home.journal_dir, "proxy-0")
    for flow_id, device in _FLOWS.items():
        flow = Flow(
            flow_id=flow_id, opened_at=NOW, writer="proxy-0", addresses=(Address(kind="ip", value=IPS[device]),),
            host="graph.facebook.com", visibility=Visibility.OPENED, bytes_out=9,
        )  # fmt: skip
        writer.append([encode_flow(flow)])
    writer.append([encode_transmission(sent) for sent in (*PLAIN, *SPLIT, *FILM_PARTS)])
    for flow_id in ("flow-mqtt", "flow-film"):
        flow = Flow(
            flow_id=flow_id, opened_at=NOW, closed_at=NOW + timedelta(minutes=1), writer="proxy-0",
            addresses=(Address(kind="ip", value=IPS["phone"]),), host="up.example", visibility=Visibility.OPENED,
        )  # fmt: skip
        writer.append([encode_flow(flow)])
    writer.close()
    if analysed:
        work(home)
    return home


def work(home: Home) -> Analyst:
    analyst = Analyst(home, KNOWN)
    while analyst.step():
        continue
    analyst.close()
    return analyst


def purged(home: Home, later: timedelta = LATER) -> Purged:
    """Erase for their age what will be due so much later."""
    ledger, writer = Ledger(home.ledger_path, home.timezone), JournalWriter(home.journal_dir, OWNER)
    try:
        return purge(home, ledger.cursors(), writer, now=datetime.now(UTC) + later)
    finally:
        writer.close()
        ledger.close()


def joined(home: Home) -> list[str]:
    """The ids of the joined messages: first the split one, then the film."""
    with sa.create_engine(f"sqlite:///{home.ledger_path}").connect() as connection:
        asked = (
            sa.select(events.c.id).where(events.c.journal_writer == "analyst").order_by(events.c.journal_seq)
        )
        return [row.id for row in connection.execute(asked)]


def places(home: Home) -> dict[str, Position]:
    """Where the messages stand, by their ids."""
    return {
        msgspec.json.decode(record.content)["id"]: record.position
        for record in tail(home.journal_dir, "proxy-0", bodies=False)
        if record.kind == "transmission" and record.content
    }


def at_hand(home: Home, *sent: Transmission) -> list[bool]:
    """Whether each has a body."""
    known = places(home)
    sizes = body_sizes(home.journal_dir, known.values())
    return [known[item.id] in sizes for item in sent]


def holding(folder: Path, word: str) -> list[str]:
    """The files below a folder that hold a word."""
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    ]


def holds(home: Home) -> bool:
    """Whether the journal verifies."""
    return verify_home(home).faults == []

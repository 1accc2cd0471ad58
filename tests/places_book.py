"""A home whose phone told places: journalled, analysed and kept as in a real audit."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.devices import Device, decide
from analysis.journal import JournalWriter, encode_flow, encode_transmission
from analysis.records import Address, Flow, Transmission, Visibility, new_id
from analysis.settings import Home

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PHONE = Address(kind="ip", value="192.0.2.7")
Place = dict[str, object]


def home_of(root: Path, *bodies: Place | bytes, person: str = "", every: int = 900) -> tuple[Home, str]:
    """The home, and the phone's id. One message of each body, ``every`` seconds apart from noon (UTC) on."""
    Home.open(root)
    (root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
    home = Home.open(root)
    phone = Device(id="", name="Phone", kind="phone", person=person, addresses=(PHONE,))
    device = decide(home, phone, NOON - timedelta(days=1))
    flow = Flow(
        flow_id="f", opened_at=NOON, writer="proxy-0", addresses=(PHONE,), host="graph.facebook.com",
        visibility=Visibility.OPENED,
    )  # fmt: skip
    sent = [_message(number, body, every) for number, body in enumerate(bodies)]
    writer = JournalWriter(home.journal_dir, "proxy-0")
    writer.append([encode_flow(flow), *map(encode_transmission, sent)])
    writer.close()
    analyst = Analyst(home, catalogue.load())
    while analyst.step():
        continue
    analyst.close()
    return home, device.id


def _message(number: int, body: Place | bytes, every: int) -> Transmission:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = "image/jpeg" if isinstance(body, bytes) else "application/json"
    at = NOON + timedelta(seconds=every * number)
    return Transmission(
        id=new_id(at, str(number).encode()), flow_id="f", seen_at=at, writer="proxy-0", method="POST", scheme="https",
        host="graph.facebook.com", port=443, path="/x", body=data, body_size=len(data),
        request_headers=(("Content-Type", kind),),
    )  # fmt: skip

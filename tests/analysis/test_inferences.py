"""Each inference follows from messages as apps write them, by what the detectors say of them: names and measures fit."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import pytest

from analysis import registry
from analysis.catalogue import load
from analysis.demo.media import air_conditioner, photo
from analysis.inferences import PREFIX, Datum, Evidence, Place
from analysis.pipeline import Analyser
from analysis.records import Transmission, new_id
from tests.inference_cases import DAY, ZONE

HOME, WORK = (52.23521, 10.56403), (52.27001, 10.53002)
PACKAGES = (
    "com.whatsapp", "com.facebook.katana", "com.instagram.android", "org.telegram.messenger", "com.spotify.music",
    "com.netflix.mediaclient", "com.google.android.youtube", "com.twitter.android", "com.snapchat.android",
    "org.example.shop", "org.example.weather",
)  # fmt: skip
ROUTER = {"ssid": "FRITZ!Box 7590 AB", "bssid": "3c:a6:2f:bc:5e:65"}
BEACON = {"uuid": "f7826da6-4fa2-4e98-8024-bc5b71e0893e", "major": 1001, "minor": 42, "rssi": -60}
DICE = random.Random(3)


class Said(msgspec.Struct, frozen=True):
    """A message at a local time, some ``days`` ago."""

    clock: str
    body: object
    device: str = "phone"
    to: str = "one"
    days: int = 0
    media_type: str = "application/json"


def voice() -> bytes:
    """Twelve seconds of a pitch of 120 Hz that comes and goes as syllables do: 16 bit, 16,000 a second."""
    steps = np.arange(12 * 16_000)
    pitch = sum(3_000 / k * np.sin(2 * np.pi * 120 * k * steps / 16_000) for k in range(1, 9))
    return (pitch * (steps % 5_200 < 3_300)).astype("<i2").tobytes()


def at(place: tuple[float, float]) -> object:
    return {"location": {"latitude": place[0], "longitude": place[1]}}


def series(name: str, rate: float, rows: Sequence[object], key: str = "") -> object:
    """Rows with the time at which each was taken."""
    timed = [1_795_200_000_000 + round(1_000 * number / rate) for number in range(len(rows))]
    return {name: [{"timestamp": when} | (row if isinstance(row, dict) else {key: row})
                   for when, row in zip(timed, rows, strict=True)]}  # fmt: skip


def nights(device: str = "phone") -> list[Said]:
    return [Said("23:30", at(HOME), device, days=days) for days in (1, 2, 3)]


def days(clock: str, place: tuple[float, float], device: str = "phone") -> list[Said]:
    return [Said(clock, at(place), device, days=number) for number in (1, 2, 3)]


CASES = {
    "app_profile": [Said("09:00", {"installed_apps": list(PACKAGES)})],
    "audio_machine": [Said("09:00", air_conditioner(), media_type="audio/wav")],
    "audio_present": [Said("09:00", air_conditioner(), media_type="audio/wav")],
    "audio_speech": [Said("09:00", voice(), media_type="audio/l16; rate=16000")],
    "barometer_floor": [
        Said(clock, series("barometer", 1, [level, level + 0.01, level, level + 0.01], "pressure"))
        for clock, level in (("09:00:00", 1013.2), ("09:00:40", 1013.6))
    ],
    "battery_join": [
        Said("09:00", {"batteryLevel": 0.8137}),
        Said("09:02", {"battery_level": 0.8137}, to="two"),
    ],
    "beacon_place": [Said("09:00", {"beacons": [BEACON]})],
    "commute": [*nights(), *days("07:40", HOME), *days("10:00", WORK)],
    "contacts_graph": [Said("09:00", {"contacts": [
        {"name": f"Anna {name}", "phone": f"+4917012345{number:02d}"}
        for number, name in enumerate(("Berg", "Keller", "Haas", "Vogt", "Lang", "Roth"))
    ]})],
    "device_place": [Said("09:00", at(HOME))],
    "empty_home": [
        *nights(), *nights("watch"), *days("10:02", WORK), *days("10:05", WORK, "watch"),
    ],
    "heart_sleep": [
        Said(f"{2 + number // 7:02d}:{8 * (number % 7):02d}", {"heartRate": 55 + number % 4}, "watch")
        for number in range(35)
    ],
    "home_place": nights(),
    "id_bridge": [
        Said("09:00", {"advertisingId": "5f0c2a14-8d1e-4f6b-9d55-1c2d3e4f5a6b", "email": "a.berg@posteo.example"})
    ],
    "light_dark": [Said("07:00", {"ambient_light": 3.0})],
    "light_daylight": [Said("11:00", {"lux": 1200}), Said("11:05", {"lux": 1300})],
    "light_lamp": [Said("22:00:00", {"lux": 90}), Said("22:00:05", {"lux": 92})],
    "light_television": [
        Said("22:00", series("light", 1, [DICE.choice((9.0, 12.0, 30.0)) for _ in range(30)], "lux"))
    ],
    "lives_together": [*nights(), *nights("watch")],
    "motion_snapshot": [Said("09:00", {"accelerometer": {"x": 0.1, "y": 0.2, "z": 9.8}})],
    "motion_stream": [Said("09:00", series("accelerometer", 50, [
        {axis: round(DICE.gauss(middle, 1), 3) for axis, middle in (("x", 0), ("y", 0), ("z", 9.8))}
        for _ in range(400)
    ]))],
    "photo_camera": [Said("09:00", photo(), media_type="image/jpeg")],
    "photo_place": [Said("09:00", photo(), media_type="image/jpeg")],
    "photo_time": [Said("09:00", photo(), media_type="image/jpeg")],
    "same_wifi": [Said("09:00", {"wifi": ROUTER}), Said("10:00", {"wifi": ROUTER}, "tablet")],
    "steps_activity": [Said("09:00", {"totalSteps": 1893, "dailyStepGoal": 10_000}, "watch")],
    "wifi_place": [Said("09:00", {"wifiAccessPoints": [
        {"macAddress": mac, "signalStrength": -60} for mac in ("3c:a6:2f:bc:5e:65", "34:81:c4:dc:36:15")
    ]})],
    "work_place": [*nights(), *days("10:00", WORK)],
}  # fmt: skip


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(load(), bytes(32))


def data_of(analyser: Analyser, messages: Sequence[Said]) -> list[Datum]:
    """What the analysis finds in messages, in order of time."""
    found: list[Datum] = []
    for said in messages:
        when = datetime.combine(DAY - timedelta(days=said.days), datetime.min.time(), ZONE)
        hour, minute, second = (*map(int, said.clock.split(":")), 0)[:3]
        when = when.replace(hour=hour, minute=minute, second=second).astimezone(UTC)
        body = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
        message = Transmission(
            id=new_id(when, f"{len(found)} {said.device}".encode()), flow_id=new_id(when, b"flow"), seen_at=when,
            writer="test", method="POST", scheme="https", host="collector.example", port=443, path="/",
            request_headers=(("content-type", said.media_type),), body=body, body_size=len(body),
        )  # fmt: skip
        analysis = analyser.analyse(message)
        for item, value in zip(analysis.event.findings, analysis.revealed, strict=True):
            datum = Datum(
                id=len(found) + 1, event_id=message.id, seen_at=int(when.timestamp()) * 1_000_000, device=said.device,
                recipient=said.to, category=item.category, property=item.property, path=item.path, value=value,
                digest=item.value_digest, exact=True, confidence=item.confidence, rules=item.rules,
                measures=item.measures,
            )  # fmt: skip
            found.append(datum)
    return sorted(found, key=lambda item: (item.seen_at, item.id))


@pytest.mark.parametrize("name", CASES)
def test_it_follows_from_what_is_found_in_a_message(name: str, analyser: Analyser) -> None:
    (inference,) = [one for one in registry.inferences() if one.name == name]
    start = int(datetime.combine(DAY, datetime.min.time(), ZONE).timestamp()) * 1_000_000
    evidence = Evidence(
        recipient="one", zone=ZONE, start=start, end=start + 86_400_000_000,
        data=tuple(data_of(analyser, CASES[name])), place=Place(latitude=HOME[0], longitude=HOME[1]),
        persons={"phone": "Ada", "watch": "Ben"},
    )  # fmt: skip
    (drawn,) = inference.conclude(evidence)
    assert drawn.sentence().startswith(PREFIX)
    assert drawn.level <= inference.cap
    assert drawn.rests_on >= 1
    assert set(drawn.categories) <= set(inference.needs)

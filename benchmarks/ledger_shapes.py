"""What made-up messages of a made-up home hold: findings in the formats that the detectors write, by kind of device."""

from __future__ import annotations

import json
import random
from typing import Final, NamedTuple

import msgspec

from analysis.records import Measures

# two lines a shape: category, confidence, property and path; rules and reasoning. The values are made by ``_value``
_ANALYTICS: Final = """
    device_state.software | likely | userAgent | header:user-agent
        device_profile.software | browser or app, system and often the model (named 'user-agent')
    identifier.advertising | certain | advertisingId | body>gzip>json:$.device.ifa
        advertising_id.name_and_shape endpoint_field | a UUID, in a field named for an advertising identifier (named 'ifa')
    identifier.installation | certain | browserId | query:cid
        endpoint_field installation_id.analytics | the identifier that an analytics service gave this browser (named 'cid')
    device_state.screen | certain | screenHeight | body>gzip>json:$.device.h
        device_profile.screen | the size of the screen (named 'h')
    usage.interaction | certain | userAction | body>json:$.events[{n}].name
        endpoint_field | what was done in the app (named 'name')
    usage.session | certain | sessionId | body>json:$.session_id
        app_usage.session | one sitting with the app (named 'session_id')
    device_state.battery | certain | batteryLevel | body>json:$.device.battery
        battery.level | the battery's charge (named 'battery')
    network_address.local | certain | localIp | body>json:$.local_ip
        network_address.named | an address of the home's own network (named 'local_ip')
    diagnostics.sdk | likely | x_sdkName | body>json:$.sdk.name
        sdk.name | the name of the library that sends (named 'name')
    consent_state.choice | certain | consentState | query:gcd
        consent_state.consent_mode | Google's consent defaults (gcd) (named 'gcd')
    location.coarse | certain | timezone | body>json:$.tz
        endpoint_field | offset of the time zone
    opaque.bytes | certain | x_opaque | body>protobuf:{n}
        opaque.unknown | no decoder knows the format
"""
_TELLING: Final = {
    "phone": """
    location.precise | certain | latitude | body>gzip>protobuf:3.2>base64>json:$.lat
        place.named_pair | a pair of coordinates, in fields named for them (named 'lat')
    location.radio_scan | certain | x_bssid | body>json:$.wifi[{n}].bssid
        radio_scan.bssid | a hardware address of an access point (named 'bssid')
    sensor.motion | certain | x_accelerometer | body>json:$.motion.acc[{n}]
        motion.named_series | triples around 9.8 m/s2, in a field named for acceleration
    photo.image | certain | x_photo | body>multipart:photo[{n}]
        photo.jpeg | a JPEG file with the camera's EXIF
    audio.recording | likely | x_audio | body>multipart:clip
        audio.ogg | an Opus stream in Ogg
    app_list.installed | certain | x_installedApps | body>json:$.apps
        app_list.packages | names of packages, many in one list
    """,
    "tablet": """
    sensor.ambient_light | certain | x_illuminance | body>json:$.light[{n}]
        ambient_light.named_series | numbers in the range of lux, in a field named for light
    location.coarse | likely | x_city | body>json:$.geo.city
        endpoint_field | a town (named 'city')
    """,
    "watch": """
    health.heart_rate | certain | heartRate | body>protobuf:4.{n}
        health.heart_rate | numbers in the range of a pulse, in a field named for it
    fitness.steps | certain | stepCount | body>protobuf:5.1
        fitness.steps | a count, in a field named for steps
    sensor.motion | likely | x_accelerometer | body>protobuf:7.{n}
        motion.named_series | triples around 9.8 m/s2, in a field named for acceleration
    """,
}
Shape = tuple[str, str, str, tuple[str, ...], str, str]


class Part(NamedTuple):
    """The columns of a finding that do not depend on its message."""

    category: str
    kind: str
    property: str
    path: str
    value: str
    value_digest: str
    reasoning: str
    rules: str
    confidence: str
    measures: str | None


class Message(NamedTuple):
    """What one kind of message holds."""

    method: str
    path: str
    query: str
    body_size: int
    status: int
    findings: tuple[Part, ...]


def _shapes(text: str) -> tuple[Shape, ...]:
    lines = [[field.strip() for field in line.split(" | ")] for line in text.strip().splitlines()]
    return tuple(
        (category, name, path, tuple(rules.split()), reasoning, confidence)
        for (category, confidence, name, path), (rules, reasoning) in zip(
            lines[::2], lines[1::2], strict=True
        )
    )


def messages(
    chance: random.Random, kind: str, telling: bool, findings: float, count: int = 32
) -> list[Message]:
    """Kinds of message that a device sends to one recipient; 4 of 10 hold nothing, ``findings`` on average."""
    known = random.Random(chance.getrandbits(32)).sample(_shapes(_ANALYTICS), 7)
    extra = _shapes(_TELLING.get(kind, "")) if telling else ()
    few = max(1, round(findings / 0.6))
    return [_message(chance, known, extra, few) for _ in range(count)]


def _message(chance: random.Random, known: list[Shape], extra: tuple[Shape, ...], few: int) -> Message:
    parts: list[Part] = []
    if chance.random() < 0.6:
        drawn = [chance.choice(known) for _ in range(chance.randint(1, 2 * few - 1))]
        if extra and chance.random() < 0.4:
            drawn[0] = chance.choice(extra)
        parts = [_part(chance, shape, number) for number, shape in enumerate(drawn)]
    path = chance.choice(("/v1/events", "/v2/collect", "/batch", "/track", "/sdk/config", "/g/collect"))
    query = f"v=2&tid=G-{chance.getrandbits(40):010X}" if path == "/g/collect" else ""
    return Message(
        "POST", path, query, chance.randint(180, 9_000), chance.choice((200, 200, 200, 204)), tuple(parts)
    )


def _part(chance: random.Random, shape: Shape, number: int) -> Part:
    category, name, path, rules, reasoning, confidence = shape
    value, measures = _value(chance, category)
    return Part(
        category, category.partition(".")[0], name, path.replace("{n}", str(number)), value,
        f"{chance.getrandbits(256):064x}", reasoning, json.dumps(rules, separators=(",", ":")), confidence, measures,
    )  # fmt: skip


def _value(chance: random.Random, category: str) -> tuple[str, str | None]:
    """A masked value and the measures, as they stand in the ledger."""
    if category == "sensor.ambient_light":
        lux = chance.lognormvariate(3, 1.5)
        return f"{lux:.0f} lux", _measures(
            n=60,
            rate_hz=1.0,
            min=round(lux * 0.8, 1),
            median=round(lux, 1),
            max=round(lux * 1.3, 1),
            unit="lux",
        )
    if category == "sensor.motion":
        return "120 triples", _measures(
            n=120,
            rate_hz=20.0,
            seconds=6.0,
            min=-3.1,
            median=round(chance.gauss(9.8, 0.2), 3),
            max=14.2,
            unit="m/s2",
        )
    if category == "health.heart_rate":
        beat = round(chance.gauss(68, 12))
        return f"{beat} /min", _measures(
            n=10, min=beat - 5.0, median=float(beat), max=beat + 8.0, unit="1/min"
        )
    if category == "fitness.steps":
        steps = chance.randint(0, 12_000)
        return f"{steps}", _measures(n=1, median=float(steps), unit="steps")
    if category == "location.precise":
        return "52.52, 13.40 (rounded)", _measures(precision_m=chance.choice((4.0, 11.0, 30.0)))
    if category == "photo.image":
        return "JPEG 3024x4032", _measures(width=3024, height=4032, size=chance.randint(900_000, 3_000_000))
    if category == "audio.recording":
        return "Opus, 9 s", _measures(
            seconds=9.0, level_spread_db=14.2, voiced_share=0.6, codec="opus", sample_rate_hz=48_000
        )
    if category == "opaque.bytes":
        size = chance.randint(20, 4_000)
        return f"{size} bytes, entropy 7.2 bits/byte, unknown format", _measures(size=size)
    if category.startswith("identifier"):
        return f"{chance.getrandbits(16):04x}…{chance.getrandbits(8):02x}", None
    if category == "device_state.software":
        return "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) C…", None
    return chance.choice(
        ("wifi", "GMT+01:00", "1080x2400", "view_item", "false", "com.example.app", "81 %")
    ), None


def _measures(**values: object) -> str:
    return msgspec.json.encode(msgspec.convert(values, Measures), order="deterministic").decode()

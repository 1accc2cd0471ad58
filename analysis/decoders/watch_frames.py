"""Frames of children's and carers' watches (SeTracker, Beesure, Wonlex and their copies): who, where, what is heard, health.

Source: traccar's WatchProtocolDecoder, WatchFrameDecoder and their tests (read 2026-11-26): ``[3G*number*length*TYPE,…]``,
after the number an optional index; UD, AL and WT hold position, battery, steps, cells and networks; LK steps and battery;
heart, bphrt and btemp2 what is measured on the wrist; TK and JXTK speech, img a picture. A ``}`` goes before a byte that
would end something. ``V`` says that there was no fix: with the zero of none there is no place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_FRAME: Final = lazy_pattern(
    rb"\[([A-Z0-9]{2})\*([0-9]{10,17})\*(?:([0-9A-Fa-f]{4})\*)?[0-9A-Fa-f]{4}\*([A-Za-z][A-Za-z0-9_]{0,24})(?:,([^\]]{0,2000000}))?\]"
)
_ESCAPED: Final = lazy_pattern(rb"\}([\x01-\x05])")
_UNESCAPED: Final = b"\0}[],*"
_FIX: Final = lazy_pattern(
    r"(\d\d)(\d\d)(\d\d),(\d\d)(\d\d)(\d\d),([AV]), {0,2}(-?\d{1,2}\.\d{1,9}),([NS]), {0,2}(-?\d{1,3}\.\d{1,9}),([EW]?),"
    r"(\d{1,4}(?:\.\d{1,6})?),(\d{1,3}(?:\.\d{1,6})?),(-?\d{1,5}(?:\.\d{1,6})?),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,6}),"
    r"\d{1,6},([0-9A-Fa-f]{1,8})(?:,(.{0,4000}))?",
    re.DOTALL,
)
_PLACED: Final = ("UD", "AL", "WT")
_ALARMS: Final = {
    0: "low battery",
    1: "left an area",
    2: "entered an area",
    16: "SOS",
    20: "taken off",
    21: "fell",
}
_MAC: Final = lazy_pattern(r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}")
_WHOLE: Final = lazy_pattern(r"-?\d{1,10}")
_TENTHS: Final = lazy_pattern(r"\d{2}(?:\.\d{1,2})?")
_MOST: Final = 2_000  # frames
_HEARD: Final = 32  # cells, networks
_MEDIA: Final = {"TK": ("speech", 0), "JXTK": ("speech", 4), "img": ("picture", 2)}  # values before the bytes

Members = dict[str, Tree]


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or not 20 <= len(data) <= limit or data[:1] != b"[":
        return None
    frames: list[Tree] = []
    media: list[OpenedPart] = []
    at = 0
    while at < len(data) and len(frames) < _MOST:
        found = _FRAME.match(data, at)
        if found is None:
            if not data[at:].strip() or frames:
                break
            return None
        kind, said = found[4].decode("ascii"), found[5] or b""
        frame: Members = {"watchId": found[2].decode("ascii"), "type": kind}
        if kind in _MEDIA:
            media += _media(kind, said)
        else:
            frame |= _content(kind, said.decode("utf-8", "replace"))
        frames.append(frame)
        at = found.end()
    if not frames:
        return None
    rest = bool(data[at:].strip())
    cut = rest and len(frames) >= _MOST
    return Opened(
        label="watch", tree={"watch": frames}, parts=tuple(media), truncated=cut, ends_early=rest and not cut
    )


def _media(kind: str, said: bytes) -> list[OpenedPart]:
    """The bytes of a voice message (AMR) or picture, as they were before they were escaped."""
    name, before = _MEDIA[kind]
    pieces = said.split(b",", before)
    if len(pieces) <= before or len(pieces[-1]) < 6:
        return []
    data = _ESCAPED.sub(lambda found: _UNESCAPED[found[1][0] : found[1][0] + 1], pieces[-1])
    return [OpenedPart(data=data, step=name, name=name)]


def _content(kind: str, said: str) -> Members:
    if kind[:2] in _PLACED:
        return _placed(said)
    values = said.split(",", 16)
    measured = kind.lower()
    if kind == "LK" and len(values) >= 3:
        steps, battery = _whole(values[0]), _whole(values[2])
        return {"steps": steps, "batteryLevel": battery} if steps is not None and battery is not None else {}
    if measured in ("pulse", "heart"):
        return _pulse(values[0])
    if measured in ("bphrt", "blood") and len(values) >= 2:
        high, low = _whole(values[0]), _whole(values[1])
        if not high or not low:
            return {}
        return {"systolic": high, "diastolic": low, **(_pulse(values[2]) if len(values) > 2 else {})}
    if measured == "btemp2" and len(values) >= 2 and _TENTHS.fullmatch(values[1]) and values[0] != "0":
        return {"bodyTemperature": float(values[1])}
    return {}


def _pulse(value: str) -> Members:
    rate = _whole(value)
    return {"heartRate": rate} if rate else {}


def _placed(said: str) -> Members:
    """Where the watch is by satellites, or what it hears; battery in per cent, speed in km/h, height in metres."""
    found = _FIX.fullmatch(said)
    if found is None:
        return {}
    day, month, year, hour, minute, second = found.groups()[:6]
    frame: Members = {"time": f"20{year}-{month}-{day}T{hour}:{minute}:{second}Z"}
    latitude, longitude = float(found[8]), float(found[10])
    if (latitude or longitude) and abs(latitude) <= 90 and abs(longitude) <= 180:
        frame["latitude"] = -latitude if found[9] == "S" and latitude > 0 else latitude
        frame["longitude"] = -longitude if found[11] == "W" and longitude > 0 else longitude
        if found[7] == "A":
            frame |= {"speed": float(found[12]), "course": float(found[13]), "altitude": float(found[14])}
    frame |= {"satellites": int(found[15]), "batteryLevel": int(found[17]), "steps": int(found[18])}
    status = int(found[19], 16)
    if alarm := next((name for bit, name in _ALARMS.items() if status >> bit & 1), None):
        frame["alarm"] = alarm
    heard = (found[20] or "").split(",")
    cells, at = _cells(heard)
    networks = _networks(heard[at:])
    if cells:
        frame["cellTowers"] = cells
    if networks:
        frame["wifiAccessPoints"] = networks
    return frame


def _cells(heard: Sequence[str]) -> tuple[list[Tree], int]:
    """The cells, the first of which serves, and where the networks begin: ``2,255,262,2,5021,30211,144,…``."""
    count = _whole(heard[0]) if heard else None
    if count is None or not 0 <= count <= _HEARD:
        return [], len(heard)
    if count == 0:
        return [], _networks_from(heard, 1)
    country, network = (_whole(value) for value in (*heard[2:4], "", "")[:2])
    cells: list[Tree] = []
    at = 4
    for _ in range(count):
        area, cell = (_whole(value) for value in (*heard[at : at + 2], "", "")[:2])
        if country and network is not None and area and cell:
            cells.append({"mcc": country, "mnc": network, "lac": area, "cellId": cell})
        at += 3
    return cells, at


def _networks_from(heard: Sequence[str], at: int) -> int:
    """Without cells, the timing advance, country and network may be told or left out."""
    return next(
        (here for here in (at, at + 1, at + 3) if _MAC.fullmatch("".join(heard[here + 2 : here + 3]))), at
    )


def _networks(heard: Sequence[str]) -> list[Tree]:
    """Wi-Fi networks by name, address and strength: ``2,KITA-Gast,9c:c7:a6:10:22:3e,-61,…``."""
    count = _whole(heard[0]) if heard else None
    networks: list[Tree] = []
    for at in range(1, 1 + 3 * min(count or 0, _HEARD), 3):
        name, address, strength = (*heard[at : at + 3], "", "", "")[:3]
        if _MAC.fullmatch(address):
            networks.append({"ssid": name, "macAddress": address, "signalStrength": _whole(strength) or 0})
    return networks


def _whole(value: str) -> int | None:
    plain = value.strip()  # int() leaves some of the white space that this takes
    return int(plain) if _WHOLE.fullmatch(plain) else None


DECODER = Decoder(name="watch_frames", order=24, open=_open, takes="bytes")

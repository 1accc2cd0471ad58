"""Scores the shared recordings whose truth is known, and counts false findings on their ordinary traffic."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

import msgspec

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.attribution import attribute  # noqa: E402
from analysis.catalogue import load  # noqa: E402
from analysis.importing import read_capture  # noqa: E402
from analysis.records import BODY_LIMIT, HEAD_SAMPLE, Transmission, Visibility, new_id  # noqa: E402
from analysis.units import Notice, UnreadableFile  # noqa: E402
from benchmarks.accuracy_peers import PROPERTY_CATEGORY  # noqa: E402
from benchmarks.accuracy_score import Found, analyser, same_value  # noqa: E402

MESSAGES_A_DAY: Final = 5_000
_WHEN: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
_STATIC: Final = frozenset({
    ".avif", ".css", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".map", ".mjs", ".mp3", ".mp4", ".otf", ".png", ".svg", ".ttf",
    ".txt", ".wasm", ".webm", ".webp", ".woff", ".woff2",
})  # fmt: skip
# True of nearly every request by its headers and its address; not counted.
_TRACKING: Final = frozenset({  # purposes for which a static file may be asked for because of what the request says
    "advertising", "analytics", "attribution", "consent", "crash", "fraud", "identification", "location", "profiling",
    "push",
})  # fmt: skip
_ORDINARY: Final = frozenset(
    {"device_state", "usage", "browsing", "diagnostics", "consent_state", "credential"}
)
_CUT: Final = 120  # characters of a value that the list of what TrackHAR found holds
Analyse = Callable[[Transmission], list[Found]]


class Measured(msgspec.Struct, kw_only=True):
    """One truth file: how many data it names, how many were found, what was missed, what was reported against it."""

    name: str
    expected: int = 0
    met: int = 0
    missed: list[str] = []
    false: list[str] = []
    altogether: int = 0  # data that were found in the recordings of this truth, whether it names them or not

    def check(self, ok: bool, what: str) -> None:
        """Counts one expectation."""
        self.expected += 1
        self.met += ok
        if not ok:
            self.missed.append(what)


class DeviceDay(msgspec.Struct, frozen=True, kw_only=True):
    """``messages`` of ordinary traffic, and the ``false`` findings on them, with an example of each kind."""

    messages: int
    false: int
    examples: dict[str, str]

    @property
    def per_day(self) -> float:
        return self.false * MESSAGES_A_DAY / self.messages if self.messages else 0.0


def shared_data() -> Path | None:
    """The folder of recordings, where it is here."""
    named = os.environ.get("LEAKLEDGER_SHARED_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def measure(folder: Path) -> list[Measured]:
    """Every truth file that is there."""
    analyse = analyser()
    checks = (_trackhar, _pixels, _photos, _sounds, _activities)
    return [check(folder, analyse) for check in checks]


def _trackhar(folder: Path, analyse: Analyse) -> Measured:
    """What TrackHAR found there: the same value, under the same property or in the same kind."""
    result = Measured(name="EXPECTED_trackhar.json")
    for name, entries in _read(folder / "EXPECTED_trackhar.json").items():
        findings = _findings(folder / name, analyse)
        result.altogether += sum(map(len, findings.values()))
        for entry in entries:
            found = findings.get(entry["i"], [])
            for wanted in entry["props"]:
                kind = PROPERTY_CATEGORY.get(wanted["property"], "").partition(".")[0]
                value = str(wanted["value"])
                ok = any(
                    (
                        item.kind == kind
                        and same_value(value, item.value[: len(value)] if len(value) == _CUT else item.value)
                    )
                    or (item.prop == wanted["property"] and same_value(item.value, value))  # 412 of 412x915
                    for item in found
                )
                result.check(ok, f"{entry['host']} {wanted['property']} ({wanted['path']})")
    return result


def _pixels(folder: Path, analyse: Analyse) -> Measured:
    result = Measured(name="EXPECTED_pixel_events.json")
    for name, entries in _read(folder / "EXPECTED_pixel_events.json").items():
        findings = _findings(folder / name, analyse)
        for entry in entries:
            found = findings.get(entry["i"], [])
            if entry.get("ev"):
                result.check(_any(found, "usage", entry["ev"]), f"{entry['to']} event")
            if entry.get("page"):
                result.check(_any(found, "browsing", entry["page"]), f"{entry['to']} page")
            if entry.get("fbp"):
                result.check(_any(found, "identifier", entry["fbp"]), f"{entry['to']} browser id")
            if not {"ev", "page", "fbp"} & entry.keys():
                result.check(
                    any(item.kind in ("browsing", "opaque") for item in found), f"{entry['to']} anything"
                )
    return result


def _photos(folder: Path, analyse: Analyse) -> Measured:
    """Each picture sent raw: that it is one, its position where it has one and none else, its serial number."""
    result = Measured(name="TRUTH_exif.csv")
    with (folder / "TRUTH_exif.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            name = row["SourceFile"]
            found = analyse(_upload(folder / name, row["MIMEType"]))
            damaged = "Exception" in name
            if not damaged:
                result.check(any(item.kind == "photo" for item in found), f"{name}: a picture")
            if row["GPSLatitude"]:
                result.check(any(item.kind == "location" for item in found), f"{name}: its position")
            elif any(item.kind == "location" for item in found):
                result.false.append(f"{name}: a position that it does not have")
            if row["SerialNumber"]:
                result.check(
                    _any(found, "identifier", row["SerialNumber"]), f"{name}: the camera's serial number"
                )
    return result


def _sounds(folder: Path, analyse: Analyse) -> Measured:
    """Each sound sent raw, declared as no more than bytes; films count as found when they are called films."""
    result = Measured(name="TRUTH_audio.json")
    for row in _read(folder / "TRUTH_audio.json"):
        if row["container"] is None or row["codec"] is None:
            continue  # a film without sound, or too damaged for the tool that wrote the truth
        found = analyse(_upload(folder / row["path"], "application/octet-stream"))
        result.check(
            any(item.kind in ("audio", "photo") for item in found), f"{row['path']} ({row['container']})"
        )
    return result


def _activities(folder: Path, analyse: Analyse) -> Measured:
    """FIT files of watches: position, heart rate, serial number."""
    result = Measured(name="TRUTH_fit.json")
    for name, truth in _read(folder / "TRUTH_fit.json").items():
        found = analyse(_upload(folder / name, "application/octet-stream"))
        if truth["first_pos"]:
            result.check(any(item.kind == "location" for item in found), f"{name}: its track")
        if truth["hr"]:
            result.check(any(item.category == "health.heart_rate" for item in found), f"{name}: heart rate")
        if truth["serial"] not in (2147483647, 1234):
            result.check(
                _any(found, "identifier", str(truth["serial"])), f"{name}: the watch's serial number"
            )
    return result


def device_day(folder: Path) -> DeviceDay:
    """Findings on requests for static files (by the path's ending, without a body) of hosts that do not track are false.

    Left out is what is true of nearly any request: what the headers say of the device, the page, the app.
    """
    analyse = analyser()
    catalogue = load()
    messages = false = 0
    examples: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for path in _captures(folder):
        for transmission in _transmissions(path):
            tracker = catalogue.trackers.get(attribute(transmission, catalogue).tracker or "")
            if not _is_static(transmission) or (tracker and not _TRACKING.isdisjoint(tracker.purposes)):
                continue
            messages += 1
            for item in analyse(transmission):
                if item.kind not in _ORDINARY:
                    false += 1
                    counted[item.category] += 1
                    examples.setdefault(item.category, f"{transmission.host}{transmission.path}"[:90])
    return DeviceDay(
        messages=messages, false=false, examples={name: examples[name] for name in sorted(counted)}
    )


def _is_static(transmission: Transmission) -> bool:
    ending = PurePosixPath(transmission.path).suffix.lower()
    pixel = (
        ending == ".gif" and transmission.query
    )  # such a picture is asked for because of what its query says
    return transmission.method == "GET" and not transmission.body and not pixel and ending in _STATIC


def _captures(folder: Path) -> Iterator[Path]:
    for path in sorted((folder / "http").rglob("*")):
        if path.suffix in (".har", ".mitm", ".zhar") and path.is_file():
            yield path


@cache
def _transmissions(path: Path) -> tuple[Transmission, ...]:
    records: list[Transmission] = []
    notices: list[Notice] = []
    with contextlib.suppress(UnreadableFile):  # what came before the damage stands
        for record in read_capture(path, "accuracy", "", notices.append):
            if isinstance(record, Transmission):
                records.append(record)
    return tuple(records)


def _findings(path: Path, analyse: Analyse) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = {}
    for transmission in _transmissions(path):
        if transmission.source is not None:
            found.setdefault(transmission.source.message, []).extend(analyse(transmission))
    return found


def _upload(path: Path, media_type: str) -> Transmission:
    data = path.read_bytes()
    large = len(data) > BODY_LIMIT
    return Transmission(
        id=new_id(_WHEN, path.name.encode()),
        flow_id=path.name,
        seen_at=_WHEN,
        writer="accuracy",
        method="POST",
        scheme="https",
        host="upload.example.net",
        port=443,
        path="/v1/file",
        visibility=Visibility.SAMPLED if large else Visibility.OPENED,
        request_headers=(("Content-Type", media_type),),
        body=data[:HEAD_SAMPLE] if large else data,
        body_size=len(data),
    )


def _any(found: list[Found], kind: str, value: str) -> bool:
    return any(item.kind == kind and same_value(value, item.value) for item in found)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))

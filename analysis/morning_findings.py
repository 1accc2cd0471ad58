"""What the ledger holds of a few hours of each device, as the four sentences of a morning need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from analysis.queries import DeviceRow, Scope, Viewer, fetch
from analysis.records import HOME_CORPUS, READABLE, Confidence, Measures, Visibility

LIGHT: Final = ("sensor.ambient_light",)
SOUND: Final = ("audio.recording", "audio.stream")
PHOTO: Final = ("photo.image",)
ACTIVITY: Final = ("fitness.steps", "fitness.goal", "health.heart_rate")
MOST: Final = 2_000  # findings of a device that are read; a sentence says where there were more
# + keeps SQLite from the index of all devices' times
_HOURS: Final = "+corpus = :corpus AND device IN :members AND {0} >= :start AND {0} < :end"
_FOUND: Final = f"""
    SELECT event_id, category, property, path, value, measures, company, host FROM findings
    WHERE {_HOURS.format("seen_at")} AND category IN :wanted AND confidence = :confidence
    ORDER BY seen_at, id LIMIT :most"""
_UNSURE: Final = f"""
    SELECT category, count(*) AS number FROM findings
    WHERE {_HOURS.format("seen_at")} AND category IN :wanted AND confidence <> :confidence GROUP BY 1"""
_INSIDE: Final = """
    SELECT path, measures FROM findings WHERE event_id IN :events AND path LIKE '%>exif:%' ORDER BY id"""
_UNREAD: Final = f"""
    SELECT company, CASE WHEN company = '' THEN host ELSE '' END AS host, visibility, reason,
           count(*) AS connections, coalesce(sum(bytes_out), 0) AS bytes_out, sum(bytes_out IS NULL) AS unknown
    FROM flows WHERE {_HOURS.format("opened_at")} AND visibility NOT IN :readable
    GROUP BY 1, 2, 3, 4 ORDER BY bytes_out DESC"""
_READ: Final = """
    SELECT device, sum(messages) AS messages,
           sum(CASE WHEN visibility = :sampled THEN messages ELSE 0 END) AS sampled FROM flow_rollup
    WHERE grain = 'q' AND corpus = :corpus AND start >= :start AND start < :end AND visibility IN :readable
    GROUP BY 1"""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One certain finding. ``recipient`` is the company's name, or the host where the catalogue knows none."""

    event_id: str
    category: str
    property: str
    path: str
    value: str
    recipient: str
    measures: Measures | None = None


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """The connections to one recipient that were not read, for one reason. ``bytes_out`` are those known;
    ``unknown`` connections had none.
    """

    recipient: str
    visibility: Visibility
    reason: str
    connections: int
    bytes_out: int
    unknown: int = 0


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """What the EXIF data of a photo hold: the tag's name, and how precise a place is."""

    name: str
    precision_m: float | None = None


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """A few hours of one device: the certain findings, how many others of each category, and what was not read.

    ``read`` counts the messages whose content could be read, ``sampled`` those among them of which only the beginning was;
    ``cut``: there was more than ``MOST``.
    """

    device: DeviceRow
    seen: tuple[Seen, ...] = ()
    unsure: dict[str, int] = {}
    tags: tuple[Tag, ...] = ()
    unread: tuple[Unread, ...] = ()
    read: int = 0
    sampled: int = 0
    cut: bool = False

    def of(self, categories: Sequence[str], prop: str = "") -> tuple[Seen, ...]:
        """What was found of some categories (and one property)."""
        return tuple(
            item for item in self.seen if item.category in categories and prop in ("", item.property)
        )


def hours(connection: Connection, viewer: Viewer, start: int, end: int) -> tuple[Hours, ...]:
    """From ``start`` to ``end`` (µs UTC, at quarter hours) of every device that the viewer sees in full, by name."""
    scope = Scope(connection, viewer)
    names = {
        row["id"]: row["name"] for row in fetch(connection, "SELECT id, name FROM companies")
    }  # of few hours, few are needed: the whole list is cheaper than a join for each row
    span = {"corpus": HOME_CORPUS, "start": start, "end": end}
    quarters = {**span, "start": _quarter(start), "end": _quarter(end)}
    readable = [str(item) for item in READABLE]
    rows = fetch(connection, _READ, readable=readable, sampled=str(Visibility.SAMPLED), **quarters)
    read = {row["device"]: (row["messages"], row["sampled"]) for row in rows}
    return tuple(
        _hours(
            connection,
            device,
            {**span, "members": members},
            [read[id] for id in members if id in read],
            names,
        )
        for device in scope.devices
        if (members := scope.members(device.id))
    )


def _hours(
    connection: Connection,
    device: DeviceRow,
    span: dict[str, Any],
    read: Sequence[tuple[int, int]],
    names: Mapping[str, str],
) -> Hours:
    asked = {"wanted": [*LIGHT, *SOUND, *PHOTO, *ACTIVITY], "confidence": str(Confidence.CERTAIN), **span}
    readable = [str(item) for item in READABLE]
    rows = fetch(connection, _FOUND, most=MOST + 1, **asked)
    unsure = fetch(connection, _UNSURE, **asked)
    seen = tuple(_seen(row, names) for row in rows[:MOST])
    photos = sorted({item.event_id for item in seen if item.category in PHOTO})
    tags = fetch(connection, _INSIDE, events=photos) if photos else ()
    unread = fetch(connection, _UNREAD, readable=readable, **span)
    return Hours(
        device=device,
        seen=seen,
        unsure={row["category"]: row["number"] for row in unsure},
        tags=tuple(_tag(row) for row in tags),
        unread=tuple(_unread(row, names) for row in unread),
        read=sum(messages for messages, _ in read),
        sampled=sum(sampled for _, sampled in read),
        cut=len(rows) > MOST,
    )


def _quarter(micros: int) -> str:
    return datetime.fromtimestamp(micros // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M")


def _seen(row: Mapping[str, Any], names: Mapping[str, str]) -> Seen:
    return Seen(
        event_id=row["event_id"],
        category=row["category"],
        property=row["property"],
        path=row["path"],
        value=row["value"],
        recipient=names.get(row["company"], row["company"]) or row["host"],
        measures=_measures(row),
    )


def _tag(row: Mapping[str, Any]) -> Tag:
    measures = _measures(row)
    return Tag(
        name=row["path"].rpartition(":")[2],
        precision_m=measures.precision_m if measures is not None else None,
    )


def _unread(row: Mapping[str, Any], names: Mapping[str, str]) -> Unread:
    return Unread(
        recipient=names.get(row["company"], row["company"]) or row["host"],
        visibility=Visibility(row["visibility"]),
        reason=row["reason"],
        connections=row["connections"],
        bytes_out=row["bytes_out"],
        unknown=row["unknown"],
    )


def _measures(row: Mapping[str, Any]) -> Measures | None:
    return msgspec.json.decode(row["measures"], type=Measures) if row["measures"] else None

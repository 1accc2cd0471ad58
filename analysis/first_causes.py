"""Why something is seen for the first time: it is new, it could not be read before, or the catalogue did not know it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from analysis.queries import Day, Scope, Viewer, fetch, times
from analysis.query_records import First
from analysis.records import HOME_CORPUS, READABLE

HOSTS: Final = 50  # of one company on one day that are looked for in the days before
_WEEK: Final = 7 * 86_400_000_000  # µs
_DAYS: Final = "grain = 'd' AND corpus = :corpus AND start < :day"


class Cause(StrEnum):
    """Why it was not seen before. ``ENROLLED``: nothing of the device was recorded before that day."""

    NEW_TRAFFIC = "new_traffic"
    ENROLLED = "enrolled"
    OPENED = "opened"  # of the device nothing could be read before
    ACCEPTED = "accepted"  # what it sent there could not be read before
    CATALOGUED = "catalogued"  # the same hosts were contacted before, under no name or another


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """Something for the first time, and why."""

    first: First
    cause: Cause


def explained(connection: Connection, viewer: Viewer, day: Day, firsts: Iterable[First]) -> list[Explained]:
    """The first times of a day with their causes, in the order given."""
    reader = _Reader(connection, viewer, day)
    return [Explained(first=first, cause=reader.cause(first)) for first in firsts]


class _Reader:
    """What was there before a day, asked once."""

    def __init__(self, connection: Connection, viewer: Viewer, day: Day) -> None:
        self._connection, self._day = connection, day
        self._scope = Scope(connection, viewer)
        self._enrolled: dict[str, bool] = {}
        self._opened: dict[str, bool] = {}
        self._other_catalogue: bool | None = None

    def cause(self, first: First) -> Cause:
        if not first.category and self._is_catalogued(first):
            return Cause.CATALOGUED
        if not self._was_recorded(first.device):
            return Cause.ENROLLED
        if not first.category:
            return Cause.NEW_TRAFFIC
        if not self._was_read(first.device):
            return Cause.OPENED
        return Cause.ACCEPTED if self._was_unread(first) else Cause.NEW_TRAFFIC

    def _was_recorded(self, device: str) -> bool:
        if device not in self._enrolled:
            self._enrolled[device] = self._any("flows > 0", device)
        return self._enrolled[device]

    def _was_read(self, device: str) -> bool:
        if device not in self._opened:
            self._opened[device] = self._any(
                "visibility IN :readable AND messages > 0", device, readable=_READ
            )
        return self._opened[device]

    def _was_unread(self, first: First) -> bool:
        """It was contacted before, that day or earlier, and nothing that went there could be read."""
        places = {"of": first.company or first.host}
        place = "company = :of" if first.company else "company = '' AND host = :of"
        if self._any(
            f"{place} AND visibility IN :readable AND messages > 0", first.device, readable=_READ, **places
        ):
            return False
        if self._any(f"{place} AND flows > 0", first.device, **places):
            return True
        sql = f"""
            SELECT sum(visibility IN :readable) AS read, count(*) AS all_of FROM flows
            WHERE corpus = :corpus AND opened_at >= :start AND opened_at < :before AND device IN :members
                  AND {place.replace("host", "coalesce(nullif(host, ''), sni, '')")}"""
        given = times(self._day) | {"before": first.seen_at - _MOMENT, "readable": _READ}
        row = fetch(self._connection, sql, members=self._scope.members(first.device), **given, **places)[0]
        return bool(row["all_of"]) and not row["read"]

    def _is_catalogued(self, first: First) -> bool:
        """The catalogue has changed, and the hosts were contacted before, nameless or as somebody else's."""
        if not self._catalogue_changed():
            return False
        sql = f"""
            SELECT DISTINCT coalesce(nullif(host, ''), sni, '') AS host FROM flows
            WHERE corpus = :corpus AND opened_at >= :start AND opened_at < :end AND company = :company LIMIT {HOSTS}"""
        rows = fetch(self._connection, sql, company=first.company, **times(self._day))
        hosts = [row["host"] for row in rows if row["host"]]
        if not hosts:
            return False
        where = f"{_DAYS} AND company = '' AND host IN :hosts AND {self._scope.where()}"
        sql = f"SELECT EXISTS(SELECT 1 FROM flow_rollup WHERE {where}) AS found"
        if fetch(self._connection, sql, hosts=hosts, **self._before, **self._scope.parameters)[0]["found"]:
            return True
        sql = f"""
            SELECT EXISTS(SELECT 1 FROM flows WHERE corpus = :corpus AND opened_at >= :since AND opened_at < :start
                          AND host IN :hosts AND company <> :company AND {self._scope.where()}) AS found"""
        given = times(self._day) | {
            "since": self._day.start - _WEEK,
            "hosts": hosts,
            "company": first.company,
        }
        return bool(fetch(self._connection, sql, **given, **self._scope.parameters)[0]["found"])

    def _catalogue_changed(self) -> bool:
        """Events of the day were made with another catalogue than the last ones before it."""
        if self._other_catalogue is None:
            sql = """
                SELECT catalogue_version AS version FROM events WHERE corpus = :corpus AND seen_at < :at
                ORDER BY seen_at DESC LIMIT 1"""
            found = [
                {row["version"] for row in fetch(self._connection, sql, corpus=HOME_CORPUS, at=at)}
                for at in (self._day.start, self._day.end)
            ]
            self._other_catalogue = bool(found[0]) and found[0] != found[1]
        return self._other_catalogue

    def _any(self, condition: str, device: str, **parameters: Any) -> bool:
        """Whether there is such a row of the device before the day."""
        sql = f"""
            SELECT EXISTS(SELECT 1 FROM flow_rollup WHERE {_DAYS} AND device IN :members AND {condition}) AS found"""
        members = self._scope.members(device)
        row = fetch(self._connection, sql, members=members, **self._before, **parameters)[0]
        return bool(row["found"])

    @property
    def _before(self) -> dict[str, Any]:
        return {"corpus": HOME_CORPUS, "day": self._day.date.isoformat()}


_READ: Final = sorted(READABLE)
_MOMENT: Final = 60_000_000  # µs: the connection that a message came in may have begun this long before it

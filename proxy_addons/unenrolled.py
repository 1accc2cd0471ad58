"""Keeps, of all devices that are not enrolled together, one number of bytes a day and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Final

from analysis.records import Flow, Visibility, new_id
from proxy_addons.treatment import ANONYMOUS

INTERVAL: Final = timedelta(minutes=15)


class UnenrolledTotal:
    """A running total. ``due`` gives it as a flow that replaces the day's earlier one (same ``flow_id``).

    It is handed out at most every quarter of an hour, and at the end, so that no record tells when somebody was here.
    """

    def __init__(self, writer: str, zone: tzinfo, now: datetime) -> None:
        self._writer = writer
        self._zone = zone
        self._changed = False
        self._next = now + INTERVAL
        self._begin(now)

    def _begin(self, now: datetime) -> None:
        local = now.astimezone(self._zone)
        self._day = local.replace(hour=0, minute=0, second=0, microsecond=0)
        self._flow_id = new_id(now)
        self._out = self._in = 0

    def add(self, bytes_out: int, bytes_in: int) -> None:
        """Bytes from and to a device that is not enrolled."""
        if bytes_out or bytes_in:
            self._out += bytes_out
            self._in += bytes_in
            self._changed = True

    def due(self, now: datetime, *, final: bool = False) -> Flow | None:
        """The day's total, where it has changed and it is time."""
        new_day = now.astimezone(self._zone).date() != self._day.date()
        if not (final or new_day or now >= self._next):
            return None
        self._next = now + INTERVAL
        flow = self._as_flow() if self._changed else None
        self._changed = False
        if new_day:
            self._begin(now)
        return flow

    def _as_flow(self) -> Flow:
        return Flow(
            flow_id=self._flow_id,
            opened_at=self._day,
            writer=self._writer,
            transport="tcp",
            visibility=Visibility.NOT_OPENED,
            bytes_out=self._out,
            bytes_in=self._in,
            reason=ANONYMOUS.reason,
        )

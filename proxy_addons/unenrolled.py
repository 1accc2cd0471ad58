"""Keeps, of all devices that are not enrolled together, one number of bytes a day and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from analysis.records import Flow, Visibility, new_id
from proxy_addons.running_total import RunningTotal, Total
from proxy_addons.treatment import ANONYMOUS

INTERVAL: Final = timedelta(minutes=15)
KEPT_EVERY: Final = timedelta(seconds=5)


class UnenrolledTotal:
    """A running total. ``due`` gives it as a flow that replaces the day's earlier one (same ``flow_id``).

    It is handed out at most every quarter of an hour, and at the end, so that no record tells when somebody was here. In
    between it is kept in a file in ``folder``, which whoever is started next goes on from.
    """

    def __init__(self, writer: str, zone: tzinfo, now: datetime, folder: Path | None = None) -> None:
        self._writer = writer
        self._zone = zone
        self._kept = RunningTotal(folder / f"unenrolled-{writer}") if folder is not None else None
        self._changed = False
        self._earlier: Flow | None = (
            None  # of a day that is over, or that is yet to come where the clock was set back
        )
        self._next = now + INTERVAL
        self._next_kept = now + KEPT_EVERY
        self._begin(now)
        self._go_on()

    def _begin(self, now: datetime) -> None:
        local = now.astimezone(self._zone)
        self._day = local.replace(hour=0, minute=0, second=0, microsecond=0)
        self._flow_id = new_id(now)
        self._out = self._in = self._out_kept = self._in_kept = 0

    def _go_on(self) -> None:
        """From where it was left, by a sudden end as well."""
        total = self._kept.read() if self._kept is not None else None
        if total is None or not (total.bytes_out or total.bytes_in):
            return
        if total.day == self._day:
            self._flow_id, self._out, self._in = total.flow_id, total.bytes_out, total.bytes_in
            self._out_kept, self._in_kept = self._out, self._in
            self._changed = True  # whether the journal has it is not known
        else:
            self._earlier = self._as_flow(total)

    def add(self, bytes_out: int, bytes_in: int) -> None:
        """Bytes from and to a device that is not enrolled."""
        if bytes_out or bytes_in:
            self._out += bytes_out
            self._in += bytes_in
            self._changed = True

    def due(self, now: datetime, *, final: bool = False) -> Flow | None:
        """The day's total, where it has changed and it is time. To be called about once a second."""
        new_day = now.astimezone(self._zone).date() != self._day.date()
        told = final or new_day or now >= self._next
        if told or now >= self._next_kept or self._next_kept - now > KEPT_EVERY:
            self._keep(now)
        if self._earlier is not None:
            earlier, self._earlier = self._earlier, None
            return earlier
        if not told:
            return None
        self._next = now + INTERVAL
        flow = self._as_flow(self._total()) if self._changed else None
        self._changed = False
        if new_day:
            self._begin(now)
        return flow

    def _keep(self, now: datetime) -> None:
        self._next_kept = now + KEPT_EVERY
        if self._kept is not None and (self._out, self._in) != (self._out_kept, self._in_kept):
            self._kept.keep(self._total())
            self._out_kept, self._in_kept = self._out, self._in

    def _total(self) -> Total:
        return Total(self._day, self._flow_id, self._out, self._in)

    def _as_flow(self, total: Total) -> Flow:
        return Flow(
            flow_id=total.flow_id,
            opened_at=total.day,
            writer=self._writer,
            transport="tcp",
            visibility=Visibility.NOT_OPENED,
            bytes_out=total.bytes_out,
            bytes_in=total.bytes_in,
            reason=ANONYMOUS.reason,
        )

"""One day as a viewer may see it, read once for a page."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from analysis import queries
from analysis.coverage import Coverage, Recipient, activity, coverage, recipients
from analysis.moment_queries import fine_marks, fine_traffic, stretch
from analysis.queries import Day, DeviceRow
from analysis.query_records import Company, First, Kind, Mark, Reading, Refusal, Totals, Traffic
from dashboard.lanes import Frame, close_up, whole
from dashboard.site import Site

SLOTS = 24  # bars of a sparkline
NEAR = 3_600_000_000  # µs: a demo shorter than this is shown from near


class DayView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a page says of a day. ``active`` are the devices that sent something."""

    day: Day
    frame: Frame
    devices: tuple[DeviceRow, ...]
    active: tuple[DeviceRow, ...]
    traffic: list[Traffic]
    marks: list[Mark]
    drawn: tuple[list[Mark], list[Traffic]]  # what the lanes show, by the frame's slots
    kinds: list[Kind]
    companies: dict[str, Company]
    recipients: list[Recipient]
    coverage: Coverage
    firsts: list[First]
    others: Totals
    strangers: int  # bytes of devices that are not enrolled
    first_day: bool
    refusals: list[Refusal]
    readings: list[Reading]

    @property
    def names(self) -> dict[str, str]:
        """Device id to name."""
        return {device.id: device.name for device in (*self.devices, *self.active)}


def load(site: Site, viewer: queries.Viewer, day: Day, device: str = "") -> DayView:
    """Read a day, of one device or of all."""
    with site.reader.read() as connection:
        known = queries.devices(connection, viewer)
        sent = queries.traffic(connection, viewer, day, device)
        marks = queries.marks(connection, viewer, day, device)
        frame = _frame(connection, viewer, day) if site.home.is_demo else whole(day)
        fine = None
        if not frame.is_whole:
            near = Day(date=day.date, zone=day.zone, start=frame.start, end=frame.end)
            fine = (
                fine_marks(connection, viewer, near, frame.slot, device),
                fine_traffic(connection, viewer, near, frame.slot, device),
            )
        kinds = queries.kinds(connection, viewer, day, device)
        companies = queries.companies(connection)
        recorded = queries.days_recorded(connection)
        told = queries.purposes(connection, viewer, day)
        when = fine[1] if fine is not None else sent
        received = recipients(sent, kinds, companies, told, activity(when, (frame.start, frame.end, SLOTS)))
        return DayView(
            day=day,
            frame=frame,
            devices=known,
            active=_active(known, sent),
            traffic=sent,
            marks=marks,
            drawn=fine if fine is not None else (marks, sent),
            kinds=kinds,
            companies=companies,
            recipients=received,
            coverage=coverage(received),
            firsts=[] if device else queries.first_seen(connection, viewer, day),
            others=queries.others_total(connection, viewer, day),
            strangers=queries.strangers_bytes(connection, viewer, day),
            first_day=recorded is not None and recorded[0] == day.date,
            refusals=queries.refusals(connection, viewer, day, device) if device else [],
            readings=queries.readings(connection, viewer, day, device) if device else [],
        )


def _frame(connection: Connection, viewer: queries.Viewer, day: Day) -> Frame:
    """A demo lives through its morning in a minute: it is shown from near, a whole day of it would be one mark."""
    found = stretch(connection, viewer, day)
    if found is None or found[1] - found[0] > NEAR:
        return whole(day)
    return close_up(day, *found)


def _active(known: tuple[DeviceRow, ...], sent: list[Traffic]) -> tuple[DeviceRow, ...]:
    seen = {row.device for row in sent}
    listed = [device for device in known if device.id in seen]
    missing = sorted(seen - {device.id for device in known})
    gone = [
        DeviceRow(id=device, name=device or "not enrolled", mode="off" if device else "")
        for device in missing
    ]
    return (*listed, *gone)

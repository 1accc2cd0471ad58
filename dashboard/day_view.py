"""One day as a viewer may see it, read once for a page."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from analysis import queries
from analysis.coverage import Coverage, Recipient, activity, coverage, recipients
from analysis.device_queries import readings, refusals
from analysis.first_queries import first_seen
from analysis.lane_queries import kind_marks, moments, ribbon
from analysis.moment_queries import fine_marks, fine_traffic, stretch
from analysis.queries import Day, DeviceRow
from analysis.query_records import Company, First, Kind, Mark, Reading, Refusal, Totals, Traffic
from analysis.wording import tr
from dashboard.components import LOUDEST
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
    traffic: list[Traffic]  # of one device by quarter hour, of all of them by day
    marks: list[Mark]  # by kind
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


class Covered(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of a day that is about something else: who could be read, and the names of devices."""

    companies: dict[str, Company]
    coverage: Coverage
    names: dict[str, str]
    met: frozenset[str] = frozenset()  # companies that were contacted


def covered(site: Site, viewer: queries.Viewer, day: Day) -> Covered:
    """How much of a day could be read."""
    with site.reader.read() as connection:
        sent = queries.received(connection, viewer, day)
        companies = site.companies(connection)
        known = queries.devices(connection, viewer)
    return Covered(
        companies=companies,
        coverage=coverage(recipients(sent, (), companies, {}, {})),
        names={device.id: device.name for device in (*known, *_active(known, sent))},
        met=frozenset(row.company for row in sent if row.company),
    )


def load(
    site: Site, viewer: queries.Viewer, day: Day, device: str = "", *, everybody: bool = False
) -> DayView:
    """Read a day, of one device or of all. When something was sent is told of the loudest, or of ``everybody``."""
    with site.reader.read() as connection:
        known = queries.devices(connection, viewer)
        of_all = not device  # a house sends too much to be looked at hour by hour and recipient by recipient
        sent = (queries.received if of_all else queries.traffic)(connection, viewer, day, device)
        marks = kind_marks(connection, viewer, day, device)
        frame = _frame(connection, viewer, day) if site.home.is_demo else whole(day)
        fine = None
        if not frame.is_whole:
            near = Day(date=day.date, zone=day.zone, start=frame.start, end=frame.end)
            fine = (
                fine_marks(connection, viewer, near, frame.slot, device),
                fine_traffic(connection, viewer, near, frame.slot, device),
            )
        kinds = queries.kinds(connection, viewer, day, device)
        companies = site.companies(connection)
        recorded = queries.days_recorded(connection)
        received = recipients(sent, kinds, companies, {}, {})
        shown = received if everybody else received[:LOUDEST]
        told = queries.purposes(connection, viewer, day, [item.id for item in shown if item.known])
        if fine is not None:
            when = fine[1]
        else:
            when = moments(connection, viewer, day, device, shown) if of_all else sent
        bars = activity(when, (frame.start, frame.end, SLOTS))
        received = [
            msgspec.structs.replace(
                item,
                purposes=told.get(item.id, ()),
                activity=bars.get((item.id, "") if item.known else ("", item.id), ()),
            )
            for item in shown
        ] + received[len(shown) :]
        return DayView(
            day=day,
            frame=frame,
            devices=known,
            active=_active(known, sent),
            traffic=sent,
            marks=marks,
            drawn=fine or (marks, ribbon(connection, viewer, day) if of_all else sent),
            kinds=kinds,
            companies=companies,
            recipients=received,
            coverage=coverage(received),
            firsts=[] if device else first_seen(connection, viewer, day),
            others=queries.others_total(connection, viewer, day),
            strangers=queries.strangers_bytes(connection, viewer, day),
            first_day=recorded is not None and recorded[0] == day.date,
            refusals=refusals(connection, viewer, day, device) if device else [],
            readings=readings(connection, viewer, day, device) if device else [],
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
        DeviceRow(id=device, name=device or tr("not enrolled"), mode="off" if device else "")
        for device in missing
    ]
    return (*listed, *gone)

"""One day of a device as a viewer may see it, read once for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from analysis import house_queries, queries
from analysis.coverage import Coverage, Place, Recipient, activity, coverage, coverage_of, recipients
from analysis.device_queries import quarters, readings, refusals
from analysis.lane_queries import cells, could_be_read
from analysis.moment_queries import fine_marks, fine_traffic, stretch
from analysis.queries import Day, DeviceRow, Scope
from analysis.query_records import Company, Kind, Quarter, Reading, Refusal, Traffic
from analysis.rollup_reading import micros_of
from analysis.unread_flows import FLOWS, Unread, refused, unread
from analysis.wording import tr
from dashboard.components import LOUDEST
from dashboard.lanes import Cells, Frame, Ribbon, close_up, counted, readable, whole
from dashboard.sentences import KINDS_OF, OTHER
from dashboard.site import Site

SLOTS = 24  # bars of a sparkline
NEAR = 3_600_000_000  # µs: a demo shorter than this is shown from near


class DayView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a page says of a day. ``active`` are the devices that sent something."""

    day: Day
    frame: Frame
    devices: tuple[DeviceRow, ...]
    active: tuple[DeviceRow, ...]
    traffic: list[Traffic]  # of the whole day
    quarters: list[Quarter]  # the same by quarter hour
    unread: list[Unread]
    cells: Cells  # what the lane shows, by the frame's slots
    ribbon: Ribbon
    kinds: list[Kind]
    companies: dict[str, Company]
    recipients: list[Recipient]  # what for and when is said only of those that are shown
    coverage: Coverage
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
        sent = house_queries.sent(connection, viewer, day)
        companies = site.companies(connection)
        known = queries.devices(connection, viewer)
    return Covered(
        companies=companies,
        coverage=coverage_of({place: frozenset(of.visibilities) for place, of in sent.to.items()}),
        names={device.id: device.name for device in (*known, *active_devices(known, sent.recipients))},
        met=frozenset(company for company, _ in sent.to if company),
    )


class _Drawn(NamedTuple):
    """What the lane shows, and the bars of recipients: when each got something."""

    frame: Frame
    cells: Cells
    ribbon: Ribbon
    bars: Mapping[Place, tuple[int, ...]]


def load(site: Site, viewer: queries.Viewer, day: Day, device: str, *, everybody: bool = False) -> DayView:
    """Read a day of one device. When something was sent is told of the loudest, or of ``everybody``."""
    with site.reader.read() as connection:
        scope = Scope(connection, viewer)
        sent = queries.received(connection, viewer, day, device)
        sent_when = quarters(connection, viewer, day, device)
        flows = unread(connection, viewer, day, device)
        kinds = queries.kinds(connection, viewer, day, device)
        companies = site.companies(connection)
        received = recipients(sent, kinds, companies, {}, {})
        shown = received if everybody else received[:LOUDEST]
        told = queries.purposes(connection, viewer, day, [item.id for item in shown if item.known])
        drawn = _from_near(site, connection, scope, day, device)
        if drawn is None:
            drawn = _drawn(connection, scope, day, device, _bars(day, sent_when, map(_place, shown)))
        received[: len(shown)] = [
            msgspec.structs.replace(
                item, purposes=told.get(item.id, ()), activity=drawn.bars.get(_place(item), ())
            )
            for item in shown
        ]
        return DayView(
            day=day,
            frame=drawn.frame,
            devices=scope.devices,
            active=active_devices(scope.devices, (row.device for row in sent)),
            traffic=sent,
            quarters=sent_when,
            unread=flows,
            cells=drawn.cells,
            ribbon=drawn.ribbon,
            kinds=kinds,
            companies=companies,
            recipients=received,
            coverage=coverage(received),
            refusals=refused(flows) if len(flows) <= FLOWS else refusals(connection, viewer, day, device),
            readings=readings(connection, viewer, day, device),
        )


def _drawn(
    connection: Connection, scope: Scope, day: Day, device: str, bars: Mapping[Place, tuple[int, ...]]
) -> _Drawn:
    """By quarter hours."""
    found = cells(connection, scope.viewer, day, KINDS_OF, OTHER, device)
    ribbons = could_be_read(connection, scope.viewer, day, device)
    return _Drawn(frame=whole(day), cells=found.get(device, {}), ribbon=ribbons.get(device, {}), bars=bars)


def _from_near(site: Site, connection: Connection, scope: Scope, day: Day, device: str) -> _Drawn | None:
    """A demo lives through its morning in a minute: it is shown from near, a whole day of it would be one mark."""
    found = stretch(connection, scope.viewer, day) if site.home.is_demo else None
    if found is None or found[1] - found[0] > NEAR:
        return None
    frame = close_up(day, *found)
    near = Day(date=day.date, zone=day.zone, start=frame.start, end=frame.end)
    marks = fine_marks(connection, scope.viewer, near, frame.slot, device)
    traffic = fine_traffic(connection, scope.viewer, near, frame.slot, device)
    bars = activity(traffic, (frame.start, frame.end, SLOTS))
    return _Drawn(frame=frame, cells=counted(marks), ribbon=readable(traffic), bars=bars)


def _bars(day: Day, rows: Iterable[Quarter], shown: Iterable[Place]) -> dict[Place, tuple[int, ...]]:
    """``activity`` of these recipients, by quarter hours."""
    found = {place: [0] * SLOTS for place in shown}
    for start, company, host, _, _, _, flows, messages in rows:
        counts = found.get((company, host))
        if counts is not None:
            slot = (micros_of(start) - day.start) * SLOTS // (day.end - day.start)
            counts[min(max(slot, 0), SLOTS - 1)] += flows + messages
    return {place: tuple(counts) for place, counts in found.items()}


def _place(item: Recipient) -> Place:
    return (item.id, "") if item.known else ("", item.id)


def active_devices(known: tuple[DeviceRow, ...], sent: Iterable[str]) -> tuple[DeviceRow, ...]:
    """Those that sent something, by their ids; of some nothing is known any more."""
    seen = set(sent)
    listed = [device for device in known if device.id in seen]
    missing = sorted(seen - {device.id for device in known})
    gone = [
        DeviceRow(id=device, name=device or tr("not enrolled"), mode="off" if device else "")
        for device in missing
    ]
    return (*listed, *gone)

"""One day of the house as a viewer may see it, read once for the page Today."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from analysis import house_queries, queries
from analysis.coverage import Coverage, Place, Recipient, activity, coverage, named
from analysis.day_stamps import quarter_stamps, stamp_of
from analysis.first_queries import Met, first_seen
from analysis.house_queries import Sent, Went
from analysis.kept_quarters import KeptQuarters
from analysis.lane_queries import cells, could_be_read
from analysis.moment_queries import fine_marks, fine_traffic, stretch
from analysis.queries import Day, DeviceRow, Scope
from analysis.query_records import Company, First, Mark, Totals, Traffic
from dashboard.components import LOUDEST
from dashboard.day_view import active_devices
from dashboard.lanes import Cells, Frame, Ribbon, close_up, counted, readable, whole
from dashboard.sentences import KINDS_OF, OTHER, TOLD_FIRST
from dashboard.site import Site

SLOTS: Final = 24  # bars of a sparkline
NEAR: Final = 3_600_000_000  # µs: a demo shorter than this is shown from near


class HouseView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page says of a day. ``active`` are the devices that sent something."""

    day: Day
    frame: Frame
    devices: tuple[DeviceRow, ...]
    active: tuple[DeviceRow, ...]
    cells: Mapping[str, Cells]  # by device, as the two that follow
    ribbons: Mapping[str, Ribbon]
    met: Mapping[str, int]  # how many recipients
    went: Mapping[str, Went]
    companies: dict[str, Company]
    recipients: list[Recipient]  # when and what is said only of those that are shown
    coverage: Coverage
    firsts: list[First]
    others: Totals
    strangers: int  # bytes of devices that are not enrolled
    first_day: bool

    @property
    def names(self) -> dict[str, str]:
        """Device id to name."""
        return {device.id: device.name for device in (*self.devices, *self.active)}


class _Kept(NamedTuple):
    """What is kept of a day for a viewer: it is of one ledger file, and of devices that are seen and merged alike."""

    site: Site
    stamp: Hashable
    of: tuple[queries.Viewer, date]

    def get[Answer](self, what: str, make: Callable[[], Answer], more: Hashable = None) -> Answer:
        return self.site.kept.get((what, *self.of), (self.stamp, more), make)


class _Drawn(NamedTuple):
    """What the lanes show, by device, and the bars of recipients."""

    frame: Frame
    cells: Mapping[str, Cells]
    ribbons: Mapping[str, Ribbon]
    bars: Mapping[Place, tuple[int, ...]]


def load(site: Site, viewer: queries.Viewer, day: Day, *, everybody: bool = False) -> HouseView:
    """Read a day. What was sent, and when, is told of the loudest, or of ``everybody``."""
    # asked before: what is read of a file that takes its place meanwhile is not kept for it
    file = site.reader.file()
    with site.reader.read() as connection:
        scope = Scope(connection, viewer)
        companies = site.companies(connection)
        recorded = queries.days_recorded(connection)
        sent = house_queries.sent(connection, viewer, day)
        received = named(sent.to, companies, {}, {}, {})
        shown = received if everybody else received[:LOUDEST]
        kept = _Kept(site, (file, scope.fingerprint), (scope.viewer, day.date))
        drawn = _drawn(kept, connection, viewer, day, shown, everybody)
        received[: len(shown)] = _told(connection, viewer, day, shown, drawn.bars)
        return HouseView(
            day=day,
            frame=drawn.frame,
            devices=scope.devices,
            active=active_devices(scope.devices, sent.recipients.keys()),
            cells=drawn.cells,
            ribbons=drawn.ribbons,
            met=sent.recipients,
            went=house_queries.went(connection, viewer, day, TOLD_FIRST),
            companies=companies,
            recipients=received,
            coverage=coverage(received),
            firsts=first_seen(connection, viewer, day, met=_met(kept, connection, scope, day, sent)),
            others=queries.others_total(connection, viewer, day),
            strangers=queries.strangers_bytes(connection, viewer, day),
            first_day=recorded is not None and recorded[0] == day.date,
        )


def _met(kept: _Kept, connection: Connection, scope: Scope, day: Day, sent: Sent) -> Met:
    """Whom the house had met before is asked once, until something is written to a day before."""
    yesterday = day.date - timedelta(days=1)
    before = kept.get("met before", set[str], stamp_of(connection, scope, date.min, yesterday))
    return Met(companies={company for company, _ in sent.to if company}, before=before)


def _told(
    connection: Connection,
    viewer: queries.Viewer,
    day: Day,
    shown: list[Recipient],
    bars: Mapping[Place, tuple[int, ...]],
) -> list[Recipient]:
    """The recipients with what they got, what for, and when."""
    kinds = house_queries.kinds_of(connection, viewer, day, shown)
    purposes = queries.purposes(connection, viewer, day, [item.id for item in shown if item.known])
    found = []
    for item in shown:
        place = (item.id, "") if item.known else ("", item.id)
        found.append(
            msgspec.structs.replace(
                item,
                kinds=kinds.get(place, {}),
                purposes=purposes.get(item.id, ()),
                activity=bars.get(place, ()),
            )
        )
    return found


def _drawn(
    kept: _Kept,
    connection: Connection,
    viewer: queries.Viewer,
    day: Day,
    shown: list[Recipient],
    everybody: bool,
) -> _Drawn:
    """By quarter hours. A demo lives through its morning in a minute: a whole day of it would be one mark."""
    if kept.site.home.is_demo:
        found = stretch(connection, viewer, day)
        if found is not None and found[1] - found[0] <= NEAR:
            return _from_near(connection, viewer, close_up(day, *found))
    stamps = quarter_stamps(connection, day)

    def drawn(only: Sequence[str] | None) -> dict[tuple[str, str], dict[int, int]]:
        of_devices = cells(connection, viewer, day, KINDS_OF, OTHER, only=only)
        return {
            (device, kind): of for device, kinds in of_devices.items() for kind, of in kinds.items() if of
        }

    def read(only: Sequence[str] | None) -> dict[str, dict[int, tuple[bool, bool]]]:
        return could_be_read(connection, viewer, day, only=only)

    def talked(only: Sequence[str] | None) -> dict[Place, dict[int, int]]:
        return house_queries.contacted(connection, viewer, day, shown, only)

    by_device: dict[str, dict[str, Mapping[int, int]]] = {}
    marks: KeptQuarters[tuple[str, str], int] = kept.get("marks", KeptQuarters)
    for (device, kind), of in marks.renewed(stamps, drawn).items():
        by_device.setdefault(device, {})[kind] = of
    ribbons: KeptQuarters[str, tuple[bool, bool]] = kept.get("ribbons", KeptQuarters)
    whom = frozenset((item.known, item.id) for item in shown)
    talks: KeptQuarters[Place, int] = KeptQuarters() if everybody else kept.get("bars", KeptQuarters, whom)
    return _Drawn(
        frame=whole(day),
        cells=by_device,
        ribbons=ribbons.renewed(stamps, read),
        bars={
            place: house_queries.bars(of, day, SLOTS) for place, of in talks.renewed(stamps, talked).items()
        },
    )


def _from_near(connection: Connection, viewer: queries.Viewer, frame: Frame) -> _Drawn:
    """A short stretch of a day."""
    near = Day(date=frame.day.date, zone=frame.day.zone, start=frame.start, end=frame.end)
    marks = _by_device(fine_marks(connection, viewer, near, frame.slot))
    traffic = fine_traffic(connection, viewer, near, frame.slot)
    return _Drawn(
        frame=frame,
        cells={device: counted(rows) for device, rows in marks.items()},
        ribbons={device: readable(rows) for device, rows in _by_device(traffic).items()},
        bars=activity(traffic, (frame.start, frame.end, SLOTS)),
    )


def _by_device[Row: (Mark, Traffic)](rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.device, []).append(row)
    return found

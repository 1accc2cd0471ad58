"""What "Where's the brain?" shows: some days of the house by receiver, read once, for one viewer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Connection

from analysis import brain_queries
from analysis.brain import Household, Place, Stream, household, joined
from analysis.brain_queries import Met, Reached, both
from analysis.company_queries import Period
from analysis.coverage import Coverage, coverage_of
from analysis.day_stamps import stamp_of
from analysis.queries import Scope, Viewer
from analysis.records import Visibility
from dashboard.period_view import Span
from dashboard.site import Site


class BrainView(Span, frozen=True, kw_only=True):
    """The receivers of some days, how much of what went to them could be read, and the services, by company."""

    house: Household
    seen: dict[Place, frozenset[Visibility]]
    met: dict[str, Met]

    @property
    def coverage(self) -> Coverage:
        """How many recipients could be read."""
        return coverage_of(self.seen)

    def met_by_owner(self, owners: Iterable[str]) -> dict[str, Met]:
        """The services of these owners and of all that is theirs; of companies in the catalogue."""
        wanted = set(owners)
        found: dict[str, Met] = {}
        for company, services in self.met.items():
            if company in self.catalogue.companies:
                owner = self.catalogue.owner_chain(company)[-1].id
                if owner in wanted:
                    found[owner] = found[owner] | services if owner in found else services
        return found


_Seen = tuple[dict[Place, Stream], Reached]


def load(site: Site, viewer: Viewer, days: int) -> BrainView:
    """Read some days; those that are over only where something was written to them since."""
    last = site.today()
    period = Period(first=last - timedelta(days=days - 1), last=last)
    # asked before: what is read of a file that takes its place meanwhile is not kept for it
    file = site.reader.file()
    with site.reader.read() as connection:
        scope = Scope(connection, viewer)
        streams, reached = _read(connection, viewer, Period(first=last, last=last))
        if days > 1:
            over = Period(first=period.first, last=last - timedelta(days=1))
            stamp = (file, over, stamp_of(connection, scope, over.first, over.last))
            before = site.kept.get(("brain", viewer, days), stamp, lambda: _read(connection, viewer, over))
            streams, reached = joined(before[0], streams), both(before[1], reached)
        catalogue = site.knowledge(connection)
        return BrainView(
            days=days,
            period=period,
            catalogue=catalogue,
            names={device.id: device.name for device in scope.devices},
            house=household(streams, catalogue, {id for met in reached.met.values() for id in met.trackers}),
            seen=reached.visibilities,
            met=reached.met,
        )


def seen_of_device(
    site: Site, viewer: Viewer, period: Period, device: str
) -> dict[Place, frozenset[Visibility]]:
    """How much of what went to each place from one device could be read; nothing where the viewer may not see it."""
    with site.reader.read() as connection:
        return brain_queries.reached(connection, viewer, period, device).visibilities


def _read(connection: Connection, viewer: Viewer, period: Period) -> _Seen:
    return brain_queries.streams(connection, viewer, period), brain_queries.reached(
        connection, viewer, period
    )

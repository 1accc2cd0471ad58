"""What the pages about companies show: some days of the house, read once, for one viewer."""

from __future__ import annotations

from datetime import timedelta
from functools import cache, lru_cache
from typing import Final, NamedTuple
from urllib.parse import quote_plus, urlencode

import msgspec
from sqlalchemy import Connection

from analysis import company_queries, queries
from analysis.catalogue import Catalogue
from analysis.company_queries import Path, Period
from analysis.coverage import Coverage, coverage, recipients
from analysis.day_stamps import stamp_of
from analysis.dossier import Contact
from analysis.query_records import Company, Traffic
from analysis.wording import Words, tr
from dashboard import elements as html
from dashboard.components import aria
from dashboard.site import Site

SPANS: Final = (1, 7, 30, 365)  # days that can be chosen
USUAL: Final = 30
_SPAN_WORDS: Final = Words({1: "today", 7: "7 days", 30: "30 days", 365: "a year"})


class PeriodView(msgspec.Struct, frozen=True, kw_only=True):
    """The last ``days`` days, today included. ``names`` are of the devices that the viewer may see.

    ``paths`` are in no order, and one that was taken today and before stands there twice.
    """

    days: int
    period: Period
    catalogue: Catalogue
    paths: list[Path]
    traffic: list[Traffic]
    contacts: list[Contact]
    names: dict[str, str]

    def coverage(self, companies: frozenset[str] | None = None) -> Coverage:
        """How much of what went to these companies, or to everybody, could be read."""
        rows = [row for row in self.traffic if companies is None or row.company in companies]
        known = {one.id: Company(id=one.id, name=one.name) for one in self.catalogue.companies.values()}
        return coverage(recipients(rows, (), known, {}, {}))

    def evidence(self, **filters: str) -> str:
        """The Evidence page with these filters and this time."""
        chosen = [f"{name}={_quoted(value)}&" for name, value in filters.items() if value]
        return f"/evidence?{''.join(chosen)}from={self.period.first}&to={self.period.last}"

    def contacts_by_owner(self) -> dict[str, list[Contact]]:
        """The contacts by who is at the top of the company that was contacted; of companies in the catalogue."""
        owner_of = cache(lambda company: self.catalogue.owner_chain(company)[-1].id)
        found: dict[str, list[Contact]] = {}
        for contact in self.contacts:
            if contact.company in self.catalogue.companies:
                found.setdefault(owner_of(contact.company), []).append(contact)
        return found

    def device(self, id: str) -> str:
        """The name of a device."""
        return self.names.get(id, id or tr("not enrolled"))


_quoted = lru_cache(4096)(quote_plus)


def days_of(text: str | None) -> int:
    """The span of an address; the usual one where it is none that can be chosen."""
    return int(text) if text and text.isdecimal() and len(text) < 4 and int(text) in SPANS else USUAL


class _Seen(NamedTuple):
    """What was read of some days; the ways are many, and of days that are over they do not change."""

    paths: list[Path]
    traffic: list[Traffic]
    contacts: list[Contact]


def load(site: Site, viewer: queries.Viewer, days: int) -> PeriodView:
    """Read some days; those that are over only where something was written to them since."""
    last = site.today()
    period = Period(first=last - timedelta(days=days - 1), last=last)
    with site.reader.read() as connection:
        seen = _read(site, connection, viewer, Period(first=last, last=last))
        if days > 1:
            over = Period(first=period.first, last=last - timedelta(days=1))
            scope = queries.Scope(connection, viewer)
            stamp = (site.reader.file(), over, stamp_of(connection, scope, over.first, over.last))
            before = site.kept.get(
                ("period", viewer, days), stamp, lambda: _read(site, connection, viewer, over)
            )
            seen = _Seen(
                paths=[*before.paths, *seen.paths],
                traffic=[*before.traffic, *seen.traffic],
                contacts=company_queries.met((*before.contacts, *seen.contacts)),
            )
        return PeriodView(
            days=days,
            period=period,
            catalogue=site.knowledge(connection),
            paths=seen.paths,
            traffic=seen.traffic,
            contacts=seen.contacts,
            names={device.id: device.name for device in queries.devices(connection, viewer)},
        )


def _read(site: Site, connection: Connection, viewer: queries.Viewer, period: Period) -> _Seen:
    start = queries.day_of(period.first, site.zone).start
    end = queries.day_of(period.last, site.zone).end
    return _Seen(
        paths=company_queries.paths_unsorted(connection, viewer, period),
        traffic=company_queries.traffic_of(connection, viewer, period),
        contacts=company_queries.contacts(connection, viewer, start, end),
    )


def span_words(days: int) -> str:
    """How a sentence about a span begins."""
    return tr("Since midnight") if days == 1 else tr("In the last {days} days", days=days)


def span_picker(path: str, chosen: int) -> html.Nav:
    """Today, a week, a month, a year."""
    links = [
        html.Link(
            _SPAN_WORDS[days],
            href=f"{path}?{urlencode({'days': days})}",
            className="on" if days == chosen else "",
        )
        for days in SPANS
    ]
    return html.Nav(links, className="which", **aria(label=tr("time")))

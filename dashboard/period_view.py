"""What the pages about companies show: some days of the house, read once, for one viewer."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
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


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """The last ``days`` days, today included. ``names`` are of the devices that the viewer may see."""

    days: int
    period: Period
    catalogue: Catalogue
    names: dict[str, str]

    def evidence(self, **filters: str) -> str:
        """The Evidence page with these filters and this time."""
        chosen = [f"{name}={_quoted(value)}&" for name, value in filters.items() if value]
        return f"/evidence?{''.join(chosen)}from={self.period.first}&to={self.period.last}"

    def device(self, id: str) -> str:
        """The name of a device."""
        return self.names.get(id, id or tr("not enrolled"))


class PeriodView(Span, frozen=True, kw_only=True):
    """What the page of a company shows of some days: what it and its brands got, and who talked to them.

    ``firsts`` is the day of the first finding ever, by device, company and category.
    """

    paths: list[Path]
    firsts: dict[tuple[str, str, str], str]
    traffic: list[Traffic]
    contacts: list[Contact]

    @property
    def coverage(self) -> Coverage:
        """How much of what went there could be read."""
        met = {row.company for row in self.traffic}
        known = {id: Company(id=id, name=self.catalogue.companies[id].name) for id in met}
        return coverage(recipients(self.traffic, (), known, {}, {}))


_quoted = lru_cache(4096)(quote_plus)


def days_of(text: str | None) -> int:
    """The span of an address; the usual one where it is none that can be chosen."""
    return int(text) if text and text.isdecimal() and len(text) < 4 and int(text) in SPANS else USUAL


class _Seen(NamedTuple):
    """What was read of some days; of those that are over it does not change."""

    paths: list[Path]
    traffic: list[Traffic]
    contacts: list[Contact]


def load(site: Site, viewer: queries.Viewer, days: int, company: str) -> PeriodView:
    """Read some days of a company and its brands; those that are over only where something was written to them since.

    Of a company that is not in the catalogue there is nothing.
    """
    last = site.today()
    period = Period(first=last - timedelta(days=days - 1), last=last)
    with site.reader.read() as connection:
        catalogue = site.knowledge(connection)
        brands = catalogue.brands(company) if company in catalogue.companies else ()
        seen = _seen(site, connection, viewer, period, tuple(brand.id for brand in brands))
        return PeriodView(
            days=days,
            period=period,
            catalogue=catalogue,
            paths=seen.paths,
            firsts=company_queries.first_days(connection, viewer, [brand.id for brand in brands]),
            traffic=seen.traffic,
            contacts=seen.contacts,
            names={device.id: device.name for device in queries.devices(connection, viewer)},
        )


def _seen(
    site: Site, connection: Connection, viewer: queries.Viewer, period: Period, brands: tuple[str, ...]
) -> _Seen:
    if not brands:
        return _Seen([], [], [])
    last = Period(first=period.last, last=period.last)
    seen = _read(site, connection, viewer, last, brands)
    if period.first == period.last:
        return seen
    over = Period(first=period.first, last=period.last - timedelta(days=1))
    scope = queries.Scope(connection, viewer)
    stamp = (site.reader.file(), over, stamp_of(connection, scope, over.first, over.last))
    key = ("period", viewer, period.first, brands)
    before = site.kept.get(key, stamp, lambda: _read(site, connection, viewer, over, brands))
    return _Seen(
        paths=company_queries.joined((*before.paths, *seen.paths)),
        traffic=[*before.traffic, *seen.traffic],
        contacts=company_queries.met((*before.contacts, *seen.contacts)),
    )


def _read(
    site: Site, connection: Connection, viewer: queries.Viewer, period: Period, brands: tuple[str, ...]
) -> _Seen:
    start = queries.day_of(period.first, site.zone).start
    end = queries.day_of(period.last, site.zone).end
    return _Seen(
        paths=company_queries.paths(connection, viewer, period, brands),
        traffic=company_queries.traffic_of(connection, viewer, period, brands),
        contacts=company_queries.contacts(connection, viewer, start, end, brands),
    )


def span_words(days: int) -> str:
    """How a sentence about a span begins."""
    return tr("Since midnight") if days == 1 else tr("In the last {days} days", days=days)


def span_picker(path: str, chosen: int, **asked: str) -> html.Nav:
    """Today, a week, a month, a year; ``asked`` is what else the address keeps."""
    kept = {name: value for name, value in asked.items() if value}
    links = [
        html.Link(
            _SPAN_WORDS[days],
            href=f"{path}?{urlencode({'days': days, **kept})}",
            className="on" if days == chosen else "",
        )
        for days in SPANS
    ]
    return html.Nav(links, className="which", **aria(label=tr("time")))

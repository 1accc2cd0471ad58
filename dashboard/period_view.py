"""What the pages about companies show: some days of the house, read once, for one viewer."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

import msgspec
from dash import dcc, html

from analysis import company_queries, queries
from analysis.catalogue import Catalogue
from analysis.company_queries import Path, Period
from analysis.coverage import Coverage, coverage, recipients
from analysis.dossier import Contact
from analysis.query_records import Company, Traffic
from dashboard.components import aria
from dashboard.site import Site

SPANS: Final = (1, 7, 30, 365)  # days that can be chosen
USUAL: Final = 30


class PeriodView(msgspec.Struct, frozen=True, kw_only=True):
    """The last ``days`` days, today included. ``names`` are of the devices that the viewer may see."""

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

    def device(self, id: str) -> str:
        """The name of a device."""
        return self.names.get(id, id or "not enrolled")


def days_of(text: str | None) -> int:
    """The span of an address; the usual one where it is none that can be chosen."""
    return int(text) if text and text.isdecimal() and len(text) < 4 and int(text) in SPANS else USUAL


def load(site: Site, viewer: queries.Viewer, days: int) -> PeriodView:
    """Read some days."""
    last = site.today()
    period = Period(first=last - timedelta(days=days - 1), last=last)
    start, end = queries.day_of(period.first, site.zone).start, queries.day_of(last, site.zone).end
    with site.reader.read() as connection:
        return PeriodView(
            days=days,
            period=period,
            catalogue=company_queries.knowledge(connection),
            paths=company_queries.paths(connection, viewer, period),
            traffic=company_queries.traffic_of(connection, viewer, period),
            contacts=company_queries.contacts(connection, viewer, start, end),
            names={device.id: device.name for device in queries.devices(connection, viewer)},
        )


def span_words(days: int) -> str:
    """How a sentence about a span begins."""
    return "Since midnight" if days == 1 else f"In the last {days} days"


def span_picker(path: str, chosen: int) -> html.Nav:
    """Today, a week, a month, a year."""
    words = {1: "today", 7: "7 days", 30: "30 days", 365: "a year"}
    links = [
        dcc.Link(
            words[days], href=f"{path}?{urlencode({'days': days})}", className="on" if days == chosen else ""
        )
        for days in SPANS
    ]
    return html.Nav(links, className="which", **aria(label="time"))

"""The apps of a device that named themselves, as its page lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from analysis.app_queries import NamedApp, named_apps
from analysis.counting import commas
from analysis.queries import Day, Viewer
from analysis.query_records import Company
from analysis.wording import tr, trn
from dashboard import elements as html
from dashboard.components import Content, heading, rest
from dashboard.hour_words import recipient_name
from dashboard.phrases import rich
from dashboard.site import Site

SHOWN: Final = 12


def app_list(
    site: Site, viewer: Viewer, day: Day, device: str, companies: Mapping[str, Company]
) -> list[Content]:
    """The section; nothing where no app said which it is."""
    with site.reader.read() as connection:
        found = named_apps(connection, viewer, day, device)
    if not found:
        return []
    items: list[Content] = [html.Li(_line(app, companies)) for app in found]
    if len(items) > SHOWN:
        left = len(items) - SHOWN
        more = rest(trn("and {n} more", "and {n} more", left), html.Ul(items[SHOWN:]))
        items = [*items[:SHOWN], html.Li(more, className="opens")]
    head = heading(tr("Apps that named themselves"), tr("in the part that we could read; many do not"))
    return [head, html.Ul(items, className="new")]


def _line(app: NamedApp, companies: Mapping[str, Company]) -> list[Content]:
    to = commas(recipient_name(company, host, companies) for company, host in app.recipients)
    if app.id and app.name:
        return rich("**{name}** ({id}), to {recipients}", name=app.name, id=html.Code(app.id), recipients=to)
    return rich("**{name}**, to {recipients}", name=app.id or app.name, recipients=to)

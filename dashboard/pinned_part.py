"""Health: which messages are kept longer than others, and the room that they take on the disk."""

from __future__ import annotations

from dash import dcc, html
from sqlalchemy.exc import DatabaseError

from analysis.calendar_words import full_day
from analysis.counting import amount
from analysis.journal_format import from_micros
from analysis.pin_list import PinnedMessage, pinned_messages
from analysis.queries import Viewer
from analysis.wording import tr
from dashboard.components import Content
from dashboard.failed_page import unreadable_ledger
from dashboard.phrases import rich, rich_n
from dashboard.site import Site


def pinned_part(site: Site, viewer: Viewer) -> list[Content]:
    """Nothing where no message is kept longer that the viewer may see."""
    try:
        if not site.reader.ready():
            return []
        with site.reader.read() as connection:
            found = pinned_messages(site.home, connection, viewer)
    except DatabaseError:  # of all pages this one must stand
        return [html.P(unreadable_ledger(), className="covt", role="alert")]
    if not found:
        return []
    told = rich_n(
        "**{size}** of what is there is **{n} message** that somebody wished to keep longer than others.",
        "**{size}** of what is there are **{n} messages** that somebody wished to keep longer than others.",
        len(found),
        size=amount(sum(item.size for item in found)),
    )
    listed = html.Ul([html.Li(_line(site, item)) for item in found], className="plain")
    return [
        html.P(told, className="covt"),
        html.Details([html.Summary(tr("Which they are")), listed], className="covt"),
    ]


def _line(site: Site, item: PinnedMessage) -> list[Content]:
    day = full_day(from_micros(item.seen_at).astimezone(site.zone))
    to: Content = item.host or item.pin.event
    if item.has_findings:
        to = dcc.Link(item.host or item.pin.event, href=f"/evidence?event={item.pin.event}")
    size = amount(item.size) if item.size else tr("its body is gone")
    return rich(
        "{device} to {recipient}, sent on {date}: {size}",
        device=item.device_name or tr("a device without a name"), recipient=to, date=day, size=size,
    )  # fmt: skip

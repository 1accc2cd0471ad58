"""What a phone sent for a watch, ring or band, as far as host and app tell: a section of the Device page."""

from __future__ import annotations

from analysis.counting import commas
from analysis.queries import Day, Viewer
from analysis.wearables import SAID, Relay, relays
from analysis.wording import tr
from dashboard import elements as html
from dashboard.components import Content, heading
from dashboard.phrases import rich_n
from dashboard.sentences import amount
from dashboard.site import Site


def relayed(site: Site, viewer: Viewer, day: Day, device: str) -> list[Content]:
    """The section; nothing where no such app was seen, which says nothing of a watch that sends by itself."""
    with site.reader.read() as connection:
        found = relays(connection, viewer, day, device)
    if not found:
        return []
    return [
        heading(tr("For its watch"), tr("by way of this device")),
        html.Ul([html.Li(_words(item)) for item in found], className="relays"),
        html.P(tr(SAID), className="covt"),
    ]


def _words(item: Relay) -> list[Content]:
    return rich_n(
        "**{by}** {size} in {n} connection, to {hosts}.",
        "**{by}** {size} in {n} connections, to {hosts}.",
        item.connections, by=item.words, size=amount(item.bytes_out, bool(item.unknown)),
        hosts=commas(item.hosts),
    )  # fmt: skip

"""The essay's morning in a demo: for each sentence, whether it was seen, and of which device it is told."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from analysis.counting import amount, commas
from analysis.demo.story import story as told
from analysis.morning import Part, Verdict
from analysis.morning_findings import hours
from analysis.queries import Day, Viewer
from analysis.wording import Words, tr
from dashboard import elements as html
from dashboard.components import Content, heading
from dashboard.site import Site

VERDICTS: Final = Words({
    Verdict.SEEN: "seen",
    Verdict.POSSIBLE: "possible, but unreadable",
    Verdict.MESSENGER: "left by a messenger",
    Verdict.NOT_SEEN: "not seen",
    Verdict.NOT_AVAILABLE: "not available on this device",
    Verdict.NOTHING: "nothing recorded",
})  # fmt: skip


def story(site: Site, viewer: Viewer, day: Day) -> list[Content]:
    """The section of a demo's page; nothing in any other home."""
    if not site.home.is_demo:
        return []
    with site.reader.read() as connection:
        mornings = hours(connection, viewer, day.start, day.end)
    cards = [card(part, device) for device, part in told(mornings)]
    where = f"/morning?{urlencode({'day': day.date.isoformat(), 'span': 'day'})}"
    whole = html.P(
        html.Link(tr("The same for each device, with what could not be read"), href=where), className="more"
    )
    return [heading(tr("Your morning, honestly")), html.Div(cards, className="cards"), whole]


def card(part: Part, device: str = "", *more: Content) -> html.Article:
    """One sentence with its verdict; ``device`` is whom it is told of, where that does not stand above."""
    pieces = [
        html.Span(_verdict(part), className="verdict"),
        html.H3(part.sentence),
        *([html.Small(device)] if device else []),
        html.P(part.text),
        *([html.Small(part.aside)] if part.aside else []),
        *more,
    ]
    return html.Article(pieces, className=f"card {part.verdict.value}")


def _verdict(part: Part) -> str:
    words = VERDICTS[part.verdict]
    return words if part.bytes_out is None else commas((words, amount(part.bytes_out, part.at_least)))

"""The ways round the audit that a device took: a section of the Device page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from analysis.counting import and_more
from analysis.query_records import Company
from analysis.ways_used import NAMES_UNSEEN, Way, ways_used
from analysis.wording import tr
from dashboard import components, sentences
from dashboard import elements as html
from dashboard.components import Content
from dashboard.day_view import DayView
from dashboard.hour_words import recipient_name
from dashboard.phrases import Sentence, joined, phrase, phrase_n

NAMED: Final = 3  # recipients of one way that are named


def ways_round(view: DayView) -> list[Content]:
    """The section; nothing where no such way was seen, which says nothing of one that cannot be told."""
    found = ways_used(view.unread)
    if not found:
        return []
    items = [
        html.Li(
            [
                html.Time(sentences.clock(way.first, view.day.zone)),
                html.Span(components.sentence(_words(way, view.companies))),
            ]
        )
        for way in found
    ]
    title = components.heading(tr("Ways round this audit"), tr("we cannot see what went through them"))
    return [title, html.Ul(items, className="new shapes")]


def _words(way: Way, companies: Mapping[str, Company]) -> Sentence:
    names = [recipient_name(company, host, companies) for company, host in way.recipients[:NAMED]]
    to = and_more(names, len(way.recipients) - len(names))
    name = tr("Probably {way}", way=way.label) if way.likely else way.label
    size = sentences.amount(way.bytes_out, bool(way.unknown))
    told = phrase_n(
        "**{way}** to **{recipients}**: {sent} up in {n} connection.",
        "**{way}** to **{recipients}**: {sent} up in {n} connections.",
        way.connections, way=name, recipients=to, sent=size,
    )  # fmt: skip
    if way.protocol in NAMES_UNSEEN:
        return joined(told, phrase("Which names were asked for, we cannot see."))
    return joined(told, phrase("What went through it, and to whom, we cannot see."))

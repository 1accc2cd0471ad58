"""What of a device's day could be read: hour by hour, by reason and by recipient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from analysis import coverage_queries, queries
from analysis.capture_counts import Compared, compared
from analysis.counting import commas, number
from analysis.coverage import readability
from analysis.coverage_queries import HOUR, Destination, Hour, Share, Whole
from analysis.first_causes import Explained, explained
from analysis.first_queries import first_seen
from analysis.local_traffic import Local, local
from analysis.query_records import Company
from analysis.records import READABLE, Visibility
from analysis.shape_queries import Shapes, shapes
from analysis.wording import Words, tr, trn
from dashboard import components, sentences, shape_words
from dashboard import elements as html
from dashboard.components import Content
from dashboard.day_view import DayView
from dashboard.hour_part import source
from dashboard.hour_words import NAMED, recipient_name, to_whom
from dashboard.local_words import local_sentence
from dashboard.phrases import phrase
from dashboard.site import Site

UNREAD_SHOWN: Final = 12
_KEYS: Final = Words(
    {
        "read": "could be read", "part": "in part", "refused": "refused", "passed_by_choice": "passed by choice",
        "not_opened": "not opened", "name_only": "name only",
    },
    context="how much of what went there could be read",
)  # fmt: skip
# the colours of the coverage bar, for the reasons that they stand for
_COLOURS: Final = {
    Visibility.OPENED: "read",
    Visibility.CLEARTEXT: "read",
    Visibility.SAMPLED: "part",
    Visibility.REFUSED: "refused",
    Visibility.PASSED_BY_CHOICE: "passed_by_choice",
    Visibility.NOT_OPENED: "not_opened",
}


class DeviceCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """All that is said of how much of a device's day could be read."""

    view: DayView
    device: str
    whole: Whole
    hours: tuple[Hour, ...]
    unread: tuple[Destination, ...]
    compared: Compared | None
    shapes: Shapes
    firsts: list[Explained]
    stayed: tuple[Local, ...] = ()


def load(site: Site, viewer: queries.Viewer, view: DayView, device: str) -> DeviceCoverage:
    """Read it, for a day that is loaded already."""
    day = view.day
    with site.reader.read() as connection:
        firsts = first_seen(connection, viewer, day, device)
        return DeviceCoverage(
            view=view,
            device=device,
            whole=coverage_queries.whole(view.traffic),
            hours=coverage_queries.hours(view.quarters, day, NAMED),
            unread=tuple(one for one in coverage_queries.destinations(view.traffic) if _unread(one.whole)),
            compared=compared(connection, day.start, day.end),
            shapes=shapes(connection, day, view.unread, view.quarters, site.now()),
            firsts=explained(connection, viewer, day, firsts),
            stayed=local(connection, viewer, day, device),
        )


def _unread(whole: Whole) -> bool:
    return any(share.visibility not in READABLE for share in whole.shares)


def measures(found: DeviceCoverage) -> list[Content]:
    """In bytes and in connections, since one backup can be most of the bytes; and what the interface counted."""
    whole = found.whole
    if not whole.connections and not whole.bytes_out:
        return []
    size = sentences.amount(whole.bytes_out, bool(whole.unknown))
    spoken = phrase(
        "In bytes, **{share} of {size}** could be read; in connections, **{read} of {total}**.",
        share=share_words(whole.read_bytes, whole.bytes_out), size=size,
        read=number(whole.read_connections), total=number(whole.connections),
    )  # fmt: skip
    told = shape_words.compared_sentence(found.compared)
    return [
        html.P(components.sentence(spoken), className="covt"),
        html.P(components.sentence(told), className="covt counted"),
        *(
            [html.P(components.sentence(stayed), className="covt")]
            if (stayed := local_sentence(found.stayed))
            else []
        ),
    ]


def hour_by_hour(found: DeviceCoverage) -> list[Content]:
    """Each hour: how much, how much of it could be read, and to whom."""
    if not found.hours:
        return []
    most = max(hour.whole.bytes_out for hour in found.hours)
    rows = [_hour_row(hour, most, found) for hour in found.hours]
    heads = (
        (tr("hour"), ""),
        (tr("could it be read"), "bands"),
        (tr("read", context="head of a column of shares"), "num share"),
        (tr("sent", context="head of a column of bytes"), "num"),
        (tr("to", context="head of a column of recipients"), "to"),
    )
    head = html.Tr([html.Th(words, scope="col", className=name) for words, name in heads])
    return [
        components.heading(tr("Hour by hour"), tr("what went where, and how much of it could be read")),
        _legend(found.whole),
        html.Table([html.Thead(head), html.Tbody(rows)], className="hourly"),
    ]


def _hour_row(hour: Hour, most: int, found: DeviceCoverage) -> html.Tr:
    day, whole = found.view.day, hour.whole
    companies = found.view.companies
    to = to_whom(hour, lambda one: _name(one, companies), source(found.device, day, hour.start))
    first, last = (sentences.clock(at, day.zone) for at in (hour.start, min(hour.start + HOUR, day.end)))
    when = f"{first}–{last}"
    return html.Tr(
        [
            html.Th(when, scope="row"),
            html.Td(_band(whole, most), className="bands"),
            html.Td(_share(whole), className="num share"),
            html.Td(sentences.amount(whole.bytes_out, bool(whole.unknown)), className="num"),
            html.Td(to, className="to"),
        ],
        id={"row": "hour", "of": hour.start},  # what is open stays open, whatever comes before it
    )


def _band(whole: Whole, most: int) -> html.Div:
    """The bytes of an hour by what could be read of them; the square root keeps quiet hours visible."""
    weigh_bytes = whole.bytes_out > 0
    pieces, words = [], []
    for share in whole.shares:
        weight = share.bytes_out if weigh_bytes else share.connections
        told = f"{sentences.VISIBILITY_WORDS[share.visibility]}: {sentences.amount(share.bytes_out, bool(share.unknown))}"
        words.append(told)
        if weight:
            colour = _COLOURS.get(share.visibility, "name_only")
            pieces.append(html.I(className=f"cov-{colour}", style={"flexGrow": weight}, title=told))
    width = max(4.0, 100 * (whole.bytes_out / most) ** 0.5) if most else 100.0
    return html.Div(
        html.Div(pieces, className="cov", style={"width": f"{width:.0f}%"}),
        role="img",
        **components.aria(label="; ".join(words)),
    )


def _legend(whole: Whole) -> html.Div:
    there = {_COLOURS.get(share.visibility, "name_only") for share in whole.shares}
    keys = [
        html.Span([html.I(className=f"swatch flat cov-{name}"), told])
        for name, told in _KEYS.items()
        if name in there
    ]
    return html.Div(keys, className="legend")


def reasons(found: DeviceCoverage) -> list[Content]:
    """Why not: by visibility, in bytes, in connections and in recipients."""
    if not found.whole.shares:
        return []
    whole = found.whole
    rows = [
        _reason_row(sentences.VISIBILITY_WORDS[share.visibility], share, share.recipients)
        for share in whole.shares
    ]
    rows.append(_reason_row(tr("together"), whole, whole.recipients, "sum"))
    head = html.Tr(
        [
            html.Th("", scope="col"),
            *(
                html.Th(words, scope="col", className="num")
                for words in (
                    tr("sent", context="head of a column of bytes"),
                    tr("connections"),
                    tr("recipients"),
                )
            ),
        ]
    )
    note = tr("A recipient can stand in several lines.") if len(whole.shares) > 1 else ""
    return [
        components.heading(tr("What could be read, and why not the rest")),
        html.Table([html.Thead(head), html.Tbody(rows)], className="reasons"),
        *([html.P(note, className="covt")] if note else []),
    ]


def _reason_row(words: str, of: Share | Whole, recipients: int, name: str = "") -> html.Tr:
    connected = trn("connection", "connections", of.connections, context="behind a number")
    received = trn("recipient", "recipients", recipients, context="behind a number")
    return html.Tr(
        [
            html.Th(words, scope="row"),
            html.Td(sentences.amount(of.bytes_out, bool(of.unknown)), className="num"),
            html.Td([number(of.connections), _unit(connected)], className="num"),
            html.Td([number(recipients), _unit(received)], className="num"),
        ],
        className=name,
    )


def by_recipient(found: DeviceCoverage) -> list[Content]:
    """The recipients of which something could not be read."""
    if not found.unread:
        return []
    rows = []
    for one in found.unread:
        whole = one.whole
        word = readability(share.visibility for share in whole.shares)
        why = commas(
            sentences.VISIBILITY_WORDS[share.visibility].partition(":")[0]
            for share in whole.shares
            if share.visibility not in READABLE
        )
        rows.append(
            html.Tr(
                [
                    html.Th(_name(one, found.view.companies), scope="row"),
                    html.Td(sentences.amount(whole.bytes_out, bool(whole.unknown)), className="num"),
                    html.Td(
                        _share(whole),
                        className="num share",
                        title=sentences.readable_words(word),
                    ),
                    html.Td(why, className="why"),
                ]
            )
        )
    heads = (
        (tr("recipient"), ""),
        (tr("sent", context="head of a column of bytes"), "num"),
        (tr("read", context="head of a column of shares"), "num share"),
        (tr("the rest"), "why"),
    )
    head = html.Tr([html.Th(words, scope="col", className=name) for words, name in heads])
    first, more = rows[:UNREAD_SHOWN], rows[UNREAD_SHOWN:]
    opened = html.Table([html.Thead(head), html.Tbody(more)], className="unread")
    count = len(found.unread)
    aside = (
        trn("{n} recipient, most bytes first", "{n} recipients, most bytes first", count) if count > 1 else ""
    )
    return [
        components.heading(tr("Where something could not be read"), aside),
        html.Table([html.Thead(head), html.Tbody(first)], className="unread"),
        *([components.rest(trn("and {n} more", "and {n} more", len(more)), opened)] if more else []),
    ]


def _share(whole: Whole) -> list[Content]:
    """The share of bytes that could be read; a phone has no column heads, so it says of what."""
    return [
        share_words(whole.read_bytes, whole.bytes_out),
        _unit(tr("read", context="head of a column of shares")),
    ]


def _unit(words: str) -> html.Span:
    """What a number counts, where no head of a column says it."""
    return html.Span(f" {words}", className="unit")


def share_words(part: int, of: int) -> str:
    """A share in per cent; never 0 % or 100 % of what is not none or all."""
    if not of:
        return "–"
    share = 100 * part / of
    if 0 < share < 1:
        return tr("< 1 %")
    return tr("> 99 %") if 99 < share < 100 else tr("{share} %", share=f"{share:.0f}")


def _name(one: Destination, companies: Mapping[str, Company]) -> str:
    return recipient_name(one.company, one.host, companies)

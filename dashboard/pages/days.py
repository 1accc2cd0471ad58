"""Days: what left in a week, or between any two days, a line a day, and who got it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import msgspec
from dash import register_page

from analysis import company_queries, queries
from analysis.calendar_words import full_day, short_day
from analysis.company_queries import Period
from analysis.counting import amount, number
from analysis.coverage import Coverage, Recipient, coverage, recipients, recipients_words
from analysis.day_totals import DayTotal, day_total
from analysis.query_records import Kind
from analysis.records import Confidence
from analysis.wording import N_, tr, trn
from dashboard import components, sentences
from dashboard import elements as html
from dashboard.beside_days import total_words
from dashboard.components import Content, aria
from dashboard.empty import empty_state
from dashboard.evidence_parts import Input
from dashboard.language import titled
from dashboard.phrases import rich
from dashboard.site import site, viewer

register_page(__name__, path="/days", name=N_("Days"), title=titled(N_("Days")), order=5)  # type: ignore[no-untyped-call]

USUAL: Final = 7
OFFERED: Final = (7, 30)
MOST: Final = 366  # days; of a longer time the last ones are shown


class _Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was read: the days of the period that are on record, newest first, and the time of the same length before it."""

    period: Period
    lines: list[tuple[date, DayTotal | None]]
    before: tuple[Period, DayTotal | None] | None
    found: list[Recipient]
    covered: Coverage
    kinds: list[Kind]
    names: dict[str, str]


def layout(first: str = "", last: str = "", all: str | None = None, **_other: Any) -> Content:
    """The days ``first`` to ``last``, both included; without them the last seven. ``all=1``: every recipient."""
    if not site().reader.ready():
        return html.Div(empty_state())
    seen = _read(_period(first, last))
    asked = [day.date for day in map(site().chosen_day, (first, last)) if day is not None]
    is_cut = bool(asked) and min(asked) < seen.period.first
    said = [html.P(tr("Of a longer time the last {days} days are shown.", days=MOST), className="covt")]
    return html.Div(
        [
            _picker(seen.period),
            *(said if is_cut else []),
            *_words(seen),
            *_by_day(seen),
            *_who(seen, bool(all)),
        ]
    )


def _period(first: str, last: str) -> Period:
    begins, ends = site().chosen_day(first), site().chosen_day(last)
    end = ends.date if ends else site().today()
    start = begins.date if begins else end - timedelta(days=USUAL - 1)
    start, end = sorted((start, end))
    return Period(first=max(start, end - timedelta(days=MOST - 1)), last=end)


def _read(period: Period) -> _Seen:
    with site().reader.read() as connection:
        known, recorded = queries.devices(connection, viewer()), queries.days_recorded(connection)
        begin = max(period.first, recorded[0]) if recorded else period.last
        days = [period.last - timedelta(days=back) for back in range((period.last - begin).days + 1)]
        kinds = [
            Kind(
                device=one.device, company=one.company, host=one.host, category=one.category, count=one.count,
                confidence=Confidence.CERTAIN if one.certain else Confidence.LIKELY,
            )
            for one in company_queries.paths(connection, viewer(), period)
        ]  # fmt: skip
        sent = company_queries.traffic_of(connection, viewer(), period)
        found = recipients(sent, kinds, site().companies(connection), {}, {})
        length = timedelta(days=(period.last - period.first).days + 1)
        earlier = Period(first=period.first - length, last=period.last - length)
        before = None
        if recorded is not None and earlier.first >= recorded[0]:
            before = (earlier, day_total(connection, viewer(), earlier.first, earlier.last))
        return _Seen(
            period=period,
            lines=[(day, day_total(connection, viewer(), day)) for day in days],
            before=before,
            found=found,
            covered=coverage(found),
            kinds=kinds,
            names={device.id: device.name for device in known},
        )


def _picker(period: Period) -> html.Div:
    today = site().today()
    links = []
    for count in OFFERED:
        first = today - timedelta(days=count - 1)
        here = (period.first, period.last) == (first, today)
        words = trn("{n} day", "{n} days", count)
        links.append(
            html.Link(words, href=f"/days?first={first}&last={today}", className="on" if here else "")
        )
    ends = (("first", tr("from day"), period.first), ("last", tr("to day"), period.last))
    fields: list[Content] = [
        html.Div(
            [html.Span(words), Input(kind="date", name=name, value=str(day), label=words)], className="choice"
        )
        for name, words, day in ends
    ]
    show = html.Button(tr("Show these days"), type="submit", className="action")
    form = html.Form([*fields, show], action="/days", method="GET", className="filters")
    return html.Div([html.Nav(links, className="which", **aria(label=tr("time"))), form])


def _words(seen: _Seen) -> list[Content]:
    first, last = full_day(seen.period.first), full_day(seen.period.last)
    when = tr("From {first} to {last}", first=first, last=last)
    if seen.period.first == seen.period.last:
        when = sentences.day_words(seen.period.last, site().today())
    address = f"/evidence?from={seen.period.first}&to={seen.period.last}&kind="
    told = sentences.what_matters(seen.kinds, seen.names, seen.covered.total == 1, address)
    sent = {device for item in seen.found for device in item.devices}
    devices = [seen.names.get(device, device or tr("not enrolled")) for device in sorted(sent)]
    spoken = sentences.headline(when, devices, seen.found, seen.covered, told)
    parts: list[Content] = [html.H1(components.sentence(spoken)), components.coverage_bar(seen.covered)]
    if seen.before is not None:
        period, total = seen.before
        link = html.Link(tr("As long before"), href=f"/days?first={period.first}&last={period.last}")
        parts.append(
            html.P(rich("{period}: {total}.", period=link, total=total_words(total)), className="covt")
        )
    return parts


def _by_day(seen: _Seen) -> list[Content]:
    heads = ((tr("day"), ""), (tr("devices"), "num"), (tr("recipients"), "num"),
             (tr("sent", context="head of a column of bytes"), "num"))  # fmt: skip
    head = html.Tr([html.Th(words, scope="col", className=name) for words, name in heads])
    rows = [_line(day, total) for day, total in seen.lines]
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="byday")
    return [components.heading(tr("Day by day"), tr("a day opens to all that is told of it")), table]


def _line(day: date, total: DayTotal | None) -> html.Tr:
    link = html.Th(html.Link(short_day(day), href=f"/?day={day}"), scope="row")
    if total is None:
        return html.Tr([link, html.Td(tr("nothing was recorded"), colSpan=3, className="num")])
    cells = (number(total.devices), number(total.recipients), amount(total.bytes_out, total.at_least))
    return html.Tr([link, *(html.Td(words, className="num") for words in cells)])


def _who(seen: _Seen, everybody: bool) -> list[Content]:
    if not seen.found:
        return []
    time = {"from": str(seen.period.first), "to": str(seen.period.last)}
    everyone = f"/days?first={time['from']}&last={time['to']}&all=1"
    aside = tr("{recipients}, loudest first", recipients=recipients_words(seen.covered))
    table = components.recipients_table(seen.found, time, "", everyone, everybody)
    return [components.heading(tr("Who got it"), aside), table]

"""Your morning, honestly: light, sound, a photo and the watch, for each device, with one verdict each."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from dash import Input, Output, State, callback, dcc, no_update, register_page

from analysis.calendar_words import long_day, short_day
from analysis.counting import number
from analysis.coverage import coverage_of
from analysis.house_queries import seen_of
from analysis.morning import Part, Told, Verdict, tell
from analysis.morning_findings import hours
from analysis.queries import Day, days_recorded
from analysis.wording import N_, Words, tr
from dashboard import components, sentences
from dashboard import elements as html
from dashboard.components import Content, Live, aria
from dashboard.empty import empty_state
from dashboard.language import titled
from dashboard.phrases import Sentence, phrase
from dashboard.site import site, viewer
from dashboard.story import card

register_page(  # type: ignore[no-untyped-call]
    __name__, path="/morning", name=N_("Your morning"), title=titled(N_("Your morning, honestly")), order=16
)

PULSE: Final = 10_000  # ms
NOON: Final = time(12)
_SPANS: Final = Words({"morning": "until noon", "day": "the whole day"})


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks for."""

    day: str = ""
    span: str = ""


def layout(day: str | None = None, span: str | None = None, **_other: Any) -> Content:
    """The morning of a day, from midnight to noon; ``span=day`` for all of it."""
    if not site().reader.ready():
        return html.Div(empty_state())
    asked = _Asked(day=day or "", span=span or "")
    seen = {**msgspec.structs.asdict(asked), "version": site().reader.version()}
    return html.Div(
        [
            Live(id="morning", content=_content(asked)),
            dcc.Store(id="morning-seen", data=seen),
            dcc.Interval(id="morning-pulse", interval=PULSE),
        ]
    )


@callback(
    Output("morning", "content"),
    Output("morning-seen", "data"),
    Input("morning-pulse", "n_intervals"),
    State("morning-seen", "data"),
    prevent_initial_call=True,
)
def refresh(_pulses: int | None, seen: dict[str, Any]) -> tuple[Content, Content]:
    """Bring the page up to date when the ledger has changed."""
    version = site().reader.version()
    if version == seen["version"] or not site().reader.ready():
        return no_update, no_update
    return _content(_Asked(day=seen["day"], span=seen["span"])), {**seen, "version": version}


def _content(asked: _Asked) -> list[Content]:
    day = site().day(asked.day)
    # a demo lives through its morning in a minute, at whatever time of day it is started
    span = asked.span if asked.span in _SPANS else "day" if site().home.is_demo else "morning"
    end = day.end if span == "day" else _noon(day)
    with site().reader.read() as connection:
        days = days_recorded(connection)
        told = [tell(found) for found in hours(connection, viewer(), day.start, end)]
        seen = seen_of(connection, viewer(), msgspec.structs.replace(day, end=end))
    first = days[0] if days else day.date
    return [
        _picker(day, first, span),
        html.H1(components.sentence(_headline(day.date, told, span, recorded=bool(seen)))),
        *([components.coverage_bar(coverage_of(seen))] if seen else []),
        html.P(
            tr(
                "An essay asks what companies learned of one ordinary morning: from the tablet's light sensor, the phone's "
                "microphone, a photo to a friend, and the watch. Here is the same of yours."
            ),
            className="covt",
        ),
        *(part for one in _quiet_last(told) for part in _device(one, day.date)),
    ]


def _noon(day: Day) -> int:
    return int(datetime.combine(day.date, NOON, day.zone).timestamp()) * 1_000_000


def _picker(day: Day, first: date, span: str) -> html.Div:
    def address(at: date, of: str) -> str:
        return f"/morning?{urlencode({'day': at.isoformat(), 'span': of})}"

    before, after = day.date - timedelta(days=1), day.date + timedelta(days=1)
    today = site().today()
    words = tr("Today") if day.date == today else short_day(day.date)
    earlier, later = tr("← earlier"), tr("later →")
    left = html.Link(earlier, href=address(before, span)) if before >= first else html.Span(earlier)
    right = html.Link(later, href=address(after, span)) if after <= today else html.Span(later)
    spans = [
        html.Link(label, href=address(day.date, of), className="on" if of == span else "")
        for of, label in _SPANS.items()
    ]
    return html.Div(
        [
            html.Nav(spans, className="which", **aria(label=tr("hours"))),
            html.Nav([left, html.B(words), right], className="days", **aria(label=tr("day"))),
        ]
    )


def _headline(day: date, told: list[Told], span: str, *, recorded: bool) -> Sentence:
    seen = sum(part.verdict is Verdict.SEEN for one in told for part in one.parts)
    open_ = sum(part.verdict in (Verdict.POSSIBLE, Verdict.MESSENGER) for one in told for part in one.parts)
    if not told:
        return phrase("**No device** of yours is enrolled yet.")
    if day == site().today():
        when = tr("Today") if span == "day" else tr("This morning")
    else:
        when = tr("On {date}", date=long_day(day))
        when = when if span == "day" else tr("{day}, that morning", day=when)
    if not recorded:
        return phrase("{when}, **nothing** was recorded.", when=when)
    figures = {
        "when": when,
        "seen": number(seen) if seen else sentences.in_words(0),
        "all": number(4 * len(told)),
    }
    if not open_:
        return phrase(
            "{when}, what left could tell **{seen} of the {all}** sentences, in the part that we could read.",
            **figures,
        )
    return phrase(
        "{when}, what left could tell **{seen} of the {all}** sentences; **{more} more** may be in what we could not read.",
        more=number(open_), **figures,
    )  # fmt: skip


def _quiet_last(told: list[Told]) -> list[Told]:
    """Devices of which something is to be said stand first."""
    quiet = (Verdict.NOTHING, Verdict.NOT_AVAILABLE)
    return sorted(told, key=lambda one: all(part.verdict in quiet for part in one.parts))


def _device(one: Told, day: date) -> list[Content]:
    link = html.Link(one.name, href=f"/device/{one.device}?{urlencode({'day': day.isoformat()})}")
    return [
        html.H2(html.Span(link)),
        html.Div([card(part, "", *_more(part, one, day)) for part in one.parts], className="cards four"),
    ]


def _more(part: Part, one: Told, day: date) -> list[Content]:
    if part.verdict in (Verdict.POSSIBLE, Verdict.MESSENGER):
        where = f"/device/{one.device}?{urlencode({'day': day.isoformat()})}"
        return [html.P(html.Link(tr("to whom, and why it could not be read"), href=where), className="more")]
    if part.verdict is not Verdict.SEEN:
        return []
    about = urlencode({"day": day.isoformat(), "device": one.device})
    return [
        html.P(
            [
                html.Link(tr("what this could tell"), href=f"/could-tell?{about}"),
                " · ",
                html.Link(tr("the evidence"), href=f"/evidence?{about}"),
            ],
            className="more",
        )
    ]

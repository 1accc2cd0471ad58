"""Today: what left, how much of it could be read, what is new, who got it."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from dash import Input, Output, State, callback, dcc, no_update, register_page

from analysis.coverage import recipients_words
from analysis.first_causes import Cause, explained
from analysis.queries import days_recorded
from analysis.wording import N_, tr, trn
from dashboard import components, sentences
from dashboard import elements as html
from dashboard.beside_days import beside
from dashboard.components import Content, Live
from dashboard.empty import empty_state
from dashboard.first_sentences import first_rank, first_sentence
from dashboard.house_view import HouseView, load
from dashboard.lanes import Drawing
from dashboard.language import titled
from dashboard.quiet_house import quiet_house
from dashboard.shape_words import CAUSES
from dashboard.site import site, viewer
from dashboard.story import story
from dashboard.waiting_part import Backlog, backlog, waiting_part

register_page(__name__, path="/", name=N_("Today"), title=titled(N_("Today")), order=0)  # type: ignore[no-untyped-call]

PULSE: Final = 2_500  # ms between two looks at whether the ledger has changed
NEW_SHOWN: Final = 8
NEW_MOST: Final = 400  # of those that are asked for; the rest stands in the evidence


def layout(day: str | None = None, all: str | None = None, **_other: Any) -> Content:
    """The page of a day (``day=2026-11-22``; without it, the day that it is); ``all=1`` lists every recipient."""
    asked = {"day": day or "", "all": all or ""}
    version, content = _version(asked), _content(asked)
    waits = waiting_part(found := backlog(site()))
    seen = {**asked, "version": version, "empty": not content, "waits": _mark(found)}
    return html.Div(
        [
            html.Div(waits, id="today-waiting"),
            html.Div([] if content else empty_state(), id="today-empty"),
            Live(id="today", content=content),
            dcc.Store(id="today-seen", data=seen),
            dcc.Interval(id="today-pulse", interval=PULSE),
        ]
    )


@callback(
    Output("today-empty", "children"),
    Output("today", "content"),
    Output("today-seen", "data"),
    Output("today-waiting", "children"),
    Input("today-pulse", "n_intervals"),
    State("today-seen", "data"),
    prevent_initial_call=True,
)
def refresh(_pulses: int | None, seen: dict[str, Any]) -> tuple[Content, Content, Content, Content]:
    """Bring the page up to date when the ledger has changed, each minute for the line of now, and when records wait."""
    version, found = _version(seen), backlog(site())
    mark, empty = _mark(found), seen["empty"]
    changed = mark != seen.get("waits")
    told = waiting_part(found) if changed else no_update
    first = empty_state() if changed and empty else no_update
    seen = {**seen, "waits": mark}
    if version == seen.get("version") or not site().reader.ready():
        return first, no_update, seen if changed else no_update, told
    content = _content(seen)
    if content and empty:
        first = []
    return first, content, {**seen, "version": version, "empty": not content}, told


def _mark(found: Backlog) -> list[int | bool | None]:
    """Another one where something else is to be said of what waits; [] where nothing is."""
    return [*found] if waiting_part(found) else []


def _version(asked: dict[str, Any]) -> str:
    """What the page was drawn from: the ledger's version and, today, the minute."""
    day, now = site().day(asked["day"]), site().now()
    minute = now // 60_000_000 if day.start <= now < day.end else 0
    return f"{site().reader.version()} {day.date} {minute}"


def _content(asked: dict[str, Any]) -> list[Content]:
    """The page of the day; [] where nothing was ever recorded."""
    if not site().reader.ready():
        return []
    with site().reader.read() as connection:
        recorded = days_recorded(connection)
    if recorded is None:
        return []
    day = site().day(asked["day"])
    view = load(site(), viewer(), day, everybody=bool(asked["all"]))
    picker = components.day_picker(day, site().today(), recorded[0], "/")
    return [
        picker,
        *_words(view),
        *beside(site(), viewer(), day, recorded[0]),
        *_further(view),
        *_lanes(view),
        *(story(site(), viewer(), view.day) if view.met else ()),
        *_new(view, bool(asked["all"])),
        *quiet_house(site(), viewer(), day, view.names, view.companies),
        *_who(view, bool(asked["all"])),
    ]


def _words(view: HouseView) -> list[Content]:
    when = sentences.day_words(view.day.date, site().today())
    names = [device.name for device in view.active]
    address = f"/evidence?day={view.day.date}&kind="
    told = sentences.told_first(view.went, view.names, view.coverage.total == 1, address)
    spoken = sentences.headline(when, names, view.recipients, view.coverage, told)
    totals = (sentences.others_sentence(view.others), sentences.strangers_sentence(view.strangers))
    return [
        html.H1(components.sentence(spoken)),
        components.coverage_bar(view.coverage),
        *(html.P(components.sentence(total), className="covt") for total in totals if total),
    ]


def _further(view: HouseView) -> list[Content]:
    """Where it is told what follows from it, and what one can do."""
    if not view.coverage.total:
        return []
    where = f"/could-tell?{urlencode({'day': view.day.date.isoformat()})}"
    return [
        html.P(
            html.Link(tr("What could be learned from it, and how to stop it"), href=where), className="more"
        )
    ]


def _lanes(view: HouseView) -> list[Content]:
    shown = {
        device.id: device
        for device in (*view.devices, *view.active)
        if device.mode != "off" or device in view.active
    }
    drawing = Drawing(view.frame, site().now())
    lanes = []
    for device in shown.values():
        count = view.met.get(device.id, 0)
        cells, ribbon = view.cells.get(device.id, {}), view.ribbons.get(device.id, {})
        about = trn("{n} recipient", "{n} recipients", count) if count else tr("nothing recorded this day")
        link = html.Link(
            device.name, href=f"/device/{device.id}?{urlencode({'day': view.day.date.isoformat()})}"
        )
        name = html.Div([html.B(link if device.id else device.name), html.Span(about)], className="devname")
        lanes.append(
            html.Div(
                [name, components.drawn_lane(device, drawing, cells, ribbon)],
                className="dev",
                id=f"lane-{device.id}",
            )
        )
    title = components.heading(tr("What left, by device"), components.lane_hint(view.frame))
    return [title, components.legend(), html.Div(lanes, className="lanes"), components.hours(view.frame)]


def _new(view: HouseView, show_all: bool) -> list[Content]:
    firsts = view.firsts
    known = sum(not first.category for first in firsts)
    lines: list[Content] = []
    if view.first_day and known:
        firsts = [first for first in firsts if first.category]
        lines.append(
            html.Li(
                tr(
                    "This is the first day on record: all {recipients} are new.",
                    recipients=recipients_words(view.coverage),
                )
            )
        )
    shown = NEW_MOST if show_all else NEW_SHOWN
    firsts = sorted(sorted(firsts, key=first_rank)[:shown], key=lambda item: item.seen_at)
    with site().reader.read() as connection:
        known_causes = explained(connection, viewer(), view.day, firsts)
    for first, cause in ((one.first, one.cause) for one in known_causes):
        spoken = first_sentence(first, view.companies, (*view.devices, *view.active))
        time = html.Time(sentences.clock(first.seen_at, view.day.zone))
        said = view.first_day and cause is Cause.ENROLLED  # of a first day, all of it is new for that reason
        why = [] if said else [html.Span(CAUSES[cause], className="why")]
        lines.append(html.Li([time, html.Span(components.sentence(spoken)), *why]))
    left_out = len(view.firsts) - (known if view.first_day else 0) - len(firsts)
    if left_out > 0:
        day = {"day": view.day.date.isoformat()}
        where = f"/evidence?{urlencode(day)}" if show_all else f"/?{urlencode({**day, 'all': '1'})}"
        words = trn("and {n} more for the first time", "and {n} more for the first time", left_out)
        lines.append(html.Li(html.Link(words, href=where)))
    if not lines:
        lines.append(html.Li(tr("No new recipient and no new kind of data, in the part that we could read.")))
    when = tr("New today") if view.day.date == site().today() else tr("New that day")
    return [components.heading(when), html.Ul(lines, className="new")]


def _who(view: HouseView, show_all: bool) -> list[Content]:
    if not view.recipients:
        return []
    aside = tr("{recipients}, loudest first", recipients=recipients_words(view.coverage))
    everyone = f"/?{urlencode({'day': view.day.date.isoformat(), 'all': '1'})}"
    table = components.recipients_table(
        view.recipients, {"day": view.day.date.isoformat()}, "", everyone, show_all
    )
    return [components.heading(tr("Who got it"), aside), table]

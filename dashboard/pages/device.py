"""Device: one device's day, how it is connected, and what could not be read of it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final
from urllib.parse import urlencode

from dash import Input, Output, State, callback, dcc, no_update, register_page

from analysis.counting import number
from analysis.coverage import recipients_words
from analysis.frames import thinned
from analysis.full_values import opener
from analysis.place_queries import Chosen, places_told
from analysis.queries import DeviceRow, days_recorded, devices
from analysis.query_records import Reading
from analysis.wording import N_, Words, tr, trn
from dashboard import components, device_coverage, device_shapes, figures, place_map, sentences, standing_part
from dashboard import elements as html
from dashboard.app_list import app_list
from dashboard.components import Content, Live
from dashboard.day_view import DayView, load
from dashboard.empty import empty_state
from dashboard.lanes import Drawing
from dashboard.language import titled
from dashboard.property_words import PROPERTY_WORDS
from dashboard.site import site, viewer
from dashboard.ways_part import ways_round
from dashboard.wearable_parts import relayed

register_page(  # type: ignore[no-untyped-call]
    __name__,
    path="/device",  # without an id: the first device
    path_template="/device/<device>",
    name=N_("Device"),
    title=titled(N_("Device")),
    order=10,
)

PULSE: Final = 5_000  # ms
SERIES_SHOWN: Final = 6
POINTS_DRAWN: Final = 400
CHARTS_EVERY: Final = 30_000_000  # µs
_CONNECTED: Final = Words({
    "open": "Enrolled: what it sends through this box is opened where its apps accept our certificate.",
    "observe": "Only observed: who it talks to and how much, never what.",
    "paused": "Paused: treated as if it were not enrolled until it is resumed.",
    "off": "No longer enrolled: nothing new is recorded.",
})  # fmt: skip
_PLAIN: Final[Any] = {"displayModeBar": False, "responsive": True}


def layout(device: str = "", day: str | None = None, all: str | None = None, **_other: Any) -> Content:
    """The page of a device's day; ``all=1`` lists every recipient."""
    if not site().reader.ready():
        return html.Div(empty_state())
    asked = {"device": device or _first_device(), "day": day or "", "all": all or ""}
    version = site().reader.version()
    above, charts, below = _content(asked)
    return html.Div(
        [
            Live(id="device", content=above),
            html.Div(charts, id="device-charts"),
            Live(id="device-below", content=below),
            dcc.Store(id="device-seen", data={**asked, "version": version, "charted": site().now()}),
            dcc.Interval(id="device-pulse", interval=PULSE),
        ]
    )


def _first_device() -> str:
    with site().reader.read() as connection:
        known = devices(connection, viewer())
    return next((device.id for device in known if device.mode != "off"), "")


@callback(
    Output("device", "content"),
    Output("device-charts", "children"),
    Output("device-below", "content"),
    Output("device-seen", "data"),
    Input("device-pulse", "n_intervals"),
    State("device-seen", "data"),
    prevent_initial_call=True,
)
def refresh(_pulses: int | None, seen: dict[str, Any]) -> tuple[Content, Content, Content, Content]:
    """Bring the page up to date when the ledger has changed; the charts, which are built anew, less often."""
    version, now = site().reader.version(), site().now()
    if version == seen["version"] or not site().reader.ready():
        return no_update, no_update, no_update, no_update
    above, charts, below = _content(seen)
    due = now - seen["charted"] >= CHARTS_EVERY
    charted = now if due else seen["charted"]
    return above, charts if due else no_update, below, {**seen, "version": version, "charted": charted}


def _content(asked: dict[str, Any]) -> tuple[list[Content], list[Content], list[Content]]:
    """What stands above the charts, the charts, and what stands below."""
    with site().reader.read() as connection:
        recorded = days_recorded(connection)
    day = site().day(asked["day"])
    view = load(site(), viewer(), day, asked["device"], everybody=bool(asked["all"]))
    device = next((item for item in (*view.devices, *view.active) if item.id == asked["device"]), None)
    if device is None or not device.id:
        words = tr("There is no such device.") if asked["device"] else tr("No device is enrolled yet.")
        return [html.H1(words), html.P(html.Link(tr("Back to today"), href="/"))], [], []
    path = f"/device/{device.id}"
    read = device_coverage.load(site(), viewer(), view, device.id)
    stands = standing_part.load(site(), viewer(), device)
    above = [
        _others(view, device),
        components.day_picker(day, site().today(), recorded[0] if recorded else day.date, path),
        *_words(view, device, stands),
        *device_coverage.measures(read),
        *_lane(view, device),
        *device_coverage.hour_by_hour(read),
    ]
    with site().reader.read() as connection:
        told = places_told(connection, viewer(), day, device.id, opener(site().home.journal_dir), _kept)
    below = [
        *place_map.section(told, view.companies, day.zone),
        *app_list(site(), viewer(), day, device.id, view.companies),
        *device_shapes.new_here(read, day.date == site().today()),
        *device_coverage.reasons(read),
        *device_coverage.by_recipient(read),
        *ways_round(view),
        *device_shapes.how_it_left(read),
        *relayed(site(), viewer(), day, device.id),
        *_refusals(view),
    ]
    who = _who(view, device, path, bool(asked["all"]))
    return above, _charts(view), [*below, *who, *standing_part.section(stands)]


def _kept(key: Hashable) -> Chosen:
    """Which findings of places were chosen, as long as the ledger is the same file."""
    return site().kept.get(("places", key), site().reader.file(), dict)


def _others(view: DayView, device: DeviceRow) -> html.Nav:
    listed = [item for item in view.devices if item.mode != "off" or item.id == device.id]
    query = urlencode({"day": view.day.date.isoformat()})
    links = [
        html.Link(
            item.name, href=f"/device/{item.id}?{query}", className="on" if item.id == device.id else ""
        )
        for item in listed
    ]
    return html.Nav(links, className="which", **components.aria(label="devices"))


def _words(view: DayView, device: DeviceRow, stands: standing_part.Found) -> list[Content]:
    when = sentences.day_words(view.day.date, site().today())
    address = f"/evidence?{urlencode({'day': view.day.date, 'device': device.id})}&kind="
    told = sentences.what_matters(view.kinds, {}, view.coverage.total == 1, address)
    spoken = sentences.headline(when, [device.name], view.recipients, view.coverage, told)
    about = components.device_words(device)
    return [
        html.H1(components.sentence(spoken)),
        components.coverage_bar(view.coverage),
        html.P(
            [
                html.B(f"{about}. "),
                _CONNECTED.get(device.mode, ""),
                " ",
                *components.sentence(standing_part.consent_words(stands)),
            ],
            className="covt",
        ),
    ]


def _lane(view: DayView, device: DeviceRow) -> list[Content]:
    drawing = Drawing(view.frame, site().now(), row=15)
    drawn = components.drawn_lane(device, drawing, view.cells, view.ribbon, large=True)
    return [
        components.heading(tr("Its day"), components.lane_hint(view.frame)),
        components.legend(),
        html.Div(html.Div(drawn, className="dev wide"), className="lanes"),
        html.Div(components.hours(view.frame), className="wide"),
    ]


def _charts(view: DayView) -> list[Content]:
    if not any(view.cells.values()):
        return []
    shown: list[Content] = [
        components.heading(
            tr("How much of each kind"),
            tr("findings in a quarter hour; each row has its own scale")
            if view.frame.is_whole
            else tr("findings over time; each row has its own scale"),
        ),
        _graph(figures.activity_figure(view.frame, view.cells), tr("findings over time, by kind")),
    ]
    by_property: dict[tuple[str, str], list[Reading]] = {}
    for reading in view.readings:
        by_property.setdefault((reading.category, reading.property), []).append(reading)
    if by_property:
        shown.append(
            components.heading(tr("What the readings said"), tr("the median, and from lowest to highest"))
        )
    for (category, name), points in list(by_property.items())[:SERIES_SHOWN]:
        words = sentences.category_words(category)
        receivers = len({point.company or point.host for point in points})
        sent = trn("{n} message", "{n} messages", len(points))
        who = trn("{n} recipient", "{n} recipients", receivers)
        aside = _aside(sent, who, PROPERTY_WORDS.get(name, ""))
        shown.append(html.H3([words, html.Small(aside)], className="series"))
        shown.append(_graph(figures.series_figure(view.day, category, _drawable(view, points)), words))
    return shown


def _aside(sent: str, who: str, exactly: str) -> str:
    """How much of a series went to how many; what exactly it is, where there are plain words for it."""
    if exactly:
        return tr("{messages} to {recipients} · {name}", messages=sent, recipients=who, name=exactly)
    return tr("{messages} to {recipients}", messages=sent, recipients=who)


def _drawable(view: DayView, points: list[Reading]) -> list[Reading]:
    """Points as they are while they can be told apart, else one a quarter hour."""
    if len(points) <= POINTS_DRAWN:
        return points
    return thinned(points, view.day.zone)


def _graph(figure: dict[str, object], label: str) -> html.Div:
    layout = figure["layout"]
    assert isinstance(layout, dict)
    return html.Div(
        dcc.Graph(figure=figure, config=_PLAIN),
        className="chart",
        role="img",
        style={"minHeight": f"{layout['height']}px"},  # so that nothing below jumps when it is drawn
        **components.aria(label=label),
    )


def _refusals(view: DayView) -> list[Content]:
    if not view.refusals:
        return []
    rows = []
    for item in view.refusals:
        company = view.companies.get(item.company)
        first, last = (sentences.clock(at, view.day.zone) for at in (item.first, item.last))
        times = first if first == last else tr("{first} to {last}", first=first, last=last)
        name: list[Content] = [
            sentences.recipient_words(item.host),
            *([html.I(company.name)] if company else []),
        ]
        rows.append(
            html.Tr(
                [html.Th(name, scope="row"), html.Td(times), html.Td(number(item.flows), className="num")]
            )
        )
    heads = [
        html.Th(tr("host"), scope="col"),
        html.Th(tr("when"), scope="col"),
        html.Th(tr("connections"), scope="col", className="num"),
    ]
    return [
        components.heading(tr("Did not accept our certificate"), tr("passed through unread since")),
        html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="refused"),
    ]


def _who(view: DayView, device: DeviceRow, path: str, show_all: bool) -> list[Content]:
    if not view.recipients:
        return []
    aside = tr("{recipients}, loudest first", recipients=recipients_words(view.coverage))
    everyone = f"{path}?{urlencode({'day': view.day.date.isoformat(), 'all': '1'})}"
    table = components.recipients_table(
        view.recipients, {"day": view.day.date.isoformat()}, device.id, everyone, show_all
    )
    return [components.heading(tr("Who got it"), aside), table]

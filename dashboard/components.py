"""The pieces that pages are made of: header, sentences, coverage bar, lanes, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

from dash.development.base_component import Component

from analysis.calendar_words import short_day
from analysis.counting import number
from analysis.coverage import Coverage, Readable, Recipient
from analysis.device_kind_words import a_device, whose_device
from analysis.queries import Day, DeviceRow
from analysis.wording import Words, tr
from dashboard import elements as html
from dashboard import lanes, sentences
from dashboard.lanes import Frame
from dashboard.phrases import Content as Content
from dashboard.phrases import sentence as sentence
from dashboard.sentences import KINDS

LOUDEST: Final = 15  # recipients that a table shows before it is asked for all
_RIBBON: Final = Words(
    {"read": "could be read", "part": "in part", "unread": "could not"}, context="what the ribbon means"
)


class _OwnComponent(Component):
    """A component of assets/components.js."""

    _namespace = "leakledger"
    _children_props: list[str] = []
    _base_nodes = ["children"]
    _valid_wildcard_attributes: list[str] = []
    available_wildcard_properties: list[str] = []

    def __init__(self, **props: Content) -> None:
        # not Component's own: for each property it looks for a package of our namespace on the whole search path
        if unknown := props.keys() - set(self._prop_names):
            raise TypeError(f"{self._type} knows no {', '.join(sorted(unknown))}")
        for name, value in props.items():
            setattr(self, name, value)


class Svg(_OwnComponent):
    """Inline SVG of ``lanes.Shape``s; ``stretch`` fills the width at any height. Without a label it is decoration."""

    _type = "Svg"
    _prop_names = ["id", "label", "viewBox", "className", "stretch", "shapes"]
    available_properties = _prop_names


class Select(_OwnComponent):
    """A native select: ``options`` are ``{"value", "label"}``; ``value`` follows the user."""

    _type = "Select"
    _prop_names = ["id", "label", "value", "options"]
    available_properties = _prop_names


class Live(_OwnComponent):
    """What changes in place: ``content`` is of ``html``, ``html.Link``, ``Svg``, ``Later``; nothing in it has callbacks."""

    _type = "Live"
    _prop_names = ["id", "content"]
    available_properties = _prop_names


class Later(_OwnComponent):
    """A ``details`` within a ``Live``: what it holds is asked of ``source`` when it is opened, and anew when ``summary``
    changes meanwhile. Until then ``waiting`` stands there, or ``failed`` where it cannot be had."""

    _type = "Later"
    _prop_names = ["id", "summary", "source", "waiting", "failed"]
    available_properties = _prop_names


class Field(_OwnComponent):
    """A native input of ``kind`` search or date; ``value`` follows the user after Enter, a change of focus or a pause."""

    _type = "Field"
    _prop_names = ["id", "label", "kind", "value", "hint"]
    available_properties = _prop_names


def heading(title: str, aside: str = "") -> html.H2:
    """A section's heading with a few soft words behind it."""
    return html.H2([html.Span(title), html.Small(aside)]) if aside else html.H2(title)


def rest(words: str, children: Content) -> html.Details:
    """``and 41 more``, which opens to what they are."""
    return html.Details([html.Summary(words), children], className="rest")


def later(summary: Content, source: str) -> Later:
    """The same of what is read only when it is opened: JSON of components at ``source``, an address of this dashboard."""
    waiting, failed = tr("Loading …"), tr("It could not be loaded. Close it and open it again.")
    return Later(summary=summary, source=source, waiting=waiting, failed=failed)


def aria(**words: str) -> Any:
    """ARIA attributes as Dash takes them: ``**aria(label="day")``."""
    return {f"aria-{name}": value for name, value in words.items()}


def legend() -> html.Div:
    """What the colours and the ribbon of the lanes mean."""
    kinds = [html.Span([html.I(className=f"swatch {kind}"), sentences.kind_words(kind)]) for kind in KINDS]
    ribbon = [html.Span([html.I(className=f"swatch flat {name}"), words]) for name, words in _RIBBON.items()]
    return html.Div([*kinds, html.Span(tr("underneath:"), className="gap"), *ribbon], className="legend")


def lane_hint(frame: Frame) -> str:
    """What a lane shows and where tapping leads."""
    if frame.is_whole:
        return tr("tap an hour to look inside")
    return tr("a short time, close up; tap to look inside")


def coverage_bar(covered: Coverage) -> html.Div:
    """How many recipients could be read, as a bar and always as a sentence."""
    pieces = [
        html.I(
            className=f"cov-{state}",
            style={"flexGrow": count},
            title=f"{number(count)} {sentences.readable_words(state)}",
        )
        for state, count in covered.counts.items()
        if count
    ]
    spoken = sentences.coverage_sentence(covered)
    bar = html.Div(pieces, className="cov", role="img", **aria(label=sentences.plain(spoken)))
    return html.Div([bar, html.P(sentence(spoken), className="covt")], className="coverage")


def drawn_lane(
    device: DeviceRow, drawing: lanes.Drawing, cells: lanes.Cells, ribbon: lanes.Ribbon, large: bool = False
) -> Svg:
    """A device's day, drawn as one of the lanes of a frame."""
    return Svg(
        viewBox=f"0 0 {lanes.WIDTH} {drawing.height:g}",
        className="lane large" if large else "lane",
        stretch=True,
        label=lanes.lane_words(drawing.frame.day, cells, device.name),
        shapes=drawing.lane(device.id, cells, ribbon),
    )


def hours(frame: Frame) -> html.Div:
    """The times under a lane, where they really are, also on the days when clocks change."""
    labels = [
        html.Span(words, style={"left": f"{share:.2%}"}, className=_edge(share))
        for share, words in frame.ticks()
    ]
    edges = "" if frame.is_whole else " inside"
    return html.Div([html.Div(), html.Div(labels)], className=f"hours{edges}", **aria(hidden="true"))


def _edge(share: float) -> str:
    """Labels at the ends of a lane stay inside of it, also on a phone."""
    return "first" if share < 0.06 else "last" if share > 0.94 else ""


def device_words(device: DeviceRow) -> str:
    """What a device is and whose."""
    return whose_device(device.kind, device.person) if device.person else a_device(device.kind)


def chip(kind: str, confidence: str = "certain", href: str = "") -> html.Span | html.Link:
    """A kind of data, with the way (``href``) to what was found; dashed where no finding of it was certain."""
    words = sentences.kind_words(kind)
    look = {"className": f"chip {sentences.kind_of(kind)}"}
    if confidence != "certain":
        look["className"] += " unsure"
        look["title"] = tr("{confidence}, not certain", confidence=sentences.confidence_words(confidence))
    return html.Link(words, href=href, **look) if href else html.Span(words, **look)


def recipients_table(
    found: Sequence[Recipient], time: Mapping[str, str], device: str, all_href: str, show_all: bool
) -> html.Div:
    """Who got what, loudest first; the rest on demand (``all_href``). ``time`` is what Evidence's address says of it."""
    shown = found if show_all else found[:LOUDEST]
    heads = (
        (tr("company"), ""),
        (tr("country"), "cc"),
        (tr("kinds"), "kinds"),
        (tr("when"), "when"),
        (tr("sent", context="head of a column of bytes"), "num"),
        (tr("readable"), "vis"),
    )
    timed = any(item.activity for item in shown)
    columns = [head for head in heads if timed or head[1] != "when"]
    head = html.Tr([html.Th(words, scope="col", className=name) for words, name in columns])
    rows = [_recipient_row(item, time, device, timed) for item in shown]
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="recipients")
    if len(shown) == len(found):
        return html.Div(table)
    more = html.Link(tr("Show all {number}", number=number(len(found))), href=all_href, className="more")
    return html.Div([table, html.P(more)])


def _recipient_row(item: Recipient, time: Mapping[str, str], device: str, timed: bool) -> html.Tr:
    about = sentences.recipient_about(item)
    order = {kind: position for position, kind in enumerate(KINDS)}
    kinds = sorted(item.kinds, key=lambda kind: (order[sentences.kind_of(kind)], kind))
    bars = Svg(
        viewBox=f"0 0 {4 * len(item.activity)} 20", className="spark", shapes=lanes.sparkline(item.activity)
    )
    which = {"company" if item.known else "host": item.id, **time}
    where = f"/evidence?{urlencode(which | ({'device': device} if device else {}))}"
    words = sentences.recipient_words(item.name)
    told = f"/company/{quote(item.id, safe='')}" if item.known else where if kinds else ""
    name = html.Link(words, href=told) if told else html.Span(words)
    state = "read" if item.readable is Readable.READ else "not"
    return html.Tr(
        [
            html.Th([name, html.I(about)] if about else [name], scope="row"),
            html.Td(item.country, className="cc"),
            html.Td(
                [chip(kind, item.kinds[kind], f"{where}&kind={kind}") for kind in kinds], className="kinds"
            ),
            *([html.Td(bars, className="when")] if timed else []),
            html.Td(sentences.amount(item.bytes_out, item.at_least), className="num"),
            html.Td(sentences.readable_words(item.readable), className=f"vis {state}"),
        ],
        id={"row": "recipient", "of": item.id},
    )


def day_picker(day: Day, today: date, first: date, path: str) -> html.Nav:
    """The day before, this day, the day after."""
    before, after = day.date - timedelta(days=1), day.date + timedelta(days=1)
    words = tr("Today") if day.date == today else short_day(day.date)
    earlier, later = tr("← earlier"), tr("later →")
    left = html.Link(earlier, href=f"{path}?day={before}") if before >= first else html.Span(earlier)
    target = path if after == today else f"{path}?day={after}"
    right = html.Link(later, href=target) if after <= today else html.Span(later)
    return html.Nav([left, html.B(words), right], className="days", **aria(label=tr("day")))


def facts(pairs: Iterable[tuple[str, Content]]) -> html.Dl:
    """Names and what they are, two columns."""
    return html.Dl(
        [part for name, value in pairs for part in (html.Dt(name), html.Dd(value))], className="facts"
    )

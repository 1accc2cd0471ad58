"""The top of every page: where one is, whether anything is recorded, and whether something of ours is broken."""

from __future__ import annotations

import dash
from dash import Dash, Input, Output, State, dcc, html, no_update
from sqlalchemy.exc import DatabaseError

from analysis import queries
from analysis.counting import several
from analysis.records import utc_now
from analysis.wording import tr, trn
from dashboard.components import Content, aria
from dashboard.room_words import is_full
from dashboard.running import is_fault, is_recording, read_from_here
from dashboard.site import site, viewer
from dashboard.waiting_part import backlog, short_words

PULSE = 5_000  # ms between two looks at what runs
NOT_FOUND = "dashboard.pages.not_found_404"  # whose name Dash knows
UNORDERED = 50  # where a page stands in the navigation that does not say


def header() -> list[Content]:
    """The header as it stands before the first pulse, with what makes it live."""
    return [
        html.Header(_content("", _facts()), id="header"),
        dcc.Store(id="header-seen", data=None),
        dcc.Interval(id="pulse", interval=PULSE),
    ]


def register(app: Dash) -> None:
    """Keep the header up to date; it is drawn again only when it says something else."""
    app.callback(
        Output("header", "children"),
        Output("header-seen", "data"),
        Input("_pages_location", "pathname"),
        Input("pulse", "n_intervals"),
        State("header-seen", "data"),
    )(_update)


def _update(path: str | None, _pulses: int | None, seen: list[object] | None) -> tuple[Content, Content]:
    facts = _facts()
    told = [path, *facts]
    return (no_update, no_update) if told == seen else (_content(path or "/", facts), told)


def _facts() -> tuple[int, bool, str, str]:
    """How many devices are opened, whether a proxy records, what is broken, and what waits though nobody is at it."""
    now = utc_now()
    running = read_from_here(site().home, now)
    broken = [tr("the disk")] if is_full(site().home.root) else []
    broken += [status.name for status in running if is_fault(status, now)]
    opened = 0
    try:
        if site().reader.ready():
            with site().reader.read() as connection:
                opened = sum(device.mode == "open" for device in queries.devices(connection, viewer()))
    except DatabaseError:  # the page itself says what to do; this stands on each
        broken.append(tr("the ledger"))
    return opened, is_recording(running, now), several(broken), short_words(backlog(site(), running, now))


def _places() -> list[tuple[str, str]]:
    """Every page that has an address without anything to be filled in, by its ``order``: (address, name)."""
    pages = [
        page
        for page in dash.page_registry.values()
        if not (page["path_template"] and not page["supplied_path"]) and page["module"] != NOT_FOUND
    ]
    pages.sort(
        key=lambda page: (
            UNORDERED if page["supplied_order"] is None else page["supplied_order"],
            page["name"],
        )
    )
    return [(page["path"], page["name"]) for page in pages]


def _content(path: str, facts: tuple[int, bool, str, str]) -> list[Content]:
    opened, recording, broken, waiting = facts
    links = [
        dcc.Link(tr(words), href=href, className="on" if _is_here(path, href) else "")
        for href, words in _places()
    ]
    words = trn("recording {n} device", "recording {n} devices", opened) if recording else tr("not recording")
    state: list[Content] = [html.Span([html.I(className="dot on" if recording else "dot"), words])]
    for words in (tr("{parts}: see Health", parts=broken) if broken else "", waiting):
        if words:
            state.append(dcc.Link([html.I(className="dot on"), words], href="/health", className="fault"))
    out = html.Form(html.Button(tr("Log out"), type="submit"), action="/logout", method="POST")
    status = html.Span(state, role="status")
    return [
        html.B("leakledger"),
        html.Nav(links, **aria(label=tr("pages"))),
        html.Div([status, out], className="rec"),
    ]


def _is_here(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(f"{href}/"))

"""Health: what of this installation runs, lags, or drops."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from dash import Input, Output, callback, dcc, html, register_page
from sqlalchemy.exc import DatabaseError

from analysis.records import utc_now
from analysis.status import Status
from analysis.wording import N_, tr
from dashboard.components import Content, Live, coverage_bar, heading
from dashboard.counted_words import counted_sentences
from dashboard.day_view import covered as covered_of
from dashboard.empty import self_test_section
from dashboard.failed_page import unreadable_ledger
from dashboard.language import titled
from dashboard.phrases import rich, rich_n, sentence
from dashboard.pinned_part import pinned_part
from dashboard.room_words import is_full, room_sentence
from dashboard.running import is_fault, is_only_silent, read_from_here, state_words, title
from dashboard.site import site, viewer
from dashboard.sniffer_words import sniffer_sentences
from dashboard.waiting_part import Backlog, backlog, waiting_part

register_page(__name__, path="/health", name=N_("Health"), title=titled(N_("Health")), order=90)  # type: ignore[no-untyped-call]

PULSE: Final = 3_000  # ms


def layout(**_query: Any) -> Content:
    """The page."""
    return html.Div(
        [
            Live(id="health", content=_body()),
            *pinned_part(site(), viewer()),
            *_coverage(),
            *self_test_section(),
            dcc.Interval(id="health-pulse", interval=PULSE),
        ]
    )


@callback(Output("health", "content"), Input("health-pulse", "n_intervals"), prevent_initial_call=True)
def refresh(_pulses: int | None) -> Content:
    """Read the heartbeats again."""
    return _body()


def _body() -> list[Content]:
    now = utc_now()
    running = read_from_here(site().home, now)
    waits = backlog(site(), running, now)
    faults = [status for status in running if is_fault(status, now)]
    if faults:
        spoken = rich_n(
            "**{n} part of this installation needs** a look.",
            "**{n} parts of this installation need** a look.",
            len(faults),
        )
    elif waits.recording and not waits.analysing:
        spoken = rich("**What is recorded is not analysed:** the analyst is not running.")
    elif waits.recording:
        spoken = rich("Everything that was started **runs**.")
    else:
        spoken = rich("**Nothing is being recorded:** the proxy is not running.")
    rows = [_row(status, now, waits.records) for status in running]
    heads = [html.Th(words, scope="col") for words in (tr("part"), tr("state"), tr("since it started"))]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="health")
    none = html.P(tr("No part of leakledger has reported from this home yet. Start it with: leakledger run"))
    room = html.P(sentence(room_sentence(site().home.root)), className="covt")
    full = is_full(site().home.root)
    todo = waiting_part(waits) or ([] if full else _start(running, waits, now))
    first: list[Content] = [html.H1(spoken)]
    if full:
        head = rich("**There is next to no room on the disk** where everything is kept.")
        first = [html.H1(head), room, html.P(spoken)]
    parts = [*first, *todo, heading(tr("What runs")), table if rows else none]
    if rows:
        told = [html.P(sentence(one), className="covt") for one in sniffer_sentences(running, now)]
        parts += [heading(tr("What the sniffer sees, and what it does not")), *told]
    return parts if full else [*parts, heading(tr("Room on the disk")), room]


def _start(running: list[Status], waits: Backlog, now: datetime) -> list[Content]:
    """What to do where nothing is recorded, or analysed; where no part has ever reported the list says so itself."""
    if not running or (waits.recording and waits.analysing):
        return []
    if any(is_only_silent(status, now) for status in running):
        return []  # a second one beside it would not help
    command = html.Code("leakledger analyse" if waits.recording else "leakledger run")
    return [html.P(rich("Start it with {command}.", command=command), className="covt")]


def _coverage() -> list[Content]:
    """How much of today could be read, as on every other page."""
    head = heading(tr("How much could be read today"))
    try:
        if not site().reader.ready():
            return []
        return [head, coverage_bar(covered_of(site(), viewer(), site().day()).coverage)]
    except DatabaseError:  # of all pages this one must stand
        return [head, html.P(unreadable_ledger(), className="covt", role="alert")]


def _row(status: Status, now: datetime, waiting: int | None) -> html.Tr:
    fault = is_fault(status, now)
    counted = [html.P(sentence(one)) for one in counted_sentences(status, waiting)]
    state: list[Content] = [
        *([html.I(className="dot on")] if fault else []),
        state_words(status, now, site().zone),
    ]
    name = html.Th(title(status), scope="row", title=tr("process {number}", number=status.pid))
    return html.Tr([name, html.Td(state, className="fault" if fault else ""), html.Td(counted)])

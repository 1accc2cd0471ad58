"""Health: what of this installation runs, lags, or drops."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from dash import Input, Output, callback, dcc, html, register_page

from analysis.records import utc_now
from analysis.status import Status, read_all
from dashboard.components import Content, Live, heading
from dashboard.empty import self_test_section
from dashboard.running import is_fault, is_recording, state_words, title
from dashboard.sentences import number_of
from dashboard.site import site

register_page(__name__, path="/health", name="Health", title="Health · leakledger", order=90)  # type: ignore[no-untyped-call]

PULSE: Final = 3_000  # ms


def layout(**_query: Any) -> Content:
    """The page."""
    return html.Div(
        [
            Live(id="health", content=_body()),
            *self_test_section(),
            dcc.Interval(id="health-pulse", interval=PULSE),
        ]
    )


@callback(Output("health", "content"), Input("health-pulse", "n_intervals"), prevent_initial_call=True)
def refresh(_pulses: int | None) -> Content:
    """Read the heartbeats again."""
    return _body()


def _body() -> list[Content]:
    running, now = read_all(site().home), utc_now()
    faults = [status for status in running if is_fault(status, now)]
    if faults:
        first = f"{number_of(len(faults), 'part')} of this installation need" + (
            "s" if len(faults) == 1 else ""
        )
        spoken: list[Content] = [html.B(first), " a look."]
    elif is_recording(running, now):
        spoken = ["Everything that was started ", html.B("runs"), "."]
    else:
        spoken = [html.B("Nothing is being recorded: "), "the proxy is not running."]
    rows = [_row(status, now) for status in running]
    heads = [html.Th(words, scope="col") for words in ("part", "state", "counted since it started")]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="health")
    none = html.P("No part of leakledger has reported from this home yet. Start it with: leakledger run")
    return [html.H1(spoken), heading("What runs"), table if rows else none]


def _row(status: Status, now: datetime) -> html.Tr:
    fault = is_fault(status, now)
    counted = " · ".join(
        f"{name.replace('_', ' ')} {value:,}" for name, value in sorted(status.counters.items())
    )
    state: list[Content] = [
        *([html.I(className="dot on")] if fault else []),
        state_words(status, now, site().zone),
    ]
    name = html.Th([title(status), html.I(f"process {status.pid}")], scope="row")
    return html.Tr(
        [name, html.Td(state, className="fault" if fault else ""), html.Td(counted or "nothing yet")]
    )

"""Not found: what an address of no page shows."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from analysis.wording import N_, tr
from dashboard.components import Content
from dashboard.language import titled

register_page(__name__, path="/404", name=N_("Not found"), title=titled(N_("Not found")))  # type: ignore[no-untyped-call]


def layout(**_query: Any) -> Content:
    """The page."""
    return html.Div(
        [
            html.H1(tr("There is no such page.")),
            html.P(dcc.Link(tr("Back to today"), href="/")),
        ]
    )

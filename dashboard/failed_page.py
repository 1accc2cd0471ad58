"""What stands where a page could not be made: that nothing recorded is lost by it, and what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from dash import dcc, html
from sqlalchemy.exc import DatabaseError

from analysis.wording import tr
from dashboard.components import Content
from dashboard.phrases import rich

logger = logging.getLogger("leakledger.dashboard")

NAME: Final = "page-failed"


def guarded(layout: Any) -> Any:
    """A page's layout that gives the page of what failed instead of raising; what it was goes to the log."""
    if not callable(layout):
        return layout
    make: Callable[..., Content] = layout

    @wraps(make)
    def made(**query: Any) -> Content:
        try:
            return make(**query)
        except Exception as error:
            logger.exception("a page could not be made")
            return failed(error)

    return made


def failed(error: Exception) -> Content:
    """The page itself; it names nothing of the error, which may quote what was recorded."""
    if isinstance(error, DatabaseError):
        title, what = rich("**The ledger cannot be read** at the moment."), unreadable_ledger()
    else:
        title = rich("**This page could not be made.**")
        what = rich(
            "That is a fault of leakledger, and nothing that was recorded is lost by it. What it was is written where "
            "{command} was started.",
            command=html.Code("leakledger run"),
        )
    ways: list[Content] = [
        dcc.Link(tr("Back to today"), href="/"),
        " · ",
        dcc.Link(tr("What runs"), href="/health"),
    ]
    parts = [html.H1(title), html.P(what, className="covt"), html.P(ways, className="more")]
    return html.Div(parts, id=NAME, role="alert")


def unreadable_ledger() -> list[Content]:
    """What a damaged ledger means, and what to do."""
    return rich(
        "Nothing that was recorded is lost by that: the ledger is made of the journal. {command} says what is wrong, and "
        "how to mend it.",
        command=html.Code("leakledger doctor"),
    )

"""Choosing findings one by one: what was chosen lasts over the pages of the same filters, until it is written as CSV."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from analysis.counting import number
from analysis.evidence_pages import Page
from analysis.evidence_queries import MAX_CHOSEN, Filters
from analysis.wording import Words, tr
from dashboard import filtering
from dashboard.components import Content
from dashboard.downloads import NAMES, PATH
from dashboard.evidence_parts import Choosing, Input
from dashboard.site import site, viewer

# the browser fills {n} and {others}, numbers of findings
_SAID: Final = Words({
    "some": "{n} chosen", "beside": "{n} chosen, {others} of them on other pages", "full": "No more can be chosen at once.",
    "cleared": "Nothing is chosen any more.", "elsewhere": "{n} chosen with other filters. Choosing here lets go of them.",
}, context="findings in the table")  # fmt: skip


def choosing(asked: dict[str, str], filters: Filters, page: Page, table: list[Content]) -> Choosing:
    """The form around a page's table (nothing where it has no rows). Made for a Live: nothing in it has callbacks."""
    refused = tr("Not chosen: at most {number} can be chosen at once.", number=number(MAX_CHOSEN))
    fields = [
        Input(kind="hidden", name=NAMES, value=""),  # filled when it is sent
        Input(kind="hidden", name="corpus", value=filters.corpus),
    ]
    return Choosing(
        action=PATH,
        field=NAMES,
        who=_digest(repr(viewer())),
        filters=_digest(filtering.to_query(asked, order="", at="")),
        here=[row.name for row in page.rows],
        most=MAX_CHOSEN,
        words={
            **_SAID,
            "refused": refused,
            "clear": tr("clear"),
            "download": tr("Download the chosen as CSV"),
        },
        content=[*table, *fields],
    )


def _digest(text: str) -> str:
    """Tells this home's viewers and filters apart; what the browser keeps says neither who looked nor what for."""
    return hmac.new(site().home.key(), f"chosen findings {text}".encode(), hashlib.sha256).hexdigest()[:16]

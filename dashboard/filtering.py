"""Between the Evidence page's address and the filters of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from analysis.coverage import ROUGH
from analysis.evidence_pages import ORDERS, Order
from analysis.evidence_queries import Filters
from analysis.records import HOME_CORPUS
from dashboard.site import Site

NAMES: Final = (
    "device", "kind", "company", "host", "confidence", "visibility", "day", "hour", "from", "to", "text", "corpus", "order",
)  # fmt: skip
_HOUR: Final = 3_600_000_000  # µs


def from_address(given: Mapping[str, str | None], site: Site) -> Filters:
    """The filters of an address's query; what it does not know or cannot read is left out."""
    start, end = _period(given, site)
    kind = given.get("kind") or ""
    return Filters(
        corpus=given.get("corpus") or HOME_CORPUS,
        device=given.get("device") or "",
        kind=kind,
        # as all pages count them: a time zone is told apart from places
        without=ROUGH if kind and ROUGH.startswith(f"{kind}.") else "",
        company=given.get("company") or "",
        host=given.get("host") or "",
        confidence=given.get("confidence") or "",
        visibility=given.get("visibility") or "",
        text=(given.get("text") or "")[:200],
        start=start,
        end=end,
    )


def to_query(given: Mapping[str, str | None], **changed: str) -> str:
    """The query of an address with these filters, ``""`` or beginning with ``?``; ``changed`` replaces some."""
    every = {**given, **changed}
    chosen = {name: value for name in (*NAMES, "at") if (value := every.get(name))}
    return f"?{urlencode(chosen)}" if chosen else ""


def order_of(given: Mapping[str, str | None]) -> Order:
    """The order of an address; the newest first where it names none."""
    return next((order for order in ORDERS if order == given.get("order")), ORDERS[0])


def _period(given: Mapping[str, str | None], site: Site) -> tuple[int | None, int | None]:
    """Start and end in µs UTC: of a day, of its n-th hour (a day has 23 to 25), or of the days ``from`` to ``to``."""
    chosen, hour = site.chosen_day(given.get("day") or ""), given.get("hour") or ""
    if chosen is None:
        first, last = (site.chosen_day(given.get(name) or "") for name in ("from", "to"))
        return first.start if first else None, last.end if last else None
    if not (hour.isascii() and hour.isdecimal()) or int(hour[:3]) > 24:
        return chosen.start, chosen.end
    start = chosen.start + int(hour[:3]) * _HOUR
    return start, min(start + _HOUR, chosen.end)

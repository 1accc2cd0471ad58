"""Between the Evidence page's address and the filters of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from analysis.evidence_queries import Filters
from analysis.records import HOME_CORPUS
from dashboard.site import Site

NAMES: Final = ("device", "kind", "company", "host", "confidence", "day", "hour", "text", "corpus")
_HOUR: Final = 3_600_000_000  # µs


def from_address(given: Mapping[str, str | None], site: Site) -> Filters:
    """The filters of an address's query; what it does not know or cannot read is left out."""
    start, end = _period(given.get("day") or "", given.get("hour") or "", site)
    return Filters(
        corpus=given.get("corpus") or HOME_CORPUS,
        device=given.get("device") or "",
        kind=given.get("kind") or "",
        company=given.get("company") or "",
        host=given.get("host") or "",
        confidence=given.get("confidence") or "",
        text=(given.get("text") or "")[:200],
        start=start,
        end=end,
    )


def to_query(given: Mapping[str, str | None], **changed: str) -> str:
    """The query of an address with these filters, ``""`` or beginning with ``?``; ``changed`` replaces some."""
    every = {**given, **changed}
    chosen = {name: value for name in (*NAMES, "page") if (value := every.get(name))}
    return f"?{urlencode(chosen)}" if chosen else ""


def _period(day: str, hour: str, site: Site) -> tuple[int | None, int | None]:
    """Start and end in µs UTC; an hour is the n-th of the day, which has 23 to 25."""
    chosen = site.chosen_day(day)
    if chosen is None:
        return None, None
    if not hour.isdecimal() or int(hour[:3]) > 24:
        return chosen.start, chosen.end
    start = chosen.start + int(hour[:3]) * _HOUR
    return start, min(start + _HOUR, chosen.end)

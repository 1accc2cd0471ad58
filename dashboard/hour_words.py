"""To whom something went within an hour, how much, and how much of that could be read: one line without column heads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.coverage_queries import Destination, Whole
from analysis.records import READABLE
from analysis.wording import tr, trn
from dashboard import elements as html
from dashboard.components import Content
from dashboard.sentences import amount


def to_whom(
    destinations: Sequence[Destination], named: int, name: Callable[[Destination], str]
) -> list[Content]:
    """The first ones by name, each with its bytes and what could be read of them; of the rest the same together."""
    told: list[Content] = []
    for one in destinations[:named]:
        told += [", "] if told else []
        told.append(html.Span([name(one), " ", html.Small(_how_much(one.whole))]))
    rest = destinations[named:]
    if rest:
        shares = tuple(share for one in rest for share in one.whole.shares)
        together = html.Small(_how_much(Whole(shares=shares, recipients=len(rest))))
        summary = html.Summary([trn("and {n} more", "and {n} more", len(rest)), " ", together])
        listed = [
            html.Li(f"{name(one)} {_how_much(one.whole)}") for one in rest
        ]  # plain: there are thousands
        told += [" ", html.Details([summary, html.Ul(listed)], className="rest")]
    return told


def _how_much(whole: Whole) -> str:
    return f"{amount(whole.bytes_out, bool(whole.unknown))} · {read_words(whole)}"


def read_words(whole: Whole) -> str:
    """How much of what one recipient got could be read; by connections where nobody counted the bytes."""
    by_bytes = by_connections = of_bytes = of_connections = 0
    for share in whole.shares:  # once: a page asks it of thousands
        of_bytes += share.bytes_out
        of_connections += share.connections
        if share.visibility in READABLE:
            by_bytes += share.bytes_out
            by_connections += share.connections
    part, of = (by_bytes, of_bytes) if of_bytes else (by_connections, of_connections)
    if not part:
        return tr("not read", context="what one recipient got in an hour")
    if part == of:
        return tr("read", context="what one recipient got in an hour")
    percent = min(99, max(1, round(100 * part / of)))
    return tr("{share} % read", share=str(percent), context="what one recipient got in an hour")

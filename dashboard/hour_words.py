"""To whom something went within an hour, how much, and how much of that could be read: one line without column heads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from analysis.coverage_queries import Destination, Hour, Whole
from analysis.query_records import Company
from analysis.records import READABLE
from analysis.wording import tr, trn
from dashboard import elements as html
from dashboard.components import Content, later
from dashboard.sentences import amount, recipient_words

NAMED: Final = 3  # recipients of an hour that are named


def to_whom(hour: Hour, name: Callable[[Destination], str], source: str) -> list[Content]:
    """The loudest by name, each with its bytes and what could be read of them; of the others the same together.

    Which these are comes from ``source`` when it is opened: a day has thousands.
    """
    told: list[Content] = []
    for one in hour.loudest:
        told += [", "] if told else []
        told.append(html.Span([name(one), " ", html.Small(_how_much(one.whole))]))
    if more := hour.others.recipients:
        together = html.Small(_how_much(hour.others))
        told += [" ", later([trn("and {n} more", "and {n} more", more), " ", together], source)]
    return told


def listed(destinations: Iterable[Destination], name: Callable[[Destination], str]) -> html.Ul:
    """The others, each in one line of plain text."""
    return html.Ul([html.Li(f"{name(one)} {_how_much(one.whole)}") for one in destinations])


def recipient_name(company: str, host: str, companies: Mapping[str, Company]) -> str:
    """What a recipient is called: a company of the catalogue, else a host, if any was seen."""
    known = companies.get(company) if company else None
    return known.name if known else company or recipient_words(host) or tr("no name seen")


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

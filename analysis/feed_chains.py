"""What a receiver feeds, and what feeds it: companies, data sets and models, each edge with the source that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final, Literal

import msgspec

from analysis.catalogue import Catalogue
from analysis.catalogue_facts import Feed, Recipient, RecipientKind

_MAX_EDGES: Final = 500  # of one chain; the catalogue may hold circles
Link = Literal["feeds", "publishes"]
_Node = tuple[RecipientKind, str]


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """One edge. ``depth`` is 0 for what the receiver itself feeds; ``company`` is who publishes a data set or a model.

    An edge is a statement of a source, never a measured flow: it has no width. With ``until`` it is past. One that leads
    from a company to what it ``publishes`` stands before what that feeds.
    """

    depth: int
    start: str  # name
    kind: RecipientKind
    id: str
    name: str
    company: str
    says: str
    until: str
    source: str
    read: str
    link: Link = "feeds"


def feed_chains(catalogue: Catalogue, start: str, feeds: Iterable[Feed]) -> tuple[Edge, ...]:
    """Every edge that can be reached, depth first; each edge once, so that circles end. Pure.

    A chain ends at a company: what that company feeds from its own customers' data is not the same data.
    """
    return tuple(_chain(catalogue, 0, start, feeds))


def _chain(catalogue: Catalogue, first: int, start: str, feeds: Iterable[Feed]) -> list[Edge]:
    found: list[Edge] = []
    seen: set[tuple[str, str, str]] = set()
    stack = [(first, start, feed) for feed in reversed(tuple(feeds))]
    while stack and len(found) < _MAX_EDGES:
        depth, before, feed = stack.pop()
        if (before, feed.kind, feed.to) in seen:
            continue
        seen.add((before, feed.kind, feed.to))
        edge, target = _edge(catalogue, depth, before, feed)
        found.append(edge)
        if target is not None:
            stack += [(depth + 1, target.name, further) for further in reversed(target.feeds)]
    return found


def published_chains(catalogue: Catalogue, company: str) -> tuple[Edge, ...]:
    """What the data sets and models feed that a company publishes, each behind the edge to it. Pure.

    One that feeds nothing by the word of a source is left out: it is no step to anything.
    """
    found: list[Edge] = []
    for kind, recipient in catalogue.recipients():
        if recipient.company == company and recipient.feeds:
            owner = catalogue.companies[company].name
            found.append(
                Edge(
                    depth=0, start=owner, kind=kind, id=recipient.id, name=recipient.name, company=owner,
                    says=recipient.says, until="", source=recipient.source, read=recipient.read, link="publishes",
                )
            )  # fmt: skip
            found += _chain(catalogue, 1, recipient.name, recipient.feeds)
    return tuple(found)


def what_feeds(catalogue: Catalogue, companies: Collection[str]) -> tuple[Edge, ...]:
    """Every edge that leads to one of the companies or to what they publish, and those that lead to its start. Pure.

    The nearest stands first, with ``depth`` 0; what feeds that stands below it. Each edge once, so that circles end.
    """
    into: dict[_Node, list[tuple[str, _Node | None, Feed]]] = {}
    for start, node, feed in _all_feeds(catalogue):
        into.setdefault((feed.kind, feed.to), []).append((start, node, feed))
    wanted: list[_Node] = [("company", company) for company in sorted(companies)]
    wanted += [(kind, one.id) for kind, one in catalogue.recipients() if one.company in companies]
    found: list[Edge] = []
    seen: set[tuple[str, _Node]] = set()
    stack = [(0, *each, one) for one in reversed(wanted) for each in reversed(into.get(one, []))]
    while stack and len(found) < _MAX_EDGES:
        depth, start, node, feed, to = stack.pop()
        if (start, to) in seen:
            continue
        seen.add((start, to))
        found.append(_edge(catalogue, depth, start, feed)[0])
        if node is not None:
            stack += [(depth + 1, *each, node) for each in reversed(into.get(node, []))]
    return tuple(found)


def _all_feeds(catalogue: Catalogue) -> Iterator[tuple[str, _Node | None, Feed]]:
    """Every edge of the catalogue with the name of what it starts at, and which data set or model that is."""
    for tracker in catalogue.trackers.values():
        for feed in tracker.feeds:
            yield tracker.name, None, feed
    for kind, recipient in catalogue.recipients():
        for feed in recipient.feeds:
            yield recipient.name, (kind, recipient.id), feed


def _edge(catalogue: Catalogue, depth: int, start: str, feed: Feed) -> tuple[Edge, Recipient | None]:
    target = None if feed.kind == "company" else recipients(catalogue, feed.kind)[feed.to]
    company = catalogue.companies.get(feed.to if target is None else target.company)
    edge = Edge(
        depth=depth, start=start, kind=feed.kind, id=feed.to,
        name=target.name if target is not None else company.name if company is not None else feed.to,
        company=company.name if company is not None else "", says=feed.says, until=feed.until, source=feed.source,
        read=feed.read,
    )  # fmt: skip
    return edge, target


def recipients(catalogue: Catalogue, kind: RecipientKind) -> dict[str, Recipient]:
    """The data sets or the models, by id."""
    return dict(catalogue.datasets if kind == "dataset" else catalogue.models)

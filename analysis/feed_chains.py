"""What a receiver feeds, edge by edge: companies, data sets and models, each edge with the source that says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from analysis.catalogue import Catalogue
from analysis.catalogue_facts import Feed, Recipient, RecipientKind

_MAX_EDGES: Final = 500  # of one chain; the catalogue may hold circles


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """One edge. ``depth`` is 0 for what the receiver itself feeds; ``company`` is who publishes a data set or a model.

    An edge is a statement of a source, never a measured flow: it has no width. With ``until`` it is past.
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


def feed_chains(catalogue: Catalogue, start: str, feeds: Iterable[Feed]) -> tuple[Edge, ...]:
    """Every edge that can be reached, depth first; each edge once, so that circles end. Pure.

    A chain ends at a company: what that company feeds from its own customers' data is not the same data.
    """
    found: list[Edge] = []
    seen: set[tuple[str, str, str]] = set()
    stack = [(0, start, feed) for feed in reversed(tuple(feeds))]
    while stack and len(found) < _MAX_EDGES:
        depth, before, feed = stack.pop()
        if (before, feed.kind, feed.to) in seen:
            continue
        seen.add((before, feed.kind, feed.to))
        edge, target = _edge(catalogue, depth, before, feed)
        found.append(edge)
        if target is not None:
            stack += [(depth + 1, target.name, further) for further in reversed(target.feeds)]
    return tuple(found)


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

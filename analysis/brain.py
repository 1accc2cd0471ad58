"""Where's the brain? The ways of data from a device to whom it went, who owns that, and what they feed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from analysis.catalogue import Catalogue, Company
from analysis.catalogue_facts import Feed
from analysis.company_queries import Path
from analysis.feed_chains import Edge, feed_chains


class Way(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Data of one kind on its way from one device to one receiver and up to those who own it.

    ``receiver`` is None for a host that nobody in the catalogue has. ``edges`` are what the receiver's services feed by the
    word of a source; they say nothing of these very data.
    """

    device: str
    kind: str
    count: int
    certain: int
    last: str
    host: str
    receiver: Company | None
    owners: tuple[Company, ...]
    edges: tuple[Edge, ...]

    @property
    def owner(self) -> Company | None:
        """The one at the top."""
        return self.owners[-1] if self.owners else self.receiver


def ways(paths: Iterable[Path], catalogue: Catalogue) -> tuple[Way, ...]:
    """The ways of a household, by device, kind and receiver; the most frequent first. Pure."""
    edges = _edges(catalogue)
    kind_of = cache(lambda category: category.partition(".")[0])
    merged: dict[tuple[str, str, str, str], tuple[int, int, str]] = {}
    for path in paths:
        key = (path.device, kind_of(path.category), path.company, path.host)
        count, certain, last = merged.get(key, (0, 0, ""))
        merged[key] = (count + path.count, certain + path.certain, max(last, path.last))
    owners = cache(lambda company: catalogue.owner_chain(company)[1:])
    found = []
    for (device, kind, receiver, host), (count, certain, last) in merged.items():
        company = catalogue.companies.get(receiver)
        found.append(
            Way(
                device=device, kind=kind, count=count, certain=certain, last=last,
                host=host or ("" if company is not None else receiver), receiver=company,
                owners=owners(company.id) if company is not None else (), edges=edges.get(receiver, ()),
            )
        )  # fmt: skip
    # a company of the catalogue stands with its id: the order does not follow that of the paths
    return tuple(sorted(found, key=lambda way: (-way.count, way.device, way.kind, way.host, _id(way))))


def _id(way: Way) -> str:
    return way.receiver.id if way.receiver is not None else ""


def _edges(catalogue: Catalogue) -> dict[str, tuple[Edge, ...]]:
    """What each company's own services feed."""
    starts: dict[str, list[tuple[str, tuple[Feed, ...]]]] = {}
    for tracker in catalogue.trackers.values():
        if tracker.feeds:
            starts.setdefault(tracker.company, []).append((tracker.name, tracker.feeds))
    return {
        company: tuple(edge for name, feeds in found for edge in feed_chains(catalogue, name, feeds))
        for company, found in starts.items()
    }

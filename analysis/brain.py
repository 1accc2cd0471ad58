"""Where's the brain? The ways of data from a device to whom it went, who owns that, and what they feed. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from analysis.catalogue import Catalogue, Company
from analysis.catalogue_facts import Feed
from analysis.company_queries import Path
from analysis.feed_chains import Edge, feed_chains


class Way(msgspec.Struct, frozen=True, kw_only=True):
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
    merged: dict[tuple[str, str, str, str], Way] = {}
    for path in paths:
        company = catalogue.companies.get(path.company)
        kind = path.category.partition(".")[0]
        key = (path.device, kind, path.company, path.host)
        known = merged.get(key)
        if known is not None:
            merged[key] = msgspec.structs.replace(
                known, count=known.count + path.count, certain=known.certain + path.certain, last=max(known.last, path.last)
            )  # fmt: skip
            continue
        merged[key] = Way(
            device=path.device, kind=kind, count=path.count, certain=path.certain, last=path.last,
            host=path.host or ("" if company is not None else path.company), receiver=company,
            owners=catalogue.owner_chain(company.id)[1:] if company is not None else (),
            edges=edges.get(path.company, ()),
        )  # fmt: skip
    return tuple(sorted(merged.values(), key=lambda way: (-way.count, way.device, way.kind, way.host)))


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

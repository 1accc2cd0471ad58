"""Where's the brain? The ways of data from a device to whom it went, who owns that, and what they feed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

import msgspec

from analysis.catalogue import Catalogue, Company
from analysis.feed_chains import Edge, feed_chains, published_chains

Place = tuple[str, str]  # company, or "" and the host
Pair = tuple[str, str]  # device, kind


class Stream(msgspec.Struct, frozen=True, kw_only=True):
    """What went to one place: how many findings by device and kind, their ``total``, and of which some are ``certain``."""

    counts: Mapping[Pair, int]
    certain: frozenset[Pair]
    total: int


class Way(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Data of one kind on its way from one device to one receiver and up to those who own it.

    ``receiver`` is None for a host that nobody in the catalogue has. ``certain`` says that some of it is. ``edges`` are what
    the receiver's services that were contacted feed, and what it publishes, by the word of a source; they say nothing of
    these very data.
    """

    device: str
    kind: str
    count: int
    certain: bool
    host: str
    receiver: Company | None
    owners: tuple[Company, ...]
    edges: tuple[Edge, ...]

    @property
    def ends_at(self) -> str:
        """Which node of the figure its receiver is."""
        return node_of(self.receiver, self.host)


class Receiver(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a stream reached: a company of the catalogue and who owns it, or (``company`` None) a host that nobody has."""

    company: Company | None
    host: str
    owners: tuple[Company, ...]
    stream: Stream

    @property
    def id(self) -> str:
        """Which node of the figure it is."""
        return node_of(self.company, self.host)

    @property
    def owner(self) -> Company | None:
        """The one at the top."""
        return self.owners[-1] if self.owners else self.company


def node_of(company: Company | None, host: str) -> str:
    """A company's id, or the host that nobody has."""
    return f"receiver:{company.id}" if company is not None else f"host:{host}"


class Household:
    """The receivers of a household, by node, the ids of the trackers that were contacted, and the catalogue that knows of
    them.
    """

    def __init__(
        self, receivers: Mapping[str, Receiver], catalogue: Catalogue, contacted: Collection[str] = ()
    ) -> None:
        self.receivers, self._catalogue, self._contacted = receivers, catalogue, contacted

    def keeping(self, receivers: Mapping[str, Receiver]) -> Household:
        """The same with these only."""
        return Household(receivers, self._catalogue, self._contacted)

    @cached_property
    def number(self) -> int:
        """How many ways there are."""
        return sum(len(one.stream.counts) for one in self.receivers.values())

    def ways(self, chosen: Iterable[Receiver]) -> list[Way]:
        """The ways to some receivers, the most frequent first."""
        found = [
            Way(
                device=device, kind=kind, count=count, certain=(device, kind) in one.stream.certain, host=one.host,
                receiver=one.company, owners=one.owners,
                edges=self._edges.get(one.company.id, ()) if one.company is not None else (),
            )
            for one in chosen
            for (device, kind), count in one.stream.counts.items()
        ]  # fmt: skip
        # a company of the catalogue stands with its id: the order does not follow that of the ledger
        return sorted(found, key=lambda way: (-way.count, way.device, way.kind, way.host, way.ends_at))

    @cached_property
    def _edges(self) -> dict[str, tuple[Edge, ...]]:
        """What those services of each company feed that were contacted, and what that feeds which it publishes."""
        found: dict[str, tuple[Edge, ...]] = {}
        for id in sorted(self._contacted):
            tracker = self._catalogue.trackers.get(id)
            if tracker is not None and tracker.feeds:
                edges = feed_chains(self._catalogue, tracker.name, tracker.feeds)
                found[tracker.company] = (*found.get(tracker.company, ()), *edges)
        for company in sorted({one.company for _, one in self._catalogue.recipients() if one.company}):
            if edges := published_chains(self._catalogue, company):
                found[company] = (*found.get(company, ()), *edges)
        return found


def stream_of(counts: Mapping[Pair, int], certain: Iterable[Pair]) -> Stream:
    """One, with its total."""
    return Stream(counts=counts, certain=frozenset(certain), total=sum(counts.values()))


def joined(first: Mapping[Place, Stream], more: Mapping[Place, Stream]) -> dict[Place, Stream]:
    """The streams of two times as those of both."""
    found = dict(first)
    for place, stream in more.items():
        known = found.get(place)
        found[place] = stream if known is None else _sum(known, stream)
    return found


def _sum(one: Stream, other: Stream) -> Stream:
    counts = dict(one.counts)
    for pair, count in other.counts.items():
        counts[pair] = counts.get(pair, 0) + count
    return Stream(counts=counts, certain=one.certain | other.certain, total=one.total + other.total)


def household(
    streams: Mapping[Place, Stream], catalogue: Catalogue, contacted: Collection[str] = ()
) -> Household:
    """The streams with whom the catalogue knows at their ends; ``contacted`` are ids of trackers."""
    receivers: dict[str, Receiver] = {}
    for (company, host), stream in streams.items():
        known = catalogue.companies.get(company)
        one = Receiver(
            company=known,
            host=host or ("" if known is not None else company),
            owners=catalogue.owner_chain(company)[1:] if known is not None else (),
            stream=stream,
        )
        before = receivers.get(one.id)
        receivers[one.id] = one if before is None else msgspec.structs.replace(
            one, stream=_sum(before.stream, stream)
        )  # fmt: skip
    return Household(receivers, catalogue, contacted)

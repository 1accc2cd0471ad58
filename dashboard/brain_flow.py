"""From the ways of data to the figure of "Where's the brain?": the largest receivers by name, all others as one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Final

import msgspec

from analysis.brain import Household, Pair, Receiver, Way, stream_of
from analysis.calendar_words import told_date
from analysis.catalogue import Company
from analysis.catalogue_facts import Investor
from analysis.feed_chains import Edge
from analysis.wording import Words, tr, trn
from dashboard import sankey
from dashboard.sankey import Band, Node, Twig
from dashboard.sentences import KINDS, kind_of, kind_words, recipient_words

NAMED: Final = 14  # receivers that are drawn by name
FEW: Final = 6  # the same where there is the room of a phone
MOST_TWIGS: Final = 40  # statements that are drawn; the list below has all
OTHERS: Final = "rest"
FOCUSES: Final = ("device", "kind", "receiver", "owner", "host")
_EDGE_KINDS: Final = Words(
    {"company": "company", "dataset": "data set", "model": "model"}, context="what data feed"
)

Link = Callable[[str, str], str]  # from a focus and an id to an address


def focused(house: Household, focus: str) -> Household:
    """What goes through one node (``owner:alphabet``); all where the focus is none."""
    what, _, id = focus.partition(":")
    if what not in FOCUSES or not id:
        return house
    if what in ("device", "kind"):
        place = 0 if what == "device" else 1
        narrowed = {key: _narrowed(one, place, id) for key, one in house.receivers.items()}
        return house.keeping({key: one for key, one in narrowed.items() if one.stream.counts})
    return house.keeping({key: one for key, one in house.receivers.items() if id in _ids(one, what)})


def _narrowed(one: Receiver, place: int, id: str) -> Receiver:
    counts = {pair: count for pair, count in one.stream.counts.items() if pair[place] == id}
    return msgspec.structs.replace(one, stream=stream_of(counts, one.stream.certain.intersection(counts)))


def _ids(one: Receiver, what: str) -> tuple[str, ...]:
    if what == "host":
        return (one.host,) if one.company is None else ()
    if one.company is None:
        return ()
    owners = () if what == "receiver" else (owner.id for owner in one.owners)
    return (one.company.id, *owners)


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Which ways are drawn with their receiver's name, which receivers those are, and how many smaller ones there are.

    ``others`` are the findings of the smaller ones by device and kind. The ``skipped`` larger ones are not drawn.
    """

    named: tuple[Way, ...]
    others: Mapping[Pair, int]
    receivers: tuple[str, ...]
    skipped: int
    more: int

    @property
    def findings(self) -> int:
        """How many findings are drawn."""
        return sum(way.count for way in self.named) + sum(self.others.values())


def shown(house: Household, skip: int = 0, most: int = NAMED) -> Shown:
    """The ``most`` largest receivers after the first ``skip``; a group stands together, the largest group first."""
    counts = {id: one.stream.total for id, one in house.receivers.items()}
    ranked = [id for id, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    skip = min(max(skip, 0), max(len(ranked) - 1, 0))
    chosen, smaller = ranked[skip : skip + most], ranked[skip + most :]
    named = house.ways(house.receivers[id] for id in chosen)
    group = {id: owner.id if (owner := house.receivers[id].owner) is not None else "" for id in chosen}
    groups: Counter[str] = Counter()
    for id in chosen:
        groups[group[id]] += counts[id]
    others: dict[Pair, int] = {}
    for id in smaller:
        for pair, count in house.receivers[id].stream.counts.items():
            others[pair] = others.get(pair, 0) + count
    chosen.sort(key=lambda id: (not group[id], -groups[group[id]], group[id], -counts[id], id))
    return Shown(
        named=tuple(named),
        others=others,
        receivers=tuple(chosen),
        skipped=skip,
        more=len(smaller),
    )


def figure(
    found: Shown, names: Mapping[str, str], link: Link, rest: str, narrow: bool = False
) -> sankey.Drawing:
    """The drawing. ``names`` of devices by id; ``link`` leads to a node alone, ``rest`` to the next receivers.

    A ``narrow`` one is for a phone: it ends at the receivers.
    """
    drawn = _Figure(found, names, link, rest)
    return drawn.narrow() if narrow else drawn.drawing()


class _Figure:
    def __init__(self, found: Shown, names: Mapping[str, str], link: Link, rest: str) -> None:
        self._found, self._names, self._link, self._rest = found, names, link, rest
        self._owning = {owner.id for way in found.named for owner in way.owners}
        self._to: dict[str, Way] = {}  # a way to each named receiver
        self._counts: Counter[tuple[str, str, str]] = Counter()  # device, kind, receiver
        for way in found.named:
            id = way.ends_at
            self._to.setdefault(id, way)
            self._counts[way.device, way.kind, id] += way.count
        for (device, kind), count in found.others.items():
            self._counts[device, kind, OTHERS] += count

    def drawing(self) -> sankey.Drawing:
        columns = [self._devices(), self._kinds(), self._receivers(), *self._owners()]
        return sankey.draw(columns, self._bands(), self._twigs())

    def narrow(self) -> sankey.Drawing:
        """As far as the receivers, and without what they feed."""
        columns = [self._devices(), self._kinds(), self._receivers()]
        return sankey.draw(columns, self._bands(), (), sankey.NARROW)

    def _devices(self) -> list[Node]:
        return [
            self._node("device", id, self._names.get(id, id or tr("not enrolled")), count)
            for id, count in self._counted(0)
        ]

    def _kinds(self) -> list[Node]:
        counts = self._counted(1)
        order = {kind: rank for rank, kind in enumerate(KINDS)}
        counts.sort(key=lambda item: (order[kind_of(item[0])], -item[1], item[0]))
        return [self._node("kind", id, kind_words(id), count, look=kind_of(id)) for id, count in counts]

    def _receivers(self) -> list[Node]:
        counts = dict(self._counted(2))
        nodes = []
        for id in self._found.receivers:
            what, _, name = id.partition(":")
            nodes.append(self._node(what, name, self._name(id), counts[id]))
        if self._found.others:
            count = counts[OTHERS]
            title = trn(
                "the other receivers: {n} finding. Show the next of them",
                "the other receivers: {n} findings. Show the next of them",
                count,
            )
            nodes.append(Node(id=OTHERS, label=self._others(), title=title, href=self._rest, look="others"))
        return nodes

    def _name(self, id: str) -> str:
        way = self._to[id]
        return way.receiver.name if way.receiver is not None else recipient_words(way.host)

    def _others(self) -> str:
        return trn("the other {n}", "the other {n}", self._found.more)

    def _owners(self) -> list[list[Node]]:
        """Those in between, and those at the top; a column that would be empty is left out."""
        between: dict[str, tuple[Company, int]] = {}
        top: dict[str, tuple[Company, int]] = {}
        counts = dict(self._counted(2))
        for id in self._found.receivers:
            for column, owner in self._chain(self._to[id]):
                into = between if column == "between" else top
                into[owner.id] = (owner, into.get(owner.id, (owner, 0))[1] + counts[id])
        return [
            [self._node("owner", id, owner.name, count, name) for id, (owner, count) in column.items()]
            for name, column in (("between", between), ("top", top))
        ]

    def _chain(self, way: Way) -> list[tuple[str, Company]]:
        """Who stands behind a receiver, by column; one that owns another receiver here is its own owner."""
        if way.receiver is None:
            return []
        if way.owners:
            middle = [("between", way.owners[0])] if len(way.owners) > 1 else []
            return [*middle, ("top", way.owners[-1])]
        return [("top", way.receiver)] if way.receiver.id in self._owning else []

    def _node(self, what: str, id: str, label: str, count: int, column: str = "", look: str = "") -> Node:
        title = trn(
            "{name}: {n} finding. Show only this", "{name}: {n} findings. Show only this", count, name=label
        )
        return Node(
            id=f"{column or what}:{id}",
            label=label,
            title=title,
            href=self._link(what, id),
            look=look or what,
        )

    def _counted(self, place: int) -> list[tuple[str, int]]:
        """What stands at a place of the counts' keys with its count, the most first."""
        counts: Counter[str] = Counter()
        for key, count in self._counts.items():
            counts[key[place]] += count
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    def _bands(self) -> list[Band]:
        counts: Counter[tuple[str, str, str]] = Counter()
        words: dict[str, str] = {OTHERS: self._others()}
        beyond: dict[str, list[str]] = {OTHERS: [OTHERS]}  # the receiver and who stands behind it
        for id, way in self._to.items():
            chain = [(f"{column}:{owner.id}", owner.name) for column, owner in self._chain(way)]
            words.update([(id, self._name(id)), *chain])
            beyond[id] = [id, *(node for node, _ in chain)]
        for (device, kind, id), count in self._counts.items():
            words[f"device:{device}"] = self._names.get(device, device)
            words[f"kind:{kind}"] = kind_words(kind)
            for start, end in pairwise((f"device:{device}", f"kind:{kind}", *beyond[id])):
                counts[start, end, kind] += count
        rank = {node.id.removeprefix("kind:"): place for place, node in enumerate(self._kinds())}
        return [
            Band(
                start=start, end=end, count=count, look=kind_of(kind),
                title=trn("{kind}: {start} → {end}, {n} finding", "{kind}: {start} → {end}, {n} findings", count,
                          kind=kind_words(kind), start=words[start], end=words[end]),
            )
            for (start, end, kind), count in sorted(counts.items(), key=lambda item: (rank[item[0][2]], item[0]))
        ]  # fmt: skip

    def _twigs(self) -> list[Twig]:
        """What the named receivers feed, and who has or had a stake in them or in those above; each with its source."""
        found: list[Twig] = []
        seen: set[str] = set()
        for id in self._found.receivers:
            way = self._to[id]
            found += _edges(way.edges, id)
            nodes = [(id, way.receiver)] if way.receiver is not None else []
            nodes += [(f"{column}:{owner.id}", owner) for column, owner in self._chain(way)]
            for node, company in nodes:
                if company is not None and company.id not in seen:
                    seen.add(company.id)
                    found += [_stake(stake, node, company) for stake in company.investors]
        return found[:MOST_TWIGS]


def _edges(edges: Iterable[Edge], of: str) -> list[Twig]:
    """One twig for each thing that is fed, also where several services feed it."""
    found: dict[tuple[int, str, str], Twig] = {}
    for edge in edges:
        twig = _edge(edge, of)
        key = (edge.depth, edge.kind, edge.id) if not edge.depth else (edge.depth, edge.start, edge.id)
        known = found.get(key)
        found[key] = (
            twig
            if known is None
            else msgspec.structs.replace(
                known, title=f"{known.title}\n{twig.title}", past=known.past and twig.past
            )
        )
    return list(found.values())


def _edge(edge: Edge, of: str) -> Twig:
    until = f" {tr('until {year}', year=told_date(edge.until))}" if edge.until else ""
    kind = f"{_EDGE_KINDS[edge.kind]}{until}"
    blanks = {
        "service": edge.start, "name": edge.name, "kind": kind, "says": edge.says, "source": edge.source,
        "date": told_date(edge.read),
    }  # fmt: skip
    if edge.link == "publishes":
        title = tr("{service} publishes {name} ({kind}). Source: {source}, read {date}", **blanks)
    else:
        title = tr("{service} feeds {name} ({kind}): {says}. Source: {source}, read {date}", **blanks)
    return Twig(
        of=of, depth=edge.depth, past=bool(edge.until), label=edge.name, tail=f" · {kind}", title=title
    )


def _stake(stake: Investor, of: str, company: Company) -> Twig:
    since = f" {tr('since {year}', year=told_date(stake.since))}" if stake.since else ""
    until = f" {tr('until {year}', year=told_date(stake.until))}" if stake.until else ""
    blanks = {
        "name": stake.name, "company": company.name, "time": f"{since}{until}", "source": stake.source,
        "date": told_date(stake.read),
    }  # fmt: skip
    if until:
        title = tr("{name} was once an investor of {company}{time}. Source: {source}, read {date}", **blanks)
    else:
        title = tr(
            "{name} is named as an investor of {company}{time}. Source: {source}, read {date}", **blanks
        )
    return Twig(
        of=of, past=bool(until), label=stake.name, tail=f" · {tr('investor')}{until or since}", title=title
    )

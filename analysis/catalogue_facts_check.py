"""Checks what the catalogue says of owners and edges: everybody named is there, nobody owns himself, no edge twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final

from analysis.catalogue import CatalogueError
from analysis.catalogue_records import target_of
from analysis.catalogue_shape import FeedShape, FileShape, GroundedShape
from analysis.catalogue_text import Place

_MAX_OWNERS: Final = 16  # above one company

Fault = Callable[[Place, str], CatalogueError]


def check_facts(shape: FileShape, fault: Fault) -> None:
    """Raises what ``fault`` makes of the first thing that is wrong."""
    _check_parents(shape, fault)
    companies = {one.id for one in shape.companies}
    for place, name in _companies_named(shape):
        if name not in companies:
            raise fault(place, f"expected a company's id, got {name!r}")
    _check_feeds(shape, companies, fault)
    _check_networks(shape, fault)
    _check_contacts(shape, fault)
    _check_days(shape, fault)


def _check_contacts(shape: FileShape, fault: Fault) -> None:
    """Nobody's address is known to everybody: it has a source, the company's own or one of its own."""
    for index, company in enumerate(shape.companies):
        place: Place = ("companies", index)
        said = (company.legal_entity, company.privacy_contact, company.opt_out, company.delete_account)
        if (company.contact_source is None) != (company.contact_read is None):
            raise fault(place, "expected 'contact_source' and 'contact_read', the day, together")
        if company.contact_source is not None and not any(said):
            raise fault(place, "expected 'contact_source' beside a contact only")
        if any(said) and company.contact_source is None and company.source is None:
            raise fault(place, "expected 'contact_source', for where the contact was read, got none")


def _check_parents(shape: FileShape, fault: Fault) -> None:
    parents = {one.id: one.parent.company if one.parent else None for one in shape.companies}
    for index, company in enumerate(shape.companies):
        place = ("companies", index, "parent")
        if company.parent is not None and (ground := groundless(company.parent)):
            raise fault(place, ground)
        seen = [company.id]
        above = parents[company.id]
        while above is not None:
            if above not in parents:
                raise fault(place, f"expected a company's id, got {above!r}")
            if above in seen:
                raise fault(place, f"expected no circle of owners, got {above!r} again")
            if len(seen) > _MAX_OWNERS:
                raise fault(place, f"expected at most {_MAX_OWNERS} owners above a company")
            seen.append(above)
            above = parents[above]


def groundless(entry: GroundedShape) -> str:
    """What is wrong with the ground on which an entry stands; ``""`` for nothing."""
    if (entry.source is None) == (entry.basis is None):
        return "expected either 'source' (with 'read') or 'basis: common_knowledge'"
    if (entry.source is None) != (entry.read is None):
        return "expected 'read', the day on which 'source' was read, with a source only"
    return ""


def _check_days(shape: FileShape, fault: Fault) -> None:
    """Nothing was read after the day of the file."""
    for place, day in _days(shape):
        if day is not None and day > shape.version:
            raise fault(place, f"expected a day up to that of the file, {shape.version}, got {day}")


def _days(shape: FileShape) -> Iterator[tuple[Place, str | None]]:
    for index, company in enumerate(shape.companies):
        place: Place = ("companies", index)
        yield (*place, "read"), company.read
        yield (*place, "contact_read"), company.contact_read
        if company.parent is not None:
            yield (*place, "parent"), company.parent.read
        for part, read in (
            ("investors", company.investors), ("past_owners", company.past_owners), ("networks", company.networks),
        ):  # fmt: skip
            yield from (((*place, part, number), one.read) for number, one in enumerate(read))
    for part, recipients in (("datasets", shape.datasets), ("models", shape.models)):
        yield from (((part, index, "read"), one.read) for index, one in enumerate(recipients))
    for index, tracker in enumerate(shape.trackers):
        place = ("trackers", index)
        yield (*place, "read"), tracker.read
        yield (*place, "last_verified"), tracker.last_verified
        yield from (((*place, "claims", number), one.read) for number, one in enumerate(tracker.claims))
    for place, _, _, feeds in _feeds(shape):
        yield from (((*place, "feeds", number), one.read) for number, one in enumerate(feeds))


def _companies_named(shape: FileShape) -> Iterator[tuple[Place, str]]:
    """Every other place at which a company's id stands."""
    for index, company in enumerate(shape.companies):
        for part, named in (
            ("investors", [stake.company for stake in company.investors]),
            ("past_owners", [stake.company for stake in company.past_owners]),
        ):
            for number, name in enumerate(named):
                if name is not None:
                    yield ("companies", index, part, number, "company"), name
    for part, recipients in (("datasets", shape.datasets), ("models", shape.models)):
        for index, recipient in enumerate(recipients):
            if recipient.company is not None:
                yield (part, index, "company"), recipient.company
    for index, tracker in enumerate(shape.trackers):
        yield ("trackers", index, "company"), tracker.company


def _check_feeds(shape: FileShape, companies: set[str], fault: Fault) -> None:
    """Circles of several edges can be true (what a model makes is crawled again); an edge onto itself cannot."""
    known = {
        "company": companies,
        "dataset": {one.id for one in shape.datasets},
        "model": {one.id for one in shape.models},
    }
    for place, kind, start, feeds in _feeds(shape):
        seen: set[tuple[str, str]] = set()
        for number, feed in enumerate(feeds):
            target = target_of(feed)
            where = (*place, "feeds", number)
            if target[1] not in known[target[0]]:
                raise fault(where, f"expected the id of a {target[0]}, got {target[1]!r}")
            if target == (kind, start):
                raise fault(where, f"expected an edge to something else, got {target[1]!r} itself")
            if target in seen:
                raise fault(where, f"expected each edge once, got {target[1]!r} again")
            seen.add(target)


def _check_networks(shape: FileShape, fault: Fault) -> None:
    """No addresses twice. A network within another is a part of it that is otherwise: another's, or shared."""
    known: dict[IPv4Network | IPv6Network, tuple[str, bool]] = {}
    places: dict[IPv4Network | IPv6Network, Place] = {}
    for index, company in enumerate(shape.companies):
        for number, part in enumerate(company.networks):
            before = ""
            for position, written in enumerate(part.ranges):
                place: Place = ("companies", index, "networks", number, "ranges", position)
                network = ip_network(written)
                if network in known:
                    owner = known[network][0]
                    raise fault(place, f"expected each network once, got {written!r} of {owner!r} again")
                if before and _order(before) > _order(written):
                    raise fault(place, f"expected networks in order, got {written!r} after {before!r}")
                known[network], places[network] = (company.id, bool(part.shared)), place
                before = written
    for network, what in known.items():
        wider = network
        while wider.prefixlen > 0:
            wider = wider.supernet()
            if wider in known:
                if known[wider] == what:
                    raise fault(
                        places[network],
                        f"expected no part of {str(wider)!r}, which is there already, got {str(network)!r}",
                    )
                break


def _order(written: str) -> tuple[int, int, int]:
    network = ip_network(written)
    return network.version, int(network.network_address), network.prefixlen


def _feeds(shape: FileShape) -> Iterator[tuple[Place, str, str, list[FeedShape]]]:
    """Where edges stand, what they start at (the kind and the id), and the edges."""
    for index, tracker in enumerate(shape.trackers):
        yield ("trackers", index), "tracker", tracker.id, tracker.feeds
    for index, dataset in enumerate(shape.datasets):
        yield ("datasets", index), "dataset", dataset.id, dataset.feeds
    for index, model in enumerate(shape.models):
        yield ("models", index), "model", model.id, model.feeds

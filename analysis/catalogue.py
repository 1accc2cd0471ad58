"""The tracker catalogue: who is behind a host, and what is known of an endpoint's fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from analysis.catalogue_facts import (
    Claim,
    Feed,
    Investor,
    Parent,
    PastOwner,
    Pattern,
    Recipient,
    RecipientKind,
)
from analysis.catalogue_networks import Networks
from analysis.errors import UserFault
from analysis.host_names import normalise_host, shared_suffix
from analysis.payload import EndpointRule

_FILE: Final = "trackers.yaml"
_PLACES: Final = (Path(__file__).with_name(_FILE), Path(__file__).resolve().parents[1] / _FILE)
_KNOWN_HOSTS: Final = (
    32_768  # answers that are remembered; then all are forgotten, for hosts are strangers' text
)
_LONGEST_KNOWN: Final = 260  # characters; what is longer is no name and is not remembered

PURPOSES: Final = (
    "analytics", "advertising", "attribution", "crash", "push", "identification", "profiling", "location", "fraud",
    "consent", "cdn", "os_vendor", "device_vendor", "watch_fitness", "image_generation", "social", "voice", "messaging",
    "service", "infrastructure", "ai_chat",
)  # fmt: skip

Certainty = Literal["certain", "uncertain"]


class CatalogueError(UserFault):
    """A catalogue that cannot be used; the text is one line: file, line, place, what is expected."""


class Company(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A recipient. ``country`` is its seat, ISO 3166-1 alpha-2; either ``source`` (with ``read``) or ``basis`` is given.

    ``legal_entity`` is who answers in law for a European, where a source names it. ``privacy_contact`` is an e-mail
    address, a page's or a postal one; ``opt_out`` and ``delete_account`` are pages. ``contact_source`` (with
    ``contact_read``) is where these four were read, where that is not ``source``.
    """

    id: str
    name: str
    country: str
    parent: Parent | None = None
    investors: tuple[Investor, ...] = ()
    past_owners: tuple[PastOwner, ...] = ()
    legal_entity: str = ""
    website: str = ""
    privacy_contact: str = ""
    opt_out: str = ""
    delete_account: str = ""
    contact_source: str = ""
    contact_read: str = ""
    basis: str = ""
    source: str = ""
    read: str = ""


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where a field map holds: hosts (or their subdomains), a method (``""`` for any) and a pattern on the path."""

    rule: EndpointRule
    hosts: tuple[str, ...]
    method: str
    path: Pattern


class ExactHost(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name that is owned without those below it, and why."""

    host: str
    reason: str


class HostPattern(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Names below the suffix ``below`` of which the labels before it match, and why they are told so."""

    below: str
    matches: Pattern
    reason: str

    def holds(self, name: str) -> bool:
        """Whether a normalised name, which is below the suffix, is meant."""
        return self.matches.search(name.removesuffix(f".{self.below}")) is not None


class Tracker(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One service that devices talk to. ``data_expected`` are categories; dates are YYYY-MM-DD.

    ``hosts`` are suffixes, ``exact`` are names without those below them, ``patterns`` describe names below a suffix.
    ``cnames`` are suffixes of names that others' hosts are aliases of; ``first_party`` says that only its maker's own
    apps and devices talk to it. ``references`` are further sources that were read.
    """

    id: str
    name: str
    company: str
    purposes: tuple[str, ...]
    hosts: tuple[str, ...]
    data_expected: tuple[str, ...]
    endpoints: tuple[Endpoint, ...]
    last_verified: str
    exact: tuple[ExactHost, ...] = ()
    patterns: tuple[HostPattern, ...] = ()
    references: tuple[str, ...] = ()
    cnames: tuple[str, ...] = ()
    first_party: bool = False
    claims: tuple[Claim, ...] = ()
    feeds: tuple[Feed, ...] = ()
    basis: str = ""
    source: str = ""
    read: str = ""


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """Who is behind a host, and why. ``matched`` is the suffix that decided, or the name where an entry is of that very
    name; ``""`` where nobody is known.

    ``certainty`` is "uncertain" for a tenant below a suffix that its owner rents out: the owner carries the bytes, whose
    they are is not known. ``endpoints`` are those that may hold here, the most specific host first.
    """

    tracker: Tracker | None = None
    matched: str = ""
    certainty: Certainty | None = None
    endpoints: tuple[Endpoint, ...] = ()


_NOBODY: Final = Resolution()


class _Answered(dict[str, Resolution]):
    """What was asked before. Equal to any other: it is no part of what a catalogue says."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Answered)

    __hash__ = None


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """A checked catalogue. ``version`` is the file's own and eight digits of its SHA-256: ``2026-11-22+ab12cd34``."""

    version: str
    companies: Mapping[str, Company]
    trackers: Mapping[str, Tracker]
    owners: Mapping[str, str]  # host -> id of the tracker that owns it and its subdomains
    endpoints: Mapping[str, tuple[Endpoint, ...]]  # host -> endpoints there and at its subdomains
    exact: Mapping[str, str] = {}  # host -> id of the tracker that owns it, and nothing below it
    patterns: Mapping[
        str, tuple[tuple[HostPattern, str], ...]
    ] = {}  # suffix -> patterns, each with its tracker's id
    cloaks: Mapping[str, str] = {}  # suffix of a CNAME's target -> id of the tracker behind it
    datasets: Mapping[str, Recipient] = {}
    models: Mapping[str, Recipient] = {}
    networks: Networks = msgspec.field(default_factory=Networks)
    answered: _Answered = msgspec.field(default_factory=_Answered)

    def resolve(self, host: str) -> Resolution:
        """Who is behind a host (no port), by the longest suffix of whole labels; nobody for addresses and strangers."""
        known = self.answered.get(host)
        if known is not None:
            return known
        found = self._resolve(host)
        if len(host) > _LONGEST_KNOWN:
            return found
        if len(self.answered) >= _KNOWN_HOSTS:
            self.answered.clear()
        self.answered[host] = found
        return found

    def _resolve(self, host: str) -> Resolution:
        name = normalise_host(host)
        if name is None:
            return _NOBODY
        endpoints, rest = list[Endpoint](), name
        owner = self.exact.get(name, "")
        matched = name if owner else ""
        while rest:
            endpoints += self.endpoints.get(rest, ())
            if not owner and rest in self.patterns and (owner := self._described(name, rest)):
                matched = name
            if not owner and (owner := self.owners.get(rest, "")):
                matched = rest
            rest = rest.partition(".")[2]
        if not owner:
            return _NOBODY if not endpoints else Resolution(endpoints=tuple(endpoints))
        rented = shared_suffix(name)
        return Resolution(
            tracker=self.trackers[owner],
            matched=matched,
            certainty="uncertain" if rented is not None and len(matched) <= len(rented) else "certain",
            endpoints=tuple(endpoints),
        )

    def _described(self, name: str, suffix: str) -> str:
        """The id of the tracker that describes a name below a suffix; ``""`` for none."""
        return next(
            (id for pattern, id in self.patterns[suffix] if name != suffix and pattern.holds(name)), ""
        )

    def tracker_for(self, host: str) -> Tracker | None:
        """The tracker of a host (no port); None for IP addresses, strangers, and tenants of somebody's suffix."""
        found = self.resolve(host)
        return found.tracker if found.certainty == "certain" else None

    def endpoint_for(self, host: str, path: str, method: str | None = None) -> Endpoint | None:
        """The endpoint of a request; a ``method`` of None asks for any. The most specific host is asked first."""
        for endpoint in self.resolve(host).endpoints:
            agreed = method is None or endpoint.method in ("", method.upper())
            if agreed and endpoint.path.search(path):
                return endpoint
        return None

    def cloaked(self, alias: str) -> Tracker | None:
        """The tracker behind the target of a CNAME; None where the target says nothing of a tracker."""
        name = rest = normalise_host(alias) or ""
        while rest:
            if rest in self.cloaks:
                return self.trackers[self.cloaks[rest]]
            rest = rest.partition(".")[2]
        return self.tracker_for(name)

    def owner_chain(self, company: str) -> tuple[Company, ...]:
        """A company and those that own it, the last one owned by nobody we know of."""
        chain = [self.companies[company]]
        while (parent := chain[-1].parent) is not None:
            chain.append(self.companies[parent.company])
        return tuple(chain)

    def brands(self, company: str) -> tuple[Company, ...]:
        """A company and everything that it owns, directly or through others; in the order of the file."""
        owned: dict[str, list[str]] = {}
        for one in self.companies.values():
            if one.parent is not None:
                owned.setdefault(one.parent.company, []).append(one.id)
        found, waiting = {company}, [company]
        while waiting:
            below = owned.get(waiting.pop(), [])
            waiting += (brand for brand in below if brand not in found)
            found.update(below)
        return tuple(one for one in self.companies.values() if one.id in found)

    def recipients(self) -> Iterator[tuple[RecipientKind, Recipient]]:
        """Every data set and model, with its kind."""
        yield from (("dataset", one) for one in self.datasets.values())
        yield from (("model", one) for one in self.models.values())


def shipped() -> Path:
    """The catalogue that came with the program."""
    return next((place for place in _PLACES if place.is_file()), _PLACES[-1])


def load(path: Path | None = None) -> Catalogue:
    """Read and check a catalogue; without ``path`` the one that came with the program. Raises ``CatalogueError``.

    A file that was checked before, and is the same, comes from a cache.
    """
    from analysis.catalogue_cache import through_cache

    return through_cache(path or shipped())


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors; what the schema cannot say, ``load`` checks."""
    from analysis.catalogue_shape import FileShape

    return FileShape.model_json_schema()

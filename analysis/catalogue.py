"""The tracker catalogue: who is behind a host, and what is known of an endpoint's fields."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from analysis.errors import UserFault
from analysis.payload import EndpointRule

_FILE: Final = "trackers.yaml"
_PLACES: Final = (Path(__file__).with_name(_FILE), Path(__file__).resolve().parents[1] / _FILE)
_MAX_HOST: Final = 253  # characters, RFC 1035

PURPOSES: Final = (
    "analytics", "advertising", "attribution", "crash", "push", "identification", "profiling", "location", "fraud",
    "consent", "cdn", "os_vendor", "device_vendor", "watch_fitness", "image_generation", "social", "voice", "messaging",
)  # fmt: skip


class CatalogueError(UserFault):
    """A catalogue that cannot be used; the text is one line: file, line, place, what is expected."""


class Parent(msgspec.Struct, frozen=True, kw_only=True):
    """Who owns a company. ``since`` is YYYY, YYYY-MM or YYYY-MM-DD, ``""`` where nobody wrote it down."""

    company: str
    since: str = ""
    source: str = ""


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """A recipient. ``country`` is its seat, ISO 3166-1 alpha-2; either ``source`` (with ``read``) or ``basis`` is given."""

    id: str
    name: str
    country: str
    parent: Parent | None = None
    website: str = ""
    privacy_contact: str = ""
    basis: str = ""
    source: str = ""
    read: str = ""


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where a field map holds: hosts (or their subdomains), a method (``""`` for any) and a pattern on the path."""

    rule: EndpointRule
    hosts: tuple[str, ...]
    method: str
    path: re.Pattern[str]


class Tracker(msgspec.Struct, frozen=True, kw_only=True):
    """One service that devices talk to. ``data_expected`` are categories; dates are YYYY-MM-DD."""

    id: str
    name: str
    company: str
    purposes: tuple[str, ...]
    hosts: tuple[str, ...]
    data_expected: tuple[str, ...]
    endpoints: tuple[Endpoint, ...]
    match: tuple[str, ...]
    skip: tuple[str, ...]
    last_verified: str
    basis: str = ""
    source: str = ""
    read: str = ""


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """A checked catalogue. ``version`` is the file's own and eight digits of its SHA-256: ``2026-11-22+ab12cd34``."""

    version: str
    companies: Mapping[str, Company]
    trackers: Mapping[str, Tracker]
    owners: Mapping[str, str]  # host -> id of the tracker that owns it and its subdomains
    endpoints: Mapping[str, tuple[Endpoint, ...]]  # host -> endpoints there and at its subdomains

    def tracker_for(self, host: str) -> Tracker | None:
        """The tracker of a host (no port), by the longest suffix of whole labels; None for IP addresses and strangers."""
        owner = next((self.owners[suffix] for suffix in suffixes(host) if suffix in self.owners), None)
        return None if owner is None else self.trackers[owner]

    def endpoint_for(self, host: str, path: str, method: str | None = None) -> Endpoint | None:
        """The endpoint of a request; a ``method`` of None asks for any. The most specific host is asked first."""
        for suffix in suffixes(host):
            for endpoint in self.endpoints.get(suffix, ()):
                agreed = method is None or endpoint.method in ("", method.upper())
                if agreed and endpoint.path.search(path):
                    return endpoint
        return None

    def owner_chain(self, company: str) -> tuple[Company, ...]:
        """A company and those that own it, the last one owned by nobody we know of."""
        chain = [self.companies[company]]
        while (parent := chain[-1].parent) is not None:
            chain.append(self.companies[parent.company])
        return tuple(chain)


def normalise_host(host: str) -> str | None:
    """A host name in lower case and ASCII (IDNA), without the root's dot; None where it is no name at all."""
    name = host.strip().lower().removesuffix(".")
    if not name or len(name) > _MAX_HOST or any(sign in name for sign in ":/[]@ "):
        return None
    try:
        name = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return None if "" in name.split(".") or _is_address(name) else name


def _is_address(name: str) -> bool:
    if name.rpartition(".")[2].isdigit():
        return True  # no top-level domain is a number, so this is an address in some notation
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def suffixes(host: str) -> Iterator[str]:
    """A host and its parents, label by label: ``a.b.example``, ``b.example``, ``example``; nothing for no name."""
    name = normalise_host(host)
    while name:
        yield name
        name = name.partition(".")[2]


def load(path: Path | None = None) -> Catalogue:
    """Read and check a catalogue; without ``path`` the one that came with the program. Raises ``CatalogueError``."""
    from analysis.catalogue_file import read_catalogue

    chosen = path or next((place for place in _PLACES if place.is_file()), _PLACES[-1])
    return read_catalogue(chosen)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors; what the schema cannot say, ``load`` checks."""
    from analysis.catalogue_shape import FileShape

    return FileShape.model_json_schema()

"""Reads ``trackers.yaml`` and checks it: first its shape, then its meaning; every complaint names file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import ValidationError

from analysis.catalogue import Catalogue, CatalogueError, Company, Endpoint, Parent, Tracker
from analysis.catalogue_endpoints import EndpointReader
from analysis.catalogue_shape import CompanyShape, FileShape, TrackerShape
from analysis.catalogue_text import Place, SourceText

_MAX_FILE: Final = 8 << 20  # bytes


def read_catalogue(path: Path) -> Catalogue:
    """A catalogue from its file. Raises ``CatalogueError``, one line, for the first thing that is wrong."""
    content = _content(path)
    reader = SourceText(path.name)
    plain = reader.plain(content)
    try:
        shape = FileShape.model_validate(plain)
    except ValidationError as error:
        raise reader.misshapen(error) from None
    version = f"{shape.version}+{hashlib.sha256(content).hexdigest()[:8]}"
    return _Meaning(shape, reader).catalogue(version)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_FILE:
            raise CatalogueError(
                f"{path.name}: expected at most {_MAX_FILE >> 20} MiB; is this the catalogue?"
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise CatalogueError(f"{path}: {reason}; name a readable catalogue file") from None


class _Meaning:
    """What the shape cannot say: who owns what, and whether the examples hold."""

    def __init__(self, shape: FileShape, reader: SourceText) -> None:
        self._shape = shape
        self._fault = reader.fault

    def catalogue(self, version: str) -> Catalogue:
        self._check_ids()
        self._check_grounds()
        companies = {company.id: _company(company) for company in self._shape.companies}
        self._check_parents(companies)
        endpoints = EndpointReader(self._shape.field_sets, self._fault)
        trackers = {
            tracker.id: _tracker(tracker, tuple(endpoints.endpoints(index, tracker)))
            for index, tracker in enumerate(self._shape.trackers)
        }
        catalogue = Catalogue(
            version=version,
            companies=companies,
            trackers=trackers,
            owners=self._owners(),
            endpoints=self._endpoints(trackers),
        )
        self._check_companies_of(catalogue)
        self._check_examples(catalogue)
        return catalogue

    def _check_ids(self) -> None:
        for part, ids in (
            ("companies", [company.id for company in self._shape.companies]),
            ("trackers", [tracker.id for tracker in self._shape.trackers]),
        ):
            for index in range(1, len(ids)):
                if ids[index] == ids[index - 1] or ids[index] in ids[:index]:
                    raise self._fault((part, index, "id"), f"expected each id once, got {ids[index]!r} again")
                if ids[index] < ids[index - 1]:
                    raise self._fault(
                        (part, index, "id"),
                        f"expected ids in order, got {ids[index]!r} after {ids[index - 1]!r}",
                    )

    def _grounded(self) -> Iterator[tuple[Place, CompanyShape | TrackerShape]]:
        yield from ((("companies", index), entry) for index, entry in enumerate(self._shape.companies))
        yield from ((("trackers", index), entry) for index, entry in enumerate(self._shape.trackers))

    def _check_grounds(self) -> None:
        for place, entry in self._grounded():
            if (entry.source is None) == (entry.basis is None):
                raise self._fault(
                    place, "expected either 'source' (with 'read') or 'basis: common_knowledge'"
                )
            if (entry.source is None) != (entry.read is None):
                raise self._fault(
                    place, "expected 'read', the day on which 'source' was read, with a source only"
                )

    def _check_parents(self, companies: dict[str, Company]) -> None:
        for index, company in enumerate(self._shape.companies):
            seen = [company.id]
            parent = company.parent.company if company.parent else None
            while parent is not None:
                if parent not in companies:
                    raise self._fault(
                        ("companies", index, "parent"), f"expected a company's id, got {parent!r}"
                    )
                if parent in seen:
                    raise self._fault(
                        ("companies", index, "parent"), f"expected no circle of owners, got {seen[0]!r} again"
                    )
                seen.append(parent)
                above = companies[parent].parent
                parent = above.company if above else None

    def _owners(self) -> dict[str, str]:
        owners: dict[str, str] = {}
        for index, tracker in enumerate(self._shape.trackers):
            for number, host in enumerate(tracker.hosts):
                if host in owners:
                    place = ("trackers", index, "hosts", number)
                    raise self._fault(
                        place, f"expected a host that nobody owns yet, got {host!r} of {owners[host]!r}"
                    )
                owners[host] = tracker.id
        return owners

    def _endpoints(self, trackers: Mapping[str, Tracker]) -> dict[str, tuple[Endpoint, ...]]:
        found: dict[str, tuple[Endpoint, ...]] = {}
        for tracker in trackers.values():
            for endpoint in tracker.endpoints:
                for host in endpoint.hosts:
                    found[host] = (*found.get(host, ()), endpoint)
        return found

    def _check_companies_of(self, catalogue: Catalogue) -> None:
        for index, tracker in enumerate(self._shape.trackers):
            if tracker.company not in catalogue.companies:
                place = ("trackers", index, "company")
                raise self._fault(place, f"expected a company's id, got {tracker.company!r}")
        for index, tracker in enumerate(self._shape.trackers):
            for number, endpoint in enumerate(tracker.endpoints):
                for host in endpoint.hosts:
                    owner = catalogue.tracker_for(host)
                    if owner is None or owner.company != tracker.company:
                        where: Place = ("trackers", index, "endpoints", number, "hosts")
                        raise self._fault(
                            where, f"expected a host that {tracker.company!r} owns here, got {host!r}"
                        )

    def _check_examples(self, catalogue: Catalogue) -> None:
        for index, tracker in enumerate(self._shape.trackers):
            for part, urls in (("match", tracker.examples.match), ("skip", tracker.examples.skip)):
                for number, url in enumerate(urls):
                    owner = _owner(catalogue, url)
                    if (owner == tracker.id) != (part == "match"):
                        place = ("trackers", index, "examples", part, number)
                        wanted = "an address of" if part == "match" else "an address that is not of"
                        raise self._fault(
                            place, f"expected {wanted} {tracker.id!r}, got {url!r} of {owner or 'nobody'!r}"
                        )


def _owner(catalogue: Catalogue, url: str) -> str | None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    endpoint = catalogue.endpoint_for(host, parts.path)
    if endpoint is not None:
        return endpoint.rule.tracker
    tracker = catalogue.tracker_for(host)
    return None if tracker is None else tracker.id


def _company(shape: CompanyShape) -> Company:
    above = shape.parent
    parent = (
        Parent(company=above.company, since=above.since or "", source=above.source or "") if above else None
    )
    return Company(
        id=shape.id, name=shape.name, country=shape.country, parent=parent, website=shape.website or "",
        privacy_contact=shape.privacy_contact or "", basis=shape.basis or "", source=shape.source or "",
        read=shape.read or "",
    )  # fmt: skip


def _tracker(shape: TrackerShape, endpoints: tuple[Endpoint, ...]) -> Tracker:
    return Tracker(
        id=shape.id, name=shape.name, company=shape.company, purposes=tuple(shape.purposes), hosts=tuple(shape.hosts),
        data_expected=tuple(shape.data_expected),
        endpoints=endpoints,
        match=tuple(shape.examples.match), skip=tuple(shape.examples.skip), last_verified=shape.last_verified,
        basis=shape.basis or "", source=shape.source or "", read=shape.read or "",
    )  # fmt: skip

"""Reads ``trackers.yaml`` and checks it: first its shape, then its meaning; every complaint names file and line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import ValidationError

from analysis.catalogue import Catalogue, CatalogueError, Company, Endpoint, Parent, Tracker
from analysis.catalogue_shape import CompanyShape, EndpointShape, FieldShape, FileShape, TrackerShape
from analysis.catalogue_text import Place, SourceText
from analysis.payload import EndpointRule, FieldRule

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
        catalogue = Catalogue(
            version=version,
            companies=companies,
            trackers={tracker.id: _tracker(tracker) for tracker in self._shape.trackers},
            owners=self._owners(),
            endpoints=self._endpoints(),
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

    def _endpoints(self) -> dict[str, tuple[Endpoint, ...]]:
        ids: set[str] = set()
        found: dict[str, tuple[Endpoint, ...]] = {}
        for index, tracker in enumerate(self._shape.trackers):
            for number, shape in enumerate(tracker.endpoints):
                place = ("trackers", index, "endpoints", number, "id")
                if shape.id in ids or shape.id.partition("/")[0] != tracker.id:
                    raise self._fault(
                        place, f"expected an id {tracker.id}/… that is used once, got {shape.id!r}"
                    )
                ids.add(shape.id)
                self._check_contexts(shape, place[:-1])
                endpoint = _endpoint(tracker.id, shape)
                for host in shape.hosts:
                    found[host] = (*found.get(host, ()), endpoint)
        return found

    def _check_contexts(self, shape: EndpointShape, place: Place) -> None:
        for number, field in enumerate(shape.fields):
            for path in field.path:
                first = path.partition(":")[0]
                context = first if first in ("query", "header", "cookie", "path") else "body"
                if context != field.context and not (context == "body" and field.context == "query"):
                    raise self._fault(
                        (*place, "fields", number),
                        f"expected context {context!r} for {path!r}, got {field.context!r}",
                    )

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


def _field_rules(field: FieldShape) -> Iterator[FieldRule]:
    for path in field.path:
        yield FieldRule(
            path=path,
            context=field.context,
            category=field.category,
            property=field.property,
            reasoning=field.reasoning,
        )


def _endpoint(tracker: str, shape: EndpointShape) -> Endpoint:
    fields = tuple(rule for field in shape.fields for rule in _field_rules(field))
    return Endpoint(
        rule=EndpointRule(id=shape.id, tracker=tracker, fields=fields),
        hosts=tuple(shape.hosts),
        method=shape.method or "",
        path=re.compile(shape.path),
    )


def _tracker(shape: TrackerShape) -> Tracker:
    return Tracker(
        id=shape.id, name=shape.name, company=shape.company, purposes=tuple(shape.purposes), hosts=tuple(shape.hosts),
        data_expected=tuple(shape.data_expected),
        endpoints=tuple(_endpoint(shape.id, endpoint) for endpoint in shape.endpoints),
        match=tuple(shape.examples.match), skip=tuple(shape.examples.skip), last_verified=shape.last_verified,
        basis=shape.basis or "", source=shape.source or "", read=shape.read or "",
    )  # fmt: skip

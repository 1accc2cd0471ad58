"""Reads ``trackers.yaml`` and checks it: first its shape, then its meaning; every complaint names file and line."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from analysis.catalogue import Catalogue
from analysis.catalogue_cache import read_content
from analysis.catalogue_endpoints import EndpointReader
from analysis.catalogue_facts_check import check_facts, groundless
from analysis.catalogue_indices import assembled
from analysis.catalogue_records import company_of, networks_of, recipient_of, tracker_of
from analysis.catalogue_shape import CompanyShape, FileShape, TrackerShape
from analysis.catalogue_text import Place, SourceText


def read_catalogue(path: Path) -> Catalogue:
    """A catalogue from its file, past any cache. Raises ``CatalogueError``, one line, for the first mistake."""
    return parse_catalogue(path.name, read_content(path))


def parse_catalogue(name: str, content: bytes) -> Catalogue:
    """A catalogue from the bytes of the file ``name``. Raises ``CatalogueError``."""
    with _without_collecting():
        reader = SourceText(name)
        plain = reader.plain(content)
        try:
            shape = FileShape.model_validate(plain)
        except ValidationError as error:
            raise reader.misshapen(error) from None
        version = f"{shape.version}+{hashlib.sha256(content).hexdigest()[:8]}"
        return _Meaning(shape, reader).catalogue(version)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A million objects are made, none of which is in a cycle: looking for cycles would take half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Meaning:
    """What the shape cannot say: who owns what, and whether the examples hold."""

    def __init__(self, shape: FileShape, reader: SourceText) -> None:
        self._shape = shape
        self._fault = reader.fault

    def catalogue(self, version: str) -> Catalogue:
        self._check_ids()
        self._check_grounds()
        check_facts(self._shape, self._fault)
        companies = {company.id: company_of(company) for company in self._shape.companies}
        endpoints = EndpointReader(self._shape.field_sets, self._fault)
        trackers = {
            tracker.id: tracker_of(tracker, tuple(endpoints.endpoints(index, tracker)))
            for index, tracker in enumerate(self._shape.trackers)
        }
        self._check_hosts()
        datasets = {one.id: recipient_of(one) for one in self._shape.datasets}
        models = {one.id: recipient_of(one) for one in self._shape.models}
        networks = [network for company in self._shape.companies for network in networks_of(company)]
        catalogue = assembled(version, companies, trackers, datasets, models, networks)
        self._check_companies_of(catalogue)
        self._check_examples(catalogue)
        return catalogue

    def _check_ids(self) -> None:
        for part, ids in (
            ("companies", [one.id for one in self._shape.companies]),
            ("datasets", [one.id for one in self._shape.datasets]),
            ("models", [one.id for one in self._shape.models]),
            ("trackers", [one.id for one in self._shape.trackers]),
        ):
            seen: set[str] = set()
            for index, one in enumerate(ids):
                if one in seen:
                    raise self._fault((part, index, "id"), f"expected each id once, got {one!r} again")
                if index and one < ids[index - 1]:
                    raise self._fault(
                        (part, index, "id"), f"expected ids in order, got {one!r} after {ids[index - 1]!r}"
                    )
                seen.add(one)

    def _grounded(self) -> Iterator[tuple[Place, CompanyShape | TrackerShape]]:
        yield from ((("companies", index), entry) for index, entry in enumerate(self._shape.companies))
        yield from ((("trackers", index), entry) for index, entry in enumerate(self._shape.trackers))

    def _check_grounds(self) -> None:
        for place, entry in self._grounded():
            if ground := groundless(entry):
                raise self._fault(place, ground)

    def _check_hosts(self) -> None:
        """No host, and no target of an alias, is owned twice."""
        for part in ("hosts", "cnames"):
            owners: dict[str, str] = {}
            for index, tracker in enumerate(self._shape.trackers):
                for number, host in enumerate(tracker.hosts if part == "hosts" else tracker.cnames):
                    if host in owners:
                        place = ("trackers", index, part, number)
                        raise self._fault(
                            place, f"expected a host that nobody owns yet, got {host!r} of {owners[host]!r}"
                        )
                    owners[host] = tracker.id
        exact: dict[str, str] = {}
        for index, tracker in enumerate(self._shape.trackers):
            for number, one in enumerate(tracker.exact):
                if one.host in exact:
                    raise self._fault(
                        ("trackers", index, "exact", number),
                        f"expected a name that nobody owns yet, got {one.host!r} of {exact[one.host]!r}",
                    )
                exact[one.host] = tracker.id

    def _check_companies_of(self, catalogue: Catalogue) -> None:
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
    tracker = catalogue.resolve(host).tracker
    return None if tracker is None else tracker.id

"""Puts a catalogue together: which tracker owns which host, name and alias, and which endpoints are where."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.catalogue import Catalogue, Company, Endpoint, HostPattern, Tracker
from analysis.catalogue_facts import Recipient
from analysis.catalogue_networks import Network, Networks


def assembled(
    version: str,
    companies: dict[str, Company],
    trackers: dict[str, Tracker],
    datasets: dict[str, Recipient],
    models: dict[str, Recipient],
    networks: Iterable[Network] = (),
) -> Catalogue:
    """A catalogue with its indices; what was checked before is not checked again."""
    return Catalogue(
        version=version,
        companies=companies,
        trackers=trackers,
        owners={host: tracker.id for tracker in trackers.values() for host in tracker.hosts},
        exact={one.host: tracker.id for tracker in trackers.values() for one in tracker.exact},
        patterns=_patterns(trackers.values()),
        endpoints=by_host(tracker.endpoints for tracker in trackers.values()),
        cloaks={alias: tracker.id for tracker in trackers.values() for alias in tracker.cnames},
        datasets=datasets,
        models=models,
        networks=Networks(networks),
    )


def _patterns(trackers: Iterable[Tracker]) -> dict[str, tuple[tuple[HostPattern, str], ...]]:
    found: dict[str, tuple[tuple[HostPattern, str], ...]] = {}
    for tracker in trackers:
        for pattern in tracker.patterns:
            found[pattern.below] = (*found.get(pattern.below, ()), (pattern, tracker.id))
    return found


def by_host(endpoints: Iterable[tuple[Endpoint, ...]]) -> dict[str, tuple[Endpoint, ...]]:
    """The endpoints of all trackers by their hosts."""
    found: dict[str, list[Endpoint]] = {}
    for own in endpoints:
        for endpoint in own:
            for host in endpoint.hosts:
                found.setdefault(host, []).append(endpoint)
    return {host: tuple(there) for host, there in found.items()}

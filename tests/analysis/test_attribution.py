"""Attribution: host, then endpoint, and nobody rather than a guess."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.attribution import Attribution, attribute
from analysis.catalogue import Catalogue, load
from analysis.records import Transmission


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def _sent(host: str, path: str = "/", method: str = "POST") -> Transmission:
    return Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host=host, path=path, method=method
    )  # fmt: skip


@pytest.mark.parametrize("host", ["", "203.0.113.7", "shop.example", "graph.facebook.com.evil.example"])
def test_nobody_is_named_for_a_stranger(catalogue: Catalogue, host: str) -> None:
    assert attribute(_sent(host, "/v14.0/1/activities"), catalogue) == Attribution()


@pytest.mark.parametrize(
    ("host", "path", "method"),
    [
        ("graph.facebook.com", "/v14.0/1/activities", "GET"),
        ("graph.facebook.com", "/v14.0/app/activities", "POST"),
        ("graph.facebook.com", "/v14.0/1/activities/more", "POST"),
        ("api2.branch.io", "/v1/opened", "POST"),
        ("www.google.com", "/collect", "POST"),
        ("www.facebook.com", "/try", "GET"),
    ],
)
def test_another_method_or_path_is_no_endpoint(
    catalogue: Catalogue, host: str, path: str, method: str
) -> None:
    found = attribute(_sent(host, path, method), catalogue)
    assert found.tracker is not None
    assert found.endpoint is None


@pytest.mark.parametrize(
    ("host", "path", "method", "tracker", "company", "endpoint"),
    [
        ("graph.facebook.com", "/v14.0/1/activities", "POST", "facebook-graph-activities", "meta-platforms",
         "facebook-graph-activities/v1"),
        ("api2.branch.io", "/v1/open", "POST", "branch", "branch-metrics", "branch/v1"),
        ("sessions.bugsnag.com", "/", "POST", "bugsnag", "smartbear", "bugsnag/sessions"),
        ("notify.bugsnag.com", "/", "post", "bugsnag", "smartbear", "bugsnag/notify"),
        ("stats.g.doubleclick.net", "/g/collect", "GET", "google-analytics", "google", "google-analytics/collect"),
        ("www.google.com", "/ccm/collect", "POST", "google-analytics", "google", "google-analytics/ccm"),
        ("www.facebook.com", "/tr/", "GET", "meta-pixel", "meta-platforms", "meta-pixel/tr"),
    ],
)  # fmt: skip
def test_a_known_endpoint_brings_its_fields(
    catalogue: Catalogue, host: str, path: str, method: str, tracker: str, company: str, endpoint: str
) -> None:
    found = attribute(_sent(host, path, method), catalogue)
    assert (found.tracker, found.company) == (tracker, company)
    assert found.endpoint is not None
    assert found.endpoint.id == endpoint
    assert found.endpoint.fields

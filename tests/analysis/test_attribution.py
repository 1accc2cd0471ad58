"""Attribution: host, then endpoint, and nobody rather than a guess."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from analysis.attribution import Attribution, Evidence, Names, attribute, attribute_flow, attribute_names
from analysis.catalogue import Catalogue, load
from analysis.catalogue_file import read_catalogue
from analysis.records import Flow, Transmission
from tests.analysis.catalogue_text_minimal import MINIMAL


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


# -- on what evidence -------------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Catalogue:
    path = tmp_path / "trackers.yaml"
    path.write_text(MINIMAL)
    return read_catalogue(path)


@pytest.mark.parametrize(
    "names",
    [
        Names(), Names(host="203.0.113.7"), Names(sni="stranger.example"), Names(answers=("a.example", "b.example")),
        Names(certificate=("*.stranger.example",)), Names(host="stranger.example", aliases=("d1.akamaiedge.net",)),
        Names(host="stranger.example", aliases=("x.two.example",)),  # a mere carrier
        Names(host="stranger.example", aliases=("notcloak.example", "", "1.2.3.4")),
    ],
)  # fmt: skip
def test_no_name_no_owner(small: Catalogue, names: Names) -> None:
    assert attribute_names(names, small) == Attribution()


@pytest.mark.parametrize(
    "names",
    [
        Names(host="d1.cloudfront.net"), Names(sni="d1.cloudfront.net"), Names(answers=("d1.cloudfront.net",)),
        Names(certificate=("*.cloudfront.net", "stranger.example")), Names(answers=("one.example", "stranger.example")),
        Names(answers=("one.example", "two.example")),  # an address of several companies
    ],
)  # fmt: skip
def test_what_is_shared_is_uncertain_and_blamed_on_nobody(small: Catalogue, names: Names) -> None:
    found = attribute_names(names, small)
    assert (found.tracker, found.company, found.certainty) == (None, None, "uncertain")
    assert found.reason


def test_a_tenant_names_its_carrier(small: Catalogue) -> None:
    found = attribute(_sent("d1.cloudfront.net"), small)
    assert (found.carrier, found.matched, found.evidence) == ("two", "cloudfront.net", Evidence.HOST_HEADER)
    assert "a tenant of Two (cloudfront.net)" in found.reason


@pytest.mark.parametrize(
    ("names", "evidence", "matched"),
    [
        (Names(host="a.one.example"), Evidence.HOST_HEADER, "one.example"),
        (Names(sni="a.one.example"), Evidence.SNI, "one.example"),
        (Names(certificate=("*.one.example", "one.example")), Evidence.CERTIFICATE, "one.example"),
        (Names(answers=("a.one.example",)), Evidence.DNS_ANSWER, "one.example"),
        (Names(answers=("a.one.example", "b.one.example")), Evidence.DNS_ANSWER, "one.example"),
        (Names(host="metrics.shop.example", aliases=("shop.cloak.example",)), Evidence.CNAME, "shop.cloak.example"),
        (Names(sni="metrics.shop.example", aliases=("edge.example", "x.one.example")), Evidence.CNAME, "x.one.example"),
    ],
)  # fmt: skip
def test_the_evidence_is_stated(small: Catalogue, names: Names, evidence: Evidence, matched: str) -> None:
    found = attribute_names(names, small)
    assert (found.tracker, found.company, found.certainty) == ("one", "acme", "certain")
    assert (found.evidence, found.matched) == (evidence, matched)


def test_the_stronger_evidence_decides(small: Catalogue) -> None:
    names = Names(host="two.example", sni="one.example", answers=("one.example",))
    found = attribute_names(names, small)
    assert (found.tracker, found.evidence) == ("two", Evidence.HOST_HEADER)
    assert found.reason == "the connection itself was opened for one.example"
    cloaked = attribute_names(Names(host="two.example", aliases=("cloak.example",)), small)
    assert (cloaked.tracker, cloaked.evidence) == ("one", Evidence.CNAME)


def test_an_alias_of_a_tracker_is_a_third_party_however_it_is_called(small: Catalogue) -> None:
    sent = msgspec.structs.replace(_sent("metrics.app.com"), app_hint="com.app.mobile")
    found = attribute(sent, small, aliases=["a.cloak.example"])
    assert (found.tracker, found.party) == ("one", "third")
    assert found.party_reason == "metrics.app.com is an alias of a.cloak.example"
    assert attribute(sent, small).party == "first"


@pytest.mark.parametrize(
    ("flow", "evidence"),
    [
        ({"host": "a.one.example", "sni": "a.one.example"}, Evidence.SNI),
        ({"host": "a.one.example"}, Evidence.HOST_HEADER),
        ({"host": "a.one.example", "reason": "named by the DNS answer that led to this address"}, Evidence.DNS_ANSWER),
    ],
)  # fmt: skip
def test_a_connection_says_what_named_it(small: Catalogue, flow: dict[str, str], evidence: Evidence) -> None:
    record = Flow(flow_id="f", opened_at=datetime(2026, 11, 22, tzinfo=UTC), writer="sniffer", **flow)  # type: ignore[arg-type]
    found = attribute_flow(record, small)
    assert (found.tracker, found.evidence) == ("one", evidence)
    category = msgspec.structs.replace(record, host="category:health", sni=None)
    assert attribute_flow(category, small) == Attribution()

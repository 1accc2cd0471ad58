"""Attribution: host, then endpoint, and nobody rather than a guess."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from analysis.attribution import attribute, attribute_flow, attribute_names
from analysis.attribution_records import Attribution, Evidence, Names
from analysis.catalogue import Catalogue, load
from analysis.catalogue_file import read_catalogue
from analysis.flow_lines import FlowLines
from analysis.flow_rows import row_of
from analysis.records import Certificate, Flow, SocketPair, Transmission
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


def certified(*names: str, vouched: bool = True, more: int = 0) -> Certificate:
    """What a server's certificate says."""
    return Certificate(names=names, vouched=vouched, more=more)


@pytest.fixture
def small(tmp_path: Path) -> Catalogue:
    path = tmp_path / "trackers.yaml"
    path.write_text(MINIMAL)
    return read_catalogue(path)


@pytest.mark.parametrize(
    "names",
    [
        Names(), Names(host="203.0.113.7"), Names(sni="stranger.example"), Names(answers=("a.example", "b.example")),
        Names(certificate=certified("*.stranger.example")), Names(host="stranger.example", aliases=("d1.akamaiedge.net",)),
        Names(host="stranger.example", aliases=("one.example.stranger.example",)),
        Names(host="stranger.example", aliases=("notcloak.example", "", "1.2.3.4")),
    ],
)  # fmt: skip
def test_no_name_no_owner(small: Catalogue, names: Names) -> None:
    assert attribute_names(names, small) == Attribution()


@pytest.mark.parametrize(
    "names",
    [
        Names(host="d1.cloudfront.net"), Names(sni="d1.cloudfront.net"), Names(answers=("d1.cloudfront.net",)),
        Names(certificate=certified("*.cloudfront.net", "stranger.example")),
        Names(answers=("one.example", "stranger.example")),
        Names(answers=("one.example", "two.example")),  # an address of several companies
        Names(host="stranger.example", aliases=("x.two.example",)),  # a mere carrier
        Names(host="stranger.example", aliases=("edge.stranger.example", "d1.cloudfront.net")),
        Names(sni="stranger.example", aliases=("d1.cloudfront.net", "203.0.113.7")),
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
        (Names(certificate=certified("*.one.example", "one.example")), Evidence.CERTIFICATE, "one.example"),
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


def test_a_chain_that_ends_at_shared_machines_names_the_carrier(small: Catalogue) -> None:
    found = attribute_names(
        Names(answers=("shop.example",), aliases=("shop.edge.example", "d1.cloudfront.net")), small
    )
    assert (found.carrier, found.evidence, found.matched) == ("two", Evidence.CNAME, "cloudfront.net")
    assert found.reason.startswith("shop.example is an alias of d1.cloudfront.net, carried by Two")


@pytest.mark.parametrize(
    ("aliases", "tracker", "evidence"),
    [
        ((), "shop", Evidence.SNI),
        (("d1.cloudfront.net",), "shop", Evidence.SNI),  # a carrier says nothing over a name that is known
        (("x.two.example",), "shop", Evidence.SNI),
        (("a.shop.example", "b.shop.example"), "shop", Evidence.SNI),
        (("counter.one.example",), "one", Evidence.CNAME),  # one who counts for others
        (("a.cloak.example",), "one", Evidence.CNAME),
        (("edge.stranger.example", "counter.one.example", "d1.cloudfront.net"), "one", Evidence.CNAME),
    ],
)  # fmt: skip
def test_aliases_over_a_name_that_is_somebodys(
    tmp_path: Path, aliases: tuple[str, ...], tracker: str, evidence: Evidence
) -> None:
    shop = (
        "  - {id: shop, name: Shop, company: zeta, purposes: [service], hosts: [shop.example], basis: common_knowledge,\n"
        "     last_verified: 2026-11-25, examples: {match: ['https://shop.example/'], skip: ['https://x.example/']}}\n"
    )
    path = tmp_path / "trackers.yaml"
    path.write_text(MINIMAL.replace("  - id: two\n", f"{shop}  - id: two\n"))
    found = attribute_names(Names(sni="metrics.shop.example", aliases=aliases), read_catalogue(path))
    assert (found.tracker, found.evidence, found.certainty) == (tracker, evidence, "certain")


def test_a_record_brings_its_own_aliases(small: Catalogue) -> None:
    opened = datetime(2026, 11, 22, tzinfo=UTC)
    flow = Flow(
        flow_id="f", opened_at=opened, writer="sniffer", host="m.shop.example", aliases=("x.one.example",)
    )
    found = attribute_flow(flow, small)
    assert (found.tracker, found.evidence, found.reason) == (
        "one", Evidence.CNAME, "m.shop.example is an alias of x.one.example",
    )  # fmt: skip
    bare = msgspec.structs.replace(flow, aliases=())
    assert attribute_flow(bare, small) == Attribution()
    assert attribute_flow(bare, small, aliases=["x.one.example"]) == found


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


@pytest.mark.parametrize(
    ("aliases", "tracker", "company"),
    [((), None, None), (("d1.cloudfront.net",), None, None), (("x.one.example",), "one", "acme")],
)
def test_the_ledger_and_the_lines_of_scan_follow_the_alias(
    small: Catalogue, aliases: tuple[str, ...], tracker: str | None, company: str | None
) -> None:
    opened = datetime(2026, 11, 22, tzinfo=UTC)
    flow = Flow(
        flow_id="f",
        opened_at=opened,
        writer="import-pcap",
        host="m.shop.example",
        aliases=aliases,
        bytes_out=5,
    )
    row = row_of(flow, "phone", small, opened)
    assert (row.tracker, row.company) == (tracker, company)
    (line,) = FlowLines(small, ("rules", "catalogue")).rows(flow)
    assert (line.tracker, line.company) == (tracker, company)


# -- of what has no name: certificate and address ---------------------------------------------------------------------

NETWORKS = """\
    networks:
      - {source: github.com/acme/docs x.md, read: 2026-11-25, ranges: [17.0.0.0/8]}
      - {source: github.com/acme/docs y.md, read: 2026-11-25, shared: true, ranges: [8.8.0.0/16]}
"""
INSIDE, RENTED, OUTSIDE = "17.1.2.3", "8.8.1.1", "198.51.100.9"


@pytest.fixture
def placed(tmp_path: Path) -> Catalogue:
    """The small catalogue with networks of Acme, and a host of Zeta's below one of Acme's."""
    path = tmp_path / "trackers.yaml"
    text = MINIMAL.replace("    name: Acme\n", f"    name: Acme\n{NETWORKS}")
    path.write_text(
        text.replace("[two.example, cloudfront.net]", "[two.example, x.api.one.example, cloudfront.net]")
    )
    return read_catalogue(path)


def nameless(address: str = OUTSIDE, certificate: Certificate | None = None, **fields: object) -> Flow:
    """A connection that named nobody."""
    record = Flow(
        flow_id="f", opened_at=datetime(2026, 11, 22, tzinfo=UTC), writer="sniffer", host=address,
        reason="TLS; no name was sent",
        upstream=SocketPair(local_ip="192.168.1.7", local_port=4000, remote_ip=address, remote_port=443),
        certificate=certificate,
    )  # fmt: skip
    return msgspec.structs.replace(record, **fields)


@pytest.mark.parametrize(
    "flow",
    [
        nameless(), nameless("10.0.0.9"), nameless("100.64.0.9"), nameless("127.0.0.1"), nameless("224.0.0.251"),
        nameless(certificate=certified("stranger.example")), nameless(certificate=certified()),
        nameless(INSIDE, host="stranger.example"), nameless(INSIDE, host="stranger.example", sni="stranger.example"),
        nameless(INSIDE, host="stranger.example", reason="TLS; named by the DNS answer that led to this address"),
        nameless(INSIDE, certified("stranger.example")), nameless(INSIDE, host="category:health", upstream=None),
        nameless(INSIDE, host="", upstream=None), nameless("", host=""),
    ],
)  # fmt: skip
def test_a_strangers_name_or_address_is_nobodys_whatever_else_is_known(placed: Catalogue, flow: Flow) -> None:
    assert attribute_flow(flow, placed) == Attribution()


@pytest.mark.parametrize(
    ("flow", "evidence", "matched"),
    [
        (nameless(INSIDE, certified("one.example"), host="two.example", sni="two.example"), Evidence.SNI, "two.example"),
        (nameless(INSIDE, certified("one.example"), host="two.example"), Evidence.HOST_HEADER, "two.example"),
        (
            nameless(INSIDE, certified("one.example", vouched=False), host="two.example", reason="named by the DNS answer"),
            Evidence.DNS_ANSWER, "two.example",
        ),
        (nameless(INSIDE, certified("two.example")), Evidence.CERTIFICATE, "two.example"),
    ],
)  # fmt: skip
def test_a_name_decides_over_an_address_and_a_hosts_over_a_certificates(
    placed: Catalogue, flow: Flow, evidence: Evidence, matched: str
) -> None:
    found = attribute_flow(flow, placed)
    assert (found.company, found.evidence, found.matched, found.certainty) == (
        "zeta",
        evidence,
        matched,
        "certain",
    )


@pytest.mark.parametrize(
    ("certificate", "tracker"),
    [
        (certified("one.example"), "one"), (certified("*.one.example", "one.example"), "one"),
        (certified("a.one.example", "b.one.example"), "one"), (certified("xn--4ca.one.example"), "one"),
    ],
)  # fmt: skip
def test_a_certificate_that_is_vouched_for_tells_whose_server_it_is(
    placed: Catalogue, certificate: Certificate, tracker: str
) -> None:
    found = attribute_flow(nameless(certificate=certificate), placed)
    assert (found.tracker, found.company, found.evidence, found.certainty) == (
        tracker, "acme", Evidence.CERTIFICATE, "certain",
    )  # fmt: skip


@pytest.mark.parametrize(
    "certificate",
    [
        certified("one.example", vouched=False), certified("*.one.example", vouched=False),  # its own word
        certified("one.example", more=1),  # not all of its names are known
        certified("one.example", "two.example"), certified("one.example", "stranger.example"),  # of several tenants
        certified("*.cloudfront.net"), certified("*.cloudfront.net", "*.d1.cloudfront.net"), certified("d1.cloudfront.net"),
        certified("*.api.one.example"),  # below it there is somebody else's
    ],
)  # fmt: skip
def test_of_any_other_certificate_nobody_is_blamed(placed: Catalogue, certificate: Certificate) -> None:
    found = attribute_flow(nameless(certificate=certificate), placed)
    assert (found.tracker, found.company, found.certainty, found.evidence) == (
        None, None, "uncertain", Evidence.CERTIFICATE,
    )  # fmt: skip
    assert found.reason


def test_names_of_several_trackers_tell_their_company_alone(tmp_path: Path) -> None:
    path = tmp_path / "trackers.yaml"
    path.write_text(MINIMAL.replace("company: zeta\n    purposes", "company: acme\n    purposes"))
    found = attribute_flow(
        nameless(certificate=certified("one.example", "two.example")), read_catalogue(path)
    )
    assert (found.tracker, found.company, found.certainty) == (None, "acme", "certain")
    assert found.reason == "2 names share this address or certificate"


def test_one_name_is_told_as_one(tmp_path: Path) -> None:
    path = tmp_path / "trackers.yaml"
    path.write_text(MINIMAL)
    found = attribute_flow(nameless(certificate=certified("*.one.example")), read_catalogue(path))
    assert found.reason == ""
    path.write_text(MINIMAL.replace("two.example", "x.one.example"))
    found = attribute_flow(nameless(certificate=certified("*.one.example")), read_catalogue(path))
    assert found.company is None
    assert (
        found.reason
        == "1 name of this address or certificate stands for machines that are not all of one company"
    )
    path.write_text(
        MINIMAL.replace("company: zeta\n    purposes", "company: acme\n    purposes").replace(
            "two.example", "x.one.example"
        )
    )
    found = attribute_flow(nameless(certificate=certified("*.one.example")), read_catalogue(path))
    assert (found.company, found.reason) == (
        "acme",
        "1 name of this address or certificate stands for several services",
    )


def test_an_address_in_a_companys_own_network(placed: Catalogue) -> None:
    found = attribute_flow(nameless(INSIDE), placed)
    assert found == Attribution(
        company="acme", evidence=Evidence.ADDRESS_RANGE, matched="17.0.0.0/8", certainty="certain",
        reason="the address is in 17.0.0.0/8, a network of Acme (github.com/acme/docs x.md, read on 2026-11-25)",
    )  # fmt: skip
    assert (
        attribute_flow(nameless(INSIDE, certified("*.google.com", "two.example", vouched=False)), placed)
        == found
    )
    assert (
        attribute_flow(nameless(INSIDE, upstream=None), placed) == found
    )  # a proxy was asked for it and did not get there


def test_an_address_that_anybody_may_rent_is_nobodys(placed: Catalogue) -> None:
    found = attribute_flow(nameless(RENTED), placed)
    assert (found.tracker, found.company, found.carrier, found.certainty) == (None, None, None, "uncertain")
    assert (found.evidence, found.matched) == (Evidence.ADDRESS_RANGE, "8.8.0.0/16")
    assert found.reason.startswith(
        "an address of Acme (8.8.0.0/16), where the services of its customers are, or may be"
    )
    claimed = attribute_flow(nameless(RENTED, certified("one.example", vouched=False)), placed)
    assert (claimed.company, claimed.evidence, claimed.certainty) == (None, Evidence.CERTIFICATE, "uncertain")
    assert (
        claimed.reason == "its certificate says that it is for Acme, but no known authority vouches for that"
    )


@pytest.mark.parametrize(
    ("host", "company"),
    [(INSIDE, "acme"), ("[::ffff:17.1.2.3]", "acme"), (RENTED, None), (OUTSIDE, None), ("192.168.1.7", None)],
)  # fmt: skip
def test_a_request_to_a_bare_address(placed: Catalogue, host: str, company: str | None) -> None:
    found = attribute(_sent(host, "/v1"), placed)
    assert (found.tracker, found.company, found.endpoint, found.party) == (None, company, None, None)
    assert (found.evidence is None) == (host in (OUTSIDE, "192.168.1.7"))


def test_the_ledgers_row_says_on_what_ground(placed: Catalogue) -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    row = row_of(nameless(INSIDE), "phone", placed, at)
    assert (row.company, row.tracker, row.evidence, row.certainty, row.matched) == (
        "acme", None, "address_range", "certain", "17.0.0.0/8",
    )  # fmt: skip
    row = row_of(nameless(certificate=certified("one.example", vouched=False)), "phone", placed, at)
    assert (row.company, row.evidence, row.certainty) == (None, "certificate", "uncertain")
    local = row_of(nameless(INSIDE, reason="TLS; within the home"), "phone", placed, at)
    assert (local.company, local.evidence, local.certainty) == (None, None, None)

"""The catalogue: whom it must not name, whom it must, and what it says of a broken file."""

from __future__ import annotations

import json
import re
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import taxonomy
from analysis.catalogue import Catalogue, CatalogueError, Endpoint, load
from analysis.catalogue_facts import Pattern
from analysis.catalogue_fields import CatalogueField, Condition
from analysis.detectors.endpoint_fields import DETECTOR
from analysis.host_names import suffixes
from analysis.payload import FieldRule

MINIMAL = """\
version: "2026-11-22"
companies:
  - id: acme
    name: Acme
    country: US
    basis: common_knowledge
  - id: zeta
    name: Zeta
    country: DE
    parent: {company: acme, since: "2020", basis: common_knowledge}
    basis: common_knowledge
trackers:
  - id: one
    name: One
    company: acme
    purposes: [analytics]
    hosts: [one.example]
    data_expected: [identifier.advertising]
    endpoints:
      - id: one/v1
        hosts: [api.one.example]
        method: POST
        path: ^/v[0-9]{1,3}$
        fields:
          - {path: 'json:$.id', category: identifier.device, property: deviceId, reasoning: named so}
    source: github.com/acme/docs hosts.md
    read: 2026-11-22
    last_verified: 2026-11-22
    examples:
      match: [https://api.one.example/v1]
      skip: [https://one.example.net/]
  - id: two
    name: Two
    company: zeta
    purposes: [crash]
    hosts: [two.example]
    basis: common_knowledge
    last_verified: 2026-11-22
    examples: {match: [https://two.example/], skip: [https://nottwo.example/]}
"""


@cache
def _shipped() -> Catalogue:
    return load()


@pytest.fixture
def catalogue() -> Catalogue:
    return _shipped()


def _load(tmp_path: Path, text: str) -> Catalogue:
    path = tmp_path / "trackers.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


# -- whom it must not name --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "", ".", "com", "localhost", "example.com", "notfacebook.com", "facebook.com.evil.example",
        "evilgraph.facebook.com.attacker.net", "graph-facebook.com", "facebook.co", "157.240.1.35", "::1", "[::1]",
        "graph.facebook.com:443", "graph..facebook.com", "https://graph.facebook.com/", "user@graph.facebook.com",
        "1.2.3.4.", "graph.facebook.com/x", "\udcff.facebook.com", "ö" * 300 + ".facebook.com",
    ],
)  # fmt: skip
def test_strangers_and_addresses_have_no_tracker(catalogue: Catalogue, host: str) -> None:
    assert catalogue.tracker_for(host) is None


@given(
    st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True),
    st.sampled_from(["graph.facebook.com", "branch.io", "signal.org"]),
)
def test_a_host_that_only_ends_alike_is_a_stranger(prefix: str, owned: str) -> None:
    found = _shipped().tracker_for(prefix + owned)
    assert found is None or (owned, found.id) == (
        "graph.facebook.com",
        "facebook",
    )  # of facebook.com it is a part
    assert _shipped().endpoint_for(prefix + owned, "/v1/open") is None


# -- whom it must -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "tracker"),
    [
        ("graph.facebook.com", "facebook-graph-activities"), ("GRAPH.Facebook.COM.", "facebook-graph-activities"),
        ("a.b.graph.facebook.com", "facebook-graph-activities"), ("www.facebook.com", "facebook"),
        ("api2.branch.io", "branch"), ("sessions.bugsnag.com", "bugsnag"), ("stats.g.doubleclick.net", "google-analytics"),
        ("googleads.g.doubleclick.net", "google-ads"), ("settings.crashlytics.com", "firebase-crashlytics"),
        ("app-measurement.com", "firebase-analytics"), ("ai.tu.qq.com", "tencent-different-dimension-me"),
        ("appapi.neuralprisma.com", "lensa"), ("api.stability.ai", "stability-ai"), ("g.whatsapp.net", "whatsapp"),
        ("textsecure-service.whispersystems.org", "signal"), ("connectapi.garmin.com", "garmin-connect"),
    ],
)  # fmt: skip
def test_known_hosts_have_their_tracker(catalogue: Catalogue, host: str, tracker: str) -> None:
    found = catalogue.tracker_for(host)
    assert found is not None
    assert found.id == tracker


def test_a_host_in_its_own_script_is_found_by_its_ascii_form(tmp_path: Path) -> None:
    text = MINIMAL.replace("hosts: [two.example]", "hosts: [two.example, xn--bcher-kva.example]")
    found = _load(tmp_path, text).tracker_for("Shop.Bücher.example")
    assert found is not None
    assert found.id == "two"


LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)


@cache
def _owned_hosts() -> tuple[str, ...]:
    return tuple(_shipped().owners)


@settings(deadline=None, max_examples=400)  # the reference below looks at every owner
@given(st.integers(min_value=0, max_value=2**32), st.lists(LABEL, max_size=5), st.booleans(), st.booleans())
def test_any_subdomain_belongs_to_its_longest_owned_suffix(
    place: int, labels: list[str], dot: bool, upper: bool
) -> None:
    catalogue, hosts = _shipped(), _owned_hosts()
    owned = hosts[place % len(hosts)]
    host = ".".join([*labels, owned])
    longest = max((own for own in hosts if f".{host}".endswith(f".{own}")), key=len)
    found = catalogue.resolve((host.upper() if upper else host) + ("." if dot else "")).tracker
    assert found is not None
    assert found.id == catalogue.owners[longest]


@given(st.text(max_size=300))
def test_no_text_breaks_the_look_up(text: str) -> None:
    assert len(list(suffixes(text))) <= 128
    _shipped().tracker_for(text)


# -- the file that ships ----------------------------------------------------------------------------------------------


def test_it_is_big_enough_and_quick(catalogue: Catalogue) -> None:
    spent = []
    for _ in range(3):
        began = time.process_time()
        again = load()
        spent.append(time.process_time() - began)
    assert min(spent) < 0.3
    assert again.version == catalogue.version
    assert re.fullmatch(r"20\d\d-\d\d-\d\d\+[0-9a-f]{8}", catalogue.version)
    assert len(catalogue.trackers) >= 100


def test_every_tracker_names_what_was_read(catalogue: Catalogue) -> None:
    assert [tracker.id for tracker in catalogue.trackers.values() if not tracker.source] == []


def _endpoints(catalogue: Catalogue) -> list[Endpoint]:
    return [endpoint for tracker in catalogue.trackers.values() for endpoint in tracker.endpoints]


def test_every_field_is_of_a_category_that_the_detector_declares(catalogue: Catalogue) -> None:
    used = {field.category for endpoint in _endpoints(catalogue) for field in endpoint.rule.fields}
    assert used <= set(DETECTOR.categories)
    assert {
        "sensor.motion",
        "health.sleep",
        "location.precise",
        "identifier.email",
        "diagnostics.sdk",
    } <= used


def test_the_endpoints_that_trackhar_reads_and_more_have_fields(catalogue: Catalogue) -> None:
    endpoints = _endpoints(catalogue)
    assert len(endpoints) >= 140
    assert [endpoint.rule.id for endpoint in endpoints if not endpoint.rule.fields] == []
    assert sum(len(endpoint.rule.fields) for endpoint in endpoints) >= 3_500


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("https://app-measurement.com/a", "firebase-analytics/a"),
        ("https://region1.app-measurement.com/a", "firebase-analytics/a"),
        ("https://firebaseinstallations.googleapis.com/v1/projects/p/installations", "firebase/installations"),
        ("https://crashlyticsreports-pa.googleapis.com/v1/firelog/legacy/batchlog", "firebase-crashlytics/batchlog"),
        ("https://android.clients.google.com/checkin", "google-checkin/checkin"),
        ("https://app.eu.adjust.com/session", "adjust/body"), ("https://api2.amplitude.com/2/httpapi", "amplitude/httpapi"),
        ("https://api.mixpanel.com/track/", "mixpanel/track"), ("https://api.segment.io/v1/t", "segment/v1"),
        ("https://nativesdks.mparticle.com/v2/us1-x/events", "mparticle/events"),
        ("https://in1.clevertap-prod.com/a1", "clevertap/a1"),
        ("https://o1.ingest.sentry.io/api/12/envelope/", "sentry/envelope"),
        ("https://browser-intake-datadoghq.eu/api/v2/rum", "datadog-rum/rum"),
        ("https://www.facebook.com/adnw_sync2", "facebook-graph-activities/adnw-sync"),
        ("https://report.appmetrica.yandex.net/report", "yandex-appmetrica/appmetrica"),
        ("https://www.fitbit.com/scale/register", "fitbit/scale-register"), ("https://api.branch.io/v2/open", None),
        ("https://amplitude.com.example.net/2/httpapi", None), ("https://www.fitbit.com/scale/register/x", None),
        ("https://android.googleapis.com/checkin", "google-checkin/checkin"),
        ("https://play.googleapis.com/log", "google-services/clearcut"),
        ("https://play.googleapis.com/play/log", "google-services/clearcut"),
        ("https://play.googleapis.com/log/batch", "google-services/clearcut-batch"),
        ("https://play.googleapis.com/vn/log/batch", "google-services/clearcut-batch"),
        ("https://play.googleapis.com/logs/batch", None), ("https://maps.googleapis.com/log/batch", None),
        ("https://outcome-ssp.supersonicads.com/mediation", "supersonic/mediation"),
        ("https://init.supersonicads.com/mediation", None),
        ("https://sdk.iad-01.braze.com/api/v3/data", "braze/data"),
        ("https://hapselli.api.appboy.eu/api/v3/data", "braze/data"),
        ("https://rest.fra-01.braze.eu/users/track", "braze/users-track"),
        ("https://sdk.iad-01.braze.com/api/v2/data", None),
        ("https://apiv2.moengage.com/v2/device/add", "moengage/device-add-report"),
        ("https://sdk-01.moengage.com/v2/sdk/report/APP", "moengage/device-add-report"),
        ("https://sdk-01.moengage.com/v2/sdk/report", None),
        ("https://api-01.moengage.com/v1/event/APP", "moengage/data-api"), ("https://cdn.moengage.com/v1/x/APP", None),
        ("https://api.instabug.com/api/sdk/v3/bugs", "instabug/bugs"),
        ("https://api-apm.instabug.com/api/sdk/v3/sessions/v3", "instabug/sdk"), ("https://instabug.com/api/web/bugs", None),
        ("https://aax.amazon-adsystem.com/e/msdk/ads", "amazon-ads/msdk-ads"),
        ("https://mads.amazon-adsystem.com/msdk/getConfig", "amazon-ads/msdk-config"),
        ("https://s.amazon-adsystem.com/api3/generate_did", "amazon-ads/sis"),
        ("https://s.amazon-adsystem.com/api3/v2/ping", None), ("https://aax.amazon-adsystem.com/msdk/getConfig", None),
        ("https://b.applovin.com/v1/event", "applovin/conversions"), ("https://ms.applovin.com/5.0/i", None),
        ("https://sc-analytics.appspot.com/post_events", "snap-ads/post-events"),
        ("https://app-analytics.snapchat.com/post_events", None),
        ("https://log.tiktokv.com/service/2/device_register/", "tiktok-app/service-2"),
        ("https://applog.snssdk.com/service/2/app_log/", "tiktok-app/service-2"),
        ("https://ib.snssdk.com/service/2/device_register/", "bytedance/service-2"),
        ("https://aweme.snssdk.com/aweme/v1/aweme/detail/", "bytedance/app-api"),
        ("https://api.amemv.com/aweme/v1/aweme/stats/", "bytedance/app-api"), ("https://api.amemv.com/aweme/", None),
        ("https://toblog.ctobsnssdk.com/service/2/app_log/", "bytedance-ads/service-2"),
        ("https://toblog.ctobsnssdk.com/service/3/app_log/", None),
        ("https://api-h2.tiktokv.com/aweme/v1/feed/", "tiktok-more/app-api"),
        ("https://www.tiktok.com/aweme/v1/feed/", None),
        ("https://api.w.inmobi.com/openrtb/bidder/prebidjs", "inmobi/prebid"), ("https://config.inmobi.com/", None),
        ("https://hosted.rudderlabs.com/v1/batch", "rudderlabs/v1"), ("https://api.rudderlabs.com/sourceConfig/", None),
    ],
)  # fmt: skip
def test_an_address_leads_to_its_endpoint(catalogue: Catalogue, url: str, endpoint: str | None) -> None:
    _, _, host, path = url.split("/", 3)
    found = catalogue.endpoint_for(host, f"/{path}")
    assert (found and found.rule.id) == endpoint


def test_names_of_numbered_fields_reach_the_rule(catalogue: Catalogue) -> None:
    found = catalogue.endpoint_for("app-measurement.com", "/a", "POST")
    assert found is not None
    assert found.rule.names["1.14"] == "app_id"


def test_owners_end_at_a_company_that_nobody_owns(catalogue: Catalogue) -> None:
    assert [company.id for company in catalogue.owner_chain("fitbit")] == ["fitbit", "google", "alphabet"]
    assert [company.id for company in catalogue.owner_chain("signal-messenger")] == ["signal-messenger"]


def test_the_recordings_of_apps_are_known(shared_data: Path, catalogue: Catalogue) -> None:
    hosts = set()
    for name in ("first-run", "second-run"):
        path = shared_data / f"http/reporthar/fixtures/android/{name}.har"
        for entry in json.loads(path.read_text(encoding="utf-8"))["log"]["entries"]:
            hosts.add(entry["request"]["url"].split("/")[2])
    assert {host for host in hosts if catalogue.tracker_for(host) is None} == set()


# -- broken files -----------------------------------------------------------------------------------------------------


def test_the_minimal_file_is_whole(tmp_path: Path) -> None:
    assert set(_load(tmp_path, MINIMAL).trackers) == {"one", "two"}


BROKEN = [
    ("hosts: [two.example]", "hosts: [12]", 36, "trackers[1].hosts[0]: expected text, got 12"),
    ("hosts: [two.example]", "hosts: [Two.example]", 36, "expected a host name in lower case, got 'Two.example'"),
    ("hosts: [two.example]", "hosts: [10.0.0.1]", 36, "expected a host name"),
    ("hosts: [two.example]", "hosts: [two.example, one.example]", 36, "trackers[1].hosts[1]: expected a host that nobody"),
    ("hosts: [two.example]", "hosts: []", 36, "trackers[1].hosts: expected at least one entry"),
    ("purposes: [crash]", "purposes: [spying]", 35, "trackers[1].purposes[0]: expected one of analytics"),
    ("company: zeta", "company: nobody", 34, "trackers[1].company: expected a company's id, got 'nobody'"),
    ("    name: Two\n", "", 32, "trackers[1]: expected a key 'name', got none"),
    ("    name: Two\n", "    nmae: Two\n    name: Two\n", 33, "trackers[1].nmae: expected only known keys, got 'nmae'"),
    ("    name: Two\n", "    name: Two\n    name: Zwei\n", 34, "expected each key once, got 'name' twice"),
    ("- id: two", "- id: one", 32, "trackers[1].id: expected each id once"),
    ("- id: two", "- id: a-two", 32, "trackers[1].id: expected ids in order"),
    ("- id: zeta", "- id: aaa", 7, "companies[1].id: expected ids in order"),
    ("country: DE", "country: XX", 9, "companies[1].country: expected an ISO 3166-1 alpha-2 country code"),
    ("company: acme, since", "company: none, since", 10, "companies[1].parent: expected a company's id, got 'none'"),
    ("since: \"2020\"", "since: 2020-13", 10, "companies[1].parent.since: expected text of the form"),
    (', basis: common_knowledge}', "}", 10, "companies[1].parent: expected either 'source' (with 'read') or"),
    ('basis: common_knowledge}', "basis: common_knowledge, source: 'https://acme.example/'}", 10, "expected either"),
    ('basis: common_knowledge}', "source: 'https://acme.example/news'}", 10, "companies[1].parent: expected 'read'"),
    ("last_verified: 2026-11-22", "last_verified: 2026-11-23", 28, "expected a day up to that of the file"),
    ("last_verified: 2026-11-22", "last_verified: 2026-11-31", 28, "expected a day of the calendar, got '2026-11-31'"),
    ("name: Acme", 'name: "A\\u202Ecme"', 4, "companies[0].name: expected text of signs that are printed"),
    ("name: Acme", 'name: "Ac\\nme"', 4, "companies[0].name: expected text of signs that are printed"),
    ("    name: Acme\n", "    name: Acme\n    parent: {company: zeta, basis: common_knowledge}\n", 5, "expected no circle"),
    ("    read: 2026-11-22\n", "", 13, "trackers[0]: expected 'read', the day on which"),
    ("    source: github.com/acme/docs hosts.md\n", "", 13, "trackers[0]: expected either 'source'"),
    ("    read: 2026", "    basis: common_knowledge\n    read: 2026", 13, "expected either 'source' (with 'read') or"),
    ("source: github.com/acme/docs hosts.md", "source: everybody", 26, "expected a page's https:// address"),
    ("path: ^/v[0-9]{1,3}$", "path: ^/v[0-9]+$", 23, "expected bounded quantifiers"),
    ("path: ^/v[0-9]{1,3}$", "path: ^/(?:v[0-9]{1,3}){1,9}$", 23, "expected bounded quantifiers"),
    ("path: ^/v[0-9]{1,3}$", "path: v1", 23, "begins with ^"),
    ("path: ^/v[0-9]{1,3}$", "path: ^/v(1$", 23, "expected a regular expression, got '^/v(1$'"),
    ("hosts: [api.one.example]", "hosts: [two.example]", 21, "expected a host that 'acme' owns here, got 'two.example'"),
    ("id: one/v1", "id: two/v1", 20, "expected an id one/… that is used once"),
    ("category: identifier.device", "category: identifier.shoe", 25, "got 'identifier.shoe'"),
    ("[identifier.advertising]", "[shoes.size]", 18, "data_expected[0]: expected a category such as"),
    ("path: 'json:$.id'", "context: body, path: 'query:id'", 25, "expected context 'query' for 'query:id', got 'body'"),
    ("        fields:\n", "        sets: [none]\n        fields:\n", 24, "sets[0]: expected the id of a field set, got"),
    ("        fields:\n", "        names: {x: y}\n        fields:\n", 24, "expected text of the form"),
    ("{path:", "{when: {matches: '^a+$'}, path:", 25, "expected bounded quantifiers"),
    ("{path:", "{when: {matches: '^a$', equals: a}, path:", 25, "expected 'equals' or 'matches', got both"),
    ("{path:", "{unless: {}, path:", 25, "expected 'field', 'equals' or 'matches', got none"),
    ("{path:", "{when: {field: 'json:$.a[*].b'}, path:", 25, "expected a condition whose indices are those of"),
    ("path: 'json:$.id'", "path: 'id'", 25, "expected text of the form"),
    ("match: [https://api.one.example/v1]", "match: [https://two.example/]", 30, "of 'two'"),
    ("skip: [https://one.example.net/]", "skip: [https://one.example/]", 31, "expected an address that is not of 'one'"),
    ("version: \"2026-11-22\"", "version: 3", 1, "version: expected text, got 3"),
    ("company: zeta\n", "company: [zeta\n", 35, "expected YAML"),
    ("    name: Two\n", "\tname: Two\n", 33, "expected YAML"),
    ("purposes: [crash]", "purposes: &p [crash]\n    data_expected: *p", 36, "expected the values themselves, got a"),
]  # fmt: skip


def test_field_sets_stand_in_order_and_once(tmp_path: Path) -> None:
    one = "  - {id: %s, source: github.com/acme/docs f.md, read: 2026-11-22, fields: [{path: 'json:$.a',"
    one += " category: usage.app, property: appId, reasoning: named so}]}\n"
    text = MINIMAL.replace("trackers:\n", f"field_sets:\n{one % 'b'}{one % 'a'}trackers:\n", 1)
    with pytest.raises(
        CatalogueError, match=r"trackers\.yaml:14: field_sets\[1\]\.id: expected ids in order"
    ):
        _load(tmp_path, text)
    used = text.replace("id: a,", "id: c,").replace(
        "        fields:\n", "        sets: [b, c]\n        fields:\n"
    )
    (endpoint,) = _load(tmp_path, used).trackers["one"].endpoints
    assert [field.path for field in endpoint.rule.fields] == ["json:$.id", "json:$.a", "json:$.a"]


def test_a_field_may_be_of_every_category(tmp_path: Path) -> None:
    every = sorted(taxonomy.categories())
    assert "health.spo2" in every
    listed = "".join(
        f"\n          - {{path: 'json:$.a', category: {one}, property: appId, reasoning: named so}}"
        for one in every
    )
    text = MINIMAL.replace("        fields:\n", f"        fields:{listed}\n", 1).replace(
        "[identifier.advertising]", f"[{', '.join(every)}]"
    )
    (endpoint,) = _load(tmp_path, text).trackers["one"].endpoints
    assert [field.category for field in endpoint.rule.fields] == [*every, "identifier.device"]


def _fields(tmp_path: Path, field: str) -> tuple[FieldRule, ...]:
    old = "{path: 'json:$.id', category: identifier.device, property: deviceId, reasoning: named so}"
    assert old in MINIMAL
    (endpoint,) = _load(tmp_path, MINIMAL.replace(old, field)).trackers["one"].endpoints
    return endpoint.rule.fields


def test_a_parameter_is_read_from_query_and_form(tmp_path: Path) -> None:
    fields = _fields(
        tmp_path, "{path: 'param:id', category: identifier.device, property: deviceId, reasoning: named so}"
    )
    assert [(field.context, field.path) for field in fields] == [("query", "query:id"), ("body", "form:id")]


def test_conditions_reach_the_rule(tmp_path: Path) -> None:
    (field,) = _fields(
        tmp_path,
        "{path: 'json:$.a[*].id', category: identifier.device, property: deviceId, reasoning: named so,"
        " when: [{field: type, equals: [x, y]}, {field: 'json:$.a[*].kind'}], unless: {matches: '^0{1,9}$'}}",
    )
    assert isinstance(field, CatalogueField)
    assert field.when == (Condition(field="type", values=("x", "y")), Condition(field="json:$.a[*].kind"))
    assert field.unless == (Condition(pattern=Pattern("^0{1,9}$")),)


@pytest.mark.parametrize(("old", "new", "line", "says"), BROKEN)
def test_a_broken_file_says_where_and_what(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert MINIMAL.count(old) >= 1
    at = MINIMAL.rindex(old) if old.startswith(("hosts: [two", "    name: Two")) else MINIMAL.index(old)
    broken = MINIMAL[:at] + new + MINIMAL[at + len(old) :]
    with pytest.raises(CatalogueError) as caught:
        _load(tmp_path, broken)
    text = str(caught.value)
    assert "\n" not in text
    assert text.startswith(f"trackers.yaml:{line}: "), text
    assert says in text


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"3", b"\xff\xfe\x00", b"a: \x00", b"[" * 100, b"!!python/object:os.x {}"]
)
def test_what_is_no_catalogue_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "trackers.yaml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=r"\Atrackers\.yaml:\d+: [^\n]+\Z"):
        load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"nothing\.yaml: No such file or directory; name a readable"):
        load(tmp_path / "nothing.yaml")

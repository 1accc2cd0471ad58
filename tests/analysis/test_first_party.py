"""The app's own maker against others: said only where something says so, with the reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from analysis.attribution import attribute
from analysis.catalogue import Catalogue
from analysis.catalogue_file import read_catalogue
from analysis.first_party import party_of
from analysis.records import Transmission
from tests.analysis.catalogue_text_minimal import MINIMAL


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    path = tmp_path / "trackers.yaml"
    path.write_text(MINIMAL)
    return read_catalogue(path)


def _sent(host: str, app: str | None = None, **headers: str) -> Transmission:
    return Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host=host, path="/", method="POST",
        app_hint=app, request_headers=tuple(headers.items()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("host", "app", "headers"),
    [
        ("one.example", None, {}),
        ("one.example", "", {}),
        ("one.example", "One", {}),
        ("one.example", "deadbeefcafe.foo.bar", {}),  # no reversed domain
        ("one.example", None, {"Origin": "null"}),
        ("one.example", None, {"Origin": "file:///x"}),
        ("one.example", None, {"Referer": "https://[broken"}),
        ("one.example", None, {"Origin": "https://10.0.0.1"}),
        ("stranger.example", "com.app.one", {}),
        ("two.example", "com.app.one", {}),  # a CDN: a name that differs proves nothing
        ("203.0.113.7", "com.app.one", {}),
        ("", "com.app.one", {"Origin": "https://app.example"}),
    ],
)  # fmt: skip
def test_nothing_is_said_where_nothing_tells(
    catalogue: Catalogue, host: str, app: str | None, headers: dict[str, str]
) -> None:
    found = attribute(_sent(host, app, **headers), catalogue)
    assert found.party is None
    assert found.party_reason == ""


@pytest.mark.parametrize(
    ("host", "app", "headers", "side", "reason"),
    [
        ("api.app.com", "com.app.mobile", {}, "first", "the app is com.app.mobile, named for app.com"),
        ("api.stranger.example", None, {"Origin": "https://www.stranger.example"}, "first", "the site of this host"),
        ("one.example", "com.app.mobile", {}, "third", "One works for others' apps"),
        ("one.example", None, {"Referer": "https://shop.example/x"}, "third", "a page of shop.example asked"),
        ("one.example", None, {"Origin": "https://app.two.example"}, "first", "which has the same owner"),  # Zeta is Acme's
        ("one.example", None, {"Origin": "https://evil-one.example"}, "third", "a page of evil-one.example asked"),
    ],
)  # fmt: skip
def test_it_is_said_with_its_reason(
    catalogue: Catalogue, host: str, app: str | None, headers: dict[str, str], side: str, reason: str
) -> None:
    found = attribute(_sent(host, app, **headers), catalogue)
    assert found.party == side
    assert reason in found.party_reason


def test_another_owner_is_a_third_party(catalogue: Catalogue) -> None:
    companies = dict(catalogue.companies)
    companies["zeta"] = msgspec.structs.replace(companies["zeta"], parent=None)
    apart = msgspec.structs.replace(catalogue, companies=companies)
    found = party_of(_sent("one.example", Origin="https://app.two.example"), "one", apart)
    assert found is not None
    assert (found.side, found.reason[-23:]) == ("third", "which has another owner")


def test_what_only_its_makers_apps_talk_to_is_first_party(catalogue: Catalogue) -> None:
    trackers = dict(catalogue.trackers)
    trackers["one"] = msgspec.structs.replace(trackers["one"], first_party=True)
    own = msgspec.structs.replace(catalogue, trackers=trackers)
    found = attribute(_sent("one.example", "com.other.app"), own)
    assert (found.party, found.party_reason) == ("first", "only its maker's own apps and devices talk to One")

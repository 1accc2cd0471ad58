"""Rows of apps that are on a device are told from those of shops, feeds, builds and faults."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from analysis.app_rows import app_rows, is_elsewhere
from analysis.decoding import open_message
from analysis.records import Transmission

APPS = ("com.tinder", "de.dbnavigator", "org.thoughtcrime.securesms")


def rows(body: object) -> Mapping[str, tuple[str, ...]]:
    data = json.dumps(body).encode()
    return app_rows(
        open_message(
            Transmission(
                id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 26, tzinfo=UTC), writer="test", body=data,
                body_size=len(data),
            )
        )
    )  # fmt: skip


def of(name: str, apps: tuple[str, ...] = APPS, **more: object) -> list[dict[str, object]]:
    return [{name: app, **more} for app in apps]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (of("packageName", versionCode=3), "body>json:$"),
        ({"applicationReports": of("packageName", versionCode=3, state="INSTALLED")}, "body>json:$.applicationReports"),
        ({"data": [{"snapshot": of("bundle_identifier", bundle_short_version="1")}]}, "body>json:$.data[0].snapshot"),
        ({"items": of("bundleid", bundlename="x", path="/Applications/x.app")}, "body>json:$.items"),
        ({"desktop": of("pkg", className="x.Main", cellX=1)}, "body>json:$.desktop"),
        ({"favorites": of("@packageName", **{"@className": "x.Main", "@screen": 0})}, "body>json:$.favorites"),
        ({"list": of("package", last_opened="2026-11-01")}, "body>json:$.list"),
    ],
)  # fmt: skip
def test_rows_of_apps(body: object, path: str) -> None:
    assert rows(body) == {path: APPS}


def test_a_bundle_may_end_like_a_class() -> None:
    apps = ("com.example.NotesMac", "org.example.MailMac", "net.example.PlayMac")
    assert rows(of("CFBundleIdentifier", apps, CFBundleShortVersionString="1"))
    assert not rows(of("packageName", apps, versionCode=1))


@pytest.mark.parametrize(
    "body",
    [
        {},
        of("packageName"),
        of("packageName", version="1.0"),
        of("packageName", APPS[:2], versionCode=3),
        of("packageName", ("com.example.a", "com.example.b", "com.example.c"), versionCode=3),
        of("packageName", ("one", "two", "three"), versionCode=3),
        of("packageName", versionCode=3, price=2.99),
        of("packageName", versionCode=3, apkUrl="https://example.org/a.apk"),
        of("packageName", versionCode=3, sha256="00"),
        of("packageName", className="ParserTest", line=3),
        of("packageName", className="ParserTest"),
        of("name", versionCode=3),
        {"updates": of("packageName", versionCode=3)},
        {"search": {"results": of("packageName", versionCode=3)}},
        {"blocked": of("bundleId", installedAt="2026-11-01")},
        {"app": {"packageName": APPS[0], "versionCode": 3}},
    ],
)
def test_rows_of_something_else(body: object) -> None:
    assert rows(body) == {}


def test_what_a_shop_has() -> None:
    assert is_elsewhere(("bundleId", "sellerName"))
    assert is_elsewhere(("packageName", "release_notes"))
    assert not is_elsewhere(("packageName", "versionName", "icon"))


def test_a_market_that_is_asked_for_updates_and_one_that_offers() -> None:
    assert rows({"apks": of("package", vercode=1023, signature="A1")}) == {"body>json:$.apks": APPS}
    assert rows({"apks": of("package", vercode=1023, downloads=8)}) == {}

"""Lists of installed apps; lists of libraries, permissions, classes, hosts and targets are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.app_list import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]
APPS = ["com.whatsapp", "org.thoughtcrime.securesms", "com.spotify.music", "de.bahn.mobil"]
MANY = [*APPS, "com.tinder", "net.osmand", "com.example.bible"]


@pytest.mark.parametrize(
    "body",
    [
        {"apps": 12},
        {"apps": [], "installed_apps": None},
        {"installed_apps": ["com.whatsapp", "com.spotify.music"]},
        {"installed_apps": True, "app_list": "full"},
        {"app_id": "com.whatsapp"},
        {
            "permissions": [
                "android.permission.INTERNET",
                "android.permission.CAMERA",
                "android.permission.READ_SMS",
            ]
        },
        {
            "installed": [
                "android.permission.INTERNET",
                "android.permission.CAMERA",
                "android.permission.READ_SMS",
            ]
        },
        {"features": ["android.hardware.camera", "android.hardware.nfc", "android.software.webview"]},
        {"libraries": MANY},
        {"modules": MANY, "frameworks": MANY},
        {"sdks": MANY},
        {"debug_meta": {"images": [{"name": package} for package in MANY]}},
        {"bcat": ["IAB1", "IAB2", "IAB3"], "bapp": MANY},
        {"hosts": ["com.example.org", "net.example.org", "org.example.net", "de.example.org"]},
        {
            "classes": [
                "com.example.app.MainActivity",
                "com.example.app.LoginActivity",
                "com.example.app.HomeActivity",
            ]
        },
        {"stack": ["com.example.app.Main.run", "com.example.app.Loop.next", "com.example.app.Pool.take"] * 4},
        {"adapters": ["com.google.ads.mediation", "com.applovin.mediation", "com.unity3d.ads"]},
        {"items": APPS},
        {"list": [f"com.example.app.part{number}" for number in range(9)]},
        {"apps": ["Weather", "Mail", "Calendar"]},
        {"apps": ["1.2.3", "2.0.1", "3.1.4"]},
        {"apps": [{"name": "Weather"}, {"name": "Mail"}, {"name": "Calendar"}]},
        {"products": ["com.example.coins.100", "com.example.coins.500", "com.example.coins.900"]},
        {"schemes": ["https", "http", "mailto"]},
        {"color_schemes": ["dark", "light", "sepia"], "themes": ["dark", "light", "auto"]},
        {"apps": ["com.whatsapp"] * 9},
        {"events": [{"name": package} for package in MANY]},
        {"logger": {"loggers": MANY}},
        {"apps": "com.whatsapp, and two more"},
        {
            "files": ["com.example.plist", "org.example.plist", "net.example.plist"],
            "apps": ["a.js", "b.js", "c.js"],
        },
        {"topics": MANY, "scopes": MANY},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "path", "head", "confidence"),
    [
        ({"installedApps": APPS}, "$.installedApps", "4 apps", Confidence.CERTAIN),
        ({"installed_packages": APPS[:3]}, "$.installed_packages", "3 apps", Confidence.CERTAIN),
        ({"device": {"apps": APPS}}, "$.device.apps", "4 apps", Confidence.LIKELY),
        ({"app_list": MANY}, "$.app_list", "7 apps", Confidence.LIKELY),
        (
            {"installedPackages": [{"packageName": app, "versionName": "1.2", "firstInstallTime": 1} for app in APPS]},
            "$.installedPackages", "4 apps", Confidence.CERTAIN,
        ),
        ({"data": {"apps": [{"bundleId": app} for app in APPS]}}, "$.data.apps", "4 apps", Confidence.LIKELY),
        ({"applist": [{"pkg": app, "t": 17} for app in APPS]}, "$.applist", "4 apps", Confidence.LIKELY),
        ({"installed_apps": ",".join(APPS)}, "$.installed_apps", "4 apps", Confidence.LIKELY),
        ({"package_list": ";".join(MANY)}, "$.package_list", "7 apps", Confidence.LIKELY),
        ({"al": MANY}, "$.al", "7 apps", Confidence.LIKELY),
        ({"running_apps": APPS}, "$.running_apps", "4 apps", Confidence.CERTAIN),
        ({"canOpenURL": ["fb://", "whatsapp://", "tinder://"]}, "$.canOpenURL", "3 link schemes", Confidence.LIKELY),
        ({"url_schemes": ["fb", "whatsapp", "instagram", "twitter"]}, "$.url_schemes", "4 link schemes", Confidence.LIKELY),
        ({"installedApps": [*APPS, "com.spotify.music"]}, "$.installedApps", "4 apps", Confidence.CERTAIN),
    ],
)  # fmt: skip
def test_finds(see: See, body: object, path: str, head: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.path) == (
        "app_list.installed",
        "x_installedApps",
        f"body>json:{path}",
    )
    assert (seen.value.split("\n")[0], seen.confidence) == (head, confidence)
    assert seen.measures is not None
    assert seen.measures.n == int(head.split()[0])


def test_the_names_are_in_the_value_and_a_long_list_is_cut(see: See) -> None:
    (seen,) = see(DETECTOR, {"installedApps": APPS})
    assert seen.value.split("\n")[1:] == APPS
    (long,) = see(DETECTOR, {"installedApps": [f"com.maker{number}.app" for number in range(2_000)]})
    assert long.value.startswith("2000 apps\n")
    assert len(long.value) < 5_000


APPS = ["com.spotify.music", "com.waze", "org.mozilla.firefox", "com.airbnb.android"]


@pytest.mark.parametrize(
    "body",
    [
        {"pkgs": ",".join(APPS)},
        {"installedPackages": ";".join(APPS)},
        {"app_list": "\n".join(APPS)},
        {"usageStats": [{"packageName": app, "lastTimeUsed": 1} for app in APPS]},
        {"appUsage": [{"package": app, "minutes": 3} for app in APPS]},
        {"op": "apps", "list": APPS},
        {"event": "installed_apps", "data": APPS},
        {"type": "app_inventory", "payload": {"values": APPS}},
        {"installedApps": dict.fromkeys(APPS, "1.0")},
        {"packages": dict.fromkeys(APPS, 1)},
        {"anything": ",".join([*APPS, "com.whatsapp", "com.duolingo"])},
        {"launcherApps": APPS},
        {"topApps": [{"id": app} for app in APPS]},
        {"canOpenURL": {"fb://": True, "whatsapp://": True, "tinder://": False, "spotify://": True}},
        {"schemes": {"fb://": 1, "whatsapp://": 1, "twitter://": "true"}},
    ],
)
def test_lists_in_other_formats(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property) == ("app_list.installed", "x_installedApps")
    assert "tinder" not in seen.value


@pytest.mark.parametrize(
    "body",
    [
        {
            "permissions": ",".join(
                ["android.permission.CAMERA", "android.permission.INTERNET", "android.permission.NFC"]
            )
        },
        {"hosts": "com.example.a,com.example.b,com.example.c,org.b,net.c,de.d"},
        {"list": APPS},
        {"op": "sync", "list": APPS},
        {"modules": dict.fromkeys(APPS, 1)},
        {"versions": dict.fromkeys(APPS, "1.0")},
        {
            "text": "com.spotify.music is an app, com.waze too, and org.mozilla.firefox, com.a.b, com.b.c, com.c.d"
        },
        {"links": {"fb://": True, "whatsapp://": True, "tinder://": True}},
        {"schemes": {"http://": True, "https://": True, "ws://": True, "ftp://": True}},
        {
            "anything": ",".join(
                [
                    "com.example.app.a",
                    "com.example.app.b",
                    "com.example.app.c",
                    "com.example.d",
                    "com.example.e",
                    "com.example.f",
                ]
            )
        },
        {"sdks": ",".join(APPS)},
        {"op": "apps", "list": ["a", "b", "c", "d"]},
        {"schemes": {"color": 1, "dark": 2, "light": 3}},
    ],
)
def test_lists_of_something_else(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_rows_of_xml_text_and_lines_of_a_package_manager(see: See) -> None:
    apps = [
        "com.whatsapp",
        "com.grindrapp.android",
        "de.dkb.portalapp",
        "com.duolingo",
        "org.mozilla.firefox",
    ]
    rows = {"ApplicationList": {"Application": [{"Identifier": app, "Version": "1"} for app in apps]}}
    assert len(see(DETECTOR, rows)) == 1
    (seen,) = see(DETECTOR, {"out": "\n".join(f"package:{app}" for app in apps)})
    assert seen.value.startswith("5 apps")
    assert see(DETECTOR, {"out": "\n".join(f"package:{app}" for app in apps[:3])}) == []


def test_links_that_can_be_opened(see: See) -> None:
    answers = {"fb://": True, "whatsapp://": True, "tinder://": False, "grindr://": True}
    (found,) = see(DETECTOR, {"canOpen": answers})
    assert found.value == "3 link schemes\nfb\nwhatsapp\ngrindr"
    assert see(DETECTOR, {"canOpen": dict.fromkeys(answers, False)}) == []
    assert see(DETECTOR, {"links": answers}) == []


OTHERS = ["com.tinder", "de.dbnavigator", "org.mozilla.firefox", "net.osmand.plus", "at.willhaben"]


def test_rows_that_only_a_device_has(see: See) -> None:
    (seen,) = see(
        DETECTOR, {"data": [{"snapshot": [{"bundle_id": app, "last_opened": "1"} for app in OTHERS[:3]]}]}
    )
    assert (seen.rule, seen.path) == ("app_list.rows", "body>json:$.data[0].snapshot")
    assert seen.value == "3 apps\ncom.tinder\nde.dbnavigator\norg.mozilla.firefox"


def test_a_list_is_reported_once(see: See) -> None:
    assert len(see(DETECTOR, {"apps": [{"packageName": app, "versionCode": 1} for app in OTHERS]})) == 1


def test_names_in_another_script_are_read_as_rows(see: See) -> None:
    (seen,) = see(DETECTOR, {"приложения": [{"пакет": app} for app in OTHERS[:3]]})
    assert seen.path == 'body>json:$["приложения"]'


@pytest.mark.parametrize(
    "rows",
    [
        [{"bundleId": app, "price": 0} for app in OTHERS],
        [{"packageName": app, "apkUrl": "https://example.org/a"} for app in OTHERS],
        [{"packageName": app, "method": "run", "line": 3} for app in OTHERS],
    ],
)
def test_what_a_shop_has_is_not_installed(see: See, rows: object) -> None:
    assert see(DETECTOR, {"items": rows}) == []
    assert see(DETECTOR, {"packages": rows}) == []


@pytest.mark.parametrize(
    "beside", ["betyg", "arvosana", "ertekeles", "rang", "評価", "зміни", "оцінка", "βαθμολογία"]
)
def test_what_a_shop_shows_in_other_languages(see: See, beside: str) -> None:
    rows = [{"paket": app, beside: 4} for app in APPS]
    assert see(DETECTOR, {"appar": rows}) == []
    assert len(see(DETECTOR, {"appar": [{"paket": app, "minuter": 4} for app in APPS]})) == 1


@pytest.mark.parametrize(
    "name", ["allowed_apps", "sallitut_sovellukset", "toegestane_apps", "tillatna_appar"]
)
def test_what_is_allowed_is_not_what_is_there(see: See, name: str) -> None:
    assert see(DETECTOR, {name: [*APPS, "com.tinder"]}) == []


def test_where_apps_are_offered_or_set_up(see: See) -> None:
    five = [*APPS, "com.tinder"]
    assert see(DETECTOR, {"undantag": five}) == []
    assert len(see(DETECTOR, {"pk": five}, path="/v1/config")) == 1
    sizes = dict.fromkeys(APPS, 88122110)
    assert see(DETECTOR, {"bytes": sizes}, host="spegel.butik.example") == []
    assert len(see(DETECTOR, {"bytes": sizes})) == 1

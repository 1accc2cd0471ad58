"""What a watch's app relays is told by host and name; a shop, a browser or a similar name is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from analysis.device_hints import Hints
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of
from analysis.records import Event, Transmission, Visibility
from analysis.settings import Home
from analysis.wearables import PATH, Relay, app_named, app_of, relays, wearables
from tests.ledger_book import DAY, PHONE, WATCH, ZONE, Book, found

OWNER = Viewer(owner=True)


@pytest.mark.parametrize(
    ("agent", "app"),
    [
        ("GCM-iOS-5.22.1.4", "garmin-connect"),
        ("GCM-Android-5.9", "garmin-connect"),
        ("com.garmin.android.apps.connectmobile", "garmin-connect"),
        ("MiFit/5.3.0 (iPhone; iOS 14.7.1; Scale/3.00)", "zepp"),
        ("Zepp/8.1 (Android 14)", "zepp"),
        ("com.apple.AppStore/3 watchOS/10.1 model/Watch6,1", "apple-watch"),
        ("Dalvik/2.1 (com.huawei.health)", "huawei-health"),
        ("okhttp/4.9 com.sec.android.app.shealth", "samsung-health"),
    ],
)
def test_an_app_names_itself(agent: str, app: str) -> None:
    assert app_named(agent) == app


@pytest.mark.parametrize(
    "agent",
    ["", "okhttp/4.9.3", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)", "NotMiFit/1.0",
     "xcom.fitbit.FitbitMobile", "MyFitbit/1", "watchOS", "Garmin", "my-GCM-iOS-5"],
)  # fmt: skip
def test_other_names_are_no_wearables(agent: str) -> None:
    assert app_named(agent) == ""


@pytest.mark.parametrize(
    ("host", "app"),
    [
        ("connectapi.garmin.com", "garmin-connect"),
        ("api-mifit-de2.huami.com", "zepp"),
        ("wbsapi.withings.net", "withings"),
        ("API.PROD.WHOOP.COM.", "whoop"),
        ("www.garmin.com", ""),
        ("shop.fitbit.com", ""),
        ("notconnectapi.garmin.com", ""),
        ("connectapi.garmin.com.example.org", ""),
        ("com", ""),
        ("", ""),
    ],
)
def test_hosts_are_whole_labels_of_the_apps_own_services(host: str, app: str) -> None:
    assert app_of(host) == app


def test_every_entry_of_the_file_has_a_source() -> None:
    assert PATH.exists()
    assert len({one.id for one in wearables()}) == len(wearables())
    for one in wearables():
        assert one.hosts or one.user_agents
        assert len(one.source) > 10
        assert all(host == host.lower() and "/" not in host for host in one.hosts)
        assert all(len(name) >= 5 for name in one.user_agents)


def of_day(tmp_path: Path, device: str = PHONE, viewer: Viewer = OWNER, *, named: str = "") -> list[Relay]:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    for hour, host, sent in (
        ("08:00", "connectapi.garmin.com", 900),
        ("09:00", "connectapi.garmin.com", None),
        ("09:30", "www.garmin.com", 5),
    ):
        book.send(book.at(hour), device, "", found("health.heart_rate"), host=host, sent=sent)
    book.send(book.at("10:00"), device, "", host="api.ouraring.com", sent=70, visibility=Visibility.REFUSED)
    if named:
        hints = Hints()
        for at in (book.at("11:00"), book.at("11:00") - timedelta(days=3)):
            sent = Transmission(
                id="m", flow_id="f", seen_at=at, writer="proxy-0", host="bag.itunes.apple.com",
                request_headers=(("user-agent", named),)
            )  # fmt: skip
            event = Event(transmission=sent, rules_version="1", catalogue_version="1")
            hints.of_event(event, device)
        with book.ledger.engine.begin() as connection:
            hints.write(connection)
    book.close()
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        return relays(connection, viewer, day_of(DAY, ZONE), device)


def test_what_went_to_an_apps_hosts_is_told_with_what_it_rests_on(tmp_path: Path) -> None:
    garmin, oura = of_day(tmp_path)
    assert (garmin.app, garmin.hosts, garmin.bytes_out, garmin.unknown, garmin.connections) == (
        "Garmin Connect", ("connectapi.garmin.com",), 900, 1, 2,
    )  # fmt: skip
    assert garmin.words == "For its watch, by way of Garmin Connect (by its hosts)."
    assert (oura.what, oura.bytes_out) == ("ring", 70)


def test_an_app_that_only_its_name_tells_is_found_at_the_hosts_it_named_itself_to(tmp_path: Path) -> None:
    found_ = of_day(tmp_path, named="com.apple.AppStore/3 watchOS/10.1")
    apple = next(item for item in found_ if item.what == "Apple Watch")
    assert apple.named
    assert apple.hosts == ("bag.itunes.apple.com",)


def test_a_watch_that_is_enrolled_relays_nothing(tmp_path: Path) -> None:
    assert of_day(tmp_path, WATCH) == []


def test_another_persons_relays_are_not_shown(tmp_path: Path) -> None:
    assert of_day(tmp_path, PHONE, Viewer(person="Ben")) == []


def test_the_phones_own_person_sees_them(tmp_path: Path) -> None:
    assert len(of_day(tmp_path, PHONE, Viewer(person="Ada"))) == 2


def test_an_older_ledger_without_hints_is_read(tmp_path: Path) -> None:
    of_day(tmp_path)
    path = tmp_path / "home" / "ledger.sqlite"
    with sa.create_engine(f"sqlite:///{path}").begin() as connection:
        connection.execute(sa.text("DROP TABLE device_hints"))
    with LedgerReader(path).read() as connection:
        assert len(relays(connection, OWNER, day_of(DAY, ZONE), PHONE)) == 2

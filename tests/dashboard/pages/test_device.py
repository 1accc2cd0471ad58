"""The Device page: one device's day, and nothing of another's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import msgspec

from analysis.queries import Viewer
from analysis.records import CaptureCount, Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, WATCH, Book, found, morning

Page = Callable[..., str]
Make = Callable[..., Home]
PATH = "/device/<device>"


def test_a_devices_day_has_its_own_coverage_series_and_refusals(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    tablet = page(home, PATH, device=TABLET, day=DAY.isoformat())
    assert "We could read what went to" in tablet
    assert "light readings" in tablet
    assert "x_ambient_light" not in tablet  # what programs call it is for the drawer and the CSV
    assert "Watch Maker" not in tablet
    phone = page(home, PATH, device=PHONE, day=DAY.isoformat())
    assert "Did not accept our certificate" in phone
    assert "api.phonemaker.example" in phone
    assert "Ada\\u2019s phone" in phone


def test_two_series_of_one_category_are_told_apart_in_plain_words(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        for number in range(3):
            readings = [
                msgspec.structs.replace(
                    found("sensor.environment", n=1, min=low, median=low, max=low), property=name
                )
                for name, low in (("x_pressure", 1_013.0), ("x_humidity", 40.0), ("x_neverHeardOf", 3.0))
            ]
            book.send(book.at(f"08:0{number}"), TABLET, "avatar", *readings)

    shown = page(make_home(fill), PATH, device=TABLET, day=DAY.isoformat())
    assert "3 messages to 1 recipient \\u00b7 air pressure" in shown
    assert "3 messages to 1 recipient \\u00b7 humidity of the air" in shown
    assert '"3 messages to 1 recipient"' in shown
    assert "x_" not in shown


def test_an_observed_device_says_so(make_home: Make, page: Page) -> None:
    assert "Only observed" in page(make_home(morning), PATH, device=WATCH, day=DAY.isoformat())


def test_consent_and_connection_stand_on_the_page_with_one_link_to_change_them(
    make_home: Make, page: Page
) -> None:
    shown = page(make_home(morning), PATH, device=PHONE, day=DAY.isoformat())
    for said in (
        "Consent, and how it is connected",
        "who said yes",
        "recognised by",
        "how it came",
        "last seen",
    ):
        assert f'"{said}"' in shown
    assert shown.count('"/devices"') == 1
    none = page(make_home(morning), PATH, device="nobody", day=DAY.isoformat())
    assert "Consent" not in none
    assert "on record" not in none


def test_there_may_be_no_such_device(make_home: Make, page: Page) -> None:
    assert "There is no such device." in page(make_home(morning), PATH, device="nobody", day=DAY.isoformat())
    assert "Nothing has been recorded yet" in page(make_home(), PATH, device=PHONE)


def test_another_persons_device_is_no_device(make_home: Make, page: Page) -> None:
    shown = page(make_home(morning), PATH, Viewer(person="Ben"), device=PHONE, day=DAY.isoformat())
    assert "There is no such device." in shown
    assert "Avatar App" not in shown


def test_a_long_series_is_thinned(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        for second in range(0, 2_500, 5):
            light = found("sensor.ambient_light", n=5, min=1.0, median=2.0, max=3.0, unit="lux")
            book.send(book.at("08:00") + timedelta(seconds=second), TABLET, "social", light)

    shown = page(make_home(fill), PATH, device=TABLET, day=DAY.isoformat())
    assert "500 messages to 1 recipient" in shown
    assert shown.count("readings, 1 to 3 lux") == 3


def test_without_an_id_it_is_the_first_device_that_one_may_see(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    assert "Ada\\u2019s phone" in page(home, "/device", day=DAY.isoformat())
    assert "Ben\\u2019s watch" in page(home, "/device", Viewer(person="Ben"), day=DAY.isoformat())

    def nobody(book: Book) -> None:
        book.devices = []
        book.send(book.at("10:00"), "", "adnetwork")

    assert "No device is enrolled yet." in page(make_home(nobody), "/device", day=DAY.isoformat())


def test_each_hour_says_what_went_where_and_how_much_could_be_read(make_home: Make, page: Page) -> None:
    shown = page(make_home(morning), PATH, device=PHONE, day=DAY.isoformat())
    assert "Hour by hour" in shown
    assert "08:00\\u201309:00" in shown
    assert '"Avatar App", " "' in shown
    assert (
        "kB \\u00b7 read" in shown
    )  # beside each recipient of the hour: its bytes, and what could be read of them
    assert "In bytes, " in shown
    assert "What could be read, and why not the rest" in shown
    assert "Where something could not be read" in shown


def test_it_says_what_the_interface_counted_or_that_it_was_not(make_home: Make, page: Page) -> None:
    def counted(book: Book) -> None:
        book.send(book.at("08:05"), PHONE, "social", sent=41_000_000)
        since = book.at("08:00")
        count = CaptureCount(
            since=since, until=since + timedelta(minutes=30), writer="sniffer", interface="wlan0", packets=9,
            bytes_out=41_100_000, bytes_in=500, packets_lost=0,
        )  # fmt: skip
        book._rows.append(count)  # type: ignore[arg-type]

    assert "In this time this box did not count" in page(
        make_home(morning), PATH, device=PHONE, day=DAY.isoformat()
    )
    shown = page(make_home(counted), PATH, device=PHONE, day=DAY.isoformat())
    assert "the connections that are known make " in shown
    assert "0 packets were lost." in shown


def test_shapes_and_first_times_are_in_words_and_only_this_devices(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00", DAY - timedelta(days=1)), PHONE, "crash", found("device_state.battery"))
        for number in range(20):
            at = book.at("09:00") + timedelta(minutes=10 * number)
            book.send(at, PHONE, "phonemaker", visibility=Visibility.REFUSED, sent=800)
        book.send(book.at("09:00"), TABLET, "tabletmaker", found("sensor.ambient_light"))

    home = make_home(fill)
    phone = page(home, PATH, device=PHONE, day=DAY.isoformat())
    assert "How it left where we could not look inside" in phone
    assert "Every 10 min" in phone
    assert "First contact with " in phone
    assert "New traffic." in phone
    assert "Tablet Maker" not in phone
    tablet = page(home, PATH, device=TABLET, day=DAY.isoformat())
    assert "Every 10 min" not in tablet
    assert "the first day on which anything of this device was recorded" in tablet


def test_the_reason_for_all_that_is_new_on_a_first_day_is_given_once(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        sent = (found("location.precise"), found("photo.image"), found("health.heart_rate"))
        book.send(book.at("08:00"), PHONE, "social", *sent)
        book.send(book.at("08:00"), TABLET, "avatar")

    home = make_home(fill)
    why = "This was the first day on which anything of this device was recorded."
    phone, tablet = (page(home, PATH, device=device, day=DAY.isoformat()) for device in (PHONE, TABLET))
    assert phone.count("First time we could see this") == 3
    assert phone.count("First contact with") == phone.count(why) == 1
    assert tablet.count("First contact with") == tablet.count(why) == 1


def test_hostile_names_stay_text(make_home: Make, page: Page) -> None:
    hostile = '<img src=x onerror="alert(1)">'

    def fill(book: Book) -> None:
        for number in range(12):
            at = book.at("09:00") + timedelta(minutes=10 * number)
            book.send(at, PHONE, "", host=hostile, visibility=Visibility.QUIC, sent=3_000_000)

    shown = page(make_home(fill), PATH, device=PHONE, day=DAY.isoformat())
    assert "onerror" in shown
    assert "dangerously_allow_html" not in shown
    assert "Markdown" not in shown


def test_what_does_not_stand_there_at_once_opens(make_home: Make, page: Page) -> None:
    kinds = ("location.precise", "photo.image", "audio.recording", "sensor.motion", "health.heart_rate", "identifier.email",
             "identifier.phone", "browsing.page", "device_state.battery", "message.text", "contact.entry", "usage.app",
             "usage.session", "profile.birth")  # fmt: skip

    def fill(book: Book) -> None:
        for kind in kinds:
            book.send(book.at("09:00"), PHONE, "social", found(kind))
        for number in range(30):
            book.send(book.at("10:00"), PHONE, "", host=f"h{number}.example", visibility=Visibility.REFUSED)

    shown = page(make_home(fill), PATH, device=PHONE, day=DAY.isoformat())
    assert shown.count("First time we could see this") == len(kinds)
    assert re.search(r"and [0-9]+ more for the first time", shown)
    assert all(f"h{number}.example" in shown for number in range(30))  # of what could not be read
    assert shown.count('"className": "rest"') >= 2  # of what is new, of what could not be read
    assert shown.count('"source": "/part/hour?') == 1  # of the hour: it comes when it is opened

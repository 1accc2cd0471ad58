"""The Device page: one device's day, and nothing of another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from analysis.queries import Viewer
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
    assert "x_ambient_light" in tablet
    assert "Watch Maker" not in tablet
    phone = page(home, PATH, device=PHONE, day=DAY.isoformat())
    assert "Did not accept our certificate" in phone
    assert "api.phonemaker.example" in phone
    assert "Ada\\u2019s phone" in phone


def test_an_observed_device_says_so(make_home: Make, page: Page) -> None:
    assert "Only observed" in page(make_home(morning), PATH, device=WATCH, day=DAY.isoformat())


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

"""The Today page: laid out for an empty, a full and a crowded home, and for each viewer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from analysis.queries import Viewer
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, Book, crowd, found, morning

Page = Callable[..., str]
Make = Callable[..., Home]


def test_an_empty_home_says_how_to_connect_a_device(make_home: Make, page: Page) -> None:
    for home in (make_home(), make_home(lambda book: None)):
        shown = page(home, "/")
        assert "Nothing has been recorded yet" in shown
        assert "/ca.pem" in shown
        assert "may refuse" in shown
        assert "Run the self-test" in shown


def test_a_day_is_told_with_its_coverage_directly_under_it(make_home: Make, page: Page) -> None:
    shown = page(make_home(morning), "/", day=DAY.isoformat())
    assert (
        shown.index("3 devices")
        < shown.index("We could read what went to")
        < shown.index("What left, by device")
    )
    assert "did not accept our certificate" in shown
    assert "What we could not read may hold more." in shown
    assert "Watch Maker" in shown
    assert "not in our catalogue" in shown
    assert "recipients, loudest first" in shown


def test_a_self_test_is_in_no_total(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "social", sent=1_000)
        book.send(book.at("08:01"), PHONE, "avatar", found("photo.image"), corpus="self-test", sent=5_000_000)

    shown = page(make_home(fill), "/", day=DAY.isoformat())
    assert "1.0 kB" in shown
    assert "Avatar App" not in shown


def test_three_hundred_recipients_are_shown_on_demand(make_home: Make, page: Page) -> None:
    home = make_home(crowd)
    few = page(home, "/", day=DAY.isoformat())
    assert "Show all 300" in few
    assert few.count("not in our catalogue") == 15
    assert page(home, "/", day=DAY.isoformat(), all="1").count("not in our catalogue") == 300


def test_a_person_is_shown_their_own_devices_and_the_others_as_a_total(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    shown = page(home, "/", Viewer(person="Ben"), day=DAY.isoformat())
    assert "Watch Maker" in shown
    for hidden in ("Avatar App", "Social Network", "Tablet", "52.52"):
        assert hidden not in shown
    assert "The other 2 devices of the house sent" in shown.replace('"', "") or "2 devices" in shown


def test_a_stranger_to_the_house_is_shown_no_name(make_home: Make, page: Page) -> None:
    shown = page(make_home(morning), "/", Viewer(), day=DAY.isoformat())
    for hidden in ("Watch Maker", "Avatar App", "Phone", "Tablet"):
        assert hidden not in shown


def test_a_strange_day_is_today(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    for day in ("nonsense", "9999-12-31", "0001-01-01", ""):
        assert "What left, by device" in page(home, "/", day=day)


def test_what_is_new_is_told_after_the_first_day(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00", DAY - timedelta(days=1)), PHONE, "social", found("identifier.advertising"))
        book.send(book.at("08:00"), PHONE, "social", found("identifier.advertising"))
        book.send(book.at("09:00"), PHONE, "avatar", found("photo.image"))

    home = make_home(fill)
    first = page(home, "/", day=(DAY - timedelta(days=1)).isoformat())
    assert "This is the first day on record" in first
    second = page(home, "/", day=DAY.isoformat())
    assert "First contact with " in second
    assert "First time we could see this: " in second
    assert "first day on record" not in second


def test_what_a_watch_measured_is_new_by_way_of_the_phone_as_in_the_alert(
    make_home: Make, page: Page
) -> None:
    def before(book: Book) -> None:
        book.send(book.at("09:00", DAY - timedelta(days=1)), PHONE, "watchmaker")

    def worn(book: Book) -> None:
        at = book.at("03:10")
        book.send(at, PHONE, "watchmaker", found("health.heart_rate"), host="connectapi.garmin.com")
        book.send(at, PHONE, "social", found("photo.image"))

    home = make_home(before, worn)
    shown = page(home, "/", day=DAY.isoformat())
    new = shown[shown.index("New that day") :]
    assert "heart rate" in new
    assert " went from the watch, by way of the phone (as the address shows), to " in new
    assert " went from the phone to " in new  # the photo, which is the phone's own
    of_device = page(home, "/device/<device>", device=PHONE, day=DAY.isoformat())
    assert " went from the watch, by way of the phone (as the address shows), to " in of_device


def test_the_story_is_told_in_a_demo_only(make_home: Make, page: Page) -> None:
    for kind, told in (("demo", True), ("home", False)):
        shown = page(make_home(morning, kind=kind), "/", day=DAY.isoformat())
        assert ("Your morning, honestly" in shown) is told
        assert ("curtains open: the light sensor" in shown) is told


def test_devices_that_are_not_enrolled_are_one_total(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "social")

    home = make_home(fill)
    book = Book(home)
    with book.ledger.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO flow_rollup VALUES ('d', ?, 'home', '', '', '', 'not_opened', '', 7000000, 0, 0, 0, 0)",
            (DAY.isoformat(),),
        )
    book.close()
    shown = page(home, "/", day=DAY.isoformat())
    assert "Devices that are not enrolled sent " in shown
    assert "7.0 MB" in shown


def test_a_demo_of_a_minute_is_shown_from_near(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        for second in range(0, 50, 10):
            book.send(book.at(f"22:00:{second:02}"), PHONE, "social", found("location.precise"))

    near = page(make_home(fill, kind="demo"), "/", day=DAY.isoformat())
    assert '"children": "22:00:20"' in near
    (marks,) = re.findall(r'"cls": "mark location", "at": "([^"]*)"', near)
    assert len(set(marks.split())) == 5
    far = page(make_home(fill), "/", day=DAY.isoformat())
    assert far.count('"cls": "mark location"') == 1


def test_what_is_new_says_why_it_was_not_seen_before(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        for company, kind in (("social", Visibility.REFUSED), ("crash", Visibility.OPENED)):
            book.send(book.at("09:00", DAY - timedelta(days=2)), PHONE, company, visibility=kind)
        book.send(book.at("10:00"), PHONE, "social", found("health.heart_rate"))
        book.send(book.at("11:00"), PHONE, "avatar", found("photo.image"))

    shown = page(make_home(fill), "/", day=DAY.isoformat())
    assert "Newly readable: what it sent there could not be read before." in shown
    assert shown.count("New traffic.") == 2  # the company and the photo


def test_many_kinds_that_are_new_lead_to_all_of_them(make_home: Make, page: Page) -> None:
    kinds = ("location.precise", "photo.image", "audio.recording", "sensor.motion", "health.heart_rate", "identifier.email",
             "identifier.phone", "browsing.page", "device_state.battery", "message.text", "contact.entry")  # fmt: skip

    def fill(book: Book) -> None:
        for kind in kinds:
            book.send(book.at("09:00"), PHONE, "social", found(kind))

    home, day = make_home(fill), DAY.isoformat()
    first = page(home, "/", day=day)
    assert "and 3 more for the first time" in first
    assert f"/?day={day}&all=1" in first
    everything = page(home, "/", day=day, all="1")
    assert "more for the first time" not in everything
    assert everything.count("First time we could see this") == len(kinds)


def test_a_company_leads_to_its_dossier_and_each_kind_to_what_was_found(make_home: Make, page: Page) -> None:
    def fill(book: Book) -> None:
        book.send(
            book.at("08:00"),
            PHONE,
            "social",
            found("location.coarse"),
            found("photo.image", confidence="likely"),
        )
        book.send(book.at("08:00"), PHONE, "", found("location.precise"), host="odd&name.example")
        book.send(book.at("08:00"), PHONE, "bank", visibility=Visibility.PASSED_BY_CHOICE)

    shown = page(make_home(fill), "/", day=DAY.isoformat())
    table = shown[shown.index('"Who got it"') :]
    day = f"day={DAY}"
    assert f'"/evidence?company=social&{day}&kind=location.coarse"' in table
    assert f'"/evidence?company=social&{day}&kind=photo"' in table
    assert f'"/evidence?host=odd%26name.example&{day}&kind=location"' in table
    assert table.count("rough location") == 1  # a time zone is no place
    assert '"/company/social"' in table
    assert '"/company/bank"' in table  # of which nothing could be read


def test_from_a_day_it_is_one_step_to_what_can_be_done(make_home: Make, page: Page) -> None:
    home = make_home(lambda book: book.send(book.at("08:00"), PHONE, "social"))
    assert f'"/could-tell?day={DAY}"' in page(home, "/", day=DAY.isoformat())
    assert "/could-tell?day=" not in page(home, "/")  # of a day without anything there is nothing to learn

"""The page Your morning: every device, four verdicts each, and never a bare zero."""

from __future__ import annotations

from collections.abc import Callable

from analysis.queries import Viewer
from analysis.records import Visibility
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, Book, found, morning

Page = Callable[..., str]
Make = Callable[..., Home]
PATH = "/morning"
TEST = DAY.isoformat()


def sound(book: Book, clock: str = "06:50") -> None:
    clip = found(
        "audio.recording",
        "PCM 16 bit",
        seconds=12.0,
        level_spread_db=0.9,
        modulation_depth=0.06,
        voiced_share=0.0,
    )
    book.send(book.at(clock), PHONE, "social", clip)


def test_each_device_has_its_four_verdicts(make_home: Make, page: Page) -> None:
    shown = page(make_home(morning), PATH, day=TEST)
    for words in (
        "Phone",
        "Tablet",
        "Watch",
        "seen",
        "possible, but unreadable",
        "36 readings"[3:],
        "We could read",
    ):
        assert words in shown
    assert shown.count('"className": "verdict"') == 4 * 3
    assert f"/could-tell?day={TEST}&device={TABLET}" in shown


def test_what_came_after_noon_is_the_days_and_not_the_mornings(make_home: Make, page: Page) -> None:
    home = make_home(lambda book: sound(book, "15:00"))
    assert "12.0 s of sound" not in page(home, PATH, day=TEST)
    assert "12.0 s of sound" in page(home, PATH, day=TEST, span="day")


def test_how_much_could_be_read_is_told_of_the_same_hours(make_home: Make, page: Page) -> None:
    """A day of which nothing was recorded until noon: the morning shows none of what could be read in the evening."""
    home = make_home(lambda book: sound(book, "15:00"))
    shown = page(home, PATH, day=TEST)
    assert "We could read" not in shown
    assert "Nothing of this device was recorded in these hours" in shown
    assert "We could read" in page(home, PATH, day=TEST, span="day")


def test_each_sentence_begins_with_a_capital(make_home: Make, page: Page) -> None:
    def friend(book: Book) -> None:
        passed = {"visibility": Visibility.PASSED_BY_CHOICE, "reason": "never opened: messengers"}
        book.send(book.at("07:00"), PHONE, "messenger", sent=2_100_000, **passed)
        book.send(book.at("07:01"), PHONE, "messenger", sent=None, **passed)

    shown = page(make_home(friend), PATH, day=TEST)
    assert "At least 2.1 MB went to" in shown
    assert "at least 2.1 MB went to" not in shown


def test_a_day_without_anything_has_no_zero(make_home: Make, page: Page) -> None:
    shown = page(make_home(sound), PATH, day="2026-11-19")
    assert "nothing recorded" in shown
    assert "0 messages" not in shown
    assert '"nothing"' in shown
    assert "in the part that we could read" not in shown
    assert "Nothing has been recorded yet" in page(make_home(), PATH)


def test_a_messengers_bytes_have_their_own_verdict(make_home: Make, page: Page) -> None:
    def friend(book: Book) -> None:
        passed = {"visibility": Visibility.PASSED_BY_CHOICE, "sent": 2_100_000}
        book.send(book.at("07:00"), PHONE, "messenger", reason="never opened: messengers", **passed)
        book.send(book.at("07:00"), TABLET, "bank", reason="never opened: banking", **passed)

    shown = page(make_home(friend), PATH, day=TEST)
    assert shown.count("left by a messenger, 2.1 MB") == 1
    assert "2.1 MB went to Bank in 1 connection that could not be read" in shown


def test_a_person_sees_their_own_devices_only(make_home: Make, page: Page) -> None:
    shown = page(make_home(sound), PATH, Viewer(person="Ben"), day=TEST)
    assert "12.0 s of sound" not in shown
    assert f"/device/{PHONE}" not in shown


def test_a_hostile_recipient_is_shown_as_text(make_home: Make, page: Page) -> None:
    def hostile(book: Book) -> None:
        clip = found("audio.recording", "PCM", seconds=1.0)
        book.send(book.at("07:00"), PHONE, "", clip, host="<img src=x>.example")

    assert "1.0 s of sound went to <img src=x>.example" in page(make_home(hostile), PATH, day=TEST)


def test_an_unknown_day_or_span_is_today(make_home: Make, page: Page) -> None:
    assert "until noon" in page(make_home(sound), PATH, day="never", span="eon")

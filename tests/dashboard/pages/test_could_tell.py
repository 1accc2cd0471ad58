"""The page What this could tell: cards from a real ledger, for whom they are, and what is never said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient

from analysis.inferences import PREFIX
from analysis.queries import Viewer
from analysis.settings import Home
from tests.ledger_book import DAY, PHONE, TABLET, Book, found, morning

Page = Callable[..., str]
Make = Callable[..., Home]
PATH = "/could-tell"
TEST = DAY.isoformat()


def sound(book: Book, company: str = "social", host: str = "") -> None:
    clip = found(
        "audio.recording",
        "PCM 16 bit",
        seconds=12.0,
        level_spread_db=0.9,
        modulation_depth=0.06,
        voiced_share=0.0,
    )
    book.send(book.at("06:50"), PHONE, company, clip, host=host)


def test_a_card_says_who_from_what_how_sure_what_else_and_what_to_do(make_home: Make, page: Page) -> None:
    shown = page(make_home(sound), PATH, day=TEST)
    for words in (
        PREFIX + "that something hummed or rushed steadily near the device",
        "Social Network (US)",
        "sound recordings",
        "certain findings",
        "Rain, traffic, running water or a fridge are as steady.",
        "Take the microphone permission from the app.",
        "UrbanSound8K data set page (read)",
        "level 2 of 3",
        "We could read what went to",
        "We say nothing of what any of them did with it.",
    ):
        assert words in shown
    assert f"/evidence?day={TEST}&kind=audio.recording" in shown


def test_a_morning_has_many_cards_and_one_device_its_own(make_home: Make, page: Page) -> None:
    home = make_home(morning)
    every = page(home, PATH, day=TEST)
    tablet = page(home, PATH, day=TEST, device=TABLET)
    assert every.count(PREFIX) > tablet.count(PREFIX) >= 1
    assert "steps by" in every
    assert "steps by" not in tablet


def test_nothing_is_told_with_its_coverage(make_home: Make, page: Page) -> None:
    def quiet(book: Book) -> None:
        book.send(book.at("09:00"), PHONE, "social", found("diagnostics.device", "Example One"))

    shown = page(make_home(quiet), PATH, day=TEST)
    assert "any of what we look for" in shown
    assert "We could read what went to the one" in shown
    assert PREFIX not in shown
    assert "nothing" in page(make_home(quiet), PATH, day="2026-11-19")
    assert "Nothing has been recorded yet" in page(make_home(), PATH)


def test_a_person_sees_no_card_of_anothers_device(make_home: Make, page: Page) -> None:
    assert PREFIX not in page(make_home(sound), PATH, Viewer(person="Ben"), day=TEST)


def test_a_card_names_the_first_recipients_and_counts_the_rest(make_home: Make, page: Page) -> None:
    def many(book: Book) -> None:
        for number in range(11):
            sound(book, "", f"host{number}.example")

    shown = page(make_home(many), PATH, day=TEST)
    assert "and 3 more" in shown
    assert all(f"host{number}.example" in shown for number in range(11))


def test_a_recipient_that_is_less_sure_says_so(make_home: Make, page: Page) -> None:
    def two(book: Book) -> None:
        sound(book)
        clip = found(
            "audio.recording",
            "PCM",
            "likely",
            seconds=12.0,
            level_spread_db=0.9,
            modulation_depth=0.06,
            voiced_share=0.0,
        )
        book.send(book.at("06:55"), PHONE, "bank", clip)

    shown = page(make_home(two), PATH, day=TEST)
    assert "likely findings" in shown
    assert "Social Network (US): certain" in shown


def test_what_follows_from_traffic_alone_claims_no_finding(make_home: Make, page: Page) -> None:
    def both(book: Book) -> None:
        for device in (PHONE, TABLET):
            book.send(book.at("09:00"), device, "social")

    shown = page(make_home(both), PATH, day=TEST)
    assert "the times of connections, as this box saw them" in shown
    assert "certain findings" not in shown


def test_words_from_the_network_stay_text(make_home: Make, page: Page) -> None:
    def hostile(book: Book) -> None:
        camera = found("photo.image", "<script>alert(1)</script>{when}{0.__class__}")
        book.send(
            book.at("09:00"),
            PHONE,
            "social",
            camera.__class__(**_fields(camera, property="x_photoMakeModel")),
        )

    layout = json.loads(page(make_home(hostile), PATH, day=TEST))
    texts = [text for text in _texts(layout) if "<script>" in text]
    assert texts
    assert all("{when}{0.__class__}" in text for text in texts)


def _fields(record: object, **changed: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__struct_fields__} | changed  # type: ignore[attr-defined]


def _texts(node: object) -> list[str]:
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for child in children for text in _texts(child)]


def test_the_page_follows_the_ledger(make_home: Make, at_home: Callable[[Home], FlaskClient]) -> None:
    home = make_home(sound)
    client = at_home(home)
    body = {
        "output": "..could-tell.content...could-tell-seen.data..",
        "outputs": [
            {"id": "could-tell", "property": "content"},
            {"id": "could-tell-seen", "property": "data"},
        ],
        "inputs": [{"id": "could-tell-pulse", "property": "n_intervals", "value": 1}],
        "state": [
            {
                "id": "could-tell-seen",
                "property": "data",
                "value": {"day": TEST, "device": "", "version": "old"},
            }
        ],
        "changedPropIds": ["could-tell-pulse.n_intervals"],
    }
    answer = client.post("/_dash-update-component", json=body, headers={"Origin": "http://localhost"})
    assert answer.status_code == 200
    seen = answer.get_json()["response"]["could-tell-seen"]["data"]
    body["state"][0]["value"] = seen  # type: ignore[index]
    still = client.post("/_dash-update-component", json=body, headers={"Origin": "http://localhost"})
    assert PREFIX not in still.get_data(as_text=True)
    book = Book(home)
    book._number = 100
    book.send(book.at("08:00") + timedelta(seconds=1), PHONE, "bank", found("sensor.ambient_light", "3.0"))
    book.close()
    later = client.post("/_dash-update-component", json=body, headers={"Origin": "http://localhost"})
    assert "with the lights off" in later.get_data(as_text=True)


def test_what_only_the_carrier_could_infer_is_told_to_somebody(make_home: Make, page: Page) -> None:
    """Each connection to another host: only who carries them all sees the silence between."""

    def night(book: Book) -> None:
        midnight = book.at("00:00")
        for number, quarter in enumerate((*range(-12, 0), *range(24, 36))):
            book.send(midnight + timedelta(minutes=15 * quarter + 1), PHONE, "", host=f"host{number}.example")
        for quarter in range(-12, 36, 2):  # another device shows that this box recorded meanwhile
            book.send(midnight + timedelta(minutes=15 * quarter + 2), TABLET, "", host="news.example")

    shown = page(make_home(night), PATH, day=TEST)
    assert "whoever carries the connections" in shown
    assert "0 recipients" not in shown
    assert "1 recipient" in shown


def test_the_headline_counts_what_rests_on_certain_findings(make_home: Make, page: Page) -> None:
    def likely(book: Book) -> None:
        clip = found(
            "audio.recording",
            "PCM",
            "likely",
            seconds=12.0,
            level_spread_db=0.9,
            modulation_depth=0.06,
            voiced_share=0.0,
        )
        book.send(book.at("06:55"), PHONE, "bank", clip)

    def shown(*fill: Callable[[Book], None]) -> str:
        texts = _texts(json.loads(page(make_home(*fill), PATH, day=TEST)))
        return "".join(texts).replace("Bdash_html_components", "")

    only = shown(likely)
    assert PREFIX in only
    assert "nothing that rests on certain findings" in only
    assert "what left could tell 2" not in only
    assert "2 things below rest on findings that are likely, not certain" in only
    both = shown(sound, likely)  # one card of the same thing: one recipient is certain, the other is not
    assert "what left could tell 2 things to 1 recipient" in both
    assert "likely, not certain" not in both
    assert "likely, not certain" not in shown(sound)

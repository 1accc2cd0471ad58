"""One message in full: whom it went to and how we know, what is kept and what is gone, and its content only when asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, g
from plotly.utils import PlotlyJSONEncoder

from analysis.journal_reading import tail
from analysis.queries import Viewer
from analysis.records import Transmission
from analysis.settings import Home
from dashboard.evidence_message import message_content, message_view
from dashboard.site import Site
from tests.dashboard.kept_home import EVIL, HOSTILE, PHOTO, PLAIN, SECRET, STRANGER, analysed
from tests.ledger_book import WATCH, Book, found

OWNER = Viewer(owner=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return analysed(tmp_path_factory.mktemp("kept") / "home")


@pytest.fixture
def view(served: tuple[Flask, str], at_home: Callable[[Home], Any]) -> Callable[..., str]:
    def lay_out(home: Home, name: str, content: bool = False, viewer: Viewer = OWNER) -> str:
        at_home(home)
        with served[0].test_request_context("/"):
            g.viewer = viewer
            parts = (message_content if content else message_view)(Site(home), viewer, name)
            return json.dumps(parts, cls=PlotlyJSONEncoder)

    return lay_out


def test_a_message_says_what_went_to_whom_and_how_we_know(home: Home, view: Callable[..., str]) -> None:
    shown = view(home, PLAIN.id)
    for words in (
        "Meta Platforms", "the name that the request itself was addressed to", "graph.facebook.com", "this is certain",
        "is kept until about 29 November", "full values of its findings are kept until", "Opened and read", "gzip opens it",
        "json opens it, at $.latitude", f"/evidence?event={PLAIN.id}-0", "keyed digest of the value", "Also in this message",
    ):  # fmt: skip
        assert words in shown


def test_where_no_device_is_known_the_sentence_has_a_subject_all_the_same(
    home: Home, view: Callable[..., str]
) -> None:
    told = json.loads(view(home, f"{PLAIN.id}-0"))[0]["props"]
    words = "".join(part if isinstance(part, str) else part["props"]["children"] for part in told["children"])
    assert told["className"] == "said"
    assert words == "Location went to Meta Platforms; from which device is not on record."


def test_content_is_not_sent_before_it_is_asked_for(home: Home, view: Callable[..., str]) -> None:
    assert "52.23521" not in view(home, PLAIN.id)
    content = view(home, f"{PLAIN.id}-0", content=True)
    assert '{"children": "52.23521"}, "type": "Mark"' in content
    assert "1f 8b 08" in content  # raw bytes
    assert "The raw bytes of the body" in content


def test_a_secrets_message_and_a_photo_have_no_content_and_say_why(
    home: Home, view: Callable[..., str]
) -> None:
    for message, why in (
        (SECRET, "a secret was found in it"),
        (PHOTO, "media is kept only until it is analysed"),
    ):
        shown = view(home, message.id)
        assert f"is gone: {why}" in shown
        assert "Show what was sent" not in shown
        content = view(home, message.id, content=True)
        for words in ("correct horse", "52.23521", "The raw bytes", "ff d8"):
            assert words not in shown + content


def test_the_finding_that_is_a_secret_shows_nothing(home: Home, view: Callable[..., str]) -> None:
    name = next(
        f"{SECRET.id}-{number}" for number in range(9) if "credential." in view(home, f"{SECRET.id}-{number}")
    )
    assert "There is a password, a key or a token in it" in view(home, name, content=True)


def test_a_recipient_that_nobody_has_is_not_given_to_anybody(home: Home, view: Callable[..., str]) -> None:
    shown = view(home, STRANGER.id)
    assert "nobody.example: whose it is, our catalogue does not say" in shown
    assert "no entry of our catalogue has that name" in shown
    assert "this is certain" not in shown


def test_hostile_keys_values_and_paths_are_text(home: Home, view: Callable[..., str]) -> None:
    shown = view(home, HOSTILE.id) + view(home, HOSTILE.id, content=True)
    assert "onerror" in shown
    for never in (
        "dangerously",
        '"type": "Img"',
        '"type": "Script"',
        '"type": "Markdown"',
        '"type": "DangerouslySetInnerHTML"',
    ):
        assert never not in shown
    hrefs = [part.partition('"')[0] for part in shown.split('"href": "')[1:]]
    assert hrefs
    assert all(href.startswith(("/", "https://")) for href in hrefs)
    assert EVIL not in "".join(hrefs)


@pytest.mark.parametrize(
    "name", ["", "-", "nobody", "nobody-0", f"{PLAIN.id}-99", f"{PLAIN.id}-x", f"{PLAIN.id}--0", "x" * 9_000]
)
def test_what_is_not_there_is_one_line(home: Home, view: Callable[..., str], name: str) -> None:
    assert "no longer in the ledger, or it is not yours to see" in view(home, name)
    assert "no longer in the ledger" in view(home, name, content=True)


def test_a_person_opens_no_message_of_another(
    home: Home, view: Callable[..., str], make_home: Callable[..., Home]
) -> None:
    assert "not yours to see" in view(home, PLAIN.id, viewer=Viewer(person="Ben"))
    assert "not yours to see" in view(home, PLAIN.id, content=True, viewer=Viewer())


def test_an_event_that_is_in_no_journal_says_so(
    view: Callable[..., str], make_home: Callable[..., Home]
) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00"), WATCH, "watchmaker", found("health.heart_rate", "61"))
        fill.event = book._rows[-1].event.transmission.id  # type: ignore[attr-defined,union-attr]

    made = make_home(fill)
    shown = view(made, fill.event)  # type: ignore[attr-defined]
    assert "The journal no longer holds this event" in shown
    assert "There is nothing left to open" in shown
    assert view(made, fill.event, viewer=Viewer(person="Ben")) == shown  # type: ignore[attr-defined]


def test_the_journal_is_as_it_was(home: Home, view: Callable[..., str]) -> None:
    def held(message: Transmission) -> list[bytes | None]:
        return [
            record.body
            for record in tail(home.journal_dir, "proxy-0")
            if message.id.encode() in (record.content or b"")
        ]

    before = held(PLAIN)
    view(home, PLAIN.id, content=True)
    assert held(PLAIN) == before == [PLAIN.body]

"""Messages in a language: what is missing or broken is said in English, what fills a blank is never looked into."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from analysis import wording
from analysis.counting import amount, and_more, commas, counted, several
from analysis.wording import (
    Words,
    language,
    languages,
    number,
    own_name,
    parts,
    split,
    tr,
    trn,
    use,
    using,
    written,
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    use("")


@pytest.fixture
def speak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes a language of one file, and speaks it."""
    monkeypatch.setattr(wording, "FOLDER", tmp_path)

    def make(code: str, said: dict[str | tuple[str, str], str | tuple[str, ...]], context: str = "") -> None:
        catalogue = Catalog(locale="de", fuzzy=False)
        for english, translated in said.items():
            catalogue.add(english, translated, context=context or None)
        path = tmp_path / code / "LC_MESSAGES" / "leakledger.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as stream:
            write_mo(stream, catalogue)
        wording._languages.cache_clear()
        wording._catalogue.cache_clear()
        use(code)

    return make


def test_english_needs_no_catalogue() -> None:
    assert language() == "en"
    assert tr("A {thing} of no catalogue.", thing="word") == "A word of no catalogue."
    assert trn("{n} word", "{n} words", 1) == "1 word"
    assert trn("{n} word", "{n} words", 12_345) == "12,345 words"
    assert written("1,234.5") == "1,234.5"


@pytest.mark.parametrize("code", ["", "xx", "../de", "de/LC_MESSAGES", "DE", "\0", "en"])
def test_a_language_that_is_not_there_is_english(code: str) -> None:
    with using("de"):
        use(code)
        assert language() == "en"


def test_a_language_is_spoken_for_a_while_and_by_one_thread_alone() -> None:
    heard = []
    with using("de"):
        assert tr("Today") == "Heute"
        other = threading.Thread(target=lambda: heard.append(tr("Today")))
        other.start()
        other.join()
        with pytest.raises(ZeroDivisionError), using("en"):
            _ = 1 // 0
        assert language() == "de"
    assert heard == ["Today"]
    assert tr("Today") == "Today"


def test_a_language_is_there_because_its_file_is(speak: Callable[..., None]) -> None:
    speak("xx", {"Today": "Ydaot", ("{n} device", "{n} devices"): ("{n} ecived", "{n} seciveds")})
    assert languages() == ("en", "xx")
    assert tr("Today") == "Ydaot"
    assert trn("{n} device", "{n} devices", 1) == "1 ecived"
    assert trn("{n} device", "{n} devices", 3) == "3 seciveds"
    assert tr("Not in it") == "Not in it"


@pytest.mark.parametrize("broken", ["{other}", "{", "{0}", "{who.name}", "{who!x}"])
def test_a_broken_message_is_said_in_english(speak: Callable[..., None], broken: str) -> None:
    speak("xx", {"Hello {who}": broken})
    assert tr("Hello {who}", who="you") in ("Hello you", "{")
    assert "".join(str(piece) for piece, _ in parts("Hello {who}", who="you")) in ("Hello you", "you")


def test_what_fills_a_blank_is_text() -> None:
    hostile = "**{who}** {0} %s <b>"
    assert tr("{who} came", who=hostile) == f"{hostile} came"
    assert parts("**{who}** came", who=hostile) == [(hostile, True), (" came", False)]
    assert split("{who}", {"who": hostile}) == [(hostile, False)]


def test_a_context_tells_two_words_apart() -> None:
    with using("de"):
        assert tr("read", context="head of a column of shares") == "gelesen"
        assert tr("May", context="month") == tr("May", context="short month") == "Mai"
        assert tr("read") == "read", "without its context it is another message"


def test_a_table_is_said_in_the_language_in_which_it_is_read() -> None:
    table = Words({"day": "Today", "gone": "no message of any catalogue {x}"})
    assert (table["day"], table.get("other"), len(table), [*table]) == ("Today", None, 2, ["day", "gone"])
    with using("de"):
        assert [*table.values()] == ["Heute", "no message of any catalogue {x}"]
        assert table.filled("gone", x=1) == "no message of any catalogue 1"


def test_numbers_and_lists_are_written_as_the_language_writes_them() -> None:
    assert [amount(size) for size in (1, 9_800_000, 0)] == ["1 byte", "9.8 MB", "0 bytes"]
    assert several(["a", "b", "c"]) == "a, b and c"
    with using("de"):
        assert (written("1,234.5"), number(1_234_567)) == ("1.234,5", "1.234.567")
        assert [amount(size) for size in (1, 640, 9_800_000)] == ["1 Byte", "640 Byte", "9,8 MB"]
        assert (amount(212_000, True), amount(0, True)) == ("mindestens 212 kB", "nicht bekannt")
        assert (several(["a", "b", "c"]), several(["a"]), several([])) == ("a, b und c", "a", "")
        assert (and_more(["a", "b"], 3), and_more(["a"], 0), commas(["a", "b"])) == (
            "a, b und 3 weitere",
            "a",
            "a, b",
        )
        assert counted(2_000, "message") == "2,000 messages", (
            "this one is for the command line, which is English"
        )


def test_a_language_without_groups(speak: Callable[..., None]) -> None:
    speak("xx", {"1,234.5": "1234,5"})
    assert written("12,345.6") == "12345,6"


def test_each_language_says_its_own_name() -> None:
    assert {code: own_name(code) for code in languages()} == {"de": "Deutsch", "en": "English"}


def test_a_language_that_does_not_say_its_name_is_called_by_its_code(speak: Callable[..., None]) -> None:
    speak("xx", {"Today": "Ydaot"})
    assert own_name("xx") == "xx"

"""A device within a sentence: its kind with an article, its name as it is."""

from __future__ import annotations

from analysis.device_kind_words import KIND_WORDS, a_device, device_words, from_device, whose_device
from analysis.devices import KINDS
from analysis.wording import using


def test_a_bare_kind_gets_an_article_and_a_name_does_not() -> None:
    assert (device_words("Phone"), device_words("Anna's phone")) == ("the phone", "Anna's phone")
    assert (from_device("Watch"), from_device("{0}**")) == ("from the watch", "from {0}**")
    with using("de"):
        assert (device_words("Phone"), from_device("Camera"), from_device("Annas Handy")) == (
            "das Handy", "von der Kamera", "von Annas Handy",
        )  # fmt: skip


def test_every_kind_has_words_in_every_form() -> None:
    assert set(KIND_WORDS) == set(KINDS)
    for kind in KINDS:
        assert device_words(kind).startswith("the ")
        assert from_device(kind).startswith("from the ")
        assert a_device(kind).startswith("A ")
    assert a_device("a kind of tomorrow") == "A device"


def test_whose_it_is() -> None:
    assert whose_device("phone", "Anna") == "Anna’s phone"
    assert whose_device("unknown", "Anna") == "Anna’s device"
    with using("de"):
        assert whose_device("phone", "Anna") == "Handy von Anna"

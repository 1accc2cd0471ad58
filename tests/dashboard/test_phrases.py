"""Sentences from messages: what is bold, in whatever order, and what the network sent stays text."""

from __future__ import annotations

import pytest
from dash import html

from analysis.wording import using
from dashboard.phrases import (
    Segment,
    joined,
    phrase,
    phrase_n,
    phrase_of,
    plain,
    rich,
    rich_n,
    rich_of,
    sentence,
)

HOSTILE = "**<b>{who}</b>** {0}"


def strong(spoken: object) -> list[str]:
    return [segment.text for segment in spoken if segment.strong]  # type: ignore[attr-defined]


def test_facts_are_strong_and_neighbours_become_one() -> None:
    spoken = phrase("{when}, **{who} sent** it.", when="Today", who="Ada")
    assert [(part.text, part.strong) for part in spoken] == [
        ("Today, ", False),
        ("Ada sent", True),
        (" it.", False),
    ]
    assert phrase("{nothing}", nothing="") == ()


def test_a_sentence_fills_a_blank_with_its_own_facts() -> None:
    inner = phrase("a **fact**")
    assert strong(phrase("Say {it}.", it=inner)) == ["fact"]
    assert strong(phrase("Say **{it}**.", it=inner)) == ["a fact"]


def test_what_fills_a_blank_is_never_read_as_a_message() -> None:
    assert plain(phrase("{who}: **{who}**", who=HOSTILE)) == f"{HOSTILE}: {HOSTILE}"
    assert strong(phrase_of("{who}", who=HOSTILE)) == []
    (only,) = rich("{who}", who=HOSTILE)
    assert only == HOSTILE


def test_another_language_may_have_another_order() -> None:
    blanks = {"when": "Seit Mitternacht", "who": "3 Geräte", "size": "41 MB", "recipients": "37 Firmen"}
    text = "{when}, **{who}** sent **{size}** to **{recipients}**."
    with using("de"):
        spoken = phrase_n(text, text, 3, **blanks)
        assert plain(spoken) == "Seit Mitternacht haben 3 Geräte 41 MB an 37 Firmen gesendet."
        assert strong(spoken) == ["3 Geräte", "41 MB", "37 Firmen"]
        assert plain(phrase_n(text, text, 1, **blanks)).startswith("Seit Mitternacht hat ")


def test_sentences_follow_one_another() -> None:
    assert plain(joined(phrase("One."), (), phrase("Two."))) == "One. Two."
    assert joined((), ()) == ()


def test_components_fill_blanks_where_the_language_wants_them() -> None:
    link = html.A("this", href="/x")
    before, found, after = rich("Read {link}, **now**.", link=link)[:3]
    assert (before, found, after) == ("Read ", link, ", ")
    (bold,) = rich("**{link}**", link=link)
    assert isinstance(bold, html.B)
    assert bold.children is link


@pytest.mark.parametrize(("count", "words"), [(1, "1 of 3"), (2, "2 of them 3")])
def test_components_by_number(count: int, words: str) -> None:
    (only,) = rich_n("{n} of {all}", "{n} of them {all}", count, all=3)
    assert only == words


def test_a_table_gives_children_too() -> None:
    bold, rest = rich_of("**level {level}**: x", level=2)
    assert (bold.children, rest) == ("level 2", ": x")
    assert [part.children if isinstance(part, html.B) else part for part in sentence(phrase("a **b**"))] == [
        "a ",
        "b",
    ]


def test_what_leads_somewhere_stays_by_itself_in_a_longer_sentence() -> None:
    led = Segment(text="photos", strong=True, href="/evidence?kind=photo")
    spoken = phrase("**Two **{what} went.", what=(led,))
    assert [(part.text, part.href) for part in spoken] == [("Two ", ""), ("photos", led.href), (" went.", "")]
    shown = sentence(spoken)
    assert next(part.children for part in shown if isinstance(part, html.B)) == "Two "
    (link,) = [
        part.children for part in shown if isinstance(part, html.B) and not isinstance(part.children, str)
    ]
    assert (link.children, link.href) == ("photos", led.href)

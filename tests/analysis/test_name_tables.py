"""One look at a new name tells which tables pick it, and says what each table by itself would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import registry
from analysis.decoding import open_message
from analysis.field_names import words
from analysis.name_tables import PICKED_BY, Picked, _tables, heard_words, picking, spellings
from analysis.remembered import LONGEST
from tests.corpus.reading import load_cases

SHORT = picking(lambda name: len(name) < 3)
TWO = frozenset({"lastname", "grösse"})
NAMED = picking(lambda name: name.lower().replace("_", "") in TWO, spelled=TWO)
HEARTS = picking(lambda name: "heart" in words(name), frozenset({"heart"}))


def names_of_the_corpus() -> set[str]:
    return {leaf.name for case in load_cases() for leaf in open_message(case.transmission).leaves}


def test_a_table_picks_in_the_order_of_the_names() -> None:
    names = ("heart_rate", "id", "x", "heartless", "myHeart")
    assert HEARTS[names] == ("heart_rate", "myHeart")
    assert SHORT[names] == ("id", "x")


def test_what_all_tables_were_asked_is_what_each_says() -> None:
    for name in ("heart_rate", "id", "", "x" * (LONGEST + 1)):
        assert bool(PICKED_BY[name] & HEARTS.bit) == HEARTS.wanted(name)
        assert bool(PICKED_BY[name] & SHORT.bit) == SHORT.wanted(name)
        assert HEARTS[(name,)] == ((name,) if HEARTS.wanted(name) else ())


@pytest.mark.parametrize("name", ["lastName", "last_name", "LASTNAME", "Grösse"])
def test_a_name_is_found_however_it_is_spelled(name: str) -> None:
    assert PICKED_BY[name] & NAMED.bit


@pytest.mark.parametrize("name", ["last_names", "name", "", "gross"])
def test_another_name_is_not_asked_about(name: str) -> None:
    assert not PICKED_BY[name] & NAMED.bit


def test_names_that_were_not_asked_about_are_not_remembered() -> None:
    name = "a_name_that_only_this_test_knows"
    assert SHORT[(name,)] == ()
    assert name not in PICKED_BY


def test_a_table_made_later_is_asked_too() -> None:
    assert PICKED_BY["later"] >= 0
    later = picking(lambda name: name == "later")
    assert PICKED_BY["later"] & later.bit


def every_table() -> list[Picked]:
    registry.detectors()
    return list(_tables)


def assert_no_name_is_lost(name: str) -> None:
    for table in every_table():
        if (table.among or table.spelled) and table.wanted(name):
            assert table.among & {*heard_words(name)} or table.spelled & spellings(name), name


def test_every_name_of_the_corpus_that_a_table_wants_holds_a_word_that_it_declares() -> None:
    for name in names_of_the_corpus():
        assert_no_name_is_lost(name)


SPOKEN = sorted({word for table in every_table() for word in table.among | table.spelled})


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*SPOKEN, "my", "x", "7"]), min_size=1, max_size=4),
    st.sampled_from(["_", "", " "]),
)
def test_any_name_that_a_table_wants_holds_a_word_that_it_declares(spoken: list[str], between: str) -> None:
    assert_no_name_is_lost(between.join(spoken))
    assert_no_name_is_lost(spoken[0] + "".join(word.capitalize() for word in spoken[1:]))


@pytest.mark.parametrize("name", ["points", "charge", "Charge", "POINTS"])
def test_names_that_are_compared_as_they_stand(name: str) -> None:
    assert_no_name_is_lost(name)

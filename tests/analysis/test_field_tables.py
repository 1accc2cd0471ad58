"""One look at a value's own name tells that no table knows it; a look at its last two names, which tables do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.field_tables import MAY_SAY, TABLES_THAT_FIND, FieldTable, until_next_table

ONE = FieldTable({"vorpal sword": 1, "=snk": 2, "jabber.wock": 3})
OTHER = FieldTable({"sword": "x"})


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("vorpalSword",), {ONE, OTHER}),
        (("my", "broad_sword"), {OTHER}),
        (("snk",), {ONE}),
        (("xsnk",), set()),
        (("jabber", "wock"), {ONE}),
        (("jabberwock",), set()),
        (("other", "wock"), set()),
        (("",), set()),
    ],
)
def test_the_tables_that_know_a_value(names: tuple[str, ...], found: set[object]) -> None:
    assert {table for table in TABLES_THAT_FIND[names] if table in (ONE, OTHER)} == found
    assert MAY_SAY[names[-1]] or not found


def test_a_table_that_comes_later_is_known_at_once() -> None:
    assert not MAY_SAY["bandersnatch"]
    assert not TABLES_THAT_FIND[("bandersnatch",)]
    table = FieldTable({"bandersnatch": 1})
    assert MAY_SAY["bandersnatch"]
    assert TABLES_THAT_FIND[("bandersnatch",)] == (table,)


_words = st.sampled_from(["vorpal", "sword", "snk", "jabber", "wock", "my", "Sword", "id", "7", "é", ""])
_names = st.lists(_words, max_size=3).map("_".join) | st.lists(_words, max_size=3).map("".join)


@given(names=st.tuples(_names) | st.tuples(_names, _names))
def test_no_table_knows_what_its_own_name_cannot_say(names: tuple[str, ...]) -> None:
    assert {table for table in (ONE, OTHER) if table.find(names) is not None} == {
        table for table in TABLES_THAT_FIND[names] if table in (ONE, OTHER)
    }
    assert MAY_SAY[names[-1]] or not TABLES_THAT_FIND[names]


def test_what_is_remembered_of_all_tables_is_forgotten_with_a_new_one() -> None:
    asked: list[str] = []
    memory = until_next_table(asked.append)
    for _ in range(2):
        assert memory["frumious"] is None
    assert asked == ["frumious"]
    FieldTable({"frumious": 1})
    assert memory["frumious"] is None
    assert asked == ["frumious"] * 2

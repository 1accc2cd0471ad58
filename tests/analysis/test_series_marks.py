"""The values of a list are marked each in its place, and nothing that only looks like one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.series_marks import MOST, marks

ROWS = "body>json:$.rows[*].lux"
BARE = "body>json:$.rows[*]"


def marked(content: str, path: str, *values: str) -> list[str]:
    """What is marked, with the seven characters before it."""
    return [content[max(0, first - 7) : last] for first, last in marks(content, path, values, len(content))]


def test_what_has_the_value_but_not_the_place_is_not_marked() -> None:
    body = '{"other":{"lux":4},"n":4,"rows":[{"at":4,"lux": 4},{"at":5, "lux":41},{"up":5,"lux":"5"}]}'
    assert marked(body, ROWS, "4", "41", "5") == ['"lux": 4', ' "lux":41', '"lux":"5']
    row = '{"x":[4,5],"rows":[4, 41 ,\n5],"y":[4]}'
    assert marked(row, BARE, "4", "41", "5") == ['rows":[4', 's":[4, 41', ", 41 ,\n5"]


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ("rows=4&rows=41", ROWS),  # no JSON
        ('{"rows":[{"lux":44},{"lux":4.1}]}', ROWS),  # other values
        ('{"rows":[44,4.1]}', BARE),
        ('{"more":[{"lux":4},{"lux":41}]}', ROWS),  # another list
        ('{"rows":[{"lux":4},{"lux":41}]}', "body>json:$.rows[*]['l u x']"),  # a key that is not looked for
        ('{"rows":[{"lux":4},{"lux":41}]}', "body>json:$.rows.lux"),  # no list
        ("", ROWS),
    ],
)
def test_nothing_is_marked_where_the_text_is_not_what_the_path_says(content: str, path: str) -> None:
    assert marked(content, path, "4", "41") == []


def test_text_in_text_and_a_list_without_a_name_are_read_as_well() -> None:
    inner = json.dumps({"rows": [{"lux": 4}, {"lux": 41}]})
    assert (
        len(marked(json.dumps({"data": inner}), f"body>json:$.data>{ROWS.partition('>')[2]}", "4", "41")) == 2
    )
    assert marked("[4,41]", "body>json:$[*]", "4", "41") == ["[4", "[4,41"]


def test_of_many_values_the_first_are_looked_for() -> None:
    body = json.dumps({"rows": list(range(1_000))})
    assert len(marks(body, BARE, [str(number) for number in range(1_000)], len(body))) == MOST
    assert marks(body, BARE, ["0", "1"], 10) == []  # nothing beyond the end that was given


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20), st.text(max_size=30)
)
def test_what_is_marked_is_the_value(values: list[float], noise: str) -> None:
    body = json.dumps({"noise": noise, "rows": [{"note": noise, "lux": value} for value in values]})
    told = [repr(value) for value in values]
    found = marks(body, ROWS, told, len(body))
    assert [body[first:last] for first, last in found] == told

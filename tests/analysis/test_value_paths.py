"""What encloses a value is told from its path; the quick way says the same as a search for the last step."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.value_paths import generic, outer

LAST_STEP = re.compile(
    r"""(?:\.[A-Za-z_][A-Za-z0-9_-]{0,127}|\["(?:[^"\n]|(?<=\\)"){0,256}"\]|\[(?:\d{1,9}|\*)\])\Z"""
)


@pytest.mark.parametrize(
    ("path", "encloses"),
    [
        ("body>json:$.device.lat", "body>json:$.device"),
        ("body>json:$.rows[12]", "body>json:$.rows"),
        ("body>json:$.rows[*]", "body>json:$.rows"),
        ('body>json:$.a["odd.key"]', "body>json:$.a"),
        ('body>json:$.a["0]"][3]', 'body>json:$.a["0]"]'),
        ("body>json:$", "body"),
        ("query:lat", "query"),
        ("body>form:a.1b", "body>form"),
        ("header:X-A", "header"),
        ("", ""),
        ("]", ""),
    ],
)
def test_the_last_step_is_taken_off(path: str, encloses: str) -> None:
    assert outer(path) == encloses


def test_all_rows_of_a_list_have_one_path() -> None:
    assert generic("body>json:$.a[3].b[0]") == generic("body>json:$.a[71].b[5]") == "body>json:$.a[*].b[*]"
    assert generic("query:a") == "query:a"


@given(
    st.one_of(
        st.text(alphabet='ab.[]"*\\:>$-_01 \n', max_size=24),
        st.lists(
            st.sampled_from([".a", "[0]", '["x.y"]', "[*]", ".b-c", ">json:$", "query:", ".1", "é", "[٣]"]),
            max_size=8,
        ).map("".join),
    )
)
@example("." + "a" * 128)
@example("." + "a" * 129)
@example("[1234567890]")
def test_a_step_is_what_a_search_finds_at_the_end(path: str) -> None:
    found = LAST_STEP.search(path)
    if found is not None:
        assert outer(path) == path[: found.start()]
    else:
        assert outer(path) in (path.rpartition(">")[0], path[: max(path.rfind(">"), path.rfind(":"), 0)])

"""What turns the direction of reading is shown as what it is; every other text comes through unchanged."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.reading_direction import written_out

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXTS = st.text(st.sampled_from('a\\"u2\u202e\u2066\u200f\u2026é \n0e'), max_size=20)


@pytest.mark.parametrize("sign", TURNING)
@pytest.mark.parametrize("escaped", [True, False])
def test_each_is_written_out(sign: str, escaped: bool) -> None:
    sent = json.dumps({"host": f"a{sign}b"}, ensure_ascii=escaped).encode()
    assert json.loads(written_out(sent)) == {"host": f"a\\u{ord(sign):04x}b"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "שלום\u200f!",
        "سلام\u061c",
        "a … b",
        "\\u202e",
        "\\\\u202e",
        "C:\\users\\u2066",
        "“quoted” – dash",
        "\u2065\u206a",
    ],
)
@pytest.mark.parametrize("escaped", [True, False])
def test_everything_else_stays(text: str, escaped: bool) -> None:
    sent = json.dumps([text], ensure_ascii=escaped).encode()
    assert json.loads(written_out(sent)) == [text]


@given(TEXTS, st.booleans())
def test_it_is_that_text_with_the_signs_written_out(text: str, escaped: bool) -> None:
    sent = json.dumps([text], ensure_ascii=escaped).encode()
    shown = "".join(f"\\u{ord(sign):04x}" if sign in TURNING else sign for sign in text)
    assert json.loads(written_out(sent)) == [shown]

"""Media types are read as RFC 9110 has them, and nonsense gives nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.media_type import parse_media_type


def test_type_and_parameters() -> None:
    assert parse_media_type('Multipart/Form-Data; Boundary="a b;c"; charset=UTF-8') == (
        "multipart/form-data",
        {"boundary": "a b;c", "charset": "UTF-8"},
    )


def test_nothing_gives_nothing() -> None:
    assert parse_media_type("") == parse_media_type("  ") == ("", {})


@given(st.text(max_size=300))
def test_nothing_raises(text: str) -> None:
    media_type, parameters = parse_media_type(text)
    assert media_type == media_type.lower()
    assert isinstance(parameters, dict)

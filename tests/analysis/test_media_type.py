"""Media types are read as RFC 9110 has them, and nonsense gives nothing."""

from __future__ import annotations

from email.message import Message

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


TOKENS = st.text("abzAZ09.+-", max_size=12)


@given(TOKENS, TOKENS, st.sampled_from(["", ";charset=", "; charset=", "; Charset=", ";  charset="]), TOKENS)
def test_the_short_way_says_what_the_library_says(kind: str, sub: str, name: str, value: str) -> None:
    written = f"{kind}/{sub}{name}{value if name else ''}"
    message = Message()
    message["content-type"] = written
    (media_type, _), *parameters = message.get_params(failobj=[]) or [("", "")]
    expected = media_type.strip().lower(), {key.lower(): str(text) for key, text in parameters}
    assert parse_media_type(written) == expected


def test_what_is_given_may_be_changed_without_changing_the_next() -> None:
    parse_media_type("text/plain; charset=utf-8")[1]["charset"] = "x"
    assert parse_media_type("text/plain; charset=utf-8")[1] == {"charset": "utf-8"}

"""What may stand behind a declared type, and what is plain text."""

from __future__ import annotations

import pytest

from analysis.media_class import GENERIC_TYPES, is_plain_text, may_be_unmarked


@pytest.mark.parametrize("media_type", ["", "application/octet-stream", "text/plain", *sorted(GENERIC_TYPES)])
def test_types_that_say_nothing(media_type: str) -> None:
    assert may_be_unmarked(media_type)


@pytest.mark.parametrize(
    "media_type", ["image/png", "application/json", "audio/wav", "text/html", "application/pdf"]
)
def test_types_that_say_something(media_type: str) -> None:
    assert not may_be_unmarked(media_type)


@pytest.mark.parametrize("data", [b"hello", "Grüße, 你好".encode(), b"a\tb\r\nc", b"a" * 10_000])
def test_text_is_plain(data: bytes) -> None:
    assert is_plain_text(data)


@pytest.mark.parametrize(
    "data", [b"a\x00b", b"\x08\x01", b"a" * 100 + b"\x05", "a".encode("utf-16-le"), b"\x1b[0m"]
)
def test_control_characters_are_not(data: bytes) -> None:
    assert not is_plain_text(data)

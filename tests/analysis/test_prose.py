"""Prose is what a person may have written."""

from __future__ import annotations

import pytest

from analysis.prose import is_prose


@pytest.mark.parametrize(
    "text", ["see you at eight", "ok!", "👍", "<p>hello you</p>", "Прийду о восьмій", "где ты?", "gern"]
)
def test_prose(text: str) -> None:
    assert is_prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "success",
        "null",
        "a_b_c",
        "message.sent",
        "https://a.example/b",
        '{"a": 1}',
        "[1]",
        "query { me { id } }",
        "12345",
        "x" * 30,
        "{name}",
    ],
)
def test_what_programs_write(text: str) -> None:
    assert not is_prose(text)


def test_armour_is_no_prose_unless_its_text_can_be_read() -> None:
    assert not is_prose("-----BEGIN PGP MESSAGE-----\n\nwcBMA9l/4VLchyqCn0C6 numrc8zYvisC74")
    assert not is_prose("  -----BEGIN CERTIFICATE-----\nMIIB")
    assert is_prose("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nshall we meet?")

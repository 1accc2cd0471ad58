"""Names written together are split where all of it is known words, three or more; else they stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.glued_names import pieces


@pytest.mark.parametrize(
    "word",
    ["", "deviceid", "heartrate", "username", "useragentstring", "accuracystatus", "identification", "appetite", "x" * 60,
     "deviceidxy", "nationality"],
)  # fmt: skip
def test_what_is_known_as_it_is_or_not_at_all_stays(word: str) -> None:
    assert pieces(word) == (word,)


@pytest.mark.parametrize(
    ("word", "split"),
    [
        ("playerdeviceid", ("player", "device", "id")),
        ("deviceosversion", ("device", "os", "version")),
        ("externaluserphone", ("external", "user", "phone")),
        ("customeremailaddress", ("customer", "email", "address")),
        ("clientfingerprintid", ("client", "fingerprint", "id")),
    ],
)
def test_known_words_are_split(word: str, split: tuple[str, ...]) -> None:
    assert pieces(word) == split


@given(st.text(alphabet="deviceuserappidphone", max_size=40))
def test_nothing_is_lost(word: str) -> None:
    assert "".join(pieces(word)) == word

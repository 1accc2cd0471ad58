"""Sections with names and values open; lists, prose, logs and halves of settings stay closed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.decoders.ini import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[Interface]",
        b"[Interface]\nPrivateKey = x\n",
        b"[1, 2]\na=b\nc=d\n",
        b'["a"]\na=b\nc=d\n',
        b"[INFO]\nstarted at noon, all is well\na=b\nc=d\n",
        b"[note] see below\na=b\nc=d\n",
        b"a=b\nc=d\n[end]\n",
        b"[a]\n= b\nc = d\n",
        b"[a]\n\x00\x01=b\nc=d\n",
    ],
)
def test_what_is_no_settings_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_settings_open_by_section_and_what_comes_again_is_a_list() -> None:
    sent = "[Interface]\n# made by hand\nAddress = 192.0.2.9/32\n\n[Peer]\nPublicKey=a=\nDNS = \n[Peer]\r\nPublicKey=b=\n"
    for data in (sent, sent.encode(), b"\xef\xbb\xbf" + sent.encode()):
        opened = DECODER.open(part(data), 1 << 20)
        assert opened is not None
        assert (opened.label, opened.tree) == (
            "ini",
            {
                "Interface": {"Address": "192.0.2.9/32"},
                "Peer": [{"PublicKey": "a=", "DNS": ""}, {"PublicKey": "b="}],
            },
        )


def test_a_name_given_three_times_is_one_list() -> None:
    opened = DECODER.open(part("[a]\nx=1\nx=2\nx=3\n"), 1 << 20)
    assert opened is not None
    assert opened.tree == {"a": {"x": ["1", "2", "3"]}}


def test_more_than_the_limit_stays_closed() -> None:
    assert DECODER.open(part(b"[a]\nx=1\ny=2\n"), 10) is None


@given(st.one_of(st.binary(max_size=80), st.text(max_size=80)))
@example(b"[]\n=\n")
@example("]\n[a]\n=\n")
def test_any_bytes_below_a_section_open_or_stay_closed(data: bytes | str) -> None:
    head = b"[a]\nx=1\n" if isinstance(data, bytes) else "[a]\nx=1\n"
    opened = DECODER.open(part(head + data), 1 << 20)  # type: ignore[operator]
    if opened is not None:
        assert isinstance(opened.tree, dict)
        assert "a" in opened.tree

"""Lines that log in open with user and password; words of a sentence and other commands stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.login_lines import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a1 LOGIN button label\r\n",
        b"a1 LOGIN lena\r\n",
        b'a1 LOGIN "lena" "open\r\n',
        b"a1 LOGOUT lena x1\r\n",
        b"please LOGIN with lena and x1 now\r\n",
        b"USER reactions\r\nPASSAGE from the book\r\n",
        b"USER lena\r\n",
        b"PASS x1\r\nUSER lena\r\n",
        b"a1 LOGIN lena x1",
    ],
)
def test_what_is_no_login_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


@pytest.mark.parametrize(
    ("data", "user", "password", "label"),
    [
        (b'a1 LOGIN "marlene@example.de" "Sommer 2019!"\r\n', "marlene@example.de", "Sommer 2019!", "imap"),
        (b'a1 login lena "say \\"x\\""\r\n', "lena", 'say "x"', "imap"),
        (b"A.7 LOGIN lena x1\n", "lena", "x1", "imap"),
        (b"USER lena\r\nPASS x1 y\r\nSTAT\r\n", "lena", "x1 y", "login"),
    ],
)
def test_a_login_opens(data: bytes, user: str, password: str, label: str) -> None:
    for sent in (data, data.decode()):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is not None
        assert (opened.label, opened.tree) == (label, {"username": user, "password": password})


@given(st.text(max_size=80))
def test_whatever_stands_in_the_line_nothing_is_raised(text: str) -> None:
    DECODER.open(part(f"a1 LOGIN {text}\r\n"), 1 << 20)
    DECODER.open(part(f"USER {text}\r\nPASS {text}\r\n".encode()), 1 << 20)

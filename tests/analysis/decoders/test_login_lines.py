"""Lines that log in open with user and password; words of a sentence and other commands stay closed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
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
def test_an_imap_line_opens_with_what_stands_in_it_or_stays_closed(text: str) -> None:
    opened = DECODER.open(part(f"a1 LOGIN {text}\r\n"), 1 << 20)
    if opened is None:
        return
    assert isinstance(opened.tree, dict)
    assert set(opened.tree) == {"username", "password"}
    for value in opened.tree.values():
        assert str(value).replace("\\", "") in text.replace("\\", "")  # a quoted string escapes with it


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), min_size=1, max_size=80))
@example('"quoted')
def test_the_lines_of_pop3_and_ftp_open_with_all_that_follows_the_word(text: str) -> None:
    opened = DECODER.open(part(f"USER {text}\r\nPASS {text}\r\n".encode()), 1 << 20)
    assert opened is not None
    assert opened.tree == {"username": text, "password": text}

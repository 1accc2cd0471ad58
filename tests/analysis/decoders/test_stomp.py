"""STOMP frames open with their headers and body; verbs of HTTP, mail and prose stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.stomp import DECODER
from analysis.units import Part


def part(data: bytes | str, *, complete: bool = True) -> Part:
    return Part(path="body", context="body", names=(), data=data, complete=complete)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SEND",
        b"SEND\n\nbody\0",
        b"SEND a letter: today\n\n\0",
        b"SEND\ndestination:/a\n",
        b"SEND\ndestination:/a\n\nbody without its end",
        b"POST / HTTP/1.1\nhost:a\n\n\0",
        b"MESSAGE to all: come\n",
        b"send\ndestination:/a\n\n\0",
        b"\xff\xfeSEND\na:b\n\n\0",
    ],
)
def test_what_is_no_frame_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


HEADER = st.text(alphabet="abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20)


@given(
    st.sampled_from(["SEND", "MESSAGE", "CONNECT"]),
    st.dictionaries(
        HEADER.filter(lambda name: name not in ("command", "content-type")),
        st.text(alphabet="a/1.é ", max_size=20),
        min_size=1,
    ),
    st.text(alphabet='a{}:\n"é ', min_size=1, max_size=60),
)
def test_headers_and_body_come_back(command: str, headers: dict[str, str], body: str) -> None:
    lines = "".join(f"{name}:{value}\r\n" for name, value in headers.items())
    for sent in (f"{command}\r\n{lines}\r\n{body}\0", f"{command}\n{lines}\n{body}\0\n".encode()):
        opened = DECODER.open(part(sent), 1 << 20)
        assert opened is not None
        assert opened.tree == {"command": command, **headers}
        assert [child.data for child in opened.parts] == [body]


def test_escapes_and_the_type_of_the_body() -> None:
    opened = DECODER.open(
        part(b"SEND\ndestination:/a\\cb\ncontent-type:application/json; charset=utf-8\n\n{}\0"), 1 << 20
    )
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert opened.tree["destination"] == "/a:b"
    assert opened.parts[0].media_type == "application/json"


def test_more_than_the_budget_stays_closed() -> None:
    assert DECODER.open(part(b"SEND\na:b\n\n" + b"x" * 100 + b"\0"), 50) is None

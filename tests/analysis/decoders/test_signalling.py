"""SIP and SSDP open with their headers and body; HTTP, words of prose and halves of messages stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.signalling import DECODER
from analysis.units import Part


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"REGISTER sip:a SIP/2.0",
        b"REGISTER now, sip later SIP/2.0\r\nFrom: a\r\n\r\n",
        b"register sip:a.example SIP/2.0\r\nFrom: <sip:a@b>\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nUSN: uuid:1\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\nST: a\r\nUSN: uuid:1\r\n\r\n",
        b"NOTIFY /path HTTP/1.1\r\nHost: a.example\r\n\r\n",
        b"MESSAGE to all: come at eight o'clock\r\n",
        b"REGISTER sip:a.example SIP/2.0\r\nno header at all here\r\n",
        b"DESCRIBE rtsp://a.example/1 HTTP/1.1\r\nCSeq: 1\r\n\r\n",
        b"describe rtsp://a.example/1 RTSP/1.0\r\nCSeq: 1\r\n\r\n",
        b"DESCRIBE the camera RTSP/1.0\r\nCSeq: 1\r\n\r\n",
        b"\x00REGISTER sip:a.example SIP/2.0\r\nFrom: <sip:a@b>\r\n\r\n",
    ],
)
def test_what_is_no_message_stays_closed(data: bytes) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


def test_a_message_over_the_limit_stays_closed() -> None:
    assert DECODER.open(part(b"REGISTER sip:a SIP/2.0\r\nFrom: <sip:a@b>\r\n\r\n"), 20) is None


def test_a_short_message_opens_with_its_text() -> None:
    sent = "MESSAGE sip:a@b.example SIP/2.0\r\nf: <sip:lena@b.example>\r\nContent-Type: text/plain\r\n\r\nBis später"
    for data in (sent, sent.encode()):
        opened = DECODER.open(part(data), 1 << 20)
        assert opened is not None
        assert opened.tree == {
            "start": "MESSAGE sip:a@b.example SIP/2.0", "From": "<sip:lena@b.example>", "Content-Type": "text/plain",
        }  # fmt: skip
        assert [(child.name, child.data, child.media_type) for child in opened.parts] == [
            ("body", "Bis später".encode(), "text/plain")
        ]


def test_a_request_to_a_camera_opens() -> None:
    sent = b"DESCRIBE rtsp://192.0.2.4:554/1 RTSP/1.0\r\nCSeq: 3\r\nAuthorization: Basic eDp5\r\n\r\n"
    opened = DECODER.open(part(sent), 1 << 20)
    assert opened is not None
    assert (opened.label, opened.tree) == (
        "rtsp",
        {"start": "DESCRIBE rtsp://192.0.2.4:554/1 RTSP/1.0", "CSeq": "3", "Authorization": "Basic eDp5"},
    )


def test_an_announcement_opens() -> None:
    opened = DECODER.open(part(b"NOTIFY * HTTP/1.1\r\nUSN: uuid:1\r\nNTS: ssdp:alive\r\n\r\n"), 1 << 20)
    assert opened is not None
    assert (opened.label, opened.tree) == (
        "ssdp", {"start": "NOTIFY * HTTP/1.1", "USN": "uuid:1", "NTS": "ssdp:alive"},
    )  # fmt: skip


def test_the_answer_to_a_search_opens() -> None:
    opened = DECODER.open(part("HTTP/1.1 200 OK\r\nSt: upnp:rootdevice\r\nUsn: uuid:1\r\n\r\n"), 1 << 20)
    assert opened is not None
    assert (opened.label, opened.tree) == (
        "ssdp", {"start": "HTTP/1.1 200 OK", "St": "upnp:rootdevice", "Usn": "uuid:1"},
    )  # fmt: skip


@given(st.binary(max_size=400), st.text(max_size=60))
def test_whatever_follows_a_start_line_it_opens_under_that_or_stays_closed(rest: bytes, name: str) -> None:
    for data in (b"SIP/2.0 200 OK\r\n" + rest, f"SIP/2.0 200 OK\r\n{name}: a\r\n\r\n"):
        opened = DECODER.open(part(data), 1 << 20)
        if opened is None:
            continue
        assert isinstance(opened.tree, dict)
        assert (opened.label, opened.tree["start"]) == ("sip", "SIP/2.0 200 OK")
        assert len(opened.tree) > 1  # a start line alone says nothing

"""Multipart bodies open into named values and parts, also where senders are sloppy."""

from __future__ import annotations

from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart

import httpx
import pytest

from analysis.decoders.multipart import DECODER
from analysis.media_type import parse_media_type
from analysis.units import Part

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256))


def part(data: bytes | str, content_type: str) -> Part:
    media_type, parameters = parse_media_type(content_type)
    return Part(
        path="body", context="body", names=(), data=data, media_type=media_type, parameters=parameters
    )


def test_a_form_as_a_real_client_sends_it() -> None:
    request = httpx.Request(
        "POST",
        "http://a.example/",
        data={"caption": "café", "lat": "52.2"},
        files={"photo": ("p.jpg", JPEG, "image/jpeg")},
    )
    opened = DECODER.open(part(request.read(), request.headers["content-type"]), 1 << 20)
    assert opened is not None
    assert opened.tree == {"caption": "café", "lat": "52.2"}
    photo = opened.parts[0]
    assert (photo.data, photo.step, photo.name, photo.media_type, photo.filename) == (
        JPEG,
        "photo",
        "photo",
        "image/jpeg",
        "p.jpg",
    )


def test_parts_without_names_are_numbered() -> None:
    message = MIMEMultipart("mixed", boundary="b")
    message.attach(
        MIMEApplication(
            b"\x00\x01", "octet-stream", lambda item: item.set_payload(b"\x00\x01".decode("latin-1"))
        )
    )
    body = b"--b\r\nContent-Type: application/octet-stream\r\n\r\n\x00\x01\r\n--b--\r\n"
    opened = DECODER.open(part(body, message["content-type"]), 1 << 20)
    assert opened is not None
    assert (opened.parts[0].step, opened.parts[0].data) == ("0", b"\x00\x01")


def test_lines_that_end_with_lf_only_and_a_missing_end_are_read() -> None:
    opened = DECODER.open(
        part(
            b'--b\nContent-Disposition: form-data; name="a"\n\none\n--b\n', "multipart/form-data; boundary=b"
        ),
        1 << 20,
    )
    assert opened is not None
    assert opened.tree == {"a": "one"}


def test_a_compressed_part_keeps_its_encoding() -> None:
    head = (
        b'Content-Disposition: form-data; name="d"\r\nContent-Encoding: gzip\r\nContent-Type: application/x'
    )
    body = b"--b\r\n" + head + b"\r\n\r\nzz\r\n--b--"
    opened = DECODER.open(part(body, 'multipart/form-data; boundary="b"'), 1 << 20)
    assert opened is not None
    assert opened.parts[0].encodings == ("gzip",)


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"--b\r\n\r\nx\r\n--b--", "text/plain; boundary=b"),
        (b"--b\r\n\r\nx\r\n--b--", "multipart/form-data"),
        (b"no delimiter here", "multipart/form-data; boundary=b"),
        ("--b\r\n\r\nx", "multipart/form-data; boundary=b"),
        (b"--b--", "multipart/form-data; boundary=b"),
    ],
)
def test_what_is_no_multipart_stays_closed(data: bytes | str, content_type: str) -> None:
    assert DECODER.open(part(data, content_type), 1 << 20) is None

"""A session of SMTP and a message for IMAP open into the mail; commands alone and prose stay closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.mail_session import DECODER
from analysis.units import Part

MAIL = "From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nHello\r\n"
SMTP = "EHLO [192.0.2.3]\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n" + MAIL


def part(data: bytes | str) -> Part:
    return Part(path="body", context="body", names=(), data=data)


def test_smtp_gives_the_envelope_and_the_mail() -> None:
    opened = DECODER.open(part((SMTP + "..dotted\r\n.\r\nQUIT\r\n").encode()), 1 << 20)
    assert opened is not None
    assert (opened.label, opened.tree) == ("smtp", {"mail_from": "a@example.org", "rcpt_to": "b@example.org"})
    assert [inner.data for inner in opened.parts] == [(MAIL + ".dotted\r").encode()]


def test_imap_stores_a_mail() -> None:
    opened = DECODER.open(part(f'a12 APPEND "Sent" {{{len(MAIL)}}}\r\n{MAIL}'), 1 << 20)
    assert opened is not None
    assert (opened.label, opened.tree, opened.parts[0].data) == ("imap", None, MAIL.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "EHLO mail.example.org\r\n",
        "EHLO mail.example.org\r\nMAIL FROM:<a@example.org>\r\nQUIT\r\n",
        "a12 LOGIN jule secret\r\n",
        "a12 SELECT INBOX\r\n",
        "Say EHLO to the server\r\nDATA\r\nmore of the text\r\n",
        MAIL,
    ],
)
def test_other_texts_stay_closed(text: str) -> None:
    assert DECODER.open(part(text), 1 << 20) is None
    assert DECODER.open(part(text.encode()), 1 << 20) is None


@given(st.binary(max_size=80))
def test_any_end_opens_or_stays_closed(data: bytes) -> None:
    opened = DECODER.open(part(SMTP.encode() + data), 1 << 20)
    assert opened is not None
    assert opened.label == "smtp"

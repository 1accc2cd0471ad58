"""Whole e-mails open into their fields, text and attachments; what only begins like one stays text."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.mail import DECODER
from analysis.units import Part

HEAD = "From: Anna <anna@home.example>\r\nTo: bob@work.example\r\nSubject: sick leave\r\n"


def part(data: bytes | str, media_type: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, media_type=media_type)


@pytest.mark.parametrize(
    "data",
    [
        "",
        HEAD,  # no empty line, no text
        "From: one number\r\nTo: another\r\n\r\nA poem.",
        "Subject: a note of my own\r\nDate: today\r\n\r\ntext",
        "Content-Type: text/html\r\nDate: Fri\r\n\r\n<p>anna@home.example</p>",
        "From: anna@home.example\n\nno other field",
        "Dear Anna,\n\nfrom: me\nto: you@home.example\n\nbye",
        "from here to there: a walk\n\ntext",
        "GET / HTTP/1.1\r\nHost: a.example\r\nFrom: anna@home.example\r\n\r\n",
        "BEGIN:VCARD\nFN:Anna\nEMAIL:anna@home.example\nEND:VCARD\n\n",
        "x" * 30 + "\n" + HEAD + "\r\ntext",
    ],
)
def test_what_is_no_mail_stays_closed(data: str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None
    assert DECODER.open(part(data.encode()), 1 << 20) is None


def test_fields_and_text() -> None:
    for data in (
        HEAD + "\r\nI have a fever.\r\n",
        (HEAD + "\r\nI have a fever.\r\n").replace("\r\n", "\n").encode(),
    ):
        opened = DECODER.open(part(data), 1 << 20)
        assert opened is not None
        assert opened.tree == {
            "From": "Anna <anna@home.example>",
            "To": "bob@work.example",
            "Subject": "sick leave",
            "text": "I have a fever.",
        }


def test_an_attachment_is_a_part_of_its_own() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "anna@home.example", "bob@work.example", "Füße"
    mail.set_content("see you at eight")
    mail.add_alternative("<p>see you at eight</p>", subtype="html")
    mail.add_attachment(b"\xff\xd8\xff\xe0picture", maintype="image", subtype="jpeg", filename="a>b.jpg")
    opened = DECODER.open(part(mail.as_bytes(), "message/rfc822"), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert (opened.tree["Subject"], opened.tree["text"]) == ("Füße", "see you at eight")
    (picture,) = opened.parts
    assert (picture.data, picture.media_type, picture.step) == (
        b"\xff\xd8\xff\xe0picture",
        "image/jpeg",
        "a_b.jpg",
    )


def test_a_body_of_another_type_stays_closed() -> None:
    assert DECODER.open(part((HEAD + "\r\ntext").encode(), "image/png"), 1 << 20) is None
    assert DECODER.open(part((HEAD + "\r\ntext").encode()), 10) is None


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x17F), min_size=1, max_size=60))
def test_a_text_comes_back(text: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "anna@home.example", "bob@work.example", "hi"
    mail.set_content(text)
    opened = DECODER.open(part(mail.as_bytes()), 1 << 20)
    assert opened is not None
    assert isinstance(opened.tree, dict)
    assert opened.tree.get("text", "") == text.strip()


def test_hostile_mails_are_bounded() -> None:
    nested = HEAD + "".join(
        f"Content-Type: multipart/mixed; boundary={n}\r\n\r\n--{n}\r\n" for n in range(400)
    )
    DECODER.open(part(nested + "\r\nx"), 1 << 20)
    many = HEAD + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n" * 5_000
    opened = DECODER.open(part(many), 1 << 20)
    assert opened is None or len(opened.parts) <= 100

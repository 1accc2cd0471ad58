"""What a keyboard, an assistant or a clipboard tells is found; what a field asks for is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.typed_text import DETECTOR
from analysis.records import Confidence, Observation, Transmission

See = Callable[..., list[Observation]]


def of(body: bytes) -> list[Observation]:
    """What is seen in bytes that are the whole body."""
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
        scheme="https", host="a.example", port=443, path="/", query="", request_headers=(), body=body, body_size=len(body),
    )  # fmt: skip
    return list(DETECTOR.detect(open_message(sent)))


@pytest.fixture
def sip() -> Callable[[str], list[Observation]]:
    return lambda sent: of(sent.encode())


@pytest.fixture
def protobuf() -> Callable[..., list[Observation]]:
    def sent(text: str, app: str) -> list[Observation]:
        inner = b"".join(
            bytes([tag, len(told.encode())]) + told.encode() for tag, told in ((10, text), (18, app))
        )
        return of(b"\x0a\x09keyboard1" + bytes([34, len(inner)]) + inner)

    return sent


@pytest.mark.parametrize(
    "body",
    [
        {"typed_text": "", "keystrokes": 412, "clipboard": True},
        {"typedTextLabel": "Type your message here"},
        {"keyboard_input_placeholder": "What is on your mind?"},
        {"clipboard": "https://shop.example/a?b=c"},
        {"clipboardText": "4f5e6d7c-8b9a-4011-8233-445566778899"},
        {"input_text": "Enter your name", "text": "hello there my friend"},
        {"typed_text": "password", "composing_text": "hel"},
        {"pasted_text": '{"a": 1, "b": "two words"}'},
        {"clipboard_enabled": "yes it is", "keystroke_count": "many of them"},
        {"typed": "I think so too"},
        {"spoken_text_error": "no speech was heard"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"typed_text": "I think I might be pregnant", "app": "com.example.chat"},
        {"ime": {"composingText": "see you at eight"}},
        {"keyboard": {"committed_text": "my pin is in the drawer"}},
        {"clipboard": {"text": "x"}, "clipboardText": "Anna, Wiesenweg 12"},
        {"pasteboard": "Dear Anna, thank you"},
        {"assistant": {"dictatedText": "call my doctor tomorrow"}},
        {"events": [{"keystrokes": "i hate mondays"}]},
        {"keyboardInput": "where is the clinic"},
        {"clip_text": "wir sehen uns um acht"},
        {"textBeingTyped": "bin gleich da"},
        {"utterance_text": "what is a lump"},
    ],
)
def test_finds(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.confidence) == ("message.text", "x_message", Confidence.LIKELY)


def test_the_text_of_a_sip_message_is_found(sip: Callable[[str], list[Observation]]) -> None:
    (found,) = sip(
        "MESSAGE sip:a@b.example SIP/2.0\r\nFrom: <sip:l@b.example>\r\n\r\nIch komme später, sorry.\r\n"
    )
    assert (found.rule, found.path, found.value) == (
        "typed_text.sip",
        "body>sip:body",
        "Ich komme später, sorry.",
    )


@pytest.mark.parametrize(
    "sent",
    [
        "INVITE sip:a@b.example SIP/2.0\r\nFrom: <sip:l@b.example>\r\n\r\nIch komme später, sorry.\r\n",
        "MESSAGE sip:a@b.example SIP/2.0\r\nFrom: <sip:l@b.example>\r\n\r\n4711\r\n",
        "MESSAGE sip:a@b.example SIP/2.0\r\nFrom: <sip:l@b.example>\r\n\r\n",
    ],
)
def test_other_bodies_of_sip_are_no_message(sip: Callable[[str], list[Observation]], sent: str) -> None:
    assert sip(sent) == []


def test_a_text_beside_an_app_without_names(protobuf: Callable[..., list[Observation]]) -> None:
    (found,) = protobuf("我明天要去医院检查身体", "com.tencent.mm")
    assert (found.rule, found.value) == ("typed_text.beside_app", "我明天要去医院检查身体")


@pytest.mark.parametrize(
    ("text", "app"),
    [
        ("微信", "com.tencent.mm"),
        ("Beispiel Karten", "com.example.maps"),
        ("org.example.other", "com.example.maps"),
        ("I think I shall be late", "not a package"),
    ],
)
def test_a_name_beside_an_app_is_not_typed(
    protobuf: Callable[..., list[Observation]], text: str, app: str
) -> None:
    assert protobuf(text, app) == []


CHECKED = {"text": "I has told my doctor about it", "language": "en-GB"}


@pytest.mark.parametrize(
    ("form", "path"),
    [
        (CHECKED | {"enabledOnly": "false"}, "/v2/check"),
        (CHECKED, "/grammar"),
        (CHECKED, "/v7.0/spellcheck"),
        (CHECKED, "/proofread/"),
    ],
)
def test_what_is_sent_to_be_checked(see: See, form: dict[str, str], path: str) -> None:
    (seen,) = see(DETECTOR, form=form, path=path)
    assert (seen.category, seen.rule, seen.path) == ("message.text", "typed_text.checked", "body>form:text")


@pytest.mark.parametrize(
    ("form", "path"),
    [
        (CHECKED, "/v2/check"),
        (CHECKED, "/health/check"),
        (CHECKED | {"level": "1"}, "/checkout"),
        (CHECKED, "/grammars/de"),
        ({"text": CHECKED["text"]}, "/grammar"),
        (CHECKED | {"text": "Save file"}, "/grammar"),
        (CHECKED | {"text": '{"a": "b c d e f g"}'}, "/grammar"),
    ],
)
def test_what_is_not_sent_to_be_checked(see: See, form: dict[str, str], path: str) -> None:
    assert see(DETECTOR, form=form, path=path) == []

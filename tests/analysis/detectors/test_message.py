"""Messages by the fields around them; logs, faults, dialogs and translations talk of messages too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.message import DETECTOR
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation, Transmission

See = Callable[..., list[Observation]]
SENT = Transmission(id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 1, 1, tzinfo=UTC), writer="test")


@pytest.mark.parametrize(
    "body",
    [
        {"message": "ok"},
        {"message": "Could not reach the server", "level": "error"},
        {"text": "Add to cart", "type": "button"},
        {"title": "Welcome", "body": "Tap here to begin"},
        {"to": "/home", "message": "navigated home"},
        {"from": "2026-01-01", "to": "2026-02-01", "text": "the statistics of January"},
        {"from": "en", "to": "de", "text": "Where is the station?"},
        {"from": 1700000000, "to": 1700003600, "message": "no data here"},
        {"to": "user@example.org", "message": "sent"},
        {"to": "user@example.org", "content": "0123456789abcdef0123456789abcdef"},
        {"to": "user@example.org", "body": "https://example.org/unsubscribe"},
        {"thread_id": 12, "message": "Main thread blocked for 5 s"},
        {"threadName": "main", "to": "user@example.org", "message": "Main thread blocked"},
        {"sender": "com.example.app", "message": "Low memory warning"},
        {"channel": "web", "text": "Summer sale starts today"},
        {"channel": "stable", "message": "A new version is here"},
        {"author": "Anna", "content": "An article about bees", "tags": ["bees"]},
        {"id": 7, "text": "An option of a survey"},
        {"comment": {"text": "a nice place"}},
        {"error": "bad", "to": "user@example.org", "message": "Delivery failed for this user"},
        {"address": "Main Street 5", "body": "two floors", "type": "house"},
        {"address": "10.0.0.1", "body": "x", "read": True},
        {"role": "user", "content": True},
        {"role": "user", "content": "viewer of all things"},
        {"messages": [{"role": "system", "content": "You are a helpful assistant"}]},
        {"messages": [{"role": "assistant", "content": "I can help with that"}]},
        {"messages": 12, "unread_messages": "3"},
        {"recipient": "all", "message": "Everybody sees this"},
        {"chat_id": None, "text": "a draft of nothing"},
        {"conversation": "", "text": "a draft of nothing"},
        {"msgtype": "text", "body": "a text of a log line"},
        {"breadcrumbs": [{"type": "log", "message": "user tapped on button", "level": "info"}]},
        {"to": "5", "text": "the range ends"},
        {"query": "q", "to": "user@example.org", "text": "search for people"},
        {"content": [{"type": "text/css", "value": "body of a page"}], "subject": "Hello there"},
        {"note": "Subject: a word with a colon\nand a second line of nothing much in particular"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "path", "confidence"),
    [
        ({"chat_id": 4711, "text": "see you at eight"}, "$.text", Confidence.LIKELY),
        ({"to": "+491715550101", "from": "+491715550102", "body": "see you at eight"}, "$.body", Confidence.LIKELY),
        (
            {"messaging_product": "whatsapp", "to": "491715550101", "type": "text", "text": {"body": "see you at eight"}},
            "$.text.body", Confidence.LIKELY,
        ),
        ({"msgtype": "m.text", "body": "see you at eight"}, "$.body", Confidence.CERTAIN),
        ({"conversationId": "c-18", "messageText": "Hi!"}, "$.messageText", Confidence.LIKELY),
        ({"roomId": "r18", "message": "\U0001f602\U0001f602"}, "$.message", Confidence.LIKELY),
        (
            {"sms": [{"address": "+491715550101", "body": "Your parcel is here", "date": 1700000000000, "type": 1}]},
            "$.sms[0].body", Confidence.CERTAIN,
        ),
        ({"senderId": "u-123456", "clientMessageId": "9", "content": "see you at eight"}, "$.content", Confidence.LIKELY),
        ({"recipientId": "u-123456", "text": "see you at eight"}, "$.text", Confidence.LIKELY),
        ({"messages": [{"role": "user", "content": "Why does my chest hurt?"}]}, "$.messages[0].content", Confidence.LIKELY),
        (
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "Why does my chest hurt?"}]}]},
            "$.messages[0].content[0].text", Confidence.LIKELY,
        ),
        ({"to": "anna@example.org", "subject": "Results", "html": "<p>Here they are</p>"}, "$.html", Confidence.LIKELY),
        ({"remoteJid": "491715550101@s.whatsapp.net", "conversation": "x", "text": "yes, at eight"}, "$.text",
        Confidence.LIKELY),
    ],
)  # fmt: skip
def test_finds(see: See, body: object, path: str, confidence: Confidence) -> None:
    (seen,) = [seen for seen in see(DETECTOR, body) if seen.category == "message.text"]
    assert (seen.path, seen.property, seen.confidence) == (f"body>json:{path}", "x_message", confidence)
    assert seen.measures is not None
    assert seen.measures.size == len(seen.value)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/chat.postMessage", {"channel": "C024BE91L", "text": "see you at eight"}),
        ("/api/v9/channels/123/messages", {"content": "see you at eight", "nonce": "1", "tts": False}),
        ("/v1.0/me/sendMail", {"message": {"subject": "Results", "body": {"contentType": "Text",
        "content": "Here they are"}}}),
        ("/api/conversations/12/messages", {"body": "see you at eight", "localId": "7"}),
    ],
)  # fmt: skip
def test_an_address_for_messages(see: See, path: str, body: object) -> None:
    assert [seen.category for seen in see(DETECTOR, body, path=path)][:1] == ["message.text"]
    assert see(DETECTOR, {"text": "Continue", "style": "primary"}, path=path) == []


def test_a_form_of_a_short_message(see: See) -> None:
    found = see(DETECTOR, form={"To": "+491715550101", "From": "+491715550102", "Body": "see you at eight"})
    assert {(seen.category, seen.property) for seen in found} == {
        ("message.text", "x_message"),
        ("message.metadata", "x_messageRecipient"),
        ("message.metadata", "x_messageSender"),
    }


def test_subject_and_people_are_metadata(see: See) -> None:
    body = {"from": "a@example.org", "to": "b@example.org", "subject": "Results", "text": "Here they are"}
    found = {seen.property: seen.value for seen in see(DETECTOR, body)}
    assert found == {
        "x_message": "Here they are",
        "x_messageSubject": "Results",
        "x_messageRecipient": "b@example.org",
        "x_messageSender": "a@example.org",
    }


def test_a_whole_mail() -> None:
    text = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Results\r\n\r\nHere they are.\r\n"
    leaf = Leaf(path="body", context="body", name="", names=(), value=text)
    (seen,) = DETECTOR.detect(Payload(transmission=SENT, leaves=(leaf,)))
    assert (seen.rule, seen.confidence) == ("message.mail", Confidence.CERTAIN)
    headers = Leaf(
        path="body", context="body", name="", names=(), value=text.partition("\r\n\r\n")[0] + "\r\n\r\n"
    )
    assert list(DETECTOR.detect(Payload(transmission=SENT, leaves=(headers,)))) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (
            {"blocks": [{"type": "paragraph", "text": "How do I delete my account?"}]},
            "/messenger/web/conversations",
        ),
        ({"parts": [{"type": "text", "text": "How do I delete my account?"}]}, "/v1/messages"),
        ({"content": {"elements": [{"type": "mrkdwn", "text": "see you at eight"}]}}, "/chat.postMessage"),
        (
            {
                "methodCalls": [
                    [
                        "Email/set",
                        {
                            "create": {
                                "k": {"subject": "Papers", "bodyValues": {"b": {"value": "Sign, please."}}}
                            }
                        },
                        "c",
                    ]
                ]
            },
            "/jmap",
        ),
        (
            {"raw": "From: a@b.example\r\nTo: c@d.example\r\nSubject: hi\r\n\r\nSee you at eight.\r\n"},
            "/send",
        ),
        (
            {
                "mime": "Message-ID: <1@b.example>\nFrom: A <a@b.example>\nTo: c@d.example\nDate: Fri\n\nSee you at eight."
            },
            "/x",
        ),
    ],
)
def test_finds_messages_in_other_formats(see: See, body: object, path: str) -> None:
    assert "message.text" in [seen.category for seen in see(DETECTOR, body, path=path)]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"blocks": [{"type": "paragraph", "text": "How do I delete my account?"}]}, "/v1/pages"),
        ({"blocks": [{"type": "image", "text": "a picture of a cat"}]}, "/v1/messages"),
        ({"bodyValues": {"value": "not of a mail"}}, "/x"),
        ({"b": {"value": "Please find attached."}}, "/jmap"),
        ({"menu": [{"type": "text", "text": "Open the door"}]}, "/v1/messages"),
        ({"raw": "Subject: only a line that looks so\n"}, "/send"),
        ({"raw": "From: one number to another\nTo: 7\n\nA text of a poem."}, "/send"),
        ({"headers": "Content-Type: text/html\nDate: Fri, 2 Jan 2026\n\n<p>"}, "/x"),
    ],
)
def test_blocks_and_headers_of_something_else(see: See, body: object, path: str) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("body", "path", "found"),
    [
        ({"subject": "Kein Netz", "requester": {"email": "f@example.net"}, "comment": {"body": "Kein Empfang hier."}},
         "/api/tickets", True),
        ({"messages": [{"body": "Er ist da.", "date": 1788912000000, "read": 0, "type": 1, "thread_id": 88}]}, "/", True),
        ({"severity": "high", "comment": {"body": "Disk 81% full on node four"}}, "/api/tickets", False),
        ({"subject": "Kein Netz", "comment": {"body": "Kein Empfang hier."}}, "/api/tickets", False),
        ({"subject": "Netz", "requester": {"email": "f@example.net"}, "comment": {"body": "Nichts geht."}}, "/news", False),
        ({"posts": [{"body": "Er ist da.", "date": 1788912000000, "read": 0}]}, "/", False),
    ],
)  # fmt: skip
def test_tickets_and_stored_short_messages(see: See, body: object, path: str, *, found: bool) -> None:
    assert bool([seen for seen in see(DETECTOR, body, path=path) if seen.category == "message.text"]) is found


def test_a_short_text_between_two(see: See) -> None:
    said = {"from": "*DOOR", "to": "ECHOECHO", "text": "The neighbour rang, she comes back at six."}
    found = see(DETECTOR, form=said, path="/send_simple")
    assert {one.property for one in found} == {"x_message", "x_messageRecipient", "x_messageSender"}
    assert see(DETECTOR, form=said, path="/timetable") == []


def test_the_body_of_a_mail_in_xml() -> None:
    mail = "<Items><Message><Subject>Knee</Subject><Body BodyType='Text'>May I run again next week?</Body></Message></Items>"
    (seen, subject) = found_in(mail)
    assert seen.path.endswith('Body["#text"]')
    assert subject.property == "x_messageSubject"
    assert found_in(mail.replace("<Subject>Knee</Subject>", "")) == []
    assert found_in(mail.replace(" BodyType='Text'", " lang='en'")) == []


def test_a_list_of_messages_beside_whom_they_are_for(see: See) -> None:
    texts = [{"type": "text", "text": "I am late, do not wait"}]
    assert see(DETECTOR, {"to": "U4af49806292f1c0e7b83d5a9", "messages": texts})
    assert see(DETECTOR, {"to": "form", "messages": texts}) == []
    assert see(DETECTOR, {"messages": texts}) == []


def found_in(xml: str) -> list[Observation]:
    data = xml.encode()
    return list(
        DETECTOR.detect(
            open_message(
                Transmission(
                    id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test",
                    request_headers=(("Content-Type", "text/xml"),), body=data, body_size=len(data),
                )
            )
        )
    )  # fmt: skip


ASKED = "Wie sage ich das unserem Sohn?"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"messages": [{"author": {"role": "assistant"}, "content": {"parts": [ASKED]}}]}, False),
        (
            {
                "messages": [
                    {
                        "author": {"role": "user"},
                        "content": {"parts": ["img-1.png"]},
                    }
                ]
            },
            False,
        ),
        ({"author": {"role": "editor"}, "content": {"parts": [ASKED]}}, False),
        ({"form": {"input": {"text": ASKED}}}, False),
        ({"lang": "de", "conversation_id": "01J0R6M4Q2", "input": {"text": ASKED}}, False),
        (
            {
                "messages": [
                    {"author": {"role": "user"}, "content": {"content_type": "text", "parts": [ASKED]}}
                ]
            },
            True,
        ),
        ({"turns": [{"author": {"role": "human"}, "parts": [ASKED]}]}, True),
        ({"start_stage": "intent", "conversation_id": None, "input": {"text": ASKED}}, True),
        ({"conversation_id": "01J0R6M4Q2", "input": {"text": ASKED}}, True),
    ],
)
def test_turns_of_a_talk_with_an_assistant(see: See, body: object, *, found: bool) -> None:
    assert [item.value for item in see(DETECTOR, body)] == [ASKED] * found


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/orders", {"recipient": "Margit", "message": "Happy birthday to you and yours", "price": 3.9}),
        ("/chat", {"recipient": "Margit", "message": "sent"}),
        ("/chat", {"recipient": "", "message": "See you at the station at six"}),
        ("/chat", {"strings": {"recipient": "Recipient", "message": "Write your message to us here"}}),
        ("/chat", {"recipient": "Margit", "message": "No such user was found", "error": 404}),
        (
            "/chat",
            {"templates": [{"recipient": "customer", "message": "Thanks for asking us today", "lang": "en"}]},
        ),
    ],
)
def test_no_message_to_somebody(see, path, body) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    "body",
    [
        {"recipient": "Margit", "message": "See you at the station at six"},
        {"vastaanottaja": "Aino", "viesti": "Olen vähän myöhässä, aloittakaa ilman minua"},
        {"nguoi_nhan": "Lan", "noi_dung": "Mình sẽ đến muộn mười phút nhé"},
    ],
)
def test_a_sentence_to_somebody_where_people_chat(see, body) -> None:
    assert "message.text" in {item.category for item in see(DETECTOR, body, path="/chat/send")}

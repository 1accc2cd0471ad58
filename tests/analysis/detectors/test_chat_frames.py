"""Messages are found in the frames that send them; logs, commits, translations and pings are none."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from analysis.detectors.chat_frames import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]

TEXT = "I am leaving him on Sunday"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"operation": "create_commit_message", "message": "Fix the build on ARM"}, "/x"),
        ({"event": "new_log_message", "message": "cache warmed in 12 seconds", "level": "info"}, "/x"),
        ({"action": "add_text", "text": "Please sign in again", "locale": "en"}, "/x"),
        ({"method": "sendMessage", "params": [{"msg": "ok"}]}, "/x"),
        ({"type": "message", "text": "Connection established with the server"}, "/x"),
        ([None, "11", "phoenix", "heartbeat", {"body": TEXT}], "/x"),
        (["3", "9", "room:7", "presence_state", {"body": TEXT}], "/x"),
        ({"model": "m", "prompt": "hi"}, "/x"),
        ({"prompt": "How do I tell my parents?"}, "/x"),
        ({"model": "tts-1", "voice": "a", "input": "Read this out to me"}, "/x"),
        ({"status": "I told my family today"}, "/statuses"),
        ({"status": "done", "visibility": "direct"}, "/statuses"),
        ({"comment": "My therapist cancelled twice", "rating": 2}, "/search"),
        ({"method": "getMessages", "params": {"text": TEXT}}, "/x"),
        # a call without a text, and another object whose name begins alike
        ({"a": {"method": "sendMessage", "params": ["ok"]}, "ab": {"text": TEXT}}, "/x"),
    ],
)
def test_finds_nothing_in(see: See, body: object, path: str) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (
            {
                "msg": "method",
                "method": "sendMessage",
                "params": [{"_id": "a", "rid": "GENERAL", "msg": TEXT}],
            },
            "/x",
        ),
        ({"type": 1, "target": "SendMessage", "arguments": ["mira", TEXT]}, "/x"),
        ({"operationName": "SendMessage", "variables": {"matchId": "9", "text": TEXT}}, "/graphql"),
        ({"command": "message", "data": json.dumps({"action": "speak", "message": TEXT})}, "/cable"),
        (["3", "9", "room:7", "new_msg", {"body": TEXT}], "/x"),
        ({"model": "llama3", "prompt": TEXT}, "/x"),
        ({"model": "gpt", "input": TEXT}, "/x"),
        ({"status": TEXT, "visibility": "direct"}, "/api/v1/statuses"),
        ({"comment": TEXT, "rating": 2}, "/places/1/reviews"),
    ],
)
def test_finds_the_text(see: See, body: object, path: str) -> None:
    (seen,) = see(DETECTOR, body, path=path)
    assert (seen.category, seen.value) == ("message.text", TEXT)


def test_what_somebody_writes_to_makers_is_told_and_what_a_program_found_is_not(see) -> None:
    said = "Since yesterday the diary shows my appointments twice."
    assert (
        see(DETECTOR, {"target": "parser", "message": "heap buffer overflow in parse header"}, path="/bugs")
        == []
    )
    assert [seen.value for seen in see(DETECTOR, {"comment": said, "reporter": "u-8"}, path="/v2/bugs")] == [
        said
    ]
    assert see(DETECTOR, {"description": said, "email": "a@b.example"}, path="/v2/records") == []

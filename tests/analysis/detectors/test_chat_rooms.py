"""Short frames of a chat hold messages; notices of the service, logs and news for all subscribers do not."""

from __future__ import annotations

import pytest

from analysis.detectors.chat_frames import DETECTOR

TEXT = "Ich bin krank und bleibe zu Hause"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"t": "typing", "room": "7b", "txt": TEXT}, "/x"),
        ({"t": "msg", "room": "7b", "from": "system", "txt": TEXT}, "/x"),
        ({"t": "msg", "room": "7b", "txt": "ok"}, "/x"),
        ({"t": "msg", "room": "7b", "txt": TEXT, "level": "info"}, "/x"),
        ({"t": "msg", "to": "all-users", "txt": TEXT}, "/x"),
        ({"t": "msg", "room": "7b", "txt": TEXT}, "/push"),
        ({"t": "msg", "room": "https://a.example/x", "txt": TEXT}, "/x"),
        ({"room": "7b", "c": TEXT}, "/x"),
        (["msg", "7b", 52, TEXT], "/x"),
        (["msg", "system notice", 52, TEXT], "/chat"),
    ],
)
def test_finds_nothing_in(see, body, path) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"t": "msg", "room": "7b", "txt": TEXT}, "/x"),
        ({"typ": "nachricht", "an": "papa", "text": TEXT}, "/x"),
        ({"ev": "msg", "salon": "table-12", "u": "lea", "c": TEXT}, "/x"),
        ({"t": "msg", "d": {"kanal": "eltern", "inhalt": TEXT}}, "/x"),
        ({"room": "7b", "from": "mia", "txt": TEXT}, "/chat"),
        (["msg", "7b", 52, TEXT], "/chat"),
    ],
)
def test_finds_what_somebody_wrote(see, body, path) -> None:
    assert [item.value for item in see(DETECTOR, body, path=path)] == [TEXT]

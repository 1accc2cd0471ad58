"""Accounts and numbers as addresses of calls and chats are found; links of a page, offices and words are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.account_address import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"note": "sip: taste slowly, then swallow"},
        {"button": {"href": "tel:+4315550123"}},
        {"support": "tel:+4315550123"},
        {"remote": "sip:+999123@voip.example.de"},
        {"remote": "tel:112"},
        {"from": "<sip:ping@198.51.100.7>;tag=1"},
        {"to": "sip:voip.example.de"},
        {"to": "<tel:lena@example.de>"},
        {"text": "write to xmpp or sip, as you like"},
        {"iq": {"from": "noor@example.de"}},
        {"mail": "noor@example.de"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "query",
    [
        {"user": "all", "limit": "20"},
        {"user": "mathilde.roth"},
        {"user": "{user}", "DeviceId": "a1"},
        {"user": "8812", "deviceid": "a1"},
    ],
)
def test_finds_nothing_in_the_query(see: See, query: dict[str, str]) -> None:
    assert see(DETECTOR, query=query) == []


@pytest.mark.parametrize(
    ("body", "category", "value"),
    [
        ({"remote": "sip:+49405550123@voip.example.de"}, "identifier.phone", "+49405550123"),
        ({"From": "<sip:+4366055501234@ims.example.net>;tag=1"}, "identifier.phone", "+4366055501234"),
        (
            {"From": '"Lena K" <sip:lena@sip.example.net>;tag=49583'},
            "identifier.account",
            "lena@sip.example.net",
        ),
        ({"uri": "tel:+4940555014"}, "identifier.phone", "+4940555014"),
        ({"jid": "xmpp:noor@example-netz.de"}, "identifier.account", "noor@example-netz.de"),
        ({"iq": {"@from": "noor@example-netz.de/phone"}}, "identifier.account", "noor@example-netz.de/phone"),
    ],
)
def test_finds(see: See, body: object, category: str, value: str) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.value) == (category, value)


def test_one_number_in_two_headers_is_one_finding(see: See) -> None:
    number = "<sip:+4366055501234@ims.example.net>"
    assert len(see(DETECTOR, {"From": number, "To": number})) == 1


def test_finds_the_user_beside_the_device_in_a_query(see: See) -> None:
    (found,) = see(DETECTOR, query={"Cmd": "Sync", "User": "mathilde.roth", "DeviceId": "ApplF2LLK0Q9HG7F"})
    assert (found.category, found.value) == ("identifier.account", "mathilde.roth")

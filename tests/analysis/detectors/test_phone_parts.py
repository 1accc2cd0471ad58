"""Numbers in two parts are told where both parts say so, or where somebody registers; tables and orders hold none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.contact_address import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"cc": "48", "in": "601552817"}, "/v2/offers"),
        ({"cc": "49", "no": "8812"}, "/v2/code"),
        ({"countryCode": "DE", "number": "601552817"}, "/v2/code"),
        ({"hotline": {"dialCode": "49", "number": "30 2345670"}}, "/v2/x"),
        ({"dialCode": "49", "country": "DE"}, "/v2/x"),
        ({"dialCode": "49", "phone": "000000000"}, "/v2/x"),
        ({"dialCode": True, "phone": 30.5}, "/v2/x"),
    ],
)
def test_finds_nothing_in(see: See, body: object, path: str) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"cc": "48", "in": "601552817"}, "/v2/code"),
        ({"cc": 48, "in": 601552817, "method": "sms"}, "/v2"),
        ({"vorwahl": "+49", "nummer": "0151 23456789"}, "/v2"),
        ({"tel": {"indicatif": 33, "num": "612345678"}}, "/v2"),
        ({"国番号": "81", "電話番号": "9012345678"}, "/v2"),
    ],
)
def test_finds_the_number(see: See, body: object, path: str) -> None:
    found = see(DETECTOR, body, path=path)
    assert [item.category for item in found] == ["identifier.phone"]

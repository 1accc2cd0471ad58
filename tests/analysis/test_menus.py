"""Lists of choices are told from choices."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.menus import is_offered, is_one_of_several, is_row_of_offers
from analysis.payload import Leaf
from analysis.records import Transmission
from analysis.surroundings import Surroundings


def first(body: object) -> tuple[Leaf, Surroundings]:
    data = json.dumps(body).encode()
    payload = open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host="h.example",
            path="/", body=data, body_size=len(data),
        )
    )  # fmt: skip
    return next(leaf for leaf in payload.leaves if leaf.context == "body"), Surroundings(payload)


@pytest.mark.parametrize(
    "body",
    [
        {"gender": {"options": ["f", "m"]}},
        {"gender": {"enum": ["f"]}},
        {"sex": {"allowedValues": ["f"]}},
        {"sex": {"one_of": [{"code": "f"}]}},
        {"gender": [{"value": "f", "label": "female"}, {"value": "m", "label": "male"}]},
        {"moods": [{"id": 1, "title": "good"}, {"id": 2, "title": "bad"}]},
    ],
)
def test_offered(body: object) -> None:
    assert is_offered(*first(body))


@pytest.mark.parametrize(
    "body",
    [
        {"gender": "f"},
        {"gender": ["f"]},
        {"optional": {"gender": "f"}},
        {"gender": [{"value": "f", "label": "female"}]},
        {"people": [{"name": "Lena", "gender": "f"}, {"name": "Jan", "gender": "m"}]},
        {"coding": [{"code": "M", "system": "a"}, {"code": "M", "system": "b"}]},
        {"readings": [{"value": 3, "time": 1}, {"value": 4, "time": 2}]},
    ],
)
def test_chosen(body: object) -> None:
    assert not is_offered(*first(body))


@pytest.mark.parametrize(
    ("body", "several"),
    [
        ({"gender": ["f", "m"]}, True),
        ({"a": [{"gender": ["f", "m", "f"]}]}, True),
        ({"gender": ["f"]}, False),
        ({"gender": ["F", "f"]}, False),
        ({"gender": "f", "sex": "m"}, False),
        ({"people": [{"gender": "f"}, {"gender": "m"}]}, False),
    ],
)
def test_one_of_several(body: object, several: bool) -> None:
    assert is_one_of_several(*first(body)) is several


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("body>json:$.heart_rate_zone_options[0].heart_rate", True),
        ("body>json:$.a.choices[12]", True),
        ("body>json:$.options.heart_rate", False),
        ("body>json:$.samples[0].heart_rate", False),
        ("body>json:$.optional[0].weight", False),
        ("", False),
    ],
)
def test_rows_of_offers(path: str, offered: bool) -> None:
    assert is_row_of_offers(path) is offered

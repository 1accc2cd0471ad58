"""Matrices take the names of their columns from the list beside them, where it fits."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.records import Transmission
from analysis.surroundings import Surroundings


def series(body: object) -> dict[str, list[str]]:
    data = json.dumps(body).encode()
    message = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
        scheme="https", host="a.example", port=443, path="/", request_headers=(("Content-Type", "application/json"),),
        body=data, body_size=len(data),
    )  # fmt: skip
    return {
        item.path.partition("$")[2]: list(item.columns) for item in Surroundings(open_message(message)).series
    }


ROWS = [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    "body",
    [
        {"data": ROWS},
        {"columns": ["a"], "data": ROWS},
        {"columns": ["a", "a"], "data": ROWS},
        {"columns": ["a", 4], "data": ROWS},
        {"columns": ["a", "b", "c"], "data": ROWS},
        {"other": ["a", "b"], "data": ROWS},
        {"columns": ["a", "b"], "inner": {"data": ROWS}},
    ],
    ids=json.dumps,
)
def test_where_no_list_fits_the_columns_have_numbers(body) -> None:
    assert list(series(body).values()) == [["0", "1"]]


@pytest.mark.parametrize(
    "beside",
    [
        {"columns": ["t", "hr"]},
        {"sensors": [{"name": "t"}, {"name": "hr"}]},
        {"fields": [{"id": "t"}, {"id": "hr"}]},
    ],
    ids=json.dumps,
)
def test_columns_are_named_and_stand_alone_as_well(beside) -> None:
    assert series({**beside, "values": ROWS}) == {
        ".values": ["t", "hr"],
        ".values[*][0]": [""],
        ".values[*][1]": [""],
    }

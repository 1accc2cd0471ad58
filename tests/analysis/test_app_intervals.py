"""When apps were used is read out of intervals, sums and rows; limits, sizes and installations are none."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.app_intervals import used_apps
from analysis.decoding import open_message
from analysis.records import Transmission

APP = "com.roblox.client"
AT = 1795330000


def used(body: object) -> list[str]:
    data = json.dumps(body).encode()
    message = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 27, tzinfo=UTC), writer="test", body=data,
        body_size=len(data),
    )  # fmt: skip
    return [package for _, package in used_apps(open_message(message))]


@pytest.mark.parametrize(
    "body",
    [
        {"apps": {APP: [[AT, AT + 60]]}},
        {"apps": {APP: [[AT, AT + 60], [AT + 90, AT + 99]]}},
        {"apps": {APP: [{"a": AT * 1000, "b": AT * 1000 + 5}, {"a": AT * 1000, "b": AT * 1000 + 7}]}},
        {"czas": {APP: 1840}},
        {"log": [[APP, AT, AT + 60]]},
        {"log": [{"pacchetto": APP, "inizio": AT, "fine": AT + 60}]},
    ],
)
def test_an_app_was_used(body: object) -> None:
    assert used(body) == [APP]


@pytest.mark.parametrize(
    "body",
    [
        {"limits": {"time": {APP: 3600}}},
        {"bytes": {APP: 3600}},
        {"apps": {APP: [[AT, AT - 60]]}},
        {"apps": {APP: [[AT, AT + 200_000]]}},
        {"log": [[APP, AT]]},
        {"log": [{"package": APP, "firstInstallTime": AT, "lastUpdateTime": AT + 60}]},
        {"log": [[f"com.a{at}.b", 1, 2] for at in range(3000)]},
    ],
)
def test_no_app_was_used(body: object) -> None:
    assert used(body) == []

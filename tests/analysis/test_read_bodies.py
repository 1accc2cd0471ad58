"""A page that is asked for is read by everybody; what is posted, or goes through a WebSocket, is sent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.read_bodies import is_read
from analysis.records import Transmission


@pytest.mark.parametrize(
    ("method", "protocol", "read"),
    [
        ("GET", "http/1.1", True),
        ("GET", "http/2", True),
        ("POST", "http/1.1", False),
        ("GET", "websocket", False),
    ],
)
def test_what_is_read(method: str, protocol: str, read: bool) -> None:
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method=method,
        scheme="https", host="api.example", port=443, path="/", query="", protocol=protocol,
    )  # fmt: skip
    assert is_read(sent) is read

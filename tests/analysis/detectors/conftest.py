"""A message of JSON, form or query fields, opened by the real engine and shown to one detector."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from analysis.decoding import open_message
from analysis.records import Observation, Transmission
from analysis.units import Detector

See = Callable[..., list[Observation]]


@pytest.fixture(scope="session")
def see() -> See:
    """``see(detector, body, query=…, headers=…)``: what it observes; ``body`` is sent as JSON, ``form`` as a form."""

    def observe(
        detector: Detector,
        body: object = None,
        *,
        form: dict[str, str] | None = None,
        query: str | dict[str, str] = "",
        headers: tuple[tuple[str, str], ...] = (),
        host: str = "collector.example",
        path: str = "/v1",
    ) -> list[Observation]:
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        data = urlencode(form).encode() if form else json.dumps(body).encode() if body is not None else None
        message = Transmission(
            id="0" * 26,
            flow_id="0" * 26,
            seen_at=datetime(2026, 11, 22, tzinfo=UTC),
            writer="test",
            method="POST",
            scheme="https",
            host=host,
            port=443,
            path=path,
            query=query if isinstance(query, str) else urlencode(query),
            request_headers=(*headers, ("Content-Type", kind)),
            body=data,
            body_size=len(data or b""),
        )
        return list(detector.detect(open_message(message)))

    return observe

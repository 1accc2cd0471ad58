"""Digests of files that there are to be had are told from bytes that somebody sealed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import msgspec
import pytest

from analysis.decoding import open_message
from analysis.file_digests import is_file_digest
from analysis.records import Transmission
from analysis.surroundings import surroundings

DIGEST = hashlib.sha256(b"a file").digest()


def told(message: object) -> list[bool]:
    data = msgspec.msgpack.encode(message)
    sent = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
        host="hub.example", path="/v1", request_headers=(("Content-Type", "application/x-msgpack"),), body=data,
        body_size=len(data),
    )  # fmt: skip
    payload = open_message(sent)
    return [is_file_digest(blob, surroundings(payload)) for blob in payload.blobs]


@pytest.mark.parametrize(
    "message",
    [
        {"1": "fw-manifest", "2": "3.9.14", "3": 1048576, "4": DIGEST},
        {"1": "level-7.pak", "2": 88123, "3": DIGEST[:20]},
        {"name": "serif.woff2", "size": 40213, "md5": DIGEST[:16]},
        {"version": "2.4.0", "length": 524288, "sha256": DIGEST},
    ],
    ids=str,
)
def test_is_the_digest_of_a_file(message: object) -> None:
    assert told(message) == [True]


@pytest.mark.parametrize(
    "message",
    [
        {"1": 1795700123, "2": "3.1.0", "3": DIGEST},
        {"1": 88123, "2": "3.1.0", "3": DIGEST + b"more"},
        {"1": 88123, "2": "somebody", "3": DIGEST},
        {"1": 88123, "2": "mail.example.com", "3": DIGEST},
        {"sha256": DIGEST, "n": 3},
        {"name": "serif.woff2", "size": 40213, "key": DIGEST},
        {"1": "a.pak", "2": 88123, "3": bytes(32)},
    ],
    ids=str,
)
def test_is_something_else(message: object) -> None:
    assert True not in told(message)

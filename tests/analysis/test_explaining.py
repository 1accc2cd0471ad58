"""A finding's path can be walked: each layer with its size, the value at the end, and nothing shown that is masked."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from analysis import catalogue
from analysis.decoding import open_message
from analysis.explaining import lines, steps
from analysis.payload import Payload
from analysis.pipeline import Analyser
from analysis.records import Transmission

INNER = json.dumps({"coords": {"latitude": 52.23521, "longitude": 10.56412}})
BODY = gzip.compress(json.dumps({"data": base64.b64encode(INNER.encode()).decode()}).encode(), mtime=0)
LATITUDE = "body>gzip>json:$.data>base64>json:$.coords.latitude"


def sent(body: bytes = BODY, query: str = "") -> Transmission:
    return Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 11, 22, 12, tzinfo=UTC), writer="w", method="POST", scheme="https",
        host="collector.example", port=443, path="/v1", query=query, body=body, body_size=len(body),
        request_headers=(("Content-Type", "application/json"), ("Content-Encoding", "gzip")),
    )  # fmt: skip


def explained(message: Transmission, show_values: bool, only: int | None = None) -> list[str]:
    analysis = Analyser(catalogue.load()).analyse(message)
    return list(lines(open_message(message), analysis, show_values, only))


def test_every_layer_stands_on_the_way_with_its_size() -> None:
    found = steps(open_message(sent()), LATITUDE)
    assert [step.path for step in found] == [
        "body", "body>gzip", "body>gzip>json:$.data", "body>gzip>json:$.data>base64", LATITUDE,
    ]  # fmt: skip
    assert [step.how for step in found] == [
        "the body as it was sent", "gzip opens it", "json opens it, at $.data", "base64 opens it",
        "json opens it, at $.coords.latitude",
    ]  # fmt: skip
    assert found[0].what == f"{len(BODY):,} bytes"
    assert found[0].shown.startswith("1f 8b 08")
    assert (found[3].what, found[3].shown) == (f"{len(INNER)} bytes", INNER)
    assert (found[4].what, found[4].shown) == ("the value", "52.23521")


@pytest.mark.parametrize(
    ("path", "how"),
    [
        ("query:lat", "the query of the address"),
        ("header:X-Lat", "the request's headers"),
        ("path:0", "the path"),
    ],
)
def test_the_envelope_is_one_step(path: str, how: str) -> None:
    (step,) = steps(open_message(sent(b"", "lat=52.2&lon=10.5")), path)
    assert step.how.startswith(how)


def test_a_list_that_is_one_finding_ends_at_its_rows() -> None:
    found = steps(Payload(transmission=sent()), "body>json:$.rows[*].lux")
    assert [(step.how, step.what) for step in found] == [("body>json:$.rows[*].lux", "the values")]


def test_a_value_that_could_have_held_more_is_the_end_and_no_layer() -> None:
    body = json.dumps({"id": "0123456789abcdef0123456789abcdef"}).encode()
    found = steps(open_message(sent(body)), "body>json:$.id")
    assert [step.what for step in found] == [f"{len(body)} bytes", "the value"]


def test_without_show_values_nothing_of_the_content_is_printed() -> None:
    hidden, shown = "\n".join(explained(sent(), False)), "\n".join(explained(sent(), True))
    assert "52.23521" in shown
    assert "52.23521" not in hidden
    assert base64.b64encode(INNER.encode()).decode()[:20] not in hidden
    assert LATITUDE in hidden


def test_a_secret_is_shown_to_nobody_nor_is_a_layer_that_holds_it() -> None:
    body = json.dumps(
        {"password": "correct horse battery", "latitude": 52.23521, "longitude": 10.56412}
    ).encode()
    printed = "\n".join(explained(sent(body), True))
    assert "credential" in printed
    assert "52.23521" in printed
    assert "correct horse" not in printed
    assert "the layers are not shown: the message holds a secret" in printed


@pytest.mark.parametrize(
    "wrap", [lambda token: {"note": token}, lambda token: {"url": f"https://h.example/{token}"}]
)
def test_the_signature_of_a_token_is_never_shown(wrap: Callable[[str], object]) -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLW9mLXRva2Vu"
    body = json.dumps(wrap(token)).encode()
    for layer in open_message(sent(body)).layers:
        for step in steps(open_message(sent(body)), f"{layer.path}>x"):
            assert "c2lnbmF0dXJl" not in step.shown
    assert "c2lnbmF0dXJl" not in "\n".join(explained(sent(body), True))


def test_one_finding_alone_and_no_steering_of_the_terminal() -> None:
    body = json.dumps(
        {"latitude": 52.23521, "longitude": 10.56412, "email": "anna@home.example\x1b[2J"}
    ).encode()
    every, one = explained(sent(body), True), explained(sent(body), True, only=1)
    assert sum(line.startswith("[") for line in every) > 1
    assert [line[:3] for line in one if line.startswith("[")] == ["[1]"]
    assert "\x1b" not in "\n".join(every)


def test_a_token_against_forged_forms_is_not_shown_either() -> None:
    body = json.dumps(
        {"coords": {"latitude": 52.23521, "longitude": 10.56412}, "csrf_token": "kJ8fT3nVq2LmZx7Rw5Yb"}
    )
    said = "\n".join(explained(sent(gzip.compress(body.encode(), mtime=0)), show_values=True))
    assert "kJ8fT3nVq2LmZx7Rw5Yb" not in said
    assert "the layers are not shown" in said

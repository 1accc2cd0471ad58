"""Layers for the eye: the value is marked where it stands, secrets and signatures never show, any bytes are text."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from analysis import catalogue
from analysis.decoding import open_message
from analysis.peeling import AROUND, RAW, may_be_shown, peel, raw
from analysis.pipeline import Analyser
from analysis.records import Transmission

INNER = json.dumps(
    {"note": "<b>" + "x" * 900, "coords": {"latitude": 52.23521, "longitude": 10.56412}, "more": "y" * 900}
)
BODY = gzip.compress(json.dumps({"data": base64.b64encode(INNER.encode()).decode()}).encode(), mtime=0)
LATITUDE = "body>gzip>json:$.data>base64>json:$.coords.latitude"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


def sent(body: bytes = BODY, kind: str = "application/json", encoding: str = "gzip") -> Transmission:
    return Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 11, 22, 12, tzinfo=UTC), writer="w", method="POST", scheme="https",
        host="collector.example", port=443, path="/v1", body=body, body_size=len(body),
        request_headers=(("Content-Type", kind), ("Content-Encoding", encoding)),
    )  # fmt: skip


def test_the_value_is_marked_in_the_innermost_layer_with_what_stands_around_it() -> None:
    found = peel(open_message(sent()), LATITUDE, "52.23521, 10.56412")
    assert [layer.path for layer in found] == [
        "body", "body>gzip", "body>gzip>json:$.data", "body>gzip>json:$.data>base64", LATITUDE,
    ]  # fmt: skip
    inner = found[3]
    assert inner.marked == "52.23521"
    assert inner.before.endswith('"latitude": ')
    assert inner.after.startswith(', "longitude"')
    assert (len(inner.before), len(inner.after)) == (AROUND, AROUND)
    assert inner.cut_before
    assert inner.cut_after
    assert found[0].what == f"{len(BODY):,} bytes, no text"
    assert found[0].before.startswith("1f 8b 08")
    assert [layer.marked for layer in found] == ["", "", "", "52.23521", "52.23521"]


def test_a_value_that_is_no_longer_kept_is_not_made_up() -> None:
    found = peel(open_message(sent()), "body>gzip>json:$.rows[*].lux", "")
    assert found[-1].what == "the values, as the rule read them"
    assert all(layer.marked == "" for layer in found)


def test_of_a_list_that_is_one_finding_every_value_is_marked() -> None:
    body = json.dumps({"rows": [{"lux": 452.6}, {"lux": 491.1}], "other": {"lux": 1}}).encode()
    payload = open_message(sent(body, encoding="identity"))
    found = peel(payload, "body>json:$.rows[*].lux", "2 readings, 452.6 to 491.1 lux")
    assert [layer.marked for layer in found] == ["452.6", "2 readings, 452.6 to 491.1 lux"]
    assert found[0].more == (("491.1", '}], "other": {"lux": 1}}'),)
    assert found[0].after == '}, {"lux": '
    assert peel(payload, "body>json:$.none[*].lux", "")[0].marked == ""


def test_of_a_long_list_what_stands_near_enough_is_marked_and_the_rest_is_said_to_follow() -> None:
    body = json.dumps({"rows": [{"lux": number, "note": "x" * 90} for number in range(10, 190)]}).encode()
    layer = peel(open_message(sent(body, encoding="identity")), "body>json:$.rows[*].lux", "")[0]
    assert 20 < len(layer.more) < 80
    assert layer.cut_after
    whole = (
        layer.before + layer.marked + layer.after + "".join(marked + after for marked, after in layer.more)
    )
    assert whole in body.decode()
    assert [layer.marked, *(marked for marked, _ in layer.more)] == [
        str(n) for n in range(10, 11 + len(layer.more))
    ]


def test_a_single_character_is_not_marked_at_random() -> None:
    body = json.dumps({"a": "1234567", "b": 1}).encode()
    found = peel(open_message(sent(body, encoding="identity")), "body>json:$.b", "1")
    assert found[0].marked == ""
    assert found[-1].marked == "1"


def test_what_signs_a_token_shows_nowhere() -> None:
    body = json.dumps({"note": f"see {TOKEN}", "lat": 52.23521, "lon": 10.56412}).encode()
    payload = open_message(sent(body, encoding="identity"))
    signature = TOKEN.rpartition(".")[2]
    for path in ("body>json:$.lat", "body>json:$.note"):
        for layer in peel(payload, path, ""):
            assert signature not in layer.before + layer.marked + layer.after
    assert signature not in "".join(line.ascii for line in raw(body))
    assert signature[:6].encode().hex(" ") not in " ".join(line.digits for line in raw(body))


def test_a_message_with_a_secret_in_its_body_is_not_shown() -> None:
    analyser = Analyser(catalogue.load())
    body = json.dumps(
        {"password": "correct horse battery", "latitude": 52.23521, "longitude": 10.56412}
    ).encode()
    secret = analyser.analyse(sent(body, encoding="identity")).event.findings
    assert len(secret) > 1
    assert not any(may_be_shown(secret, number) for number in range(len(secret)))
    plain = analyser.analyse(sent()).event.findings
    assert all(may_be_shown(plain, number) for number in range(len(plain)))


def test_a_secret_of_a_header_hides_itself_alone() -> None:
    headers = (
        ("Content-Type", "application/json"),
        ("Authorization", "Bearer 4f9a7c1e2b3d4f5a6b7c8d9e0f1a2b3c4d5e6f70"),
    )
    body = json.dumps({"latitude": 52.23521, "longitude": 10.56412}).encode()
    message = msgspec.structs.replace(sent(body), request_headers=headers)
    findings = Analyser(catalogue.load()).analyse(message).event.findings
    shown = {finding.category: may_be_shown(findings, number) for number, finding in enumerate(findings)}
    assert shown["location.precise"]
    assert not any(may for category, may in shown.items() if category.startswith("credential."))
    assert any(category.startswith("credential.") for category in shown)


def test_raw_bytes_are_lines_of_digits_and_text() -> None:
    lines = raw(b"\x00GET <b>\xff" + bytes(10_000))
    assert (lines[0].offset, lines[0].digits[:8]) == (0, "00 47 45")
    assert lines[0].ascii == ".GET <b>........"
    assert lines[1].offset == 16
    assert len(lines) == RAW // 16
    assert raw(b"") == ()


@given(
    st.binary(max_size=300),
    st.text(max_size=40),
    st.sampled_from(["body", "body>json:$.x", "body>gzip", "query:a", "", ">", "body>"]),
)
def test_any_bytes_any_value_and_any_path_are_answered(body: bytes, value: str, path: str) -> None:
    message = sent(body, kind="application/octet-stream", encoding="identity")
    for layer in peel(open_message(message), path, value):
        assert "\x00" not in layer.marked or "\x00" in value
    assert (
        bytes.fromhex("".join(line.digits for line in raw(body)).replace(" ", ""))[:5] == body[:5]
        or b"ey" in body
    )

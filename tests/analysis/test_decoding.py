"""A message is peeled until nothing opens; every value has a path that can be followed back."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

import brotli
import cbor2
import msgpack
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import decoding, registry
from analysis.decoding import MAX_BYTES, MAX_DEPTH, MAX_LEAVES, MAX_NESTING, MAX_PATHS, open_message
from analysis.payload import Payload, Scalar
from analysis.records import Transmission, Visibility
from analysis.units import Decoder, Opened, Part

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def sent(body: bytes = b"", *headers: tuple[str, str], **fields: object) -> Payload:
    return open_message(
        Transmission(
            id="t",
            flow_id="f",
            seen_at=NOON,
            writer="w",
            body=body,
            body_size=len(body),
            request_headers=headers,
            **fields,  # type: ignore[arg-type]
        )
    )


def values(payload: Payload) -> dict[str, Scalar]:
    return {leaf.path: leaf.value for leaf in payload.leaves}


ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@settings(deadline=None)  # the first example loads all decoders
@given(st.lists(st.sampled_from(sorted(ENCODINGS)), max_size=4))
def test_any_stack_of_content_encodings_opens(stack: list[str]) -> None:
    body = b'{"device": {"lat": 52.2352}}'
    for name in stack:
        body = ENCODINGS[name](body)
    payload = sent(body, ("Content-Encoding", ", ".join(stack)), ("Content-Type", "application/json"))
    path = ">".join(["body", *reversed(stack), "json:$.device.lat"])
    assert values(payload)[path] == 52.2352
    leaf = next(leaf for leaf in payload.leaves if leaf.path == path)
    assert (leaf.name, leaf.names, leaf.context) == ("lat", ("device", "lat"), "body")


LAYERS: dict[str, tuple[Callable[[str], str], str]] = {
    "json": (lambda text: json.dumps({"in": text}), ">json:$.in"),
    "base64": (lambda text: base64.b64encode(text.encode()).decode(), ">base64"),
    "base64url": (lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="), ">base64"),
}


@given(st.lists(st.sampled_from(sorted(LAYERS)), max_size=4))
def test_text_layers_open_at_every_depth(layers: list[str]) -> None:
    text, path = '{"hr": 61, "note": "resting heart rate"}', ""
    for name in layers:
        text = LAYERS[name][0](text)
        path = LAYERS[name][1] + path
    payload = sent(json.dumps({"data": text}).encode())
    assert values(payload)[f"body>json:$.data{path}>json:$.hr"] == 61


def test_a_declared_encoding_that_was_already_undone_is_passed_over() -> None:
    assert values(sent(b'{"a": 1}', ("Content-Encoding", "gzip")))["body>json:$.a"] == 1


def test_query_path_headers_and_cookies_have_paths_of_their_own() -> None:
    payload = sent(
        b"",
        ("User-Agent", "App/1.0 (tablet)"),
        ("Cookie", "id=[redacted]; theme=[redacted]"),
        path="/v1/caf%C3%A9",
        query="lat=52.2&q=a&q=b&j=%7B%22x%22%3A1%7D",
    )
    found = values(payload)
    assert found["header:User-Agent"] == "App/1.0 (tablet)"
    assert found["cookie:id"] is None
    assert found["path:1"] == "café"
    assert found["query:lat"] == "52.2"
    assert (found["query:q[0]"], found["query:q[1]"]) == ("a", "b")
    assert found["query:j>json:$.x"] == 1


def test_groups_hold_siblings_and_series_hold_columns() -> None:
    rows = [{"t": number, "acc": {"x": 0.1 * number, "y": 0.2, "z": 9.8}} for number in range(40)]
    payload = sent(json.dumps({"lat": 1.5, "lon": 2.5, "samples": rows, "lux": list(range(40))}).encode())
    assert set(
        payload.groups[0].members
        if payload.groups[0].path == "body>json:$"
        else next(g for g in payload.groups if g.path == "body>json:$").members
    ) == {"lat", "lon"}
    samples = next(series for series in payload.series if series.path == "body>json:$.samples")
    assert set(samples.columns) == {"t", "x", "y", "z"}
    assert len(samples.columns["x"]) == 40
    lux = next(series for series in payload.series if series.name == "lux")
    assert lux.columns[""] == tuple(float(number) for number in range(40))
    assert not any(leaf.path.startswith("body>json:$.lux") for leaf in payload.leaves)


def test_parallel_lists_are_one_series() -> None:
    payload = sent(b'{"x": [1, 2, 3], "y": [4, 5, 6], "name": ["a"], "short": [1]}')
    together = next(series for series in payload.series if series.path == "body>json:$")
    assert together.columns == {"x": (1.0, 2.0, 3.0), "y": (4.0, 5.0, 6.0)}


def test_odd_keys_are_quoted_in_the_path() -> None:
    assert values(sent(b'{"odd key": {"a.b": 1}}'))['body>json:$["odd key"]["a.b"]'] == 1


def test_binary_is_a_blob_with_what_was_declared() -> None:
    payload = sent(b"\xff\xd8\xff\xe0" + bytes(100), ("Content-Type", "image/jpeg; x=y"))
    assert [(blob.path, blob.media_type, blob.size, blob.complete) for blob in payload.blobs] == [
        ("body", "image/jpeg", 104, True)
    ]


def test_the_head_of_a_sampled_body_says_that_it_is_not_the_whole() -> None:
    payload = open_message(
        Transmission(
            id="t",
            flow_id="f",
            seen_at=NOON,
            writer="w",
            body=b"\xff\xd8\xff" + bytes(50),
            body_size=5_000_000,
            visibility=Visibility.SAMPLED,
        )
    )
    assert [(blob.size, blob.complete) for blob in payload.blobs] == [(5_000_000, False)]


def test_bombs_and_floods_end_in_warnings() -> None:
    bomb = gzip.compress(gzip.compress(bytes(200_000_000)))
    assert any("budget" in warning or "MiB" in warning for warning in sent(bomb).warnings)
    flood = sent(json.dumps(list(map(str, range(MAX_LEAVES + 10)))).encode())
    assert len(flood.leaves) <= MAX_LEAVES
    assert flood.warnings
    nested = b"x" * 30
    for _ in range(40):
        nested = base64.b64encode(nested)
    assert len(nested) < MAX_BYTES
    assert any("deeper" in warning for warning in sent(nested).warnings)


@settings(max_examples=200)
@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from(
        [
            "",
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            "image/png",
        ]
    ),
    st.sampled_from(["", "gzip", "deflate", "br", "zstd", "gzip, br", "nonsense"]),
    st.text(max_size=60),
)
def test_nothing_raises(body: bytes, media_type: str, encoding: str, query: str) -> None:
    payload = sent(
        body, ("Content-Type", media_type), ("Content-Encoding", encoding), query=query, path=query
    )
    assert payload.transmission.body == body


@pytest.mark.parametrize("layers", [MAX_DEPTH, MAX_DEPTH + 1])
def test_each_layer_counts_once(layers: int) -> None:
    text = '{"hr": 61}'
    for _ in range(layers):  # within the body, which is layer 0
        text = json.dumps({"in": text})
    payload = sent(text.encode())
    found = any(leaf.name == "hr" for leaf in payload.leaves)
    assert found == (layers <= MAX_DEPTH)
    assert found != any("nested deeper" in warning for warning in payload.warnings)


@pytest.mark.parametrize("depth", [900, 20_000])
@pytest.mark.parametrize(("begin", "end"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_deep_nesting_is_a_warning_and_no_error(begin: bytes, end: bytes, depth: int) -> None:
    payload = sent(begin * depth + b"1" + end * depth)
    assert not any(leaf.value == 1 for leaf in payload.leaves)
    assert payload.warnings != ()
    just = sent(begin * MAX_NESTING + b"1" + end * MAX_NESTING)
    assert any(leaf.value == 1 for leaf in just.leaves)
    assert just.warnings == ()


def test_a_bomb_of_entities_is_a_warning_and_stays_a_text() -> None:
    text = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><l>&b;</l>"
    payload = sent(text.encode())
    assert [leaf.value for leaf in payload.leaves if leaf.context == "body"] == [text]
    assert payload.warnings == ("body: declares entities of its own, which are not expanded",)


def test_a_message_without_an_end_is_read_so_far_with_a_warning() -> None:
    payload = sent(json.dumps([{"hr": number} for number in range(20)]).encode()[:-4])
    assert [leaf.value for leaf in payload.leaves if leaf.name == "hr"] == list(range(19))
    assert payload.warnings == ("body>json: ends in the middle; what stands before that was read",)


PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 400
LETTERS = base64.b64encode(PICTURE).decode()


def field(number: int, data: bytes) -> bytes:
    size = len(data)
    return bytes([number << 3 | 2, size & 127 | 128, size >> 7 & 127 | 128, size >> 14]) + data


BIG: dict[str, tuple[bytes, str, str]] = {
    "json": (json.dumps({"a": 1, "photo": LETTERS}).encode(), "", "json:$.photo>base64"),
    "json in json": (json.dumps({"p": json.dumps({"photo": LETTERS})}).encode(), "", "json:$.p>json:$.photo>base64"),
    "data URI": (json.dumps(["data:image/jpeg;base64," + LETTERS]).encode(), "", "json:$[0]>base64"),
    "ndjson": (b'{"a":1}\n' + json.dumps({"photo": LETTERS}).encode(), "", "ndjson:$[1].photo>base64"),
    "form": (urlencode({"a": 1, "photo": LETTERS}).encode(), "application/x-www-form-urlencoded", "form:photo>base64"),
    "plain form": (urlencode({"a": 1, "photo": LETTERS}).encode(), "", "form:photo>base64"),
    "gzip": (gzip.compress(json.dumps({"photo": LETTERS}).encode(), 0, mtime=0), "", "gzip>json:$.photo>base64"),
    "msgpack": (msgpack.packb({"a": 1, "photo": PICTURE}), "application/msgpack", "msgpack:$.photo"),
    "msgpack text": (msgpack.packb({"photo": LETTERS}), "application/msgpack", "msgpack:$.photo>base64"),
    "cbor": (cbor2.dumps({"a": 1, "photo": PICTURE}), "application/cbor", "cbor:$.photo"),
    "protobuf": (b"\x0a\x03abc\x18\x07" + field(2, PICTURE), "application/x-protobuf", "protobuf:2"),
    "protobuf within": (field(2, b"\x0a\x08name.jpg\x10\x07" + field(3, PICTURE)), "application/x-protobuf", "protobuf:2.3"),
    "protobuf text": (field(2, b"\x0a\x08name.jpg\x10\x07" + field(3, LETTERS.encode())), "application/x-protobuf",
                      "protobuf:2.3>base64"),
}  # fmt: skip


@pytest.mark.parametrize("cut", range(65_530, 65_536))
@pytest.mark.parametrize("name", BIG)
def test_of_a_sample_that_ends_within_a_picture_its_beginning_is_at_hand(name: str, cut: int) -> None:
    whole, media_type, path = BIG[name]
    payload = open_message(
        Transmission(
            id="t", flow_id="f", seen_at=NOON, writer="w", body=whole[:cut], body_size=len(whole),
            visibility=Visibility.SAMPLED, request_headers=(("Content-Type", media_type),) if media_type else (),
        )
    )  # fmt: skip
    blob = next(blob for blob in payload.blobs if blob.path == f"body>{path}")
    assert PICTURE.startswith(blob.data)
    assert len(blob.data) > 40_000
    assert not blob.complete
    assert payload.warnings == ()


def test_the_paths_of_a_message_have_a_budget() -> None:
    levels = MAX_NESTING - 5
    inner = json.dumps([{"a": 1}] * 40_000).encode()
    body = b"".join(b'{"' + b"k" * 128 + b'":' for _ in range(levels)) + inner + b"}" * levels
    payload = sent(body)
    assert sum(len(leaf.path) for leaf in payload.leaves) < MAX_PATHS * 1.1
    assert any("too long" in warning for warning in payload.warnings)


def test_a_long_name_in_a_form_is_cut_short_in_the_path() -> None:
    payload = sent(b"k" * 5000 + b"=1&b=2", ("Content-Type", "application/x-www-form-urlencoded"))
    assert max(len(leaf.path) for leaf in payload.leaves) < 200


def test_a_decoder_that_fails_is_a_warning_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(part: Part, limit: int) -> Opened | None:
        raise ValueError(part, limit)

    broken = Decoder(name="broken", order=0, open=fail)
    known = (broken, *registry.decoders())
    monkeypatch.setattr(decoding, "decoders_of_bytes", lambda: known)
    payload = sent(b'{"lat": 52.2352}')
    assert values(payload)["body>json:$.lat"] == 52.2352
    assert "body: decoder broken failed (ValueError)" in payload.warnings

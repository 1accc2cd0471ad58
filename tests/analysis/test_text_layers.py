"""The text decoders through the whole engine: what is wrapped in one another, and in every place of a message, opens."""

from __future__ import annotations

import base64
import json
import plistlib
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.catalogue import Catalogue
from analysis.decoding import open_message
from analysis.payload import Payload, Scalar
from analysis.pipeline import Analyser
from analysis.records import Transmission

ANALYSER = Analyser(Catalogue(version="none", companies={}, trackers={}, owners={}, endpoints={}))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def message(body: bytes = b"", *headers: tuple[str, str], **fields: object) -> Transmission:
    return Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=NOON, writer="w", host="collector.example", method="POST", body=body,
        body_size=len(body), request_headers=headers, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def values(payload: Payload) -> dict[str, Scalar]:
    return {leaf.path: leaf.value for leaf in payload.leaves}


def opened(body: bytes = b"", *headers: tuple[str, str], **fields: object) -> dict[str, Scalar]:
    return values(open_message(message(body, *headers, **fields)))


INNER = json.dumps({"lat": 52.2352, "note": "a place, & more"})
LAYERS: dict[str, tuple[Callable[[str], str], str]] = {
    "json": (lambda text: json.dumps({"in": text}), ">json:$.in"),
    "base64": (lambda text: base64.b64encode(text.encode()).decode(), ">base64"),
    "deflated": (lambda text: base64.urlsafe_b64encode(zlib.compress(text.encode())).decode(), ">base64>deflate"),
    "hex": (lambda text: text.encode().hex(), ">hex"),
    "percent": (lambda text: quote(text, safe=""), ">percent"),
    "form": (lambda text: f"v=1&in={quote(text)}", ">form:in"),
    "jsonp": (lambda text: f"cb({json.dumps([text])});", ">jsonp:$[0]"),
    "xml": (lambda text: f"<m><in>{text.replace('&', '&amp;').replace('<', '&lt;')}</in></m>", ">xml:$.m.in"),
    "plist": (lambda text: plistlib.dumps({"in": text}).decode(), ">plist:$.in"),
    "socketio": (lambda text: "42" + json.dumps(["e", text]), ">socketio:$.data"),
    "event_stream": (lambda text: "data: " + json.dumps({"in": text}) + "\n\n", ">event_stream:$[0].data>json:$.in"),
    "concatenated": (lambda text: json.dumps({"a": 1}) + json.dumps({"in": text}), ">json_concatenated:$[1].in"),
    "graphql": (lambda text: f"mutation {{ set(in: {json.dumps(text)}) {{ id }} }}", ">graphql:$.set.in"),
}  # fmt: skip


@given(st.lists(st.sampled_from(sorted(LAYERS)), max_size=4))
def test_what_is_wrapped_in_up_to_four_layers_opens_with_its_whole_path(layers: list[str]) -> None:
    text, path = INNER, ""
    for name in layers:
        if name == "percent" and quote(text, safe="") == text:
            continue  # nothing to encode
        if name == "hex" and len(text.encode()) in (16, 20, 28, 32, 48, 64):
            continue  # the size of a hash
        if (path + LAYERS[name][1]).count(">") > 4:
            continue  # two layers in one
        text, path = LAYERS[name][0](text), LAYERS[name][1] + path
    found = opened(json.dumps({"data": text}).encode())
    assert found[f"body>json:$.data{path}>json:$.lat"] == 52.2352


@pytest.mark.parametrize("name", sorted(LAYERS))
def test_each_layer_opens_as_a_whole_body(name: str) -> None:
    wrap, path = LAYERS[name]
    found = opened(wrap(INNER).encode(), ("Content-Type", "text/plain"))
    assert found[f"body{path}>json:$.lat"] == 52.2352


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("padded", [True, False])
def test_path_segments_headers_and_parameters_that_hold_encoded_json_open(
    encode: Callable[[bytes], bytes], padded: bool
) -> None:
    text = encode(b'{"lat":52.2352,"why":"??>>"}').decode()
    text = text if padded else text.rstrip("=")
    found = opened(
        b"",
        ("X-Context", text),
        ("X-Plain", '{"lat": 52.2352}'),
        ("X-Url", quote('{"lat": 52.2352}')),
        path=f"/v1/{quote(text, safe='')}/places;lat=52.2352;lon=10.564/x",
        query=f"d={quote(text)}&twice={quote(quote(text))}&j={quote(quote(INNER))}&q=aa%3D1%26lat%3D52.2352",
    )
    assert found["path:1>base64>json:$.lat"] == 52.2352
    assert found["path:2>matrix:lat"] == "52.2352"
    assert found["header:X-Context>base64>json:$.lat"] == 52.2352
    assert found["header:X-Plain>json:$.lat"] == 52.2352
    assert found["header:X-Url>percent>json:$.lat"] == 52.2352
    assert found["query:d>base64>json:$.lat"] == 52.2352
    assert found["query:j>percent>json:$.lat"] == 52.2352
    assert found["query:q>form:lat"] == "52.2352"
    assert any(path.startswith("query:twice>") and path.endswith("base64>json:$.lat") for path in found)


def test_a_protobuf_message_in_base64_in_json_opens() -> None:
    place = bytes.fromhex("0a0c6265726c696e2d6d697474651005") + b"\x1a\x0bhello world"
    found = opened(json.dumps({"d": base64.b64encode(place).decode()}).encode())
    assert found["body>json:$.d>base64>protobuf:1"] == "berlin-mitte"


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
        b'<trkpt lat="46.434981" lon="13.748273"><ele>1614.6</ele><time>2026-01-01T10:00:00Z</time></trkpt>'
        b'<trkpt lat="46.434890" lon="13.748193"><ele>1636.7</ele><time>2026-01-01T10:00:10Z</time></trkpt>'
        b'<trkpt lat="46.434911" lon="13.748063"><ele>1632.9</ele><time>2026-01-01T10:00:20Z</time></trkpt>'
        b"</trkseg></trk></gpx>",
        b"$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n",
        b'{"query": "mutation { setLocation(latitude: 52.2352, longitude: 10.564) { id } }"}',
        b'42["position",{"latitude":52.2352,"longitude":10.564}]',
        b"<TrackPoint><Position><LatitudeDegrees>52.2352</LatitudeDegrees><LongitudeDegrees>10.564</LongitudeDegrees>"
        b"</Position></TrackPoint>",
    ],
)
def test_a_position_in_any_of_them_is_found(body: bytes) -> None:
    found = ANALYSER.analyse(message(body)).event.findings
    assert {"latitude", "longitude"} <= {finding.property for finding in found} or any(
        finding.category == "location.track" for finding in found
    )


LOOK_ALIKES = [
    "<!DOCTYPE html><html><head><title>x</title></head><body><p class='a'>Hello</p></body></html>",
    "body { color: red; } @media (max-width: 100px) { a { width: calc(1px + 2px) } }",
    "function f(x) { return g({a: [1, 2]}); }\nwindow.onload = f;",
    "def f(x):\n    return {'a': [1, 2]}[x]",
    "Call me (maybe) at +49 170 1234567 [home], 42[3]",
    "Version 1.2.3 (build 42[3])",
    "550e8400-e29b-41d4-a716-446655440000",
    "d41d8cd98f00b204e9800998ecf8427e",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "Dear all, data: see below; query the list, {or not}.",
    "100% cotton, 50%off",
    "$HOME/bin,$PATH",
    "1,2,3;4,5,6",
    "https://shop.example/a/b",
    "com.example.app/.MainActivity",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko)",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_stay_one_value(text: str) -> None:
    found = opened(json.dumps({"value": text}).encode())
    assert found == {"body>json:$.value": text}
    assert opened(text.encode(), ("Content-Type", "text/plain"))["body"] == text

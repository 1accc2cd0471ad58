"""Requests in streams: cut anywhere, chunked, pipelined, upgraded, incomplete; WebSocket, HTTP/2 and MQTT behind them."""

from __future__ import annotations

import hashlib
import itertools
import tracemalloc
import zlib

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from hpack import Encoder
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.records import BODY_LIMIT, HEAD_SAMPLE, Visibility
from proxy_addons.http2_stream import MAX_FRAME, PREFACE, Http2Stream
from proxy_addons.http_stream import MAX_HEAD, HttpStream, authority, headers_of, read_head
from proxy_addons.mqtt_stream import MqttStream, begins_mqtt
from proxy_addons.stream_bodies import BodyCollector, Reader, Room, Said
from proxy_addons.talks import Talk
from proxy_addons.tcp_content import TcpContent

POST = (
    b"POST /v1?a=b HTTP/1.1\r\nHost: Api.Example:8080\r\nContent-Length: 5\r\nX-A: 1\r\nX-A: 2\r\n\r\nhello"
)
CHUNKED = (
    b"PUT /up HTTP/1.1\r\nhost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"4;x=y\r\nabcd\r\n10\r\n0123456789abcdef\r\n0\r\nTrailer: z\r\n\r\n"
)
GET = b"GET / HTTP/1.0\nHost: b.example\n\n"
UPGRADE = (
    b"GET /chat?token=x HTTP/1.1\r\nHost: ws.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
)


def content(room: Room | None = None) -> TcpContent:
    return TcpContent(Talk("tcp", 0, 0.0).out, room or Room(), Visibility.CLEARTEXT, whole=True)


def said(reader: Reader, *pieces: bytes) -> list[Said]:
    for piece in pieces:
        reader.feed(piece, 5.0)
    found = reader.found
    reader.found = []
    return found


def frame(data: bytes, *, code: int = 1, final: bool = True, packed: bool = False) -> bytes:
    mask = b"\x11\x22\x33\x44"
    first = code | (0x80 if final else 0) | (0x40 if packed else 0)
    size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2, "big")
    return bytes([first]) + size + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))


@settings(max_examples=100)
@given(st.lists(st.integers(1, len(POST + CHUNKED + GET) - 1), max_size=12))
def test_requests_are_read_wherever_they_are_cut(places: list[int]) -> None:
    stream = POST + CHUNKED + GET
    edges = sorted({0, len(stream), *places})
    room = Room()
    found = said(content(room), *(stream[a:b] for a, b in itertools.pairwise(edges)))
    assert [(each.method, each.host, each.port, each.target, each.body.data) for each in found] == [
        ("POST", "api.example", 8080, "/v1?a=b", b"hello"),
        ("PUT", "a.example", 0, "/up", b"abcd0123456789abcdef"),
        ("GET", "b.example", 0, "/", None),
    ]
    assert found[0].headers[2:] == (("X-A", "1"), ("X-A", "2"))
    assert found[0].body.sha256 == hashlib.sha256(b"hello").hexdigest()
    assert all(each.whole and each.at == 5.0 for each in found)
    assert room.left == Room().left


def test_an_absolute_target_names_the_host() -> None:
    head = read_head(b"GET http://[2001:db8::1]:81/x?y HTTP/1.1\r\nHost: other.example\r\n\r\n")
    assert head is not None
    assert head.place() == ("2001:db8::1", 81, "/x?y")
    assert authority("user:secret@Host.Example.:99999") == ("host.example", 65535)
    assert authority("a b") == ("", 0)


def test_what_is_missing_is_said() -> None:
    reader = content()
    reader.feed(POST[:-2], 1.0)
    reader.gap()
    first = said(reader, b"gibberish of the lost body", GET)
    assert [
        (each.method, each.whole, each.body.visibility, each.body.data, each.body.size) for each in first
    ] == [
        ("POST", False, Visibility.SAMPLED, b"hel", 5),
        ("GET", True, Visibility.CLEARTEXT, None, 0),
    ]
    assert first[0].body.sha256 is None
    reader.feed(POST[:-5], 1.0)
    reader.close()
    (last,) = said(reader)
    assert (last.whole, last.body.visibility, last.body.data) == (False, Visibility.BODY_ABSENT, None)


def test_a_big_body_is_sampled() -> None:
    body = bytes(1000) * 1100
    room = Room()
    head = b"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: %d\r\n\r\n" % len(body)
    (found,) = said(content(room), head, *(body[at : at + 1460] for at in range(0, len(body), 1460)))
    assert len(body) > BODY_LIMIT
    assert (found.body.size, found.body.visibility) == (len(body), Visibility.SAMPLED)
    assert found.body.data == body[:HEAD_SAMPLE]
    assert found.body.sha256 == hashlib.sha256(body).hexdigest()
    assert room.left == Room().left


def test_without_room_a_body_is_absent_and_not_wrong() -> None:
    room = Room(10)
    collector = BodyCollector(room)
    for _ in range(5):
        collector.add(b"12345678")
    body = collector.close(Visibility.CLEARTEXT)
    assert (body.size, body.data, body.visibility) == (40, b"12345678", Visibility.SAMPLED)
    assert room.left == 10
    assert room.refused > 0


@pytest.mark.parametrize(
    "stream",
    [
        b"\x13BitTorrent protocol",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"get / http/1.1\r\n\r\n",
        b"GETTING nowhere fast, and not by HTTP",
        b"HELO mail.example\r\n",
        b"GET / HTTP/2.0\r\n\r\n",
    ],
)
def test_what_is_no_request_is_none(stream: bytes) -> None:
    reader = content()
    assert said(reader, stream, stream) == []
    reader.close()
    assert said(reader) == []


def test_a_tunnel_is_looked_into() -> None:
    reader = content()
    found = said(reader, b"CONNECT c.example:443 HTTP/1.1\r\nHost: c.example:443\r\n\r\n", GET)
    assert [(each.method, each.host) for each in found] == [("GET", "b.example")]


def test_websocket_messages_are_put_together() -> None:
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(b'{"lat": 52.5}') + packer.flush(zlib.Z_SYNC_FLUSH)
    agreed = UPGRADE.replace(b"\r\n\r\n", b"\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
    stream = (
        agreed
        + frame(b"one")
        + frame(b"ping", code=9)
        + frame(b"tw", code=2, final=False)
        + frame(b"o" * 300, code=0)
        + frame(packed[:-4], packed=True)
        + frame(b"\x03\xe8", code=8)
    )
    for pieces in ([stream], [bytes([byte]) for byte in stream]):
        found = said(content(), *pieces)
        assert [(each.protocol, each.host, each.target, each.body.data) for each in found[1:]] == [
            ("websocket", "ws.example", "/chat", b"one"),
            ("websocket", "ws.example", "/chat", b"tw" + b"o" * 300),
            ("websocket", "ws.example", "/chat", b'{"lat": 52.5}'),
        ]


def test_what_is_no_frame_ends_a_websocket() -> None:
    reader = content()
    found = said(reader, UPGRADE, frame(b"one"), b"\x81\x03abc" + frame(b"two"))
    assert [each.protocol for each in found] == ["http/1.1", "websocket"]
    assert reader.done


def test_http2_by_a_real_client() -> None:
    client = H2Connection(H2Configuration(client_side=True, header_encoding="utf-8"))
    client.initiate_connection()
    pseudo = [
        (":method", "POST"),
        (":scheme", "http"),
        (":path", "/Person/Search"),
        (":authority", "Api.Example:81"),
    ]
    for stream in (1, 3):
        client.send_headers(stream, [*pseudo, ("content-type", "application/grpc"), ("x-long", "y" * 30_000)])
    client.send_data(3, b"\0\0\0\0\5hello", end_stream=True, pad_length=20)
    client.send_data(1, b"part", end_stream=False)
    client.reset_stream(1)
    stream = client.data_to_send()
    for size in (len(stream), 7):
        found = said(content(), *(stream[at : at + size] for at in range(0, len(stream), size)))
        assert [
            (each.protocol, each.host, each.port, each.target, each.body.data, each.whole) for each in found
        ] == [
            ("h2", "api.example", 81, "/Person/Search", b"\0\0\0\0\5hello", True),
            ("h2", "api.example", 81, "/Person/Search", b"part", False),
        ]
        assert found[0].headers[0] == ("content-type", "application/grpc")


def test_mqtt_packets_are_cut_out() -> None:
    connect = b"\x10\x0f\0\4MQTT\4\2\0\x3c\0\3abc"
    publish = b'\x30\x0f\0\7a/b/tmp{"t":1}'[:2] + b"\0\7a/b/tmp" + b'{"t":1'
    publish = b"\x30" + bytes([len(publish) - 2]) + publish[2:]
    subscribe = b"\x82\x0e\0\1\0\3a/+\0\0\3b/#\1"
    subscribe = b"\x82" + bytes([len(subscribe) - 2]) + subscribe[2:]
    stream = connect + b"\xc0\0" + publish + subscribe + b"\xe0\0"
    for pieces in ([stream], [bytes([byte]) for byte in stream]):
        found = said(content(), *pieces)
        assert [(each.protocol, each.target, each.body.data) for each in found] == [
            ("mqtt", "", connect),
            ("mqtt", "a/b/tmp", publish),
            ("mqtt", "a/+,b/#", subscribe),
        ]


def test_a_topic_that_has_a_number_is_told_by_its_name() -> None:
    connect = b"\x10\x10\0\4MQTT\5\2\0\x3c\0\0\3abc"
    first = b"\x32\x0d\0\3a/b\0\1\3\x23\0\x09{}"
    second = b"\x30\x09\0\0\5\1\1\x23\0\x09{"
    strange = b"\x30\x08\0\0\3\x23\0\x0a{}"
    found = said(content(), connect, first, second, strange)
    assert [each.target for each in found] == ["", "a/b", "a/b", ""]


def test_what_only_begins_like_mqtt() -> None:
    assert begins_mqtt(b"\x10") is None
    assert begins_mqtt(b"\x10\x0f\0\4MQTX\4") is False
    assert begins_mqtt(b"\x20\2\0\0") is False
    assert begins_mqtt(b"\x10\xff\xff\xff\xff\xff") is False
    big = b"\x30\xff\xff\xff\x7f" + b"\0\1a"
    (found,) = said(MqttStream(Room(), Visibility.CLEARTEXT), big + bytes(HEAD_SAMPLE))
    assert (found.body.visibility, len(found.body.data or b"")) == (Visibility.SAMPLED, HEAD_SAMPLE)


def test_headers_are_bounded_and_folded_lines_joined() -> None:
    assert headers_of(b"A: 1\r\n more\r\nno colon\r\n: none\r\nB:2\r\n\r\nC: 3") == (
        ("A", "1 more"),
        ("B", "2"),
    )
    assert len(headers_of(b"A: 1\r\n" * 1000)) <= 256


READERS = st.sampled_from(["tcp", "http", "h2", "mqtt"])
STARTS = st.sampled_from([b"", POST, CHUNKED[:-9], UPGRADE, UPGRADE + frame(b"x"), b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                          b"\x10\x0f\0\4MQTT\4\2\0\x3c\0\3abc", b"\x16\3\1\0\x40\1", b"GET / HTTP/1.1\r\n"])  # fmt: skip


@settings(max_examples=400)
@given(READERS, STARTS, st.lists(st.binary(max_size=80), max_size=6), st.booleans())
def test_no_bytes_make_it_fail(kind: str, start: bytes, pieces: list[bytes], gap: bool) -> None:
    room = Room(5000)
    readers: dict[str, Reader] = {
        "tcp": content(room),
        "http": HttpStream(room, Visibility.CLEARTEXT),
        "h2": Http2Stream(room, Visibility.CLEARTEXT),
        "mqtt": MqttStream(room, Visibility.CLEARTEXT),
    }
    reader = readers[kind]
    for piece in (start, *pieces):
        if not reader.done:
            reader.feed(piece, 1.0)
    if gap:
        reader.gap()
        reader.feed(GET, 1.0)
    reader.close()
    assert room.left == 5000


def test_a_trailer_without_end_is_not_held() -> None:
    stream = HttpStream(Room(), Visibility.CLEARTEXT)
    stream.feed(
        b"POST /x HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n", 1.0
    )
    for _ in range(200):
        stream.feed(b"a" * 1460, 2.0)
    assert len(stream.rest) <= MAX_HEAD + 2 * 1460
    (found,) = stream.found
    assert (found.body.data, found.whole) == (b"abc", False)
    stream.feed(b"GET /next HTTP/1.1\r\nHost: a.example\r\n\r\n", 3.0)
    assert [item.target for item in stream.found] == ["/x", "/next"]


def test_a_trailer_that_ends_is_passed_over() -> None:
    stream = HttpStream(Room(), Visibility.CLEARTEXT)
    head = (
        b"POST /x HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: "
    )
    for piece in (head, b"9" * 60_000, b"\r\n\r\nGET /next HTTP/1.1\r\nHost: a.example\r\n\r\n"):
        stream.feed(piece, 1.0)
    assert [(item.target, item.whole) for item in stream.found] == [("/x", True), ("/next", True)]


def test_of_a_frame_that_no_server_allows_nothing_is_held() -> None:
    room = Room()
    stream = Http2Stream(room, Visibility.CLEARTEXT)
    stream.feed(PREFACE + (MAX_FRAME + 1).to_bytes(3, "big") + b"\0\0\0\0\0\1", 1.0)
    assert stream.done
    reader = content(room)
    reader.feed(PREFACE + (MAX_FRAME + 1).to_bytes(3, "big") + b"\0\0\0\0\0\1", 1.0)
    tracemalloc.start()
    for _ in range(1000):
        reader.feed(b"a" * 16_384, 2.0)  # as decrypted records come, whether they are wanted or not
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1 << 20
    assert reader.done


def test_a_frame_as_large_as_servers_allow_is_read_whole() -> None:
    stream = Http2Stream(Room(), Visibility.CLEARTEXT)
    block = Encoder().encode(
        [(":method", "POST"), (":path", "/x"), (":authority", "a.example"), (":scheme", "http")]
    )
    stream.feed(PREFACE + len(block).to_bytes(3, "big") + b"\1\4\0\0\0\1" + block, 1.0)
    stream.feed(MAX_FRAME.to_bytes(3, "big") + b"\0\1\0\0\0\1", 1.0)
    for _ in range(MAX_FRAME // 1024):
        stream.feed(b"a" * 1024, 2.0)
    (found,) = stream.found
    assert (found.target, found.body.size, found.whole) == ("/x", MAX_FRAME, True)


def test_a_body_in_tiny_pieces_takes_no_more_than_its_bytes() -> None:
    tracemalloc.start()
    body = BodyCollector(Room())
    for number in range(1 << 18):
        body.add(number.to_bytes(3, "big")[1:])
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1 << 20
    found = body.close(Visibility.CLEARTEXT)
    assert (found.size, found.visibility) == (1 << 19, Visibility.CLEARTEXT)
    assert found.data is not None
    assert found.data[:6] == b"\0\0\0\1\0\2"

"""ClientHellos of OpenSSL, cut, changed and made up."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy_addons.client_hello import LIMIT, ClientHello, NotClientHello, read, read_body
from tests.proxy_addons.frames import client_hello, with_extension

HELLO = client_hello("Tracker.Example", alpn=("h2", "http/1.1"))
BARE = client_hello(None)


def server_name(name: bytes) -> bytes:
    return with_extension(BARE, _extension(0, _list(b"\0" + _list(name))))


def said(stream: bytes) -> ClientHello:
    """What a hello says, without its fingerprint."""
    hello = read(stream)
    assert hello is not None
    return msgspec.structs.replace(hello, ja4=None)


def _list(content: bytes) -> bytes:
    return len(content).to_bytes(2, "big") + content


def _extension(kind: int, content: bytes) -> bytes:
    return kind.to_bytes(2, "big") + _list(content)


def test_name_and_protocols_are_read() -> None:
    assert said(HELLO) == ClientHello(sni="tracker.example", alpn=("h2", "http/1.1"))
    assert read(HELLO + b"\x17\x03\x03\x00\x01x") == read(HELLO)
    assert said(BARE) == ClientHello()


def built(suites: list[int], extensions: list[tuple[int, bytes]]) -> bytes:
    """A hello's body: version, random, no session, suites, no compression, extensions."""
    listed = b"".join(number.to_bytes(2, "big") for number in suites)
    block = b"".join(_extension(kind, content) for kind, content in extensions)
    return b"\x03\x03" + bytes(32) + b"\0" + _list(listed) + b"\1\0" + _list(block)


def test_ja4_is_that_of_its_authors() -> None:
    """The example in FoxIO's description of JA4, with GREASE in every place; the order of a hello does not matter."""
    suites = [
        0x1301,
        0x1302,
        0x1303,
        0xC02B,
        0xC02F,
        0xC02C,
        0xC030,
        0xCCA9,
        0xCCA8,
        0xC013,
        0xC014,
        0x9C,
        0x9D,
        0x2F,
        0x35,
    ]
    signatures = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601]
    contents = {
        0x0000: _list(b"\0" + _list(b"tracker.example")),
        0x000D: _list(b"".join(number.to_bytes(2, "big") for number in signatures)),
        0x0010: _list(b"\x02h2\x08http/1.1"),
        0x002B: b"\x06\x2a\x2a\x03\x04\x03\x03",
    }
    kinds = [
        0x1B,
        0x00,
        0x33,
        0x10,
        0x4469,
        0x17,
        0x2D,
        0x0D,
        0x05,
        0x23,
        0x12,
        0x2B,
        0xFF01,
        0x0B,
        0x0A,
        0x15,
    ]
    extensions = [(0x1A1A, b""), *((kind, contents.get(kind, b"")) for kind in kinds), (0xFAFA, b"\0")]
    expected = "13d1516h2_8daaf6152771_e5627efa2ab1"
    assert read_body(built([0x3A3A, *suites], extensions), "t").ja4 == f"t{expected}"
    assert read_body(built([*reversed(suites), 0x3A3A], extensions[::-1]), "q").ja4 == f"q{expected}"


def test_ja4_of_a_hello_that_says_nothing() -> None:
    assert read_body(built([], []), "t").ja4 == "t12i000000_000000000000_000000000000"


def test_encrypted_client_hello_is_noticed() -> None:
    hello = read(with_extension(HELLO, _extension(0xFE0D, b"\0" * 40)))
    assert hello is not None
    assert hello.ech
    assert hello.sni == "tracker.example"


def test_a_hello_in_several_records_is_put_together() -> None:
    body = HELLO[5:]
    parts = [body[:1], body[1:3], body[3:60], body[60:]]
    records = b"".join(HELLO[:3] + len(part).to_bytes(2, "big") + part for part in parts)
    assert read(records) == read(HELLO)


def test_a_part_is_no_hello_yet() -> None:
    assert all(read(HELLO[:length]) is None for length in range(len(HELLO)))


@pytest.mark.parametrize(
    "stream",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x17\x03\x03\x00\x01x",
        b"\x16\x03\x03\x00\x01\x02",  # a ServerHello
        b"\x16\x03\x03\x00\x00\x01",  # an empty record
        b"\x16\x03\x01\xff\xff\x01",  # longer than a record may be
        b"\x16\x03\x01\x00\x04\x01" + (LIMIT + 1).to_bytes(3, "big"),
        b"\x16\x03\x01\x00\x04\x01\x00\x00\x00",  # without a version
        b"\x16\x03\x01\x00\x28\x01\x00\x00\x24"
        + b"\x03\x03"
        + bytes(32)
        + b"\xff\x00",  # a session id that is not there
        b"\x16\x03\x01\x00\x01\x01" * 65,  # one byte a record, without end
    ],
)
def test_what_is_no_hello_is_refused(stream: bytes) -> None:
    with pytest.raises(NotClientHello):
        read(stream)


@pytest.mark.parametrize(
    "name", [b"", b"a b", b"x\0y", b"caf\xc3\xa9.example", b"<script>", b"a" * 254, b"."]
)
def test_what_is_no_host_name_is_no_name(name: bytes) -> None:
    hello = read(server_name(name))
    assert hello is not None
    assert hello.sni is None


def test_a_name_ends_where_its_list_says() -> None:
    assert said(server_name(b"a.example.")) == ClientHello(sni="a.example")
    assert said(server_name(b"a.example:443")) == ClientHello(sni="a.example:443")
    cut = with_extension(BARE, _extension(0, b"\0\x20\0\0\x1ea.example"))
    hello = read(cut)
    assert hello is not None
    assert hello.sni is None


def test_grease_and_commas_are_no_protocols() -> None:
    hello = read(with_extension(BARE, _extension(16, _list(b"\x02\x0a\x0a\x03a,b\x02h2\x09cut"))))
    assert hello is not None
    assert hello.alpn == ("h2",)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\x16\x03\x01", b"\x16\x03\x01\x00\x40\x01\x00\x00\x3c\x03\x03"]),
)
def test_no_bytes_make_it_fail_otherwise(data: bytes, start: bytes) -> None:
    try:
        hello = read(start + data)
    except NotClientHello:
        return
    assert hello is None or hello.sni != ""


@given(st.integers(9, len(HELLO) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_hello_gives_a_host_name_or_none(place: int, damage: bytes) -> None:
    try:
        hello = read(HELLO[:place] + damage + HELLO[place + len(damage) :])
    except NotClientHello:
        return
    assert hello is None or hello.sni is None or hello.sni.isascii()

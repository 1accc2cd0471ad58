"""DNS and DHCP messages, real, damaged, looping."""

from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.import_records import body_of
from analysis.records import Visibility
from proxy_addons import dhcp_messages
from proxy_addons.dhcp_messages import NotDhcp
from proxy_addons.dns_messages import chain, read
from proxy_addons.dns_over_http import dns_in
from proxy_addons.dns_records import NotDns, name_at
from proxy_addons.stream_bodies import Said
from tests.proxy_addons.frames import answer, question

HEAD = struct.pack("!HHHHHH", 7, 0x8180, 1, 1, 0, 0)


def test_a_question_and_its_answer() -> None:
    asked = read(question("Api.Example", 7))
    assert (asked.number, asked.answer, asked.questions, asked.records) == (7, False, ("api.example",), ())
    said = read(answer("api.example", 7, ("198.51.100.1", "2001:db8::1"), ("a.cdn.example", "b.cdn.example")))
    assert said.answer
    assert said.whole
    assert chain(said) == (
        ("api.example", "a.cdn.example", "b.cdn.example"),
        ("198.51.100.1", "2001:db8::1"),
    )


def test_compressed_names() -> None:
    message = HEAD + b"\3api\7example\0\0\1\0\1" + b"\xc0\x0c\0\5\0\1\0\0\0\x3c\0\4\1b\xc0\x10"
    said = read(message)
    assert [(record.name, record.value) for record in said.records] == [("api.example", "b.example")]
    assert name_at(b"\1a\0\1b\xc0\x00", 3) == ("b.a", 7)


@pytest.mark.parametrize(
    "name",
    [
        b"\xc0\x0c",
        b"\xc0\x0d\0",
        b"\1a\xc0\x0c",
        b"\xc0\xff",
        b"\x80abc",
        b"\x40" + b"a" * 64,
        b"\5abc",
        b"\1a" * 130 + b"\0",
    ],
)
def test_names_that_loop_or_break_off_are_refused(name: bytes) -> None:
    with pytest.raises(NotDns):
        read(HEAD + name + b"\0\1\0\1")


def test_pointers_that_lead_back_and_forth_end() -> None:
    chained = b"".join(struct.pack("!H", 0xC000 | 12 + 2 * max(0, number - 1)) for number in range(200))
    with pytest.raises(NotDns):
        name_at(bytes(12) + chained, 12 + 2 * 199)
    said = read(HEAD + b"\1a\0\0\1\0\1" + b"\xc0\x13\0\1\0\1\0\0\0\0\0\4\1\2\3\4")  # a record named by itself
    assert said.records == ()
    assert not said.whole


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(11),
        bytes(12),
        b"GET / HTTP/1.1\r\n",
        struct.pack("!HHHHHH", 1, 0x0100, 65, 0, 0, 0) + bytes(400),
    ],
)
def test_what_is_no_message(data: bytes) -> None:
    with pytest.raises(NotDns):
        read(data)


def test_a_message_that_promises_too_much_is_read_as_far_as_it_goes() -> None:
    whole = answer("a.example", 1, ("198.51.100.1", "198.51.100.2"))
    said = read(whole[:6] + b"\xff\xff" + whole[8:])
    assert [record.value for record in said.records] == ["198.51.100.1", "198.51.100.2"]
    assert not said.whole


@settings(max_examples=500)
@given(st.binary(max_size=200), st.sampled_from([b"", HEAD, HEAD + b"\1a\0\0\1\0\1", HEAD + b"\xc0\x0c"]))
def test_no_bytes_make_dns_fail_otherwise(data: bytes, start: bytes) -> None:
    try:
        said = read(start + data)
    except NotDns:
        return
    assert len(said.questions) <= 64
    chain(said)


def test_dns_within_http() -> None:
    asked = question("hidden.example", 0)
    nothing = body_of(b"", Visibility.OPENED)
    packed = base64.urlsafe_b64encode(asked).decode().rstrip("=")
    got = Said(protocol="h2", at=0.0, body=nothing, method="GET", target=f"/dns-query?dns={packed}")
    header = (("Content-Type", "application/dns-message"),)
    sent = Said(protocol="h2", at=0.0, body=body_of(asked, Visibility.OPENED), method="POST", headers=header)
    for said in (got, sent):
        message = dns_in(said)
        assert message is not None
        assert message.questions == ("hidden.example",)
    for other in (
        Said(protocol="h2", at=0.0, body=nothing, method="GET", target="/?dns=8.8.8.8"),
        Said(protocol="h2", at=0.0, body=nothing, method="GET", target="/?dns=YWJjZGVmZ2hpamtsbW5vcA"),
        Said(protocol="h2", at=0.0, body=body_of(asked, Visibility.OPENED), method="POST"),
    ):
        assert dns_in(other) is None


def discover(options: bytes, *, sname: bytes = b"") -> bytes:
    head = b"\1\1\6\0" + bytes(24) + bytes.fromhex("0200000000aa") + bytes(10)
    return head + sname.ljust(64, b"\0") + bytes(128) + b"\x63\x82\x53\x63" + options


def test_what_a_device_says_of_itself() -> None:
    said = dhcp_messages.read(
        discover(b"\x35\1\1\0\x0c\6my-tv\0\x3c\6andr-9\x37\3\1\3\6\x3d\7\1\2\0\0\0\0\xaa\xff garbage")
    )
    assert (said.request, said.mac, said.name, said.vendor) == (True, "02:00:00:00:00:aa", "my-tv", "andr-9")
    assert (said.parameters, said.client_id) == ((1, 3, 6), "010200000000aa")
    assert dhcp_messages.read(discover(b"\x51\x0b\4\0\0\5phone\1a\0\xff")).name == "phone.a"
    assert dhcp_messages.read(discover(b"\x34\1\2\xff", sname=b"\x0c\3abc\xff")).name == ""  # sname, not file
    assert dhcp_messages.read(discover(b"\x0c\xffcut")).name == ""
    assert dhcp_messages.read(discover(b"\x0c\0\x37\0\x3c\0\xff")).name == ""  # options of no length


def test_what_a_device_says_in_version_6() -> None:
    unique = b"\0\1\0\x0e\0\1\0\1\x25\xe5\x14\x8e\2\0\0\0\0\xaa"
    name = b"\0\x27\0\x08\1\6tablet"
    said = dhcp_messages.read_6(b"\1\0\0\7" + unique + name + b"\0\6\0\4\0\x17\0\x18")
    assert (said.request, said.mac, said.name, said.parameters) == (
        True,
        "02:00:00:00:00:aa",
        "tablet",
        (23, 24),
    )
    for bad in (b"", b"\x0c\0\0\0", b"\1\0\0\0", b"\1\0\0\0\0\1\xff\xff"):
        with pytest.raises(NotDhcp):
            dhcp_messages.read_6(bad)


@settings(max_examples=300)
@given(st.binary(max_size=150))
def test_no_bytes_make_dhcp_fail_otherwise(options: bytes) -> None:
    dhcp_messages.read(discover(options))
    for reader, data in ((dhcp_messages.read, options), (dhcp_messages.read_6, b"\1\0\0\0" + options)):
        try:
            reader(data)
        except NotDhcp:
            continue

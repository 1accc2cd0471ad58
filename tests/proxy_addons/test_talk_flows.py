"""How a talk is named and described, where it says its name and where it does not."""

from __future__ import annotations

import pytest

from analysis.import_records import body_of
from analysis.records import Visibility
from proxy_addons.client_hello import ClientHello
from proxy_addons.stream_bodies import Said
from proxy_addons.talk_flows import (
    address_text,
    describe,
    message_of,
    moment,
    name_of,
    pair_of,
    visibility_of,
)
from proxy_addons.talks import Talk

ADDRESS = "198.51.100.9"


def talk(protocol: str = "", hello: ClientHello | None = None, **fields: object) -> Talk:
    made = Talk("tcp", 0, 1_700_000_000.0)
    made.device, made.remote, made.port = bytes([192, 168, 1, 7]), bytes([198, 51, 100, 9]), 443
    made.device_port, made.remote_port = 4000, 443
    made.protocol, made.hello = protocol, hello
    for name, value in fields.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (talk("tls", ClientHello(sni="a.example"), asked=("b.example",)), "a.example"),
        (talk("http/1.1", host="a.example", asked=("b.example",)), "a.example"),
        (talk("tls", ClientHello(), asked=("b.example",)), "b.example"),
        (talk("tls", ClientHello(sni="cloudflare-ech.com", ech=True), asked=("b.example",)), "b.example"),
        (talk("tls", ClientHello(sni="cloudflare-ech.com", ech=True)), "cloudflare-ech.com"),
        (talk("tls", ClientHello(), asked=("b.example", "c.example")), ADDRESS),
        (talk("tls", ClientHello()), ADDRESS),
        (talk(), ADDRESS),
    ],
    ids=["server name", "host", "asked", "behind ECH", "ECH", "asked for several", "no name", "unknown"],
)
def test_the_best_name_is_taken(made: Talk, name: str) -> None:
    host, evidence = name_of(made)
    assert host == name
    assert bool(evidence) == (name in ("b.example", ADDRESS) and made.protocol == "tls" and made.hello != ClientHello(
        sni="a.example"
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("made", "visibility"),
    [
        (talk("http/1.1"), Visibility.CLEARTEXT),
        (talk("tls", ClientHello(sni="a.example")), Visibility.METADATA_ONLY),
        (talk("tls", ClientHello(sni="a.example", ech=True)), Visibility.METADATA_ONLY),  # most often GREASE
        (talk("tls", ClientHello(ech=True)), Visibility.ECH),
        (talk("quic"), Visibility.QUIC),
        (talk("wireguard"), Visibility.METADATA_ONLY),
        (talk("tls", opened=True), Visibility.OPENED),
    ],
    ids=lambda value: str(getattr(value, "protocol", value)),
)
def test_visibility(made: Talk, visibility: Visibility) -> None:
    assert visibility_of(made) is visibility


def test_ways_round_and_aliases_are_said() -> None:
    made = talk("tls", ClientHello(sni="dns.google", alpn=("h2",)))
    said = describe(made, ("edge.example",), *name_of(made))
    assert (said.protocol, said.host, said.sni, said.alpn) == ("doh", "dns.google", "dns.google", "h2")
    reason = said.reason(())
    assert reason.startswith("DNS over HTTPS; ")
    assert "the name is an alias of edge.example" in reason
    tunnel = describe(talk("wireguard"), (), ADDRESS, "")
    assert "tunnel" in tunnel.reason(())
    ordinary = describe(talk("tls", ClientHello(sni="a.example")), (), "a.example", "")
    assert ordinary.reason(("x.example",)) == "TLS; names: x.example"


def test_what_is_counted_together_has_no_ends() -> None:
    row = talk(together=7, remote=b"")
    assert pair_of(row) is None
    assert "7 connections without content" in describe(row, (), "", "").reason(())
    pair = pair_of(talk())
    assert pair is not None
    assert (pair.local_ip, pair.local_port, pair.remote_ip, pair.remote_port) == (
        "192.168.1.7",
        4000,
        ADDRESS,
        443,
    )
    assert address_text(b"") == ""


def test_a_message_takes_its_place_from_what_it_says_or_from_the_talk() -> None:
    body = body_of(b"x", Visibility.CLEARTEXT)
    said = Said(
        protocol="http/1.1", at=1.0, body=body, method="POST", target="/a?b=1#c", headers=(("A", "\ud800"),)
    )
    message = message_of(talk("http/1.1"), said, id="i", flow_id="f", writer="w")
    assert (message.host, message.port, message.path, message.query) == (ADDRESS, 443, "/a", "b=1")
    assert (message.scheme, message.seen_at) == ("http", moment(1.0))
    assert message.request_headers[0][1].isprintable()
    topic = Said(protocol="mqtt", at=1.0, body=body, target="home/?/x")
    assert message_of(talk("mqtt", opened=True), topic, id="i", flow_id="f", writer="w").path == "home/?/x"
    assert message_of(talk("mqtt", opened=True), topic, id="i", flow_id="f", writer="w").scheme == "mqtts"

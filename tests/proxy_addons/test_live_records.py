"""What of a talk may be told: names and their categories, modes, passwords."""

from __future__ import annotations

import pytest

from analysis.devices import DeviceDirectory
from analysis.import_records import body_of
from analysis.records import Visibility
from proxy_addons.client_hello import ClientHello
from proxy_addons.known_names import KnownNames
from proxy_addons.live_records import CATEGORY_ALONE, LiveRecords
from proxy_addons.neighbours import Neighbours
from proxy_addons.never_intercept import load
from proxy_addons.stream_bodies import Said
from proxy_addons.talk_flows import moment
from proxy_addons.talks import Talk
from tests.proxy_addons.live_wire import PHONE, PHONE_MAC, START, directory

DEVICE, REMOTE = bytes([192, 168, 1, 7]), bytes([198, 51, 100, 9])
SENSITIVE = "samaritans.org"
OPEN = directory(("phone", "open", (("ip", PHONE),)))


@pytest.fixture
def names() -> KnownNames:
    return KnownNames()


def records(names: KnownNames, decided: DeviceDirectory = OPEN) -> LiveRecords:
    neighbours = Neighbours()
    neighbours.met(DEVICE, bytes.fromhex(PHONE_MAC.replace(":", "")))
    neighbours.called("my-phone", DEVICE)
    return LiveRecords(lambda found, at: decided.resolve(found, at), lambda _: "", names, neighbours, load())


def talk(protocol: str = "tls", hello: ClientHello | None = None, **fields: object) -> Talk:
    made = Talk("tcp", 0, START)
    made.device, made.remote, made.port, made.protocol, made.hello = DEVICE, REMOTE, 443, protocol, hello
    made.client, made.spoke = made.out, True
    made.out.size, made.out.packets, made.out.last = 100, 2, START + 5
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def test_a_device_s_own_name_is_no_address(names: KnownNames) -> None:
    flow = records(names).flow(talk(), mode="open", closed=True)
    assert [(each.kind, each.value) for each in flow.addresses] == [("ip", PHONE), ("mac", PHONE_MAC)]
    assert (flow.closed_at, flow.bytes_out, flow.bytes_in) == (moment(START + 5), 100, 0)


@pytest.mark.parametrize(
    "made",
    [
        talk("tls", ClientHello(sni=SENSITIVE)),
        talk("quic", ClientHello(sni=f"a.b.{SENSITIVE.upper()}")),
        talk("http/1.1", host=SENSITIVE),
        talk("tls", ClientHello(), asked=(SENSITIVE,)),
        talk("tls", ClientHello(), asked=("a.example", SENSITIVE)),
        talk("", asked=(SENSITIVE,)),
        talk("tls", ClientHello(sni="cloudflare-ech.com", ech=True), asked=("a.example", SENSITIVE)),
        talk("tls", ClientHello(sni="alias.example")),
        talk("", asked=("alias.example", "b.example")),
    ],
    ids=[
        "TLS",
        "QUIC",
        "HTTP",
        "DNS",
        "one of several",
        "no protocol",
        "ECH",
        "alias",
        "alias of one of several",
    ],
)
def test_sensitive_however_it_is_known(names: KnownNames, made: Talk) -> None:
    names.remember(DEVICE, ("alias.example", SENSITIVE), (), START)
    flow = records(names).flow(made, mode="open", closed=False)
    assert (flow.host, flow.port, flow.reason) == ("category:crisis_lines", 0, CATEGORY_ALONE)
    assert (flow.client, flow.upstream, flow.sni, flow.ja4, flow.aliases) == (None, None, None, None, ())
    assert flow.bytes_out == 100


@pytest.mark.parametrize(
    "made",
    [
        talk("tls", ClientHello(sni="notsamaritans.org")),
        talk("tls", ClientHello(sni="samaritans.org.example")),
        talk(
            "tls", ClientHello(sni="a.example"), asked=(SENSITIVE, "a.example")
        ),  # another name at the same address
    ],
    ids=["longer", "below another", "said its name"],
)
def test_what_is_not_sensitive_keeps_its_name(names: KnownNames, made: Talk) -> None:
    assert made.hello is not None
    assert records(names).flow(made, mode="open", closed=False).host == made.hello.sni


def test_a_message_of_an_observed_or_unknown_device_is_none(names: KnownNames) -> None:
    said = Said(
        protocol="http/1.1", at=START, body=body_of(b"x", Visibility.CLEARTEXT), host="a.example", target="/"
    )
    made = talk("http/1.1", host="a.example", flow_id="f")
    now = moment(START)
    assert records(names).message(made, said, now) is not None
    for mode in ("observe", "paused", "off"):
        assert records(names, directory(("phone", mode, (("ip", PHONE),)))).message(made, said, now) is None
    made.client = made.into
    assert records(names).message(made, said, now) is None


def test_a_password_of_mqtt_is_masked_and_the_hash_is_that_of_what_is_kept(names: KnownNames) -> None:
    packet = bytes([0x10, 21]) + b"\0\4MQTT\4\x42\0\x3c" + b"\0\1i" + b"\0\6geheim"
    said = Said(protocol="mqtt", at=START, body=body_of(packet, Visibility.CLEARTEXT))
    message = records(names).message(talk("mqtt", flow_id="f"), said, moment(START))
    assert message is not None
    assert message.body is not None
    assert b"geheim" not in message.body
    assert message.body_sha256 == body_of(message.body, Visibility.CLEARTEXT).sha256
    assert message.body_size == len(packet)

"""What is shown of a connection that proxy and sniffer both saw, and what is not taken for one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from analysis.flow_accounts import Account
from analysis.flow_merging import merged
from analysis.flow_rows import FlowRow, account_of
from analysis.records import Address, Flow, SocketPair, Visibility

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DEVICE, BOX, SERVER = "192.168.7.20", "192.168.7.1", "203.0.113.9"
TO_PROXY = SocketPair(local_ip=DEVICE, local_port=50_000, remote_ip=BOX, remote_port=8080)
UPSTREAM = SocketPair(local_ip="198.51.100.4", local_port=40_000, remote_ip=SERVER, remote_port=443)
TO_SERVER = SocketPair(local_ip=DEVICE, local_port=50_000, remote_ip=SERVER, remote_port=443)


def account(flow: Flow, *, company: str | None = None) -> Account:
    return account_of(FlowRow(flow, "phone", None, company))


def proxied(flow_id: str = "p", at: int = 0, seconds: int | None = 30, **changed: object) -> Account:
    given: dict[str, object] = {
        "flow_id": flow_id, "opened_at": NOON + timedelta(seconds=at), "writer": "proxy-0",
        "closed_at": None if seconds is None else NOON + timedelta(seconds=at + seconds),
        "addresses": (Address(kind="proxy_user", value="phone"),), "client": TO_PROXY, "upstream": UPSTREAM,
        "host": "api.social.example", "port": 443, "visibility": Visibility.OPENED, "bytes_out": 1000, "bytes_in": 400,
    }  # fmt: skip
    return account(Flow(**(given | changed)), company="social")  # type: ignore[arg-type]


def sniffed(flow_id: str = "s", at: int = 0, seconds: int | None = 30, **changed: object) -> Account:
    pair = changed.pop("pair", TO_PROXY)
    given: dict[str, object] = {
        "flow_id": flow_id, "opened_at": NOON + timedelta(seconds=at), "writer": "sniffer",
        "closed_at": None if seconds is None else NOON + timedelta(seconds=at + seconds),
        "addresses": (Address(kind="ip", value=DEVICE),), "client": pair, "upstream": pair, "host": BOX, "port": 8080,
        "visibility": Visibility.METADATA_ONLY, "bytes_out": 1450, "bytes_in": 700, "packets_out": 9, "packets_in": 7,
    }  # fmt: skip
    return account(Flow(**(given | changed)))  # type: ignore[arg-type]


def test_names_are_the_proxys_and_bytes_the_sniffers() -> None:
    found = merged([proxied(), sniffed(ja4="t13d1516h2", ech=True)])
    (view,) = found.views.values()
    one = view.account
    assert (one.flow_id, one.host, one.visibility, one.company) == (
        "p",
        "api.social.example",
        "opened",
        "social",
    )
    assert (one.bytes_out, one.bytes_in, one.packets_out, one.packets_in) == (1450, 700, 9, 7)
    assert (one.ja4, one.ech, one.remote_ip) == ("t13d1516h2", True, SERVER)
    assert sum(step[1] for step in view.series) == 1450
    assert found.shown_as == {"p": "p", "s": "p"}


@pytest.mark.parametrize(
    "pair",
    [TO_PROXY, UPSTREAM, TO_SERVER],
    ids=["to the proxy", "from the proxy on", "to the server behind a redirect"],
)
def test_every_place_where_the_sniffer_may_stand_is_known(pair: SocketPair) -> None:
    (view,) = merged([proxied(), sniffed(pair=pair)]).views.values()
    assert view.account.bytes_out == 1450


def test_an_address_has_one_form() -> None:
    mapped = SocketPair(
        local_ip="::ffff:192.168.7.20", local_port=50_000, remote_ip="::ffff:192.168.7.1", remote_port=8080
    )
    assert len(merged([proxied(client=mapped), sniffed()]).views) == 1
    long = SocketPair(local_ip="2001:db8:0:0::1", local_port=1, remote_ip="2001:db8::2", remote_port=2)
    short = SocketPair(local_ip="2001:DB8::1%wlan0", local_port=1, remote_ip="2001:db8:0::2", remote_port=2)
    assert len(merged([proxied(client=long), sniffed(pair=short)]).views) == 1


@pytest.mark.parametrize(
    "other",
    [
        sniffed(at=60),  # the same ports, a minute later
        sniffed(at=-60, seconds=20),
        sniffed(pair=SocketPair(local_ip=DEVICE, local_port=50_001, remote_ip=BOX, remote_port=8080)),
        sniffed(pair=SocketPair(local_ip="192.168.7.21", local_port=50_000, remote_ip=BOX, remote_port=8080)),
        sniffed(pair=SocketPair(local_ip=BOX, local_port=8080, remote_ip=DEVICE, remote_port=50_000)),
        sniffed(transport="udp"),
        sniffed(corpus="a capture"),
        sniffed(writer="import-pcap"),
        sniffed(writer="proxy-1"),
        sniffed(client=None, upstream=None),
    ],
    ids=[
        "later",
        "earlier",
        "port",
        "device",
        "reversed",
        "udp",
        "corpus",
        "import",
        "a second proxy",
        "no ends",
    ],
)
def test_what_is_another_connection_stays_one(other: Account) -> None:
    found = merged([proxied(), other])
    assert set(found.views) == {"p", "s"}
    assert found.shown_as == {}
    assert found.views["p"].account.bytes_out == 1000


def test_a_port_that_is_used_again_is_told_apart_by_time() -> None:
    found = merged(
        [proxied("p1"), sniffed("s1"), proxied("p2", 300, bytes_out=5), sniffed("s2", 300, bytes_out=77)]
    )
    assert {key: view.account.bytes_out for key, view in found.views.items()} == {"p1": 1450, "p2": 77}


def test_a_direct_connection_from_the_same_port_is_not_taken_for_the_proxied_one() -> None:
    found = merged([proxied(), sniffed(), sniffed("direct", pair=TO_SERVER, bytes_out=9)])
    assert {key: view.account.bytes_out for key, view in found.views.items()} == {"p": 1450, "direct": 9}


def test_one_connection_to_several_hosts_is_divided_and_nothing_of_it_lost() -> None:
    legs = [
        proxied(f"p{n}", n, bytes_out=sent, bytes_in=1, upstream=None) for n, sent in enumerate((100, 300, 0))
    ]
    found = merged([*legs, sniffed(bytes_out=801, seconds=60)]).views
    assert [found[f"p{n}"].account.bytes_out for n in range(3)] == [200, 601, 0]
    assert sum(step[1] for view in found.values() for step in view.series) == 801


def test_what_both_sides_of_the_proxy_show_is_counted_once() -> None:
    (view,) = merged(
        [proxied(), sniffed(), sniffed("up", pair=UPSTREAM, bytes_out=1500, ja4="t13d_proxys_own")]
    ).views.values()
    assert (view.account.bytes_out, view.account.ja4) == (1450, None)


def test_a_sniffer_that_was_started_again_has_two_parts_of_one_connection() -> None:
    (view,) = merged(
        [proxied(), sniffed("a", 0, 10, bytes_out=600), sniffed("b", 12, 18, bytes_out=850)]
    ).views.values()
    assert view.account.bytes_out == 1450
    assert len(view.series) == 2


def test_a_sniffer_that_lost_packets_makes_nothing_less() -> None:
    (view,) = merged([proxied(), sniffed(bytes_out=10, packets_out=1)]).views.values()
    assert (view.account.bytes_out, view.account.bytes_in) == (1000, 700)
    assert sum(step[1] for step in view.series) == 1000


def test_bytes_that_the_sniffer_does_not_know_stay_the_proxys() -> None:
    (view,) = merged([proxied(), sniffed(bytes_out=None, bytes_in=None, packets_out=None)]).views.values()
    assert (view.account.bytes_out, view.account.bytes_in) == (1000, 400)


def test_of_a_sensitive_host_only_bytes_are_joined() -> None:
    """Behind a redirect the sniffer sees the connection by its name, and keeps neither that nor its ends."""
    hidden: dict[str, object] = {"host": "category:health", "sni": None, "port": 0, "upstream": None}
    unnamed = hidden | {"client": None}
    seen = sniffed(**unnamed, ja4="t13d")
    (view,) = merged([proxied(**hidden), seen]).views.values()
    assert (view.account.bytes_out, view.account.ja4, view.account.remote_ip) == (1450, None, None)
    for other in (
        sniffed(**(unnamed | {"host": "category:finance"})),
        sniffed(**unnamed, addresses=(Address(kind="ip", value="192.168.7.21"),)),
        sniffed(**unnamed, transport="udp"),
        sniffed(at=60, **unnamed),
    ):
        assert len(merged([proxied(**hidden), other]).views) == 2


def test_of_a_sensitive_host_the_proxys_own_connection_is_the_one_where_it_was_seen() -> None:
    hidden: dict[str, object] = {"host": "category:health", "sni": None, "port": 0, "upstream": None}
    direct = sniffed("direct", bytes_out=9, **(hidden | {"client": None}))
    found = merged([proxied(**hidden), sniffed(), direct]).views
    assert {key: view.account.bytes_out for key, view in found.items()} == {"p": 1450, "direct": 9}


def test_of_strangers_the_greater_of_two_totals_stands() -> None:
    of_nobody: dict[str, object] = {"addresses": (), "client": None, "upstream": None, "host": ""}
    totals = [
        proxied(bytes_out=10, seconds=None, **of_nobody),
        sniffed(bytes_out=25, seconds=None, **of_nobody),
    ]
    assert {key: view.account.bytes_out for key, view in merged(totals).views.items()} == {"s": 25}
    other_day = sniffed(at=86_400, bytes_out=25, seconds=None, **of_nobody)
    assert len(merged([totals[0]]).views) == len(merged([other_day]).views) == 1
    assert totals[0].ends != other_day.ends

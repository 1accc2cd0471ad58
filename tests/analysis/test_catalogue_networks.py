"""Networks of companies: what is refused, with its line; and that a table answers as a slow search would."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.catalogue import Catalogue, CatalogueError, json_schema, load
from analysis.catalogue_cache import through_cache
from analysis.catalogue_file import read_catalogue
from analysis.catalogue_networks import Network, Networks, address_in
from tests.analysis.catalogue_text_minimal import MINIMAL

READ = "source: github.com/acme/docs x.md, read: 2026-11-25"
ACME, ZETA = "    name: Acme\n", "    name: Zeta\n"


def _load(tmp_path: Path, text: str) -> Catalogue:
    path = tmp_path / "trackers.yaml"
    path.write_text(text, encoding="utf-8")
    return read_catalogue(path)


def _with(acme: str = "", zeta: str = "") -> str:
    """The small catalogue with networks of its companies."""
    made = MINIMAL
    for where, parts in ((ACME, acme), (ZETA, zeta)):
        made = made.replace(where, f"{where}    networks: [{parts}]\n" if parts else where)
    return made


def _part(*ranges: str, shared: bool = False, read: str = READ) -> str:
    listed = ", ".join(f"'{one}'" for one in ranges)
    return f"{{{read}, {'shared: true, ' if shared else ''}ranges: [{listed}]}}"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (_with(_part("8.8.8.1/24")), 5, "no bits set behind the /, got '8.8.8.1/24'"),
        (_with(_part("8.8.8.8")), 5, "expected 8.8.8.8/32"),
        (_with(_part("8.8.8.0/255.255.255.0")), 5, "expected 8.8.8.0/24"),
        (_with(_part("2A00:1450::/32")), 5, "expected 2a00:1450::/32"),
        (_with(_part("acme.example")), 5, "expected addresses such as 192.0.2.0/24"),
        (_with(_part("0.0.0.0/0")), 5, "with a number behind the / of 8 or more"),
        (_with(_part("2000::/3")), 5, "with a number behind the / of 20 or more"),
        (_with(_part("10.0.0.0/8")), 5, "expected public addresses, got '10.0.0.0/8'"),
        (_with(_part("100.64.0.0/10")), 5, "expected public addresses"),
        (_with(_part("127.0.0.0/8")), 5, "expected public addresses"),
        (_with(_part("169.254.0.0/16")), 5, "expected public addresses"),
        (_with(_part("224.0.0.0/8")), 5, "expected public addresses"),
        (_with(_part("fe80::/64")), 5, "expected public addresses"),
        (_with(_part("fd00::/32")), 5, "expected public addresses"),
        (_with(_part("ff02::/32")), 5, "expected public addresses"),
        (_with(_part()), 5, "ranges: "),
        (_with(_part("8.8.8.0/24", read="read: 2026-11-25")), 5, "expected a key 'source', got none"),
        (_with(_part("8.8.8.0/24", read="source: github.com/a/b")), 5, "expected a key 'read', got none"),
        (_with(_part("8.8.8.0/24").replace("ranges", "shared: false, ranges")), 5, "shared: "),
        (_with(_part("8.8.8.0/24", "8.8.4.0/24")), 5, "expected networks in order, got '8.8.4.0/24' after '8.8.8.0/24'"),
        (_with(_part("2a00:1450::/32", "8.8.4.0/24")), 5, "expected networks in order"),
        (_with(_part("8.8.8.0/24", "8.8.8.0/24")), 5, "expected each network once, got '8.8.8.0/24' of 'acme' again"),
        (_with(_part("8.8.8.0/24"), _part("8.8.8.0/24")), 11, "each network once, got '8.8.8.0/24' of 'acme' again"),
        (_with(_part("8.8.0.0/16", "8.8.8.0/24")), 5, "expected no part of '8.8.0.0/16', which is there already"),
        (_with(_part("8.8.0.0/16") + ", " + _part("8.8.8.0/24")), 5, "expected no part of '8.8.0.0/16'"),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path: Path, text: str, line: int, expected: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        _load(tmp_path, text)
    assert str(refused.value).startswith(f"trackers.yaml:{line}: ")
    assert expected in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_part_may_be_anothers_or_shared(tmp_path: Path) -> None:
    parts = (_part("17.0.0.0/8", "2a03:2880::/31"), _part("17.1.2.0/24", "17.9.0.0/16", shared=True))
    known = _load(tmp_path, _with(", ".join(parts), _part("17.1.0.0/16"))).networks
    whose = {
        address: known.of(address)
        for address in ("17.0.0.0", "17.1.1.255", "17.1.2.0", "17.2.0.0", "17.9.1.1")
    }
    assert {address: (one.company, one.shared) for address, one in whose.items() if one is not None} == {
        "17.0.0.0": ("acme", False), "17.1.1.255": ("zeta", False), "17.1.2.0": ("acme", True), "17.2.0.0": ("acme", False),
        "17.9.1.1": ("acme", True),
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["", "a.example", "category:crisis_lines", "17", "17.0.0", "017.0.0.1", "17.0.0.1:443", "16.255.255.255", "18.0.0.0",
     "10.17.0.1", "100.64.0.1", "127.0.0.1", "192.168.1.1", "224.0.0.251", "255.255.255.255", "0.0.0.0", "::", "::1",
     "fe80::1%eth0", "ff02::fb", "fd00::1", "2a03:287f:ffff::1", "2a03:2882::", "::17.0.0.1", "64:ff9b:1::1101:203"],
)  # fmt: skip
def test_no_network(tmp_path: Path, address: str) -> None:
    known = _load(tmp_path, _with(_part("17.0.0.0/8", "2a03:2880::/31"))).networks
    assert known.of(address) is None


@pytest.mark.parametrize(
    "address",
    ["17.0.0.0", "17.255.255.255", "::ffff:17.1.2.3", "64:ff9b::17.1.2.3", "[2a03:2880::1]", "2a03:2881:ffff::",
     "2A03:2880::%1"],
)  # fmt: skip
def test_in_a_network_however_it_is_written(tmp_path: Path, address: str) -> None:
    found = _load(tmp_path, _with(_part("17.0.0.0/8", "2a03:2880::/31"))).networks.of(address)
    assert found is not None
    assert (found.company, found.source, found.read) == ("acme", "github.com/acme/docs x.md", "2026-11-25")


def _network(bits: int, number: int) -> str:
    return str(ipaddress.ip_network((number >> (32 - bits) << (32 - bits), bits)))


NETWORKS = st.lists(
    st.builds(_network, st.integers(1, 32), st.integers(0, 2**32 - 1) | st.integers(0, 300)),
    max_size=30,
    unique=True,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NETWORKS, st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 300), max_size=20))
def test_the_narrowest_decides_as_in_a_slow_search(written: list[str], numbers: list[int]) -> None:
    rows = [Network(cidr=one, company=str(place), source="s", read="r") for place, one in enumerate(written)]
    known, networks = Networks(rows), [ipaddress.ip_network(one) for one in written]
    edges = [
        int(end) + by
        for one in networks
        for end in (one.network_address, one.broadcast_address)
        for by in (-1, 0, 1)
    ]
    for number in (*numbers, *edges):
        if not 0 <= number < 2**32:
            continue
        address = ipaddress.IPv4Address(number)
        around = [place for place, one in enumerate(networks) if address in one]
        expected = rows[max(around, key=lambda place: networks[place].prefixlen)] if around else None
        assert known.of(str(address)) == expected


def test_what_a_text_is_as_an_address() -> None:
    assert address_in("17.0.0.1") == ipaddress.ip_address("17.0.0.1")
    assert address_in("fe80::1%eth0") == ipaddress.ip_address("fe80::1")
    assert address_in("x") is None


def test_the_cache_keeps_them_and_the_schema_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "trackers.yaml"
    path.write_text(_with(_part("17.0.0.0/8"), _part("8.8.8.0/24", shared=True)))
    first, second = through_cache(path), through_cache(path)
    assert first.networks == second.networks == read_catalogue(path).networks
    assert len(second.networks.rows) == 2
    assert first.networks != Networks()
    assert "ranges" in json_schema()["$defs"]["NetworkShape"]["required"]


@pytest.mark.parametrize(
    ("address", "company", "shared"),
    [
        ("17.57.144.10", "apple", False), ("149.154.167.50", "telegram", False), ("2001:67c:4e8:f002::a", "telegram", False),
        ("157.240.1.35", "meta-platforms", False), ("2a03:2880:f12f:83:face:b00c:0:25de", "meta-platforms", False),
        ("104.244.42.1", "x-corp", False), ("8.8.8.8", "google", False), ("142.250.1.1", "google", True),
        ("35.190.1.1", "google", True), ("104.16.1.1", "cloudflare", True), ("2606:4700::1", "cloudflare", True),
        ("151.101.1.1", "fastly", True), ("54.217.230.12", "amazon", True), ("198.51.100.9", None, None),
    ],
)  # fmt: skip
def test_the_shipped_ones(address: str, company: str | None, shared: bool | None) -> None:
    found = load().networks.of(address)
    assert (found.company, found.shared) == (company, shared) if found is not None else company is None

"""Where addresses are looked up is told from where they are shortened or watched; programs' own names from sites."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.page_checks import IS_OF_A_PROGRAM, is_check, is_surely_checked
from analysis.records import Transmission


def sent(host: str, path: str) -> Transmission:
    when = datetime(2026, 11, 27, tzinfo=UTC)
    return Transmission(id="0" * 26, flow_id="0" * 26, seen_at=when, writer="test", host=host, path=path)


@pytest.mark.parametrize(
    ("host", "path", "field"),
    [
        ("link.bezpieczny.example", "/rep", "u"),
        ("api.navegacionsegura.example", "/consulta", "u"),
        ("schutz.example", "/pruefung", "adresse"),
        ("av.example", "/v2/classify/url", "u"),
    ],
)
def test_an_address_is_looked_up(host: str, path: str, field: str) -> None:
    assert is_check(sent(host, path), field)


@pytest.mark.parametrize(
    ("host", "path", "field"),
    [
        ("kurz.example", "/neu", "u"),
        ("seo.example", "/check", "url"),
        ("shop.example", "/link-preview", "url"),
        ("schutz.example", "/v1", "u"),
    ],
)
def test_an_address_is_not_looked_up(host: str, path: str, field: str) -> None:
    assert not is_check(sent(host, path), field)


def test_hosts_are_asked_of_filters_only() -> None:
    assert is_surely_checked(sent("kids.dnsfilter.example", "/category"))
    assert not is_surely_checked(sent("registrar.example", "/check"))


@pytest.mark.parametrize(
    "host",
    [
        "0.pool.ntp.org", "time.apple.com", "ptbtime1.ptb.de", "pool.uhr.example", "connectivitycheck.gstatic.com",
        "www.msftconnecttest.com", "ocsp.ca.example", "4.3.2.1.in-addr.arpa", "_dns.resolver.arpa", "wpad.lan",
        "fritz.box", "network-test.debian.org", "ntp-g7g.amazon.com",
    ],
)  # fmt: skip
def test_programs_ask_for(host: str) -> None:
    assert IS_OF_A_PROGRAM[host]


@pytest.mark.parametrize(
    "host",
    ["www.zeit.de", "zeit.de", "time.com", "timesofindia.indiatimes.com", "ptb-fans.example", "pool.example"],
)
def test_people_visit(host: str) -> None:
    assert not IS_OF_A_PROGRAM[host]

"""The sniffer is stopped, killed and started again: the day goes on where it was, and nothing is counted twice."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.enrolment import enrol
from analysis.ledger_tables import flow_rollup, flows
from analysis.rebuild import rebuild
from analysis.settings import Home
from proxy_addons.running_total import RunningTotal
from tests.proxy_addons import household
from tests.proxy_addons.household import (
    DEVICE,
    GUEST,
    NOT_ENROLLED,
    SERVER,
    Household,
    flows_of,
    hints_of,
    latest,
    wait_for,
)
from tests.proxy_addons.peers import Authority

KNOWN = catalogue.load()
NOTIFY = (
    "import socket\n"
    "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
    f"s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton('{DEVICE}'))\n"
    "s.sendto(b'NOTIFY * HTTP/1.1\\r\\nHOST: 239.255.255.250:1900\\r\\nSERVER: Test/9 TV\\r\\n\\r\\n',"
    " ('239.255.255.250', 1900))\n"
)


@pytest.fixture(scope="module")
def house(authority: Authority) -> Iterator[Household]:
    household.needed()
    built = Household(authority.leaf)
    yield built
    built.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    opened = Home.open(tmp_path / "home")
    enrol(opened, "phone", kind="phone", ips=(DEVICE,))
    return opened


def work(home: Home) -> None:
    """The analyst reads what is there, as after every start."""
    analyst = Analyst(home, KNOWN)
    while analyst.step():
        continue
    analyst.close()
    assert analyst.failed == 0


def strangers(home: Home) -> list[tuple[object, ...]]:
    """The rows of devices that are not enrolled, and what the day's roll-up says of them."""
    engine = sa.create_engine(f"sqlite:///{home.ledger_path}")
    with engine.connect() as connection:
        rows = connection.execute(
            sa.select(flows.c.flow_id, flows.c.bytes_out, flows.c.bytes_in).where(flows.c.is_total)
        )
        day = connection.execute(
            sa.select(sa.func.sum(flow_rollup.c.bytes_out), sa.func.sum(flow_rollup.c.bytes_in)).where(
                flow_rollup.c.device == "", flow_rollup.c.grain == "d"
            )
        )
        return [*(tuple(row) for row in rows), *(tuple(row) for row in day)]


def total_of(home: Home) -> int:
    """What is kept of strangers beside the journal."""
    total = RunningTotal(home.root / "unenrolled-sniffer").read()
    return total.bytes_out if total is not None else 0


def once(house: Household, home: Home, name: str, *, kill: bool = False) -> None:
    """A sniffer that runs while a guest sends something, and the phone goes to a host and says what it is."""
    process, before = house.sniff(home), total_of(home)
    house.visit(SERVER, "nobodys-business.example", source=GUEST)
    house.run(house.device, [sys.executable, "-c", NOTIFY])
    house.visit(SERVER, name)
    wait_for(lambda: any(flow.host == name for flow in latest(home)) and hints_of(home))
    if kill:
        wait_for(lambda: total_of(home) > before + 500, 10)  # what the guest sent is kept within seconds
        process.kill()
        process.wait(20)
        (home.run_dir / "sniffer.json").unlink()
    else:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_over_restarts_strangers_are_one_row_and_nothing_is_counted_or_said_twice(
    house: Household, home: Home
) -> None:
    once(house, home, "one.example")
    work(home)
    once(house, home, "two.example")
    once(house, home, "killed.example", kill=True)
    once(house, home, "three.example")
    work(home)
    totals = {flow.flow_id: flow for flow in flows_of(home) if flow.reason == NOT_ENROLLED}
    assert len(totals) == 1  # whoever is started goes on from where it was, after kill -9 as well
    out = sum(flow.bytes_out or 0 for flow in totals.values())
    into = sum(flow.bytes_in or 0 for flow in totals.values())
    assert out > 4 * 500
    assert strangers(home) == [(min(totals), out, into), (out, into)]
    rebuild(home, KNOWN)
    assert strangers(home) == [(min(totals), out, into), (out, into)]
    assert [hint.value for hint in hints_of(home) if hint.kind == "ssdp_server"] == ["Test/9 TV"]
    assert sorted(flow.host for flow in latest(home) if flow.host.endswith(".example")) == [
        "killed.example",
        "one.example",
        "three.example",
        "two.example",
    ]

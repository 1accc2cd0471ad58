"""The certificate of a server that nothing names, from the wire through the kernel's filter to the journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.enrolment import enrol
from analysis.settings import Home
from tests.proxy_addons import household
from tests.proxy_addons.household import DEVICE, SERVER, Household, latest, wait_for
from tests.proxy_addons.peers import Authority


@pytest.fixture(scope="module")
def house(authority: Authority) -> Iterator[Household]:
    household.needed()
    built = Household(authority.leaf)
    yield built
    built.close()


def test_a_server_without_a_name_on_port_443(house: Household, tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    enrol(home, "phone", kind="phone", ips=(DEVICE,))
    house.sniff(home)
    for newest in ("1.2", "1.3"):
        house.run(house.device, ["curl", "-sk", "-m", "10", "--tls-max", newest, f"https://{SERVER}/"])
    house.visit(SERVER, "named.example")
    wait_for(lambda: sum(flow.closed_at is not None for flow in latest(home)) >= 3)
    nameless = sorted((flow for flow in latest(home) if flow.host == SERVER), key=lambda flow: flow.opened_at)
    assert [flow.certificate is not None for flow in nameless] == [True, False]
    assert nameless[0].certificate is not None
    assert nameless[0].certificate.names[:2] == ("tracker.example", "pinned.example")
    assert not nameless[0].certificate.vouched
    (named,) = (flow for flow in latest(home) if flow.host == "named.example")
    assert named.certificate is None

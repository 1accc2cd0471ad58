"""Fixtures with real peers: an authority, origins on loopback, the proxy as a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.settings import Home
from tests.proxy_addons.peers import Authority, Origin, RunningProxy, enrol


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def origin(authority: Authority) -> Iterator[Origin]:
    peer = Origin(authority.leaf)
    yield peer
    peer.close()


@pytest.fixture
def plain_origin() -> Iterator[Origin]:
    peer = Origin(None)
    yield peer
    peer.close()


@pytest.fixture
def proxy(
    tmp_path: Path, authority: Authority, origin: Origin, plain_origin: Origin
) -> Iterator[RunningProxy]:
    """A running proxy with one enrolled, open device that calls itself ``phone``."""
    home = Home.open(tmp_path / "home", kind="demo")
    enrol(home)
    targets = {
        "tracker.example": origin.port,
        "pinned.example": origin.port,
        "clinic.mayoclinic.org": origin.port,
        "g.whatsapp.net": origin.port,
        "plain.example": plain_origin.port,
        "second.example": plain_origin.port,
        "lifeline.samaritans.org": plain_origin.port,
    }
    running = RunningProxy(home=home, origin_ca=authority.pem, origins=targets).start()
    yield running
    running.stop()

"""Which interfaces stand on others: against a tree like the kernel's, and the kernel's own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from proxy_addons.interfaces import index_of, look, names


def test_bridges_stand_on_their_ports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        socket, "if_nameindex", lambda: [(1, "lo"), (2, "wlan0"), (3, "eth0"), (4, "br0"), (5, "gone")]
    )
    for folder in ("lo", "wlan0/brport", "eth0/brport", "br0/bridge", "br0/lower_wlan0"):
        (tmp_path / folder).mkdir(parents=True)
    found = look(tmp_path)
    assert found.stacked == {4}
    assert found.bridged == {2, 3}


def test_loopback_is_there_and_stands_on_nothing() -> None:
    assert "lo" in names()
    assert index_of("lo") not in look().stacked | look().bridged
    with pytest.raises(OSError, match="no interface with this name"):
        index_of("nowhere0")


def test_a_real_bridge_is_seen() -> None:
    if os.geteuid() != 0:
        pytest.skip("an interface needs root")
    space = f"lli{os.getpid()}"
    if subprocess.run(["ip", "netns", "add", space], check=False, capture_output=True).returncode:
        pytest.skip("network namespaces cannot be made here")
    try:
        for arguments in (
            "link add port type veth peer name other",
            "link add br0 type bridge",
            "link set port master br0",
        ):
            subprocess.run(["ip", "-n", space, *arguments.split()], check=True, capture_output=True)
        program = (
            "from proxy_addons.interfaces import index_of, look\n"
            "found = look()\n"
            "print(index_of('br0') in found.stacked, index_of('port') in found.bridged)"
        )
        ran = subprocess.run(
            ["ip", "netns", "exec", space, sys.executable, "-c", program],
            check=True, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[2],
        )  # fmt: skip
    finally:
        subprocess.run(["ip", "netns", "delete", space], check=False, capture_output=True)
    assert ran.stdout.split() == ["True", "True"]

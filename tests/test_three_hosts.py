"""Half a minute of ``benchmarks/three_hosts.py``: bytes for each device and destination are as the server counted them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
NEEDED = ("ip", "nft", "curl", "mosquitto")


def test_bytes_of_the_ledger_are_those_that_the_server_s_kernel_counted() -> None:
    if os.geteuid() != 0:
        pytest.skip("three hosts on one machine need root: network namespaces")
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"three hosts on one machine need {', '.join(missing)}")
    probe = f"ll3h{os.getpid()}x"
    if subprocess.run(["ip", "netns", "add", probe], check=False, capture_output=True).returncode:
        pytest.skip("network namespaces cannot be made here")
    subprocess.run(["ip", "netns", "delete", probe], check=False, capture_output=True)
    # a short run is judged more leniently: what TLS needs to begin is a greater part of it
    benchmark = [sys.executable, "benchmarks/three_hosts.py", "--minutes", "0.4", "--limit", "1"]
    # before the other tests: a host that waits for a processor acknowledges in other packets, which are bytes of headers
    command = ["nice", "-n", "-15", *benchmark]
    done = subprocess.run(command, cwd=REPOSITORY, check=False, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-4000:]
    assert "phone to direct.example" in done.stdout
    assert " 0 lost" in done.stdout

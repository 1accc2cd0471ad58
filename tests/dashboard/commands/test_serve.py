"""The serve command: the password once, and one line where it cannot serve."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "analysis", "serve"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, port: int, *more: str) -> subprocess.Popen[str]:
    given = [*COMMAND, "--home", str(home), "--port", str(port), *more]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        given, cwd=REPOSITORY, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def answers(port: int) -> bool:
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(0.1)
    return False


def test_it_serves_prints_the_password_once_and_stops_cleanly(tmp_path: Path) -> None:
    for first, number in ((True, signal.SIGINT), (False, signal.SIGTERM)):
        port = free_port()
        process = start(tmp_path / "home", port)
        assert answers(port)
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 0, err
        assert f"http://127.0.0.1:{port}/" in out
        assert bool(re.search(r"Password .*: [a-z0-9]{4}(-[a-z0-9]{4}){3}$", out, re.M)) is first
        assert "Traceback" not in err
        assert json.loads((tmp_path / "home" / "run" / "dashboard.json").read_text())["state"] == "stopped"


def test_a_stranger_cannot_send_it_more_than_it_asks_for(tmp_path: Path) -> None:
    """Also without a log-in a body is taken in before anybody looks at it: so it must be small."""
    port = free_port()
    process = start(tmp_path / "home", port)
    assert answers(port)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        head = f"POST /login HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 3000000\r\n\r\n"
        client.sendall(head.encode())
        assert client.recv(100).startswith(b"HTTP/1.1 413 ")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(tmp_path / "home", taken.getsockname()[1])
        out, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err.startswith("leakledger: ")
    assert len(err.strip().splitlines()) == 1
    assert "--port" in err
    assert out == ""  # no address that nobody answers at, and no password that is lost with it
    assert not (tmp_path / "home" / "dashboard.json").exists()


@pytest.mark.parametrize("address", ["not an address", "192.0.2.1", "300.1.1.1"])
def test_an_address_that_is_not_this_machine_s_is_one_line(tmp_path: Path, address: str) -> None:
    process = start(tmp_path / "home", free_port(), "--listen", address)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err.startswith("leakledger: ")
    assert len(err.strip().splitlines()) == 1
    assert address in err
    assert out == ""


def test_a_folder_that_is_not_ours_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear diary")
    process = start(tmp_path, free_port())
    _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert len(err.strip().splitlines()) == 1
    assert "--home" in err

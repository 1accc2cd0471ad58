"""The whole audit as a user starts it: all parts come up, a killed one comes back alone, Ctrl-C leaves nothing behind."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from analysis.addresses import in_url, reachable_at
from analysis.audit import introduction
from analysis.diagnosis import Level
from analysis.doctor import diagnose
from analysis.records import utc_now
from analysis.settings import Home, Settings, write_private
from analysis.status import lives, read_all

REPOSITORY = Path(__file__).resolve().parents[3]
WORDS = {"sniffer": "sniffer", "capture": "proxy", "analyse": "analyst", "serve": "dashboard"}


@dataclass
class Running:
    """``leakledger run`` as a process."""

    process: subprocess.Popen[bytes]
    home: Path
    log: Path
    proxy_port: int
    dashboard_port: int

    def said(self) -> str:
        """All that it and its parts have said."""
        return self.log.read_text(errors="replace")

    def parts(self) -> dict[str, psutil.Process]:
        """The running parts by name."""
        found = {}
        for child in psutil.Process(self.process.pid).children():
            try:
                words = child.cmdline()
            except psutil.NoSuchProcess:
                continue  # it has ended: the supervisor has not looked yet (a zombie), or has just done so
            name = next((part for word, part in WORDS.items() if word in words), None)
            if name is not None:
                found[name] = child
        return found

    def works(self) -> bool:
        """Proxy and dashboard answer, the analyst's heart beats, and the sniffer is there or has said why not."""
        alive = {status.name for status in read_all(Home.open(self.home)) if lives(status, utc_now())}
        sniffs = "sniffer" in self.parts() or "cannot capture here" in self.said()
        answered = answers(self.proxy_port) and answers(self.dashboard_port)
        return sniffs and answered and {"proxy-0", "analyst", "dashboard", "supervisor"} <= alive

    def until(self, condition: Callable[[], bool], seconds: float = 60) -> None:
        """Wait for it; what was said is shown where it does not happen."""
        give_up = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None, f"it ended with {self.process.returncode}\n{self.said()}"
            assert time.monotonic() < give_up, f"not within {seconds:.0f} s\n{self.said()}"
            time.sleep(0.1)

    def interrupt(self, seconds: float = 15) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(seconds)


def answers(port: int) -> bool:
    """Whether an HTTP server is there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/login")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free_ports() -> tuple[int, int]:
    """Two loopback ports that nobody listens on now."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def end(running: Running) -> None:
    """End what is still there, by process id."""
    if running.process.poll() is None:
        family = psutil.Process(running.process.pid).children(recursive=True)
        running.process.terminate()
        try:
            running.process.wait(20)
        except subprocess.TimeoutExpired:
            running.process.kill()
            running.process.wait()
        for child in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()


def left_of(family: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; a zombie does not."""
    left = []
    for child in family:
        with contextlib.suppress(psutil.NoSuchProcess):  # it may end between the two questions
            if child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
                left.append(child)
    return left


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Running]]:
    """Starts audits, each with a home and ports of its own, and ends them."""
    started: list[Running] = []

    def make() -> Running:
        folder = tmp_path_factory.mktemp("run")
        proxy, dashboard = free_ports()
        ports = ("--proxy-port", str(proxy), "--dashboard-port", str(dashboard))
        command = [sys.executable, "-m", "analysis", "run", "--home", str(folder / "home"), *ports]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        started.append(Running(process, folder / "home", folder / "log", proxy, dashboard))
        return started[-1]

    yield make
    for running in started:
        end(running)


@pytest.fixture(scope="module")
def running(start: Callable[[], Running]) -> Running:
    """An audit that works."""
    audit = start()
    audit.until(audit.works)
    return audit


def test_all_parts_come_up_and_it_says_where_the_dashboard_is(running: Running) -> None:
    assert {"proxy", "analyst", "dashboard"} <= running.parts().keys()
    said = running.said()
    assert f"Dashboard: http://127.0.0.1:{running.dashboard_port}/" in said
    assert len(re.findall(r"Password \(shown this once\): \S+", said)) == 1
    assert str(running.home / "ca" / "mitmproxy-ca-cert.pem") in said
    assert "Traceback" not in said
    assert running.home.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["proxy", "sniffer", "analyst", "dashboard"])
def test_a_killed_part_comes_back_and_the_others_go_on(running: Running, name: str) -> None:
    running.until(running.works)
    before = {part: process.pid for part, process in running.parts().items()}
    if name not in before:
        pytest.skip(f"the {name} may not capture here")
    os.kill(before[name], signal.SIGKILL)
    running.until(
        lambda: any(part == name and child.pid != before[name] for part, child in running.parts().items())
    )
    running.until(running.works)
    after = {part: process.pid for part, process in running.parts().items()}
    assert after[name] != before.pop(name)
    assert {part: after.get(part) for part in before} == before
    assert f"{name} was killed by signal 9" in running.said()


def test_ctrl_c_stops_everything_and_leaves_nothing_running(start: Callable[[], Running]) -> None:
    running = start()
    running.until(running.works)
    family = psutil.Process(running.process.pid).children(recursive=True)
    assert len(family) >= 3
    assert running.interrupt() == 0
    assert left_of(family) == []
    assert running.said().rstrip().endswith("Stopped. Everything that was acknowledged is kept.")
    assert "was killed" not in running.said()
    assert "Traceback" not in running.said()
    assert not answers(running.proxy_port)
    assert not answers(running.dashboard_port)
    states = {status.name: status.state for status in read_all(Home.open(running.home))}
    assert set(states.values()) == {"stopped"}, states


def test_ctrl_c_while_it_starts_leaves_nothing_running(start: Callable[[], Running]) -> None:
    running = start()
    running.until(lambda: "Ctrl-C stops everything" in running.said())
    running.until(lambda: bool(running.parts()))
    family = psutil.Process(running.process.pid).children(recursive=True)
    assert running.interrupt() == 0
    assert left_of(family) == []
    assert "Traceback" not in running.said()


def test_a_second_audit_of_the_same_home_is_one_line(running: Running) -> None:
    proxy, dashboard = map(str, free_ports())
    line = refused("--home", running.home, "--proxy-port", proxy, "--dashboard-port", dashboard)
    assert line.startswith(f"leakledger: {running.home}: ")
    assert "already running" in line


def refused(*words: str | Path) -> str:
    """What ``run`` says where it cannot start: one line, exit code 2, soon."""
    command = [sys.executable, "-m", "analysis", "run", *map(str, words)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=30)
    assert done.returncode == 2, done
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("option", ["--proxy-port", "--dashboard-port"])
def test_a_port_in_use_is_one_line(tmp_path: Path, option: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ports = dict(zip(("--proxy-port", "--dashboard-port"), map(str, free_ports()), strict=True))
        ports[option] = str(port)
        line = refused("--home", tmp_path / "home", *(word for pair in ports.items() for word in pair))
    assert str(port) in line
    assert option in line


def test_a_folder_that_is_not_ours_is_one_line_and_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir(mode=0o755)
    (tmp_path / "letters" / "dear.txt").write_text("Dear")
    line = refused("--home", tmp_path / "letters")
    assert str(tmp_path / "letters") in line
    assert "not a leakledger home" in line
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["dear.txt"]
    assert (tmp_path / "letters").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    ("name", "content"),
    [("never_intercept.yaml", "- category: [\n"), ("ca/mitmproxy-ca.pem", "garbage"), ("keys/home.key", "")],
)
def test_what_no_part_could_start_with_is_said_once(tmp_path: Path, name: str, content: str) -> None:
    home = Home.open(tmp_path / "home")
    home.key()
    write_private(home.root / name, content)
    proxy, dashboard = map(str, free_ports())
    line = refused("--home", home.root, "--proxy-port", proxy, "--dashboard-port", dashboard)
    assert str(home.root / name) in line
    found = [check for check in diagnose(home.root).checks if str(home.root / name) in check.text]
    assert [check.level for check in found] == [Level.PROBLEM]


def test_it_tells_addresses_that_can_be_typed_into_a_phone(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    said = introduction(home, Settings(proxy_listen="0.0.0.0", dashboard_listen="::"))
    assert "0.0.0.0" not in said
    assert "[::]" not in said
    assert all(f"http://{in_url(address)}:8050/" in said for address in reachable_at("::"))
    assert all(f"Proxy: {address} port 8080" in said for address in reachable_at("0.0.0.0"))


def test_a_file_instead_of_a_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert str(tmp_path / "file") in refused("--home", tmp_path / "file")


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "analysis", "run", "--home", str(tmp_path / "home"), "--listen", "attic"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=30)
    assert done.returncode == 2
    assert "'attic' is no IP address of this machine" in done.stderr
    assert "Traceback" not in done.stderr

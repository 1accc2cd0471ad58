"""Parts are started again when they die, none takes another down, and stopping stops all of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import supervisor
from analysis.settings import Home
from analysis.supervisor import Part, Supervisor

REPOSITORY = Path(__file__).parents[2]


def until(condition: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in ``analysis`` package whose main runs the script that its arguments name."""
    folder = tmp_path / "package"
    (folder / "analysis").mkdir(parents=True)
    (folder / "analysis" / "__init__.py").write_text("")
    (folder / "analysis" / "__main__.py").write_text("import sys\nexec(sys.argv[1], {'argv': sys.argv})\n")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.chdir(folder)
    return tmp_path


def part(name: str, record: Path, then: str) -> Part:
    code = f"import os, time, signal, sys; open({str(record)!r}, 'a').write(f'{{os.getpid()}}\\n'); {then}"
    return Part(name=name, arguments=(code,))


def run(home: Home, parts: list[Part], said: list[str]) -> tuple[threading.Thread, threading.Event]:
    stop = threading.Event()
    thread = threading.Thread(target=Supervisor(home, parts, said.append).run, args=(stop,))
    thread.start()
    return thread, stop


def test_a_killed_part_comes_back_and_the_other_never_notices(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "FIRST_DELAY", 0.1)
    steady, killed = package / "steady", package / "killed"
    said: list[str] = []
    home = Home.open(package / "home")
    thread, stop = run(
        home, [part("a", steady, "time.sleep(600)"), part("b", killed, "time.sleep(600)")], said
    )
    try:
        assert until(lambda: len(pids(steady)) == 1 and len(pids(killed)) == 1)
        os.kill(pids(killed)[0], signal.SIGKILL)
        assert until(lambda: len(pids(killed)) == 2)
        assert len(pids(steady)) == 1
        assert any("b was killed by signal 9" in line for line in said)
    finally:
        stop.set()
        thread.join(15)
    assert not any(map(alive, pids(steady) + pids(killed)))


def test_a_part_that_cannot_run_here_is_not_started_again(package: Path) -> None:
    record = package / "once"
    said: list[str] = []
    thread, stop = run(Home.open(package / "home"), [part("sniffer", record, "sys.exit(3)")], said)
    try:
        assert until(lambda: len(pids(record)) == 1)
        time.sleep(1.5)
        assert len(pids(record)) == 1
        assert said == []
    finally:
        stop.set()
        thread.join(15)


def test_a_part_that_does_not_stop_is_killed(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.5)
    record = package / "deaf"
    said: list[str] = []
    deaf = part("deaf", record, "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)")
    thread, stop = run(Home.open(package / "home"), [deaf], said)
    assert until(lambda: len(pids(record)) == 1)
    time.sleep(0.3)
    stop.set()
    thread.join(15)
    assert not alive(pids(record)[0])
    assert any("was killed" in line for line in said)


def test_parts_go_when_the_supervisor_is_killed(package: Path) -> None:
    record = package / "orphan"
    code = part("orphan", record, "time.sleep(600)").arguments[0]
    repository = Path(supervisor.__file__).parents[1]
    script = textwrap.dedent(
        f"""
        import sys, threading
        sys.path.insert(0, {str(repository)!r})
        from pathlib import Path
        from analysis.settings import Home
        from analysis.supervisor import Part, Supervisor
        parts = [Part(name="orphan", arguments=({code!r},))]
        Supervisor(Home.open(Path({str(package / "home")!r})), parts, print).run(threading.Event())
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script])
    assert until(lambda: len(pids(record)) == 1)
    process.kill()
    process.wait()
    assert until(lambda: not alive(pids(record)[0]))


@pytest.mark.parametrize("named", [0, 1])
def test_a_part_whose_parent_is_gone_ends_at_once_and_one_whose_parent_is_there_runs(named: int) -> None:
    code = "from analysis.supervisor import _die_with; import os; _die_with(os.getppid() + {}); print('runs')"
    done = subprocess.run(
        [sys.executable, "-c", code.format(named)], cwd=REPOSITORY, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == ((0, b"runs\n") if not named else (1, b""))

"""Plays the demo: stand-ins, the real proxy, analyst and dashboard as processes, three devices, then the story."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import click
import msgspec

from analysis import catalogue
from analysis.cli import UserError
from analysis.demo import found, person, story, summary
from analysis.demo.app import Setup
from analysis.demo.stand_ins import LOOPBACK, StandIns
from analysis.device_decisions import agree
from analysis.enrolment import enrol
from analysis.journal_format import to_micros
from analysis.journal_reading import tail
from analysis.ledger_reader import LedgerReader
from analysis.morning import Part as Told
from analysis.morning_findings import hours
from analysis.records import utc_now
from analysis.settings import MARKER, Home, UnusableHome, write_private
from analysis.supervisor import Part, Supervisor

DEFAULT_HOME: Final = Path("~/.leakledger-demo")
DEVICES: Final = ("phone", "tablet", "watch")
STOCK: Final = "stock phone"
MORNING: Final = 60.0  # seconds that the morning takes; it is told as 7:02 to 7:52
FAST: Final = 4.0
START_LIMIT: Final = 60.0  # seconds within which the proxy has to listen
DEVICE_LIMIT: Final = 90.0  # seconds that a device may take longer than the morning
SETTLE_LIMIT: Final = 30.0  # seconds within which everything has to be in the ledger
_WRITER: Final = "proxy-0"
_AHEAD: Final = 3_600_000_000  # µs: the quarter hour that has begun counts as well


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """How to play: ``seconds`` of morning, ``once`` to stop after it, names of steps to leave out.

    ``stock`` adds a phone as it comes out of its box, whose apps do not accept the household's certificate.
    """

    seconds: float = MORNING
    once: bool = False
    without: tuple[str, ...] = ()
    stock: bool = False

    @property
    def devices(self) -> tuple[str, ...]:
        """Who takes part."""
        return (*DEVICES, STOCK) if self.stock else DEVICES


def run_demo(path: Path | None, wishes: Wishes) -> int:
    """Play it, and stay until Ctrl-C unless ``once``. The exit code: 1 where a device could not do all it should."""
    catalogue.load()  # a broken catalogue is said now, in one line
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with fresh_home((path or DEFAULT_HOME).expanduser().absolute()) as home:
        click.echo(
            "The leakledger demo: every device, person and place here is made up, and nothing leaves this machine."
        )
        for device in wishes.devices:
            enrol(home, device, kind=device.rpartition(" ")[2], person=person.NAME, users=(user_of(device),))
            agree(home, device, person.NAME, by=person.NAME)
        stand_ins = StandIns(home.root / "stand-ins")
        try:
            failed = _Play(home, stand_ins, wishes, stop).run()
        finally:
            stand_ins.close()
        click.echo(f"The demo's home is {home.root}: look again with 'leakledger serve --home {home.root}',")
        click.echo(f"or remove it with 'rm -r {home.root}'.")
    return 1 if failed else 0


@contextlib.contextmanager
def fresh_home(root: Path) -> Iterator[Home]:
    """An empty demo home, ours alone. Raises ``UnusableHome`` for a folder that is not a demo's, or in which one runs."""
    Home.open(root, kind="demo")
    handle = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UnusableHome(
                f"{root}: a demo is running here already; stop it, or choose another folder with --home"
            ) from error
        for entry in root.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != MARKER:
                entry.unlink()
        settings = {"position": person.where_it_is_morning(utc_now())}
        write_private(root / "settings.json", msgspec.json.encode(settings).decode())
        yield Home.open(root, kind="demo")
    finally:
        os.close(handle)


class _Play:
    """One performance. The parts run under the supervisor in the calling thread, the devices beside it."""

    def __init__(self, home: Home, stand_ins: StandIns, wishes: Wishes, stop: threading.Event) -> None:
        self._home, self._stand_ins, self._wishes, self._stop = home, stand_ins, wishes, stop
        self._proxy_port, self._dashboard_port = free_ports(2)
        self._failed: list[str] = []
        self._connections = 0  # that the devices made
        self._error: Exception | None = None

    def run(self) -> list[str]:
        """The devices that could not do all they should. Raises what went wrong otherwise."""
        playing = threading.Thread(target=self._play_or_keep_error)
        playing.start()
        Supervisor(self._home, self._parts(), lambda line: click.echo(f"leakledger: {line}", err=True)).run(
            self._stop
        )
        playing.join()
        if self._error is not None:
            raise self._error
        return self._failed

    def _parts(self) -> list[Part]:
        where = ("--home", str(self._home.root))
        resolutions = [
            word
            for host, to in self._stand_ins.resolutions().items()
            for word in ("--resolve", f"{host}={to}")
        ]
        proxy = ("--listen", LOOPBACK, "--port", str(self._proxy_port), *resolutions)
        authority = ("--upstream-ca", str(self._stand_ins.certificates.authority))
        parts = [
            Part(name="proxy", arguments=("capture", *where, *proxy, *authority)),
            Part(name="analyst", arguments=("analyse", *where)),
        ]
        if not self._wishes.once:
            dashboard = ("--listen", LOOPBACK, "--port", str(self._dashboard_port))
            parts.append(Part(name="dashboard", arguments=("serve", *where, *dashboard)))
        return parts

    def _play_or_keep_error(self) -> None:
        try:
            self._play()
        except Exception as error:  # noqa: BLE001 - kept, and raised in the calling thread
            self._error = error
            self._stop.set()
        finally:
            if self._wishes.once:
                self._stop.set()

    def _play(self) -> None:
        if not self._until(self._proxy_listens, START_LIMIT):
            self._give_up("the demo's proxy did not start; what it said stands above")
            return
        if not self._wishes.once:
            self._until(lambda: listens(self._dashboard_port), START_LIMIT)
            click.echo(f"The morning takes {self._wishes.seconds:.0f} s; watch it on the dashboard.")
        self._live()
        if self._stop.is_set():
            return
        reader = LedgerReader(self._home.ledger_path)
        try:
            if not self._until(lambda: settled(self._home, reader, self._connections), SETTLE_LIMIT):
                self._give_up(
                    "not everything that was recorded is in the ledger yet; 'leakledger doctor' says why"
                )
                return
            seen = found.look(reader)
            with reader.read() as connection:
                told = story.story(hours(connection, found.OWNER, 0, to_micros(utc_now()) + _AHEAD))
        finally:
            reader.close()
        self._print(seen, told)

    def _live(self) -> None:
        """The three devices, each a process of its own."""
        setup = Setup(
            port=self._proxy_port,
            trusted=(str(self._home.ca_certificate),),
            own=str(self._stand_ins.certificates.authority),
            seconds=self._wishes.seconds,
            without=self._wishes.without,
        )
        words = msgspec.json.encode(setup).decode()
        processes = {
            device: subprocess.Popen(
                [sys.executable, "-m", f"analysis.demo.{user_of(device)}", words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
            for device in self._wishes.devices
        }
        try:
            limit = self._wishes.seconds + DEVICE_LIMIT
            self._until(lambda: all(process.poll() is not None for process in processes.values()), limit)
        finally:
            for device, process in processes.items():
                process.terminate()
                played, _ = process.communicate()
                self._connections += int(played or 0)
                if process.returncode != 0 and not self._stop.is_set():
                    self._failed.append(device)

    def _print(self, seen: found.Found, told: list[tuple[str, Told]]) -> None:
        lines = ["", *summary.table(seen), ""]
        for device, part in told:
            verdict = part.verdict.replace("_", " ")
            lines += [f"[{verdict}] {part.sentence} ({device})", f"    {part.text}"]
        click.echo("\n".join([*lines, ""]))
        if not self._wishes.once:
            click.echo(f"The dashboard stays at http://{LOOPBACK}:{self._dashboard_port}/ until Ctrl-C.")

    def _proxy_listens(self) -> bool:
        return self._home.ca_certificate.exists() and listens(self._proxy_port)

    def _until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait for it, for so long at most, and no longer than until the demo is stopped."""
        give_up = time.monotonic() + seconds
        while not condition():
            if self._stop.wait(0.1) or time.monotonic() >= give_up:
                return False
        return True

    def _give_up(self, why: str) -> None:
        if not self._stop.is_set():
            raise UserError(why)


def user_of(device: str) -> str:
    """The name by which a device presents itself to the proxy, which is also that of its module."""
    return device.replace(" ", "_")


def settled(home: Home, reader: LedgerReader, connections: int) -> bool:
    """Whether so many connections of devices have ended in the ledger, and with them all that the proxy journalled.

    The proxy journals a connection's end after everything that was sent on it.
    """
    if not reader.ready():
        return False
    with reader.read() as connection:
        done = connection.exec_driver_sql("SELECT seq FROM cursors WHERE writer = ?", (_WRITER,)).scalar()
        ended = connection.exec_driver_sql(
            "SELECT count(*) FROM flows WHERE closed_at IS NOT NULL AND device <> ''"
        ).scalar_one()
    return ended >= connections and not tail(home.journal_dir, _WRITER, int(done or 0), 1, bodies=False)


def listens(port: int) -> bool:
    """Whether somebody accepts connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def free_ports(number: int) -> list[int]:
    """So many different loopback ports that nobody listens on now."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(number)]
        for probe in probes:
            probe.bind((LOOPBACK, 0))
        return [int(probe.getsockname()[1]) for probe in probes]

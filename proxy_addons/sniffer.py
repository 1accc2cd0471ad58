"""The sniffer: sees who enrolled devices contact, also past the proxy, from the packets that cross this machine.

It reads DNS answers and TLS hellos, sends nothing, and keeps nothing of devices that are not enrolled.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from analysis.devices import Device, DeviceState
from analysis.errors import UserFault
from analysis.records import Address
from analysis.settings import Home
from analysis.status import Heartbeat
from analysis.supervisor import NOT_PERMITTED
from proxy_addons.flow_journal import FlowJournal
from proxy_addons.never_intercept import NeverInterceptUnreadable, load
from proxy_addons.packet_socket import CannotCapture, PacketSocket
from proxy_addons.this_machine import ThisMachine
from proxy_addons.tls_contacts import WRITER, TlsContacts

logger = logging.getLogger("leakledger.capture")

TURN: Final = 256  # packets between two looks at the clock
REST: Final = 1.0  # seconds that a quiet sniffer sleeps at most
REOPEN: Final = 5.0  # seconds between two tries to capture on an interface that went away
_FAREWELL: Final = 1.0  # seconds for what the kernel still holds when it is time to stop


def run(home: Home, interface: str) -> int:
    """Capture on an interface ("" = all) until SIGTERM or SIGINT; the exit code.

    ``NOT_PERMITTED`` where capture is not possible here, after one line that says so. Raises ``UserFault``.
    """
    heartbeat = Heartbeat(home, "sniffer")
    try:
        source = PacketSocket(interface)
    except CannotCapture as error:
        logger.warning("%s", error)
        heartbeat.stop("stopped", str(error))
        return NOT_PERMITTED
    try:
        sniffer = Sniffer(home, interface, source, heartbeat)
    except NeverInterceptUnreadable as error:
        source.close()
        raise UserFault(str(error)) from error
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, sniffer.stop)
    return sniffer.run()


class Devices:
    """Whose an address is, remembered for a second: a packet must not cost a query. ``state`` is the owner's decisions."""

    def __init__(self, state: DeviceState) -> None:
        self._state = state
        self._known: dict[tuple[Address, ...], Device | None] = {}
        self._until = 0.0

    def of(self, addresses: Iterable[Address], at: datetime) -> Device | None:
        """The enrolled device of addresses, strongest first."""
        key = tuple(addresses)
        if time.monotonic() >= self._until or len(self._known) > 4096:
            self._known.clear()
            self._until = time.monotonic() + 1.0
        if key not in self._known:
            self._known[key] = self._state.directory().resolve(key, at)
        return self._known[key]


class Sniffer:
    """The loop around socket, contacts and journal; one thread."""

    def __init__(self, home: Home, interface: str, source: PacketSocket, heartbeat: Heartbeat) -> None:
        self._interface, self._heartbeat = interface, heartbeat
        self._source: PacketSocket | None = source
        self._trouble = ""
        self._reopen_at = 0.0
        self._stopping = False
        machine = ThisMachine(home)
        self._devices = DeviceState(home)
        self._contacts = TlsContacts(Devices(self._devices).of, machine.has, machine.opened, load(home.root))
        self._journal = FlowJournal(home.journal_dir, WRITER)
        self._tick_at = 0.0
        self._packets = self._lost = 0  # of captures that have ended

    def stop(self, *_: object) -> None:
        """End the loop; usable as a signal handler."""
        self._stopping = True

    def run(self) -> int:
        """Until ``stop``; 0, or 1 where records could not be written."""
        while not self._stopping:
            self._turn()
        deadline = time.monotonic() + _FAREWELL
        while time.monotonic() < deadline and self._receive():
            continue
        self._journal.add(self._contacts.stop(time.time()))
        kept = self._journal.close()
        trouble = self._journal.trouble
        self._heartbeat.stop("stopped" if kept else "failed", trouble, **self._counters())
        if not kept:
            logger.error("%d records could not be written and are lost: %s", self._journal.dropped, trouble)
        self._devices.close()
        if self._source is not None:
            self._source.close()
        return 0 if kept else 1

    def _turn(self) -> None:
        rest = min(REST, self._journal.seconds_left(), max(0.0, self._tick_at - time.monotonic()))
        if self._source is None:
            time.sleep(min(rest, 0.2))
        elif self._source.wait(rest):
            self._receive()
        self._journal.commit_if_due()
        if time.monotonic() >= self._tick_at:
            self._tick()

    def _receive(self) -> bool:
        """Take what waits, up to ``TURN`` packets; True where there was that much."""
        if self._source is None:
            return False
        try:
            for _ in range(TURN):
                captured = self._source.receive()
                if captured is None:
                    return False
                self._journal.add(self._contacts.take(*captured))
        except CannotCapture as error:
            self._lose(str(error))
            return False
        return True

    def _tick(self) -> None:
        self._tick_at = time.monotonic() + 1.0
        self._journal.add(self._contacts.tick(time.time()))
        if self._source is None and time.monotonic() >= self._reopen_at:
            self._reopen()
        trouble = self._trouble or self._journal.trouble
        self._heartbeat.update("degraded" if trouble else "running", trouble, **self._counters())

    def _lose(self, why: str) -> None:
        if self._source is not None:
            self._source.count()
            self._packets += self._source.packets
            self._lost += self._source.lost
            self._source.close()
            self._source = None
        self._trouble = f"{self._interface or 'capture'}: {why}; tried again every {REOPEN:.0f} s"
        logger.warning("the sniffer sees nothing: %s", self._trouble)
        self._reopen_at = time.monotonic() + REOPEN

    def _reopen(self) -> None:
        try:
            self._source = PacketSocket(self._interface)
        except CannotCapture:
            self._reopen_at = time.monotonic() + REOPEN
            return
        self._trouble = ""
        logger.info("the sniffer captures again")

    def _counters(self) -> dict[str, int]:
        packets, lost = self._packets, self._lost
        buffer = 0
        if self._source is not None:
            self._source.count()
            packets, lost, buffer = (
                packets + self._source.packets,
                lost + self._source.lost,
                self._source.buffer,
            )
        return {
            "packets": packets, "packets_lost": lost, "buffer_bytes": buffer,
            "recorded": self._journal.recorded, "waiting": self._journal.waiting,
            "records_dropped": self._journal.dropped, **self._contacts.counters(),
        }  # fmt: skip

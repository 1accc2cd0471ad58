"""The sniffer: accounts for what enrolled devices send, also past the proxy, from the packets that cross this machine.

It sends nothing, and keeps nothing of devices that are not enrolled but one number of bytes a day.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from analysis.devices import Device, DeviceState
from analysis.errors import UserFault
from analysis.journal_format import encode_capture_count, encode_flow
from analysis.records import Address, utc_now
from analysis.settings import Home
from analysis.status import Heartbeat
from analysis.supervisor import NOT_PERMITTED
from proxy_addons.capture_counts import CaptureCounts, Counted
from proxy_addons.device_hints import journalled
from proxy_addons.enrolled_packets import EnrolledPackets
from proxy_addons.flow_journal import FlowJournal
from proxy_addons.interfaces import look
from proxy_addons.live_records import WRITER
from proxy_addons.live_traffic import LiveTraffic
from proxy_addons.never_intercept import NeverInterceptUnreadable, load
from proxy_addons.packet_keeper import keeper_of
from proxy_addons.packet_socket import CannotCapture, PacketSocket
from proxy_addons.this_machine import ThisMachine
from proxy_addons.unenrolled import UnenrolledTotal

logger = logging.getLogger("leakledger.capture")

TURN: Final = 8  # blocks of packets between two looks at the clock
REST: Final = 1.0  # seconds that a quiet sniffer sleeps at most
REOPEN: Final = 5.0  # seconds between two tries to capture on an interface that went away
LOOK_AROUND: Final = 5.0  # seconds between two looks at the interfaces
_NICE: Final = -10
_FAREWELL: Final = 1.0  # seconds for what the kernel still holds when it is time to stop


def run(home: Home, interface: str, keep: timedelta | None = None) -> int:
    """Capture on an interface ("" = all) until SIGTERM or SIGINT; the exit code.

    ``keep``: for how long packets are kept, None for not at all. ``NOT_PERMITTED`` where capture is not possible here, after
    one line that says so. Raises ``UserFault``.
    """
    heartbeat = Heartbeat(home, "sniffer")
    try:
        source = PacketSocket(interface)
    except CannotCapture as error:
        logger.warning("%s", error)
        heartbeat.stop("stopped", str(error))
        return NOT_PERMITTED
    try:
        sniffer = Sniffer(home, interface, source, heartbeat, keep)
    except NeverInterceptUnreadable as error:
        source.close()
        raise UserFault(str(error)) from error
    with contextlib.suppress(OSError):  # needs CAP_SYS_NICE; packets do not wait
        os.setpriority(os.PRIO_PROCESS, 0, _NICE)
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
            self.forget()
            self._until = time.monotonic() + 1.0
        if key not in self._known:
            self._known[key] = self._state.directory().resolve(key, at)
        return self._known[key]

    def forget(self) -> None:
        """Somebody has decided something."""
        self._known.clear()


class Sniffer:
    """The loop around socket, traffic and journal; one thread."""

    def __init__(
        self,
        home: Home,
        interface: str,
        source: PacketSocket,
        heartbeat: Heartbeat,
        keep: timedelta | None = None,
    ) -> None:
        self._interface, self._heartbeat = interface, heartbeat
        self._source: PacketSocket | None = source
        self._trouble = ""
        self._reopen_at = self._tick_at = self._look_at = 0.0
        self._stopping = False
        self._state = DeviceState(home)
        self._devices = Devices(self._state)
        machine, now, zone = ThisMachine(home), utc_now(), home.timezone
        self._strangers = UnenrolledTotal(WRITER, zone, now, home.root)
        self._enrolled = EnrolledPackets(
            self._state.directory, machine.packed, machine.opened, self._strangers.add, not interface
        )
        self._traffic = LiveTraffic(
            self._enrolled, self._devices.of, load(home.root), zone,
            keep=keep is not None, hinted=journalled(home.journal_dir, WRITER),
        )  # fmt: skip
        self._keeper = keeper_of(home, keep)
        self._counts = CaptureCounts(WRITER, interface, now)
        self._journal = FlowJournal(home.journal_dir, WRITER)
        self._packets = self._lost = 0  # of captures that have ended
        self._refresh()

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
        self._journal.add(self._traffic.stop(time.time()))
        self._account(final=True)
        self._keep(last=True)
        kept = self._journal.close()
        if self._keeper is not None:
            self._keeper.close(committed=kept)
        trouble = self._journal.trouble
        self._heartbeat.stop("stopped" if kept else "failed", trouble, **self._counters())
        if not kept:
            logger.error("%d records could not be written and are lost: %s", self._journal.dropped, trouble)
        self._state.close()
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
        """Take what waits, up to ``TURN`` blocks; True where there was that much."""
        if self._source is None:
            return False
        try:
            for _ in range(TURN):
                received = self._source.receive()
                if not received:
                    return False
                self._journal.add(self._traffic.take(received))
            if self._traffic.kept is not None and self._traffic.kept.presses:
                self._offer()
        except CannotCapture as error:
            self._lose(str(error))
            return False
        return True

    def _tick(self) -> None:
        self._tick_at = time.monotonic() + 1.0
        self._refresh()
        self._journal.add(self._traffic.tick(time.time()))
        self._account(final=False)
        self._keep()
        if self._source is None and time.monotonic() >= self._reopen_at:
            self._reopen()
        trouble = (
            self._trouble
            or self._journal.trouble
            or (self._keeper.trouble if self._keeper is not None else "")
        )
        self._heartbeat.update("degraded" if trouble else "running", trouble, **self._counters())

    def _refresh(self) -> None:
        """What the owner has decided, and which interfaces there are."""
        interfaces = None
        if time.monotonic() >= self._look_at:
            self._look_at = time.monotonic() + LOOK_AROUND
            interfaces = look()
        if self._enrolled.refresh(utc_now(), interfaces):
            self._devices.forget()
            self._journal.add(self._traffic.decided(time.time()))

    def _account(self, *, final: bool) -> None:
        """What was counted: of enrolled devices each minute, of all others a day's total."""
        now = utc_now()
        _, lost, _ = self._of_the_kernel()
        enrolled = self._enrolled
        count = self._counts.due(
            now, Counted(enrolled.packets, enrolled.out, enrolled.into, lost), final=final
        )
        strangers = self._strangers.due(now, final=final)
        self._journal.add([encode_capture_count(count)] if count is not None else [])
        self._journal.add([encode_flow(strangers)] if strangers is not None else [])

    def _offer(self, *, last: bool = False) -> None:
        """What may be kept by now, to the ring."""
        if self._traffic.kept is not None and self._keeper is not None:
            self._keeper.offer(self._traffic.kept.ready(time.time(), last=last))

    def _keep(self, *, last: bool = False) -> None:
        if self._keeper is None:
            return
        now = utc_now()
        self._offer(last=last)
        if self._traffic.kept is not None:
            self._traffic.kept.sweep(time.time())
        everyone = self._state.directory().everyone()
        self._keeper.forgotten(frozenset(device.id for device in everyone if device.forgotten))
        committed = not self._journal.waiting and not self._journal.trouble
        self._journal.add(self._keeper.tick(now, committed=committed))
        if last:
            self._journal.add(self._keeper.finish(now))

    def _lose(self, why: str) -> None:
        self._packets, self._lost, _ = self._of_the_kernel()
        if self._source is not None:
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

    def _of_the_kernel(self) -> tuple[int, int, int]:
        """Packets, those lost of them, and the bytes of the ring."""
        if self._source is None:
            return self._packets, self._lost, 0
        self._source.count()
        return self._packets + self._source.packets, self._lost + self._source.lost, self._source.buffer

    def _counters(self) -> dict[str, int]:
        packets, lost, buffer = self._of_the_kernel()
        return {
            "packets": packets, "packets_lost": lost, "buffer_bytes": buffer,
            "recorded": self._journal.recorded, "waiting": self._journal.waiting,
            "records_dropped": self._journal.dropped, "bodies_dropped": self._journal.bodies_dropped,
            **self._traffic.counters(),
            **(self._keeper.counters() if self._keeper is not None else {}),
        }  # fmt: skip

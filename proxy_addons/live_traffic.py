"""Makes journal entries of live packets: contacts within seconds, long ones again and again, and what was said in clear.

Nothing here touches a socket or a file, so that recorded packets take the same way as live ones.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import tzinfo
from typing import Final

from analysis.journal_format import Entry, encode_flow, encode_hint, encode_transmission
from proxy_addons.device_hints import Before, DeviceHints
from proxy_addons.enrolled_packets import EnrolledPackets
from proxy_addons.kept_packets import KeptPackets
from proxy_addons.live_pace import AGAIN, Pace
from proxy_addons.live_records import DNS_PORT, WRITER, DeviceOf, LiveRecords
from proxy_addons.never_intercept import NeverIntercept
from proxy_addons.packet_socket import Received
from proxy_addons.rare_packets import RarePackets
from proxy_addons.stream_bodies import Said
from proxy_addons.talk_flows import moment
from proxy_addons.talks import Half, Talk
from proxy_addons.traffic import Item, Traffic

logger = logging.getLogger("leakledger.capture")

ROWS_LAST: Final = 3600.0  # seconds after which what is counted together begins anew
MAX_HINTED: Final = 4096
HINTED_FOR: Final = 600.0  # seconds
MAX_TOLD: Final = 500  # talks under way that are told in one tick; the others wait for the next
MAX_ASKING: Final = 8  # addresses of one device


class LiveTraffic:
    """``packets`` picks what is read; ``device_of`` resolves addresses at a time; ``zone`` is the home's.

    ``keep``: packets are to be kept; ``kept`` then says which. ``hinted`` gives the hints that were journalled before.
    """

    def __init__(
        self,
        packets: EnrolledPackets,
        device_of: DeviceOf,
        never_intercept: NeverIntercept,
        zone: tzinfo,
        *,
        keep: bool = False,
        hinted: Before = lambda _: (),
    ) -> None:
        self._packets = packets
        self._traffic = Traffic(is_device=packets.is_device, listener=self)
        self._records = LiveRecords(
            device_of, packets.place, self._traffic.names, self._traffic.neighbours, never_intercept
        )
        self.kept: KeptPackets | None = None
        if keep:
            self.kept = KeptPackets(self._records.may_keep, never_intercept.is_in)
        self._hints = DeviceHints(WRITER, zone, hinted)
        self._rare = RarePackets()
        self._pace = Pace()
        self._asking: dict[
            str, tuple[bytes, ...]
        ] = {}  # of each device, the addresses by which it asks for names
        self._entries: list[Entry] = []
        self._hinted: set[tuple[bytes, bytes, str, str]] = set()  # lately; most is said again and again
        self._hinted_since = 0.0
        self._rows_since = 0.0
        self._at = 0.0
        self._counts = {"contacts": 0, "messages": 0, "hints": 0, "batches_failed": 0}

    def take(self, received: Iterable[Received]) -> list[Entry]:
        """Packets as they were received; what is to be journalled. Never raises."""
        try:
            packets = self._packets.of(received)
            for item in self._traffic.take(packets if self.kept is None else self.kept.read(packets)):
                self._item(item)
        except Exception:  # no packet may end the capture: it is counted, and said with its traceback
            self._counts["batches_failed"] += 1
            logger.exception("some packets could not be read")
        for key, more in self._packets.merged:
            half = self._traffic.talks.tcp.get(key)
            if half is not None:
                half.packets += more
        self._packets.merged.clear()
        return self._given()

    def tick(self, at: float) -> list[Entry]:
        """To be called about once a second, with Unix seconds: talks that are over, new, or still under way."""
        self._at = at
        for item in self._traffic.tick(at):
            self._item(item)
        due = [talk for talk in self._traffic.talks.under_way() if self._pace.due(talk, at)]
        for talk in due[:MAX_TOLD]:
            self._tell(talk, closed=False)
        self._tell_rows(at)
        return self._given()

    def decided(self, at: float) -> list[Entry]:
        """The owner has decided something: what is no longer enrolled is forgotten, its talks end here."""
        self._at = at
        self._asking = {}
        if self.kept is not None:
            self.kept.decide_anew()
        talks = self._traffic.talks
        gone = [talk for talk in talks.under_way() if self._records.device(talk, moment(at)) is None]
        for talk in gone:
            self._pace.over(talk)
            if talk.announced:
                self._entries.append(
                    encode_flow(self._records.flow(talk, mode="observe", closed=True, unseen_end=True))
                )
            self._traffic.forget(talk)
        return self._given()

    def stop(self, at: float) -> list[Entry]:
        """The last word on every talk."""
        self._at = at
        for item in self._traffic.end():
            self._item(item, unseen_end=True)
        return self._given()

    def counters(self) -> dict[str, int]:
        """What was read and what could not be, since the start."""
        talks = self._traffic.talks
        return self._counts | {
            "packets_read": self._packets.packets,
            "talks": (len(talks.tcp) + len(talks.udp) + len(talks.portless)) // 2,
            "counted_together": talks.crowded_out,
            "unread": sum(self._traffic.counts().values()),
            "dissected": self._rare.read,
            "dissection_skipped": self._rare.skipped + self._rare.unread,
        }

    # -- what the traffic says while it is read -----------------------------------------------------------------------

    def begins(self, talk: Talk) -> None:
        """What goes to this machine goes to the proxy, which reads it, or is nobody's business; but for its resolver."""
        if talk.transport == "tcp" and talk.port != DNS_PORT and self._packets.is_here(talk.remote):
            talk.shut = talk.spoke = True
        if talk.port == DNS_PORT or not talk.asked:
            self._by_its_other_addresses(talk)
        if self.kept is not None:
            self.kept.begins(talk)

    def _by_its_other_addresses(self, talk: Talk) -> None:
        """A device may ask for a name by IPv4 and go there by IPv6: what one address was told holds for all of them."""
        device = self._records.device(talk, moment(talk.first))
        if device is None or not talk.device:
            return
        asking = self._asking.get(device.id, ())
        if talk.port != DNS_PORT:
            names = (self._traffic.names.names(one, talk.remote, talk.first) for one in asking)
            talk.asked = tuple(dict.fromkeys(name for found in names for name in found))
        elif talk.device not in asking:
            self._asking[device.id] = (*asking, talk.device)[-MAX_ASKING:]

    def hint(self, talk: Talk, kind: str, value: str) -> None:
        """What a device says of itself."""
        said = (talk.device, talk.mac, kind, value)
        if said in self._hinted:
            return
        if len(self._hinted) >= MAX_HINTED or self._at - self._hinted_since >= HINTED_FOR:
            self._hinted, self._hinted_since = set(), self._at
        self._hinted.add(said)
        now = moment(self._at or talk.last)
        addresses = self._records.addresses(talk)
        if self._records.device(talk, now) is not None:
            told = self._hints.tell(addresses, kind, self._records.reduced(value), now)
            if told is not None:
                self._counts["hints"] += 1
                self._entries.append(encode_hint(told))

    def odd(self, talk: Talk, half: Half, data: bytes, at: float) -> None:
        """What is worth dissecting, within bounds."""
        mine = half is talk.out
        if talk.protocol == "mdns":
            if mine and self._rare.affordable(data, at):
                offered = self._rare.offered(data)
                for name in offered.names:
                    self.hint(talk, "mdns_name", name)
                for service in offered.services:
                    self.hint(talk, "mdns_service", service)
        elif talk.protocol == "dns":
            if not mine and self._rare.affordable(data, at):
                led = self._rare.led(data)
                if led.names and led.names[0] in talk.names:
                    self._traffic.names.remember(talk.device, led.names, led.addresses, at)
        elif mine and (not any(talk.device) or data[:1] == b"\x88") and self._rare.affordable(data, at):
            address = self._rare.neighbour(data)
            mac = talk.mac or self._traffic.neighbours.mac(talk.device)
            if address and mac:
                self._packets.learn(address, mac)
                self._traffic.neighbours.met(address, mac)

    # -- entries ------------------------------------------------------------------------------------------------------

    def _given(self) -> list[Entry]:
        given, self._entries = self._entries, []
        return given

    def _item(self, item: Item, *, unseen_end: bool = False) -> None:
        if isinstance(item, Talk):
            self._tell(item, closed=True, unseen_end=unseen_end and not (item.out.ended and item.into.ended))
        else:
            self._message(*item)

    def _tell(self, talk: Talk, *, closed: bool, unseen_end: bool = False) -> None:
        if closed:
            self._pace.over(talk)
        device = self._records.device(talk, moment(self._at or talk.last))
        if device is None and (talk.device or not talk.together):
            return
        self._counts["contacts"] += not talk.announced
        talk.announced, talk.told_at, talk.told = True, self._at, talk.out.packets + talk.into.packets
        talk.told_out, talk.told_into = talk.out.size, talk.into.size
        mode = device.mode if device is not None else "observe"
        flow = self._records.flow(talk, mode=mode, closed=closed, unseen_end=unseen_end)
        self._entries.append(encode_flow(flow))

    def _message(self, talk: Talk, said: Said) -> None:
        now = moment(self._at or said.at)
        if not talk.announced:
            self._tell(talk, closed=False)
        if self.kept is not None and self._records.match_all((said.host,)) is not None:
            self.kept.bar(talk)
        message = self._records.message(talk, said, now)
        if message is None:
            return
        talk.said += 1
        self._counts["messages"] += 1
        self._entries.append(encode_transmission(message))
        agent = message.header("user-agent")
        if agent and talk.transport == "tcp":
            self.hint(talk, "user_agent", agent)

    def _tell_rows(self, at: float) -> None:
        """What is counted together, as single talks are; after an hour it is closed and begins anew."""
        talks = self._traffic.talks
        self._rows_since = self._rows_since or at
        over = abs(at - self._rows_since) >= ROWS_LAST
        for row in talks.rows():
            if over or (at - row.told_at >= AGAIN and row.out.packets + row.into.packets != row.told):
                self._tell(row, closed=over)
        if over:
            talks.forget_rows()
            self._rows_since = at

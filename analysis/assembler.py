"""Joins parts that belong together before they are analysed: of uploads, streams, MQTT packets, sound in datagrams.

Pure and bounded. Fed with the records of one writer in the order of its journal, or of one file, it says of each whether
it is a part, and gives each whole when it is complete, cut off by a limit, or given up: a derived ``Transmission`` that
names its parts. The same records give the same wholes with the same ids. What a limit cuts off goes on as another whole.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from analysis.joining import WHOLE_LIMIT, How
from analysis.mqtt_framing import bytes_to_come
from analysis.open_whole import OpenWhole, Taken, Whole
from analysis.packet_streams import PAUSE, Watch
from analysis.recorder_pieces import part_of_upload
from analysis.records import Flow, Transmission, Visibility
from analysis.rtp_packets import rtp_packet
from analysis.sound_streams import Stream, begun_by, begun_unannounced, how_it_goes_on
from analysis.stream_frames import Start, attachments_of, is_binary_frame, is_end, start_of
from analysis.upload_parts import Key, end_of

MAX_OPEN: Final = 64  # wholes under way at once, and streams that have been begun
MAX_HELD: Final = 32 << 20  # bytes of parts held for all of them
MAX_PARTS: Final = 2_000  # parts of one whole
MAX_AGE: Final = timedelta(minutes=15)  # of a whole from its first part; of a stream from its last frame
MAX_RECORDS: Final = 100_000  # records since nothing was under way, after which everything is given up
_NO_PARTS: Final = frozenset({"dns"})
logger = logging.getLogger("leakledger.assembler")


class Assembler:
    """The wholes under way of one journal or file."""

    def __init__(self) -> None:
        self._open: dict[Key, OpenWhole] = {}
        self._streams: dict[str, Stream] = {}
        self._watches: dict[str, Watch] = {}
        self._held = self._records = 0

    @property
    def is_clean(self) -> bool:
        """Nothing is under way: from here on the same records give the same wholes, whatever came before."""
        return not self._open and not self._streams and not self._watches

    def take(
        self, record: Transmission | Flow, at: datetime, *, may_join: bool = True, may_start: bool = True
    ) -> Taken:
        """Feed the next record; ``at`` is when it was recorded, or sent where that is all that is known.

        ``may_join`` and ``may_start`` say whether it may be a part, and whether a stream may begin with what it says.
        """
        done = self._counted(at)
        if isinstance(record, Flow):
            if record.closed_at is not None:
                done += self._closed(record.flow_id)
            return Taken(done=tuple(done))
        part_of = ""
        try:
            if record.protocol not in _NO_PARTS:
                part_of = self._part(record, at, done, may_join, may_start)
        except Exception as error:  # noqa: BLE001  it stands alone: else who sent it would stop the analysis of all
            logger.warning("%s was not looked at as a part (%s)", record.id, type(error).__name__)
        done += self._bounded()
        return Taken(part_of=part_of, done=tuple(done))

    def expire(self, now: datetime) -> tuple[Whole, ...]:
        """Give up what is too old, as the next record would."""
        return tuple(self._expired(now))

    def finish(self) -> tuple[Whole, ...]:
        """Nothing more will come."""
        self._streams.clear()
        self._watches.clear()
        self._records = 0
        return tuple(self._end(key) for key in list(self._open))

    def under_way(self) -> list[str]:
        """The ids of the wholes that are not complete."""
        return [item.id for item in self._open.values()]

    def settle(self, whole_id: str) -> None:
        """Forget a whole that is known from elsewhere to be complete."""
        for key in [key for key, item in self._open.items() if item.id == whole_id]:
            self._held -= self._open.pop(key).held

    # -- limits ---------------------------------------------------------------------------------------------------

    def _counted(self, at: datetime) -> list[Whole]:
        if self.is_clean:
            self._records = 0
            return []
        self._records += 1
        return list(self.finish()) if self._records > MAX_RECORDS else self._expired(at)

    def _expired(self, at: datetime) -> list[Whole]:
        for flow in [flow for flow, stream in self._streams.items() if at - stream.at > MAX_AGE]:
            del self._streams[flow]
        for flow in [flow for flow, watch in self._watches.items() if at - watch.at > PAUSE]:
            del self._watches[flow]
        return [self._end(key) for key, item in list(self._open.items()) if at - item.at > MAX_AGE]

    def _bounded(self) -> Iterator[Whole]:
        while len(self._streams) > MAX_OPEN:
            del self._streams[next(iter(self._streams))]
        while len(self._watches) > MAX_OPEN:
            del self._watches[next(iter(self._watches))]
        while self._open and (len(self._open) > MAX_OPEN or self._held > MAX_HELD):
            yield self._end(next(iter(self._open)))

    def _closed(self, flow_id: str) -> list[Whole]:
        self._streams.pop(flow_id, None)
        self._watches.pop(flow_id, None)
        return [self._end((kind, flow_id)) for kind in _KINDS_OF_FLOWS if (kind, flow_id) in self._open]

    # -- parts ----------------------------------------------------------------------------------------------------

    def _part(
        self, sent: Transmission, at: datetime, done: list[Whole], may_join: bool, may_start: bool
    ) -> str:
        if sent.protocol == "websocket" or (sent.protocol == "raw" and sent.scheme != "udp"):
            found = self._frame(sent, at, done) if may_join else ""
            return found or self._listen(sent, at, done, may_start)
        if not may_join:
            return ""
        if sent.protocol == "mqtt":
            return self._packets(sent, at, done)
        if sent.scheme == "udp":
            return self._datagram(sent, at, done)
        return self._upload(sent, at, done) if sent.method else ""

    def _add(
        self, key: Key, how: How, sent: Transmission, at: datetime, start: Start | None = None
    ) -> OpenWhole:
        item = self._open.get(key)
        if item is None:
            item = self._open[key] = OpenWhole(key, how, sent, at, start)
        before = item.held
        item.add(sent, WHOLE_LIMIT - item.held)
        self._held += item.held - before
        return item

    def _end(self, key: Key) -> Whole:
        item = self._open.pop(key)
        self._held -= item.held
        return item.whole()

    def _upload(self, sent: Transmission, at: datetime, done: list[Whole]) -> str:
        ended = end_of(sent)
        if ended is not None and ended in self._open:
            done.append(self._end(ended))
            return ""
        piece = part_of_upload(sent)
        if piece is None:
            return ""
        item = self._open.get(piece.key)
        if item is not None and (item.begins_anew(piece) or len(item.parts) >= MAX_PARTS):
            done.append(self._end(piece.key))
        item = self._add(piece.key, "upload", sent, at)
        item.note(piece)
        if item.complete:
            done.append(self._end(piece.key))
        return item.id

    def _listen(self, sent: Transmission, at: datetime, done: list[Whole], may_start: bool) -> str:
        """A message of a socket that is no part: it may begin or end a stream. A part that is settled keeps it going.

        What is said of a message whose body goes, or is gone, is the same: a replay no longer has it.
        """
        body, flow = sent.body, sent.flow_id
        if not body or not may_start:
            self._goes_on(flow, at)
        elif flow in self._streams and is_end(body):
            done += self._ended(flow)
        elif (start := start_of(sent)) is not None:
            done += self._ended(flow)
            self._streams[flow] = Stream(start, at, container=False)
        elif self._may_watch(flow) and is_binary_frame(body) and sent.protocol != "raw":
            watch = self._watches.setdefault(flow, Watch(at))
            watch.seen(sent, at)
            if not watch.count:
                del self._watches[flow]
        return ""

    def _goes_on(self, flow: str, at: datetime) -> None:
        """A message that may have been a part: packets that are about to be joined are from here on."""
        watch = self._watches.get(flow)
        if not self._may_watch(flow):
            self._streams[flow].at = at
        elif watch is not None:
            watch.at = at
            if watch.ready:
                self._begin(flow, begun_unannounced(watch.kinds), at, container=False)

    def _may_watch(self, flow: str) -> bool:
        """Packets may begin here: untold samples are no hindrance, for a replay has no bodies of them."""
        stream = self._streams.get(flow)
        return stream is None or stream.is_untold

    def _begin(self, flow: str, start: Start, at: datetime, *, container: bool) -> None:
        self._watches.pop(flow, None)
        self._streams[flow] = Stream(start, at, container=container)

    def _frame(self, sent: Transmission, at: datetime, done: list[Whole]) -> str:
        body, flow = sent.body, sent.flow_id
        if not body:
            return ""
        if (item := self._open.get(("socketio", flow))) is not None:
            return self._attachment(item, sent, at, done)
        if sent.path.rstrip("/").endswith("/mqtt") and (found := self._packets(sent, at, done)):
            return found
        if (count := attachments_of(body)) and sent.visibility is not Visibility.SAMPLED:
            item = self._add(("socketio", flow), "socketio", sent, at)
            item.to_come = count
            return item.id
        stream = self._streams.get(flow)
        if stream is not None and (found := self._continues(sent, stream, at, done)):
            return found
        begun = begun_by(sent, anew=flow not in self._streams)
        watch = self._watches.get(flow)
        if begun is None and watch is not None and watch.completed_by(body):
            begun = begun_unannounced(watch.kinds), False
        if begun is None:
            return ""
        done += self._ended(flow)
        self._begin(flow, begun[0], at, container=begun[1])
        return self._continues(sent, self._streams[flow], at, done)

    def _continues(self, sent: Transmission, stream: Stream, at: datetime, done: list[Whole]) -> str:
        body, flow = sent.body or b"", sent.flow_id
        held = self._open["samples", flow].held if ("samples", flow) in self._open else 0
        how = how_it_goes_on(stream, sent, held)
        if how is None:
            return ""
        key = (how, flow)
        item = self._open.get(key)
        if item is not None and (len(item.parts) >= MAX_PARTS or item.held + len(body) > WHOLE_LIMIT):
            done.append(self._end(key))
            item = None
        if item is None and stream.joined and (stream.container or stream.is_untold):
            del self._streams[flow]  # the rest of a file means nothing without its beginning
            return ""
        stream.at, stream.joined = at, True
        return self._add(key, how, sent, at, stream.start).id

    def _ended(self, flow: str) -> list[Whole]:
        self._streams.pop(flow, None)
        return [self._end((kind, flow)) for kind in _KINDS_OF_STREAMS if (kind, flow) in self._open]

    def _attachment(self, item: OpenWhole, sent: Transmission, at: datetime, done: list[Whole]) -> str:
        if (sent.body or b"")[:1].isdigit() and attachments_of(sent.body or b""):
            done.append(self._end(item.key))  # its attachments did not come
            return ""
        self._add(item.key, "socketio", sent, at)
        item.to_come -= 1
        if item.to_come <= 0:
            done.append(self._end(item.key))
        return item.id

    def _datagram(self, sent: Transmission, at: datetime, done: list[Whole]) -> str:
        """A packet of RTP goes to those before it; another source or coding, or too big a gap, begins anew."""
        packet = rtp_packet(sent.body) if sent.visibility is not Visibility.SAMPLED else None
        if packet is None:
            return ""
        key = ("rtp", sent.flow_id)
        item = self._open.get(key)
        full = item is not None and len(item.parts) >= MAX_PARTS
        if item is not None and (full or not packet.follows(rtp_packet(item.parts[-1].body))):
            done.append(self._end(key))
        return self._add(key, "rtp", sent, at).id

    def _packets(self, sent: Transmission, at: datetime, done: list[Whole]) -> str:
        """A record of an MQTT stream that does not begin and end with a packet."""
        key = ("packets", sent.flow_id)
        item, body = self._open.get(key), sent.body
        if not body or sent.visibility is Visibility.SAMPLED:
            if item is not None:
                done.append(self._end(key))
            return ""
        if item is None:
            lacking = bytes_to_come(body)
        elif item.to_come > len(body):
            lacking = item.to_come - len(body)
        else:  # the length of the packet may have been among what was lacking: count again
            lacking = bytes_to_come(b"".join([part.body or b"" for part in item.parts]) + body)
        if item is None and not lacking:
            return ""
        item = self._add(key, "packets", sent, at)
        item.to_come = lacking or 0
        if not lacking or item.held >= WHOLE_LIMIT or len(item.parts) >= MAX_PARTS:
            done.append(self._end(key))
        return item.id


_KINDS_OF_STREAMS: Final = ("frames", "texts", "sized", "samples", "coded")
_KINDS_OF_FLOWS: Final = (*_KINDS_OF_STREAMS, "socketio", "packets", "rtp")

"""Reads a capture file as ``Traffic`` reads packets, with the same result, but leaves most where they stand in it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from proxy_addons.capture_file import MAX_PACKET, CaptureFile, Records
from proxy_addons.link_layers import ETHERNET
from proxy_addons.talks import Half
from proxy_addons.traffic import Item, Traffic

_TCP, _UDP, _SYN, _RST, _ACK = 6, 17, 2, 4, 16
_SHORTEST, _SHORTEST_6 = 54, 74  # bytes of a frame with a TCP header
# a record's head; EtherType, of IPv4 its first byte, length, fragment, protocol, both ends with ports; of TCP the size of
# its header and its flags. All is read in the file's byte order, so what the network sends stands here the other way round
_RECORD: Final = struct.Struct("<IIII12xHBxH2xHxB2x12s8xBB")
_IPV4, _IPV6, _FRAGMENT = 0x0008, 0xDD86, 0xFF3F
_SEQUENCE: Final = struct.Struct("!4xI")
_HEAD_6: Final = struct.Struct("!18xHBx36s8xBB")


class CaptureTraffic(Traffic):
    """``read_file`` is ``read`` for a file: what comes of a packet is decided as in ``Traffic.take``."""

    def read_file(self, capture: CaptureFile) -> Iterator[Item]:
        """Every talk as it ends, what was said as it is complete, to the end of the file. Raises as ``packets`` does."""
        records = capture.records()
        if records is None or records.order != "<" or records.fixed != 16 or records.link != ETHERNET:
            yield from self.read(capture.packets())
            return
        yield from self._piece(records)
        while records.more(records.place):
            yield from self._piece(records)
        yield from self.end()

    def _piece(self, records: Records) -> Iterator[Item]:
        """All whole records of a piece; ``place`` of the records is then behind them."""
        tcp, udp, found, talks = self.talks.tcp, self.talks.udp, self._found, self.talks
        number, unpack, unit = self.number, _RECORD.unpack_from, records.unit
        data, place, end = records.data, records.place, records.end
        last, add, opaque = end - 16, self._streams.add, not self._decrypted
        while place <= last:
            seconds, fraction, kept, size, kind, first, length, fragment, protocol, key, words, flags = (
                unpack(data, place)
            )
            following = place + 16 + kept
            if following > end or kept > MAX_PACKET:
                break
            start, place, at = place + 16, following, seconds + fraction * unit
            number += 1
            if kind == _IPV4 and first == 0x45 and kept >= _SHORTEST and not fragment & _FRAGMENT:
                pass
            elif kind == _IPV6 and kept >= _SHORTEST_6:
                length, protocol, key, words, flags = _HEAD_6.unpack_from(data, start)
            else:
                self.number = number - 1
                yield from self.take(((at, ETHERNET, data[start:following], size),))
                continue
            half = tcp.get(key) if protocol == _TCP else udp.get(key) if protocol == _UDP else None
            if half is not None:
                half.packets += 1
                half.size += size
                half.last = at
                if not half.wants and (protocol == _UDP or not flags & 7):
                    continue
            segment, stop = (34, kept) if kind == _IPV4 else (54, 54 + length)
            if length and kind == _IPV4:
                stop = 14 + (length >> 8 | (length & 255) << 8)
            self.number = number
            if protocol == _TCP:
                if half is not None and opaque and not flags & 7 and words >= 0x50 and stop <= kept:
                    behind = segment + (words >> 4) * 4
                    if stop <= behind:
                        continue
                    half.talk.spoke = True
                    (seq,) = _SEQUENCE.unpack_from(data, start + segment)
                    add(half, seq, data[start + behind : start + stop], 0, at)
                elif half is None or not self._is_read(half, segment, stop, words, flags):
                    self._tcp(at, ETHERNET, data[start:following], size, 1, key, segment, stop, half)
                elif not flags & 7:
                    continue
            elif protocol == _UDP:
                if half is not None and not half.talk.mac:
                    self._datagram(half, key, data, start + segment, start + min(stop, kept), at)
                else:
                    self._udp(at, ETHERNET, data[start:following], size, 1, key, segment, stop, half)
            else:
                self._odd(at, ETHERNET, data[start:following], size)
            if found:
                yield from found
                found.clear()
            if number >= self._sweep_at or talks.crowded:
                yield from self._swept(at)
        self.number, records.place = number, place

    def _datagram(self, half: Half, key: bytes, data: bytes, place: int, end: int, at: float) -> None:
        """A datagram of a talk, counted already: it stands in the piece from ``place``, and the frame up to ``end``."""
        length = data[place + 4] << 8 | data[place + 5]
        last = min(end, place + length) if length >= 8 else end
        self._read(key, half, data[place + 8 : last] if place + 8 < last else b"", at)

    def _is_read(self, half: Half, segment: int, stop: int, words: int, flags: int) -> bool:
        """Whether there is nothing in a segment but the end of a direction, or the answer to a SYN, or nothing at all."""
        if stop > segment + (words >> 4) * 4:
            return False
        if flags & 7:
            if stop < segment + 20 or self._decrypted or (flags & _SYN and (half.wants or not flags & _ACK)):
                return False
            if flags & 5:
                half.ended = True
                if flags & _RST:
                    half.talk.out.ended = half.talk.into.ended = True
        return True

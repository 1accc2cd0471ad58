"""Puts the start of TCP connections together until the ClientHello is whole: bounded in connections, bytes and time."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from proxy_addons.client_hello import LIMIT, ClientHello, NotClientHello, begins_hello, read

Ends = tuple[str, int, str, int]

MAX_STREAMS: Final = 2048
MAX_HELD: Final = 8 << 20  # bytes of all streams together
MAX_PIECES: Final = 64  # segments of one hello
PATIENCE: Final = 10.0  # seconds that a hello may take
_WINDOW: Final = LIMIT + 1024


class _Stream:
    """The start of one connection: ``base`` is the sequence number of its first byte."""

    __slots__ = ("base", "began", "held", "pieces", "syn")

    def __init__(self, base: int, began: float, syn: bool) -> None:
        self.base = base
        self.began = began
        self.syn = syn
        self.pieces: dict[int, bytes] = {}
        self.held = 0

    def add(self, offset: int, data: bytes) -> int:
        """Keep a piece; the number of bytes by which the stream has grown."""
        earlier = len(self.pieces.get(offset, b""))
        if len(data) <= earlier:
            return 0
        self.pieces[offset] = data
        self.held += len(data) - earlier
        return len(data) - earlier

    def start(self) -> bytes:
        """What is there without a gap; where pieces overlap, the earlier byte of the stream's order stands."""
        joined = b""
        for offset in sorted(self.pieces):
            if offset > len(joined):
                break
            joined += self.pieces[offset][len(joined) - offset :]
        return joined


class HelloStreams:
    """The connections whose ClientHello has not been read yet. The oldest goes where there is no room."""

    def __init__(self) -> None:
        self._streams: OrderedDict[Ends, _Stream] = OrderedDict()
        self._held = 0
        self.crowded_out = 0

    def __len__(self) -> int:
        return len(self._streams)

    def wants(self, ends: Ends, data: bytes) -> bool:
        """True where a segment belongs to a stream that is known, or may begin one."""
        return ends in self._streams or begins_hello(data)

    def begin(self, ends: Ends, base: int, at: float) -> None:
        """A SYN: the stream's first byte has the sequence number ``base``. Repeated ones change nothing."""
        stream = self._streams.get(ends)
        if stream is None or not stream.syn or stream.base != base % (1 << 32):
            self.forget(ends)
            self._keep(ends, _Stream(base % (1 << 32), at, syn=True))

    def feed(self, ends: Ends, seq: int, data: bytes, at: float) -> ClientHello | None:
        """Add a segment; the hello once it is whole (the stream is then forgotten).

        Raises ``NotClientHello`` where the connection turns out to be something else, and forgets it as well.
        """
        stream = self._streams.get(ends)
        if stream is None:
            if not begins_hello(data):
                return None  # somewhere within a connection whose start was not seen
            stream = self._keep(ends, _Stream(seq, at, syn=False))
        offset = (seq - stream.base) % (1 << 32)
        if offset >= _WINDOW:
            return None
        if len(stream.pieces) >= MAX_PIECES:
            self.forget(ends)
            raise NotClientHello("in too many segments")
        self._held += stream.add(offset, data[: _WINDOW - offset])
        self._make_room(ends)
        try:
            hello = read(stream.start())
        except NotClientHello:
            self.forget(ends)
            raise
        if hello is not None:
            self.forget(ends)
        return hello

    def forget(self, ends: Ends) -> bool:
        """Let go of a stream; True where the start of a hello had been seen of it."""
        stream = self._streams.pop(ends, None)
        if stream is None:
            return False
        self._held -= stream.held
        return begins_hello(head) if (head := stream.start()) else False

    def overdue(self, at: float) -> list[Ends]:
        """Forget the streams that have had their time; those of which the start of a hello was seen."""
        old = [ends for ends, stream in self._streams.items() if at - stream.began > PATIENCE]
        return [ends for ends in old if self.forget(ends)]

    def _keep(self, ends: Ends, stream: _Stream) -> _Stream:
        self._streams[ends] = stream
        self._make_room(ends)
        return stream

    def _make_room(self, newest: Ends) -> None:
        while len(self._streams) > MAX_STREAMS or self._held > MAX_HELD:
            oldest = next(iter(self._streams))
            if oldest == newest:
                self._streams.move_to_end(newest)
                continue
            self.forget(oldest)
            self.crowded_out += 1

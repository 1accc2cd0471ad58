"""Reads a client's HTTP/1 requests out of a stream, and the WebSocket messages that follow an upgrade.

RFC 9112 (messages, chunked bodies), RFC 6455 section 5 (frames). Lenient about line ends, strict about the request line.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from analysis.records import Visibility
from proxy_addons.stream_bodies import BodyCollector, Reader, Room, Said

MAX_HEAD: Final = 1 << 16
MAX_HEADERS: Final = 256
_SHORTEST: Final = 20  # bytes by which it is clear whether a request begins
REQUEST_LINE: Final = re.compile(rb"([A-Z][A-Z-]{1,15}) (\S{1,16384}) HTTP/1\.([01])\r?\n")
BEGINS: Final = re.compile(rb"[A-Z][A-Z-]{1,15} [/*h\[a-z0-9]")
_METHODS: Final = frozenset({
    b"GET", b"POST", b"PUT", b"HEAD", b"PATCH", b"DELETE", b"OPTIONS", b"CONNECT", b"TRACE", b"PROPFIND", b"PROPPATCH",
    b"MKCOL", b"COPY", b"MOVE", b"LOCK", b"UNLOCK", b"REPORT", b"SEARCH", b"SUBSCRIBE", b"UNSUBSCRIBE", b"NOTIFY",
    b"M-SEARCH", b"PURGE", b"LINK", b"UNLINK", b"MKCALENDAR", b"ACL", b"BIND", b"MERGE", b"QUERY",
})  # fmt: skip
_LOOKED_FOR: Final = frozenset(map(len, ("host", "upgrade", "content-length", "transfer-encoding")))
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[^:/?#@\s]{1,253})(?::(\d{1,5}))?\Z")


class Head:
    """A request's head: method, target, version (``http/1.1``), headers in order."""

    __slots__ = ("_first", "_place", "headers", "method", "target", "version")

    def __init__(self, raw: bytes, line: re.Match[bytes]) -> None:
        self.method = line[1].decode("ascii")
        self.target = text_of(line[2])
        self.version = f"http/1.{line[3].decode('ascii')}"
        self.headers = headers_of(raw[line.end() :])
        self._first = {
            name.lower(): value for name, value in reversed(self.headers) if len(name) in _LOOKED_FOR
        }
        self._place: tuple[str, int, str] | None = None

    def header(self, name: str) -> str:
        """The first value, "" where there is none; of one of those that say how a request is to be read."""
        return self._first.get(name, "")

    def place(self) -> tuple[str, int, str]:
        """Host, port (0: not said) and path with query, from the target and the Host header."""
        if self._place is None:
            self._place = self._find()
        return self._place

    def _find(self) -> tuple[str, int, str]:
        host, target = self.header("host"), self.target
        if self.method == "CONNECT":
            return *authority(target), ""
        scheme, found, rest = target.partition("://")
        if found and scheme.lower() in ("http", "https", "ws", "wss"):
            cut = next((at for at, letter in enumerate(rest) if letter in "/?#"), len(rest))
            return *authority(rest[:cut]), rest[cut:] or "/"
        return *authority(host), target


def read_head(raw: bytes) -> Head | None:
    """The head that the bytes begin with; None where that is no request of a known method."""
    line = REQUEST_LINE.match(raw)
    return Head(raw, line) if line is not None and line[1] in _METHODS else None


@lru_cache(maxsize=64)
def read_repeated_head(raw: bytes) -> Head | None:
    """As ``read_head``, for SSDP, where devices send the same datagrams again and again."""
    return read_head(raw)


def begins_request(data: bytes) -> bool:
    """Whether a segment that begins so may be a request."""
    return BEGINS.match(data) is not None and data.split(b" ", 1)[0] in _METHODS


def authority(text: str) -> tuple[str, int]:
    """Host in lower case without brackets, and port (0: none); ("", 0) for what is neither."""
    match = _AUTHORITY.match(text.strip().rpartition("@")[2])
    if match is None:
        return "", 0
    return match[1].strip("[]").lower().rstrip("."), min(int(match[2] or 0), 65535)


def headers_of(block: bytes) -> tuple[tuple[str, str], ...]:
    """Header lines up to the empty one; folded ones are joined."""
    found: list[tuple[str, str]] = []
    for line in text_of(block).split("\n", MAX_HEADERS)[:MAX_HEADERS]:
        name, colon, value = line.partition(":")
        if not colon or name[:1] in " \t":
            if not line.strip("\r"):
                break
            if line[:1] in " \t" and found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif name:
            found.append((name.strip(), value.strip()))
    return tuple(found)


def text_of(raw: bytes) -> str:
    """As UTF-8 where it is, else byte by byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _end_of_head(data: bytes) -> int:
    """The place after the empty line; -1 while there is none."""
    place = data.find(b"\r\n\r\n", 0, MAX_HEAD)
    bare = data.find(b"\n\n", 0, MAX_HEAD if place < 0 else place)
    if bare >= 0:
        return bare + 2
    return place + 4 if place >= 0 else -1


class HttpStream:
    """Requests one after the other. ``readable`` is ``cleartext``, or ``opened`` for what was decrypted."""

    def __init__(self, room: Room, readable: Visibility) -> None:
        self.found: list[Said] = []
        self.done = False
        self._room, self._readable = room, readable
        self._held = b""
        self._head: Head | None = None
        self._body: BodyCollector | None = None
        self._left: int | None = (
            None  # bytes of the body, or of a chunk, that are to come; None: a chunk's size is next
        )
        self._chunked = self._lost = False
        self._at = 0.0
        self.after: str = ""  # "websocket", "tunnel" or "start" where something else follows

    def feed(self, data: bytes, at: float) -> Reader:
        """Read on; ``after`` says whether something else follows what ``rest`` gives."""
        if self._lost:
            if not begins_request(data):
                return self
            self._lost = False
        self._held = self._held + data if self._held else data
        while not (self.done or self.after) and self._step(at):
            continue
        return self

    @property
    def rest(self) -> bytes:
        """What stands behind the last request, once ``after`` is set."""
        return self._held

    def gap(self) -> None:
        """What is begun is given out incomplete; reading goes on with the next request."""
        self._finish(whole=False)
        self._held, self._lost = b"", True

    def close(self) -> None:
        """What is begun is given out incomplete."""
        self._finish(whole=False)
        self._held = b""

    def _step(self, at: float) -> bool:
        """One head, body or chunk; False where more bytes are needed."""
        if self._head is None:
            return self._read_head(at)
        if self._left:
            self._take(self._left)
            if self._left:
                return False
        if self._chunked:
            return self._next_chunk()
        self._finish(whole=True)
        return True

    def _read_head(self, at: float) -> bool:
        self._held = self._held.lstrip(b"\r\n")
        if not self._held:
            return False
        end = _end_of_head(self._held)
        if end < 0:
            self.done = len(self._held) >= MAX_HEAD
            if len(self._held) >= _SHORTEST and not begins_request(self._held[:64]):
                self.after = "start"
            return False
        head = read_head(self._held[:end])
        if head is None:
            self.after = "start"  # no request: what else it is has to be found out
            return False
        self._held = self._held[end:]
        self._head, self._at = head, at
        self._body = BodyCollector(self._room)
        self._chunked = "chunked" in head.header("transfer-encoding").lower()
        length = head.header("content-length")
        self._left = (
            None
            if self._chunked
            else int(length)
            if length.isascii() and length.isdigit() and len(length) < 16
            else 0
        )
        return True

    def _take(self, most: int) -> None:
        data, self._held = self._held[:most], self._held[most:]
        self._left = most - len(data)
        if self._body is not None:
            self._body.add(data)

    def _next_chunk(self) -> bool:
        if self._left == 0:  # behind a chunk's bytes stands an empty line
            if len(self._held) < 2 and self._held != b"\n":
                return False
            self._held = self._held.removeprefix(b"\r").removeprefix(b"\n")
            self._left = None
        size = _CHUNK.match(self._held)
        if size is None:
            if len(self._held) > 4200 or (self._held and b"\n" in self._held):
                self.gap()  # no chunk: the rest of this body cannot be told from what follows it
            return False
        if int(size[1], 16) == 0:
            trailer = _HEAD_END.search(self._held, size.end() - 2, size.end() + MAX_HEAD)
            if trailer is None:
                if len(self._held) > size.end() + MAX_HEAD:
                    self.gap()  # no trailer: nothing more is held of it
                return False
            self._held = self._held[trailer.end() :]
            self._finish(whole=True)
            return True
        self._held, self._left = self._held[size.end() :], int(size[1], 16)
        return True

    def _finish(self, *, whole: bool) -> None:
        head, body = self._head, self._body
        self._head = self._body = self._left = None
        if head is None or body is None:
            return
        length = head.header("content-length")
        declared = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
        body.missing = not whole
        host, port, target = head.place()
        if head.method == "CONNECT":
            self.after = "tunnel" if whole else ""
            body.close(self._readable)
            self.target = (host, port)
            return
        self.found.append(
            Said(
                protocol=head.version, at=self._at, body=body.close(self._readable, declared), method=head.method,
                host=host, port=port, target=target, headers=head.headers, whole=whole,
            )
        )  # fmt: skip
        upgrade = head.header("upgrade").lower()
        if whole and upgrade == "websocket":
            self.after = "websocket"
        elif whole and upgrade == "h2c":
            self.after = "start"

    target: tuple[str, int] = ("", 0)

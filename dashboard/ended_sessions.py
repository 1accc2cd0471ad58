"""Which sessions were logged out, in a file: a copy of such a cookie is worth nothing after a restart either."""

from __future__ import annotations

import threading
import time
from typing import Final

import msgspec

from analysis.settings import Home, write_private

_FILE: Final = "ended_sessions.json"


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Session ids with when they would have expired; and (s since 1970) until when every session's beginning is ended."""

    ended: dict[str, float] = {}
    all_until: float = 0.0


class EndedSessions:
    """What was logged out is remembered for ``seconds``, as long as a session lasts."""

    def __init__(self, home: Home, seconds: int) -> None:
        self._path, self._seconds = home.root / _FILE, seconds
        self._lock = threading.Lock()
        self._kept = self._read()

    def end(self, session_id: str) -> None:
        """Remember that a session was logged out."""
        if not session_id:
            return
        now = time.time()
        with self._lock:
            going_on = {name: end for name, end in self._kept.ended.items() if end > now}
            ended = {**going_on, session_id: now + self._seconds}
            self._kept = msgspec.structs.replace(self._kept, ended=ended)
            write_private(self._path, msgspec.json.encode(self._kept).decode())

    def holds(self, session_id: str, begun: int) -> bool:
        """Whether a session that began at ``begun`` (s since 1970) was logged out."""
        return begun <= self._kept.all_until or session_id in self._kept.ended

    def _read(self) -> _Kept:
        """Of a file that is spoilt nobody knows what it said: all sessions that began before now are ended."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except FileNotFoundError:
            return _Kept()
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return _Kept(all_until=time.time())

"""Watches a request body go by without holding it up: size and SHA-256 of the whole, and what may be kept of it."""

from __future__ import annotations

import hashlib

from analysis.records import BODY_LIMIT, HEAD_SAMPLE


class BodyTap:
    """A ``stream`` callable for a mitmproxy request. It returns what it was given and never raises.

    Up to ``BODY_LIMIT`` bytes are kept whole; of a larger body only the first ``HEAD_SAMPLE``. Where the size is known
    beforehand to be larger (``whole=False``) no more than the sample is ever held. (An exception here would hang the
    upload until the server gives up, which is why a failure is only remembered.)
    """

    __slots__ = ("_hash", "_kept", "_limit", "ended", "failure", "held", "size")

    def __init__(self, *, whole: bool = True) -> None:
        self._hash = hashlib.sha256()
        self._kept: list[bytes] = []
        self._limit = BODY_LIMIT if whole else HEAD_SAMPLE
        self.held = 0
        self.size = 0
        self.ended = False
        self.failure = ""

    def __call__(self, data: bytes) -> bytes:
        """Take note of a chunk; ``b""`` marks the end."""
        try:
            self._take(data)
        except Exception as error:  # noqa: BLE001 (kept in ``failure``, which the record shows)
            self.failure = self.failure or repr(error)
        return data

    def _take(self, data: bytes) -> None:
        if not data:
            self.ended = True
            return
        self._hash.update(data)
        self.size += len(data)
        if self.held < self._limit:
            self._kept.append(
                data if len(data) <= self._limit - self.held else data[: self._limit - self.held]
            )
            self.held += len(self._kept[-1])
        if self.size > BODY_LIMIT and self._limit > HEAD_SAMPLE:
            self._keep_head()

    def _keep_head(self) -> None:
        head = b"".join(self._kept)[:HEAD_SAMPLE]
        self._kept = [head]
        self.held = len(head)
        self._limit = HEAD_SAMPLE

    @property
    def complete(self) -> bool:
        """True where ``body`` is all that was sent."""
        return self.held == self.size

    @property
    def body(self) -> bytes:
        """What was kept."""
        return b"".join(self._kept)

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of all that has gone by."""
        return self._hash.hexdigest()

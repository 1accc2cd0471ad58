"""Says when a contact that is under way is to be told: soon, then once a minute, and every few seconds while it uploads.

What uploads is told often so that the way in which it does can be described (``analysis/upload_shapes.py``); how often is
bounded for each contact and for all together, so that the journal does not grow with what is sent.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from analysis.upload_shapes import is_acknowledging
from proxy_addons.talks import Talk

SOON: Final = 1.0  # seconds after which a contact is told; what it is about has mostly been said by then
LATER: Final = 10.0  # the same for what nobody has answered
LATEST: Final = 150.0  # the same for the house's own errands, which are over sooner and need but one record
AGAIN: Final = 60.0  # seconds between two records of a talk that goes on
UPLOADING: Final = 8_000  # bit/s on the wire; less is what any open connection says to stay open
OFTEN: Final = 5.0  # seconds between two records of a talk that uploads
OFTEN_OF_ONE: Final = (
    24  # such records of one talk in a row: two minutes; one more becomes possible each minute
)
OFTEN_OF_ALL: Final = 480  # the same of all talks together; ten more become possible each minute
ALL_A_MINUTE: Final = 10.0
MAX_UPLOADS: Final = 512  # talks whose records are counted
ERRANDS: Final = frozenset(
    {"dns", "mdns", "llmnr", "ssdp", "dhcp", "dhcpv6", "ntp", "nbns", "icmp", "icmpv6", "igmp"}
)


class _Allowance:
    """So many at once, and some more each minute."""

    __slots__ = ("_at", "_left", "_most", "_per_second")

    def __init__(self, most: int, a_minute: float, at: float) -> None:
        self._most, self._per_second, self._at, self._left = most, a_minute / 60, at, float(most)

    def left(self, at: float) -> bool:
        """Whether one is to be had."""
        self._left = min(self._most, self._left + max(0.0, at - self._at) * self._per_second)
        self._at = at
        return self._left >= 1

    def take(self) -> None:
        """Have one."""
        self._left -= 1


class Pace:
    """``due`` decides, and remembers what was allowed; ``often`` counts the records beyond one a minute."""

    def __init__(self) -> None:
        self._uploads: OrderedDict[Talk, _Allowance] = OrderedDict()
        self._all: _Allowance | None = None
        self.often = 0

    def due(self, talk: Talk, at: float) -> bool:
        """Whether a talk that is under way is to be told at a time (Unix seconds), for the first time or again."""
        if talk.announced:
            if talk.out.packets + talk.into.packets == talk.told:
                return False
            return at - talk.told_at >= AGAIN or self._uploads_on(talk, at)
        if not talk.spoke:
            return False
        answered = talk.out.packets and talk.into.packets
        wait = LATEST if talk.protocol in ERRANDS else SOON if answered else LATER
        return at - talk.first >= wait

    def over(self, talk: Talk) -> None:
        """A talk has ended."""
        self._uploads.pop(talk, None)

    def _uploads_on(self, talk: Talk, at: float) -> bool:
        since = at - talk.told_at
        sent, got = talk.out.size - talk.told_out, talk.into.size - talk.told_into
        if since < OFTEN or sent * 8 < UPLOADING * since or is_acknowledging(sent, got):
            return False
        if self._all is None:
            self._all = _Allowance(OFTEN_OF_ALL, ALL_A_MINUTE, at)
        allowance = self._uploads.get(talk)
        if allowance is None:
            allowance = self._uploads[talk] = _Allowance(OFTEN_OF_ONE, 1.0, at)
            if len(self._uploads) > MAX_UPLOADS:
                self._uploads.popitem(last=False)
        if not (allowance.left(at) and self._all.left(at)):
            return False
        allowance.take()
        self._all.take()
        self.often += 1
        return True

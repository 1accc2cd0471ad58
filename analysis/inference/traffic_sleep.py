"""When somebody slept, from nothing but the times at which the device had connections."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.inferences import TRAFFIC, Drawn, Evidence, Inference, Level, Source

_HOUR: Final = 3_600_000_000  # µs
_QUARTER: Final = _HOUR // 4
_NIGHT: Final = (-4 * _HOUR, 12 * _HOUR)  # from midnight: 20:00 to 12:00
_GAP: Final = 4 * _HOUR
_UNKNOWN: Final = _HOUR  # within the gap, for which nothing may show that this box recorded
_BESIDE: Final = 3 * _HOUR
_BUSY: Final = 6  # quarter hours with traffic in the three hours before the gap, and after


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    begin, end = (evidence.start + offset for offset in _NIGHT)
    busy = sorted({item.start for item in evidence.contacts if begin <= item.start < end})
    gaps = sorted(
        ((later - earlier - _QUARTER, earlier + _QUARTER, later) for earlier, later in pairwise(busy)),
        reverse=True,
    )
    if not gaps or gaps[0][0] < _GAP or (len(gaps) > 1 and gaps[1][0] * 2 > gaps[0][0]):
        return
    _, slept, woke = gaps[0]
    before = sum(slept - _BESIDE <= start < slept for start in busy)
    after = sum(woke <= start < woke + _BESIDE for start in busy)
    if before >= _BUSY and after >= _BUSY and _recorded(evidence.recorded, slept, woke):
        words = {"start": evidence.clock(slept), "end": evidence.clock(woke), "quarters": str(len(busy))}
        devices = tuple(sorted({item.device for item in evidence.contacts}))
        yield Drawn(
            level=Level.SERIES, words=words, n=len(busy), seconds=(_NIGHT[1] - _NIGHT[0]) / 1_000_000,
            contacts=len(busy), devices=devices,
        )  # fmt: skip


def _recorded(quarters: frozenset[int], slept: int, woke: int) -> bool:
    """Whether this box recorded all through the gap: else the silence may be its own."""
    known = [slept - _QUARTER, *sorted(start for start in quarters if slept <= start < woke), woke]
    return all(later - earlier - _QUARTER < _UNKNOWN for earlier, later in pairwise(known))


INFERENCE: Final = Inference(
    name="traffic_sleep",
    title="When you slept, by silence",
    needs={TRAFFIC: "the times of connections, whatever was in them"},
    condition="Between 20:00 and 12:00 one gap of at least 4 hours without any connection, at least twice as "
    "long as the next; in the 3 hours before it and after it connections in at least 6 quarter hours each; and "
    "within the gap no hour in which this box recorded nothing in the house.",
    says="This data could let the recipient infer when the device's owner slept: no connection from about "
    "{start} to {end}, with connections in {quarters} quarter hours around. What was in them does not matter.",
    cap=Level.SERIES,
    otherwise=(
        "The device was off, out of reach, or left at home.",
        "The owner was awake and did not use it.",
        "It is nobody's own: a camera or a television rests by a timer, not by when its owner sleeps.",
        "This box missed the device's connections: what is checked is only that it recorded something in the house then.",
    ),
    remedy=(
        "Against one company: block it, or take background activity from its app.",
        "Against whoever carries the connections: a VPN moves the question to the VPN's operator.",
    ),
    sources=(
        Source(
            text="From network activity alone sleep was told in 88.5 % within an hour, waking within 39 min, "
            "contents not needed.",
            where="Mammen et al., WiSleep, 2021",
            basis="P",
        ),
    ),
    infer=_infer,
)

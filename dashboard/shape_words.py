"""The words for how bytes left where nothing could be opened, for a first time, and for what the interface counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from analysis.capture_counts import Compared
from analysis.counting import number
from analysis.first_causes import Cause
from analysis.upload_shapes import SECOND, Kind, Shape
from analysis.wording import Words, written
from dashboard.phrases import Sentence, joined, phrase, phrase_n, phrase_of
from dashboard.sentences import amount, clock

CAUSES: Final = Words({
    Cause.NEW_TRAFFIC: "New traffic.",
    Cause.ENROLLED: "This was the first day on which anything of this device was recorded.",
    Cause.OPENED: "Newly readable: nothing that this device sent could be read before.",
    Cause.ACCEPTED: "Newly readable: what it sent there could not be read before.",
    Cause.CATALOGUED: "Newly in our catalogue: the same hosts were contacted before.",
})  # fmt: skip
_MANY: Final = Words({
    Kind.STEADY: "**Steady uploads {count} times** to **{recipient}** between {first} and {last}: {sent} up in all, at most "
    "**{most} in {time}**.",
    Kind.BURST: "**Much in little time, {count} times** to **{recipient}** between {first} and {last}: {sent} up in all, at "
    "most **{most} in {time}**.",
    Kind.LARGE: "**Large uploads {count} times** to **{recipient}** between {first} and {last}: {sent} up in all, at most "
    "**{most} in {time}**.",
    Kind.NIGHT: "**Uploads in the quiet of the night {count} times** to **{recipient}** between {first} and {last}: {sent} "
    "up in all, at most **{most} in {time}**.",
    Kind.BEACON: "**Regular contacts {count} times** to **{recipient}** between {first} and {last}: {sent} up in all, at "
    "most **{most} in {time}**.",
})  # fmt: skip


def shape_sentence(shape: Shape, recipient: str, zone: ZoneInfo) -> Sentence:
    """What was seen, with its numbers."""
    blanks = {
        "sent": amount(shape.bytes_out), "time": duration(shape.end - shape.start), "recipient": recipient,
        "rate": rate(shape.rate),
    }  # fmt: skip
    if shape.kind is Kind.STEADY:
        slowest, fastest = rate(shape.slowest), rate(shape.fastest)
        if slowest == fastest:
            return phrase(
                "Steady **{rate} up for {time}** to **{recipient}**: {sent}, always at the same rate.",
                **blanks,
            )
        return phrase(
            "Steady **{rate} up for {time}** to **{recipient}**: {sent}, always between {slowest} and {fastest}.",
            slowest=slowest, fastest=fastest, **blanks,
        )  # fmt: skip
    if shape.kind is Kind.BURST:
        return phrase_n(
            "**{sent} up in {time}** to **{recipient}**, over {n} connection.",
            "**{sent} up in {time}** to **{recipient}**, over {n} connections.",
            shape.count, **blanks,
        )  # fmt: skip
    if shape.kind is Kind.LARGE:
        return phrase("**{sent} up over {time}** to **{recipient}**, {rate} on average.", **blanks)
    if shape.kind is Kind.NIGHT:
        return phrase_n(
            "**{sent} up in the quiet of the night** to **{recipient}**, {first} to {last}, while the device made at most "
            "{n} connection a quarter hour.",
            "**{sent} up in the quiet of the night** to **{recipient}**, {first} to {last}, while the device made at most "
            "{n} connections a quarter hour.",
            round(shape.slowest), first=clock(shape.start, zone), last=clock(shape.end, zone), **blanks,
        )  # fmt: skip
    return _beacon(shape, recipient)


def _beacon(shape: Shape, recipient: str) -> Sentence:
    blanks = {
        "period": duration(shape.period), "recipient": recipient, "count": number(shape.count),
        "about": duration(max(shape.jitter, SECOND)),
    }  # fmt: skip
    if not shape.missed:
        return phrase("**Every {period}** to **{recipient}**, {count} times, give or take {about}.", **blanks)
    return phrase_n(
        "**Every {period}** to **{recipient}**, {count} times, {n} beat missed, give or take {about}.",
        "**Every {period}** to **{recipient}**, {count} times, {n} beats missed, give or take {about}.",
        shape.missed, **blanks,
    )  # fmt: skip


def shapes_sentence(alike: Sequence[Shape], recipient: str, zone: ZoneInfo) -> Sentence:
    """Several of one kind to one recipient: how many, when, how much in all, and the largest."""
    first, last = min(shape.start for shape in alike), max(shape.end for shape in alike)
    most = max(alike, key=lambda shape: shape.bytes_out)
    return phrase_of(
        _MANY[most.kind],
        count=number(len(alike)), recipient=recipient, first=clock(first, zone), last=clock(last, zone),
        sent=amount(sum(shape.bytes_out for shape in alike)), most=amount(most.bytes_out),
        time=duration(most.end - most.start),
    )  # fmt: skip


def compared_sentence(found: Compared | None) -> Sentence:
    """How what is shown compares with what the interface counted."""
    if found is None:
        return phrase(
            "In this time this box did not count what goes past its proxy. So nobody can say how much that was: it is "
            "missing here."
        )
    start = phrase_n(
        "To check: this box counted **{counted}** sent by all enrolled devices, and the connections that are known make "
        "**{accounted}**. {n} packet was lost.",
        "To check: this box counted **{counted}** sent by all enrolled devices, and the connections that are known make "
        "**{accounted}**. {n} packets were lost.",
        found.lost, counted=_exact(found.counted_out), accounted=_exact(found.accounted_out),
    )  # fmt: skip
    if found.agrees:
        return start
    size = amount(abs(found.missing))
    if found.missing <= 0:
        more = phrase(
            "The connections make {size} more: part of that did not come by where it is counted.", size=size
        )
    else:
        more = phrase_n(
            "{size} belong to no connection yet: {n} connection had not ended, and lost packets belong to none.",
            "{size} belong to no connection yet: {n} connections had not ended, and lost packets belong to none.",
            found.open, size=size,
        )  # fmt: skip
    return joined(start, more)


def _exact(size: int) -> str:
    """Bytes with three digits, where two numbers are to be compared."""
    for unit, step in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if size >= step * 9.95:
            return written(f"{size / step:,.1f} {unit}")
        if size >= step * 0.9995:
            return written(f"{size / step:.2f} {unit}")
    return amount(size)


def duration(micros: int) -> str:
    """A time in the two units that matter: ``40 s``, ``3 min 20 s``, ``2 h 5 min``."""
    seconds = max(1, round(micros / SECOND))
    if seconds < 60:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest and minutes < 10 else f"{minutes} min"
    hours, left = divmod(minutes, 60)
    return f"{hours} h {left} min" if left else f"{hours} h"


def rate(bits: float) -> str:
    """Bit/s in decimal units: ``64 kbit/s``, ``7.2 Mbit/s``."""
    for unit, size in (("Gbit/s", 1e9), ("Mbit/s", 1e6), ("kbit/s", 1e3)):
        if bits >= size * 0.9995:
            value = bits / size
            return written(f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}")
    return f"{bits:.0f} bit/s"

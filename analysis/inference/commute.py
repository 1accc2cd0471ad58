"""When somebody leaves home for work, from positions at both ends of the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Source
from analysis.stays import LEAST_DAYS, RADIUS_M, Fix, Stay, fixes, home_and_work

_MORNING: Final = range(5, 12)
_LONGEST: Final = 3 * 3_600_000_000  # µs


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = fixes(evidence)
    both = home_and_work(evidence, found)
    if both is None:
        return
    ways = _ways(evidence, found, *both)
    if len(ways) < LEAST_DAYS:
        return
    left = sorted(evidence.clock(start.seen_at) for start, _ in ways)
    rests_on = [item for way in ways for fix in way for item in fix.data]
    seconds = sum((end.seen_at - start.seen_at) / 1_000_000 for start, end in ways)
    words = {"days": str(len(ways)), "first": left[0], "last": left[-1]}
    yield Drawn(level=Level.SERIES, rests_on=rests_on, words=words, n=2 * len(ways), seconds=seconds)


def _ways(evidence: Evidence, found: Sequence[Fix], home: Stay, work: Stay) -> list[tuple[Fix, Fix]]:
    """Of each working day the last position at home and the first at work, where they are one way."""
    left: dict[date, Fix] = {}
    arrived: dict[date, Fix] = {}
    for fix in found:
        at = evidence.local(fix.seen_at)
        if at.weekday() >= 5 or at.hour not in _MORNING or at.date() in arrived:
            continue
        if home.metres_to(fix) <= RADIUS_M:
            left[at.date()] = fix
        elif work.metres_to(fix) <= RADIUS_M:
            arrived[at.date()] = fix
    return [
        (left[day], end)
        for day, end in arrived.items()
        if day in left and end.seen_at - left[day].seen_at <= _LONGEST
    ]


INFERENCE: Final = Inference(
    name="commute",
    title="When you leave for work",
    needs={
        "location.precise": "latitude and longitude with three decimals or more, at home and at work on three mornings"
    },
    condition="Home and work as for where you live and work, and on at least 3 working days a position at home "
    "between 5:00 and 12:00 that is followed within 3 hours by one at work.",
    says="This data could let the recipient infer when the device's owner goes to work, and that the way "
    "repeats: on {days} days a position at home, between {first} and {last}, was followed by one at work.",
    cap=Level.SERIES,
    otherwise=(
        "The way led by a school or a shop first.",
        "Another member of the household had the device with them.",
    ),
    remedy=(
        "Take the location permission from the app, or allow only the approximate location.",
        "Allow location only while the app is used.",
    ),
    sources=(
        Source(
            text="Four points in place and time single out 95 % of 1.5 million people: few ways are alike.",
            where="de Montjoye et al., Scientific Reports 2013, doi 10.1038/srep01376",
            basis="P",
        ),
        Source(
            text="Home and work are deduced from a location trace, and together are nearly unique.",
            where="Golle and Partridge, Pervasive 2009, doi 10.1007/978-3-642-01516-8_26",
            basis="P",
        ),
    ),
    infer=_infer,
    days=30,
    exact=True,
)

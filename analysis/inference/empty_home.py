"""When nobody is at home: hours in which every device that lives there is elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from analysis.inferences import Drawn, Evidence, Inference, Level, Scope, Source
from analysis.stays import APART_M, LEAST_DAYS, RADIUS_M, Fix, Stay, fixes, stay

_LEAST_DEVICES: Final = 2
_AT_ONCE: Final = 900_000_000  # µs


def _infer(evidence: Evidence) -> Iterator[Drawn]:
    found = {
        device: fixes(evidence, device)
        for device in sorted({item.device for item in evidence.data if item.device})
    }
    homes = {device: home for device, places in found.items() if (home := stay(evidence, places)) is not None}
    living = [
        device for device, home in homes.items() if home.metres_to(next(iter(homes.values()))) <= RADIUS_M
    ]
    if len(living) < _LEAST_DEVICES or len(living) < len(homes):
        return
    empty = _empty_hours(evidence, {device: found[device] for device in living}, homes)
    days = {day for day, _ in empty}
    if len(days) >= LEAST_DAYS:
        hour, _ = Counter(hour for _, hour in empty).most_common(1)[0]
        away = [fix for fixes_then in empty.values() for fix in fixes_then]
        rests_on = [item for fix in away for item in fix.data]
        words = {"devices": str(len(living)), "days": str(len(days)), "hour": f"{hour:02d}:00"}
        yield Drawn(
            level=Level.SERIES, rests_on=rests_on, words=words, n=len(away), seconds=3600.0 * len(empty)
        )


def _empty_hours(
    evidence: Evidence, found: Mapping[str, list[Fix]], homes: Mapping[str, Stay]
) -> dict[tuple[date, int], list[Fix]]:
    """Hours in which no position is at home, and in one quarter of an hour of which every device has one."""
    hours: dict[tuple[date, int], dict[str, list[Fix]]] = {}
    for device, places in found.items():
        for fix in places:
            at = evidence.local(fix.seen_at)
            hours.setdefault((at.date(), at.hour), {}).setdefault(device, []).append(fix)
    return {
        hour: [fix for places in by_device.values() for fix in places]
        for hour, by_device in sorted(hours.items())
        if _all_at_once(by_device, len(found))
        and all(
            homes[fix.device].metres_to(fix) >= APART_M for places in by_device.values() for fix in places
        )
    }


def _all_at_once(by_device: Mapping[str, list[Fix]], devices: int) -> bool:
    """Whether so many devices say within a quarter of an hour where they are: else one may come as the other goes."""
    every = [fix for places in by_device.values() for fix in places]
    return any(
        len({fix.device for fix in every if 0 <= fix.seen_at - first.seen_at <= _AT_ONCE}) == devices
        for first in every
    )


INFERENCE: Final = Inference(
    name="empty_home",
    title="When nobody is at home",
    needs={
        "location.precise": "latitude and longitude with three decimals or more, of two devices that live at one place"
    },
    condition="Two devices or more whose nights are spent within 200 m of one another (at least 3 each), and "
    "on at least 3 days an hour that holds a quarter of an hour in which each of them sent a position, and in "
    "which every position is at least 500 m from there.",
    says="This data could let the recipient infer when nobody is at home: on {days} days all {devices} devices "
    "that spend their nights there were elsewhere, most often in the hour of {hour}.",
    cap=Level.SERIES,
    otherwise=(
        "Somebody was at home without a device that the recipient knows of.",
        "The devices were out without their owners.",
    ),
    remedy=(
        "Take the location permission from the app on each device.",
        "Allow location only while the app is used.",
    ),
    sources=(
        Source(
            text="Public check-ins were shown to tell when a home is empty.",
            where="Please Rob Me, 2010, as told by randomconnections.com",
            basis="S",
        ),
        Source(
            text="Homes are found by where the nights are spent.",
            where="Krumm 2007",
            basis="S",
        ),
    ),
    infer=_infer,
    scope=Scope.HOUSEHOLD,
    days=30,
    exact=True,
)

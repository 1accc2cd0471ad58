"""Recognises what only the ill have set: the rates and ratios of an insulin pump, the keys of an exposure notification.

Names: Nightscout's profiles, Tidepool's pumpSettings, Loop's; the publish request of Google's exposure notification server.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.payload import Group, Payload, Series
from analysis.remembered import Remembered

_OF_A_PUMP: Final = {
    name: kind
    for kind, names in {
        "ratio": ("carbratio", "carbratios", "carbratioschedule", "insulintocarbratio", "icratio", "carbohydrateratio"),
        "sensitivity": ("insulinsensitivity", "insulinsensitivities", "sens", "isf", "sensitivityfactor",
                        "insulinsensitivityschedule",
                        "correctionfactor"),
        "basal": ("basal", "basalschedules", "basalprofile", "basalrates", "basalrateschedule", "basals", "scheduledbasal"),
        "target": ("bgtarget", "bgtargets", "targetlow", "targethigh", "bgtargetschedule", "glucosetarget"),
        "duration": ("dia", "durationofinsulinaction", "insulinduration", "insulinaction"),
        "most": ("maxbolus", "maxbasal", "maximumbolus", "maximumbasalratepersecond"),
    }.items()
    for name in names
}  # fmt: skip
_LEAST: Final = 3  # kinds
_KEYS: Final = frozenset(
    {"temporaryexposurekeys", "exposurekeys", "diagnosiskeys", "temporarytracingkeys", "teks"}
)
_OF_A_KEY: Final = frozenset(
    {"rollingstartnumber", "rollingstartintervalnumber", "rollingperiod", "rollingstart"}
)
_PLAIN: Final = Remembered[str, str](lambda name: "".join(words(name)))
_SPEAKS: Final = Remembered[tuple[str, ...], bool](
    lambda names: any(_PLAIN[name] in _OF_A_PUMP or _PLAIN[name] in _KEYS for name in names)
)


def may_be_set(payload: Payload) -> bool:
    """Whether an object or a list is named for a setting of a pump, or for such keys."""
    return any(_SPEAKS[group.names[-2:]] for group in payload.groups) or any(
        _SPEAKS[series.names[-2:]] for series in payload.series
    )


def pump_settings(payload: Payload) -> str:
    """The path of the first schedule where three kinds of a pump's settings stand in a message; "" where they do not."""
    kinds: dict[str, str] = {}
    held: list[Group | Series] = [*payload.groups[:400], *payload.series[:100]]
    for item in held:
        for name in (item.name, *(item.names[-2:-1])):
            kind = _OF_A_PUMP.get(_PLAIN[name]) if name else None
            if kind and item.context == "body":
                kinds.setdefault(kind, item.path)
    if kinds:
        for group in payload.groups[:400]:
            for name in list(group.members)[:32]:
                if kind := _OF_A_PUMP.get(_PLAIN[name]):
                    kinds.setdefault(kind, group.path)
    return next(iter(kinds.values())) if len(kinds) >= _LEAST else ""


def exposure_keys(payload: Payload) -> str:
    """The path of the first key of a list of exposure keys; "" where there is none."""
    for group in payload.groups[:64]:
        named = group.context == "body" and any(_PLAIN[name] in _KEYS for name in group.names[-2:])
        if named and not _OF_A_KEY.isdisjoint(_PLAIN[name] for name in list(group.members)[:16]):
            return group.path
    return ""


def settings_told(payload: Payload) -> Iterator[tuple[str, str, str]]:
    """The path, the category and the reasoning of each of the two that a message holds."""
    for path, kind, what in (
        (
            pump_settings(payload),
            "health.medication",
            "rates and ratios of an insulin pump, which somebody wears",
        ),
        (
            exposure_keys(payload),
            "health.condition",
            "keys of exposure notifications, which somebody tested positive sends",
        ),
    ):
        if path:
            yield path, kind, what

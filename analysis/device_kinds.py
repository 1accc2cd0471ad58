"""Guesses what a device is from what it says of itself, with the reason; the owner's word is above every guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
import yaml

from analysis.wording import Words, tr

PATH: Final = Path(__file__).with_name("device_kinds.yaml")
_LEAST: Final = 2  # points below which nothing is guessed
_CLEAR: Final = 1  # points that the best must be ahead of the second

_PROBABLY: Final = Words(
    {
        "phone": "Probably a phone: {reasons}.", "tablet": "Probably a tablet: {reasons}.",
        "watch": "Probably a watch: {reasons}.", "computer": "Probably a computer: {reasons}.",
        "tv": "Probably a TV: {reasons}.", "speaker": "Probably a speaker: {reasons}.",
        "camera": "Probably a camera: {reasons}.", "appliance": "Probably an appliance: {reasons}.",
    }
)  # fmt: skip
_AS_A: Final = Words(
    {
        "phone": "{reason}, as a phone may", "tablet": "{reason}, as a tablet may", "watch": "{reason}, as a watch may",
        "computer": "{reason}, as a computer may", "tv": "{reason}, as a tv may", "speaker": "{reason}, as a speaker may",
        "camera": "{reason}, as a camera may", "appliance": "{reason}, as a appliance may",
    }
)  # fmt: skip


class Sign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hints of one kind that match ``like`` (a regular expression, whatever the case) speak for a kind of device."""

    hint: str
    like: str
    kind: str
    points: int
    because: str


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What a device probably is, and the reasons, strongest first. ``unknown``: the signs say too little or disagree."""

    kind: str
    reasons: tuple[str, ...]

    @property
    def words(self) -> str:
        """The guess as a sentence."""
        if self.kind == "unknown":
            if not self.reasons:
                return tr("We cannot tell what it is.")
            return tr("The signs disagree: {reasons}.", reasons="; ".join(self.reasons))
        return _PROBABLY.filled(self.kind, reasons="; ".join(self.reasons))


@cache
def signs() -> tuple[tuple[re.Pattern[str], Sign], ...]:
    """The signs of the file, compiled."""
    listed = msgspec.convert(yaml.safe_load(PATH.read_text(encoding="utf-8")), tuple[Sign, ...])
    return tuple((re.compile(sign.like, re.IGNORECASE), sign) for sign in listed)


def guess(hints: Iterable[tuple[str, str]], makers: Mapping[str, str] | None = None) -> Guess:
    """The kind of a device from its hints (kind, value); ``makers`` are of its hardware addresses. Pure.

    Each sign counts once. The best kind must have ``_LEAST`` points and be ahead of the second.
    """
    known = [*hints, *(("maker", name) for name in (makers or {}).values())]
    points: dict[str, int] = {}
    reasons: dict[str, dict[str, tuple[int, str]]] = {}  # of each kind of hint the strongest
    for pattern, sign in signs():
        value = next((value for kind, value in known if kind == sign.hint and pattern.search(value)), None)
        if value is not None:
            points[sign.kind] = points.get(sign.kind, 0) + sign.points
            told = (sign.points, tr(sign.because, value=value))
            of = reasons.setdefault(sign.kind, {})
            of[sign.hint] = max(told, of.get(sign.hint, told), key=lambda item: item[0])
    ranked = sorted(points, key=lambda kind: (-points[kind], kind))
    if not ranked or points[ranked[0]] < _LEAST:
        return Guess(kind="unknown", reasons=())
    if len(ranked) > 1 and points[ranked[0]] - points[ranked[1]] < _CLEAR:
        disagreeing = [_AS_A.filled(kind, reason=_strongest(reasons[kind])[0]) for kind in ranked[:2]]
        return Guess(kind="unknown", reasons=tuple(disagreeing))
    return Guess(kind=ranked[0], reasons=tuple(_strongest(reasons[ranked[0]])))


def _strongest(reasons: Mapping[str, tuple[int, str]]) -> list[str]:
    return [words for _, words in sorted(reasons.values(), key=lambda item: -item[0])]

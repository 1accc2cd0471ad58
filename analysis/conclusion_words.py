"""What could be inferred, as a sentence in the language of now: the inference's own words, and the figures in its blanks."""

from __future__ import annotations

from typing import Final

from analysis.inferences import Conclusion
from analysis.lazy_patterns import lazy_pattern
from analysis.wording import N_, tr, trn, written

UNKNOWN_TIME: Final = N_("an unknown time")
UNKNOWN_NUMBER: Final = N_("an unknown number")
UNKNOWN_MODEL: Final = N_("not told")
_FIGURE: Final = lazy_pattern(r"(?:≥ )?[0-9][0-9,]{0,15}(?:\.[0-9]{1,6})?(?:–[0-9][0-9,]{0,15})?(?: s)?")
_SHARE: Final = lazy_pattern(r"([0-9]{1,3})%")
_LEAST: Final = "at least "


def said(one: Conclusion) -> str:
    """The sentence. What fills it came from a device: it is text, and only figures are written anew."""
    blanks = {name: _blank(value) for name, value in one.words.items()}
    if one.of_one:
        return trn(one.of_one, one.template, one.number(), **blanks)
    return tr(one.template, **blanks)


def _blank(value: str) -> str:
    if value in (UNKNOWN_TIME, UNKNOWN_NUMBER, UNKNOWN_MODEL):
        return tr(value)
    if _FIGURE.fullmatch(value):
        return written(value)
    if share := _SHARE.fullmatch(value):
        return tr("{share}%", share=share[1])
    rest = value.removeprefix(_LEAST)
    if rest != value and _FIGURE.fullmatch(rest):
        return tr("at least {amount}", amount=written(rest))
    return value

"""Positions as trackers write them within a text: the fields of a receiver's sentence, hemispheres before the degrees."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern

# Degrees and minutes in one number with the hemisphere behind it, as NMEA 0183 has them: 4815.7910,N,01622.3521,E.
_SENTENCE: Final = lazy_pattern(
    r"(?<![0-9.])([0-8][0-9])([0-5][0-9]\.[0-9]{2,6})[, ]?([NS])[,; ]\s?([01][0-9]{2})([0-5][0-9]\.[0-9]{2,6})[, ]?([EW])"
    r"(?![A-Za-z])"
)
_SIDE_FIRST: Final = lazy_pattern(
    r"(?<![A-Za-z])([NS])\s?([0-9]{1,2}\.[0-9]{3,8})[,; ]\s{0,2}([EW])\s?([0-9]{1,3}\.[0-9]{3,8})(?![0-9.])"
)


_SIDES: Final = (",E", ",W", " E", " W", ";E", ";W")
_EAST: Final = ("E", "W")
_LONGEST_PAIR: Final = 40  # characters of 4812.5478N 01622.3470E
_LONGEST: Final = 1_024  # characters; a longer text is a page or a program
_QUOTED: Final = lazy_pattern(r"[\"'`]")  # what is quoted is an example
_EXAMPLES: Final = frozenset({("48.117300", "11.516667")})  # the sentence of every page about the format


def may_be_written(text: str) -> bool:
    """A cheap look: whether ``position_in`` may find something."""
    if len(text) > _LONGEST:
        return False
    return any(sign in text for sign in _SIDES) or (len(text) <= _LONGEST_PAIR and text[-1:] in _EAST)


def position_in(text: str) -> tuple[str, str] | None:
    """Latitude and longitude in degrees as text; None where none is written so, or in quotation marks."""
    if _QUOTED.search(text):
        return None
    if found := _SENTENCE.search(text):
        north, east = (int(found[at]) + float(found[at + 1]) / 60 for at in (1, 4))
        degrees = _signed(f"{north:.6f}", found[3]), _signed(f"{east:.6f}", found[6])
        return None if degrees in _EXAMPLES else degrees
    if found := _SIDE_FIRST.search(text):
        return _signed(found[2], found[1]), _signed(found[4], found[3])
    return None


def _signed(degrees: str, side: str) -> str:
    return f"-{degrees}" if side in "SW" else degrees

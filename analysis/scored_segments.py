"""Finds segments of one household or browser with how likely each is: ``{"hh": "7f…", "segs": [["rowing", 0.9], …]}``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Leaf
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

_LISTS: Final = (
    "segs", "segments", "seg", "segm", "aud", "auds", "audience", "audiences", "affinities", "affinity", "interests",
    "interest", "topics", "cohorts", "user_segments", "userSegments",
)  # fmt: skip
_OF_PEOPLE: Final = frozenset(
    {"aud", "auds", "audience", "audiences", "affinities", "affinity", "interests", "interest"}
)
# By which advertising knows a household, a screen or a browser, and by which anybody else knows somebody.
_ADVERTISED: Final = frozenset({
    "hh", "hhid", "household", "householdid", "ifa", "idfa", "gaid", "aaid", "adid", "rida", "maid", "tdid", "puid", "tifa",
    "psid", "lgudid", "vida", "afai", "advertisingid", "advertisingidentifier", "cookieid", "uid2",
})  # fmt: skip
_ANYBODY: Final = frozenset(
    {"uid", "userid", "visitorid", "profileid", "deviceid", "subscriberid", "accountid"}
)
_SENT: Final = frozenset({
    "dmp", "audience", "audiences", "segment", "segments", "ad", "ads", "adserver", "rtb", "match", "sync", "cm", "adx",
    "ssp", "dsp", "acr", "tracking", "pixel",
})  # fmt: skip
_LABELS: Final = frozenset(
    {"seg", "segment", "name", "id", "label", "key", "interest", "topic", "category", "cat", "s", "n"}
)
_SCORES: Final = frozenset(
    {"p", "score", "weight", "w", "prob", "probability", "confidence", "affinity", "likelihood", "value"}
)
_ID: Final = lazy_pattern(r"(?=[^0-9]{0,63}[0-9])[A-Za-z0-9_.:-]{8,64}")
_SEGMENT: Final = lazy_pattern(r"[^\W\d_][\w /:.&-]{1,47}")
_MOST: Final = 64  # segments, and names of an object
_LEAST: Final = 2  # segments


def _owner(names: tuple[str, ...]) -> tuple[str, bool]:
    """The name of who was sorted, and whether advertising alone calls it so."""
    said = {"".join(words(name)): name for name in names[:_MOST]}
    for known in (_ADVERTISED, _ANYBODY):
        name = next((said[one] for one in said if one in known), "")
        if name:
            return name, known is _ADVERTISED
    return "", False


_OWNERS: Final = Remembered[tuple[str, ...], tuple[str, bool]](_owner)
SORTED: Final = Remembered[tuple[str, ...], str](lambda names: _OWNERS[names][0])


def scored_segments(place: Surroundings) -> Iterator[Leaf]:
    """The segments of each object that names whose they are."""
    for group, names in place.shapes:
        owner, advertised = _OWNERS[names]
        if not owner or group.context != "body":
            continue
        told = group.members[owner].value
        if not isinstance(told, str) or _ID.fullmatch(told) is None:
            continue
        sent = advertised or not place.sent_words.isdisjoint(_SENT)
        for name in _LISTS:
            if sent or name in _OF_PEOPLE:
                found = list(_of_list(f"{group.path}.{name}", place))
                yield from found if len(found) >= _LEAST else ()


def _of_list(path: str, place: Surroundings) -> Iterator[Leaf]:
    for at in range(_MOST):
        row = place.lists.get(f"{path}[{at}]")
        held = place.group(f"{path}[{at}]") if row is None else None
        if (
            row is not None
            and len(row) == 2
            and number(row[1].value) is not None
            and not isinstance(row[1].value, str)
        ):
            leaf: Leaf | None = row[0]
        elif held is not None and any("".join(words(name)) in _SCORES for name in islice(held.members, 8)):
            leaf = next((one for name, one in held.members.items() if "".join(words(name)) in _LABELS), None)
        else:
            return
        if leaf is None or not isinstance(leaf.value, str) or _SEGMENT.fullmatch(leaf.value) is None:
            return
        yield leaf

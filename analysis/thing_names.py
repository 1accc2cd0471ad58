"""Finds what a thing calls itself in the fields that say who sends or is meant: ``src``, ``dev``, ``ep``, ``client``.

``shellyplus1pm-<MAC>`` (Shelly's second generation), ``urn:dev:mac:…`` (RFC 9039, as SenML and LwM2M name things), a kind of
thing and groups of hexadecimal digits (``stb-40c1-93ae-7712``), a short code in groups beside a time (``DB4-0091-77C2``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.identifier_shapes import is_placeholder, mac_bytes
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in
from analysis.payload import Group, Leaf
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.texts import TextShape, texts_like

THING_NAMES: Final = FieldTable(dict.fromkeys((
    "=src", "=dst", "=dev", "=device", "=client", "=from", "=source", "=sender", "=bn", "=ep", "=thing", "=unit",
    "=node", "=uid", "=did", "=cid", "=gw", "=hub", "=client name", "=device name", "=endpoint", "=origin",
), "thing"))  # fmt: skip
_CODED: Final = frozenset(
    {"dev", "src", "device", "thing", "unit", "node", "from", "source", "gw", "hub", "did"}
)
_NUMBERED: Final = frozenset(
    {"uid", "did", "cid", "client", "dev", "device", "src", "from", "sender", "ep", "thing", "unit"}
)
_MAC: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9]{1,30}(?:[-_][A-Za-z0-9]{1,12}){0,2}[-_]([0-9A-Fa-f]{12})")
# How the names of things in a home begin, so that no image of a program built from a commit is meant.
_MAKES: Final = (
    "shelly", "esp", "tasmota", "sonoff", "wled", "tuya", "hue", "lumi", "yeelink", "homematic", "nuki",
    "netatmo", "ikea", "sensor", "plug", "bulb", "lamp", "switch", "relay", "hub", "gateway", "gw", "cam",
    "camera", "meter", "lock", "thermo", "valve", "doorbell", "bell", "dimmer", "blind", "motion",
    "button", "scale", "clock", "speaker", "tv", "stb", "radio", "pump", "fan", "heater", "ht", "flood",
    "smoke", "em", "door", "window", "vacuum", "mower", "charger", "watch", "tracker",
)  # fmt: skip
_KIND: Final = lazy_pattern(
    r"(?i)(?:tv|stb|box|hub|cam|gw|dev|device|phone|tab|tablet|pad|watch|spk|speaker|toy|car|bot|lock|meter|console|remote"
    r"|printer|scale|band|robot|vac|bell|doorbell|plug)[-_:]([0-9a-f]{4,12}(?:[-_:]?[0-9a-f]{4,12}){1,5})"
)
_CODE: Final = lazy_pattern(r"[A-Z]{2,4}[0-9]{0,3}([-_:])[0-9A-F]{4}(?:\1[0-9A-F]{4}){1,4}")
_MOMENTS: Final = frozenset(
    {"at", "ts", "time", "timestamp", "t", "when", "date", "datetime", "seen", "event"}
)
_OF_STOCK: Final = frozenset({
    "sku", "qty", "quantity", "price", "arch", "release", "commit", "branch", "version", "rate", "product", "model",
    "batch", "lot", "order", "article", "part", "stock", "shelf", "build", "image", "tag", "registry",
})  # fmt: skip
_LEAST_DIGITS: Final = 5
_URN: Final = lazy_pattern(
    r"(?i)urn:dev:(?:mac:[0-9a-f]{12,16}|ow:[0-9a-f]{14,16}|(?:org|os|ops):[0-9]{1,8}-[\w.-]{4,60})(?:_[\w.]{0,40})?:?"
)
URNS: Final = TextShape(
    lambda text: text[4:8] in ("dev:", "DEV:") and _URN.fullmatch(text), shortest=16, longest=128, begins="uU"
)
_MOST: Final = 48  # names of an object that are looked at
_SAID: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset("".join(words(name)) for name in names)
)


def names_of_things(place: Surroundings) -> Iterator[Leaf]:
    """The values by which a thing of the household is told from all others."""
    for leaf, value in texts_like(place.payload, URNS):
        if leaf.context in ("body", "query") and any(map(str.isdecimal, value)):
            yield leaf
    for leaf, names, value in named_in(place.payload, THING_NAMES):
        if leaf.context not in ("body", "query") or not 8 <= len(value) <= 64 or is_placeholder(value):
            continue
        own = "".join(words(names[-1])) if leaf.name != names[-1] else leaf.name.lower()
        group = place.around(leaf.path)
        if group is not None and _is_name_of_a_thing(own, value, group):
            yield leaf


def _is_name_of_a_thing(own: str, value: str, group: Group) -> bool:
    if not any(sign in value for sign in "-_:") or not _said(group).isdisjoint(_OF_STOCK):
        return False
    found = _MAC.fullmatch(value)
    if found is not None and value.lower().startswith(_MAKES):
        return mac_bytes(found[1]) is not None and not found[1].isdecimal()
    digits = sum(map(str.isdecimal, value))
    if digits < _LEAST_DIGITS:
        return False
    if own in _NUMBERED and (kind := _KIND.fullmatch(value)) is not None:
        return not kind[1].replace("-", "").isdecimal()
    if own not in _CODED or _CODE.fullmatch(value) is None:
        return False
    told = value.split(value[-5])  # the sign between the groups
    return not _said(group).isdisjoint(_MOMENTS) and not all(map(str.isdecimal, told[1:]))


def _said(group: Group) -> frozenset[str]:
    return _SAID[tuple(islice(group.members, _MOST))]

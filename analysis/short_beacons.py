"""Finds beacons whose numbers stand under short names, in lists side by side, or in one text.

``{"u": UUID, "mj": 410, "mn": 17, "r": -66}``, ``{"u": [UUID, …], "mj": [410, …], "mn": [17, …], "r": [-66, …]}``,
``UUID_410_17@-66``. Two short names say little: it takes a UUID and the strength in which the beacon was heard beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Group, Leaf, Scalar
from analysis.public_places import is_put_up
from analysis.radio_signs import MACS, Sign, eddystone_sign, ibeacon_sign, nearby_sign
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer
from analysis.texts import TextShape, texts_like
from analysis.translated_names import without_marks

# Major and minor as developers shorten them, and in French, Spanish, Portuguese, Italian, German, Japanese and Chinese.
_PAIRS: Final = (
    ("major", "minor"), ("maj", "min"), ("mj", "mn"), ("mj", "mi"), ("ma", "mi"), ("mjr", "mnr"), ("mjr", "min"),
    ("maj", "mnr"), ("majeur", "mineur"), ("mayor", "menor"), ("maior", "menor"), ("maggiore", "minore"),
    ("haupt", "neben"), ("hauptnr", "nebennr"), ("hauptnummer", "nebennummer"), ("メジャー", "マイナー"), ("主", "次"),
)  # fmt: skip
_NAMESPACES: Final = (
    ("ns", "in"), ("ns", "inst"), ("ns", "i"), ("nid", "bid"), ("namespace", "instance"), ("nsid", "inid"),
)  # fmt: skip
_BEFORE: Final = frozenset({
    "", "b", "bcn", "beacon", "ibeacon", "ib", "ble", "bt", "eddystone", "uid", "eid", "bake", "balise", "baliza", "faro",
    "id",
})  # fmt: skip
_SOUGHT: Final = frozenset(name for pair in (*_PAIRS, *_NAMESPACES) for name in pair)
# What the beacon sends, measured when it was made: nobody heard it then.
_SENT: Final = frozenset({"tx", "txpower", "power", "measured", "calibrated", "ref", "reference", "leistung"})
_PROGRAM: Final = frozenset({"version", "patch", "build", "release"})
_UUID: Final = lazy_pattern(r"(?i)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_NAMESPACE: Final = lazy_pattern(r"(?i)(?:0x)?[0-9a-f]{20}")
_INSTANCE: Final = lazy_pattern(r"(?i)(?:0x)?[0-9a-f]{12}")
_STRENGTH: Final = (-115.0, -20.0)  # dBm, of Bluetooth
_MOST_NUMBER: Final = 65_535  # of 16 bits
_FEW: Final = 16  # members of such an object
_LONGEST_NAME: Final = 24
_LONGEST: Final = 65_536  # characters of a text
_HEAD: Final = 16  # characters of a text in which it may say what it is: iBeacon:UUID-3-7
_MOST: Final = 200  # beacons of one list or text
_PART: Final = r"[_:,;/|@# .-]"
_IN_TEXT: Final = lazy_pattern(
    rf"(?i)(?<![0-9a-f-])([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}){_PART}([0-9]{{1,5}}){_PART}([0-9]{{1,5}})"
    r"(?:[_:,;/|@# ]{1,2}(-[0-9]{2,3})(?![0-9]))?(?![0-9a-f-])"
)
_BEACONS: Final = frozenset(
    {"beacon", "beacons", "ibeacon", "ibeacons", "ranging", "balises", "balizas", "baken"}
)
_BLUETOOTH: Final = frozenset({"bt", "ble", "bluetooth", "btle", "bles", "blescan", "btscan"})
_Fields = tuple[str, str, bool]  # the names of the two, and whether they are those of Eddystone

BEACON_TEXTS: Final = TextShape(
    lambda text: len(text) >= 40 and text.count("-", 0, 256) >= 4 and _IN_TEXT.search(text[:256]),
    headers=False,
    shortest=40,
)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, without_marks(name).lower())) if len(name) <= _LONGEST_NAME else ""


_ENDINGS: Final = tuple(_SOUGHT)


def _ending(plain: str) -> bool:
    if not plain.endswith(_ENDINGS):
        return False
    return any(plain.endswith(word) and plain[: -len(word)] in _BEFORE for word in _SOUGHT)


SHORT_BEACONS: Final = picking(lambda name: _ending(_plain(name)))


def _fields(names: tuple[str, ...]) -> _Fields | None:
    """The names of the two numbers of a beacon, which must begin alike."""
    said = {_plain(name): name for name in names[:_FEW]}
    for pairs, eddystone in ((_PAIRS, False), (_NAMESPACES, True)):
        for first, second in pairs:
            for before in _BEFORE:
                if before + first in said and before + second in said:
                    return said[before + first], said[before + second], eddystone
    return None


_FIELDS: Final = Remembered(_fields)


def short_beacons(place: Surroundings) -> Iterator[Sign]:
    """Those of objects, of lists side by side, and of texts."""
    if len(place.picked(SHORT_BEACONS)) > 1:
        for group, names in place.shapes:
            fields = _FIELDS[names] if 2 < len(names) <= _FEW else None
            if fields is not None:
                yield from _of_object(group, fields, place)
        yield from _of_lists(place)
    for leaf, _ in texts_like(place.payload, MACS):
        if len(leaf.names) > 1 and _plain(leaf.names[-2]) in _BLUETOOTH and _is_row_heard(leaf, place):
            yield nearby_sign(leaf, str(leaf.value))
    for leaf, value in texts_like(place.payload, BEACON_TEXTS):
        told = "beacon" in value[:_HEAD].lower() or not _BEACONS.isdisjoint(
            all_words(leaf.names[-2:]) | place.sent_words
        )
        for found in islice(_IN_TEXT.finditer(value[:_LONGEST]), _MOST):
            major, minor = int(found[2]), int(found[3])
            if max(major, minor) <= _MOST_NUMBER and (_is_strength(found[4]) or told):
                yield ibeacon_sign(leaf.path, found[1].lower(), major, minor, sure=False)


def _of_object(group: Group, fields: _Fields, place: Surroundings) -> Iterator[Sign]:
    first, second = group.members[fields[0]], group.members[fields[1]]
    if fields[2]:
        namespace, instance = str(first.value), str(second.value)
        if _NAMESPACE.fullmatch(namespace) and _INSTANCE.fullmatch(instance):
            yield eddystone_sign(first.path, namespace.lower(), instance.lower())
        return
    major, minor = _of_16_bits(first.value), _of_16_bits(second.value)
    if major is None or minor is None or not _is_heard(group) or is_put_up(group, place):
        return
    holder = place.around(group.path) if "[" in group.path else None
    uuid = _uuid(group) or (_uuid(holder) if holder is not None else None)
    if uuid is not None:
        yield ibeacon_sign(uuid.path, str(uuid.value), major, minor, sure=False)


def _is_heard(group: Group) -> bool:
    """Whether an object holds the strength in which something was heard, and tells of no program."""
    if not _PROGRAM.isdisjoint(all_words(group.members)):
        return False
    return any(
        _is_strength(leaf.value) and _SENT.isdisjoint(all_words((name,)))
        for name, leaf in group.members.items()
    )


def _is_row_heard(leaf: Leaf, place: Surroundings) -> bool:
    """Whether an address stands in a row of a list with the strength in which its device was heard."""
    group = place.group(outer(leaf.path))
    return group is not None and group.path.endswith("]") and len(group.members) <= _FEW and _is_heard(group)


def _uuid(group: Group) -> Leaf | None:
    """The UUID of an object: that which is named so, or begins with the letter, else the only one."""
    found = [leaf for leaf in islice(group.members.values(), _FEW) if _is_uuid(leaf.value)]
    named = [leaf for leaf in found if _plain(leaf.name)[:1] == "u" or "uuid" in leaf.name.lower()]
    return named[0] if named else found[0] if len(found) == 1 else None


def _is_uuid(value: Scalar) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def _of_16_bits(value: Scalar) -> int | None:
    amount = None if isinstance(value, bool) else number(value)
    whole = amount is not None and amount == int(amount) and 0 <= amount <= _MOST_NUMBER
    return int(amount) if amount is not None and whole else None


def _is_strength(value: Scalar) -> bool:
    amount = None if value is None or isinstance(value, bool) else number(value)
    return amount is not None and _STRENGTH[0] <= amount <= _STRENGTH[1]


def _of_lists(place: Surroundings) -> Iterator[Sign]:
    """Lists of one length in one object: UUIDs, the two numbers, and strengths."""
    found: dict[str, dict[str, Sequence[Leaf]]] = {}
    for path, leaves in place.lists.items():
        columns = found.setdefault(outer(path), {})
        if len(columns) < _FEW:
            columns[leaves[0].name] = leaves
    for columns in found.values():
        fields = _FIELDS[tuple(columns)] if 3 < len(columns) < _FEW else None
        if fields is None or fields[2]:
            continue
        majors, minors = columns[fields[0]], columns[fields[1]]
        others = [leaves for leaves in columns.values() if len(leaves) == len(majors) == len(minors)]
        uuids = next((leaves for leaves in others if all(_is_uuid(leaf.value) for leaf in leaves)), None)
        if uuids is None or not any(all(_is_strength(leaf.value) for leaf in leaves) for leaves in others):
            continue
        for uuid, first, second in islice(zip(uuids, majors, minors, strict=True), _MOST):
            major, minor = _of_16_bits(first.value), _of_16_bits(second.value)
            if major is not None and minor is not None:
                yield ibeacon_sign(uuid.path, str(uuid.value), major, minor, sure=False)

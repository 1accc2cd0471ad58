"""Looks fields up by what they are named, and turns them into observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from analysis.field_names import naming, words
from analysis.payload import Group, Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import is_neutral, surroundings

LONGEST_VALUE: Final = 4096  # characters of a value that is judged by its name


class FieldTable[Entry]:
    """Entries by phrase; a phrase is written in words (``"advertising id"``) and matched in whole words.

    ``"advertising id"`` is any name that ends so (``googleAdvertisingId``); ``"=ph"`` is a name that is nothing
    else; ``"device.id"`` a name ``id`` within an object whose name ends in ``device``. A phrase with an object goes
    before one without, then the longest wins.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = {_key(phrase): entry for phrase, entry in entries.items()}
        self._found = Remembered(self._search)
        for key in self._entries:
            _tables_of_key.setdefault(key, []).append(self)
        _tables_that_find.clear()

    def find(self, names: tuple[str, ...]) -> Entry | None:
        """The entry for a value's names, from the outside in; None where no phrase is said."""
        found = self._found[names[-2:]] if names else None
        return found[0] if found else None

    def find_with_rest(self, names: tuple[str, ...]) -> tuple[Entry, tuple[str, ...]] | None:
        """The entry and the words that stand before the phrase in the same name."""
        return self._found[names[-2:]] if names else None

    def _search(self, names: tuple[str, ...]) -> tuple[Entry, tuple[str, ...]] | None:
        entries = self._entries
        return next(((entries[key], rest) for key, rest in _KEYS[names] if key in entries), None)


def _key(phrase: str) -> str:
    return phrase.replace(" ", "")


def _keys_of(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """All that one or two names say, the most telling first, each with the words that stand before it."""
    inner = words(names[-1])
    whole = "".join(inner)
    outer = words(names[-2]) if len(names) > 1 else ()
    keys: list[tuple[str, tuple[str, ...]]] = [(f"={whole}", ())]
    keys += [("".join(outer[at:]) + f".{whole}", outer[:at]) for at in range(len(outer))]
    keys += [("".join(inner[at:]), inner[:at]) for at in range(len(inner))]
    return tuple(keys)


_KEYS: Final = Remembered(_keys_of)


# Names that say only that a value identifies; what it identifies stands beside it.
_OF_A_TYPE: Final = frozenset(
    {"id", "identity", "identifier", "uid", "ID", "Id", "identity_value", "id_value", "idValue"}
)
_SHORTEST_TYPED: Final = 8  # characters
_TYPES: Final = (
    "type", "id_type", "idType", "identity_type", "identityType", "identifier_type", "identifierType", "kind", "name",
    "namespace", "ifa_type", "source", "source_type", "device_id_type",
)  # fmt: skip
_SYSTEMS: Final = frozenset(
    {"ios", "android", "apple", "google", "mobile", "type", "roku", "amazon", "the", "hashed"}
)
_IDENTIFIERS: Final = frozenset({
    "idfa", "gaid", "aaid", "adid", "oaid", "maid", "idfv", "advertisingid", "advertisingidentifier", "advertiserid",
    "imei", "mac", "macaddress", "deviceid", "deviceuuid", "androidid", "userid", "customerid", "visitorid", "rida", "ifa",
    "anonymousid", "installationid", "installid", "serialnumber", "ssaid", "vendorid", "appsetid", "rdid", "udid",
    "externalid", "memberid", "pushtoken", "clientid", "fireadid", "accountid",
})  # fmt: skip

Named = tuple[Leaf, tuple[str, ...], str]  # the value's leaf, its names from the outside in, its text
_tables_of_key: dict[str, list[FieldTable[Any]]] = {}


def _find_tables(names: tuple[str, ...]) -> tuple[FieldTable[Any], ...]:
    return tuple(dict.fromkeys(table for key, _ in _KEYS[names] for table in _tables_of_key.get(key, ())))


# Most names say nothing to any table: one look-up for all of them.
_tables_that_find: Remembered[tuple[str, ...], tuple[FieldTable[Any], ...]] = Remembered(_find_tables)


class _Fields:
    """The named values of one payload, and which of them each table knows."""

    def __init__(self, payload: Payload) -> None:
        self.payload = payload
        self.every: list[Named] = list(_read(payload))
        self.known: dict[FieldTable[Any], list[int]] = {}
        for at, (_, names, _) in enumerate(self.every):
            for table in _tables_that_find[names[-2:]]:
                self.known.setdefault(table, []).append(at)


_last: _Fields | None = None


def _fields(payload: Payload) -> _Fields:
    """Those of the last payload are kept, because every detector asks for them in turn."""
    global _last
    last = _last
    if last is None or last.payload is not payload:
        last = _last = _Fields(payload)
    return last


def named(payload: Payload, *, booleans: bool = False) -> Iterator[Named]:
    """Every value that has a name and is not long: its leaf, its names and its text without outer white space.

    In ``{"name": "idfa", "value": "…"}`` the value is named ``idfa``. True and false only where ``booleans`` asks.
    """
    for field in _fields(payload).every:
        if booleans or not isinstance(field[0].value, bool):
            yield field


def named_in(payload: Payload, *tables: FieldTable[Any], booleans: bool = False) -> Iterator[Named]:
    """The same, only those that one of the tables knows by name, in the order of the message."""
    fields = _fields(payload)
    found = [fields.known[table] for table in tables if table in fields.known]
    if not found:
        return
    for at in found[0] if len(found) == 1 else sorted(set().union(*found)):
        field = fields.every[at]
        if booleans or not isinstance(field[0].value, bool):
            yield field


def _read(payload: Payload) -> Iterator[Named]:
    place = surroundings(payload)
    for leaf in payload.leaves:
        if leaf.value is None or not leaf.names:
            continue
        value = leaf.value
        shown = value[: LONGEST_VALUE + 1].strip() if isinstance(value, str) else text(value)
        if not shown or len(shown) > LONGEST_VALUE:
            continue
        name = leaf.names[-1]
        if name == "event" and isinstance(value, str):
            called = name  # a text is the event's own name, whatever type stands beside it
        elif is_neutral(name):
            called = place.called(leaf.path, leaf.names)
        elif name in _OF_A_TYPE and len(shown) >= _SHORTEST_TYPED:
            called = _typed(place.around(leaf.path)) or name
        else:
            called = name
        yield leaf, leaf.names if called in ("", name) else (*leaf.names[:-1], called), shown


def _typed(group: Group | None) -> str:
    """What kind of identifier an object says it holds: ``idfa`` for ``{"type": "ios_idfa", "id": "…"}``."""
    if group is None or group.context == "header":
        return ""
    for name in _TYPES:
        told = group.members[name].value if name in group.members else None
        if isinstance(told, str) and len(told) <= 40:
            every = words(told)
            for spoken in (every, tuple(word for word in every if word not in _SYSTEMS)):
                if "".join(spoken) in _IDENTIFIERS:
                    return " ".join(spoken)
    return ""


def observe(
    leaf: Leaf,
    *,
    category: str,
    name: str,
    rule: str,
    reasoning: str,
    confidence: Confidence,
    value: str | None = None,
) -> Observation:
    """An observation of a leaf: ``name`` is the property; ``value`` defaults to the leaf's text."""
    return Observation(
        category=category,
        property=name,
        path=leaf.path,
        value=text(leaf.value).strip() if value is None else value,
        reasoning=reasoning + naming(leaf.name),
        rule=rule,
        confidence=confidence,
    )

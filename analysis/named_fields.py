"""Looks fields up by what they are named, and turns them into observations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from analysis.field_names import naming, words
from analysis.field_tables import MAY_SAY, TABLES_THAT_FIND, until_next_table
from analysis.field_tables import FieldTable as FieldTable
from analysis.payload import Group, Leaf, Payload, Scalar
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, is_neutral, surroundings
from analysis.texts import TextShape, texts_like

LONGEST_VALUE: Final = 4096  # characters of a value that is judged by its name
# Names that say only that a value identifies; what it identifies stands beside it.
_OF_A_TYPE: Final = frozenset(
    {
        "id",
        "identity",
        "identifier",
        "uid",
        "ID",
        "Id",
        "identity_value",
        "id_value",
        "idValue",
        "did",
        "deviceid",
        "device_id",
    }
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
    "externalid", "memberid", "pushtoken", "clientid", "fireadid", "accountid", "tifa", "vida", "lgudid", "afai", "msai",
})  # fmt: skip

Named = tuple[Leaf, tuple[str, ...], str]  # the value's leaf, its names from the outside in, its text

_AS_NAMED, _NEUTRAL, _OF_WHAT, _EVENT = range(4)  # how a value comes by its name


def _how_called(name: str) -> int:
    if name == "event":
        return _EVENT
    if is_neutral(name):
        return _NEUTRAL
    return _OF_WHAT if name in _OF_A_TYPE else _AS_NAMED


_HOW_CALLED: Final = Remembered(_how_called)


def _worth_asking(names: tuple[str, ...]) -> dict[str, int]:
    """Of the names of a message those that may say something to a table, with how they are called."""
    told = ((name, _HOW_CALLED[name]) for name in names)
    return {name: how for name, how in told if how or MAY_SAY[name]}


# Most names say nothing to any table, and most messages have the same names as another.
_WORTH_ASKING: Final[Remembered[tuple[str, ...], dict[str, int]]] = until_next_table(_worth_asking)


class _Fields:
    """The values of one payload that a table knows by name, by their number in the message."""

    def __init__(self, payload: Payload) -> None:
        self.payload = payload
        self.fields: dict[int, Named] = {}
        self.known: dict[FieldTable[Any], list[int]] = {}
        place = surroundings(payload)
        worth_asking = _WORTH_ASKING[place.names]
        for at, leaf in enumerate(payload.leaves):
            how = worth_asking.get(leaf.name)
            if how is None:
                continue
            names = leaf.names
            if not names or leaf.value is None:
                continue
            if how:
                names = _names_of(place, leaf)
            tables = TABLES_THAT_FIND[names[-2:]]
            if tables and (shown := _shown(leaf.value)):
                self.fields[at] = leaf, names, shown
                for table in tables:
                    known = self.known.get(table)
                    if known is None:
                        self.known[table] = [at]
                    else:
                        known.append(at)


_last: _Fields | None = None


def _fields(payload: Payload) -> _Fields:
    """Those of the last payload are kept, because every detector asks for them in turn."""
    global _last
    last = _last
    if last is None or last.payload is not payload:
        last = _last = _Fields(payload)
    return last


def tables_in(payload: Payload) -> Iterable[FieldTable[Any]]:
    """The tables that know a value of this message by its name."""
    return _fields(payload).known.keys()


def named(payload: Payload, *, booleans: bool = False) -> Iterator[Named]:
    """Every value that has a name and is not long: its leaf, its names and its text without outer white space.

    In ``{"name": "idfa", "value": "…"}`` the value is named ``idfa``. True and false only where ``booleans`` asks.
    """
    place = surroundings(payload)
    for leaf in payload.leaves:
        wanted = leaf.names and (booleans or not isinstance(leaf.value, bool))
        if wanted and leaf.value is not None and (shown := _shown(leaf.value)):
            yield leaf, _names_of(place, leaf), shown


def named_in(payload: Payload, *tables: FieldTable[Any], booleans: bool = False) -> Iterator[Named]:
    """The same, only those that one of the tables knows by name, in the order of the message."""
    fields = _fields(payload)
    found = [fields.known[table] for table in tables if table in fields.known]
    if not found:
        return
    for at in found[0] if len(found) == 1 else sorted(set().union(*found)):
        field = fields.fields[at]
        if booleans or not isinstance(field[0].value, bool):
            yield field


def named_like(payload: Payload, shape: TextShape) -> Iterator[Named]:
    """The same for the named texts of a shape, whatever they are named."""
    for leaf, value in texts_like(payload, shape):
        if leaf.names and (shown := _shown(value)):
            yield leaf, _names_of(surroundings(payload), leaf), shown


def _shown(value: Scalar) -> str:
    shown = value[: LONGEST_VALUE + 1].strip() if isinstance(value, str) else text(value)
    return shown if len(shown) <= LONGEST_VALUE else ""


def _names_of(place: Surroundings, leaf: Leaf) -> tuple[str, ...]:
    """The names of a value whose own says little, with what it may be called in the place of that."""
    names, value = leaf.names, leaf.value
    name = names[-1]
    how = _HOW_CALLED[name]
    called = ""
    if how == _NEUTRAL or (how == _EVENT and is_neutral(name) and not isinstance(value, str)):
        called = place.called(
            leaf.path, names
        )  # a text is the event's own name, whatever type stands beside it
    elif how == _OF_WHAT and len(_shown(value)) >= _SHORTEST_TYPED:
        called = _typed(place.around(leaf.path))
    if name == "#text" and called in names[-2:-1]:
        return names[:-1]  # an element of XML with attributes is named as one without
    return names if called in ("", name) else (*names[:-1], called)


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

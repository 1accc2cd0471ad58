"""Tells by their link schemes which apps a phone can open: lists, texts and rows of schemes with what was answered.

Programs may ask iOS of a scheme at a time whether some app opens it (developer.apple.com, ``canOpenURL``). What a program
will ask for stands in its manifest, the same for all; only the answers are about one phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable
from analysis.package_names import KEPT
from analysis.payload import Payload, Scalar
from analysis.readings import text
from analysis.surroundings import Surroundings, generic, outer, surroundings
from analysis.texts import TextShape, texts_like

_OPENABLE: Final = (
    "can open url", "can open urls", "can open", "openable urls", "url schemes", "installed schemes", "app schemes",
    "openable schemes", "apps by scheme",
)  # fmt: skip
# Names of what can be opened; and of these and what is asked for, where an answer stands with each.
OPENABLE: Final = FieldTable(dict.fromkeys(_OPENABLE, "openable"))
ASKED: Final = FieldTable(
    dict.fromkeys(
        (*_OPENABLE, "=schemes", "queried schemes", "ls application queries schemes", "supported schemes"),
        "asked",
    )
)
SCHEME: Final = lazy_pattern(r"([a-z][a-z0-9+.-]{1,40})(?:://|:)?")
_COMMON: Final = frozenset({
    "http", "https", "ws", "wss", "ftp", "file", "mailto", "tel", "sms", "data", "about", "blob", "rtsp", "rtmp", "mqtt",
    "mqtts", "amqp", "redis", "postgres", "postgresql", "mysql", "mongodb", "jdbc", "ssh", "git", "s3", "udp", "tcp",
})  # fmt: skip
_YES: Final = frozenset({"1", "true", "yes", "y"})
_NO: Final = frozenset({"0", "false", "no", "n", ""})
_BETWEEN: Final = lazy_pattern(r"[,;|\s]")
# What somebody decides, and no phone answers.
_CHOSEN: Final = frozenset({
    "enabled", "enable", "default", "supported", "allowed", "visible", "show", "shown", "required", "active", "on", "pinned",
})  # fmt: skip
_LEAST: Final = 3  # schemes that are asked for
_MOST: Final = 300

# ``fb://,waze://,tg://``; one scheme alone, in a row of its own.
_JOINED: Final = TextShape(lambda text: text.count("://") >= _LEAST and bool(_parts(text)), headers=False, shortest=15,
                           longest=8_000)  # fmt: skip
_ALONE: Final = TextShape(
    lambda text: text[-3:] == "://" and SCHEME.fullmatch(text), headers=False, shortest=5, longest=45
)
SCHEME_TEXTS: Final = (_JOINED, _ALONE)


def schemes_of(values: Sequence[str]) -> list[str]:
    """The schemes of a list, where nearly all of it are such, and three at least of apps; none for every other."""
    found = [match[1] for value in values if (match := SCHEME.fullmatch(value)) and match[1] not in _COMMON]
    return found if len(found) >= _LEAST and len(found) * 10 >= len(values) * 8 else []


def opened(place: Surroundings, path: str, values: Sequence[str]) -> list[str] | None:
    """Of a list of schemes those that could be opened, by the answers beside; None where none stand beside."""
    flags = _flags_beside(place, path, len(values)) if schemes_of(values) else ()
    if not flags:
        return None
    return schemes_there((value for value, yes in zip(values, flags, strict=True) if yes))


def schemes_there(values: Iterator[str]) -> list[str]:
    """The schemes of apps among those that could be opened."""
    matches = (SCHEME.fullmatch(value) for value in values)
    return [match[1] for match in matches if match is not None and match[1] not in _COMMON]


def told_schemes(payload: Payload) -> Iterator[tuple[str, list[str]]]:
    """Where texts or rows tell which links a phone can open, and the schemes of those."""
    place = surroundings(payload)
    for leaf, value in texts_like(payload, _JOINED):
        parts = _parts(value)
        there = opened(place, leaf.path, parts)
        if there is None and OPENABLE.find(leaf.names) is not None and KEPT.isdisjoint(place.sent_words):
            there = schemes_of(parts)
        if there:
            yield leaf.path, there
    yield from _in_rows(payload, place)


def _in_rows(payload: Payload, place: Surroundings) -> Iterator[tuple[str, list[str]]]:
    """``[{"s": "fb://", "ok": true}, …]``: one yes or no in each row."""
    rows: dict[str, list[tuple[str, bool]]] = {}
    for leaf, value in texts_like(payload, _ALONE)[:_MOST]:
        row = place.group(outer(leaf.path)) if leaf.path.endswith(f".{leaf.name}") else None
        if row is None or not row.path.endswith("]"):
            continue
        flags = [
            yes
            for name, other in islice(row.members.items(), 16)
            if name.lower() not in _CHOSEN and (yes := _yes_or_no(other.value)) is not None
        ]
        if len(flags) == 1:
            rows.setdefault(generic(row.path), []).append((value, flags[0]))
    for path, answers in rows.items():
        there = schemes_there(scheme for scheme, yes in answers if yes)
        if there and schemes_of([scheme for scheme, _ in answers]):
            yield path.removesuffix("[*]"), there


def _parts(joined: str) -> list[str]:
    """The schemes of a text that holds nothing else; none for every other."""
    parts = [part for part in _BETWEEN.split(joined, _MOST) if part]
    fits = len(parts) >= _LEAST and all(part[-3:] == "://" and SCHEME.fullmatch(part) for part in parts)
    return parts if fits else []


def _yes_or_no(value: Scalar) -> bool | None:
    if isinstance(value, bool):
        return value
    said = text(value).lower() if isinstance(value, str | int) else "?"
    return said in _YES if said and said in _YES | _NO else None


def _flags_beside(place: Surroundings, path: str, count: int) -> tuple[bool, ...]:
    """As many answers as there are schemes, in a list or a text beside theirs: ``"1,0,1"``, ``"101"``, ``[true, …]``."""
    for name, value in islice(place.siblings(path).items(), 64):
        if isinstance(value, str) and name.lower() not in _CHOSEN and count <= len(value) <= count * 7:
            parts = [part for part in _BETWEEN.split(value) if part]
            flags = [_yes_or_no(part) for part in (parts if len(parts) > 1 else value)]
            if len(flags) == count and None not in flags:
                return tuple(map(bool, flags))
    holder = outer(path)
    for other, items in place.lists.items():
        named = items[0].name.lower() not in _CHOSEN
        if other != path and len(items) == count and named and outer(other) == holder:
            flags = [_yes_or_no(item.value) for item in items]
            if None not in flags:
                return tuple(map(bool, flags))
    return ()

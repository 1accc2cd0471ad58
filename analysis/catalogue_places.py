"""Finds the leaves that stand where the catalogue says that an endpoint's fields are, quickly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from analysis.catalogue_fields import CatalogueField, Condition
from analysis.payload import Context, FieldRule, Leaf, Payload, Scalar

_INDEX: Final = r"\[\d{1,9}\]"
_MAYBE_INDEX: Final = rf"(?:{_INDEX})?"
_ANYWHERE: Final = (
    r"\$(?:[.\[][^>]{0,400})?"  # what stands between the root and a name that is sought below it
)
_PAIRS: Final = ("form:", "query:", "multipart:", "url:")  # a repeated name of these carries an index
_SEVERAL: Final = ("protobuf:", *_PAIRS)
_PERCENT: Final = ">percent"
_BOUNDARIES: Final = ".[:>"


def text_of(value: Scalar) -> str:
    """A scalar as text: truth values as JSON writes them."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def place_of(leaf: Leaf) -> str:
    """A leaf's path as places are written: header names in lower case, no step for being percent-encoded once too often."""
    path = leaf.path.lower() if leaf.context == "header" else leaf.path
    return path.replace(_PERCENT, "") if _PERCENT in path else path


def last_step(path: str) -> str:
    """The last name of a path, whatever indices follow it: what a place and a leaf must share."""
    if path[-1:] != "]":
        return path[max(path.rfind("."), path.rfind(":")) + 1 :]
    end = len(path)
    while path.endswith("]", 0, end):
        start = path.rfind("[", 0, end)
        inside = path[start + 1 : end - 1]
        if start < 0 or not (inside.isdigit() or inside == "*"):
            return path[max(start, 0) : end]
        end = start
    return path[max(path.rfind(".", 0, end), path.rfind(":", 0, end)) + 1 : end]


def place_expression(place: str) -> str:
    """The regular expression of a place, without its beginning and its end.

    ``[*]`` is any index, ``$..`` any depth; numbered fields need no index where they may be repeated.
    """
    return ">".join(_step_expression(step) for step in place.split(">"))


def _step_expression(step: str) -> str:
    if step.endswith(":"):
        return re.escape(step)
    if step.startswith("protobuf:"):
        numbers = step.removeprefix("protobuf:").replace("[*]", "").split(".")
        return "protobuf:" + r"\.".join(re.escape(number) + _MAYBE_INDEX for number in numbers)
    body = re.escape(step).replace(re.escape("[*]"), _INDEX).replace(re.escape("$.."), _ANYWHERE + r"\.")
    return body + (_MAYBE_INDEX if step.startswith(_PAIRS) else "")


def shared_place(place: str, other: str) -> str:
    """The part that two places have in common, in whole steps (``json:$.a[*]`` of ``….b`` and ``….c``)."""
    end = next(
        (at for at, (one, two) in enumerate(zip(place, other, strict=False)) if one != two),
        min(len(place), len(other)),
    )
    while end and not (
        (end == len(place) or place[end] in _BOUNDARIES) and (end == len(other) or other[end] in _BOUNDARIES)
    ):
        end -= 1
    return place[:end]


class Place:
    """A field's place, ready to be matched against the paths of leaves."""

    def __init__(self, field: FieldRule) -> None:
        self.field = field
        self._end = field.path.lower() if field.context == "header" else field.path
        self._literal = "[*]" not in self._end and "$.." not in self._end
        self._one_pair = self._end.startswith(_PAIRS) and ">" not in self._end
        when, unless = (field.when, field.unless) if isinstance(field, CatalogueField) else ((), ())
        self._when = tuple(_Asked(one, self._end) for one in when)
        self._unless = tuple(_Asked(one, self._end) for one in unless)
        several = any(sign in self._end for sign in _SEVERAL)  # one place may be written in several ways
        self._varies = self._one_pair or not self._literal or several
        self._pattern: re.Pattern[str] | None = None

    def _expression(self) -> re.Pattern[str]:
        """Made when it is first asked for: an endpoint has hundreds of fields, a message a few."""
        if self._pattern is None:
            self._pattern = re.compile(f"(?:^|>){place_expression(self._end)}$")
        return self._pattern

    def matches(self, path: str) -> bool:
        """Whether a leaf stands here; ``path`` is its ``place_of``."""
        end = self._end
        if self._literal and path.endswith(end) and (len(path) == len(end) or path[-len(end) - 1] == ">"):
            return True
        if self._one_pair and path[-1:] != "]":
            return False  # only an index could make it another writing of the same place
        return self._varies and self._expression().search(path) is not None

    def counts(self, leaf: Leaf, message: MessageValues) -> bool:
        """Whether the conditions hold for a leaf that stands here."""
        return all(asked.agrees(leaf, message) for asked in self._when) and not any(
            asked.agrees(leaf, message) for asked in self._unless
        )


class _Asked:
    """A condition, ready to be asked of a leaf at a place."""

    def __init__(self, condition: Condition, place: str) -> None:
        self._condition = condition
        self._place = place
        self._shared = shared_place(place, condition.field) if ":" in condition.field else ""
        self._ancestor: re.Pattern[str] | None = None

    def _expression(self) -> re.Pattern[str]:
        """That of the place, of which it matches only what both places have in common."""
        if self._ancestor is None:
            before = place_expression(self._shared)
            rest = place_expression(self._place).removeprefix(before)
            self._ancestor = re.compile(f"(?:^|>){before}(?={rest}$)")
        return self._ancestor

    def agrees(self, leaf: Leaf, message: MessageValues) -> bool:
        return self._condition.agrees(self._value(leaf, message))

    def _value(self, leaf: Leaf, message: MessageValues) -> str | None:
        field = self._condition.field
        if not field:
            return text_of(leaf.value)
        path = place_of(leaf)
        if ":" not in field:
            return message.get(_sibling(path, field))
        if not self._shared:
            return message.get(field)
        around = self._expression().search(path)
        return None if around is None else message.get(path[: around.end()] + field[len(self._shared) :])


def _sibling(path: str, name: str) -> str:
    """The path of another member of the object that a leaf, or the array that it is an item of, belongs to."""
    end = len(path)
    while path.endswith("]", 0, end) and path[path.rfind("[", 0, end) + 1 : end - 1].isdigit():
        end = path.rfind("[", 0, end)
    if path.endswith('"]', 0, end):
        return f"{path[: path.rfind('["', 0, end)]}.{name}"
    return path[: max(path.rfind(".", 0, end), path.rfind(":", 0, end)) + 1] + name


class MessageValues:
    """The values of one message by path; put in order only when the first condition asks."""

    def __init__(self, payload: Payload) -> None:
        self._payload = payload
        self._known: dict[str, str] | None = None

    def get(self, path: str) -> str | None:
        """The value at a path, or at its first index; header names count in lower case."""
        if self._known is None:
            self._known = {}
            for leaf in self._payload.leaves:
                if leaf.value is not None:
                    self._known.setdefault(place_of(leaf), text_of(leaf.value))
        return self._known.get(path, self._known.get(f"{path}[0]"))


class _Fields:
    """The fields of one endpoint, known by being the very same tuple: hashing hundreds of rules is too slow."""

    __slots__ = ("fields",)

    def __init__(self, fields: tuple[FieldRule, ...]) -> None:
        self.fields = fields

    def __hash__(self) -> int:
        return id(self.fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Fields) and self.fields is other.fields


def places_by_step(fields: tuple[FieldRule, ...]) -> Mapping[Context, Mapping[str, tuple[Place, ...]]]:
    """The places of an endpoint's fields by their context and last step; worked out once for each endpoint."""
    return _places_by_step(_Fields(fields))


@lru_cache(maxsize=1024)
def _places_by_step(fields: _Fields) -> Mapping[Context, Mapping[str, tuple[Place, ...]]]:
    found: dict[Context, dict[str, tuple[Place, ...]]] = {}
    for field in fields.fields:
        step = last_step(field.path.lower() if field.context == "header" else field.path)
        by_step = found.setdefault(field.context, {})
        by_step[step] = (*by_step.get(step, ()), Place(field))
    return found

"""What stands beside a position in its object: its height, and the error that the message gives."""

from __future__ import annotations

from typing import Final

from analysis.coordinates import Coordinate, coordinate
from analysis.field_names import is_named, words
from analysis.payload import Group
from analysis.readings import number
from analysis.remembered import Remembered

_MEMBERS: Final = 256  # of an object that are looked at
_RADIUS_NAMES: Final = (
    "accuracy", "horizontal accuracy", "position accuracy", "location accuracy", "gps accuracy", "h acc", "hacc", "acc",
)  # fmt: skip


def altitude_beside(prefix: tuple[str, ...], group: Group) -> Coordinate | None:
    """The height that stands in the object of a position, under the same prefix."""
    for key, leaf in group.members.items() if len(group.members) <= _MEMBERS else ():
        spoken = words(key)
        if spoken in [(*prefix, word) for word in ("altitude", "alt", "elevation", "ele")]:
            found = coordinate(leaf.path, leaf.value)
            if found is not None and -500 <= found.degrees <= 20_000 and found.degrees != 0:
                return found
    return None


def _radius_fields(names: tuple[str, ...]) -> tuple[str, ...]:
    around = frozenset({"m", "meters", "metres", "in", "radius"})
    return tuple(name for name in names if is_named(name, _RADIUS_NAMES, around))


_RADII: Final = Remembered(_radius_fields)


def radius_beside(group: Group) -> float | None:
    """Metres; None where none is given or where it says that it is unknown (0 or less)."""
    for name in _RADII[tuple(group.members)] if len(group.members) <= _MEMBERS else ():
        metres = number(group.members[name].value)
        if metres is not None and 0 < metres <= 1e6:
            return metres
    return None

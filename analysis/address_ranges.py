"""Tells the rows of a table of network addresses, in which places stand for whole ranges and for nobody.

Sources, from memory: MaxMind's GeoIP2 CSV (``network``), the CSV of IP2Location and DB-IP (``ip_from``, ``ip_to``), RFC 8805
(self-published geofeeds: a prefix, a country, a region, a town).
"""

from __future__ import annotations

from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Scalar
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

_NETWORKS: Final = frozenset({
    "network", "cidr", "prefix", "ipprefix", "subnet", "netblock", "iprange", "range", "block", "net", "ip", "inetnum",
    "inet6num", "route", "netz", "reseau", "red", "rete", "ipnetwork", "ipblock", "key",
})  # fmt: skip
_ENDS: Final = (
    ("ipfrom", "ipto"), ("startip", "endip"), ("ipstart", "ipend"), ("startipnum", "endipnum"), ("rangestart", "rangeend"),
    ("firstip", "lastip"), ("lower", "upper"), ("start", "end"), ("from", "to"), ("startaddress", "endaddress"),
    ("networkstartip", "networklastip"), ("beginip", "endip"),
)  # fmt: skip
_PREFIX: Final = lazy_pattern(r"[0-9A-Fa-f:.]{2,39}/[0-9]{1,3}")
_ADDRESS: Final = lazy_pattern(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}|(?=.{0,38}::)[0-9A-Fa-f:]{3,39}")
_WHOLE: Final = lazy_pattern(r"[0-9]{8,39}")  # an address as a number
_SAYS_ADDRESS: Final = ("ip", "address")
_FEW: Final = 48  # names of a row that are looked at
_LEAST: Final = 2  # rows


def _ends(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a range in an object: one that stands for it, or those of both its ends."""
    plain = {"".join(words(name)): name for name in names[:_FEW]}
    for first, last in _ENDS:
        if first in plain and last in plain:
            return plain[first], plain[last]
    return tuple(plain[name] for name in plain if name in _NETWORKS)[:1]


_OF_A_RANGE: Final = Remembered(_ends)


def is_row_of_ranges(group: Group, place: Surroundings) -> bool:
    """Whether an object is a row of a list, each of which tells another range of network addresses."""
    ends = _OF_A_RANGE[tuple(group.members)] if group.path.endswith("]") else ()
    if not ends or not all(_bounds(name, group.members[name].value, len(ends)) for name in ends):
        return False
    rows = group.path[: group.path.rindex("[")]
    first = [row for at in range(_LEAST) if (row := place.group(f"{rows}[{at}]")) is not None]
    said = {str(row.members[ends[0]].value) for row in first if ends[0] in row.members}
    return len(said) == _LEAST


def _bounds(name: str, value: Scalar, ends: int) -> bool:
    """Whether a value is a prefix, or one end of a range; a number is one where its name says so."""
    said = str(value)[:64]
    if ends == 1:
        return _PREFIX.fullmatch(said) is not None
    numbered = (
        any(part in "".join(words(name)) for part in _SAYS_ADDRESS) and _WHOLE.fullmatch(said) is not None
    )
    return numbered or _ADDRESS.fullmatch(said) is not None

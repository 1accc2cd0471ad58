"""What the reads of the ledger give: frozen rows, times in µs UTC, bytes on the wire.

A page reads thousands of them, and none holds another that holds it: Python's search for cycles leaves them out (``gc``).
"""

from __future__ import annotations

import msgspec

from analysis.records import Measures, Visibility

# what a device sent, as a roll-up holds it: start (as it is written there), company, host, visibility, bytes up, connections
# of unknown size, connections, messages. A day of one device is thousands of rows, which are only added up
Quarter = tuple[str, str, str, str, int, int, int, int]


class Traffic(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one device sent to one recipient within one quarter hour (``start``, µs UTC), in one visibility.

    ``company`` is "" where the host is not in the catalogue; then ``host`` names the recipient. ``bytes_out`` are those
    known; ``unknown`` closed flows had no known size.
    """

    start: int
    device: str
    company: str
    host: str
    visibility: Visibility
    bytes_out: int
    unknown: int
    flows: int
    messages: int


class Mark(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Findings of one category in what one device sent within one quarter hour (``start``, µs UTC)."""

    start: int
    device: str
    category: str
    count: int


class Kind(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Findings of one category and confidence that one device sent to one recipient within a day."""

    device: str
    company: str
    host: str
    category: str
    confidence: str
    count: int


class Company(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the catalogue says of a company. ``country`` is ISO 3166-1 alpha-2."""

    id: str
    name: str
    country: str = ""
    parent: str = ""


class First(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something for the first time ever (``seen_at`` µs UTC): a company (``category`` "") or a category of a device."""

    seen_at: int
    device: str
    company: str
    host: str
    category: str = ""


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """What the devices that the viewer may not see in full sent together."""

    devices: int
    bytes_out: int
    unknown: int


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A host whose client did not accept our certificate; times in µs UTC."""

    host: str
    company: str
    flows: int
    first: int
    last: int


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The measures of one finding, at ``seen_at`` (µs UTC)."""

    seen_at: int
    category: str
    property: str
    company: str
    host: str
    measures: Measures

"""What the decoding engine hands to the detectors: one message, peeled until nothing opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from analysis.records import Transmission

# gc=False below: these hold no reference to what holds them, and there are many of them in every message.
Scalar = str | int | float | bool | None
Context = Literal["body", "query", "header", "cookie", "path"]


class Leaf(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One scalar.

    ``path`` can be followed back by a stranger (``body>gzip>json:$.device.lat``). ``names`` are the string keys from
    the outside in, across every layer (``("device", "lat")``); ``name`` is the last of them, ``""`` where there is none.
    """

    path: str
    context: Context
    name: str
    names: tuple[str, ...]
    value: Scalar


class Group(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One object with named scalars: a JSON object, a form, a query, the headers. Nested objects are groups of their own."""

    path: str
    context: Context
    name: str
    names: tuple[str, ...]
    members: dict[str, Leaf]


class Series(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An array of two or more numeric rows, by column.

    ``[1, 2, 3]`` has the one column ``""``; ``[[x, y, z], …]`` the columns ``"0" "1" "2"``; ``[{"x": …}, …]`` the names
    of its numeric members. All columns have the same length; rows where one is missing are left out.
    """

    path: str
    context: Context
    name: str
    names: tuple[str, ...]
    columns: dict[str, tuple[float, ...]]


class Blob(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Bytes that no text decoder opened: a body, a multipart part, a decoded base64 string.

    ``media_type`` is what the sender declared (lower case, no parameters), ``""`` where nothing was. ``complete`` is False
    for the head sample of a body that was too big to keep; ``size`` is the whole size in bytes.
    """

    path: str
    context: Context
    name: str
    names: tuple[str, ...]
    data: bytes
    media_type: str
    filename: str
    size: int
    complete: bool = True


class Layer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something that was offered to the decoders, at its place: a body, what came out of it, a value that may hold more.

    ``data`` is whole, before it was opened; ``names`` as for a ``Leaf``.
    """

    path: str
    context: Context
    names: tuple[str, ...]
    data: bytes | str


class FieldRule(msgspec.Struct, frozen=True, kw_only=True):
    """What the catalogue knows of one field of an endpoint: ``path`` is matched against the end of a leaf's path."""

    path: str
    context: Context
    category: str
    property: str
    reasoning: str


class EndpointRule(msgspec.Struct, frozen=True, kw_only=True):
    """The field map of one endpoint of a tracker, as the catalogue gives it.

    ``names`` are those of the numbered fields of its messages, without indices: ``{"3": "event", "3.2": "lat"}``.
    """

    id: str
    tracker: str
    fields: tuple[FieldRule, ...]
    names: Mapping[str, str] = msgspec.field(default_factory=dict)


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """A transmission with everything that could be opened in it, in the order of the message."""

    transmission: Transmission
    leaves: tuple[Leaf, ...] = ()
    groups: tuple[Group, ...] = ()
    series: tuple[Series, ...] = ()
    blobs: tuple[Blob, ...] = ()
    layers: tuple[Layer, ...] = ()
    endpoint: EndpointRule | None = None
    warnings: tuple[str, ...] = ()

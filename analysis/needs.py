"""What a message must hold for a detector to find anything in it: so that most detectors need not be asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from analysis.field_tables import FieldTable
from analysis.name_tables import Picked
from analysis.payload import Payload
from analysis.records import Transmission
from analysis.remembered import Remembered
from analysis.texts import TextShape


class Needs(msgspec.Struct, frozen=True, kw_only=True):
    """A message holds one of these, or the detector finds nothing in it. One that declares no needs is always asked.

    ``fields``: a value that a table knows by its names. ``names``: a value whose own name is picked. ``called``: one whose
    name says little, and that may be called by a picked name. ``objects``: an object for whose scalars' names the answer
    is not empty; ``object_names``: one for whose own name it is not. ``texts``: a text of a shape. ``lists``: a value in a
    list. ``series``: a series of numbers. ``blobs``: bytes that nothing opened. ``addresses``: a telling step of the
    address (``address_names``) for which the answer is not empty. ``protocols``: those whose messages are always shown.
    ``sent``: how and where to the message was sent; ``holds``: whatever else is to be seen in the opened message. Both are
    quick, since they are asked of every message.
    """

    fields: tuple[FieldTable[Any], ...] = ()
    names: tuple[Picked, ...] = ()
    called: tuple[Picked, ...] = ()
    objects: tuple[Remembered[tuple[str, ...], Any], ...] = ()
    object_names: tuple[Remembered[str, Any], ...] = ()
    texts: tuple[TextShape, ...] = ()
    lists: bool = False
    series: bool = False
    blobs: bool = False
    addresses: tuple[Remembered[str, Any], ...] = ()
    protocols: frozenset[str] = frozenset()
    sent: tuple[Callable[[Transmission], object], ...] = ()
    holds: tuple[Callable[[Payload], object], ...] = ()

    def or_else(self, other: Needs) -> Needs:
        """What is needed by a detector that also does what another declares."""
        return Needs(
            fields=self.fields + other.fields,
            names=self.names + other.names,
            called=self.called + other.called,
            objects=self.objects + other.objects,
            object_names=self.object_names + other.object_names,
            texts=self.texts + other.texts,
            lists=self.lists or other.lists,
            series=self.series or other.series,
            blobs=self.blobs or other.blobs,
            addresses=self.addresses + other.addresses,
            protocols=self.protocols | other.protocols,
            sent=self.sent + other.sent,
            holds=self.holds + other.holds,
        )

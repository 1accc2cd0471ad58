"""Chooses the detectors that a message is worth showing to, by what they say that they need."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Final

from analysis.name_tables import PICKED_BY, Picked
from analysis.named_fields import tables_in
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.remembered import Remembered
from analysis.sent_names import address_names
from analysis.surroundings import surroundings
from analysis.texts import shapes_in
from analysis.units import Detector

_MOST: Final = 4096  # choices kept, and sets of tables


class Asking:
    """Which of the detectors to ask about a message; a set of them is a number with a bit for each."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        self._detectors = tuple(detectors)
        self._always = self._where(lambda needs: needs is None)
        self._lists = self._where(lambda needs: needs is not None and needs.lists)
        self._series = self._where(lambda needs: needs is not None and needs.series)
        self._blobs = self._where(lambda needs: needs is not None and needs.blobs)
        self._of_protocol = self._by(lambda needs: needs.protocols)
        self._of_sent = tuple(self._by(lambda needs: needs.sent).items())
        self._of_held = tuple(self._by(lambda needs: needs.holds).items())
        self._of_table = self._by(lambda needs: needs.fields)
        self._of_shape = self._by(lambda needs: needs.texts)
        self._of_name = self._picking(lambda needs: needs.names)
        self._of_called = self._picking(lambda needs: needs.called)
        self._of_names = _of_each(self._of_name)
        self._of_all_called = _of_each(self._of_called)
        self._of_object = self._answering(lambda needs: needs.objects)
        self._of_address = self._answering(lambda needs: needs.addresses)
        self._of_object_name = self._answering(lambda needs: needs.object_names)
        self._chosen: dict[int, tuple[Detector, ...]] = {}

    def about(self, payload: Payload) -> tuple[Detector, ...]:
        """The detectors that may find something in a message, in their order."""
        place = surroundings(payload)
        asked = self._always | self._of_protocol.get(payload.transmission.protocol, 0)
        for holds, bits in self._of_sent:
            if holds(payload.transmission):
                asked |= bits
        asked |= self._of_names[place.names] | self._of_all_called[place.typed_names]
        if place.in_lists:
            asked |= self._lists
        if payload.series:
            asked |= self._series
        if payload.blobs:
            asked |= self._blobs
        for names in place.names_of_objects:
            asked |= self._of_object[names]
        for group in payload.groups:
            asked |= self._of_object_name[group.name]
        for name in address_names(payload):
            asked |= self._of_address[name]
        for table in tables_in(payload):
            asked |= self._of_table.get(table, 0)
        for shape in shapes_in(payload):
            asked |= self._of_shape.get(shape, 0)
        for is_held, bits in self._of_held:
            if bits & ~asked and is_held(payload):
                asked |= bits
        return self._choice(asked)

    def _choice(self, asked: int) -> tuple[Detector, ...]:
        found = self._chosen.get(asked)
        if found is None:
            if len(self._chosen) >= _MOST:
                self._chosen.clear()
            found = tuple(detector for at, detector in enumerate(self._detectors) if asked >> at & 1)
            self._chosen[asked] = found
        return found

    def _where(self, holds: Callable[[Needs | None], object]) -> int:
        return _union(1 << at for at, detector in enumerate(self._detectors) if holds(detector.needs))

    def _by[Need: Hashable](self, needed: Callable[[Needs], Iterable[Need]]) -> dict[Need, int]:
        """The detectors that need each of the things."""
        found: dict[Need, int] = {}
        for need, bit in self._in_need(needed):
            found[need] = found.get(need, 0) | bit
        return found

    def _picking(self, needed: Callable[[Needs], Iterable[Picked]]) -> Remembered[str, int]:
        """The detectors one of whose tables picks a name."""
        tables = [(table.bit, bit) for table, bit in self._in_need(needed)]
        of_tables: dict[int, int] = {}  # few sets of tables pick one name

        def of(name: str) -> int:
            picked = PICKED_BY[name]
            if picked not in of_tables:
                if len(of_tables) >= _MOST:
                    of_tables.clear()
                of_tables[picked] = _union(bit for table, bit in tables if table & picked)
            return of_tables[picked]

        return Remembered(of)

    def _answering[Key: (str, tuple[str, ...])](
        self, needed: Callable[[Needs], Iterable[Remembered[Key, Any]]]
    ) -> Remembered[Key, int]:
        """The detectors one of whose tables has an answer that is not empty."""
        tables = self._in_need(needed)
        return Remembered(lambda key: _union(bit for table, bit in tables if table[key]))

    def _in_need[Need](self, needed: Callable[[Needs], Iterable[Need]]) -> list[tuple[Need, int]]:
        return [
            (need, 1 << at)
            for at, detector in enumerate(self._detectors)
            for need in (needed(detector.needs) if detector.needs is not None else ())
        ]


def _of_each(of_name: Remembered[str, int]) -> Remembered[tuple[str, ...], int]:
    """The detectors that one of the names concerns: asked once for all messages with the same names."""
    return Remembered(lambda names: _union(of_name[name] for name in names))


def _union(several: Iterable[int]) -> int:
    found = 0
    for bits in several:
        found |= bits
    return found

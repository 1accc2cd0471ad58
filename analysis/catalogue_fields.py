"""Where the catalogue says that an endpoint's fields stand, and on which conditions."""

from __future__ import annotations

import msgspec

from analysis.catalogue_facts import Pattern
from analysis.payload import FieldRule


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """What a value must be: one of ``values``, or found by ``pattern``; with neither, it must only be there.

    ``field`` is ``""`` for the field's own value, a name for another member of the same object, or a whole place: then the
    indices that both places have in common are the same.
    """

    field: str = ""
    values: tuple[str, ...] = ()
    pattern: Pattern | None = None

    def agrees(self, text: str | None) -> bool:
        """Whether a value is as demanded; None where there is none."""
        if text is None:
            return False
        if self.values:
            return text in self.values
        return self.pattern is None or self.pattern.search(text) is not None


class CatalogueField(FieldRule, frozen=True, kw_only=True):
    """A field that counts only where all of ``when`` and none of ``unless`` hold."""

    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()

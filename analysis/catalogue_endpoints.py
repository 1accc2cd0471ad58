"""Turns the endpoints of ``trackers.yaml`` into rules; checks what shape cannot say: sets, contexts, conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, get_args

from analysis import taxonomy
from analysis.catalogue import CatalogueError, Endpoint
from analysis.catalogue_facts import Pattern
from analysis.catalogue_fields import CatalogueField, Condition
from analysis.catalogue_places import shared_place
from analysis.catalogue_shape import ConditionShape, EndpointShape, FieldSetShape, FieldShape, TrackerShape
from analysis.catalogue_text import Place
from analysis.payload import Context, EndpointRule, FieldRule

_CONTEXTS: Final[tuple[Context, ...]] = get_args(Context)
_MAX_FIELDS: Final = 100_000  # sets count wherever they are used
_PARAMETER: Final = "param:"  # of a query or a form: the same field, whichever way it was sent

Fault = Callable[[Place, str], CatalogueError]
Places = tuple[tuple[Context, str], ...]


class EndpointReader:
    """Reads the endpoints of one catalogue; ``fault`` makes the complaint about a place."""

    def __init__(self, field_sets: list[FieldSetShape], fault: Fault) -> None:
        self._fault = fault
        self._ids: set[str] = set()
        self._categories = frozenset(taxonomy.categories())
        self._sets: dict[str, tuple[FieldRule, ...]] = {}
        self._total = 0
        before = ""
        for index, shape in enumerate(field_sets):
            place = ("field_sets", index)
            if shape.id <= before:
                raise fault((*place, "id"), f"expected ids in order, each once, got {shape.id!r}")
            before = shape.id
            self._sets[shape.id] = self._fields(shape.fields, place)

    def endpoints(self, index: int, tracker: TrackerShape) -> Iterator[Endpoint]:
        """The endpoints of the tracker at ``index`` of the file."""
        for number, shape in enumerate(tracker.endpoints):
            place = ("trackers", index, "endpoints", number)
            if shape.id in self._ids or shape.id.partition("/")[0] != tracker.id:
                raise self._fault(
                    (*place, "id"), f"expected an id {tracker.id}/… that is used once, got {shape.id!r}"
                )
            self._ids.add(shape.id)
            yield self._endpoint(tracker.id, shape, place)

    def _endpoint(self, tracker: str, shape: EndpointShape, place: Place) -> Endpoint:
        fields = self._fields(shape.fields, place)
        for number, name in enumerate(shape.sets):
            if name not in self._sets:
                raise self._fault((*place, "sets", number), f"expected the id of a field set, got {name!r}")
            fields += self._sets[name]
        self._total += len(fields)
        if self._total > _MAX_FIELDS:
            raise self._fault(place, f"expected at most {_MAX_FIELDS} fields in all endpoints together")
        return Endpoint(
            rule=EndpointRule(id=shape.id, tracker=tracker, fields=fields, names=shape.names),
            hosts=tuple(shape.hosts),
            method=shape.method or "",
            path=Pattern(shape.path),
        )

    def _fields(self, shapes: list[FieldShape], place: Place) -> tuple[FieldRule, ...]:
        return tuple(
            rule
            for number, field in enumerate(shapes)
            for rule in self._rules(field, (*place, "fields", number))
        )

    def _rules(self, field: FieldShape, place: Place) -> Iterator[FieldRule]:
        if field.category not in self._categories:
            known = ", ".join(sorted(self._categories))
            raise self._fault((*place, "category"), f"expected one of {known}, got {field.category!r}")
        for context, path in self._places(field, place):
            plain: Mapping[str, str] = {
                "category": field.category, "property": field.property, "reasoning": field.reasoning
            }  # fmt: skip
            if not field.when and not field.unless:
                yield FieldRule(path=path, context=context, **plain)
                continue
            when = tuple(self._condition(condition, path, place) for condition in field.when)
            unless = tuple(self._condition(condition, path, place) for condition in field.unless)
            yield CatalogueField(path=path, context=context, when=when, unless=unless, **plain)

    def _places(self, field: FieldShape, place: Place) -> Iterator[tuple[Context, str]]:
        for path in field.path:
            if path.startswith(_PARAMETER):
                yield "query", f"query:{path.removeprefix(_PARAMETER)}"
                yield "body", f"form:{path.removeprefix(_PARAMETER)}"
                continue
            first = path.partition(":")[0]
            named = next((context for context in _CONTEXTS if context == first), None)
            if named is not None and field.context not in (None, named):
                raise self._fault(place, f"expected context {named!r} for {path!r}, got {field.context!r}")
            yield field.context or named or "body", path

    def _condition(self, shape: ConditionShape, path: str, place: Place) -> Condition:
        field = shape.field or ""
        if ":" in field and "[*]" in field.removeprefix(shared_place(path, field)):
            raise self._fault(
                place, f"expected a condition whose indices are those of {path!r}, got {field!r}"
            )
        return Condition(
            field=field,
            values=tuple(shape.equals or ()),
            pattern=Pattern(shape.matches) if shape.matches else None,
        )

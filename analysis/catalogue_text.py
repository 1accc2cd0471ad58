"""YAML with the line of every value, so that a complaint about the catalogue can say where."""

from __future__ import annotations

from typing import Any, Final

import yaml
from pydantic import ValidationError

from analysis.catalogue import CatalogueError
from analysis.lazy_patterns import lazy_pattern

type Plain = str | int | bool | list[Plain] | dict[str, Plain] | None
type Place = tuple[str | int, ...]

_LOADER: Final[Any] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # ten times as fast where libyaml is there
_MAX_NESTING: Final = 12
_MAX_NODES: Final = 1_000_000  # keys and values
_ENDS: Final = frozenset((yaml.SequenceEndEvent, yaml.MappingEndEvent))
_NODES: Final = frozenset(
    (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent)
)
_INTEGER: Final = lazy_pattern(r"[-+]?[0-9]{1,15}\Z")
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}


class SourceText:
    """YAML that can still say on which line a place of it stands."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._root: yaml.Node | None = None

    def fault(self, place: Place, expected: str) -> CatalogueError:
        """The complaint about a place; a missing key has the line of what it is missing from."""
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
        return CatalogueError(f"{self._name}:{self._line(place)}: {where + ': ' if where else ''}{expected}")

    def _line(self, place: Place) -> int:
        """The line of a place's key, or of the innermost thing around it that is there."""
        node, line = self._root, 1
        for step in place:
            if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            elif isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in reversed(node.value) if pair[0].value == step), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            else:
                break
        return line

    def plain(self, content: bytes) -> Plain:
        """The file as plain values; dates stay text. Duplicate keys, aliases and tags of its own are refused."""
        try:
            root = self._composed(content)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            problem = " ".join(str(error.problem or error.context or "not YAML").split())
            raise CatalogueError(f"{self._name}:{line}: expected YAML: {problem}") from None
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problem = " ".join(str(error).split())
            at = getattr(error, "position", getattr(error, "start", 0))
            line = content.count(b"\n", 0, at) + 1
            raise CatalogueError(f"{self._name}:{line}: expected YAML in UTF-8: {problem}") from None
        self._root = root
        return None if root is None else self._value(root)

    def _composed(self, content: bytes) -> yaml.Node | None:
        """The file's first document as nodes. ``yaml.compose`` would recurse without bounds, and crash in the end."""
        stack: list[yaml.CollectionNode] = []
        root: yaml.Node | None = None
        count = 0
        event: Any
        for event in yaml.parse(content, Loader=_LOADER):
            kind = type(event)
            if kind in _ENDS:
                self._close(stack.pop())
            elif kind in _NODES:
                count += 1
                node = self._node(event)
                if count > _MAX_NODES:
                    raise self._at(node, f"expected at most {_MAX_NODES} values")
                if stack:
                    stack[-1].value.append(node)
                else:
                    root = node
                if kind is not yaml.ScalarEvent:
                    stack.append(node)
                    if len(stack) > _MAX_NESTING:
                        raise self._at(node, "expected less nesting")
            elif kind is yaml.DocumentStartEvent and root is not None:
                raise CatalogueError(f"{self._name}:{event.start_mark.line + 1}: expected one document")
        return root

    def _close(self, node: yaml.CollectionNode) -> None:
        """A mapping's keys and values came one after the other."""
        if isinstance(node, yaml.MappingNode):
            keys, values = node.value[::2], node.value[1::2]
            for key in keys:
                if not isinstance(key, yaml.ScalarNode):
                    raise self._at(key, "expected a key that is a word")
            node.value = list(zip(keys, values, strict=True))

    def _node(self, event: Any) -> Any:
        kind, mark = type(event), event.start_mark
        if kind is yaml.AliasEvent:
            expected = "expected the values themselves, got a YAML alias"
            raise CatalogueError(f"{self._name}:{mark.line + 1}: {expected}")
        if event.tag is not None:
            raise CatalogueError(f"{self._name}:{mark.line + 1}: expected no YAML tag")
        if kind is yaml.ScalarEvent:
            return yaml.ScalarNode("", event.value, mark, None, event.style)
        of = yaml.SequenceNode if kind is yaml.SequenceStartEvent else yaml.MappingNode
        return of("", [], mark, None)

    def _value(self, node: yaml.Node) -> Plain:
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child) for child in node.value]
        found: dict[str, Plain] = {}
        for key, child in node.value:
            name = str(key.value)
            if name in found:
                raise self._at(key, f"expected each key once, got {_short(name)} twice")
            found[name] = self._value(child)
        return found

    def _at(self, node: yaml.Node, expected: str) -> CatalogueError:
        return CatalogueError(f"{self._name}:{node.start_mark.line + 1}: {expected}")

    def misshapen(self, error: ValidationError) -> CatalogueError:
        """The first of pydantic's complaints, in our words."""
        first = error.errors(include_url=False)[0]
        place = tuple(step for step in first["loc"] if isinstance(step, int) or step.isidentifier())
        kind, message, got = first["type"], first["msg"], first["input"]
        if kind == "missing":
            return self.fault(place[:-1], f"expected a key {str(place[-1])!r}, got none")
        if kind == "extra_forbidden":
            return self.fault(place, f"expected only known keys, got {str(first['loc'][-1])!r}")
        if kind == "value_error":
            return self.fault(place, message.removeprefix("Value error, "))
        if kind == "string_pattern_mismatch":
            return self.fault(
                place, f"expected text of the form {first['ctx']['pattern']}, got {_short(got)}"
            )
        if kind in ("model_type", "dict_type"):
            return self.fault(place, f"expected keys with values, such as 'id: …', got {_short(got)}")
        if kind == "too_short":
            return self.fault(place, "expected at least one entry, got none")
        wanted = (
            message.removeprefix("Input should be ").replace("a valid ", "a ").replace("a string", "text")
        )
        return self.fault(place, f"expected {wanted[:1].lower()}{wanted[1:]}, got {_short(got)}")


def _scalar(node: yaml.ScalarNode) -> Plain:
    text = str(node.value)
    if node.style in ("'", '"', "|", ">"):
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    return int(text) if _INTEGER.match(text) else text


def _short(value: object) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "…"

"""XML (also SOAP, GPX, TCX): element names as keys, attributes as "@name"; HTML and SVG are no data and stay closed.

Entities are refused before one is expanded, nothing outside the document is fetched, and the size of the tree is bounded.
"""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree
from analysis.xml_rpc import plain_call

_MAX_ELEMENTS: Final = 60_000  # elements and attributes
_MAX_NESTING: Final = 120  # the walk over the values stops before this and says so
_HINT: Final = r"\A[\ufeff\s]{0,64}<[?!A-Za-z_]"
_HEAD: Final = lazy_pattern(
    r"[\ufeff\s]{0,64}<(?:(?P<prolog>\?xml[\s?])|!(?:--|DOCTYPE\s)|(?:[\w-]{1,64}:)?(?P<root>[A-Za-z_][\w.-]{0,127})[\s/>])"
)
_UTF16: Final = (b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00", b"\x00<\x00?")
_FIRST: Final = frozenset(b"<\xef \t\r\n")
_FHIR: Final = "http://hl7.org/fhir"
_NO_DATA: Final = frozenset({"html", "svg"})
_PAGES: Final = ("text/html", "application/xhtml+xml", "image/svg+xml")
_TEXT_ELEMENTS: Final = frozenset({
    "a", "abbr", "article", "aside", "audio", "b", "blockquote", "body", "br", "button", "canvas", "caption",
    "center", "cite", "code", "dd", "del", "details", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption",
    "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "i", "iframe",
    "img", "input", "ins", "label", "legend", "li", "link", "main", "mark", "meta", "nav", "noscript", "ol", "option",
    "p", "pre", "q", "s", "script", "section", "select", "small", "span", "strong", "style", "sub", "summary", "sup",
    "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "tr", "u", "ul", "video", "wbr",
})  # fmt: skip
_ELEMENTS: Final = _TEXT_ELEMENTS | {
    "address", "area", "base", "bdi", "bdo", "col", "colgroup", "data", "datalist", "dfn", "dialog", "hgroup", "kbd",
    "map", "menu", "meter", "object", "optgroup", "output", "param", "picture", "progress", "rp", "rt", "ruby",
    "samp", "search", "slot", "source", "time", "title", "track", "var",
}  # fmt: skip


class _Refused(Exception):
    """The document is none that is opened."""


class _Declares(Exception):
    """The document declares what it is made of: nothing of that is expanded."""


class _Full(Exception):
    """The tree is as big as it may be."""


class _Reader:
    """Builds the tree while expat reads; a node is its name, its members and the pieces of its text."""

    def __init__(self, undeclared: bool) -> None:
        self.root: dict[str, Tree] = {}
        self._stack: list[tuple[str, dict[str, Tree], list[str]]] = []
        self._depth = 0
        self._left = _MAX_ELEMENTS
        self.only_html = undeclared
        self.too_deep = False
        self._of_fhir = False  # values stand in attributes there: <unit value="Cel"/>
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self.parser = parser

    def finish(self) -> None:
        """Close what is open: of a document that was cut short, what came before the cut stays."""
        while self._stack:
            self._close()

    def _doctype(self, name: str, _system: str | None, _public: str | None, has_declarations: int) -> None:
        if name.lower() in _NO_DATA:
            raise _Refused
        if has_declarations:  # of its own entities or default attributes: it is a bomb or a book
            raise _Declares

    def _entity(self, *_: object) -> None:
        raise _Declares

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._left -= 1 + len(attributes)
        if self._left < 0:
            raise _Full
        local = name.rpartition(":")[2]
        if self._depth == 1 and local.lower() in _NO_DATA:
            raise _Refused
        self.only_html = self.only_html and local.lower() in _ELEMENTS
        self._of_fhir = self._of_fhir or (self._depth == 1 and attributes.get("xmlns") == _FHIR)
        if self._depth <= _MAX_NESTING:
            self._stack.append((local, _members(attributes), []))
        else:
            self.too_deep = True

    def _end(self, _: str) -> None:
        if self._depth <= _MAX_NESTING:
            self._close()
        self._depth -= 1

    def _text(self, text: str) -> None:
        if self._depth <= _MAX_NESTING and self._stack:
            self._stack[-1][2].append(text)

    def _close(self) -> None:
        name, members, pieces = self._stack.pop()
        text = "".join(pieces).strip()
        if text and members:
            members["#text"] = text
        value: Tree = members or text or None
        if self._of_fhir and len(members) == 1 and "@value" in members:
            value = members["@value"]
        _add(self._stack[-1][1] if self._stack else self.root, name, value)


def _members(attributes: dict[str, str]) -> dict[str, Tree]:
    """Attributes by name; what only declares namespaces and schemas says nothing of the sender."""
    found: dict[str, Tree] = {}
    for name, value in attributes.items():
        local = name.rpartition(":")[2]
        if name != "xmlns" and not name.startswith("xmlns:") and not local.lower().endswith("schemalocation"):
            found[f"@{local}"] = value
    return found


def _add(members: dict[str, Tree], name: str, value: Tree) -> None:
    earlier = members.get(name)
    if name not in members:
        members[name] = value
    elif isinstance(earlier, list):
        earlier.append(value)
    else:
        members[name] = [earlier, value]


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if len(data) > limit or len(data) < 8 or part.media_type in _PAGES:
        return None
    prolog = _prolog(data)
    if prolog is None:
        return None
    undeclared = not prolog and not part.media_type.endswith(("/xml", "+xml"))
    reader = _Reader(undeclared)
    truncated = False
    try:
        reader.parser.Parse(data, True)
    except _Full:
        truncated = True
    except _Declares:
        return Opened(label="xml", refused="declares entities of its own, which are not expanded")
    except (_Refused, UnicodeError):
        return None
    except expat.ExpatError:
        if part.complete:
            return None
    except (LookupError, ValueError):  # an encoding that Python does not know
        return None
    reader.finish()
    truncated = truncated or reader.too_deep
    if (call := plain_call(reader.root)) is not None:
        return Opened(label="xmlrpc", tree=call, truncated=truncated)
    if reader.only_html or not (truncated or _says_something(reader.root)):
        return None
    return Opened(label="xml", tree=reader.root, truncated=truncated)


def _prolog(data: bytes | str) -> bool | None:
    """Whether it says of itself that it is XML; None where it is no XML, or HTML."""
    if isinstance(data, bytes):
        if data[:4] in _UTF16:
            return True
        if data[0] not in _FIRST:
            return None
        head = data[:512].decode("utf-8", "replace")
    else:
        head = data[:512]
    found = _HEAD.match(head)
    if found is None or (found["root"] or "").lower() in _NO_DATA | _TEXT_ELEMENTS:
        return None
    return found["prolog"] is not None


def _says_something(tree: Tree) -> bool:
    """Whether there is one value: ``<unknown/>`` is a word."""
    if isinstance(tree, dict):
        return any(map(_says_something, tree.values()))
    return tree is not None


DECODER = Decoder(name="xml", order=37, open=_open, hint=_HINT)

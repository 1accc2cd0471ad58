"""Peels a transmission until nothing opens, under one budget, and gives every value a path that can be followed back."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from analysis import registry
from analysis.media_type import parse_media_type
from analysis.numeric_series import series_of_list, series_of_lists
from analysis.payload import Blob, Context, EndpointRule, Group, Leaf, Payload, Scalar, Series
from analysis.query_string import parse_pairs
from analysis.records import Transmission, Visibility
from analysis.units import Opened, Part, Tree

MAX_DEPTH: Final = 12
MAX_BYTES: Final = 32 << 20  # bytes that all layers of one message may open into
MAX_LEAVES: Final = 50_000
MAX_NESTING: Final = 100  # objects and arrays in one another, across all layers
MAX_PATHS: Final = 16 << 20  # characters that the paths of all values of one message may take
MIN_NESTED: Final = 8  # characters; a shorter text holds nothing worth opening, but for JSON
NUMBERS_KEPT: Final = 16  # a longer array of numbers is a series only, not leaves
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,127}\Z")


def open_message(transmission: Transmission, endpoint: EndpointRule | None = None) -> Payload:
    """Everything that can be read in a transmission. Pure; an exhausted budget becomes a warning."""
    opener = _Opener()
    opener.open_headers(transmission)
    opener.open_url_path(transmission.path)
    if transmission.query:
        opener.open_tree(parse_pairs(transmission.query), "query", "query", (), "pairs", 0)
    if transmission.body:
        opener.offer(_body_part(transmission))
    return Payload(
        transmission=transmission,
        leaves=tuple(opener.leaves),
        groups=tuple(opener.groups),
        series=tuple(opener.series),
        blobs=tuple(opener.blobs),
        endpoint=endpoint,
        warnings=tuple(dict.fromkeys(opener.warnings)),
    )


def _body_part(transmission: Transmission) -> Part:
    media_type, parameters = parse_media_type(transmission.header("content-type") or "")
    codings = (transmission.header("content-encoding") or "").lower().split(",")
    return Part(
        path="body",
        context="body",
        names=(),
        data=transmission.body or b"",
        media_type=media_type,
        parameters=parameters,
        encodings=tuple(coding.strip() for coding in codings if coding.strip() not in ("", "identity")),
        complete=transmission.visibility is not Visibility.SAMPLED,
        size=transmission.body_size,
    )


def json_step(key: str) -> str:
    """One object key as a JSONPath step: ``.lat`` or ``["odd key"]``."""
    return f".{key}" if _IDENTIFIER.match(key) else '["' + key[:128].replace('"', '\\"') + '"]'


class _Opener:
    """The state of one message's opening: what came out, and what of the budget is left."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.groups: list[Group] = []
        self.series: list[Series] = []
        self.blobs: list[Blob] = []
        self.warnings: list[str] = []
        self._bytes_left = MAX_BYTES
        self._paths_left = MAX_PATHS
        self._nesting = 0
        self._decoders = registry.decoders()

    # -- the envelope ---------------------------------------------------------------------------------------------

    def open_headers(self, transmission: Transmission) -> None:
        members: dict[str, Leaf] = {}
        for name, value in transmission.request_headers:
            if name.startswith(":"):
                continue  # HTTP/2 pseudo-headers repeat the URL
            if name.lower() == "cookie":
                self._open_cookies(value)
                continue
            leaf = self._leaf(f"header:{name}", "header", (name,), value, 0)
            if leaf is not None:
                members.setdefault(name, leaf)
        if members:
            self.groups.append(Group(path="header", context="header", name="", names=(), members=members))

    def _open_cookies(self, value: str) -> None:
        for pair in value.split(";", 200):
            name = pair.partition("=")[0].strip()
            if name:
                self._leaf(f"cookie:{name}", "cookie", (name,), None, 0)

    def open_url_path(self, path: str) -> None:
        for index, segment in enumerate(path.split("/", 64)[1:]):
            if segment:
                self._leaf(f"path:{index}", "path", (), unquote(segment, errors="replace"), 0)

    # -- parts ----------------------------------------------------------------------------------------------------

    def offer(self, part: Part) -> bool:
        """Open a part with the first decoder that can; bytes that none opens become a blob. True when it was opened."""
        if part.depth > MAX_DEPTH:
            self.warnings.append(f"nested deeper than {MAX_DEPTH} layers: the rest was not opened")
            return False
        for decoder in self._decoders:
            try:
                opened = decoder.open(part, self._bytes_left)
            except Exception as error:  # noqa: BLE001  the message is kept, and says which decoder failed
                self.warnings.append(f"{part.path}: decoder {decoder.name} failed ({type(error).__name__})")
                continue
            if opened is not None:
                self._take(part, opened)
                return not opened.keeps_text
        if part.encodings:  # declared, but not so sent (a HAR often holds the decoded text): go on without it
            return self.offer(_replace(part, encodings=part.encodings[:-1]))
        if isinstance(part.data, bytes) and part.data:
            self._blob(part, part.data)
            return True
        return False

    def _take(self, part: Part, opened: Opened) -> None:
        base = part.path + (">" if part.path and opened.label else "") + opened.label
        if opened.truncated:
            self.warnings.append(f"{base}: opens into more than the budget allows; the rest was not read")
        if opened.tree is not None:
            self.open_tree(opened.tree, base, part.context, part.names, opened.style, part.depth + 1)
        for child in opened.parts:
            self._bytes_left -= len(child.data)
            if self._bytes_left <= 0:
                self.warnings.append(f"opens into more than {MAX_BYTES >> 20} MiB: the rest was not opened")
                return
            self.offer(
                Part(
                    path=f"{base}:{child.step}" if child.step else base,
                    context=part.context,
                    names=(*part.names, child.name) if child.name else part.names,
                    data=child.data,
                    media_type=child.media_type,
                    parameters=child.parameters,
                    filename=child.filename or part.filename,
                    encodings=child.encodings,
                    depth=part.depth + 1,
                    complete=part.complete and not opened.truncated,
                    size=part.size if not part.complete else None,
                )
            )

    def _blob(self, part: Part, data: bytes) -> None:
        size = part.size if not part.complete and part.size is not None else len(data)
        name = part.names[-1] if part.names else ""
        self.blobs.append(
            Blob(
                path=part.path,
                context=part.context,
                name=name,
                names=part.names,
                data=data,
                media_type=part.media_type,
                filename=part.filename,
                size=size,
                complete=part.complete,
            )
        )

    # -- trees ----------------------------------------------------------------------------------------------------

    def open_tree(
        self, tree: Tree, base: str, context: Context, names: tuple[str, ...], style: str, depth: int
    ) -> None:
        """Leaves, groups and series of a structured value whose root is ``base``."""
        if style == "pairs" and isinstance(tree, dict):
            self._object(tree, base, context, names, depth, pairs=True)
        elif isinstance(tree, dict | list):
            self._walk(tree, f"{base}:$", context, names, depth)
        else:
            self._leaf(base, context, names, tree, depth)

    def _walk(
        self, tree: Tree, path: str, context: Context, names: tuple[str, ...], depth: int
    ) -> Leaf | None:
        if not isinstance(tree, dict | list):
            return self._leaf(path, context, names, tree, depth)
        if self._nesting >= MAX_NESTING:
            self.warnings.append(f"values nested deeper than {MAX_NESTING} levels were not read")
            return None
        self._nesting += 1
        if isinstance(tree, dict):
            self._object(tree, path, context, names, depth)
        else:
            self._array(tree, path, context, names, depth)
        self._nesting -= 1
        return None

    def _object(
        self,
        tree: dict[str, Tree],
        path: str,
        context: Context,
        names: tuple[str, ...],
        depth: int,
        pairs: bool = False,
    ) -> None:
        members: dict[str, Leaf] = {}
        for key, value in tree.items():
            if self._full():
                break
            step = f"{path}:{key[:128]}" if pairs else path + json_step(key)
            leaf = self._walk(value, step, context, (*names, key), depth)
            if leaf is not None:
                members[key] = leaf
        name = names[-1] if names else ""
        if members:
            self.groups.append(Group(path=path, context=context, name=name, names=names, members=members))
        columns = series_of_lists(tree)
        if columns:
            self.series.append(Series(path=path, context=context, name=name, names=names, columns=columns))

    def _array(
        self, tree: list[Tree], path: str, context: Context, names: tuple[str, ...], depth: int
    ) -> None:
        columns = series_of_list(tree)
        if columns:
            name = names[-1] if names else ""
            self.series.append(Series(path=path, context=context, name=name, names=names, columns=columns))
        matrix = bool(columns) and isinstance(tree[0], list)
        if columns and len(tree) > NUMBERS_KEPT and not isinstance(tree[0], dict | str):
            return
        for index, value in enumerate(tree):
            if self._full():
                return
            if matrix and isinstance(value, list):
                for column, item in enumerate(value):  # the rows of a matrix are no series of their own
                    self._walk(item, f"{path}[{index}][{column}]", context, names, depth)
            else:
                self._walk(value, f"{path}[{index}]", context, names, depth)

    def _leaf(
        self, path: str, context: Context, names: tuple[str, ...], value: Scalar, depth: int
    ) -> Leaf | None:
        """A leaf, unless the text opened into something of its own."""
        if isinstance(value, str) and (len(value) >= MIN_NESTED or value[:1] in ("{", "[")):
            part = Part(path=path, context=context, names=names, data=value, depth=depth + 1)
            if self.offer(part):
                return None
        leaf = Leaf(path=path, context=context, name=names[-1] if names else "", names=names, value=value)
        self.leaves.append(leaf)
        self._paths_left -= len(path)
        return leaf

    def _full(self) -> bool:
        if len(self.leaves) >= MAX_LEAVES:
            self.warnings.append(f"more than {MAX_LEAVES} values: the rest was not read")
        elif self._paths_left <= 0:
            self.warnings.append("the paths of its values are too long: the rest was not read")
        else:
            return False
        return True


def _replace(part: Part, *, encodings: tuple[str, ...]) -> Part:
    return Part(
        path=part.path, context=part.context, names=part.names, data=part.data, media_type=part.media_type,
        parameters=part.parameters, filename=part.filename, encodings=encodings, depth=part.depth,
        complete=part.complete, size=part.size,
    )  # fmt: skip

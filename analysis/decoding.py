"""Peels a transmission until nothing opens, under one budget, and gives every value a path that can be followed back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from analysis.cut_values import CutBytes, CutText
from analysis.decoder_choice import HOLDS_MORE, MAY_OPEN, decoders_of_bytes
from analysis.media_type import parse_media_type
from analysis.payload import Blob, EndpointRule, Group, Layer, Leaf, Payload
from analysis.processor_time import ProcessorTime
from analysis.query_string import parse_pairs
from analysis.records import Transmission, Visibility
from analysis.remembered import Remembered
from analysis.tree_walk import Names, Walk
from analysis.units import Opened, Part
from analysis.value_tree import MAX_LEAVES, MAX_NESTING, MAX_PATHS, TreeReader

__all__ = ("MAX_BYTES", "MAX_DEPTH", "MAX_LEAVES", "MAX_NESTING", "MAX_PARTS", "MAX_PATHS", "open_message")

MAX_DEPTH: Final = 12
MAX_BYTES: Final = 32 << 20  # bytes that all layers of one message may open into
MAX_PARTS: Final = 20_000  # parts that may be offered to the decoders, a bound on their time
MAX_SECONDS: Final = (
    10.0  # of the processor to open one message, a last resort: a thousand times what the slowest took
)
_HEADER: Final = Walk(base="header", context="header", depth=0)
_COOKIE: Final = Walk(base="cookie", context="cookie", depth=0)
_URL_PATH: Final = Walk(base="path", context="path", depth=0)
_QUERY: Final = Walk(base="query", context="query", depth=0, style="pairs")


def open_message(transmission: Transmission, endpoint: EndpointRule | None = None) -> Payload:
    """Everything that can be read in a transmission. Pure; an exhausted budget becomes a warning."""
    opener = _Opener(endpoint.names if endpoint else {})
    opener.open_headers(transmission)
    opener.open_url_path(transmission.path)
    if transmission.query:
        opener.open_tree(parse_pairs(transmission.query), _QUERY, ())
    if transmission.body:
        opener.offer(_body_part(transmission, opener.field_names))
    return Payload(
        transmission=transmission,
        leaves=tuple(opener.leaves),
        groups=tuple(opener.groups),
        series=tuple(opener.series),
        blobs=tuple(opener.blobs),
        layers=tuple(opener.layers),
        endpoint=endpoint,
        warnings=tuple(dict.fromkeys(opener.warnings)),
    )


def _body_part(transmission: Transmission, field_names: Mapping[str, str]) -> Part:
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
        field_names=field_names,
    )


def _plain_header(header: tuple[str, ...]) -> Leaf | None:
    """The leaf of a header, by name and value; None for one that may hold more than it shows, and for what is none."""
    name, value = header
    if name.startswith(":") or name.lower() == "cookie" or HOLDS_MORE[value]:
        return None
    return Leaf(path=f"header:{name}", context="header", name=name, names=(name,), value=value)


# Nearly all headers of a message stood in one before it.
_PLAIN_HEADERS: Final = Remembered(_plain_header)


def _segments(path: str) -> list[tuple[int, str]]:
    """The segments of a path that are not empty, decoded, with their numbers."""
    return [
        (index, unquote(segment, errors="replace") if "%" in segment else segment)
        for index, segment in enumerate(path.split("/", 64)[1:])
        if segment
    ]


def _plain_path(path: str) -> tuple[Leaf, ...] | None:
    """The leaves of a path's segments; None for one with a segment that may hold more than it shows."""
    segments = _segments(path)
    if any(HOLDS_MORE[segment] for _, segment in segments):
        return None
    return tuple(
        Leaf(path=f"path:{index}", context="path", name="", names=(), value=segment)
        for index, segment in segments
    )


_PLAIN_PATHS: Final = Remembered(_plain_path)


class _Opener(TreeReader):
    """The state of one message's opening: what came out, and what of the budget is left."""

    def __init__(self, field_names: Mapping[str, str]) -> None:
        super().__init__(HOLDS_MORE)
        self.blobs: list[Blob] = []
        self.layers: list[Layer] = []
        self.field_names = field_names
        self._bytes_left = MAX_BYTES
        self._budget = ProcessorTime(MAX_SECONDS)

    # -- the envelope ---------------------------------------------------------------------------------------------

    def open_headers(self, transmission: Transmission) -> None:
        members: dict[str, Leaf] = {}
        for name, value in transmission.request_headers:
            leaf = _PLAIN_HEADERS[name, value]
            if leaf is not None:
                self.add(leaf)
            elif name.startswith(":"):
                continue  # HTTP/2 pseudo-headers repeat the URL
            elif name.lower() == "cookie":
                self._open_cookies(value)
                continue
            else:
                leaf = self.leaf(f"header:{name}", (name,), value, _HEADER)
            if leaf is not None and name not in members:
                members[name] = leaf
        if members:
            self.groups.append(Group(path="header", context="header", name="", names=(), members=members))

    def _open_cookies(self, value: str) -> None:
        for pair in value.split(";", 200):
            name = pair.partition("=")[0].strip()
            if name:
                self.leaf(f"cookie:{name}", (name,), None, _COOKIE)

    def open_url_path(self, path: str) -> None:
        plain = _PLAIN_PATHS[path]
        for index, segment in _segments(path) if plain is None else ():
            self.leaf(f"path:{index}", (), segment, _URL_PATH)
        for leaf in plain or ():
            self.add(leaf)

    # -- parts ----------------------------------------------------------------------------------------------------

    def open_value(self, value: str | bytes, path: str, names: Names, walk: Walk) -> bool:
        """Offer a text that looks as if it held more, and bytes in any case. True when it was opened."""
        return self.offer(
            Part(
                path=path,
                context=walk.context,
                names=names,
                data=str(value) if isinstance(value, str) else bytes(value),
                depth=walk.depth + 1,
                complete=not isinstance(value, CutText | CutBytes),
                field_names=self.field_names,
            )
        )

    def offer(self, part: Part) -> bool:
        """Open a part with the first decoder that can; bytes that none opens become a blob. True when it was opened."""
        if part.depth > MAX_DEPTH:
            self.warnings.append(f"nested deeper than {MAX_DEPTH} layers: the rest was not opened")
            return False
        if len(self.layers) >= MAX_PARTS:
            self.warnings.append(f"more than {MAX_PARTS} parts: the rest was not opened")
            return False
        if self._budget.is_spent():
            self.warnings.append(f"opening it took more than {MAX_SECONDS:g} s: the rest was not opened")
            return False
        self.layers.append(Layer(path=part.path, context=part.context, names=part.names, data=part.data))
        while True:
            for decoder in decoders_of_bytes() if isinstance(part.data, bytes) else MAY_OPEN[part.data]:
                try:
                    opened = decoder.open(part, self._bytes_left)
                except Exception as error:  # noqa: BLE001  the message is kept, and says which decoder failed
                    self.warnings.append(
                        f"{part.path}: decoder {decoder.name} failed ({type(error).__name__})"
                    )
                    continue
                if opened is not None and opened.refused:
                    self.warnings.append(f"{part.path}: {opened.refused}")
                elif opened is not None:
                    self._take(part, opened)
                    return not opened.keeps_text
            if not part.encodings:
                break
            # declared, but not so sent (a HAR often holds the decoded text): go on without it
            part = _without_encoding(part)
        if isinstance(part.data, bytes) and part.data:
            self._blob(part, part.data)
            return True
        return False

    def _take(self, part: Part, opened: Opened) -> None:
        base = part.path + (">" if part.path and opened.label else "") + opened.label
        if opened.truncated:
            self.warnings.append(f"{base}: opens into more than the budget allows; the rest was not read")
        if opened.ends_early:
            self.warnings.append(f"{base}: ends in the middle; what stands before that was read")
        if opened.tree is not None:
            walk = Walk(
                base=base,
                context=part.context,
                depth=part.depth,
                style=opened.style,
                field_names=part.field_names,
            )
            self.open_tree(opened.tree, walk, part.names)
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
                    field_names=part.field_names,
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


def _without_encoding(part: Part) -> Part:
    return Part(
        path=part.path, context=part.context, names=part.names, data=part.data, media_type=part.media_type,
        parameters=part.parameters, filename=part.filename, encodings=part.encodings[:-1], depth=part.depth,
        complete=part.complete, size=part.size, field_names=part.field_names,
    )  # fmt: skip

"""What a decoder, a detector and an importer declare about themselves. A unit is one module with one of these in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

from analysis.errors import UserFault
from analysis.needs import Needs
from analysis.payload import Context, Payload, Scalar
from analysis.records import Flow, Observation, Transmission

Tree = (
    Scalar | bytes | list["Tree"] | dict[str, "Tree"]
)  # bytes in a tree are opened further, or become a blob


HINTED: Final = 4096  # characters


class UnreadableFile(UserFault):
    """A capture file that cannot be read; the text is one line that says what is wrong and what to do."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Something a decoder may open: bytes or, for a value found inside another layer, text.

    ``encodings`` are the content encodings still to be undone, the next one to undo last, as in the HTTP header.
    ``complete`` is False for what comes out of the head sample of a body; ``size`` is then the whole body's size in bytes.
    ``field_names`` are what the catalogue knows of the endpoint's numbered fields: ``{"3.2": "lat"}``.
    """

    path: str
    context: Context
    names: tuple[str, ...]
    data: bytes | str
    media_type: str = ""
    parameters: Mapping[str, str] = msgspec.field(default_factory=dict)
    filename: str = ""
    encodings: tuple[str, ...] = ()
    depth: int = 0
    complete: bool = True
    size: int | None = None
    field_names: Mapping[str, str] = msgspec.field(default_factory=dict)


Style = Literal["document", "pairs", "fields"]


class OpenedPart(msgspec.Struct, frozen=True, kw_only=True):
    """One child of an opened part. ``step`` follows the label in the path (``multipart:photo``); may be empty."""

    data: bytes | str
    step: str = ""
    name: str = ""
    media_type: str = ""
    parameters: Mapping[str, str] = msgspec.field(default_factory=dict)
    filename: str = ""
    encodings: tuple[str, ...] = ()


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What a decoder made of a part: ``parts`` to open further, and a ``tree`` of values (None: no tree).

    ``label`` is the decoder's step in the path; with ``style`` "document" the tree's paths are ``label:$.a[0]``, with
    "pairs" ``label:name`` (a list under a name is a repeated parameter), with "fields" ``label:3.2[0]`` for a format whose
    fields have numbers: keys are the numbers as text, and a value is named only where the part's ``field_names`` name it.
    ``keeps_text`` leaves the opened text standing as a leaf beside what came out of it. ``truncated`` says that the output
    limit cut it short, ``ends_early`` that the end of a whole part is missing: what stands before was read. ``refused`` says
    why a part of this kind is not opened: the event warns of it, and the part is offered to the others.
    """

    label: str
    parts: tuple[OpenedPart, ...] = ()
    tree: Tree = None
    style: Style = "document"
    keeps_text: bool = False
    truncated: bool = False
    ends_early: bool = False
    refused: str = ""


class Decoder(msgspec.Struct, frozen=True, kw_only=True):
    """An encoding or container. ``open(part, limit)`` returns None when the part is not of this kind; it never raises.

    ``limit`` is the number of output bytes that the message's budget still allows. Decoders are asked in the order of
    ``order`` (small first); the first that opens a part wins, and what it opened is offered again.

    ``takes`` says whether it opens bytes, texts (values found inside another layer) or both. ``hint`` is a regular
    expression, quick to search, that is found in the first ``HINTED`` characters of every text that this decoder may
    open: most values of a message match no decoder's hint and are offered to none. ``""`` asks for every text.
    """

    name: str
    order: int
    open: Callable[[Part, int], Opened | None]
    takes: Literal["bytes", "text", "both"] = "both"
    hint: str = ""


class Mapped(msgspec.Struct, frozen=True, kw_only=True):
    """A category in the words of others; empty where they have none. Sources: the taxonomies named in docs/taxonomy.md."""

    google: str = ""
    apple: str = ""
    dpv: str = ""
    tcf: str = ""


class Detector(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of data: ``categories`` are all that it may report, mapped; ``rules`` all its rule ids, each explained."""

    name: str
    version: int
    categories: Mapping[str, Mapped]
    rules: Mapping[str, str]
    detect: Callable[[Payload], Iterable[Observation]]
    needs: Needs | None = None


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What an importer has to say about a file that it reads on: an entry left out, a time that had to be guessed.

    ``text`` is one line; ``message`` the 0-based entry it is about, None where it is about the file.
    """

    text: str
    message: int | None = None


class Importer(msgspec.Struct, frozen=True, kw_only=True):
    """A capture format. ``sniff`` sees the name and the first 64 KiB; ``read`` streams records, raises ``UnreadableFile``.

    ``read(path, corpus, device)``: ``device`` is the name that ``--device`` gave, or ``""``. It may raise after records
    were given: those stand.
    """

    name: str
    order: int
    sniff: Callable[[str, bytes], bool]
    read: Callable[[Path, str, str], Iterator[Transmission | Flow | Notice]]

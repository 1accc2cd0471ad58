"""Peels a kept message for the eye: each layer with the place where a value stands in it, and the raw bytes. Text only."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from analysis.explaining import layers_to, leads, size_words, without_signatures
from analysis.payload import Leaf, Payload
from analysis.pipeline import is_secret_of_body
from analysis.readings import text
from analysis.records import Finding
from analysis.series_marks import marks
from analysis.wording import tr

RAW: Final = 4_096  # bytes of a body that are shown raw
WIDTH: Final = 16  # bytes a line
AROUND: Final = 400  # characters shown on each side of a value, or at a layer's beginning
_LONGEST: Final = 2_000  # characters of a value that are marked
_TOGETHER: Final = 6_000  # characters from the first value of a list to the last that is marked
_SEARCHED: Final = 1 << 20  # characters of a layer in which a value is looked for
_HEX: Final = 64  # bytes shown of a layer that is no text
_SECRET: Final = "credential."


class Peel(msgspec.Struct, frozen=True, kw_only=True):
    """One layer on the way to a value. ``marked`` is the value where it stands in it as text, "" where it does not.

    ``more``: further values of a list that is one finding, each with what stands behind it. ``cut_before`` and
    ``cut_after``: the layer goes on there.
    """

    path: str
    how: str
    what: str
    before: str
    marked: str = ""
    after: str = ""
    more: tuple[tuple[str, str], ...] = ()
    cut_before: bool = False
    cut_after: bool = False


class RawLine(msgspec.Struct, frozen=True, kw_only=True):
    """Some bytes of a body: where they begin, in hexadecimal digits, and as ASCII with a dot for what is not."""

    offset: int
    digits: str
    ascii: str


def may_be_shown(findings: tuple[Finding, ...], number: int) -> bool:
    """False where there is a secret in the body, or the finding is one itself: then no layer may be shown.

    Secrets of headers and of the query are taken out before a message is journalled.
    """
    secret = any(map(is_secret_of_body, findings))
    return not secret and not (number < len(findings) and findings[number].category.startswith(_SECRET))


def peel(payload: Payload, path: str, value: str) -> tuple[Peel, ...]:
    """The layers from the outermost to the value at ``path``, and the value itself last.

    ``value`` is the full value of the finding, "" where it is no longer kept. Signatures of tokens are never shown.
    """
    leaf = next((leaf for leaf in payload.leaves if leaf.path == path), None)
    sought = [text(leaf.value)] if leaf is not None else []
    sought += [value] if value and value not in sought else []
    listed = [text(one.value) for one in _listed(payload, path)] if leaf is None else []
    found: list[Peel] = []
    here = ""
    for layer in layers_to(payload, path):
        found.append(
            _layer(layer.path, leads(here, layer.path), layer.data, [*sought, *listed[:1]], (path, listed))
        )
        here = layer.path
    end = next((layer for layer in payload.layers if layer.path == path), None)
    if end is not None and leaf is None:
        found.append(_layer(path, leads(here, path), end.data, [], (path, [])))
    else:
        shown = without_signatures(sought[0][:_LONGEST]) if sought else ""
        words = tr("the value") if leaf is not None else tr("the values, as the rule read them")
        found.append(Peel(path=path, how=leads(here, path), what=words, before="", marked=shown))
    return tuple(found)


def _listed(payload: Payload, path: str) -> list[Leaf]:
    """The values of a list that is one finding (``[*]``)."""
    if "[*]" not in path:
        return []
    pieces = [re.escape(piece) for piece in path.split("[*]")]
    like = re.compile(r"\[\d{1,9}\]".join(pieces))
    return [leaf for leaf in payload.leaves if like.fullmatch(leaf.path)]


def _layer(path: str, how: str, data: bytes | str, sought: list[str], listed: tuple[str, list[str]]) -> Peel:
    content = _as_text(data)
    what = size_words(data)
    if content is None:
        assert isinstance(data, bytes)
        digits = data[:_HEX].hex(" ")
        return Peel(
            path=path,
            how=how,
            what=tr("{size}, no text", size=what),
            before=digits,
            cut_after=len(data) > _HEX,
        )
    if len(listed[1]) > 1 and (found := marks(content, *listed, min(len(content), _SEARCHED))):
        return _around(path, how, what, content, found)
    for value in sought:
        at = content.find(value, 0, _SEARCHED) if len(value) > 1 else -1
        if at >= 0:
            return _around(path, how, what, content, [(at, at + min(len(value), _LONGEST))])
    shown = without_signatures(content[: 2 * AROUND])
    return Peel(path=path, how=how, what=what, before=shown, cut_after=len(content) > 2 * AROUND)


def _around(path: str, how: str, what: str, content: str, marked: list[tuple[int, int]]) -> Peel:
    """A layer with its marks, the first of them and what stands around; of many, those that are near enough to show."""
    shown = [mark for mark in marked if mark[1] <= marked[0][0] + _TOGETHER] or marked[:1]
    start, end = max(0, shown[0][0] - AROUND), min(len(content), shown[-1][1] + AROUND)
    follows = [*(mark[0] for mark in shown[1:]), end]
    pieces = [
        (without_signatures(content[first:last]), without_signatures(content[last:next_]))
        for (first, last), next_ in zip(shown, follows, strict=True)
    ]
    return Peel(
        path=path,
        how=how,
        what=what,
        before=without_signatures(content[start : shown[0][0]]),
        marked=pieces[0][0],
        after=pieces[0][1],
        more=tuple(pieces[1:]),
        cut_before=start > 0,
        cut_after=end < len(content),
    )


def _as_text(data: bytes | str) -> str | None:
    if isinstance(data, str):
        return data
    try:
        content = data[:_SEARCHED].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(data[:_SEARCHED]) - 3:
            return None
        content = data[: error.start].decode("utf-8")
    return content if "\x00" not in content else None


def raw(body: bytes) -> tuple[RawLine, ...]:
    """The beginning of a body as it was sent, at most ``RAW`` bytes; what signs a token is taken out."""
    shown = body[:RAW]
    as_text = shown.decode(
        "latin-1"
    )  # each byte one character, so that what is taken out is told by its place
    cleaned = without_signatures(as_text)
    if cleaned != as_text:
        shown = cleaned.encode("latin-1")
    return tuple(
        RawLine(
            offset=start,
            digits=shown[start : start + WIDTH].hex(" "),
            ascii="".join(chr(byte) if 32 <= byte < 127 else "." for byte in shown[start : start + WIDTH]),
        )
        for start in range(0, len(shown), WIDTH)
    )

"""Walks from a message to one of its findings, layer by layer, so that a stranger can follow the path by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from analysis.forgery_tokens import is_forgery_token
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Layer, Payload
from analysis.pipeline import Analysis
from analysis.readings import text
from analysis.records import Finding
from analysis.scan_output import printable
from analysis.wording import Words, tr, trn

_SECRET: Final = "credential."
_TOKEN: Final = lazy_pattern(r"(ey[A-Za-z0-9_-]{6,4000}\.[A-Za-z0-9_-]{2,8000}\.)[A-Za-z0-9_-]{1,4000}")
EXCERPT: Final = 96  # characters or bytes shown of a layer
_ENVELOPE: Final = Words({
    "query": "the query of the address",
    "header": "the request's headers",
    "cookie": "the request's cookies, of which only the names are kept",
    "path": "the path of the address",
})  # fmt: skip


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One layer on the way: ``path`` is the whole path up to it, ``how`` what led there, ``shown`` an excerpt."""

    path: str
    how: str
    what: str
    shown: str


def steps(payload: Payload, path: str) -> tuple[Step, ...]:
    """The layers from the outermost to the value at ``path``; the last is the value itself, as it stands there."""
    found: list[Step] = []
    here = ""
    for layer in layers_to(payload, path):
        what, shown = size_words(layer.data), _excerpt(layer.data)
        found.append(Step(path=layer.path, how=leads(here, layer.path), what=what, shown=shown))
        here = layer.path
    what, shown = _end(payload, path)
    found.append(Step(path=path, how=leads(here, path), what=what, shown=shown))
    return tuple(found)


def layers_to(payload: Payload, path: str) -> list[Layer]:
    """The layers that enclose the value at ``path``, from the outermost."""
    chain: dict[str, Layer] = {}
    for layer in payload.layers:
        if path.startswith(f"{layer.path}>"):
            chain.setdefault(layer.path, layer)
    return sorted(chain.values(), key=lambda item: len(item.path))


def _end(payload: Payload, path: str) -> tuple[str, str]:
    """What stands at the path itself: a value, bytes, or the rows of a list (``[*]``)."""
    leaf = next((leaf for leaf in payload.leaves if leaf.path == path), None)
    if leaf is not None:
        return "the value", without_signatures(text(leaf.value)[:EXCERPT])
    layer = next((layer for layer in payload.layers if layer.path == path), None)
    return (size_words(layer.data), _excerpt(layer.data)) if layer is not None else ("the values", "")


def lines(
    payload: Payload,
    analysis: Analysis,
    show_values: bool,
    only: int | None = None,
    beside: Iterable[str] = (),
) -> Iterator[str]:
    """The explanation of every finding of a message, or of the one numbered ``only`` (from 0), for a terminal.

    Without ``show_values`` no content is shown: sizes, kinds and the masked value only. Of a message that holds a secret
    no layer is shown in any case, because the secret stands in it; signatures of tokens are never shown. ``beside`` stands
    below whom it went to.
    """
    sent = analysis.event.transmission
    at = f"{sent.seen_at:%Y-%m-%d %H:%M:%S} UTC"
    yield f"{at}  {sent.method or sent.protocol} {sent.host}{printable(sent.path)}  ({sent.visibility})"
    yield from (f"  {printable(words)}" for words in beside)
    for warning in analysis.event.warnings:
        yield f"  warning: {printable(warning)}"
    secret = any(finding.category.startswith(_SECRET) for finding in analysis.event.findings)
    secret = secret or any(is_forgery_token(leaf.name) for leaf in payload.leaves if leaf.context == "body")
    for number, finding in enumerate(analysis.event.findings):
        if only in (None, number):
            value = analysis.revealed[number] if show_values else finding.value
            yield ""
            yield from _finding(payload, finding, value, number, show_values and not secret)
    if secret and show_values:
        yield "  the layers are not shown: the message holds a secret"


def _finding(payload: Payload, finding: Finding, value: str, number: int, show_layers: bool) -> Iterator[str]:
    shown = finding.value if finding.category.startswith(_SECRET) else without_signatures(value)
    yield f"[{number}] {finding.category}  {finding.property} = {printable(shown)}  ({finding.confidence})"
    yield f"    because  {printable(finding.reasoning)}"
    yield f"    rules    {', '.join(finding.rules)}"
    for step in steps(payload, finding.path):
        excerpt = f"  {printable(step.shown)}" if show_layers and step.shown else ""
        yield f"      {printable(step.how)}: {step.what}{excerpt}"
    yield f"    path     {printable(finding.path)}"


def without_signatures(text: str) -> str:
    """The text with what follows the claims of each signed token (JWT, RFC 7519) taken out."""
    return _TOKEN.sub(r"\1[redacted]", text) if "ey" in text else text


def leads(before: str, path: str) -> str:
    """What leads from one layer to the next, in the words of the path."""
    if not before:
        context = path.partition(":")[0].partition(">")[0]
        return (
            _ENVELOPE.get(context, tr("the body as it was sent"))
            if context == path or context != "body"
            else path
        )
    label, _, place = path[len(before) :].lstrip(">").partition(":")
    if place:
        return tr("{decoder} opens it, at {place}", decoder=label, place=place)
    return tr("{decoder} opens it", decoder=label)


def size_words(data: bytes | str) -> str:
    """How long a layer is."""
    if isinstance(data, str):
        return trn("text, {n} character", "text, {n} characters", len(data))
    return trn("{n} byte", "{n} bytes", len(data))


def _excerpt(data: bytes | str) -> str:
    """The beginning of a layer without the signature of a token; bytes that are no text as hexadecimal digits."""
    return without_signatures(_beginning(data))


def _beginning(data: bytes | str) -> str:
    if isinstance(data, str):
        return data[:EXCERPT] + ("…" if len(data) > EXCERPT else "")
    head = data[:EXCERPT]
    try:
        shown = head.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = error.start > EXCERPT - 4 and len(data) > EXCERPT  # the excerpt ends inside a character
        shown = head[: error.start].decode("utf-8") if whole else head[: EXCERPT // 2].hex(" ")
    return shown + ("…" if len(data) > EXCERPT else "")

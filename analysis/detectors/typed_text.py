"""Recognises what a person types, dictates or copies, told by a keyboard, an assistant or a clipboard, or sends by SIP."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from analysis.field_names import words
from analysis.name_tables import picking
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.prose import is_prose
from analysis.records import Confidence, Observation
from analysis.surroundings import outer, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_TEXT: Final = "message.text"
# Not what a field asks for ("input text").
_TYPED: Final = FieldTable(
    dict.fromkeys(("typed text", "text typed", "keystrokes", "key strokes", "composing text", "composed text",
                   "committed text", "clipboard text", "clipboard.text", "clipboard.content", "pasteboard.text",
                   "clip.text", "clipboard content", "clipboard contents", "pasteboard text",
                   "pasted text", "typed input", "text being typed", "dictated text", "keyboard input", "clipboard data",
                   "=clipboard", "=pasteboard", "clip text", "spoken text", "utterance text", "=transcript",
                   "voice transcript", "asr text",
                   "recognized text", "recognised text", "=utterance", "user utterance", "speech text",
                   "voice command", "voice text",
                   "asr transcript", "final transcript", "dictation", "recognized speech"), "typed")
)  # fmt: skip
_PACKAGE: Final = re.compile(r"(?:com|org|net|de|io|jp|cn|tv)(?:\.[a-z][a-z0-9_]{0,40}){2,6}")
_APPS: Final = TextShape(
    lambda text: len(text) <= 120 and _PACKAGE.fullmatch(text) is not None, headers=False
)
_STARTS: Final = picking(lambda name: name == "start")
_NOT_TYPED: Final = frozenset(
    {"label", "placeholder", "title", "button", "hint", "count", "length", "enabled", "error"}
)


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _TYPED):
        if leaf.context not in ("body", "query") or " " not in value or not is_prose(value):
            continue
        if _NOT_TYPED.isdisjoint(words(names[-1])):
            yield observe(
                leaf, category=_TEXT, name="x_message", rule="typed_text.named",
                reasoning="what a person typed, said or copied", confidence=Confidence.LIKELY,
            )  # fmt: skip
    if surroundings(payload).by_name.get("start"):
        yield from _sip(payload)
    if apps := texts_like(payload, _APPS):
        yield from _beside_apps(payload, apps)


def _sip(payload: Payload) -> Iterator[Observation]:
    """The text of a SIP MESSAGE (RFC 3428)."""
    starts = {leaf.path: leaf.value for leaf in surroundings(payload).by_name.get("start", ())}
    for leaf in surroundings(payload).by_name.get("body", ()):
        start = starts.get(leaf.path.removesuffix(":body") + ":start")
        if (
            leaf.path.endswith(">sip:body")
            and isinstance(start, str)
            and start.startswith("MESSAGE ")
            and isinstance(leaf.value, str)
            and is_prose(leaf.value)
        ):
            yield observe(
                leaf, category=_TEXT, name="x_message", rule="typed_text.sip",
                reasoning="the text of a short message (SIP MESSAGE)", confidence=Confidence.CERTAIN,
            )  # fmt: skip


def _beside_apps(payload: Payload, apps: Sequence[tuple[Leaf, str]]) -> Iterator[Observation]:
    """A text in a field with a number for a name, beside the package of the app that it was typed into."""
    there = {outer(leaf.path) for leaf, _ in apps if not leaf.names and ">protobuf:" in leaf.path}
    for leaf, value in surroundings(payload).texts if there else ():
        if not leaf.names and leaf.context == "body" and outer(leaf.path) in there and _is_typed(value):
            yield observe(
                leaf, category=_TEXT, name="x_message", rule="typed_text.beside_app",
                reasoning="a text beside the app that it was typed into", confidence=Confidence.POSSIBLE,
            )  # fmt: skip


def _is_typed(value: str) -> bool:
    """Three words and more, or eight letters of a script that does not part its words."""
    if not is_prose(value) or _PACKAGE.fullmatch(value):
        return False
    unparted = sum("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in value[:200])
    return unparted >= 8 or len(value.split()) >= 4


DETECTOR: Final = Detector(
    name="typed_text",
    version=3,
    categories={
        _TEXT: Mapped(
            google="Emails, SMS or MMS, Other in-app messages", apple="Emails or Text Messages", dpv="pd:Communication",
            tcf="7",
        ),
    },
    rules={
        "typed_text.named": "Two words and more in a field named for what is typed, dictated or in the clipboard.",
        "typed_text.sip": "The body of a SIP MESSAGE.",
        "typed_text.beside_app": "Four words, or eight letters of an unparted script, beside a package name, all unnamed.",
    },
    detect=_detect,
    needs=Needs(fields=(_TYPED,), names=(_STARTS,), texts=(_APPS,)),
)  # fmt: skip

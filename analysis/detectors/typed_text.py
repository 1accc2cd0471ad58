"""Recognises what a person types, dictates or copies, told by a keyboard, an assistant or a clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.prose import is_prose
from analysis.records import Confidence, Observation
from analysis.units import Detector, Mapped

_TEXT: Final = "message.text"
# Not what a field asks for ("input text").
_TYPED: Final = FieldTable(
    dict.fromkeys(("typed text", "text typed", "keystrokes", "key strokes", "composing text", "composed text",
                   "committed text", "clipboard text", "clipboard content", "clipboard contents", "pasteboard text",
                   "pasted text", "typed input", "text being typed", "dictated text", "keyboard input", "clipboard data",
                   "=clipboard", "=pasteboard", "clip text", "spoken text", "utterance text", "=transcript",
                   "voice transcript", "asr text",
                   "recognized text", "recognised text", "=utterance", "user utterance", "speech text",
                   "voice command", "voice text",
                   "asr transcript", "final transcript", "dictation", "recognized speech"), "typed")
)  # fmt: skip
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


DETECTOR: Final = Detector(
    name="typed_text",
    version=2,
    categories={
        _TEXT: Mapped(
            google="Emails, SMS or MMS, Other in-app messages", apple="Emails or Text Messages", dpv="pd:Communication",
            tcf="7",
        ),
    },
    rules={"typed_text.named": "Two words and more in a field named for what is typed, dictated or in the clipboard."},
    detect=_detect,
    needs=Needs(fields=(_TYPED,)),
)  # fmt: skip

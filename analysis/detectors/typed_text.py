"""Recognises what a person types, dictates or copies, told by a keyboard, an assistant or a clipboard, or sends by SIP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.prose import is_prose
from analysis.records import Confidence, Observation, Transmission
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
_PACKAGE: Final = lazy_pattern(r"(?:com|org|net|de|io|jp|cn|tv)(?:\.[a-z][a-z0-9_]{0,40}){2,6}")
_APPS: Final = TextShape(
    lambda text: len(text) <= 120 and _PACKAGE.fullmatch(text) is not None,
    headers=False,
    longest=120,
    begins="condijt",
)
_STARTS: Final = picking(lambda name: name == "start", spelled=("start",))
# Parameters of those who check what somebody writes: LanguageTool, TextGears, Sapling, Bing's spell check.
_LANGUAGES: Final = frozenset({"language", "lang", "mkt", "locale", "motherTongue"})
_CHECKED: Final = lazy_pattern(
    r"(?i)/(?:[a-z]{0,12}[_-]?spell(?:ing)?(?:[_-]?check)?|grammar|proofread|edits|check)/?\Z"
)
_OF_CHECKERS: Final = frozenset({
    "enabledOnly", "enabledRules", "disabledRules", "motherTongue", "preferredVariants", "preferred_variants", "level", "ai",
    "enabledCategories", "disabledCategories", "dictionary_id", "preContextText", "postContextText",
})  # fmt: skip
_TEXT_NAMES: Final = ("text", "Text", "content", "data")
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
    if _is_checked(payload.transmission):
        yield from _for_a_checker(payload)
    if apps := texts_like(payload, _APPS):
        yield from _beside_apps(payload, apps)


def _is_checked(sent: Transmission) -> bool:
    return _CHECKED.search(sent.path[-64:]) is not None


def _for_a_checker(payload: Payload) -> Iterator[Observation]:
    """A text beside its language, sent to where spelling and grammar are checked."""
    grammar = _CHECKED.search(payload.transmission.path[-64:])
    surely = grammar is not None and "check" not in grammar[0].lower().removeprefix("/")[:5]
    for group, names in surroundings(payload).shapes:
        if group.context not in ("body", "query") or _LANGUAGES.isdisjoint(names):
            continue
        leaf = next((group.members[name] for name in _TEXT_NAMES if name in group.members), None)
        if leaf is None or not isinstance(leaf.value, str) or len(leaf.value.split(None, 4)) < 5:
            continue
        if is_prose(leaf.value) and (surely or not _OF_CHECKERS.isdisjoint(names)):
            yield observe(
                leaf, category=_TEXT, name="x_message", rule="typed_text.checked",
                reasoning="what a person writes, sent to be checked for mistakes", confidence=Confidence.LIKELY,
            )  # fmt: skip


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
    version=4,
    categories={
        _TEXT: Mapped(
            google="Emails, SMS or MMS, Other in-app messages", apple="Emails or Text Messages", dpv="pd:Communication",
            tcf="7",
        ),
    },
    rules={
        "typed_text.named": "Two words and more in a field named for what is typed, dictated or in the clipboard.",
        "typed_text.sip": "The body of a SIP MESSAGE.",
        "typed_text.checked": "Five words and more beside their language, sent to where spelling or grammar is checked.",
        "typed_text.beside_app": "Four words, or eight letters of an unparted script, beside a package name, all unnamed.",
    },
    detect=_detect,
    needs=Needs(fields=(_TYPED,), names=(_STARTS,), texts=(_APPS,), sent=(_is_checked,)),
)  # fmt: skip

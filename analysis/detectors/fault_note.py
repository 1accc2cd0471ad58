"""Recognises faults that are told in other forms than a stack in text: Apple's and browsers' reports, Rust, controllers.

Sources: Apple's MXDiagnosticPayload (``crashDiagnostics``, ``diagnosticMetaData``); the Reporting API and its crash and
intervention reports (w3c.github.io/reporting); the messages that Rust's runtime and Espressif's panic handler print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import FieldTable, named_in
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import text as shown
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "diagnostics.crash"
_LONGEST: Final = 1_000  # characters of what is given back
_RUST: Final = lazy_pattern(r"(?m)^thread '[^'\r\n]{0,80}' (?:\([0-9]{1,12}\) )?panicked at [^\r\n]{3,300}")
_BACKTRACE: Final = lazy_pattern(
    r"Backtrace: ?(?:0x[0-9a-f]{8}:0x[0-9a-f]{8} ?){2,40}|Guru Meditation Error: [^\r\n]{3,120}"
)
_FRAME: Final = lazy_pattern(r"0x[0-9a-fA-F]{8}(?::0x[0-9a-fA-F]{8})?")
_FRAMES: Final = frozenset({"backtrace", "stack", "stacktrace", "callstack", "frames", "bt"})
_LEAST: Final = 2  # addresses in a list
_TEXTS: Final = TextShape(
    lambda text: (
        len(text) >= 30
        and ("panicked at" in text[:4096] or "Backtrace:" in text[:8192] or "Guru Meditation" in text[:8192])
        and (_RUST.search(text[:8192]) or _BACKTRACE.search(text[:8192]))
    ),
    shortest=30,
)
_SIGNALS: Final = FieldTable(
    dict.fromkeys(
        (
            "diagnostic meta data.signal",
            "diagnostic meta data.exception type",
            "diagnostic meta data.hang duration",
        ),
        "apple",
    )
)
_REPORTED: Final = frozenset({"crash", "intervention"})
_RESETS: Final = FieldTable(
    dict.fromkeys(
        ("reset reason", "reboot reason", "restart reason", "rst reason", "last reset reason", "reset cause"),
        "reset",
    )
)
_WRONG: Final = lazy_pattern(
    r"(?i)\b(?:watchdog|wdt|panic|exception|brown[- ]?out|crash|stack overflow|abort|assert)"
)
_LISTS: Final = picking(lambda name: "".join(words(name)) in _FRAMES, spelled=_FRAMES)
_IS_REPORT: Final = Remembered[tuple[str, ...], bool](
    lambda names: (
        {"type", "url", "age"} <= set(names[:16])
    )  # of the Reporting API; the body is an object of its own
)


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, value in texts_like(payload, _TEXTS):
        head = value[:8192]
        found = _RUST.search(head) or _BACKTRACE.search(head)
        if found is not None:
            why = (
                "the message of a program that gave up"
                if found.re is _RUST
                else "the stack of a controller that gave up"
            )
            yield _observation(leaf.path, head[:_LONGEST], "fault_note.text", why, Confidence.CERTAIN)
    for leaf, names, value in named_in(payload, _SIGNALS, _RESETS):
        if leaf.context != "body":
            continue
        if _SIGNALS.find(names) is not None:
            yield _observation(
                leaf.path,
                value,
                "fault_note.apple",
                "how an app ended, told by Apple's MetricKit",
                Confidence.CERTAIN,
            )
        elif _WRONG.search(value[:200]) is not None:
            why = "why a controller started again"
            yield _observation(leaf.path, value[:_LONGEST], "fault_note.reset", why, Confidence.LIKELY)
    place = surroundings(payload)
    for group, names in place.shapes:
        if _IS_REPORT[names] and group.context == "body":
            yield from _report(payload, group)
    if place.picked(_LISTS):
        yield from _addresses(place.lists.items())


def _report(payload: Payload, group: Group) -> Iterator[Observation]:
    kind = group.members["type"]
    if kind.value in _REPORTED and surroundings(payload).group(f"{group.path}.body") is not None:
        why = "the report of a browser on a page that ended or was stopped"
        yield _observation(kind.path, shown(kind.value), "fault_note.browser", why, Confidence.CERTAIN)


def _addresses(lists: Iterable[tuple[str, list[Leaf]]]) -> Iterator[Observation]:
    """A stack as bare addresses: ``["0x400d1a2c:0x3ffb1f70", …]``."""
    for path, items in lists:
        if len(items) < _LEAST or "".join(words(items[0].name)) not in _FRAMES or items[0].context != "body":
            continue
        if all(isinstance(item.value, str) and _FRAME.fullmatch(item.value) for item in items):
            told = "\n".join(str(item.value) for item in items)
            yield _observation(
                path, told[:_LONGEST], "fault_note.addresses", "a stack as bare addresses", Confidence.LIKELY
            )


def _observation(path: str, value: str, rule: str, why: str, confidence: Confidence) -> Observation:
    return Observation(
        category=_CATEGORY, property="errorInformation", path=path, value=value, reasoning=why, rule=rule,
        confidence=confidence,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="fault_note",
    version=1,
    categories={_CATEGORY: Mapped(google="Crash logs", apple="Crash Data", dpv="pd:DeviceBased", tcf="2")},
    rules={
        "fault_note.text": "The line of a Rust panic, or the backtrace that Espressif's panic handler prints.",
        "fault_note.apple": "A signal, exception type or length of a hang within MetricKit's diagnostic meta data.",
        "fault_note.browser": "A crash or intervention report of the Reporting API.",
        "fault_note.reset": "A reason for a reset that names a watchdog, a panic or a brown-out.",
        "fault_note.addresses": "Two or more addresses of eight hexadecimal digits in a list named for a stack.",
    },
    detect=_detect,
    needs=Needs(fields=(_SIGNALS, _RESETS), texts=(_TEXTS,), objects=(_IS_REPORT,), names=(_LISTS,)),
)

"""Recognises crash reports: stack traces as text, and faults with the frames in which they happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.payload import Group, Leaf, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "diagnostics.crash"
_SCANNED: Final = 20_000  # characters of a text
_LONGEST: Final = 1_000  # characters of what is given back
# One frame a line, as runtimes print it.
_FRAMES: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = (
    ("at ", "Java or .NET", re.compile(
        r"(?m)^[ \t]{0,8}at [\w$.<>/`-]{3,300}\([^()\r\n]{0,300}"
        r"(?::[0-9]{1,7}|Native Method|Unknown Source|SourceFile)\)|^[ \t]{0,8}at [\w$.<>`]{3,300}\([^()\r\n]{0,200}\) in "
    )),
    ("at ", "JavaScript", re.compile(
        r"(?m)^[ \t]{0,8}at (?:[^\r\n()]{1,200} \()?[^\r\n()]{1,400}:[0-9]{1,7}:[0-9]{1,7}\)?"
    )),
    ("@", "JavaScript", re.compile(
        r"(?m)^[\w$.<>/\[\]* ]{0,120}@(?:https?|file|app|capacitor|webpack)[^\s]{3,400}:[0-9]{1,7}:[0-9]{1,7}"
    )),
    ('File "', "Python", re.compile(r'(?m)^[ \t]{0,8}File "[^"\r\n]{1,300}", line [0-9]{1,7}')),
    ("0x", "Apple", re.compile(
        r"(?m)^[0-9]{1,4} {1,6}[\w.?+-]{1,80}[ \t]{1,40}0x[0-9a-fA-F]{6,16} [^\r\n]{1,300}"
    )),
    ("#0", "native", re.compile(
        r"(?m)^[ \t]{0,10}#[0-9]{2,4} {1,4}(?:pc|abs)? ?(?:0x)?[0-9a-fA-F]{6,16} {1,4}[^\r\n]{1,300}"
    )),
    ("#", "Dart", re.compile(r"(?m)^#[0-9]{1,4} {2,8}[^\r\n(]{1,200} \((?:package|dart|file):[^\r\n)]{1,300}\)")),
    (".go:", "Go", re.compile(r"(?m)^\t[^\r\n:]{1,300}\.go:[0-9]{1,7}(?: \+0x[0-9a-f]{1,8})?$")),
)  # fmt: skip
_FAULT: Final = re.compile(
    r"\b(?:[A-Za-z_$][\w$]{0,80}\.){0,12}[A-Z][\w$]{0,80}(?:Error|Exception|Throwable|Crash|Failure)\b|^Error\b"
    r"|\bSIG(?:SEGV|ABRT|BUS|ILL|TRAP|FPE|KILL)\b|\bEXC_[A-Z_]{3,30}\b|Traceback \(most recent call last\)"
    r"|^panic: |\bFATAL EXCEPTION|\bANR in "
)
_TYPE: Final = re.compile(
    r"(?:[A-Za-z_$][\w$]{0,80}[.:]{1,2}){0,12}[A-Za-z_$][\w$]{1,80}"
)  # the class of a fault
_TYPE_NAMES: Final = frozenset({
    "type", "class", "errorclass", "exceptionclass", "exceptiontype", "errortype", "exceptionname", "name", "signal",
    "domain",
    "exception", "crashtype",
})  # fmt: skip
_ENDINGS: Final = ("error", "exception", "throwable", "crash", "failure", "fault", "panic", "anr")
_SIGNAL: Final = re.compile(
    r"SIG[A-Z]{3,6}|EXC_[A-Z_]{3,30}|NS[A-Z]\w{3,60}|[a-z]{1,10}(?:\.[a-z_]\w{0,60}){1,8}\.[A-Z]\w{2,80}"
)
_MESSAGES: Final = frozenset(
    {
        "message",
        "value",
        "reason",
        "errormessage",
        "exceptionmessage",
        "localizeddescription",
        "msg",
        "description",
    }
)
_FRAME_LISTS: Final = frozenset(
    {
        "frames",
        "stacktrace",
        "stack",
        "backtrace",
        "stackframes",
        "callstack",
        "stacktraceelements",
        "callstacktree",
    }
)
_FRAME_MARKS: Final = frozenset({
    "filename", "lineno", "linenumber", "function", "method", "instructionaddr", "instructionaddress", "symbol", "file",
    "line",
    "colno", "columnnumber", "methodname", "classname", "declaringclass", "frameaddress", "machofile",
    "offsetintobinarytextsegment",
    "imageaddr", "symbolname", "pc", "module", "abspath", "code",
})  # fmt: skip


def _plain_names(names: tuple[str, ...]) -> dict[str, str]:
    return {"".join(words(name)): name for name in names[:64]}


def _fault_names(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it cannot describe a fault."""
    said = _plain_names(names)
    return {} if _TYPE_NAMES.isdisjoint(said) else said


def _is_frame_list(name: str) -> bool:
    return "".join(words(name)) in _FRAME_LISTS


_IS_FRAME_LIST: Final = Remembered(_is_frame_list)
_OF_A_FAULT: Final = Remembered(_fault_names)


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf in payload.leaves:
        value = leaf.value
        if isinstance(value, str) and len(value) >= 40 and "\n" in value:
            found = _trace(leaf, value)
            if found is not None:
                yield found
    frames = _frame_lists(payload)
    if frames:
        for group, names in surroundings(payload).shapes:
            said = _OF_A_FAULT[names]
            if said and group.context == "body":
                yield from _fault(group, said, frames)


def _trace(leaf: Leaf, value: str) -> Observation | None:
    """A text with two or more frames of one runtime, or one frame and the name of a fault."""
    head = value[:_SCANNED]
    for mark, runtime, pattern in _FRAMES:
        if mark not in head:
            continue
        count = sum(1 for _ in pattern.finditer(head))
        fault = _FAULT.search(head) if count else None
        if count >= 3 or (count and fault):
            return Observation(
                category=_CATEGORY, property="errorInformation", path=leaf.path, value=head[:_LONGEST],
                reasoning=f"a stack trace ({runtime}, {count} frames)", rule="crash_report.trace",
                confidence=Confidence.CERTAIN if fault and count >= 2 else Confidence.LIKELY, measures=Measures(n=count),
            )  # fmt: skip
    return None


def _frame_lists(payload: Payload) -> dict[str, int]:
    """Paths of the lists of stack frames, and how many frames each has."""
    found: dict[str, int] = {}
    for group in payload.groups:
        if group.path[-1:] == "]" and group.names and _IS_FRAME_LIST[group.names[-1]]:
            said = _plain_names(tuple(group.members))
            if len(_FRAME_MARKS.intersection(said)) >= 2:
                path = group.path[: group.path.rindex("[")]
                found[path] = found.get(path, 0) + 1
    return found


def _fault(group: Group, said: dict[str, str], frames: dict[str, int]) -> Iterator[Observation]:
    inner = len(group.path)  # frames beyond a list are those of another object within this one
    within = [
        count
        for path, count in frames.items()
        if path.startswith(f"{group.path}.") and "[" not in path[inner:]
    ]
    if not within:
        return
    kind = next(
        (group.members[said[key]] for key in _TYPE_NAMES if key in said and _is_fault(group, said[key])), None
    )
    if kind is None:
        return
    why = f"the kind of a fault, beside its stack of {within[0]} frames"
    yield _observation(kind, why, Confidence.CERTAIN)
    for key in sorted(_MESSAGES.intersection(said)):
        leaf = group.members[said[key]]
        if isinstance(leaf.value, str) and leaf.value.strip() and leaf is not kind:
            yield _observation(leaf, "the text of a fault, beside its stack", Confidence.LIKELY)


def _is_fault(group: Group, name: str) -> bool:
    value = group.members[name].value
    if not isinstance(value, str) or not 3 <= len(value) <= 300:
        return False
    return bool(_TYPE.fullmatch(value)) and (
        value.lower().endswith(_ENDINGS) or _SIGNAL.fullmatch(value) is not None
    )


def _observation(leaf: Leaf, why: str, confidence: Confidence) -> Observation:
    return Observation(
        category=_CATEGORY, property="errorInformation", path=leaf.path, value=str(leaf.value)[:_LONGEST],
        reasoning=why, rule="crash_report.structured", confidence=confidence,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="crash_report",
    version=1,
    categories={
        _CATEGORY: Mapped(google="Crash logs", apple="Crash Data", dpv="pd:DeviceBased", tcf="2"),
    },
    rules={
        "crash_report.trace": "Text with the stack frames of a runtime (Java, JavaScript, Python, Apple, native, Dart, Go).",
        "crash_report.structured": "An object with the class of a fault and a list of stack frames.",
    },
    detect=_detect,
)

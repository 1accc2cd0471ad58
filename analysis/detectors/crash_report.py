"""Recognises crash reports: stack traces as text, and faults with the frames in which they happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.stack_traces import FAULT, FRAMES, HEADS, stands_beside_a_fault
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "diagnostics.crash"
_SCANNED: Final = 20_000  # characters of a text
_LONGEST: Final = 1_000  # characters of what is given back
_LEAST_HEADS: Final = 3
_TYPE: Final = lazy_pattern(
    r"(?:[A-Za-z_$][\w$]{0,80}[.:]{1,2}){0,12}[A-Za-z_$][\w$]{1,80}"
)  # the class of a fault
_TYPE_NAMES: Final = frozenset({
    "type", "class", "errorclass", "exceptionclass", "exceptiontype", "errortype", "exceptionname", "name", "signal",
    "domain",
    "exception", "crashtype", "classname", "errorname", "exceptionclassname", "exc", "exctype", "kind",
    "tip", "tipo", "tipus", "typ", "тип", "τύπος", "virhe", "fel", "fout", "errore", "hiba", "помилка", "σφάλμα", "エラー",
})  # fmt: skip
_ENDINGS: Final = ("error", "exception", "throwable", "crash", "failure", "fault", "panic", "anr")
_SIGNAL: Final = lazy_pattern(
    r"(?:SIG[A-Z]{3,6}|EXC_[A-Z_]{3,30})(?: / [A-Z_]{4,40})?|EXCEPTION_[A-Z_]{4,40}|NS[A-Z]\w{3,60}"
    r"|[a-z]{1,10}(?:\.[a-z_]\w{0,60}){1,8}\.[A-Z]\w{2,80}"
)
# What ends a program, as Linux numbers it: signal(7).
_SIGNALS: Final = frozenset({"4", "5", "6", "7", "8", "11"})
# What Windows Error Reporting calls its events (learn.microsoft.com, "WER Settings", "Using WER"; Report.wer).
_OF_WINDOWS: Final = frozenset({
    "APPCRASH", "BEX", "BEX64", "CLR20r3", "MoAppCrash", "MoBEX", "MoAppHang", "AppHangB1", "AppHangXProcB1", "BlueScreen",
    "LiveKernelEvent", "InPageError", "InPageCoFire",
})  # fmt: skip
_EVENT_NAMES: Final = ("eventtype", "problemeventname")
_MESSAGES: Final = frozenset({
    "message", "value", "reason", "cause", "errormessage", "exceptionmessage", "localizeddescription", "msg", "description",
})  # fmt: skip
_OF_A_CRASH: Final = frozenset({"crash", "crashes", "exception", "exceptions", "anr", "throwable", "fatal"})
_NO_CRASH: Final = frozenset(
    {"handler", "handling", "policy", "type", "types", "code", "codes", "dates", "rules", "list"}
)
_FRAME_LISTS: Final = frozenset({
    "frames", "stacktrace", "stack", "backtrace", "stackframes", "callstack", "stacktraceelements", "callstacktree",
})  # fmt: skip
_FRAME_MARKS: Final = frozenset({
    "filename", "lineno", "linenumber", "function", "method", "instructionaddr", "instructionaddress", "symbol", "file",
    "line",
    "colno", "columnnumber", "methodname", "classname", "declaringclass", "frameaddress", "machofile",
    "offsetintobinarytextsegment",
    "imageaddr", "symbolname", "pc", "module",
    "functionname", "buildid", "buildidoffset", "abspath", "code", "funcname", "sourcecode", "linenum", "methodsignature",
})  # fmt: skip


def _plain_names(names: tuple[str, ...]) -> dict[str, str]:
    return {"".join(words(name)): name for name in names[:64]}


def _fault_names(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it cannot describe a fault."""
    said = _plain_names(names)
    return {} if _TYPE_NAMES.isdisjoint(said) else said


def _is_frame_list(name: str) -> bool:
    return "".join(words(name)) in _FRAME_LISTS


def _is_named_crash(names: tuple[str, ...]) -> bool:
    """Whether the innermost name, or the one around a list's ``values``, speaks of a crash or an exception."""
    spoken = all_words(names[-2:] if names[-1:] == ("values",) else names[-1:])
    return not _OF_A_CRASH.isdisjoint(spoken) and _NO_CRASH.isdisjoint(spoken)


_IS_NAMED_CRASH: Final = Remembered(_is_named_crash)
_IS_FRAME_LIST: Final = Remembered(_is_frame_list)
_OF_A_FAULT: Final = Remembered(_fault_names)
_OF_NETWORKS: Final = ("classifiers", "sampling_fraction")
_CLASSIFIERS: Final = picking(lambda name: name in _OF_NETWORKS, spelled=_OF_NETWORKS)
_EVENTS: Final = TextShape(lambda text: len(text) < 16 and text in _OF_WINDOWS, headers=False, longest=15)
_TRACES: Final = TextShape(lambda text: len(text) >= 30 and "\n" in text, shortest=30)


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, value in texts_like(payload, _TRACES):
        found = _trace(leaf, value, surroundings(payload))
        if found is not None:
            yield found
    for leaf, _ in texts_like(payload, _EVENTS):
        if leaf.context == "body" and "".join(words(leaf.name)).endswith(_EVENT_NAMES):
            yield _observation(leaf, "the kind of fault", Confidence.CERTAIN, "crash_report.windows")
    yield from _classified(payload)
    place = surroundings(payload)
    for leaf in place.by_name.get("sampling_fraction", ())[:64]:  # W3C's Network Error Logging
        near = place.around(leaf.path)
        if near is not None and leaf.context == "body" and "phase" in near.members:
            yield _observation(near.members.get("type", leaf), "a request that failed", Confidence.LIKELY)
    frames: dict[str, int] | None = None
    for group, names in surroundings(payload).shapes:
        if group.context != "body":
            continue
        if _GRADED[names] and (graded := _graded(group)) is not None:
            yield _observation(graded, "the text of a fault, beside its kind", Confidence.LIKELY)
        said = _OF_A_FAULT[names]
        if said:
            if frames is None:
                frames = _frame_lists(payload)
            yield from _fault(group, said, frames)


# The gravest faults of an app, as services for games are told of them (GameAnalytics: category error, severity critical).
_GRADES: Final = ("severity", "error_type", "errorType", "level", "grade")
_GRAVE: Final = frozenset({"critical", "fatal", "crash"})
_ENDED: Final = frozenset({"error", "crash", "exception", "fatal", "client_error"})
_WHOSE: Final = frozenset({
    "user_id", "userId", "session_id", "sessionId", "device_id", "deviceId", "install_id", "installId", "player_id",
    "playerId",
})  # fmt: skip
_GRADED: Final = Remembered[tuple[str, ...], bool](
    lambda names: (
        "message" in names and not _WHOSE.isdisjoint(names) and not frozenset(_GRADES).isdisjoint(names)
    )
)


def _graded(group: Group) -> Leaf | None:
    """The text of a fault that is called critical or fatal, in an event of one user or session."""
    kinds = (
        group.members[name].value for name in ("category", "type", "event", "kind") if name in group.members
    )
    grades = (group.members[name].value for name in _GRADES if name in group.members)
    leaf = group.members["message"]
    grave = any(grade in _GRAVE for grade in grades) and any(kind in _ENDED for kind in kinds)
    return leaf if grave and isinstance(leaf.value, str) and len(leaf.value) >= 12 else None


def _classified(payload: Payload) -> Iterator[Observation]:
    """The classes of a fault as a list of their own, beside the threads in which it happened (Backtrace)."""
    named = surroundings(payload).by_name.get("classifiers", ())
    if not named or not any("threads" in group.names for group in payload.groups):
        return
    for leaf in named:
        if (
            isinstance(leaf.value, str)
            and _TYPE.fullmatch(leaf.value[:300])
            and leaf.value.lower().endswith(_ENDINGS)
        ) and leaf.context == "body":
            yield _observation(
                leaf, "the kind of a fault, beside the threads in which it happened", Confidence.LIKELY
            )


def _trace(leaf: Leaf, value: str, place: Surroundings) -> Observation | None:
    """A text with two or more frames of one runtime, or one frame and the name of a fault, or the head of a report."""
    head = value[:_SCANNED]
    for mark, runtime, pattern in FRAMES:
        if mark not in head:
            continue
        count = sum(1 for _ in pattern.finditer(head))
        fault = FAULT.search(head) if count else None
        if count >= 3 or (count and (fault or stands_beside_a_fault(place.around(leaf.path)))):
            return Observation(
                category=_CATEGORY, property="errorInformation", path=leaf.path, value=head[:_LONGEST],
                reasoning=f"a stack trace ({runtime}, {count} frames)", rule="crash_report.trace",
                confidence=Confidence.CERTAIN if fault and count >= 2 else Confidence.LIKELY, measures=Measures(n=count),
            )  # fmt: skip
    for mark, system, pattern in HEADS:
        count = len({found[1] for found in pattern.finditer(head)}) if mark in head else 0
        if count >= _LEAST_HEADS:
            return Observation(
                category=_CATEGORY, property="errorInformation", path=leaf.path, value=head[:_LONGEST],
                reasoning=f"the head of a crash report ({system})", rule="crash_report.head",
                confidence=Confidence.CERTAIN, measures=Measures(n=count),
            )  # fmt: skip
    return None


def _frame_lists(payload: Payload) -> dict[str, int]:
    """How many frames the stack within an object has, by the object's path: the list's own, and those around it."""
    frames: dict[str, int] = {}
    for group, names in surroundings(payload).shapes:
        if group.path[-1:] == "]" and group.names and _IS_FRAME_LIST[group.names[-1]] and _MARKS[names] >= 2:
            path = group.path[: group.path.rindex("[")]
            frames[path] = frames.get(path, 0) + 1
    for path, leaves in surroundings(payload).lists.items():
        listed = leaves[0].names and (_IS_FRAME_LIST[leaves[0].name] or _is_frame(leaves[0]))
        if listed and (count := sum(map(_is_frame, leaves[:64]))):
            frames[path] = count
    found: dict[str, int] = {}
    for path, count in frames.items():
        found.setdefault(outer(path), count)
        at = max(path.rfind("]") + 1, 1)  # beyond the index of a row stands another object
        while (at := path.find(".", at)) >= 0:
            found.setdefault(path[:at], count)
            at += 1
    return found


def _is_frame(leaf: Leaf) -> bool:
    """Whether an item of a list is one line of a stack trace: ``["at a.b.C.d(C.kt:41)"]``."""
    line = leaf.value[:_LONGEST] if isinstance(leaf.value, str) else ""
    return any(mark in line and pattern.search(line) for mark, _, pattern in FRAMES)


def _count_marks(names: tuple[str, ...]) -> int:
    return len(_FRAME_MARKS.intersection(_plain_names(names)))


_MARKS: Final = Remembered(_count_marks)


def _fault(group: Group, said: dict[str, str], frames: dict[str, int]) -> Iterator[Observation]:
    within = frames.get(group.path)
    if not within and frames and "signal" in said and _is_fault(group, said["signal"], named=False):
        within = max(frames.values())  # of a thread of the same message
    named = not within and _IS_NAMED_CRASH[group.names[-2:]]
    if not (within or named):
        return
    kind = next(
        (
            group.members[said[key]]
            for key in sorted(_TYPE_NAMES.intersection(said))
            if _is_fault(group, said[key], named=named)
        ),
        None,
    )
    if kind is None or (named and not _tells_more(group, said, kind)):
        return
    beside = f"beside its stack of {within} frames" if within else "in an object named for one"
    yield _observation(
        kind, f"the kind of a fault, {beside}", Confidence.CERTAIN if within else Confidence.LIKELY
    )
    for key in sorted(_MESSAGES.intersection(said)):
        leaf = group.members[said[key]]
        if isinstance(leaf.value, str) and leaf.value.strip() and leaf is not kind:
            yield _observation(leaf, "the text of a fault, beside its kind", Confidence.LIKELY)


def _tells_more(group: Group, said: dict[str, str], kind: Leaf) -> bool:
    """Whether a class stands with a text, or is a signal or one of a package."""
    texts = (group.members[said[key]] for key in _MESSAGES.intersection(said))
    return _SIGNAL.fullmatch(str(kind.value)) is not None or any(
        leaf is not kind and isinstance(leaf.value, str) for leaf in texts
    )


def _is_fault(group: Group, name: str, *, named: bool) -> bool:
    """The class of a fault or a signal; without a stack beside it one that only a program has: ``a.b.SomeError``."""
    value = group.members[name].value
    if not isinstance(value, str):
        return not named and name == "signal" and text(value) in _SIGNALS
    if not 3 <= len(value) <= 300:
        return False
    if _SIGNAL.fullmatch(value) is not None:
        return True
    if not _TYPE.fullmatch(value):
        return False
    ends = value.lower().endswith(_ENDINGS)
    return ends and (not named or value[:1].isupper() or "." in value)


def _observation(
    leaf: Leaf, why: str, confidence: Confidence, rule: str = "crash_report.structured"
) -> Observation:
    return Observation(
        category=_CATEGORY, property="errorInformation", path=leaf.path, value=str(leaf.value)[:_LONGEST],
        reasoning=why, rule=rule, confidence=confidence,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="crash_report",
    version=5,
    categories={
        _CATEGORY: Mapped(google="Crash logs", apple="Crash Data", dpv="pd:DeviceBased", tcf="2"),
    },
    rules={
        "crash_report.trace": "Text with the stack frames of a runtime (Java, JavaScript, Python, Apple, native, Dart, Go).",
        "crash_report.head": "Three different lines that head the crash reports of Apple's or Android's systems.",
        "crash_report.windows": "A name of Windows Error Reporting (APPCRASH, BEX64 …) in a field named event type or name.",
        "crash_report.structured": "An object with the class of a fault, named for a crash or with a list of frames; the "
        "text of one that is called critical or fatal, in an event of one user.",
    },
    detect=_detect,
    needs=Needs(names=(_CLASSIFIERS,), objects=(_OF_A_FAULT, _GRADED), texts=(_TRACES, _EVENTS)),
)

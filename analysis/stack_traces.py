"""What stack traces and the heads of crash reports look like as text, a runtime or a system each."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group

# What Android's logcat writes before a line: brief, time and threadtime (developer.android.com, "Logcat command-line tool").
_LOGGED: Final = (
    r"(?:(?:(?:[0-9]{4}-)?[0-9]{2}-[0-9]{2} [0-9:.]{8,18} {1,4}(?:[0-9]{1,7} {1,6}[0-9]{1,7} {1,4})?)?"
    r"[VDIWEF][/ ][\w.-]{1,40} {0,8}(?:\( {0,6}[0-9]{1,7}\))?: )?"
)
# A frame of Java's as the element alone is printed (StackTraceElement.toString): ``a.b.Screen.open(Screen.kt:41)``.
_ELEMENT: Final = lazy_pattern(
    r"(?m)^[ \t]{0,8}(?:[a-z][\w$]{0,60}\.){1,12}(?:[\w$]{1,120}\.){1,3}[\w$<>-]{1,120}"
    r"\([\w$]{1,100}\.(?:java|kt):[0-9]{1,7}\)"
)
# One frame a line, as runtimes print it.
FRAMES: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = (
    ("at ", "Java or .NET", lazy_pattern(
        rf"(?m)^{_LOGGED}[ \t]{{0,8}}at [\w$.<>/`-]{{3,300}}\([^()\r\n]{{0,300}}"
        r"(?::[0-9]{1,7}|Native Method|Unknown Source|SourceFile)\)|^[ \t]{0,8}at [\w$.<>`]{3,300}\([^()\r\n]{0,200}\) in "
    )),
    (".java:", "Java", _ELEMENT),
    (".kt:", "Java", _ELEMENT),
    ("at ", "JavaScript", lazy_pattern(
        r"(?m)^[ \t]{0,8}at (?:[^\r\n()]{1,200} \()?[^\r\n()]{1,400}:[0-9]{1,7}:[0-9]{1,7}\)?"
    )),
    ("@", "JavaScript", lazy_pattern(
        r"(?m)^[\w$.<>/\[\]* ]{0,120}@(?:https?|file|app|capacitor|webpack)[^\s]{3,400}:[0-9]{1,7}:[0-9]{1,7}"
    )),
    ('File "', "Python", lazy_pattern(r'(?m)^[ \t]{0,8}File "[^"\r\n]{1,300}", line [0-9]{1,7}')),
    ("0x", "Apple", lazy_pattern(
        r"(?m)^[0-9]{1,4} {1,6}[\w.?+-]{1,80}[ \t]{1,40}0x[0-9a-fA-F]{6,16} [^\r\n]{1,300}"
    )),
    ("#0", "native", lazy_pattern(
        r"(?m)^[ \t]{0,10}#[0-9]{2,4} {1,4}(?:pc|abs)? ?(?:0x)?[0-9a-fA-F]{6,16} {1,4}[^\r\n]{1,300}"
    )),
    ("#", "Dart", lazy_pattern(r"(?m)^#[0-9]{1,4} {2,8}[^\r\n(]{1,200} \((?:package|dart|file):[^\r\n)]{1,300}\)")),
    ("+0x", "native", lazy_pattern(
        r"(?m)^[ \t]{0,8}(?:[\w.-]{1,60}[!:] ?)?[A-Za-z_][\w:~<>.]{1,120}\+0x[0-9a-fA-F]{1,8}(?:/0x[0-9a-fA-F]{1,8})?"
        r"(?: \[[\w.-]{1,40}\])?$"
    )),
    (".go:", "Go", lazy_pattern(r"(?m)^\t[^\r\n:]{1,300}\.go:[0-9]{1,7}(?: \+0x[0-9a-f]{1,8})?$")),
)  # fmt: skip
# Lines that stand at the head of a report; three different ones make it a report. Sources: Apple, "Examining the fields in
# a crash report"; Android's debuggerd (platform/system/core, tombstone.cpp), and the dump of an app not responding.
HEADS: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = (
    ("Exception Type:", "Apple", lazy_pattern(
        r"(?m)^(Incident Identifier|CrashReporter Key|Hardware Model|Exception Type|Exception Codes|Termination Reason"
        r"|Triggered by Thread|Thread [0-9]{1,4} Crashed|Crashed Thread|Process|Identifier|OS Version|Report Version):"
    )),
    ("Build fingerprint:", "Android", lazy_pattern(
        r"(?m)^\s{0,8}(\*\*\* \*\*\*|Build fingerprint|ABI|Abort message|signal [0-9]{1,2} \(SIG[A-Z]{3,6}\)|backtrace"
        r"|pid: [0-9]{1,9}, tid)[:, *]"
    )),
    ("prio=", "Android, not responding", lazy_pattern(
        r"(?m)^(\"[^\"\n]{1,80}\" (?:daemon )?prio=[0-9]{1,3} tid=[0-9]{1,6}|  \| sysTid=|  \| state=|Cmd line:|ANR in )"
    )),
)  # fmt: skip
FAULT: Final = lazy_pattern(
    r"\b(?:[A-Za-z_$][\w$]{0,80}\.){0,12}[A-Z][\w$]{0,80}(?:Error|Exception|Throwable|Crash|Failure)\b|^Error\b"
    r"|\bSIG(?:SEGV|ABRT|BUS|ILL|TRAP|FPE|KILL)\b|\bEXC_[A-Z_]{3,30}\b|Traceback \(most recent call last\)"
    r"|^panic: |\bFATAL EXCEPTION|\bANR in "
)
_CLASS: Final = lazy_pattern(
    r"(?:[A-Za-z_$][\w$]{0,80}\.){0,12}[A-Z][\w$]{0,80}(?:Error|Exception|Throwable|Crash|Failure)"
    r"|SIG(?:SEGV|ABRT|BUS|ILL|TRAP|FPE)"
)
_MOST: Final = 24  # members of an object that are looked at


def stands_beside_a_fault(group: Group | None) -> bool:
    """Whether an object names the class of a fault, whatever its fields are called: ``{"ausnahme": "SomeException", …}``."""
    members = islice(group.members.values(), _MOST) if group is not None else ()
    return any(
        isinstance(leaf.value, str) and len(leaf.value) <= 200 and _CLASS.fullmatch(leaf.value) is not None
        for leaf in members
    )

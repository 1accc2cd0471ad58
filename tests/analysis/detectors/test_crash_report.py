"""Stack traces by the frames of a runtime; sentences, addresses, code and warnings are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.crash_report import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]
JAVA = (
    "java.lang.IllegalStateException: no user\n\tat com.example.app.Login.run(Login.kt:42)\n"
    "\tat android.os.Handler.dispatchMessage(Handler.java:106)\n\tat java.lang.Thread.run(Native Method)\n"
)
CHROME = "TypeError: x is undefined\n    at render (https://example.org/app.js:10:15)\n    at https://example.org/app.js:99:3\n"
FIREFOX = "ReferenceError: x is not defined\nrender@https://example.org/app.js:10:15\n@https://example.org/app.js:99:3\n"
PYTHON = (
    'Traceback (most recent call last):\n  File "/srv/app.py", line 3, in f\n    g()\n'
    '  File "/srv/app.py", line 9, in g\nValueError: 1\n'
)
APPLE = (
    "EXC_BAD_ACCESS (SIGSEGV)\n0   CoreFoundation   0x00000001a1b2c3d4 __exceptionPreprocess + 220\n"
    "1   libobjc.A.dylib  0x00000001b1b2c3d4 objc_exception_throw + 60\n2   Sample   0x0000000102a3b4c4 main + 88\n"
)
NATIVE = (
    "signal 11 (SIGSEGV), code 1\n    #00 pc 000000000004a2c4  /system/lib64/libc.so (abort+164)\n"
    "    #01 pc 0000000000012345  /data/app/lib/libgame.so\n"
)
DART = (
    "#0      main (package:sample/main.dart:10:3)\n#1      run (dart:ui/hooks.dart:25:1)\n"
    "#2      go (package:a/b.dart:1:1)\n"
)
GO = "panic: boom\n\ngoroutine 1 [running]:\nmain.f()\n\t/srv/main.go:12 +0x1d\nmain.main()\n\t/srv/main.go:8 +0x2f\n"


@pytest.mark.parametrize(
    "body",
    [
        {"error": "IllegalStateException: no user"},
        {"error": "Network request failed", "stack": ""},
        {"message": "An error occurred at line 10, please try again"},
        {"text": "We meet at the station (platform 4)\nat noon (or later)\nat the clock (Main Street:5)"},
        {"text": "at home\nat work\nat school\nat the end of the day we rest"},
        {"stack": "TypeError: x is undefined at render"},
        {"code": "function f() {\n  return 1;\n}\nfunction g() {\n  return 2;\n}\n"},
        {"log": "0x00000001 started\n0x00000002 stopped\n0x00000003 done and nothing else of note"},
        {"emails": "a@https\nb@example.org\nc@example.org and a few more addresses of people"},
        {"list": "#1 first prize\n#2 second prize\n#3 third prize, and a word of thanks to all"},
        {"files": "/srv/main.go:12\n/srv/main.go:13\n/srv/main.go:14 were changed in this commit"},
        {"python": 'print("hello")\nFile "a.txt" is missing\nFile "b.txt" is missing too, sorry'},
        {"exception": {"type": "error", "count": 3}},
        {"exceptions": 0, "crash": False, "crash_free_rate": 0.99},
        {"type": "ValueError", "frames": 12},
        {"type": "animation", "frames": [{"file": "a.png", "line": 1}, {"file": "b.png", "line": 2}]},
        {"name": "walk", "frames": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]},
        {"name": "main", "stacktrace": [{"method": "run", "lineNumber": 3}]},
        {"errorClass": "", "stacktrace": [{"method": "run", "lineNumber": 3}]},
        {"level": "warning", "message": "Deprecated: use the other function\nfrom version 3 on, please"},
        {"threads": [{"type": "android", "stacktrace": [{"method": "run", "file": "A.java"}]}]},
        {"time": "10:15:30\n10:16:30\n10:17:30\n10:18:30\n10:19:30\n10:20:30"},
        {"poem": "at (dawn:1:2)"},
        {"css": "@import url(https://example.org/a.css);\n@media print { a { color: red } }\n"},
        {"address": "Anna Beispiel\nWiesenweg 12\n10115 Berlin\nGermany, Europe, Earth"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("text", "runtime"),
    [
        (JAVA, "Java or .NET"), (CHROME, "JavaScript"), (FIREFOX, "JavaScript"), (PYTHON, "Python"), (APPLE, "Apple"),
        (NATIVE, "native"), (DART, "Dart"), (GO, "Go"),
    ],
)  # fmt: skip
def test_finds_a_trace(see: See, text: str, runtime: str) -> None:
    (seen,) = see(DETECTOR, {"data": {"stack": text}})
    assert (seen.category, seen.property, seen.path) == (
        "diagnostics.crash",
        "errorInformation",
        "body>json:$.data.stack",
    )
    assert seen.reasoning.startswith(f"a stack trace ({runtime}, ")
    assert seen.confidence is (Confidence.LIKELY if runtime == "Dart" else Confidence.CERTAIN)


def test_one_frame_counts_beside_a_fault_only(see: See) -> None:
    assert [seen.confidence for seen in see(DETECTOR, {"s": "\n".join(JAVA.split("\n")[:2])})] == [
        Confidence.LIKELY
    ]
    assert (
        see(DETECTOR, {"s": "something happened here\n\tat com.example.app.Login.run(Login.kt:42)\n"}) == []
    )


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        (
            {"exception": {"values": [{"type": "ValueError", "value": "bad", "stacktrace": {
                "frames": [{"filename": "a.py", "lineno": 1, "function": "f"}]}}]}},
            ["$.exception.values[0].type", "$.exception.values[0].value"],
        ),
        (
            {"events": [{"exceptions": [{"errorClass": "java.lang.OutOfMemoryError", "message": "heap", "stacktrace": [
                {"method": "run", "file": "A.java", "lineNumber": 3}]}]}]},
            ["$.events[0].exceptions[0].errorClass", "$.events[0].exceptions[0].message"],
        ),
        (
            {"body": {"trace": {"exception": {"class": "TypeError"}, "class": "TypeError", "frames": [
                {"filename": "a.js", "lineno": 1}, {"filename": "b.js", "lineno": 2}]}}},
            ["$.body.trace.class"],
        ),
        (
            {"name": "SIGSEGV", "reason": "bad access", "frames": [{"instruction_addr": "0x1", "symbol": "main"}]},
            ["$.name", "$.reason"],
        ),
        (
            {"exceptionName": "NSInvalidArgumentException", "callStack": [{"frameAddress": "0x1", "symbol": "main"}]},
            ["$.exceptionName"],
        ),
    ],
)  # fmt: skip
def test_finds_a_fault_with_its_frames(see: See, body: object, paths: list[str]) -> None:
    found = see(DETECTOR, body)
    assert [seen.path for seen in found] == [f"body>json:{path}" for path in paths]
    assert {seen.rule for seen in found} == {"crash_report.structured"}
    assert found[0].confidence is Confidence.CERTAIN


IPS = (
    "Incident Identifier: 6156848E\nHardware Model:      iPhone12,1\nProcess:             Runner [812]\n"
    "Exception Type:  EXC_CRASH (SIGABRT)\n"
)
TOMBSTONE = (
    "*** *** *** *** ***\nBuild fingerprint: 'google/oriole'\nABI: 'arm64'\npid: 812, tid: 812, name: main\n"
    "signal 11 (SIGSEGV), code 1\n"
)
ANR = '"main" prio=5 tid=1 Native\n  | group="main" sCount=1\n  | state=S schedstat=( 1 2 3 )\n  | sysTid=812 nice=-10\n'


@pytest.mark.parametrize(
    "text",
    [IPS, TOMBSTONE, ANR, "Crashed Thread: 0\n" + IPS, IPS.replace("\n", "\r\n"), "log:\n" + TOMBSTONE],
)
def test_the_head_of_a_report(see: See, text: str) -> None:
    (seen,) = see(DETECTOR, {"log": text})
    assert (seen.category, seen.rule) == ("diagnostics.crash", "crash_report.head")


@pytest.mark.parametrize(
    "text",
    [
        "Process: make tea\nIdentifier: 5\nOS Version: any\nwithout the line that names it",
        "Exception Type: late fee\nand nothing else at all\n",
        "Build fingerprint: of a finger\non the door of the house",
        "high prio=1 for all of us\nand low prio=2 for them\n",
        "Process:\nException Type: none of the two lines is enough\n",
        "ABI: application binary interface\nBuild fingerprint: a term\n",
        "A text\nProcess: x\nProcess: y\nException Type: z\n",
        "a prio=5 tid=1\nb prio=4 tid=2\nc prio=3 tid=1\n",
    ],
)
def test_heads_of_something_else(see: See, text: str) -> None:
    assert see(DETECTOR, {"log": text}) == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (
            {"crash": {"exception": {"type": "java.lang.IllegalStateException", "reason": "not attached"}}},
            "crash.exception.type",
        ),
        ({"crash_info": {"type": "SIGSEGV", "crashing_thread": 0}}, "crash_info.type"),
        ({"exception": {"name": "java.lang.OutOfMemoryError", "cause": "too much"}}, "exception.name"),
        ({"exception": {"type": "EXC_BAD_ACCESS", "codes": "0x1"}}, "exception.type"),
        ({"exceptions": [{"errorClass": "TypeError", "message": "x is null"}]}, "exceptions[0].errorClass"),
        ({"exception": {"values": [{"type": "ValueError", "value": "bad"}]}}, "exception.values[0].type"),
        ({"anr": {"type": "ApplicationNotResponding", "signal": "SIGQUIT"}}, "anr.signal"),
        (
            {"fatalException": {"className": "x", "exceptionType": "NSRangeException", "message": "y"}},
            "fatalException.exceptionType",
        ),
        ({"lastCrash": {"signal": "SIGABRT", "at": 1}}, "lastCrash.signal"),
        (
            {"throwable": {"class": "kotlin.UninitializedPropertyAccessException", "message": "z"}},
            "throwable.class",
        ),
    ],
)
def test_a_fault_in_an_object_named_for_one(see: See, body: object, path: str) -> None:
    found = see(DETECTOR, body)
    assert f"body>json:$.{path}" in [seen.path for seen in found]
    assert {seen.rule for seen in found} == {"crash_report.structured"}


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"type": "ValidationError", "message": "name is missing"}},
        {"exception": {"type": "holiday", "message": "closed"}},
        {"exceptions": [{"name": "Christmas", "date": "2026-12-25"}]},
        {"exception_handler": {"type": "java.lang.Error", "message": "x"}},
        {"crash": {"type": "car", "reason": "ice"}},
        {"exception_types": [{"name": "TypeError", "message": "shown"}]},
        {"exception": {"class": "TypeError"}},
        {"errors": [{"name": "TypeError", "message": "x"}]},
        {"crash": {"count": 3, "name": "Crash Bandicoot"}},
        {"exception_policy": {"type": "NSException", "message": "ignore"}},
        {"exception": {"type": "error", "message": "lower case"}},
    ],
)
def test_what_is_named_a_fault_and_is_none(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_classes_of_faults_beside_threads(see: See) -> None:
    threads = {"7": {"stack": [{"funcName": "load", "line": 12}]}}
    (seen,) = see(DETECTOR, {"threads": threads, "classifiers": ["KeyError"]})
    assert (seen.category, seen.value) == ("diagnostics.crash", "KeyError")
    assert see(DETECTOR, {"threads": [{"id": 4}], "classifiers": ["roses"]}) == []
    assert see(DETECTOR, {"classifiers": ["KeyError"]}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"item": "BlueScreen"},
        {"eventName": "BlueScreen"},
        {"eventType": "APPCRASHED"},
        {"eventType": "crash"},
        {"signal": 11, "frames": 2},
        {"crash": {"signal": 17, "frames": [{"function_name": "a", "file_name": "b"}]}},
        {"crash": {"signal": True, "frames": [{"function_name": "a", "file_name": "b"}]}},
        {"wifi": {"signal": 11}, "stack": [{"title": "a", "text": "b"}]},
        {"rule": {"type": "EXCEPTION"}},
    ],
)
def test_no_crash_of_a_system(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"ProblemEventName": "APPCRASH"}, "APPCRASH"),
        ({"event_type": "BEX64"}, "BEX64"),
        ({"crash": {"signal": 11, "frames": [{"function_name": "a", "file_name": "b"}]}}, "11"),
        (
            {"crash_info": {"type": "EXCEPTION_ACCESS_VIOLATION_READ", "address": "0x8"}},
            "EXCEPTION_ACCESS_VIOLATION_READ",
        ),
        ({"crash_info": {"type": "SIGSEGV / SEGV_MAPERR", "address": "0x8"}}, "SIGSEGV / SEGV_MAPERR"),
    ],
)
def test_crashes_as_systems_tell_them(see, body, value) -> None:
    assert [found.value for found in see(DETECTOR, body)] == [value]


def test_a_stack_as_a_list_of_lines(see: See) -> None:
    lines = [
        "at org.example.app.Main.onCreate(Main.kt:41)",
        "at android.app.Activity.performCreate(Activity.java:8595)",
    ]
    fault = {
        "exception": "java.lang.IllegalStateException",
        "message": "Fragment not attached",
        "stacktrace": lines,
    }
    assert [found.path for found in see(DETECTOR, fault)] == ["body>json:$.exception", "body>json:$.message"]
    assert see(DETECTOR, {**fault, "stacktrace": ["blue box", "at home", "red box"]}) == []
    assert see(DETECTOR, {"kind": "Tower of boxes", "stack": lines}) == []
    assert see(DETECTOR, {**fault, "exception": "none"}) == []


ELEMENTS = [
    "se.example.app.TimerActivity.onResume(TimerActivity.kt:212)",
    "android.app.Instrumentation.callActivityOnResume(Instrumentation.java:1571)",
    "android.os.Handler.dispatchMessage(Handler.java:109)",
]


@pytest.mark.parametrize("name", ["stack", "pino", "стек", "rows"])
@pytest.mark.parametrize("kind", ["exception", "undantag", "poikkeus", "виняток", "εξαίρεση"])
def test_frames_as_elements_alone_beside_a_fault(see: See, name: str, kind: str) -> None:
    (found,) = see(DETECTOR, {kind: "java.lang.IllegalStateException", name: ELEMENTS})
    assert (found.category, found.value) == ("diagnostics.crash", "java.lang.IllegalStateException")


def test_frames_as_elements_in_one_text(see: See) -> None:
    (found,) = see(DETECTOR, {"pila": "\n".join(ELEMENTS)})
    assert found.rule == "crash_report.trace"
    assert (
        see(
            DETECTOR,
            {"log": "e: file:///src/Blade.kt:61:14 Unresolved\nw: Timer.kt:12 deprecated\nBUILD FAILED"},
        )
        == []
    )
    assert (
        see(DETECTOR, {"undantag": "IllegalStateException", "stack": ["Kotlin (2.0)", "Compose (1.7)"]}) == []
    )

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

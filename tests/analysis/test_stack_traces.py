"""The lines of stack traces, with what a log writes before them; words that begin alike are none."""

from __future__ import annotations

import re

import pytest

from analysis.stack_traces import FAULT, FRAMES

JAVA: re.Pattern[str] = next(pattern for _, runtime, pattern in FRAMES if runtime == "Java or .NET")


@pytest.mark.parametrize(
    "before",
    ["", "\t", "E/AndroidRuntime( 4120): \t", "11-03 20:11:04.512 E/AndroidRuntime( 4120): \t",
     "11-03 20:11:04.512  4120  4133 E AndroidRuntime: \t", "2026-11-03 20:11:04.512  4120  4133 W System.err: \t"],
)  # fmt: skip
def test_a_frame_stands_in_a_log_too(before: str) -> None:
    assert JAVA.search(f"first\n{before}at com.example.app.Main.run(Main.java:41)\n")


@pytest.mark.parametrize(
    "line",
    ["meet at the.station.hall(Main.java:41) tomorrow", "11-03 20:11:04.512 I/Sync( 41): look at com.example.a.B(4)",
     "E/AndroidRuntime( 4120) at com.example.app.Main.run(Main.java:41)", "at com.example.app.Main.run(41)"],
)  # fmt: skip
def test_other_lines_are_no_frames(line: str) -> None:
    assert not JAVA.search(line)


def test_the_name_of_a_fault() -> None:
    assert FAULT.search("java.lang.OutOfMemoryError: no room")
    assert not FAULT.search("an error of memory")


def test_a_long_line_costs_little() -> None:
    assert not JAVA.search("E/" + "a" * 20_000 + "\n" + " " * 20_000)

"""One check of the doctor: how bad it is, what was seen, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum

import msgspec


class Level(StrEnum):
    """``attention``: it works, but somebody should know. ``problem``: something does not work."""

    OK = "ok"
    ATTENTION = "attention"
    PROBLEM = "problem"


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the doctor. ``todo`` is set wherever the level is not ok."""

    name: str
    level: Level
    text: str
    todo: str = ""

    def line(self) -> str:
        """In words, on one line."""
        todo = f". To do: {self.todo}" if self.todo else ""
        return " ".join(f"{self.level:<10} {self.name}: {self.text}{todo}".split("\n"))


def ok(name: str, text: str) -> Check:
    """All is well."""
    return Check(name=name, level=Level.OK, text=text)


def attention(name: str, text: str, todo: str) -> Check:
    """It works, but somebody should know."""
    return Check(name=name, level=Level.ATTENTION, text=text, todo=todo)


def problem(name: str, text: str, todo: str) -> Check:
    """Something does not work."""
    return Check(name=name, level=Level.PROBLEM, text=text, todo=todo)


def guarded(name: str, look: Callable[[], Check | Iterable[Check]]) -> list[Check]:
    """What a check finds; one that fails itself is a problem, and the others go on."""
    try:
        found = look()
        return [found] if isinstance(found, Check) else list(found)
    except Exception as error:  # noqa: BLE001 (shown: a doctor must not fall ill of what it looks at)
        words = str(error).partition("\n")[0][:200] or type(error).__name__
        return [
            problem(name, f"could not be checked: {words}", "report this line, if nothing else explains it")
        ]


def age(moment: datetime, now: datetime) -> str:
    """How long ago, in words: ``12 s ago``, ``3 h ago``."""
    seconds = max(0, round((now - moment).total_seconds()))
    for size, unit in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"

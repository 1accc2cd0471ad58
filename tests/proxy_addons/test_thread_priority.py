"""A thread that gives way: never up, and never ended by what the system forbids."""

from __future__ import annotations

import os

import pytest

from proxy_addons.thread_priority import NICE, give_way


@pytest.mark.parametrize(("is_at", "asked"), [(0, [NICE]), (-10, [NICE]), (NICE, []), (10, []), (19, [])])
def test_it_goes_down_and_never_up(monkeypatch: pytest.MonkeyPatch, is_at: int, asked: list[int]) -> None:
    said: list[int] = []
    monkeypatch.setattr(os, "getpriority", lambda _which, _who: is_at)
    monkeypatch.setattr(os, "setpriority", lambda _which, _who, value: said.append(value))
    give_way()
    assert said == asked


def test_what_the_system_forbids_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(_which: int, _who: int, value: int) -> None:
        asked.append(value)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "getpriority", lambda _which, _who: 0)
    monkeypatch.setattr(os, "setpriority", refuse)
    give_way()
    assert asked == [NICE]

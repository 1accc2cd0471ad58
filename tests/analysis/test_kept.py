"""What is kept holds only under its stamp, and only so much of it is kept."""

from __future__ import annotations

import threading

import pytest

from analysis.kept import Kept


def test_it_is_made_once_while_the_stamp_holds() -> None:
    kept, made = Kept(), list[int]()

    def make() -> int:
        made.append(len(made))
        return len(made)

    assert [kept.get("a", 1, make), kept.get("a", 1, make)] == [1, 1]
    assert kept.get("a", 2, make) == 2
    assert (
        kept.get("a", 1, make) == 3
    )  # an earlier stamp that comes again is not trusted to be the earlier answer
    assert kept.get("b", 1, make) == 4


def test_what_is_least_asked_for_goes_first() -> None:
    kept = Kept(most=2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, 0, lambda: object())
    fresh = object()
    assert kept.get("b", 0, lambda: fresh) is fresh
    assert kept.get("c", 0, lambda: fresh) is not fresh


def test_nothing_is_kept_of_what_failed() -> None:
    kept = Kept()

    def fail() -> int:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        kept.get("a", 1, fail)
    assert kept.get("a", 1, lambda: 7) == 7


def test_threads_get_whole_answers() -> None:
    kept, wrong = Kept(most=3), list[tuple[int, int]]()

    def ask(number: int) -> None:
        for turn in range(500):
            key = (number + turn) % 7
            answer = kept.get(key, turn % 3, lambda key=key, turn=turn: (key, turn % 3))  # type: ignore[misc]
            if answer != (key, turn % 3):
                wrong.append(answer)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []

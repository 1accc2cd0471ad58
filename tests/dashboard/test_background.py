"""Work behind a page: nobody waits for long, nothing is made twice at once, and what fails is tried again."""

from __future__ import annotations

import threading

from dashboard.background import KEPT, PATIENCE, Background


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_quick_is_there_at_once_and_is_not_made_again() -> None:
    background, made = Background(), list[int]()
    for _ in range(3):
        answer = background.ask("a", 1, lambda: made.append(1) or len(made), every=0, wait=10)
        assert (answer.value, answer.pending) == (1, False)


def test_who_comes_while_it_is_being_made_is_told_so_and_it_is_made_once() -> None:
    background, go, made = Background(), threading.Event(), list[int]()

    def slow() -> str:
        made.append(1)
        go.wait(10)
        return "done"

    first = background.ask("a", 1, slow, every=0, wait=0)
    second = background.ask("a", 2, slow, every=0, wait=0.01)
    assert (first.value, first.pending, second.value, second.pending) == (None, True, None, True)
    go.set()
    assert background.ask("a", 1, slow, every=0, wait=10).value == "done"
    assert made == [1]


def test_an_old_answer_is_shown_until_the_new_one_is_there() -> None:
    background, go = Background(), threading.Event()
    assert background.ask("a", 1, lambda: "old", every=0, wait=10).value == "old"

    def slow() -> str:
        go.wait(10)
        return "new"

    answer = background.ask("a", 2, slow, every=0, wait=0)
    assert (answer.value, answer.pending) == ("old", True)
    go.set()
    assert background.ask("a", 2, slow, every=0, wait=10).value == "new"


def test_only_the_first_answer_is_waited_for_where_nobody_says_how_long() -> None:
    background, go, asked = Background(), threading.Event(), threading.Event()

    def slow() -> str:
        asked.set()
        go.wait(10)
        return "new"

    assert background.ask("a", 1, lambda: "old", every=0).value == "old"
    waited = list[float]()
    background.ends = lambda: waited.append(1)  # type: ignore[method-assign]
    answer = background.ask("a", 2, slow, every=0)
    assert (answer.value, answer.pending, waited) == ("old", True, [])
    assert asked.wait(10)
    first = background.ask("b", 1, slow, every=0)
    assert (first.value, first.pending, waited) == (None, True, [1])
    go.set()


def test_what_changes_all_the_time_is_made_anew_only_now_and_then() -> None:
    clock = Clock()
    background = Background(clock)
    assert background.ask("a", 1, lambda: 1, every=20, wait=10).value == 1
    clock.now = 19
    answer = background.ask("a", 2, lambda: 2, every=20, wait=10)
    assert (answer.value, answer.pending, answer.made_at) == (1, False, 0)
    clock.now = 21
    answer = background.ask("a", 2, lambda: 2, every=20, wait=10)
    assert (answer.value, answer.made_at) == (2, 21)


def test_what_fails_is_tried_again() -> None:
    background = Background()

    def fail() -> int:
        raise OSError("not now")

    answer = background.ask("a", 1, fail, every=0, wait=10)
    assert (answer.value, answer.pending) == (None, False)
    assert background.ask("a", 1, lambda: 7, every=0, wait=10).value == 7


def test_only_so_much_is_kept() -> None:
    background = Background()
    for number in range(KEPT + 1):
        background.ask(number, 1, lambda number=number: number, every=0, wait=10)  # type: ignore[misc]
    assert background.ask(KEPT, 1, lambda: "again", every=0, wait=10).value == KEPT
    assert background.ask(0, 1, lambda: "again", every=0, wait=10).value == "again"


def test_the_work_stands_still_while_a_request_is_at_work_and_goes_on_after_it() -> None:
    background, reached, passed = Background(), threading.Event(), threading.Event()
    background.begins()

    def work() -> str:
        reached.set()
        while background.waits_for_a_request():
            background.give_way()
        passed.set()
        return "done"

    asking = threading.Thread(target=lambda: background.ask("a", 1, work, every=0, wait=0))
    asking.start()
    asking.join(10)
    assert reached.wait(10)
    assert not passed.wait(0.2)
    background.ends()
    assert passed.wait(10)


def test_the_one_who_waits_for_the_work_does_not_hold_it_up() -> None:
    background = Background()
    background.begins()

    def work() -> bool:
        background.give_way()
        return background.waits_for_a_request()

    assert background.ask("a", 1, work, every=0, wait=10).value is False
    assert background.waits_for_a_request()
    background.ends()


def test_a_busy_dashboard_does_not_hold_it_up_for_ever() -> None:
    background = Background()
    background.begins()
    worked = threading.Thread(target=background.give_way)
    worked.start()
    worked.join(10 * PATIENCE)
    assert not worked.is_alive()

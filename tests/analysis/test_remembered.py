"""What is remembered is bounded in number and length, and is never anything but the answer."""

from __future__ import annotations

from analysis.remembered import LONGEST, MOST, Remembered


def test_an_answer_is_worked_out_once() -> None:
    asked: list[str] = []

    def ask(name: str) -> int:
        asked.append(name)
        return len(name)

    table = Remembered(ask)
    assert [table["abc"], table["abc"], table["de"]] == [3, 3, 2]
    assert asked == ["abc", "de"]


def test_a_sender_cannot_fill_the_memory() -> None:
    table = Remembered(lambda name: len(name))
    assert table["x" * (LONGEST + 1)] == LONGEST + 1
    assert not table
    for number in range(3 * MOST):
        assert table[str(number)] == len(str(number))
    assert len(table) <= MOST


def test_long_tuples_are_not_kept_either() -> None:
    table = Remembered(lambda names: len(names))
    assert table[("a",) * 5] == 5
    assert table[("a" * 100,) * 11] == 11
    assert table[("",) * (LONGEST + 1)] == LONGEST + 1
    assert len(table) == 1


def test_a_table_may_keep_more_and_only_shorter_ones() -> None:
    asked: list[str] = []

    def length(name: str) -> int:
        asked.append(name)
        return len(name)

    table: Remembered[str, int] = Remembered(length, most=3 * MOST, longest=8)
    for _ in range(2):
        for number in range(2 * MOST):
            assert table[f"n{number}"] == len(f"n{number}")
    assert len(asked) == 2 * MOST
    assert table["x" * 9] == table["x" * 9] == 9
    assert asked.count("x" * 9) == 2

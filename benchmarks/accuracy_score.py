"""Holds findings against what a case says is true: what was found, what was missed, what is false, by kind."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.assembled import Assembled  # noqa: E402
from analysis.catalogue import load  # noqa: E402
from analysis.pipeline import Analyser  # noqa: E402
from analysis.records import Transmission  # noqa: E402
from tests.corpus.reading import Case, Expected, load_case, load_cases  # noqa: E402

# The sets that were blind when they were scored first, by the name of their table on the page.
UNSEEN: Final = {
    f"unseen{which}": REPOSITORY / "tests" / f"corpus_unseen{which}"
    for which in ("", *(f"_{number}" for number in range(2, 15)))
}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One finding of a tool in our categories. ``category`` may be a kind alone, where the tool knows no more."""

    category: str
    prop: str = ""
    value: str = ""
    path: str = ""

    @property
    def kind(self) -> str:
        return self.category.partition(".")[0]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One case held against the findings of one tool. ``extra`` findings are of a category that the case lists."""

    case: Case
    taken: tuple[tuple[Expected, Found], ...]
    missed: tuple[Expected, ...]
    false: tuple[Found, ...]
    extra: tuple[Found, ...]


class Score(msgspec.Struct, kw_only=True):
    """Counts of one kind: data expected, expectations met, false findings."""

    expected: int = 0
    met: int = 0
    false: int = 0

    @property
    def recall(self) -> float | None:
        return self.met / self.expected if self.expected else None

    @property
    def precision(self) -> float | None:
        return self.met / (self.met + self.false) if self.met + self.false else None


def analyser() -> Callable[..., list[Found]]:
    """leakledger itself, with its own catalogue; given several messages, with what is joined from them."""
    program = Analyser(load())

    def analyse(*messages: Transmission) -> list[Found]:
        assembled = Assembled()
        records = assembled.of(messages) if len(messages) > 1 else messages
        settled = (
            assembled.settled(program.analyse(record), program.analyse)
            for record in records
            if isinstance(record, Transmission)
        )
        return [
            Found(category=finding.category, prop=finding.property, value=value, path=finding.path)
            for analysis in settled
            for finding, value in zip(analysis.event.findings, analysis.revealed, strict=True)
        ]

    return analyse


def judge(case: Case, findings: Iterable[Found]) -> Outcome:
    """Each expectation takes one finding, the most particular expectation first; the rest is extra or false."""
    left = list(findings)
    taken: list[tuple[Expected, Found]] = []
    missed: list[Expected] = []
    for expected in sorted(case.expect, key=lambda item: (item.value, item.prop, item.path).count(None)):
        fitting = [found for found in left if fits(expected, found)]
        best = next((found for found in fitting if found.value == expected.value), None) or next(
            iter(fitting), None
        )
        if best is None:
            missed.append(expected)
        else:
            left.remove(best)
            taken.append((expected, best))
    listed = [found for found in left if is_listed(case, found)]
    return Outcome(
        case=case,
        taken=tuple(taken),
        missed=tuple(missed),
        false=tuple(found for found in left if found not in listed),
        extra=tuple(listed),
    )


def fits(expected: Expected, found: Found) -> bool:
    """The category; property, path and value where the case gives them. A tool without properties has none to miss."""
    if not _same_category(expected.category, found.category):
        return False
    if expected.prop is not None and found.prop and expected.prop != found.prop:
        return False
    if expected.path is not None and found.path and expected.path not in found.path:
        return False
    return expected.value is None or same_value(expected.value, found.value)


def is_listed(case: Case, found: Found) -> bool:
    """Whether the case names the finding's category, as expected or as true besides."""
    named = {item.category for item in case.expect} | case.also
    return any(_same_category(name, found.category) for name in named)


def same_value(expected: str, found: str) -> bool:
    """The same text or number, or the expected as a whole word of what was found."""
    wanted, seen = expected.strip().casefold(), found.strip().casefold()
    if wanted == seen:
        return True
    number = _number(wanted)
    if number is not None and any(_number(word) == number for word in re.split(r"[\s,;()/°%]+", seen)):
        return True
    return bool(wanted) and re.search(rf"(?<![\w.]){re.escape(wanted)}(?!\w|\.\d)", seen) is not None


def by_kind(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """The scores of all kinds that are expected or found, by name."""
    scores: dict[str, Score] = {}
    for outcome in outcomes:
        for expected, _ in outcome.taken:
            score = scores.setdefault(expected.kind, Score())
            score.expected += 1
            score.met += 1
        for expected in outcome.missed:
            scores.setdefault(expected.kind, Score()).expected += 1
        for found in outcome.false:
            scores.setdefault(found.kind, Score()).false += 1
    return dict(sorted(scores.items()))


def total(scores: Iterable[Score]) -> Score:
    """All kinds together."""
    every = list(scores)
    return Score(
        expected=sum(item.expected for item in every),
        met=sum(item.met for item in every),
        false=sum(item.false for item in every),
    )


def judge_all(cases: Iterable[Case] | None = None) -> list[Outcome]:
    """leakledger over the corpus."""
    analyse = analyser()
    chosen = load_cases() if cases is None else cases
    return [judge(case, analyse(*(case.frames or (case.transmission,)))) for case in chosen]


def cases_below(folder: Path) -> list[Case]:
    """The cases of another folder than the corpus, in the order of the names of their files."""
    return [load_case(path) for path in sorted(folder.glob("*/*.yaml"))]


def cases_by_kind(cases: Iterable[Case]) -> Counter[str]:
    """How many cases expect a datum of each kind."""
    return Counter(kind for case in cases for kind in {item.kind for item in case.expect})


def _same_category(one: str, other: str) -> bool:
    return one == other or ("." not in one and other.startswith(f"{one}.")) or (
        "." not in other and one.startswith(f"{other}.")
    )  # fmt: skip


def _number(text: str) -> float | None:
    try:
        return round(float(text), 9)
    except ValueError:
        return None

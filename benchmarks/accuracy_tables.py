"""Writes what was measured of accuracy as tables in Markdown."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks.accuracy_recordings import MESSAGES_A_DAY, DeviceDay, Measured  # noqa: E402
from benchmarks.accuracy_score import Outcome, Score, by_kind, cases_by_kind, total  # noqa: E402

FIRST: Final = ("sensor", "audio", "location", "photo", "identifier")  # those that the project exists for
HIGH, LOW = (0.97, 0.99), (0.90, 0.95)  # recall and precision wanted of them, and of every other kind


def corpus_table(outcomes: Sequence[Outcome]) -> str:
    """leakledger over every case."""
    scores = by_kind(outcomes)
    cases = cases_by_kind(outcome.case for outcome in outcomes)
    negatives = [outcome for outcome in outcomes if outcome.case.negative]
    wrong = sum(bool(outcome.false) for outcome in negatives)
    further = sum(len(outcome.extra) for outcome in outcomes)
    lines = [
        f"{len(outcomes)} cases, {len(negatives)} of them without anything to find; a false finding in {wrong} of those. "
        f"{further} further findings are of categories that the cases name.",
        "",
        "| kind | cases | data | recall | precision | false | target |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind in _ordered(scores):
        score = scores[kind]
        lines.append(
            f"| {kind} | {cases[kind]} | {score.expected} | {_share(score.recall)} | {_share(score.precision)} | "
            f"{score.false} | {_target(kind, score)} |"
        )
    every = total(scores.values())
    lines.append(
        f"| **all** | {len(outcomes) - len(negatives)} | {every.expected} | {_share(every.recall)} | "
        f"{_share(every.precision)} | {every.false} | |"
    )
    return "\n".join(lines)


def recordings_table(measured: Sequence[Measured], day: DeviceDay) -> str:
    """leakledger over the recordings whose truth is known."""
    lines = ["| truth | data | found | false |", "| --- | --- | --- | --- |"]
    lines += [f"| `{item.name}` | {item.expected} | {item.met} | {len(item.false)} |" for item in measured]
    lines += [
        "",
        f"False findings per device-day on ordinary traffic: {day.per_day:.2f} "
        f"({day.false} in {day.messages} messages, {MESSAGES_A_DAY:,} messages a day).",
    ]
    lines += [f"* `{category}`: {example}" for category, example in day.examples.items()]
    more = [item for item in measured if item.altogether]
    lines += [
        f"\nFound altogether in the recordings of `{item.name}`: {item.altogether:,} data." for item in more
    ]
    missed = [f"* `{item.name}`: {_counted(item.missed)}" for item in measured if item.missed]
    return "\n".join([*lines, *(["", "Not found:", "", *missed] if missed else [])])


def peers_table(
    ours: Sequence[Outcome], peers: Mapping[str, Sequence[Outcome]], covered: frozenset[str] | set[str]
) -> str:
    """All tools over the same cases, recall / precision; ``covered`` are the cases for which TrackHAR has an adapter."""
    tools = {"leakledger": ours, **peers}
    scores = {name: by_kind(outcomes) for name, outcomes in tools.items()}
    lines = [
        f"Recall / precision over the {len(ours)} cases that are HTTP requests.",
        "",
        f"| kind | data | {' | '.join(tools)} |",
        f"| --- | --- |{' --- |' * len(tools)}",
    ]
    for kind in _ordered({kind: Score() for found in scores.values() for kind in found}):
        cells = [_both(found.get(kind, Score())) for found in scores.values()]
        lines.append(f"| {kind} | {scores['leakledger'].get(kind, Score()).expected} | {' | '.join(cells)} |")
    sums = [total(found.values()) for found in scores.values()]
    lines.append(f"| **all** | {sums[0].expected} | {' | '.join(_both(score) for score in sums)} |")
    inside = {
        name: total(by_kind(outcome for outcome in outcomes if outcome.case.id in covered).values())
        for name, outcomes in tools.items()
    }
    lines += [
        "",
        f"On the {len(covered)} cases for which TrackHAR has an adapter ({inside['leakledger'].expected} data): "
        + ", ".join(f"{name} {_both(score)}" for name, score in inside.items())
        + ".",
        "",
        *_better(scores),
        *_only_peer(ours, peers["TrackHAR"]),
    ]
    return "\n".join(lines)


def _better(scores: Mapping[str, Mapping[str, Score]]) -> list[str]:
    """In which kinds a peer finds more than leakledger, or is wrong less often while finding something."""
    lines = []
    for name, found in scores.items():
        if name == "leakledger":
            continue
        more = [
            kind for kind, score in found.items() if (score.recall or 0) > (_of(scores, kind).recall or 0)
        ]
        surer = [
            kind
            for kind, score in found.items()
            if score.met and (score.precision or 0) > (_of(scores, kind).precision or 0)
        ]
        lines.append(
            f"* {name} finds more: {', '.join(more) or 'nowhere'}; it is wrong less often: {', '.join(surer) or 'nowhere'}."
        )
    return lines


def _of(scores: Mapping[str, Mapping[str, Score]], kind: str) -> Score:
    return scores["leakledger"].get(kind, Score())


def _only_peer(ours: Sequence[Outcome], theirs: Sequence[Outcome]) -> list[str]:
    """What TrackHAR finds and leakledger does not."""
    found = []
    for own, other in zip(ours, theirs, strict=True):
        missed = [item for item in own.missed if any(item == expected for expected, _ in other.taken)]
        found += [
            f"`{own.case.id}` {item.category}" + (f" ({item.prop})" if item.prop else "") for item in missed
        ]
    return [
        f"* Only TrackHAR finds {len(found)}: {'; '.join(found)}."
        if found
        else "* TrackHAR finds nothing that leakledger misses."
    ]


def _counted(texts: Sequence[str]) -> str:
    counts = {text: texts.count(text) for text in dict.fromkeys(texts)}
    return "; ".join(text + (f" ({count} times)" if count > 1 else "") for text, count in counts.items())


def _ordered(kinds: Iterable[str]) -> list[str]:
    names = set(kinds)
    return [kind for kind in FIRST if kind in names] + sorted(names - set(FIRST))


def _target(kind: str, score: Score) -> str:
    recall, precision = HIGH if kind in FIRST else LOW
    reached = (score.recall or 0) >= recall and (score.precision is None or score.precision >= precision)
    return "reached" if reached else f"not yet ({recall:.2f} / {precision:.2f})"


def _both(score: Score) -> str:
    return f"{_share(score.recall)} / {_share(score.precision)}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"

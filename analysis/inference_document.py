"""docs/inferences.md, from what the inferences declare."""

from __future__ import annotations

from typing import Final

from analysis import registry
from analysis.inferences import Inference, Level, Scope

_LEVELS: Final = {
    Level.FIELD: "1, a field was seen",
    Level.VALUE: "2, a value",
    Level.SERIES: "3, a series that meets the published need",
}
_SCOPES: Final = {
    Scope.DEVICE: "one device, one recipient",
    Scope.ACROSS: "one device, all its recipients",
    Scope.HOUSEHOLD: "all devices, one recipient",
}
_FIGURES: Final = "<!-- figures -->"
_HEAD: Final = """# What the data could tell

*Made by `benchmarks/inferences.py --write` from what each file in `analysis/inference/` declares; a test fails when it is
stale.*

Each inference is a transparent rule over findings that reached **one recipient**: a company with all that it owns, or a
host that the catalogue does not know. It says what this recipient *could* infer from data that it was really sent, and
nothing of what anybody did. Only findings that are certain or likely count; a conclusion is as sure as the least sure of
those that it rests on, and names them. Imports and self-tests never count.

**Levels.** 1: such a field was seen. 2: a value, or a few. 3: a series that meets what is published to be needed; then
number, duration and rate are told. No rule speaks above its cap.

**Sources.** [P] the source itself was read; [S] another's word on it. What is published was found under the conditions of a
study; here it says only that such data have been enough.

**Times** are those at which the messages were sent. What stands in braces is filled in.

## Tried on real recordings

Recordings that others published (`benchmarks/inferences.py` names them), cut into pieces, each a message that left. They
are few: the table shows that the thresholds hold on them, no more. Every rule also has tests with six look-alikes or more
that it must refuse.

Of sounds the second table has what was measured; one shorter than 10 s was played again. A machine may spread by 3 dB and
beat by 0.15: both lie between the real machine and all speech. Nothing tells rain or running water from it, as the rule
says. How much is voiced is measured by pitch: webrtcvad (2.0.14, mode 2, frames of 30 ms, tried on 26 November 2026 on the
same recordings) takes 73 to 100 % of speech for a voice, but also 86 % of washing the dishes and all of white noise.

No recording of a room's light, of radio networks, of nights or of ways to work that others published is at hand: those
rules are tried on made messages alone (`tests/analysis/inference/`, `tests/analysis/test_inferences.py`).
"""


def document() -> str:
    """The whole page, with a mark where the figures go."""
    every = registry.inferences()
    lines = [_HEAD, _FIGURES, "", "## The rules", "", "| rule | tells | level at most | looks at | days |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for one in every:
        days = "1" if one.days == 1 else str(one.days)
        lines.append(
            f"| [`{one.name}`](#{one.name}) | {one.title} | {int(one.cap)} | {_SCOPES[one.scope]} | {days} |"
        )
    for one in every:
        lines += ["", *_section(one)]
    return "\n".join(lines) + "\n"


def with_figures(page: str, table: str) -> str:
    """The page with the table of what was measured."""
    return page.replace(_FIGURES, table)


def _section(one: Inference) -> list[str]:
    needs = "; ".join(f"`{need}`: {words}" for need, words in one.needs.items())
    lines = [
        f"### {one.name}",
        "",
        f"> {one.says}",
        "",
        f"* **Needs** {needs}.",
        f"* **Condition** {one.condition}",
        f"* **Level** at most {_LEVELS[one.cap]}. Looks at {_SCOPES[one.scope]}"
        + (f", {one.days} days." if one.days > 1 else ", one day."),
    ]
    lines += [f"* **Could also be** {' '.join(one.otherwise)}", f"* **What to do** {' '.join(one.remedy)}"]
    return lines + [f"* **Source** [{source.basis}] {source.text} ({source.where})" for source in one.sources]

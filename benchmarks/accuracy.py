"""Measures recall and precision over the labelled corpus and the shared recordings, beside TrackHAR and Presidio.

`--write` puts the tables into docs/accuracy.md; `--peers DIR` runs the peers too, installed below DIR at the first time.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.decoding import open_message  # noqa: E402
from benchmarks.accuracy_peers import PeerMissing, run_presidio, run_trackhar  # noqa: E402
from benchmarks.accuracy_recordings import device_day, measure, shared_data  # noqa: E402
from benchmarks.accuracy_score import (  # noqa: E402
    UNSEEN,
    Found,
    Outcome,
    analyser,
    cases_below,
    judge,
    judge_all,
    same_value,
)
from benchmarks.accuracy_tables import corpus_table, peers_table, recordings_table  # noqa: E402
from tests.corpus.reading import Case, Expected  # noqa: E402

PAGE: Final = REPOSITORY / "docs" / "accuracy.md"


def main() -> int:
    """Measures what was asked for, prints it, and writes it where asked; 0 when done."""
    parser = argparse.ArgumentParser(description="Recall and precision of what leakledger finds.")
    parser.add_argument(
        "--peers", type=Path, metavar="DIR", help="run TrackHAR and Presidio, installed below DIR"
    )
    parser.add_argument("--write", action="store_true", help="write the tables into docs/accuracy.md")
    parser.add_argument("--failures", type=Path, metavar="FILE", help="list what is missed and what is false")
    parser.add_argument(
        "--cases", type=Path, metavar="DIR", help="score the cases below DIR only; writes no page"
    )
    chosen = parser.parse_args()
    if chosen.cases is not None:
        cases = cases_below(chosen.cases)
        if not cases:
            parser.error(f"no case (KIND/NAME.yaml) below {chosen.cases}")
        outcomes = judge_all(cases)
        print(corpus_table(outcomes))
        if chosen.failures:
            chosen.failures.write_text(failures(outcomes), encoding="utf-8")
        return 0
    outcomes = judge_all()
    sections = {"corpus": corpus_table(outcomes)}
    sections |= {name: corpus_table(judge_all(cases_below(folder))) for name, folder in UNSEEN.items()}
    folder = shared_data()
    if folder is None:
        print("recordings: skipped, they are not here (LEAKLEDGER_SHARED_DATA says where they are)")
    else:
        sections["recordings"] = recordings_table(measure(folder), device_day(folder))
    if chosen.peers is None:
        print("peers: skipped, --peers DIR says where they may be installed")
    else:
        table = run_peers(chosen.peers.resolve(), outcomes)
        if table is not None:
            sections["peers"] = table
    for table in sections.values():
        print(f"\n{table}")
    if chosen.failures:
        chosen.failures.write_text(failures(outcomes), encoding="utf-8")
    if chosen.write:
        PAGE.write_text(with_sections(PAGE.read_text(encoding="utf-8"), sections), encoding="utf-8")
    return 0


def run_peers(folder: Path, outcomes: Sequence[Outcome]) -> str | None:
    """The table of all three over the cases that are HTTP requests; None where a peer could not run."""
    ours = [outcome for outcome in outcomes if outcome.case.http]
    cases = [outcome.case for outcome in ours]
    sent = [case.transmission for case in cases]
    answers: dict[str, list[list[Found] | None]] = {}
    for name, run in (("TrackHAR", run_trackhar), ("Presidio", run_presidio)):
        try:
            answers[name] = list(run(folder, sent))
        except (PeerMissing, OSError) as error:
            print(f"{name}: skipped, {error}")
    if len(answers) < 2:
        return None
    covered = {case.id for case, found in zip(cases, answers["TrackHAR"], strict=True) if found is not None}
    judged = {name: _judged(cases, found) for name, found in answers.items()}
    return peers_table(ours, judged, covered)


def _judged(cases: Sequence[Case], found: Sequence[list[Found] | None]) -> list[Outcome]:
    return [judge(case, items or []) for case, items in zip(cases, found, strict=True)]


def with_sections(page: str, sections: dict[str, str]) -> str:
    """The page with each section between its two markers replaced."""
    for name, table in sections.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        match = pattern.search(page)
        if match is None:
            raise SystemExit(f"docs/accuracy.md has no <!-- {name} --> section")
        page = page[: match.end(1)] + table + "\n" + page[match.start(2) :]
    return page


def section(page: str, name: str) -> str | None:
    """What the page shows between the markers of a section."""
    match = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", page, re.DOTALL)
    return match[1] if match else None


def failures(outcomes: Sequence[Outcome]) -> str:
    """What is missed, by the likely cause, and what is false, as a list to work through."""
    analyse = analyser()
    causes: dict[str, list[str]] = {}
    for outcome in outcomes:
        found = analyse(outcome.case.transmission) if outcome.missed else []
        for expected in outcome.missed:
            cause, detail = diagnose(outcome.case, expected, found)
            causes.setdefault(f"{expected.kind}: {cause}", []).append(
                f"{outcome.case.id}: {_wanted(expected)}{detail}"
            )
        for item in outcome.false:
            text = (
                f"{outcome.case.id}: {item.category} ({item.prop}) = {item.value[:60]!r} at {item.path[-80:]}"
            )
            causes.setdefault(f"{item.kind}: reported, but not true", []).append(text)
    lines = [f"# {sum(map(len, causes.values()))} failures over {len(outcomes)} cases"]
    for cause in sorted(causes):
        lines += ["", f"## {cause} ({len(causes[cause])})", *(f"- {item}" for item in causes[cause])]
    return "\n".join(lines) + "\n"


def diagnose(case: Case, expected: Expected, found: Sequence[Found]) -> tuple[str, str]:
    """Whether the value was not reached (a decoder's gap) or not recognised (a detector's), and where it stands."""
    payload = open_message(case.transmission)
    if expected.value is None:
        opened = ", ".join(dict.fromkeys(blob.path for blob in payload.blobs)) or "everything"
        return ("no finding", f" (unopened: {opened[-100:]})" if payload.blobs else "")
    others = [item for item in found if same_value(expected.value, item.value)]
    if others:
        named = ", ".join(dict.fromkeys(f"{item.category} ({item.prop})" for item in others))
        return "found as something else", f", found as {named}"
    places = [leaf.path for leaf in payload.leaves if same_value(expected.value, str(leaf.value))]
    if places:
        return "read, not recognised", f", at {places[0][-100:]}"
    return "not reached by a decoder", ""


def _wanted(expected: Expected) -> str:
    prop = f" ({expected.prop})" if expected.prop else ""
    return f"{expected.category}{prop}" + (f" = {expected.value[:60]!r}" if expected.value else "")


if __name__ == "__main__":
    raise SystemExit(main())

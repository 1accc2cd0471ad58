"""Why something was recognised: in English as it was journalled, in German where its pieces are known."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.assembled import Assembled
from analysis.catalogue import load
from analysis.catalogue_text import SourceText
from analysis.pipeline import Analyser
from analysis.reasoning_words import FIGURES, PATH, SPOKEN, pieces, plain_words, reasoning_words, unknown
from analysis.records import Transmission
from analysis.wording import tr, using
from tests.corpus.reading import load_cases

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("journalled", "german"),
    [
        ("the language that is set", "die eingestellte Sprache"),
        ("the language that is set (named 'Accept-Language')", "die eingestellte Sprache (Name: „Accept-Language“)"),
        (
            "field of segment/v1: Segment's common fields name it; who made the device (named 'manufacturer')",
            "Feld von segment/v1: Segments übliche Felder nennen es; wer das Gerät hergestellt hat (Name: „manufacturer“)",
        ),
        # figures are written as the language writes them, in a piece and in a piece of a piece
        ("4 decimals, to 11.1 m of latitude", "4 Nachkommastellen, auf 11,1 m geografischer Breite genau"),
        (
            "a heart rate: a series of 1,200 readings (named 'bpm')",
            "eine Herzfrequenz: eine Reihe von 1.200 Messwerten (Name: „bpm“)",
        ),
        (
            "12 positions in one list: 'la' and 'lo' stand in one object and hold degrees in range",
            "12 Positionen in einer Liste: 'la' und 'lo' stehen in einem Objekt und enthalten Grad im gültigen Bereich",
        ),
        (
            "The bytes have the structure of a sound recording: FLAC mark and stream information block, though the sender "
            "declared video/mp4.",
            "Die Bytes sind aufgebaut wie eine Tonaufnahme: FLAC-Kennung und Block mit Angaben zum Strom, obwohl der "
            "Absender video/mp4 angab.",
        ),
        ("The EXIF tag Model is set in the file.", "Die EXIF-Angabe Model steht in der Datei."),
        ("whether newsletter is consented to", "ob „newsletter“ zugestimmt wurde"),
        ("whether one purpose is consented to", "ob einem Zweck zugestimmt wurde"),
        # a piece that is not known stands as it was journalled, and what a foreign name holds stays
        (
            "field of x/y: a reason that nobody knows (named 'a'); the operating system",
            "Feld von x/y: a reason that nobody knows (named 'a'); das Betriebssystem",
        ),
        ("nobody knows this: a series of 3 readings", "nobody knows this: a series of 3 readings"),
        ("nothing here as a hash, of the length of MD5", "nothing here as a hash, of the length of MD5"),
        ("x decimals, to y m of latitude", "x decimals, to y m of latitude"),
        ("whether {n} is consented to", "ob „{n}“ zugestimmt wurde"),
        ("the operating system (named 'a'); b{0}')", "das Betriebssystem (Name: „a“); b{0}')"),
        ("the operating system (named 'it's {x} **b**')", "das Betriebssystem (Name: „it's {x} **b**“)"),
        ("The operating system", "The operating system"),
        ("field of : the operating system", "field of : the operating system"),
        ("{n} decimals, to {metres} m of latitude", "{n} decimals, to {metres} m of latitude"),
        ("a series of 3 readings", "a series of 3 readings"),
        (".", "."),
        ("", ""),
    ],
)  # fmt: skip
def test_known_pieces_are_translated(journalled: str, german: str) -> None:
    assert reasoning_words(journalled) == journalled
    with using("de"):
        assert reasoning_words(journalled) == german


told = st.one_of(st.sampled_from(sorted(pieces())), st.text(max_size=20))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(told, st.one_of(st.none(), st.text(max_size=10))), max_size=4), st.booleans())
def test_in_english_it_is_what_was_journalled(said: list[tuple[str, str | None]], field: bool) -> None:
    text = "; ".join(piece if name is None else f"{piece} (named '{name}')" for piece, name in said)
    journalled = f"field of a/b: {text}" if field else text
    assert reasoning_words(journalled) == journalled
    with using("de"):
        assert bool(reasoning_words(journalled)) == bool(journalled)


@pytest.mark.parametrize("reason", ["a heart rate", "{n} of one list: ", "a ; b", "'" * 300])
def test_a_reasoning_of_any_length_costs_little(reason: str) -> None:
    long = ("3 of one list: " * 60) + reason + " and " * 200 + ": a series of 3 readings" * 50
    with using("de"):
        assert reasoning_words(long) == long


@pytest.fixture(scope="module")
def made() -> frozenset[str]:
    """Every reasoning that the corpus brings about."""
    return frozenset(made_of_the_corpus())


def made_of_the_corpus() -> Iterator[str]:
    program = Analyser(load())
    for case in load_cases():
        messages = case.frames or (case.transmission,)
        together = Assembled()
        for record in together.of(messages) if len(messages) > 1 else messages:
            if isinstance(record, Transmission):
                settled = together.settled(program.analyse(record), program.analyse)
                yield from (finding.reasoning for finding in settled.event.findings)


def test_every_reasoning_of_the_corpus_is_known(made: frozenset[str]) -> None:
    """What is listed here belongs into ``reasonings.txt``, and its German into the catalogue (``make words``)."""
    assert len(made) > 1_000
    assert sorted({piece for reasoning in made for piece in unknown(reasoning)}) == []


def test_every_fixed_reasoning_of_the_source_and_of_the_catalogue_is_known() -> None:
    found = {
        node.value.value
        for path in (ROOT / "analysis").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "reasoning"
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    assert len(found) > 200
    found |= set(reasons_in(SourceText("trackers.yaml").plain((ROOT / "trackers.yaml").read_bytes())))
    assert sorted({piece for reasoning in found for piece in unknown(reasoning)}) == []


def reasons_in(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (part["reasoning"],) if isinstance(part.get("reasoning"), str) else ()
    for below in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from reasons_in(below)


def test_what_is_not_known_would_be_listed() -> None:
    assert unknown("the operating system; a new reason (named 'a')") == ["a new reason (named 'a')"]
    assert unknown("field of a/b: 3 of one list: a new reason") == ["3 of one list: a new reason"]


def test_every_piece_is_said_in_german() -> None:
    same = {"Version", "version"}
    with using("de"):
        assert sorted(piece for piece in pieces() if tr(piece) == piece and piece not in same) == []


def test_the_list_of_pieces_is_in_order_and_each_stands_there_once() -> None:
    lines = [line for line in PATH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines), key=lambda line: (line.lower(), line))
    assert [line for line in lines if line.endswith(".") or "; " in line or line != line.strip()] == []


def test_every_kind_of_blank_is_used() -> None:
    used = {name for piece in pieces() for name in re.findall(r"\{([a-z]+)\}", piece)}
    assert used >= FIGURES | SPOKEN


RARE = {  # put together as the corpus never has it
    "Headerless sound by fields of the message, which give its encoding or sample rate",
    "Headerless sound by fields of the message, which gives its encoding or sample rate",
    "Headerless sound by the name of where it was sent, which give its encoding or sample rate",
    "three numbers in a text, a motion sensor",
    "two numbers in range in a list, latitude taken to come first",
    "two numbers in range in a list, longitude first, as GeoJSON has it",
}


def test_every_fixed_piece_is_said_somewhere(made: frozenset[str]) -> None:
    """In one text of the source or of the catalogue, or, put together, in the corpus."""
    said = (ROOT / "trackers.yaml").read_text(encoding="utf-8") + "\n".join(made)
    for path in (ROOT / "analysis").rglob("*.py"):
        said += re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8"))
    missing = {piece for piece in pieces() - RARE if "{" not in piece and piece not in said}
    assert sorted(missing) == []


@pytest.mark.parametrize(
    ("journalled", "plain"),
    [
        (
            "field of sentry/envelope: the operating system (named 'name')",
            "the operating system (named 'name')",
        ),
        ("the operating system", "the operating system"),
        ("field of : the operating system", "field of : the operating system"),  # nobody's name stands there
        ("no field of a/b: x", "no field of a/b: x"),
        ("", ""),
    ],
)
def test_plain_words_leave_out_what_the_catalogue_calls_the_place(journalled: str, plain: str) -> None:
    assert plain_words(journalled) == plain
    with using("de"):
        assert "field of sentry" not in plain_words(journalled)
        assert "sentry/envelope" not in plain_words(journalled)

"""Every catalogue: nothing missing, nothing left over, blanks and bold as in the English, compiled as it stands."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Message

from analysis.wording import BOLD, DOMAIN, FOLDER, language, languages, use

REPOSITORY = Path(__file__).resolve().parents[1]
LANGUAGES = sorted(path.parents[1].name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
ENOUGH = 0.95  # of the messages


def collector() -> Any:
    """``tests/translations.py``, which brings the catalogues up to date."""
    spec = importlib.util.spec_from_file_location("translations", REPOSITORY / "tests" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


translations = collector()
translations.messages = cache(translations.messages)  # it reads the whole source


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    use("")


def entries(code: str) -> list[Message]:
    return [item for item in translations.read(code) if item.id]


def forms(item: Message) -> list[tuple[str, str]]:
    """Each translation with the English that it stands for."""
    if isinstance(item.id, str):
        return [(item.id, str(item.string))]
    one, many = item.id[0], item.id[1]
    return [(one if place == 0 else many, said) for place, said in enumerate(item.string)]


def blanks(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for _, name, spec, conversion in Formatter().parse(text):
        if name is not None:
            assert re.fullmatch(r"[a-z_]+", name), f"a blank is a plain name: {text!r}"
            assert not spec, f"a blank has no format: {text!r}"
            assert conversion is None, f"a blank has no conversion: {text!r}"
            found[name] += 1
    return found


def test_english_and_german_are_there() -> None:
    assert {"de", "en"} <= set(languages())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(code: str) -> None:
    said = set(translations.known_in(translations.read(code)))
    meant = set(translations.messages())
    assert sorted(map(str, meant - said)) == [], (
        "missing: .venv/bin/python tests/translations.py brings it up to date"
    )
    assert sorted(map(str, said - meant)) == [], "not said any more: .venv/bin/python tests/translations.py"


@pytest.mark.parametrize("code", LANGUAGES)
def test_most_of_a_catalogue_is_translated_and_nothing_by_guess(code: str) -> None:
    every = entries(code)
    assert [item.id for item in every if item.fuzzy] == []
    done = sum(all(said for _, said in forms(item)) for item in every)
    assert done / len(every) >= ENOUGH, f"{done} of {len(every)}"
    half = [item.id for item in every if len({bool(said) for _, said in forms(item)}) > 1]
    assert half == [], "a form of a plural is missing"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_plural_form_is_there(code: str) -> None:
    number = translations.read(code).num_plurals
    for item in entries(code):
        if not isinstance(item.id, str):
            assert len(item.string) == number, item.id


@pytest.mark.parametrize("code", LANGUAGES)
def test_blanks_and_bold_are_those_of_the_english(code: str) -> None:
    for item in entries(code):
        for english, said in forms(item):
            if not said:
                continue
            assert set(blanks(said)) == set(blanks(english)), english
            assert said.count(BOLD) == english.count(BOLD), english
            assert said.count(BOLD) % 2 == 0, english
            assert (said.count("<"), said.count(">")) == (english.count("<"), english.count(">")), english
            assert said.strip() or not english.strip(), english


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_was_compiled_is_what_stands_there(code: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.mo"
    with fresh.open("wb") as stream:
        translations.write_mo(stream, translations.read(code))
    compiled = []
    for path in (fresh, translations.po_of(code).with_suffix(".mo")):
        with path.open("rb") as stream:
            held: dict[object, str] = GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
        compiled.append({key: said for key, said in held.items() if key})
    assert compiled[0] == compiled[1], "compile it: .venv/bin/python tests/translations.py"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_file_is_as_the_collector_writes_it(code: str, tmp_path: Path) -> None:
    """So that a change of one message changes one place of the file."""
    fresh = tmp_path / "fresh.po"
    with fresh.open("wb") as stream:
        made = translations.catalogue(translations.known_in(translations.read(code)), code)
        translations.write_po(stream, made, width=110, include_lineno=False)
    before, after = (
        [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith('"Generated-By')
        ]
        for path in (translations.po_of(code), fresh)
    )
    assert before == after, ".venv/bin/python tests/translations.py writes it"


def test_no_message_is_both_single_and_plural() -> None:
    single = {(context, text) for context, text in translations.messages() if isinstance(text, str)}
    plural = {(context, text[0]) for context, text in translations.messages() if not isinstance(text, str)}
    assert single & plural == set()


def test_a_message_is_a_fixed_text() -> None:
    """What is put together before it is translated is in no catalogue."""
    found = []
    for package in ("analysis", "dashboard"):
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                    number = (
                        2
                        if node.func.id in translations.MANY
                        else 1
                        if node.func.id in translations.ONE
                        else 0
                    )
                    found += [
                        f"{path.name}:{node.lineno}"
                        for argument in node.args[:number]
                        if isinstance(argument, ast.JoinedStr | ast.BinOp)
                    ]
    assert found == []


def test_the_program_speaks_english_unless_it_is_asked() -> None:
    assert language() == "en"

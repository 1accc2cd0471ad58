"""Collects every message that a person reads, and keeps the catalogues of ``analysis/locale`` up to date with them.

    .venv/bin/python tests/translations.py            bring every language up to date, and compile it
    .venv/bin/python tests/translations.py new fr     begin a language

What is new stands in a language's ``.po`` with an empty ``msgstr``; what is not said any more is taken out.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import yaml
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REPOSITORY: Final = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY))

from analysis import consent, device_kinds, reasoning_words, registry, self_test_data, taxonomy, wearables  # noqa: E402
from analysis.catalogue import PURPOSES  # noqa: E402
from analysis.category_words import (  # noqa: E402
    CATEGORY_WORDS,
    DATA,
    KIND_WORDS,
    PURPOSE,
    PURPOSE_WORDS,
    SENSITIVE,
    name_of,
)
from analysis.wording import DOMAIN, FOLDER  # noqa: E402

ONE: Final = {"tr", "N_", "phrase", "rich"}
MANY: Final = {"trn", "phrase_n", "rich_n"}
TABLE: Final = "Words"
BEGUN: Final = datetime(2026, 11, 26, tzinfo=UTC)  # so that what is written depends on the messages alone
HEADER: Final = "# Messages of leakledger: how to translate them stands in docs/translating.md.\n#"

Key = tuple[str, str | tuple[str, str]]  # context ("" for none); the message, or its singular and plural
Found = dict[Key, list[str]]  # with the files that say it


def messages() -> Found:
    """Every message, from the source and from the tables that are data."""
    found: Found = {}
    for package in ("analysis", "dashboard"):
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            where = path.relative_to(REPOSITORY).as_posix()
            for key in _of_file(path):
                _add(found, key, where)
    for context, text, where in _of_data():
        _add(found, (context, text), where)
    return found


def _add(found: Found, key: Key, where: str) -> None:
    at = found.setdefault(key, [])
    if where not in at:
        at.append(where)


def _of_file(path: Path) -> Iterator[Key]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = node.func.id
        if name in ONE and (text := _text(node, 0)):
            yield _context(node, path), text
        elif name in MANY and (one := _text(node, 0)) and (many := _text(node, 1)):
            yield _context(node, path), (one, many)
        elif name == TABLE and node.args:
            context = _context(node, path)
            yield from ((context, text) for text in _values(node.args[0]) if text)


def _text(call: ast.Call, place: int) -> str:
    found = call.args[place] if place < len(call.args) else None
    return found.value if isinstance(found, ast.Constant) and isinstance(found.value, str) else ""


def _context(call: ast.Call, path: Path) -> str:
    for keyword in call.keywords:
        if keyword.arg == "context":
            if isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
            assert isinstance(keyword.value, ast.Name), (
                f"{path}:{call.lineno}: a context is a text or a constant"
            )
            module = ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)
            return str(getattr(importlib.import_module(module), keyword.value.id))
    return ""


def _values(node: ast.expr) -> Iterable[str]:
    """The texts of a table: the values of a dict, or the items of what ``enumerate`` counts."""
    if isinstance(node, ast.Dict):
        given = node.values
    else:
        given = [item for part in ast.walk(node) if isinstance(part, ast.Tuple) for item in part.elts]
    return [item.value for item in given if isinstance(item, ast.Constant) and isinstance(item.value, str)]


def _of_data() -> Iterator[tuple[str, str | tuple[str, str], str]]:
    """Words that stand in records: categories, purposes, inferences, signs of devices."""
    names = taxonomy.categories()
    for category in names:
        if category not in CATEGORY_WORDS:
            yield DATA, name_of(category), "analysis/detectors"
        if (kind := category.partition(".")[0]) not in KIND_WORDS:
            yield DATA, kind.replace("_", " "), "analysis/detectors"
    for kind in ("other",):  # what the lanes call the rest
        yield DATA, kind, "dashboard/sentences.py"
    for purpose in PURPOSES:
        if purpose not in PURPOSE_WORDS:
            yield PURPOSE, purpose.replace("_", " "), "analysis/catalogue.py"
    listed = yaml.safe_load(
        (REPOSITORY / "proxy_addons" / "never_intercept.yaml").read_text(encoding="utf-8")
    )
    for item in listed:
        if item["sensitive"]:
            yield SENSITIVE, item["category"].replace("_", " "), "proxy_addons/never_intercept.yaml"
    for _, sign in device_kinds.signs():
        yield "", sign.because, "analysis/device_kinds.yaml"
    for piece in reasoning_words.pieces():
        yield "", piece, "analysis/reasonings.txt"
    for wearable in wearables.wearables():
        yield wearables.WEARABLE, wearable.what, "analysis/wearables.yaml"
    for sample in self_test_data.samples(BEGUN):
        for wanted in sample.wanted:
            yield self_test_data.WANTED, wanted.words, "analysis/self_test_data.py"
    for mode in ("open", "observe"):
        yield "", consent.text_for(mode), "analysis/consent.py"
    for inference in registry.inferences():
        where = f"analysis/inference/{inference.name}.py"
        says = (inference.says_one, inference.says) if inference.says_one else inference.says
        texts = (
            inference.title,
            inference.condition,
            says,
            inference.says_none,
            *inference.otherwise,
            *inference.remedy,
        )
        for text in (*texts, *(source.text for source in inference.sources)):
            if text:
                yield "", text, where


def catalogue(known: Mapping[Key, str | tuple[str, ...]], code: str, name: str = "") -> Catalog:
    """All messages, with the translations that are known."""
    made = Catalog(
        locale=code, project=DOMAIN, header_comment=HEADER, creation_date=BEGUN, revision_date=BEGUN, fuzzy=False,
        language_team=name or "the translators of leakledger", last_translator="the translators of leakledger",
        copyright_holder="the authors of leakledger", msgid_bugs_address="",
    )  # fmt: skip
    for (context, text), where in sorted(messages().items(), key=_order):
        empty = ("",) * made.num_plurals if isinstance(text, tuple) else ""
        said = known.get((context, text), empty)
        made.add(text, said, locations=[(path, None) for path in where], context=context or None)
    return made


def _order(item: tuple[Key, list[str]]) -> tuple[str, str, str]:
    (context, text), where = item
    return min(where), context, text if isinstance(text, str) else text[0]


def po_of(code: str) -> Path:
    """The file of a language."""
    return FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(code: str) -> Catalog:
    """A language's file as it is."""
    with po_of(code).open("rb") as stream:
        return read_po(stream, locale=code, abort_invalid=True)


def known_in(made: Catalog) -> dict[Key, str | tuple[str, ...]]:
    """The translations of a catalogue."""
    return {
        (item.context or "", tuple(item.id) if isinstance(item.id, list | tuple) else item.id): item.string
        for item in made
        if item.id
    }


def write(made: Catalog, code: str) -> None:
    """Write a language's file, and what is compiled of it."""
    path = po_of(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, made, width=110, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, made)


def main(arguments: list[str]) -> None:
    """Begin a language, or bring all up to date."""
    if arguments[:1] == ["new"]:
        write(catalogue({}, arguments[1]), arguments[1])
        return
    for path in sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        code = path.parents[1].name
        made = catalogue(known_in(read(code)), code)
        write(made, code)
        missing = sum(not any(item.string) for item in made if item.id)
        print(f"{code}: {len(made)} messages, {missing} not translated yet")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])

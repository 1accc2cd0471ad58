"""What the documents say is held against the program: commands, options, make targets, files, links, version."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from analysis import registry
from analysis.cli import command as leakledger

REPOSITORY = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
REPOSITORY_PATH = re.compile(r"\b(?:analysis|proxy_addons|dashboard|tests|docs|benchmarks|deploy)/[\w./-]*\w")
OPTION = re.compile(r"--?[A-Za-z][\w-]*")


def name_of(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def code_of(path: Path) -> Iterator[str]:
    """Every line within a code block, every code span."""
    for block, span in CODE.findall(path.read_text(encoding="utf-8")):
        yield from (block.replace("\\\n", " ").splitlines() if block else [span])


def calls_of(path: Path) -> Iterator[list[str]]:
    """The words after ``leakledger`` in each call that the document shows."""
    for line in code_of(path):
        for call in re.split(r"\s*(?:\||&&|;|#|(?<!\S)>)\s*", line):
            words = call.removeprefix("$ ").removeprefix("sudo ").split()
            if words and words[0].removeprefix(".venv/bin/") == "leakledger":
                yield words[1:]


def problem_with(words: list[str]) -> str | None:
    """What of a call does not exist; None where all of it does. Words in capitals and ``…`` stand for values."""
    command: click.Command = leakledger
    for word in words:
        if isinstance(command, click.Group) and not word.startswith("-"):
            found = command.get_command(click.Context(command), word)
            if found is None:
                return f"there is no command {word!r}"
            command = found
        elif (option := OPTION.match(word.strip("[]"))) and word.strip("[]").startswith("-"):
            known = {
                name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)
            }
            if option.group() not in known | {"--help", "-h", "--version"}:
                return f"{command.name} has no option {option.group()}"
    return None


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_a_document_shows_only_commands_and_options_that_exist(path: Path) -> None:
    found = [(" ".join(words), problem) for words in calls_of(path) if (problem := problem_with(words))]
    assert found == []


def test_the_check_of_commands_and_options_can_fail() -> None:
    assert problem_with(["devices", "list", "--home", "DIR"]) is None
    assert problem_with(["conquer"]) == "there is no command 'conquer'"
    assert problem_with(["devices", "list", "--no-such-option"]) is not None


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_a_document_names_only_make_targets_that_exist(path: Path) -> None:
    targets = set(
        re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = {match for line in code_of(path) for match in re.findall(r"(?:^|\s)make ([a-z-]+)", line)}
    assert named <= targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_a_document_names_only_files_that_exist(path: Path) -> None:
    named = {found for line in code_of(path) for found in REPOSITORY_PATH.findall(line)}
    assert sorted(name for name in named if not (REPOSITORY / name).exists()) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_the_links_of_a_document_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        assert file.is_relative_to(REPOSITORY), f"{target} leads out of the repository"
        assert not anchor or anchor in anchors_of(file), target


def anchors_of(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_changelog_begins_with_the_version_of_the_project() -> None:
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    text = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.search(r"^## \[?([^\]\s]+)", text, re.MULTILINE)
    assert first is not None
    assert first.group(1) == version


def test_the_readme_says_what_each_command_is_for() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    missing = [
        name
        for name in registry.command_modules()
        if not re.search(rf"leakledger[^`\n]* {name}|`{name}\b", text)
    ]
    assert missing == []

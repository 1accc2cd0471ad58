"""Lists of other projects that a user imported: kept in the home, asked beside the catalogue, each by its own name."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from analysis.host_names import suffixes
from analysis.list_formats import MAX_FILE, Entry, Listed, UnreadableList, read_list

FOLDER: Final = "lists"  # below the home
_ENDING: Final = ".list"
_MAX_FILES: Final = 100_000  # of a folder: Tracker Radar has a file a domain and country


class UserList(msgspec.Struct, frozen=True, kw_only=True):
    """One imported list. ``sha256`` is of the files as they were read, ``imported`` a day, YYYY-MM-DD."""

    format: int = 1
    name: str
    licence: str
    files: tuple[str, ...]
    sha256: str
    imported: str
    skipped: int
    hosts: dict[str, Entry]


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """What one list says of a host. ``owner`` is ``""`` where the list only has the host on it."""

    list: str
    owner: str
    category: str
    matched: str


class SecondOpinions:
    """All lists of a home; made once, asked often."""

    def __init__(self, lists: Iterable[UserList]) -> None:
        self.lists = tuple(lists)

    def of(self, host: str) -> tuple[Opinion, ...]:
        """What the lists say of a host, by the longest suffix of each; () where none says anything."""
        names = list(suffixes(host))
        return tuple(opinion for one in self.lists for opinion in _opinion(one, names))


def _opinion(one: UserList, names: list[str]) -> Iterator[Opinion]:
    for name in names:
        entry = one.hosts.get(name)
        if entry is not None and (not entry.exact or name == names[0]):
            yield Opinion(list=one.name, owner=entry.owner, category=entry.category, matched=name)
            return


def import_lists(home: Path, paths: Iterable[Path], today: str) -> list[UserList]:
    """Read lists and keep them below ``home``; files of one list become one. Raises ``UnreadableList``.

    A list of the same name is replaced. Nothing is kept where one file cannot be read.
    """
    read: dict[str, tuple[Listed, list[str], list[bytes]]] = {}
    for path in paths:
        for file in _files(path):
            content = _content(file)
            found = read_list(file.name, content)
            listed, names, digests = read.setdefault(found.name, (found, [], []))
            names.append(file.name)
            digests.append(hashlib.sha256(content).digest())
            if listed is not found:
                listed.hosts |= found.hosts
                listed.skipped += found.skipped
    kept = [
        UserList(
            name=listed.name, licence=listed.licence, files=tuple(names[:20]), imported=today, skipped=listed.skipped,
            sha256=hashlib.sha256(b"".join(sorted(digests))).hexdigest(), hosts=listed.hosts,
        )
        for listed, names, digests in read.values()
    ]  # fmt: skip
    for one in kept:
        _keep(home / FOLDER, one)
    return kept


def load_opinions(home: Path) -> SecondOpinions:
    """The lists of a home, by name; none where there is no such folder. Raises ``UnreadableList`` for a damaged one."""
    folder = home / FOLDER
    paths = sorted(folder.glob(f"*{_ENDING}")) if folder.is_dir() else []
    return SecondOpinions(_kept(path) for path in paths)


def _kept(path: Path) -> UserList:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=UserList)
    except (OSError, msgspec.DecodeError) as error:
        raise UnreadableList(
            f"{path}: damaged ({error}); import that list again, or delete the file"
        ) from None


def _files(path: Path) -> Iterator[Path]:
    """A file, or the JSON files of a folder such as Tracker Radar's ``entities``."""
    if not path.is_dir():
        yield path
        return
    count = 0
    for file in sorted(path.rglob("*.json")):
        count += 1
        if count > _MAX_FILES:
            raise UnreadableList(f"{path}: more than {_MAX_FILES} files; name the folder of the list itself")
        yield file
    if not count:
        raise UnreadableList(f"{path}: no JSON file is in this folder; name the list's file")


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise UnreadableList(f"{file}: {error.strerror or 'cannot be read'}; name a readable file") from None
    if len(content) > MAX_FILE:
        raise UnreadableList(f"{file}: more than {MAX_FILE >> 20} MiB; is this a list?")
    return content


def _keep(folder: Path, one: UserList) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    stem = re.sub(r"[^a-z0-9]{1,200}", "-", one.name.lower()).strip("-")[:80] or "list"
    draft = folder / f"{stem}.{os.getpid()}.new"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(msgspec.msgpack.encode(one))
    draft.replace(folder / f"{stem}{_ENDING}")

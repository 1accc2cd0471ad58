"""Lists of other projects that a user imported: kept in the home, asked beside the catalogue, each by its own name."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from analysis.host_names import suffixes
from analysis.list_formats import MAX_FILE, Entry, Listed, UnreadableList, read_list

FOLDER: Final = "lists"  # below the home
_ENDING: Final = ".list"
_NAMED: Final = 20  # files of a list whose names are kept
_MAX_FILES: Final = 100_000  # of a folder: Tracker Radar has a file a domain and country


class UserList(msgspec.Struct, frozen=True, kw_only=True):
    """One imported list. ``sha256`` is of the files as they were read, ``imported`` a day, YYYY-MM-DD.

    ``parts`` are the kinds of its files, where it has several. Joined with what was imported before, it has the digest of
    both digests.
    """

    format: int = 1
    name: str
    licence: str
    files: tuple[str, ...]
    sha256: str
    imported: str
    skipped: int
    hosts: dict[str, Entry]
    parts: tuple[str, ...] = ()


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


def import_lists(
    home: Path, paths: Iterable[Path], today: str, told: Callable[[str], None] = lambda _: None
) -> list[UserList]:
    """Read lists and keep them below ``home``; files of one list become one. Raises ``UnreadableList``.

    A list of the same name is replaced, unless that is of files of another kind: then they are joined. ``told`` hears of
    either. Nothing is kept where one file cannot be read.
    """
    read: dict[str, _Read] = {}
    for path in paths:
        for file in _files(path):
            content = _content(file)
            found = read_list(file.name, content)
            one = read.setdefault(found.name, _Read(listed=found))
            one.add(found, file.name, content)
    folder = home / FOLDER
    kept = [_beside(folder, one.made(today), told) for one in read.values()]
    for made in kept:
        _keep(folder, made)
    return kept


class _Read(msgspec.Struct, kw_only=True):
    """The files of one list, as they are read."""

    listed: Listed
    names: list[str] = []
    digests: list[bytes] = []
    parts: set[str] = set()

    def add(self, found: Listed, name: str, content: bytes) -> None:
        self.names.append(name)
        self.digests.append(hashlib.sha256(content).digest())
        if found.part:
            self.parts.add(found.part)
        if found is not self.listed:
            self.listed.hosts |= found.hosts
            self.listed.skipped += found.skipped

    def made(self, today: str) -> UserList:
        return UserList(
            name=self.listed.name, licence=self.listed.licence, files=tuple(self.names[:_NAMED]), imported=today,
            skipped=self.listed.skipped, sha256=_digest(self.digests), hosts=self.listed.hosts,
            parts=tuple(sorted(self.parts)),
        )  # fmt: skip


def _digest(digests: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()


def _beside(folder: Path, made: UserList, told: Callable[[str], None]) -> UserList:
    """A list with what is kept of that name already: joined where the two are of files of different kinds, else alone."""
    try:
        before = _kept(_place(folder, made.name))
    except UnreadableList:
        return made  # none, or a damaged one, which is imported again to mend it
    if before.name != made.name:
        return made
    files = ", ".join(before.files)
    if not made.parts or not before.parts or not set(made.parts).isdisjoint(before.parts):
        count = len(before.hosts)
        about = f"{files}; {count:,} host{'' if count == 1 else 's'}"
        told(f"{made.name}: replaced what was imported on {before.imported} ({about}).")
        return made
    told(f"{made.name}: joined with {files}, imported on {before.imported}.")
    return msgspec.structs.replace(
        made,
        files=(*before.files, *made.files)[:_NAMED],
        hosts=before.hosts | made.hosts,
        skipped=before.skipped + made.skipped,
        parts=tuple(sorted((*before.parts, *made.parts))),
        sha256=_digest(bytes.fromhex(one.sha256) for one in (before, made)),
    )


def load_opinions(home: Path) -> SecondOpinions:
    """The lists of a home, by name; none where there is no such folder. Raises ``UnreadableList`` for a damaged one."""
    return SecondOpinions(_kept(path) for path in _places(home))


def mark_of_lists(home: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes whenever a list of a home does."""
    found = []
    for path in _places(home):
        with suppress(FileNotFoundError):  # deleted just now
            status = path.stat()
            found.append((path.name, status.st_mtime_ns, status.st_size))
    return tuple(found)


def _places(home: Path) -> list[Path]:
    folder = home / FOLDER
    return sorted(folder.glob(f"*{_ENDING}")) if folder.is_dir() else []


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
    place = _place(folder, one.name)
    draft = place.with_suffix(f".{os.getpid()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(msgspec.msgpack.encode(one))
    draft.replace(place)


def _place(folder: Path, name: str) -> Path:
    """Where a list of a name is kept."""
    stem = re.sub(r"[^a-z0-9]{1,200}", "-", name.lower()).strip("-")[:80] or "list"
    return folder / f"{stem}{_ENDING}"

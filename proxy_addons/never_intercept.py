"""Says which hosts are never opened: the shipped list and what the home adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
import yaml

from analysis.errors import UserFault

FILE_NAME: Final = "never_intercept.yaml"
SHIPPED: Final = Path(__file__).with_name(FILE_NAME)
_MAX_LABELS: Final = 128  # a DNS name has at most 127
_NAME: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
# they show others' pages under a name of their own, with "-" for a dot and "--" for "-" (amp.dev, "Using the Google AMP
# Cache"; developers.google.com, "Enabling your ad network to work with translation-related Google Search features")
_SHOWN_BY: Final = re.compile(r"([a-z0-9-]{1,63})\.(?:translate\.goog|cdn\.ampproject\.org)")


class NeverInterceptUnreadable(UserFault):
    """A list that cannot be used; the text is one line with file, place and what is expected."""


class Category(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hosts of one kind. ``sensitive``: the ledger gets the category alone. ``hosts`` stand for all below them, too."""

    category: str
    sensitive: bool
    hosts: tuple[str, ...]
    why: str = ""


class Match(msgspec.Struct, frozen=True):
    """What a host is: its category, and whether that is all that may be kept of it."""

    category: str
    sensitive: bool

    @property
    def alias(self) -> str:
        """What stands in for the host of a sensitive category."""
        return f"category:{self.category}" if self.sensitive else ""


class NeverIntercept:
    """Label-wise suffix look-up: ``whatsapp.net`` covers ``g.whatsapp.net``, not ``notwhatsapp.net``.

    A sensitive page that somebody else shows is sensitive: ``clinic-example.translate.goog``.
    """

    def __init__(self, categories: Iterable[Category]) -> None:
        self._matches: dict[str, Match] = {}
        for entry in categories:
            for host in entry.hosts:
                name = normalise(host)
                earlier = self._matches.get(name)
                if earlier is None or (entry.sensitive and not earlier.sensitive):  # a later list only adds
                    self._matches[name] = Match(entry.category, entry.sensitive)
        self.match = lru_cache(maxsize=8192)(self._look_up)
        sensitive = self.sensitive
        self._ends: dict[bytes, tuple[bytes, ...]] = {}
        for name in sensitive:
            last = name.rpartition(".")[2].encode()
            for end, written in (
                (b"." + last, name.encode()),
                (bytes([len(last) & 63]) + last, on_the_wire(name)),
            ):
                self._ends[end] = (*self._ends.get(end, ()), written)
        self._longest = max((len(name) for names in self._ends.values() for name in names), default=0)

    @property
    def sensitive(self) -> tuple[str, ...]:
        """The names of the list of which only the category may be kept."""
        return tuple(name for name, match in self._matches.items() if match.sensitive)

    def is_in(self, data: bytes) -> bool:
        """Whether a sensitive name stands in some bytes, with its dots or as DNS writes it."""
        lowered = data.lower()
        for end, names in self._ends.items():  # few top-level domains, and many names
            place = lowered.find(end)
            while place >= 0:
                stop = place + len(end)
                if lowered[max(0, stop - self._longest) : stop].endswith(names):
                    return True
                place = lowered.find(end, stop)
        return False

    def within(self, text: str) -> Match | None:
        """What a sensitive name is that stands in a text, also with further labels behind it (a search domain)."""
        if not self.is_in(text.encode("utf-8", "replace")):
            return None  # nearly always
        for name in _NAME.findall(text.lower()):
            labels = name.split(".")[:_MAX_LABELS]
            for end in range(len(labels), 1, -1):
                match = self._look_up(".".join(labels[:end]))
                if match is not None and match.sensitive:
                    return match
        return None

    def match_any(self, hosts: Iterable[str]) -> Match | None:
        """The first match of several names of one target; a sensitive one wins."""
        found = [match for host in hosts if host and (match := self.match(host)) is not None]
        return next((match for match in found if match.sensitive), found[0] if found else None)

    def _look_up(self, host: str) -> Match | None:
        name = normalise(host)
        shown = _SHOWN_BY.fullmatch(name)
        if shown is not None:
            behind = self._look_up(shown[1].replace("--", "\0").replace("-", ".").replace("\0", "-"))
            if behind is not None and behind.sensitive:
                return behind
        labels = name.split(".")[-_MAX_LABELS:]
        best: Match | None = None
        for start in range(len(labels)):
            match = self._matches.get(".".join(labels[start:]))
            if match is not None and (best is None or (match.sensitive and not best.sensitive)):
                best = match
        return best


def normalise(host: str) -> str:
    """Lower case, no final dot, IDNA where it can be."""
    name = host.strip().rstrip(".").lower()
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def on_the_wire(name: str) -> bytes:
    """The labels of a name, each with its length (RFC 1035, 3.1)."""
    return b"".join(bytes([len(label) & 63]) + label.encode() for label in name.split("."))


def load(home: Path | None = None) -> NeverIntercept:
    """The shipped list, and the additions in a home folder. Raises ``NeverInterceptUnreadable``."""
    categories = read(SHIPPED)
    if home is not None and (home / FILE_NAME).exists():
        categories += read(home / FILE_NAME)
    return NeverIntercept(categories)


def read(path: Path) -> list[Category]:
    """The categories of one file. Raises ``NeverInterceptUnreadable``."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NeverInterceptUnreadable(f"{path}:{line}: {error.problem or 'not YAML'}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise NeverInterceptUnreadable(f"{path}: {error}") from error
    try:
        categories = msgspec.convert(content or [], type=list[Category])
    except msgspec.ValidationError as error:
        raise NeverInterceptUnreadable(
            f"{path}: {error}; expected a list of category, sensitive (true or false), hosts"
        ) from error
    for category in categories:
        _check(path, category)
    return categories


def _check(path: Path, category: Category) -> None:
    name = category.category
    if not name.replace("_", "").isalnum() or not name.isascii():
        raise NeverInterceptUnreadable(f"{path}: category {name!r}: letters, digits and _ only")
    for host in category.hosts:
        if "." not in host.strip(".") or any(letter in host for letter in " */:@"):
            raise NeverInterceptUnreadable(
                f"{path}: {name}: {host!r} is no host name; write example.org (it covers *.example.org)"
            )

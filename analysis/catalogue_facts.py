"""What the catalogue records of owners, claims and edges, each with the source that was read and the day of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

ClaimKind = Literal["retention", "licence", "ai_training", "sharing", "sale"]
Answer = Literal["yes", "no", "opt_out", ""]
RecipientKind = Literal["company", "dataset", "model"]


class Parent(msgspec.Struct, frozen=True, kw_only=True):
    """Who owns a company. ``since`` is YYYY, YYYY-MM or YYYY-MM-DD, ``""`` where nobody wrote it down."""

    company: str
    since: str = ""
    source: str = ""
    read: str = ""


class Investor(msgspec.Struct, frozen=True, kw_only=True):
    """Who put money in. ``company`` is an id or ``""``; with ``until`` it is a past one. Dates as for a parent."""

    name: str
    company: str = ""
    since: str = ""
    until: str = ""
    source: str
    read: str


class PastOwner(msgspec.Struct, frozen=True, kw_only=True):
    """Who owned a company before: a company's id or, where the catalogue has none, a ``name``."""

    name: str = ""
    company: str = ""
    until: str = ""
    source: str
    read: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a company says of itself, in our words; ``answer`` ``""`` where it is no yes or no."""

    kind: ClaimKind
    answer: Answer = ""
    says: str
    source: str
    read: str


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """An edge to what something feeds: the kind and the id of the recipient. ``until`` where it is past."""

    kind: RecipientKind
    to: str
    says: str
    until: str = ""
    source: str
    read: str


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """A data set or a model. ``company`` is who publishes it, ``""`` where no source says."""

    id: str
    name: str
    company: str = ""
    released: str = ""
    says: str = ""
    feeds: tuple[Feed, ...] = ()
    source: str
    read: str


class Pattern(msgspec.Struct, frozen=True):
    """A regular expression that is compiled when it is first asked: most endpoints of a catalogue never are."""

    pattern: str

    def search(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return _compiled(self.pattern).search(text)


@lru_cache(maxsize=8192)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)

"""What an exposure look-up gives: rows that a stranger can check, with query, time and the digest of the answer."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["opt_out", "crawl", "dataset"]
Said = Literal["reserved", "not_reserved", "not_stated", "found", "not_found", "unknown"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One answer. ``url`` is the user's, ``asked`` what was really fetched or searched, ``at`` when (UTC, ISO 8601).

    ``sha256`` is of the answer (hex), ``""`` where there was none. ``says`` is a sentence that goes no further than that.
    """

    kind: Kind
    url: str
    signal: str
    said: Said
    says: str
    asked: str
    at: str
    sha256: str

"""What of a body goes into the journal: all of it, a head sample, or its size alone."""

from __future__ import annotations

import hashlib

import msgspec

from analysis.records import BODY_LIMIT, HEAD_SAMPLE, Visibility
from proxy_addons.body_tap import BodyTap


class KeptBody(msgspec.Struct, frozen=True, kw_only=True):
    """The body fields of a transmission; sizes in bytes, the hash (hex) is that of the whole."""

    visibility: Visibility
    data: bytes | None = None
    size: int | None = None
    sha256: str | None = None


def kept(body: bytes | None, tap: BodyTap | None, visibility: Visibility) -> KeptBody:
    """From a whole body or from a tap. Runs in the writer thread."""
    if tap is not None:
        return _from_tap(tap, visibility)
    if not body:
        return KeptBody(visibility=visibility, size=None if body is None else 0)
    digest = hashlib.sha256(body).hexdigest()
    if len(body) > BODY_LIMIT:
        return KeptBody(visibility=Visibility.SAMPLED, data=body[:HEAD_SAMPLE], size=len(body), sha256=digest)
    return KeptBody(visibility=visibility, data=body, size=len(body), sha256=digest)


def _from_tap(tap: BodyTap, visibility: Visibility) -> KeptBody:
    if tap.size == 0:
        return KeptBody(visibility=visibility, size=0)
    shown = visibility if tap.complete else Visibility.SAMPLED
    return KeptBody(visibility=shown, data=tap.body, size=tap.size, sha256=tap.sha256)

"""Finds who a JSON Web Token is about: its subject (RFC 7519, 4.1.2), beside whom it was issued for and until when.

A service that speaks for itself is its own issuer (RFC 7523, 3); a program that does is the party it was given to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in
from analysis.payload import Leaf, Payload
from analysis.surroundings import surroundings

SUBJECTS: Final = FieldTable({"payload.sub": "sub"})
_CLAIMS: Final = ">jwt:$.payload.sub"
_ID: Final = lazy_pattern(r"(?=[^0-9]{0,80}[0-9])[A-Za-z0-9_.:|+=-]{3,80}")
_OTHERS: Final = ("iss", "aud", "azp", "client_id", "cid", "appid")
_DATED: Final = frozenset({"iat", "exp", "nbf", "iss", "auth_time"})
_PROGRAMS: Final = lazy_pattern(
    r"(?i)@clients\Z|(?:\A|[-_:.|])(?:svc|service|client|app|bot|system|anonymous|product|licen[cs]e|tenant|project|org|api)(?:[-_:.|]|\Z)"
)


def token_subjects(payload: Payload) -> Iterator[Leaf]:
    """The subjects of all tokens that are an account's number or name, with a digit."""
    for leaf, _, value in named_in(payload, SUBJECTS):
        if not leaf.path.endswith(_CLAIMS) or not _ID.fullmatch(value) or _PROGRAMS.search(value):
            continue
        claims = surroundings(payload).around(leaf.path)
        if claims is None or _DATED.isdisjoint(claims.members):
            continue
        if all(claims.members[name].value != leaf.value for name in _OTHERS if name in claims.members):
            yield leaf

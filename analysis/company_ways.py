"""What one can do about a company: its own contacts, else those of whoever owns it, or of its brands. Pure."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from analysis.catalogue import Company
from analysis.dossier import Dossier

WayKind = Literal["opt_out", "delete_account", "privacy_contact", "website"]
KINDS: Final[tuple[WayKind, ...]] = ("opt_out", "delete_account", "privacy_contact", "website")
_NEAR: Final = 3  # contacts of owners and brands; of a website one is enough


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One contact or page: ``where`` is a page's https:// address, an e-mail address or a postal one.

    ``company`` is whose it is, ``own`` whether that is the company itself; ``source`` says where it was read, ``read`` when.
    """

    kind: WayKind
    where: str
    company: Company
    own: bool
    source: str
    read: str


def ways(found: Dossier) -> tuple[Way, ...]:
    """Of each kind the company's own; where it has none, those of its owners, the nearest first, then of its brands."""
    others = [one for one in (*found.owners, *found.brands) if one.id != found.company.id]
    result: list[Way] = []
    for kind in KINDS:
        if getattr(found.company, kind):
            result.append(_way(kind, found.company, own=True))
            continue
        near = [one for one in others if getattr(one, kind)]
        result += [_way(kind, one, own=False) for one in near[: 1 if kind == "website" else _NEAR]]
    return tuple(result)


def is_page(where: str) -> bool:
    """Whether a contact is the address of a page, which may be followed; anything else is text."""
    return where.startswith(("https://", "http://"))


def _way(kind: WayKind, company: Company, *, own: bool) -> Way:
    source, read = company.source, company.read
    if company.contact_source:
        source, read = company.contact_source, company.contact_read
    return Way(kind=kind, where=getattr(company, kind), company=company, own=own, source=source, read=read)

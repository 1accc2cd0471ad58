"""Tells the app's own maker from third parties, where something in the message or the catalogue says so."""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from analysis.catalogue import Catalogue
from analysis.host_names import normalise_host, site_of
from analysis.lazy_patterns import lazy_pattern
from analysis.records import Transmission
from analysis.wording import tr

# What a company does for others' apps. Elsewhere a name that differs proves nothing: one maker has many names.
FOR_OTHERS: Final = frozenset(
    [
        "analytics",
        "advertising",
        "attribution",
        "crash",
        "push",
        "identification",
        "profiling",
        "fraud",
        "consent",
    ]
)
_APP_ID: Final = lazy_pattern(r"[a-zA-Z][\w-]{0,62}(?:\.[\w-]{1,63}){1,8}")


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Which side a recipient is on, and what says so."""

    side: Literal["first", "third"]
    reason: str


def party_of(transmission: Transmission, tracker: str | None, catalogue: Catalogue) -> Party | None:
    """The side of a transmission's recipient; None where nothing tells. Pure."""
    known = catalogue.trackers[tracker] if tracker is not None else None
    if known is not None and known.first_party:
        return Party(
            side="first",
            reason=tr("only its maker's own apps and devices talk to {service}", service=known.name),
        )
    host = normalise_host(transmission.host)
    asking = _asking_site(transmission)
    if host is None or asking is None:
        return None
    site, said = asking
    if site_of(host) == site:
        return Party(side="first", reason=tr("{said}, the site of this host", said=said))
    owner = catalogue.tracker_for(site)
    if owner is None or known is None:
        if known is not None and FOR_OTHERS.issuperset(known.purposes):
            works = tr(
                "{said}, and {service} works for others' apps and sites", said=said, service=known.name
            )
            return Party(side="third", reason=works)
        return None
    if _top(catalogue, owner.company) == _top(catalogue, known.company):
        return Party(side="first", reason=tr("{said}, which has the same owner", said=said))
    return Party(side="third", reason=tr("{said}, which has another owner", said=said))


def _asking_site(transmission: Transmission) -> tuple[str, str] | None:
    """Who asked: the page that the browser names, else the app by its identifier; and the words for it."""
    for header in ("origin", "referer"):
        value = transmission.header(header)
        if value and value.startswith(("https://", "http://")):
            page = _host_of(value)
            if page is not None:
                return site_of(page), tr("a page of {site} asked", site=site_of(page))
    hint = _APP_ID.match(transmission.app_hint or "")
    if hint is None:
        return None
    labels = hint[0].lower().split(".")
    name = normalise_host(".".join(reversed(labels[:3])))
    if name is None or len(labels[0]) > 6:  # a reversed domain begins with a top-level domain
        return None
    return site_of(name), tr("the app is {app}, named for {site}", app=hint[0], site=site_of(name))


def _host_of(address: str) -> str | None:
    try:
        return normalise_host(urlsplit(address[:2_000]).hostname or "")
    except ValueError:
        return None


def _top(catalogue: Catalogue, company: str) -> str:
    return catalogue.owner_chain(company)[-1].id

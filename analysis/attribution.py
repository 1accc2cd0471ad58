"""Says which tracker, company and endpoint something went to, on what evidence, and whether the app's own maker got it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Literal

import msgspec

from analysis.catalogue import Catalogue, Certainty, Tracker
from analysis.first_party import Party, party_of
from analysis.host_names import normalise_host
from analysis.payload import EndpointRule
from analysis.records import Flow, Transmission


class Evidence(StrEnum):
    """What named the recipient. The first three are the device's or the server's own word; the others are drawn from it."""

    HOST_HEADER = "host_header"
    SNI = "sni"
    CERTIFICATE = "certificate"
    DNS_ANSWER = "dns_answer"
    CNAME = "cname"


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """All names of one recipient. ``answers`` are those that a DNS answer gave this address, ``aliases`` where their CNAMEs
    led, ``certificate`` the names that the server's certificate holds."""

    host: str = ""
    sni: str = ""
    certificate: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of the catalogue, and the field map of the endpoint; each None where the catalogue knows nothing.

    ``carrier`` is the tracker whose machines a tenant rents: it is not blamed, so ``tracker`` and ``company`` are None and
    ``certainty`` is "uncertain". ``matched`` is the suffix that decided. ``party`` tells the app's own maker from others,
    with ``party_reason``; None where nothing says so.
    """

    tracker: str | None = None
    company: str | None = None
    endpoint: EndpointRule | None = None
    evidence: Evidence | None = None
    matched: str = ""
    certainty: Certainty | None = None
    carrier: str | None = None
    reason: str = ""
    party: Literal["first", "third"] | None = None
    party_reason: str = ""


_NOBODY: Final = Attribution()


def attribute(transmission: Transmission, catalogue: Catalogue, aliases: Iterable[str] = ()) -> Attribution:
    """Whom the catalogue knows behind a transmission's host. Pure.

    An endpoint may belong to a narrower tracker than its host (``www.facebook.com/tr`` is the pixel); it then decides.
    """
    found = attribute_names(Names(host=transmission.host, aliases=tuple(aliases)), catalogue)
    if found.certainty == "certain" or not found.matched:
        endpoint = catalogue.endpoint_for(transmission.host, transmission.path, transmission.method)
        if endpoint is not None:
            tracker = catalogue.trackers[endpoint.rule.tracker]
            found = msgspec.structs.replace(
                found, tracker=tracker.id, company=tracker.company, endpoint=endpoint.rule
            )
    return _with_party(found, party_of(transmission, found.tracker, catalogue))


def attribute_flow(
    flow: Flow, catalogue: Catalogue, aliases: Iterable[str] = (), certificate: Iterable[str] = ()
) -> Attribution:
    """Whom the catalogue knows at the other end of a connection, by the names that its record holds. Pure."""
    drawn = "DNS answer" in flow.reason and not flow.sni
    names = Names(
        host="" if drawn or flow.host == flow.sni else flow.host,
        sni=flow.sni or "",
        answers=(flow.host,) if drawn else (),
        aliases=tuple(aliases),
        certificate=tuple(certificate),
    )
    return attribute_names(names, catalogue)


def attribute_names(names: Names, catalogue: Catalogue) -> Attribution:
    """Whom the catalogue knows by these names, the strongest evidence first; a bare address is nobody's. Pure."""
    found = _by_names(names, catalogue)
    cloaked = _uncloaked(names, catalogue, found)
    return found if cloaked is None else cloaked


def _by_names(names: Names, catalogue: Catalogue) -> Attribution:
    if names.host:
        found = _by_name(names.host, Evidence.HOST_HEADER, catalogue)
        return _doubted(found, names, catalogue)
    if names.sni:
        return _by_name(names.sni, Evidence.SNI, catalogue)
    if names.certificate:
        return _by_several(names.certificate, Evidence.CERTIFICATE, catalogue)
    return _by_several(names.answers, Evidence.DNS_ANSWER, catalogue)


def _doubted(found: Attribution, names: Names, catalogue: Catalogue) -> Attribution:
    """A request may name another host inside than the connection did outside; the inner one is meant, and this is said."""
    if found.tracker is None or not names.sni or normalise_host(names.sni) == normalise_host(names.host):
        return found
    outside = catalogue.tracker_for(names.sni)
    if outside is not None and outside.company == found.company:
        return found
    return msgspec.structs.replace(found, reason=f"the connection itself was opened for {names.sni}")


def _by_name(name: str, evidence: Evidence, catalogue: Catalogue) -> Attribution:
    resolution = catalogue.resolve(name)
    tracker = resolution.tracker
    if tracker is None:
        return _NOBODY
    if resolution.certainty == "uncertain":
        return Attribution(
            evidence=evidence, matched=resolution.matched, certainty="uncertain", carrier=tracker.id,
            reason=f"a tenant of {tracker.name} ({resolution.matched}); whose it is, this name does not say",
        )  # fmt: skip
    return _certain(tracker, evidence, resolution.matched)


def _certain(tracker: Tracker, evidence: Evidence, matched: str, reason: str = "") -> Attribution:
    return Attribution(
        tracker=tracker.id, company=tracker.company, evidence=evidence, matched=matched, certainty="certain", reason=reason
    )  # fmt: skip


def _by_several(several: tuple[str, ...], evidence: Evidence, catalogue: Catalogue) -> Attribution:
    """Several names of one address: somebody only where all of them are his."""
    names = [name.removeprefix("*.") for name in several]
    found = [_by_name(name, evidence, catalogue) for name in names]
    if not found or all(one == _NOBODY for one in found):
        return _NOBODY
    companies = {one.company for one in found}
    if len(companies) == 1 and None not in companies:
        trackers = {one.tracker for one in found}
        return (
            found[0] if len(trackers) == 1 else msgspec.structs.replace(found[0], reason=_shared(len(names)))
        )
    carriers = {one.carrier for one in found if one.carrier is not None}
    return Attribution(
        evidence=evidence, certainty="uncertain", carrier=next(iter(carriers)) if len(carriers) == 1 else None,
        reason=f"{_shared(len(names))}, and they are not all of one company",
    )  # fmt: skip


def _shared(count: int) -> str:
    return f"{count} names share this address or certificate"


def _uncloaked(names: Names, catalogue: Catalogue, found: Attribution) -> Attribution | None:
    """The tracker that a name of somebody else is an alias of; None where the aliases say nothing new.

    A target listed under ``cnames`` decides over the name: that is what the key says. Any other target decides only
    where nobody is known by the name, and never for a mere carrier.
    """
    for alias in names.aliases:
        tracker = catalogue.cloaked(alias)
        if tracker is None or tracker.id == found.tracker:
            continue
        listed = any(f".{normalise_host(alias)}".endswith(f".{suffix}") for suffix in tracker.cnames)
        if listed or (found.tracker is None and tracker.purposes != ("cdn",)):
            asked = names.host or names.sni or next(iter(names.answers), "the name asked for")
            return _certain(tracker, Evidence.CNAME, alias, f"{asked} is an alias of {alias}")
    return None


def _with_party(found: Attribution, party: Party | None) -> Attribution:
    if found.evidence is Evidence.CNAME:
        party = Party(side="third", reason=found.reason)
    if party is None:
        return found
    return msgspec.structs.replace(found, party=party.side, party_reason=party.reason)

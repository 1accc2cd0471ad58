"""Says which tracker, company and endpoint something went to, on what evidence, and whether the app's own maker got it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Literal

import msgspec

from analysis.catalogue import Catalogue, Certainty, Tracker
from analysis.first_party import FOR_OTHERS, Party, party_of
from analysis.host_names import normalise_host
from analysis.payload import EndpointRule
from analysis.records import Flow, Transmission
from analysis.wording import tr, trn


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
_CARRIERS: Final = frozenset(
    {"cdn", "infrastructure", "service"}
)  # purposes of those on whose machines others' sites are


def attribute(transmission: Transmission, catalogue: Catalogue, aliases: Iterable[str] = ()) -> Attribution:
    """Whom the catalogue knows behind a transmission's host. Pure.

    An endpoint may belong to a narrower tracker than its host (``www.facebook.com/tr`` is the pixel); it then decides.
    """
    found = recipient(transmission, catalogue, aliases)
    return _with_party(found, party_of(transmission, found.tracker, catalogue))


def recipient(transmission: Transmission, catalogue: Catalogue, aliases: Iterable[str] = ()) -> Attribution:
    """The same without the side that it is on, for those who do not ask. Pure."""
    found = attribute_names(Names(host=transmission.host, aliases=tuple(aliases)), catalogue)
    if found.certainty == "certain" or not found.matched:
        endpoint = catalogue.endpoint_for(transmission.host, transmission.path, transmission.method)
        if endpoint is not None:
            tracker = catalogue.trackers[endpoint.rule.tracker]
            found = msgspec.structs.replace(
                found, tracker=tracker.id, company=tracker.company, endpoint=endpoint.rule
            )
    return found


def attribute_flow(
    flow: Flow, catalogue: Catalogue, aliases: Iterable[str] = (), certificate: Iterable[str] = ()
) -> Attribution:
    """Whom the catalogue knows at the other end of a connection, by the names that its record holds. Pure.

    ``aliases`` are further ones than the record's own; ``certificate`` the names that the server's certificate holds.
    """
    drawn = "DNS answer" in flow.reason and not flow.sni
    names = Names(
        host="" if drawn or flow.host == flow.sni else flow.host,
        sni=flow.sni or "",
        answers=(flow.host,) if drawn else (),
        aliases=(*flow.aliases, *aliases),
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
    return msgspec.structs.replace(
        found, reason=tr("the connection itself was opened for {name}", name=names.sni)
    )


def _by_name(name: str, evidence: Evidence, catalogue: Catalogue) -> Attribution:
    resolution = catalogue.resolve(name)
    tracker = resolution.tracker
    if tracker is None:
        return _NOBODY
    if resolution.certainty == "uncertain":
        return Attribution(
            evidence=evidence, matched=resolution.matched, certainty="uncertain", carrier=tracker.id,
            reason=tr(
                "a tenant of {service} ({name}); whose it is, this name does not say",
                service=tracker.name, name=resolution.matched,
            ),
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
        reason=trn(
            "{n} names share this address or certificate, and they are not all of one company",
            "{n} names share this address or certificate, and they are not all of one company",
            len(names),
        ),
    )  # fmt: skip


def _shared(count: int) -> str:
    return trn(
        "{n} names share this address or certificate", "{n} names share this address or certificate", count
    )


def _uncloaked(names: Names, catalogue: Catalogue, found: Attribution) -> Attribution | None:
    """The tracker that a name of somebody else is an alias of; None where the aliases say nothing new."""
    for alias in names.aliases:
        tracker = catalogue.cloaked(alias)
        if tracker is not None and tracker.company != found.company and _decides(tracker, alias, found):
            reason = tr("{name} is an alias of {alias}", name=_asked(names), alias=alias)
            return _certain(tracker, Evidence.CNAME, alias, reason)
    return _carried(names, catalogue) if found == _NOBODY else None


def _decides(tracker: Tracker, alias: str, found: Attribution) -> bool:
    """Whether the target of an alias decides over the name.

    One listed under ``cnames`` always does: that is what the key says. Over a name that is somebody's, only what works for
    others' sites does (a shop's name that leads to a counter of visits); a mere carrier never.
    """
    if any(f".{normalise_host(alias)}".endswith(f".{suffix}") for suffix in tracker.cnames):
        return True
    if found.tracker is not None:
        return FOR_OTHERS.issuperset(tracker.purposes)
    return not _carries(tracker)


def _carries(tracker: Tracker) -> bool:
    return _CARRIERS.issuperset(tracker.purposes)


def _carried(names: Names, catalogue: Catalogue) -> Attribution | None:
    """Whose machines an unknown name ends at, where many share them: the carrier is named, not blamed."""
    for alias in reversed(names.aliases):
        resolution = catalogue.resolve(alias)
        tracker = resolution.tracker
        if tracker is not None and (resolution.certainty == "uncertain" or _carries(tracker)):
            return Attribution(
                evidence=Evidence.CNAME, matched=resolution.matched, certainty="uncertain", carrier=tracker.id,
                reason=tr(
                    "{name} is an alias of {alias}, carried by {service}; whose it is, this does not say",
                    name=_asked(names), alias=alias, service=tracker.name,
                ),
            )  # fmt: skip
    return None


def _asked(names: Names) -> str:
    return names.host or names.sni or next(iter(names.answers), tr("the name asked for"))


def _with_party(found: Attribution, party: Party | None) -> Attribution:
    if found.evidence is Evidence.CNAME and found.tracker is not None:
        party = Party(side="third", reason=found.reason)
    if party is None:
        return found
    return msgspec.structs.replace(found, party=party.side, party_reason=party.reason)

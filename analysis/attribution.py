"""Says which tracker, company and endpoint something went to, on what evidence, and whether the app's own maker got it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from analysis.attribution_records import NOBODY, Attribution, Evidence, Names
from analysis.catalogue import Catalogue, Tracker
from analysis.first_party import FOR_OTHERS, Party, party_of
from analysis.host_names import normalise_host
from analysis.records import Certificate, Flow, Transmission
from analysis.wording import tr, trn

_ANY: Final = "any"  # a label for whatever a wildcard stands for
_CARRIERS: Final = frozenset(
    {"cdn", "infrastructure", "service"}
)  # purposes of those on whose machines others' sites are


_ENDS_AN_ADDRESS: Final = frozenset("0123456789abcdefABCDEF:]")


def attribute(transmission: Transmission, catalogue: Catalogue, aliases: Iterable[str] = ()) -> Attribution:
    """Whom the catalogue knows behind a transmission's host. Pure.

    An endpoint may belong to a narrower tracker than its host (``www.facebook.com/tr`` is the pixel); it then decides.
    """
    found = recipient(transmission, catalogue, aliases)
    return _with_party(found, party_of(transmission, found.tracker, catalogue))


def recipient(transmission: Transmission, catalogue: Catalogue, aliases: Iterable[str] = ()) -> Attribution:
    """The same without the side that it is on, for those who do not ask. Pure."""
    found = attribute_names(Names(host=transmission.host, aliases=tuple(aliases)), catalogue)
    if found == NOBODY and transmission.host[-1:] in _ENDS_AN_ADDRESS:
        return _by_address(transmission.host, catalogue)
    if found.certainty == "certain" or not found.matched:
        endpoint = catalogue.endpoint_for(transmission.host, transmission.path, transmission.method)
        if endpoint is not None:
            tracker = catalogue.trackers[endpoint.rule.tracker]
            found = msgspec.structs.replace(
                found, tracker=tracker.id, company=tracker.company, endpoint=endpoint.rule
            )
    return found


def attribute_flow(flow: Flow, catalogue: Catalogue, aliases: Iterable[str] = ()) -> Attribution:
    """Whom the catalogue knows at the other end of a connection, by the names that its record holds. Pure.

    ``aliases`` are further ones than the record's own. A name decides over the range that the address is in.
    """
    named = flow.host if normalise_host(flow.host) is not None else ""
    drawn = "DNS answer" in flow.reason and not flow.sni
    address = flow.upstream.remote_ip if flow.upstream is not None else "" if named else flow.host
    names = Names(
        host="" if drawn or named == flow.sni else named,
        sni=flow.sni or "",
        answers=(named,) if drawn and named else (),
        aliases=(*flow.aliases, *aliases),
        certificate=flow.certificate,
        address=address,
    )
    return attribute_names(names, catalogue)


def attribute_names(names: Names, catalogue: Catalogue) -> Attribution:
    """Whom the catalogue knows by these names, the strongest evidence first, and by its address what has no name. Pure."""
    found = _by_names(names, catalogue)
    cloaked = _uncloaked(names, catalogue, found)
    return found if cloaked is None else cloaked


def _by_names(names: Names, catalogue: Catalogue) -> Attribution:
    if names.host:
        found = _by_name(names.host, Evidence.HOST_HEADER, catalogue)
        return _doubted(found, names, catalogue)
    if names.sni:
        return _by_name(names.sni, Evidence.SNI, catalogue)
    certificate = names.certificate or Certificate()
    if certificate.vouched:
        return _by_certificate(certificate, catalogue)
    if names.answers:
        return _by_several(names.answers, Evidence.DNS_ANSWER, catalogue)
    placed = _by_address(names.address, catalogue)
    claimed = _by_certificate(certificate, catalogue) if placed.company is None else NOBODY
    return placed if claimed == NOBODY else claimed


def _by_certificate(certificate: Certificate, catalogue: Catalogue) -> Attribution:
    """Whom the names of a certificate are of: of a wildcard, those of everything that it stands for."""
    names = tuple(dict.fromkeys(name for one in certificate.names for name in _meant(one, catalogue)))
    found = _by_several(names, Evidence.CERTIFICATE, catalogue, len(certificate.names))
    if found.certainty != "certain" or (certificate.vouched and not certificate.more):
        return found
    company = catalogue.companies[found.company or ""].name
    if certificate.vouched:
        reason = tr("its certificate is for {company}, and for names that were not read", company=company)
    else:
        reason = tr(
            "its certificate says that it is for {company}, but no known authority vouches for that",
            company=company,
        )
    return Attribution(
        evidence=Evidence.CERTIFICATE, certainty="uncertain", matched=found.matched, reason=reason
    )


def _meant(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The names for which one of a certificate stands. What the catalogue has right below a wildcard is among them."""
    if not name.startswith("*."):
        return (name,)
    end, labels = name[1:], name.count(".")
    return (
        _ANY + end,
        *(host for host in catalogue.owners if host.endswith(end) and host.count(".") == labels),
    )


def _by_address(address: str, catalogue: Catalogue) -> Attribution:
    """Who says that an address is his; where his customers have theirs, too, nobody is blamed."""
    network = catalogue.networks.of(address)
    if network is None:
        return NOBODY
    company = catalogue.companies[network.company].name
    blanks = {"company": company, "network": network.cidr, "source": network.source, "day": network.read}
    if not network.shared:
        return Attribution(
            company=network.company, evidence=Evidence.ADDRESS_RANGE, matched=network.cidr, certainty="certain",
            reason=tr("the address is in {network}, a network of {company} ({source}, read on {day})", **blanks),
        )  # fmt: skip
    return Attribution(
        evidence=Evidence.ADDRESS_RANGE, matched=network.cidr, certainty="uncertain",
        reason=tr(
            "an address of {company} ({network}), where the services of its customers are, or may be; whose it is, this does"
            " not say ({source}, read on {day})",
            **blanks,
        ),
    )  # fmt: skip


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
        return NOBODY
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


def _by_several(
    several: tuple[str, ...], evidence: Evidence, catalogue: Catalogue, count: int = 0
) -> Attribution:
    """Several names of one address: somebody only where all of them are his. ``count`` is how many were given."""
    count = count or len(several)
    found = [_by_name(name, evidence, catalogue) for name in several]
    if not found or all(one == NOBODY for one in found):
        return NOBODY
    companies = {one.company for one in found}
    if len(companies) == 1 and None not in companies:
        if len({one.tracker for one in found}) == 1:
            return found[0]
        return msgspec.structs.replace(found[0], tracker=None, reason=_shared(count))
    carriers = {one.carrier for one in found if one.carrier is not None}
    if len(found) == 1:
        return found[0]
    return Attribution(
        evidence=evidence, certainty="uncertain", carrier=next(iter(carriers)) if len(carriers) == 1 else None,
        reason=trn(
            "{n} name of this address or certificate stands for machines that are not all of one company",
            "{n} names share this address or certificate, and they are not all of one company",
            count,
        ),
    )  # fmt: skip


def _shared(count: int) -> str:
    return trn(
        "{n} name of this address or certificate stands for several services",
        "{n} names share this address or certificate",
        count,
    )


def _uncloaked(names: Names, catalogue: Catalogue, found: Attribution) -> Attribution | None:
    """The tracker that a name of somebody else is an alias of; None where the aliases say nothing new."""
    for alias in names.aliases:
        tracker = catalogue.cloaked(alias)
        if tracker is not None and tracker.company != found.company and _decides(tracker, alias, found):
            reason = tr("{name} is an alias of {alias}", name=_asked(names), alias=alias)
            return _certain(tracker, Evidence.CNAME, alias, reason)
    return _carried(names, catalogue) if found == NOBODY else None


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

"""Turns the checked shapes of ``trackers.yaml`` into the records that the rest of the program works with."""

from __future__ import annotations

from analysis.catalogue import Company, Endpoint, ExactHost, HostPattern, Tracker
from analysis.catalogue_facts import (
    Claim,
    Feed,
    Investor,
    Parent,
    PastOwner,
    Pattern,
    Recipient,
    RecipientKind,
)
from analysis.catalogue_networks import Network
from analysis.catalogue_shape import (
    ClaimShape,
    CompanyShape,
    FeedShape,
    InvestorShape,
    ParentShape,
    PastOwnerShape,
    RecipientShape,
    TrackerShape,
)


def company_of(shape: CompanyShape) -> Company:
    """A company, with who owns it and who did."""
    return Company(
        id=shape.id, name=shape.name, country=shape.country,
        parent=None if shape.parent is None else _parent(shape.parent),
        investors=tuple(map(_investor, shape.investors)), past_owners=tuple(map(_past_owner, shape.past_owners)),
        legal_entity=shape.legal_entity or "", website=shape.website or "",
        privacy_contact=shape.privacy_contact or "", opt_out=shape.opt_out or "",
        delete_account=shape.delete_account or "", contact_source=shape.contact_source or "",
        contact_read=shape.contact_read or "", basis=shape.basis or "", source=shape.source or "", read=shape.read or "",
    )  # fmt: skip


def networks_of(shape: CompanyShape) -> list[Network]:
    """The networks of a company."""
    return [
        Network(cidr=cidr, company=shape.id, shared=bool(part.shared), source=part.source, read=part.read)
        for part in shape.networks
        for cidr in part.ranges
    ]


def tracker_of(shape: TrackerShape, endpoints: tuple[Endpoint, ...]) -> Tracker:
    """A tracker, with its endpoints, claims and edges."""
    return Tracker(
        id=shape.id, name=shape.name, company=shape.company, purposes=tuple(shape.purposes), hosts=tuple(shape.hosts),
        exact=tuple(ExactHost(host=one.host, reason=one.reason) for one in shape.exact),
        patterns=tuple(
            HostPattern(below=one.below, matches=Pattern(one.matches), reason=one.reason) for one in shape.patterns
        ),
        references=tuple(shape.references), cnames=tuple(shape.cnames), first_party=bool(shape.first_party),
        data_expected=tuple(shape.data_expected), endpoints=endpoints, claims=tuple(map(_claim, shape.claims)),
        feeds=tuple(map(_feed, shape.feeds)), last_verified=shape.last_verified, basis=shape.basis or "",
        source=shape.source or "", read=shape.read or "",
    )  # fmt: skip


def recipient_of(shape: RecipientShape) -> Recipient:
    """A data set or a model, with its edges."""
    return Recipient(
        id=shape.id, name=shape.name, company=shape.company or "", released=shape.released or "",
        says=shape.says or "", feeds=tuple(map(_feed, shape.feeds)), source=shape.source, read=shape.read,
    )  # fmt: skip


def target_of(shape: FeedShape) -> tuple[RecipientKind, str]:
    """What an edge goes to: the kind and the id."""
    if shape.company is not None:
        return "company", shape.company
    return ("dataset", shape.dataset) if shape.dataset is not None else ("model", shape.model or "")


def _parent(shape: ParentShape) -> Parent:
    return Parent(
        company=shape.company, since=shape.since or "", source=shape.source or "", read=shape.read or ""
    )


def _investor(shape: InvestorShape) -> Investor:
    return Investor(
        name=shape.name, company=shape.company or "", since=shape.since or "", until=shape.until or "",
        source=shape.source, read=shape.read,
    )  # fmt: skip


def _past_owner(shape: PastOwnerShape) -> PastOwner:
    return PastOwner(
        name=shape.name or "", company=shape.company or "", until=shape.until or "", source=shape.source,
        read=shape.read,
    )  # fmt: skip


def _claim(shape: ClaimShape) -> Claim:
    return Claim(
        kind=shape.kind, answer=shape.answer or "", says=shape.says, source=shape.source, read=shape.read
    )


def _feed(shape: FeedShape) -> Feed:
    kind, to = target_of(shape)
    return Feed(
        kind=kind, to=to, says=shape.says, until=shape.until or "", source=shape.source, read=shape.read
    )

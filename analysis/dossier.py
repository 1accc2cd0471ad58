"""Everything about one company on one page: owners, seat, what it got from this house, what it claims and feeds. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from analysis.catalogue import Catalogue, Company, Tracker
from analysis.catalogue_facts import Claim, Investor, PastOwner
from analysis.feed_chains import Edge, feed_chains, published_chains, what_feeds
from analysis.wording import tr


class Received(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one company's receiver got from one device: ``count`` findings of a ``category``, the sure ones among them,
    on the days ``first`` to ``last`` (YYYY-MM-DD)."""

    device: str
    company: str
    category: str
    count: int
    certain: int
    first: str
    last: str


class Contact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """That a device talked to a tracker: messages that could be read, and connections."""

    device: str
    company: str
    tracker: str
    messages: int
    flows: int


class TrackerPart(msgspec.Struct, frozen=True, kw_only=True):
    """One tracker of the company or of one of its brands, with what it claims and feeds."""

    tracker: Tracker
    company: Company
    contacted: bool
    edges: tuple[Edge, ...]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """One company. ``owners`` are above it, the nearest first; ``brands`` are itself and all below it.

    ``received`` and ``contacts`` are of the company and all its brands. ``answers_in_law`` names the one whom a source
    calls the controller, which may be another than the owner of the brand. ``published_edges`` lead from it and its brands
    to what they publish and on; ``fed_by`` lead to them, the nearest first.
    """

    company: Company
    owners: tuple[Company, ...]
    brands: tuple[Company, ...]
    trackers: tuple[TrackerPart, ...]
    received: tuple[Received, ...]
    contacts: tuple[Contact, ...]
    answers_in_law: str
    published: tuple[str, ...]  # names of data sets and models
    published_edges: tuple[Edge, ...]
    fed_by: tuple[Edge, ...]

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices that talked to the company or one of its brands, sorted by id."""
        got, met = {one.device for one in self.received}, {one.device for one in self.contacts}
        return tuple(sorted(got | met))

    @property
    def trackers_contacted(self) -> tuple[TrackerPart, ...]:
        """Those trackers that a device talked to."""
        return tuple(part for part in self.trackers if part.contacted)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """What its services feed, and what the data sets and models feed that it publishes."""
        return (*(edge for part in self.trackers for edge in part.edges), *self.published_edges)

    @property
    def claims(self) -> tuple[tuple[Tracker, Claim], ...]:
        """What the company says of itself, with the service that it says it of."""
        return tuple((part.tracker, claim) for part in self.trackers for claim in part.tracker.claims)

    @property
    def present_investors(self) -> tuple[Investor, ...]:
        """Investors of whom the source does not say that they left."""
        return tuple(one for one in self.company.investors if not one.until)

    @property
    def past(self) -> tuple[Investor | PastOwner, ...]:
        """Investors that left, and owners before."""
        return (*(one for one in self.company.investors if one.until), *self.company.past_owners)


def dossier(
    catalogue: Catalogue, company: str, received: Iterable[Received] = (), contacts: Iterable[Contact] = ()
) -> Dossier:
    """The dossier of a company of the catalogue. Raises ``KeyError`` for a company that is not there. Pure."""
    chain = catalogue.owner_chain(company)
    brands = catalogue.brands(company)
    mine = {brand.id for brand in brands}
    met = tuple(contact for contact in contacts if contact.company in mine)
    spoken_to = {contact.tracker for contact in met}
    trackers = tuple(
        TrackerPart(
            tracker=tracker, company=catalogue.companies[tracker.company], contacted=tracker.id in spoken_to,
            edges=feed_chains(catalogue, tracker.name, tracker.feeds),
        )
        for tracker in catalogue.trackers.values()
        if tracker.company in mine
    )  # fmt: skip
    return Dossier(
        company=chain[0], owners=chain[1:], brands=brands, trackers=trackers,
        received=tuple(one for one in received if one.company in mine), contacts=met,
        answers_in_law=chain[0].legal_entity,
        published=tuple(one.name for _, one in catalogue.recipients() if one.company in mine),
        published_edges=tuple(edge for brand in brands for edge in published_chains(catalogue, brand.id)),
        fed_by=what_feeds(catalogue, mine),
    )  # fmt: skip


def find_company(catalogue: Catalogue, words: str) -> Company | None:
    """A company by its id or, whatever the case, its name; None where there is none."""
    wanted = words.strip().casefold()
    exact = catalogue.companies.get(wanted)
    if exact is not None:
        return exact
    return next((one for one in catalogue.companies.values() if one.name.casefold() == wanted), None)


def basis_of(entry: Company | Tracker) -> str:
    """On what ground an entry stands, in words: the source and the day it was read, or that everybody knows it."""
    if not entry.source:
        return tr("common knowledge; no source was read")
    return tr("{source}, read {date}", source=entry.source, date=entry.read)

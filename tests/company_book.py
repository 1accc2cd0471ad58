"""The made-up morning, today, with a catalogue that knows owners, claims and edges."""

from __future__ import annotations

from datetime import datetime

import msgspec

from analysis.catalogue import Catalogue
from analysis.catalogue_facts import Claim, Feed, Investor, Parent, PastOwner, Recipient
from analysis.catalogue_indices import assembled
from analysis.ledger import Ledger
from analysis.settings import Home
from tests.ledger_book import CATALOGUE, DEVICES, ZONE, Book, found, morning

SOURCE = "https://news.example/deal"
READ = "2026-11-25"


def rich_catalogue() -> Catalogue:
    """The catalogue of the made-up morning: Avatar App and Social Network belong to Big Group, and the avatar app feeds."""
    companies = dict(CATALOGUE.companies)
    companies["group"] = msgspec.structs.replace(
        companies["bank"], id="group", name="Big Group", country="US"
    )
    companies["avatar"] = msgspec.structs.replace(
        companies["avatar"],
        parent=Parent(company="group", since="2021-03", source=SOURCE, read=READ),
        investors=(
            Investor(name="Mail Fund", since="2016", until="2019", source=SOURCE, read=READ),
            Investor(name="Bank", company="bank", source=SOURCE, read=READ),
        ),
        past_owners=(PastOwner(name="Its Founders", until="2021-03", source=SOURCE, read=READ),),
        legal_entity="Avatar App Europe Ltd, Dublin",
        opt_out="https://avatar.example/object",
        privacy_contact="privacy@avatar.example",
        delete_account="https://avatar.example/gone",
        contact_source="https://contacts.example/avatar; github.com/book/of contacts",
        contact_read=READ,
    )
    companies["social"] = msgspec.structs.replace(companies["social"], parent=Parent(company="group"))
    trackers = dict(CATALOGUE.trackers)
    trackers["avatar-t"] = msgspec.structs.replace(
        trackers["avatar-t"],
        hosts=("api.avatar.example",),
        claims=(
            Claim(kind="retention", says="photos are deleted after 24 hours", source=SOURCE, read=READ),
            Claim(kind="ai_training", answer="opt_out", says="photos train its models", source=SOURCE, read=READ),
        ),
        feeds=(
            Feed(kind="dataset", to="open-pictures", says="public portraits were crawled", source=SOURCE, read=READ),
            Feed(kind="company", to="bank", says="shared profiles", until="2020", source=SOURCE, read=READ),
        ),
    )  # fmt: skip
    picture = Feed(kind="model", to="painter", says="trained on it", source=SOURCE, read=READ)
    again = Feed(
        kind="dataset", to="open-pictures", says="its pictures are crawled again", source=SOURCE, read=READ
    )
    datasets = {
        "open-pictures": Recipient(
            id="open-pictures", name="Open Pictures", feeds=(picture,), source=SOURCE, read=READ
        )
    }
    models = {
        "painter": Recipient(
            id="painter", name="Painter", company="group", feeds=(again,), source=SOURCE, read=READ
        )
    }
    return assembled("catalogue-1", companies, trackers, datasets, models)  # fmt: skip


def today() -> str:
    """Today in the home's zone."""
    return datetime.now(ZONE).date().isoformat()


def this_morning(book: Book) -> None:
    """The morning, today, and one message to a host that nobody knows."""
    morning(book, datetime.now(ZONE).date())
    at = book.at("10:00", datetime.now(ZONE).date())
    book.send(
        at, DEVICES[0].id, "", found("location.precise", "52.52, 13.40"), host="tenant.cloudhost.example"
    )


def describe(home: Home, catalogue: Catalogue | None = None) -> None:
    """Copy the catalogue's facts into the ledger, as the analyst does when it starts."""
    ledger = Ledger(home.ledger_path, ZONE)
    ledger.describe(rich_catalogue() if catalogue is None else catalogue, DEVICES)
    ledger.close()

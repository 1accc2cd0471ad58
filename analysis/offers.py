"""Tells what is offered to all: rows with a price, each in another town, and how a firm can be reached."""

from __future__ import annotations

from typing import Final

from analysis.field_names import all_words
from analysis.payload import Group
from analysis.public_places import IS_OF_A_PERSON
from analysis.readings import is_time_name
from analysis.reference_tables import MOST, first_rows, said_by
from analysis.surroundings import Surroundings

_PRICES: Final = frozenset({
    "price", "preis", "prix", "precio", "prezzo", "preco", "prijs", "cena", "pris", "fiyat", "ar", "hinta", "pret", "rent",
    "miete", "pricepernight", "nightlyprice", "preispronacht",
})  # fmt: skip
_ORDERED: Final = frozenset({
    "orders", "order", "bestellungen", "bookings", "buchungen", "trips", "rides", "fahrten", "invoices", "rechnungen",
    "deliveries", "lieferungen", "shipments", "history", "tickets", "purchases", "kaeufe",
})  # fmt: skip
_HELP: Final = frozenset(
    {"hotline", "servicehotline", "helpline", "servicezeiten", "supporthours", "infoline", "helpdesk"}
)


_DEPARTMENTS: Final = frozenset({
    "abteilungen", "departments", "departements", "departamentos", "aemter", "dienststellen", "offices", "bueros", "bureaus",
    "servicestellen", "uffici", "oficinas", "urzedy", "wydzialy", "urady", "servicedesks", "helpdesks", "hotlines",
})  # fmt: skip


def is_offered(group: Group, place: Surroundings) -> bool:
    """A row of a list of what has a price, each in another town: none that somebody ordered, and no time."""
    said = said_by(group)
    if (
        said.isdisjoint(_PRICES)
        or IS_OF_A_PERSON[tuple(group.members)[:MOST]]
        or any(map(is_time_name, group.members))
    ):
        return False
    return bool(first_rows(group.path, place, 2)) and all_words(group.names[-2:]).isdisjoint(_ORDERED)


def is_help_desk(group: Group, _place: Surroundings) -> bool:
    """How a firm or an office can be reached: a line for all beside it, or a row of a list of departments."""
    return not said_by(group).isdisjoint(_HELP) or not all_words(group.names[-2:]).isdisjoint(_DEPARTMENTS)

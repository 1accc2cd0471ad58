"""Tells rows of a directory of places that are open to all: shops, chemists, filling stations, with how to reach each.

A row has a name and an address or a telephone number, and its list is named after a kind of place; or it is a feature of
GeoJSON (RFC 7946) that tells its hours.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.field_names import all_words, words
from analysis.payload import Group
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

_KINDS: Final = frozenset({
    "station", "stations", "fuel", "petrol", "oil", "gas", "store", "stores", "shop", "shops", "branch", "branches",
    "pharmacy", "pharmacies", "apotheke", "apotheken", "farmacia", "farmacie", "farmacias", "pharmacie", "eczane",
    "eczaneler", "sube", "subeler", "filiale", "filialen", "agences", "sucursales", "tiendas", "negozi", "magasins",
    "winkels", "butiker", "restaurant", "restaurants", "hotel", "hotels", "atm", "atms", "dealer", "dealers", "outlet",
    "outlets", "clinics", "hospitals", "hospital", "library", "libraries", "museum", "museums", "garages", "workshops",
    "tankstellen", "apteki", "sklepy", "chemists", "bakeries", "cafes", "cinemas", "parcelshops", "parking", "parkings",
    "lockers", "pickuppoints", "schools", "schulen", "okullar", "szkoly", "ecoles", "escuelas", "scuole",
    "kindergartens", "doctors", "aerzte", "arzt", "churches", "banks", "huts", "refuges", "hotspots", "warehouses",
    "depots", "airports", "hospices", "campsites", "playgrounds", "pools", "swimmingpools", "gyms",
})  # fmt: skip
_CALLED: Final = frozenset(
    {"name", "nm", "title", "label", "nome", "naam", "nom", "nazwa", "nombre", "ad", "adi"}
)
_STANDS_AT: Final = frozenset(
    {"address", "addr", "adr", "street", "indirizzo", "adresse", "adres", "direccion", "strasse"}
)
_CALLED_AT: Final = frozenset({"phone", "tel", "telephone", "telefon", "telefono", "telefoon"})
_TOLD: Final = frozenset({"free", "total", "capacity", "occupied", "vacant", "spaces"})  # of a car park
_WHO: Final = frozenset(
    {"firstname", "lastname", "surname", "givenname", "birthdate", "employee", "salary", "gender"}
)
_HOURS: Final = frozenset(
    {"hours", "openinghours", "zeiten", "horaires", "orari", "horario", "openingstijden"}
)
_FROM_TO: Final = re.compile(
    r"(?i).{0,12}?\b[0-2]?[0-9](?:[:.h][0-5][0-9]|h| ?[ap]m)?\s?(?:-|–|bis|to)\s?[0-2]?[0-9].{0,60}"
)


def _row_of_names(names: tuple[str, ...]) -> str:
    """The name under which a row is called, where it tells an address or a telephone number too; else ""."""
    said = all_words(names)
    if said.isdisjoint(_STANDS_AT | _CALLED_AT) and len(said & _TOLD) < 2:
        return ""
    if any("".join(words(name)) in _WHO for name in names):
        return ""
    return next((name for name in names if words(name)[-1:] and words(name)[-1] in _CALLED), "")


_NAME_OF_ROW: Final = Remembered(_row_of_names)
_IS_KIND: Final = Remembered[tuple[str, ...], bool](lambda names: not _KINDS.isdisjoint(all_words(names)))


def is_in_a_directory(group: Group, place: Surroundings) -> bool:
    """Whether an object is a row of a list named after a kind of place, each with its own name, or a feature with hours."""
    if group.path.endswith("]"):
        return _IS_KIND[group.names[-2:]] and _is_called_otherwise(group, place)
    return group.name == "properties" and _has_hours(group, place)


def _is_called_otherwise(group: Group, place: Surroundings) -> bool:
    """Whether the first two rows of the list of an object have different names."""
    name = _NAME_OF_ROW[tuple(group.members)]
    rows = group.path[: group.path.rindex("[")]
    first = [place.group(f"{rows}[{at}]") for at in range(2)] if name else []
    called = {text(row.members[name].value) for row in first if row is not None and name in row.members}
    return len(called) > 1


def _has_hours(group: Group, place: Surroundings) -> bool:
    """Whether a feature that is a point tells from when to when it is open."""
    geometry = place.group(f"{outer(group.path)}.geometry")
    kind = geometry.members.get("type") if geometry is not None else None
    if kind is None or kind.value != "Point":
        return False
    return any(
        "".join(words(name)) in _HOURS
        and isinstance(leaf.value, str)
        and _FROM_TO.fullmatch(leaf.value[:100]) is not None
        for name, leaf in group.members.items()
    )

"""Recognises places by their names: time zone, country, region, city, postal code, street."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from analysis.address_words import ADDRESS_WORDS, address_parts, is_shown_in_a_form
from analysis.country_codes import COUNTRY_CODES
from analysis.errand_addresses import ERRANDS, errand_addresses
from analysis.field_names import is_named, naming, words
from analysis.gazetteers import is_in_a_table
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.positions import AXES
from analysis.public_places import is_nobodys_place, is_public_place
from analysis.published_tables import is_public_event
from analysis.quantity_kinds import telling_words
from analysis.readings import number
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped
from analysis.whole_addresses import CLEAR_NAMES, WHOLE_NAMES, is_whole_address
from analysis.zone_names import is_of_a_table, is_one_of_many, zones

_ZONE_NAMES: Final = ("timezone", "time zone", "tz", "time zone id", "time zone name", "tz name", "iana timezone", "tzid",
                      "timezone id", "timezone name", "olson timezone")  # fmt: skip
_OFFSET_NAMES: Final = ("timezone offset", "time zone offset", "tz offset", "utc offset", "gmt offset",
                        "tzoffset")  # fmt: skip
_NO_ZONE: Final = frozenset({"utc", "gmt", "etc/utc", "etc/gmt", "z", "+00:00", "universal", "zulu"})
_OFFSET: Final = lazy_pattern(r"(?:GMT|UTC)?\s?[+-](?:0?\d|1[0-4]):?(?:00|15|30|45)?", re.IGNORECASE)
_AROUND: Final = frozenset({
    "user", "device", "client", "local", "current", "my", "x", "geo", "ip", "default", "system", "app", "iso", "code",
    "phone", "sim", "network", "locale", "name", "region", "detected", "visitor", "home", "minutes", "seconds", "in",
    "billing", "shipping", "address", "dev", "browser", "sys", "os", "residence", "event", "2", "3", "alpha",
    "pickup", "dropoff", "destination", "registration", "cf", "cloudfront", "viewer", "appengine", "vercel", "edge", "cdn",
    "dostawy", "livraison", "entrega", "consegna", "teslimat", "dodaci", "livrare", "de", "di", "do", "szallitasi",
    "доставки", "zamieszkania", "toimitus", "bezorg", "liefer", "domicile",
})  # fmt: skip
# Words for a country that also mean a region, or another thing: a code must stand in such a field.
_CODED_COUNTRY_NAMES: Final = (
    "land", "kraj", "pays", "maa", "zeme", "tara", "landcode", "kodkraju", "codepays",
)  # fmt: skip
_COUNTRY_NAMES: Final = ("country", "country code", "country iso", "iso country code", "countrycode", *_CODED_COUNTRY_NAMES,
                         )  # fmt: skip
_STATE_NAMES: Final = ("state", "region", "province", "administrative area", "state code", "region code", "region name",
                       "subdivision", "county", "federal state", "admin area", "sub admin area", "sub administrative area",
                       "address level 1", "prefecture", "canton", "bundesland", "department")  # fmt: skip
_CITY_NAMES: Final = ("city", "locality", "town", "city name", "sub locality", "sublocality", "municipality", "suburb",
                      "village", "address level 2", "neighborhood", "neighbourhood", "city district", "ort", "stadt",
                      "postal town")  # fmt: skip
_POSTAL_NAMES: Final = ("postal code", "zip", "zip code", "postcode", "post code", "postal", "plz", "zip 4",
                        "postleitzahl", "codigo postal", "code postal", "kod pocztowy", "posta kodu", "cep")  # fmt: skip
_STREET_NAMES: Final = ("street", "thoroughfare", "street address", "street name", "address line 1", "address 1",
                        "road", "house number", "sub thoroughfare", "street number", "address line", "line 1",
                        "address line 2", "address 2", "street 1", "street 2", "strasse", "addr line 1", "addr 1",
                        "house no", "street line 1", "building", "building name")  # fmt: skip
_PLACE_TEXT: Final = lazy_pattern(r"[^\W\d_][^\d<>{}=;/\\|]{1,58}")
_UNCASED: Final = "\u0590"  # the first letter of the first script without capitals
_EVENT: Final = frozenset({"dtstart", "attendee", "organizer"})  # of a calendar, whose location is a place
_NOT_STATES: Final = frozenset({
    "active", "inactive", "enabled", "disabled", "open", "closed", "new", "done", "ready", "idle", "on", "off", "init",
    "started", "stopped", "success", "failed", "error", "pending", "completed", "true", "false", "unknown", "none",
    "background", "foreground", "running", "loading", "loaded", "default", "granted", "denied", "global", "all",
    "unimplemented",
})  # fmt: skip


_ZONES: Final = TextShape(
    lambda said: "/" in said and len(said) <= 64 and said.strip().lower() in zones(), shortest=3
)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for leaf in place.leaves_of(_OF_TIME):
        if leaf.context != "path" and not _is_of_a_list_or_place(leaf, place):
            named, offset = _TIME_NAMES[leaf.name]
            yield from _time_zone(leaf, named=named, offset=offset)
    for leaf, _ in texts_like(payload, _ZONES):
        told = leaf.context == "path" or any(_TIME_NAMES[leaf.name])
        if not told and not _is_of_a_list_or_place(leaf, place):
            yield from _time_zone(leaf, named=False, offset=False)
    worded = bool(place.picked(ADDRESS_WORDS))
    for group, names in place.shapes if worded or place.picked(_OF_PLACES) else ():
        fields = _FIELDS[names]
        parts = address_parts(group, names) if worded else {}
        if (fields or parts) and not (is_nobodys_place(group, place) or _is_nobodys(group, place)):
            yield from _named_places(group, fields, names, place, parts)
    yield from errand_addresses(
        place, lambda leaf: is_named(leaf.name, WHOLE_NAMES, _AROUND) and _is_address(leaf)
    )


def _is_of_a_list_or_place(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a time zone is one of several in a list, of which somebody has one, or that of a station or shop."""
    if is_one_of_many(leaf, place) or is_of_a_table(leaf, place):
        return True
    group = place.around(leaf.path) if leaf.context == "body" else None
    return group is not None and is_public_place(group.path, place)


def _is_nobodys(group: Group, place: Surroundings) -> bool:
    return is_in_a_table(group, place) or is_shown_in_a_form(group) or is_public_event(group, place)


def _time_names(name: str) -> tuple[bool, bool]:
    """Whether a name is that of a time zone, and whether that of an offset from UTC."""
    return is_named(name, _ZONE_NAMES, _AROUND), is_named(name, _OFFSET_NAMES, _AROUND)


def _place_fields(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(name, kind) of the names that say a kind of place, by kind."""
    of_event = (("location", "x_address"),) if "location" in names and not _EVENT.isdisjoint(names) else ()
    return of_event + tuple(
        (name, kind) for kind, phrases in _KINDS.items() for name in names if is_named(name, phrases, _AROUND)
    )


_TIME_NAMES: Final = Remembered(_time_names)
_OF_TIME: Final = picking(lambda name: any(_TIME_NAMES[name]), telling_words(_ZONE_NAMES, _OFFSET_NAMES))


def _time_zone(leaf: Leaf, *, named: bool, offset: bool) -> Iterator[Observation]:
    value = leaf.value.strip() if isinstance(leaf.value, str) else ""
    if value and value.lower() not in _NO_ZONE and len(value) <= 40:
        if value.lower() in zones() and (named or "/" in value):
            sure = Confidence.CERTAIN if named else Confidence.LIKELY
            where = f"in one value{naming(leaf.name)}"
            yield _observation(leaf, "timezone", "timezone.iana", sure, f"an IANA time zone {where}")
            return
        if named and _OFFSET.fullmatch(value) and value[-5:].strip("+-0:") != "":
            yield _observation(leaf, "timezone", "timezone.offset", Confidence.LIKELY, "an offset from UTC")
            return
    if offset:
        amount = number(leaf.value)
        if (
            amount
            and amount == int(amount)
            and abs(amount) <= 50_400
            and (abs(amount) <= 14 or not amount % 15)
        ):
            yield _observation(leaf, "timezone", "timezone.offset", Confidence.LIKELY, "an offset from UTC")


def _named_places(
    group: Group,
    fields: tuple[tuple[str, str], ...],
    names: tuple[str, ...],
    place: Surroundings,
    parts: Mapping[str, list[Leaf]],
) -> Iterator[Observation]:
    found: dict[str, list[Leaf]] = {kind: list(leaves) for kind, leaves in parts.items()}
    for name, kind in fields:
        leaf = group.members[name]
        if _IS_PART[kind](leaf) and not any(leaf in leaves for leaves in found.values()):
            found.setdefault(kind, []).append(leaf)
    if "x_postalCode" in found and (lines := place.lists.get(f"{group.path}.line")):
        found.setdefault("x_street", []).extend(leaf for leaf in lines[:2] if _is_street(leaf))  # FHIR's
    if not {"x_city", "x_postalCode"}.isdisjoint(found) and not {"x_address", "x_street"} & found.keys():
        lines = [group.members[name] for name, kind in fields if kind == "x_address"]
        if streets := [leaf for leaf in lines if _is_street_line(leaf)]:
            found["x_street"] = streets
    for leaf in found.pop("country", ()):
        code = str(leaf.value).strip().upper() in COUNTRY_CODES
        sure = Confidence.CERTAIN if code else Confidence.LIKELY
        yield _observation(leaf, "country", "country.named", sure, f"a country{naming(leaf.name)}")
        found["country"] = []
    for leaf in found.pop("x_address", ()):
        yield _observation(leaf, "x_address", "address.whole", Confidence.LIKELY, _REASONS["x_address"])
        found["country"] = []
    anchors = len(found.keys() - {"state"}) + (bool(AXES[names]) or _is_named_address(group, found))
    for kind, leaves in found.items():
        beside_region = kind == "x_city" and "state" in found
        if anchors - (kind != "state") + beside_region < 1:
            continue  # such a name alone (state, region, road) says nothing
        for leaf in leaves:
            yield _observation(leaf, kind, _RULES[kind], Confidence.LIKELY, _REASONS[kind])


def _is_named_address(group: Group, found: Mapping[str, list[Leaf]]) -> bool:
    """``{"billingAddress": {"postalCode": "LS8 4HX"}}``: an object that is named so may hold only one part of it."""
    told = not {"x_city", "x_postalCode"}.isdisjoint(found) and group.context == "body"
    return told and is_named(group.name, WHOLE_NAMES, _AROUND)


def _is_country(leaf: Leaf) -> bool:
    value = leaf.value.strip() if isinstance(leaf.value, str) else ""
    if leaf.name.lower() in _CODED_COUNTRY_NAMES:
        return value.isupper() and value in COUNTRY_CODES
    if len(value) in (2, 3):
        return value.upper() in COUNTRY_CODES
    said = value.rstrip(" .…").lower()
    return bool(_PLACE_TEXT.fullmatch(value)) and value[:1].isupper() and said not in _NOT_STATES


def _short(leaf: Leaf) -> str:
    """The text of a part of an address; "" for what can be none."""
    value = str(leaf.value).strip() if isinstance(leaf.value, str | int) else ""
    usual = not isinstance(leaf.value, bool) and len(value) <= 120 and value.lower() not in _NOT_STATES
    return value if usual else ""


def _is_place(leaf: Leaf) -> bool:
    value = _short(leaf)
    written = value[:1].isupper() or " " in value or value[:1] >= _UNCASED  # many scripts have no capitals
    return _PLACE_TEXT.fullmatch(value) is not None and written


def _is_postal_code(leaf: Leaf) -> bool:
    return re.fullmatch(r"(?=.{0,8}\d)[A-Za-z0-9][A-Za-z0-9 -]{2,9}", _short(leaf)) is not None


def _is_address(leaf: Leaf) -> bool:
    return isinstance(leaf.value, str) and is_whole_address(
        leaf.value, clear=is_named(leaf.name, CLEAR_NAMES, _AROUND)
    )


def _is_street(leaf: Leaf) -> bool:
    value = _short(leaf)
    numbered = "number" in words(leaf.name) or "sub" in words(leaf.name)
    return bool(value) if numbered else re.search(r"[^\W\d_]{3}", value) is not None


def _is_street_line(leaf: Leaf) -> bool:
    """A street with its number, where the town stands in a field beside it: ``Bora Sok. No:1``."""
    value = _short(leaf)
    plain = "@" not in value and "://" not in value and " " in value
    return plain and re.search(r"[0-9]", value) is not None and re.search(r"[^\W\d_]{3}", value) is not None


_KINDS: Final = {
    "country": _COUNTRY_NAMES,
    "state": _STATE_NAMES,
    "x_city": _CITY_NAMES,
    "x_postalCode": _POSTAL_NAMES,
    "x_street": _STREET_NAMES,
    "x_address": WHOLE_NAMES,
}
_OF_PLACES: Final = picking(
    lambda name: name == "location" or _place_fields((name,)), telling_words(*_KINDS.values(), ("location",))
)
_IS_PART: Final = {
    "country": _is_country, "state": _is_place, "x_city": _is_place, "x_postalCode": _is_postal_code,
    "x_street": _is_street, "x_address": _is_address,
}  # fmt: skip
_FIELDS: Final = Remembered(_place_fields)
_RULES: Final = {
    "state": "region.named", "x_city": "city.named", "x_postalCode": "postal_code.named", "x_street": "street.named",
}  # fmt: skip
_REASONS: Final = {
    "state": "a region beside a country, city or position",
    "x_city": "a city beside a country, region, postal code, street or position",
    "x_postalCode": "a postal code beside a country, city, street or position",
    "x_street": "a street or house number beside a city, postal code, country or position",
    "x_address": "a street with its number and a town, in one text in a field named address",
}


def _observation(leaf: Leaf, prop: str, rule: str, confidence: Confidence, reasoning: str) -> Observation:
    return Observation(
        category="location.address" if prop in ("x_street", "x_address") else "location.coarse", property=prop,
        path=leaf.path, value=str(leaf.value), reasoning=reasoning, rule=rule, confidence=confidence,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="place",
    version=7,
    categories={
        "location.coarse": Mapped(
            google="Approximate location", apple="Coarse Location", dpv="pd:Location", tcf="8"
        ),
        "location.address": Mapped(
            google="Address", apple="Physical Address", dpv="pd:PhysicalAddress", tcf="7"
        ),
    },
    rules={
        "timezone.iana": "A time zone of the IANA database (Europe/Berlin) in a field named time zone, or one with "
        "a slash under any name; UTC does not count.",
        "timezone.offset": "An offset from UTC, other than zero, in a field named time zone or its offset.",
        "country.named": "An ISO 3166 code or a capitalised name in a field named country.",
        "region.named": "A state or region beside a country, city or position.",
        "city.named": "A city beside a country, region, postal code, street or position.",
        "postal_code.named": "A postal code beside a country, city, street or position.",
        "address.whole": "A text of several parts with a house number and a postal code or place, in a field named address.",
        "address.errand": "A street with its number in a text where somebody sets out, goes, is met or gets something.",
        "street.named": "A street or house number beside a city, postal code, country or position.",
    },
    detect=_detect,
    needs=Needs(names=(_OF_TIME, _OF_PLACES, ADDRESS_WORDS), texts=(_ZONES,)).or_else(ERRANDS),
)

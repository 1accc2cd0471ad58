"""What belongs to a shop, a table, a plan or a firm is nobody's; what stands with a person is."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.detectors import (
    contact,
    contact_address,
    device_profile,
    location,
    payment,
    place,
    profile,
    radio_scan,
)
from analysis.units import Detector
from tests.analysis.detectors.conftest import see as see

HOURS = {"mo_fr": "07:00-20:00", "sa": "07:00-18:00"}
HERE = {"lat": 48.1374, "lon": 11.5755}
STREET = {"street": "Hauptstraße 12", "zip": "80331", "city": "München"}
UUID = "f7826da6-4fa2-4e98-8024-bc5b71e0893e"


def told(see: Any, detector: Detector, body: object, **more: Any) -> set[str]:
    return {seen.category for seen in see(detector, body, **more)}


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Filiale Süd", "openingHours": HOURS, **HERE},
        {"name": "Filiale Süd", "opening": HOURS, "geo": HERE},
        {"stores": [{"id": 1, "storeHours": "8-20", "location": HERE}]},
        {"huts": [{"beds": 48, "open": {"from": "06-15"}, **HERE}, {"name": "B", **HERE, "beds": 3, "open": 1}]},
        {"data": [{"stationId": "A1", "position": HERE, "connectors": [{"type": "CCS2"}]}]},
        {"airports": [{"iata": "GRZ", "icao": "LOWG", **HERE}]},
    ],
)  # fmt: skip
def test_a_place_that_is_open_to_all_is_no_position_of_somebody(see: Any, body: object) -> None:
    assert told(see, location.DETECTOR, body) == set()


@pytest.mark.parametrize(
    "body",
    [
        HERE,
        {"name": "Filiale Süd", **HERE},
        {"capacity": 64, "free": 12, **HERE},
        {"capacity": 64, "occupancy": 12, "model": "Pixel 8", **HERE},
        {"checkin": {"venue": {"openingHours": HOURS, **HERE}}},
        {"user": 4, "place": {"openingHours": HOURS, **HERE}},
        {"openingHours": "now", "radius": 500, **HERE},
        {"destination": {"openingHours": HOURS, **HERE}},
        {"stores": [{"openingHours": HOURS}], "location": HERE},
        {"opening": HOURS, "accuracy": 12.0, **HERE},
    ],
)
def test_a_position_stays_one_beside_a_person_a_search_or_a_lone_word(see: Any, body: object) -> None:
    assert told(see, location.DETECTOR, body) == {"location.precise"}


def test_a_position_in_a_query_is_always_asked_for_somebody(see: Any) -> None:
    assert told(see, location.DETECTOR, None, query={"lat": "48.1374", "lon": "11.5755", "opening": "1"})


def test_the_address_and_the_number_of_a_shop_are_nobodys(see: Any) -> None:
    shop = {"opening": HOURS, **STREET, "phone": "+49 30 901820", "email": "filiale@markt.example.org"}
    assert told(see, place.DETECTOR, shop) == set()
    assert told(see, contact_address.DETECTOR, shop) == set()
    buyer = {**STREET, "phone": "+49 30 901820", "email": "anna@example.org"}
    assert told(see, place.DETECTOR, buyer) == {"location.address", "location.coarse"}
    assert told(see, contact_address.DETECTOR, buyer) == {"identifier.email", "identifier.phone"}
    bought = {"order": {"shop": {"opening": HOURS}, "to": STREET}}
    assert told(see, place.DETECTOR, bought) == {"location.address", "location.coarse"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"ranges": [{"country": "Austria", "from": "440000", "to": "447FFF"}]}, False),
        ({"country": "DE", "start": "192.0.2.0", "end": "192.0.2.255"}, False),
        ({"country": "IT", "from": "2026-09-01", "to": "2026-09-14"}, True),
        ({"country": "IT", "from": 1788436800, "to": 1788536800}, True),
        ({"country": "IT", "from": "20260901", "to": "20260914"}, True),
        ({"country": "IT", "from": "Graz", "to": "Rome"}, True),
    ],
)
def test_the_country_of_a_range_of_numbers_is_nobodys(see: Any, body: object, found: bool) -> None:
    assert bool(told(see, place.DETECTOR, body)) is found


def test_the_plan_of_beacons_is_no_scan(see: Any) -> None:
    plan = [{"uuid": UUID, "major": 11, "minor": n, "room": f"Saal {n}"} for n in (3, 4)]
    assert told(see, radio_scan.DETECTOR, {"beacons": plan}) == set()
    heard = [{**row, "rssi": -70} for row in plan]
    assert told(see, radio_scan.DETECTOR, {"beacons": heard}) == {"location.radio_scan"}
    assert told(see, radio_scan.DETECTOR, {"beacons": plan[:1]}) == {"location.radio_scan"}
    bare = [{"uuid": UUID, "major": 11, "minor": n} for n in (3, 4)]
    assert told(see, radio_scan.DETECTOR, {"beacons": bare}) == {"location.radio_scan"}


def test_a_list_of_banks_is_no_account(see: Any) -> None:
    banks = [{"blz": "19043", "bic": "GIBAATWWXXX"}, {"blz": "20815", "bic": "STSPAT2GXXX"}]
    assert told(see, payment.DETECTOR, banks) == set()
    assert told(see, payment.DETECTOR, banks[:1]) == {"finance.account"}
    assert told(see, payment.DETECTOR, {"bic": "GIBAATWWXXX"}) == {"finance.account"}
    paid = [{**bank, "payee": "Anna Beispiel"} for bank in banks]
    assert told(see, payment.DETECTOR, paid) == {"finance.account"}


def test_the_normal_values_of_a_group_are_no_persons(see: Any) -> None:
    normal = {"sex": "f", "age_from": 18, "age_to": 50, "low": 15, "high": 150}
    assert told(see, profile.DETECTOR, {"ranges": [normal]}) == set()
    assert told(see, profile.DETECTOR, {"sex": "f", "age_min": 24, "age_max": 35, "p50": 11.5}) == set()
    assert told(see, profile.DETECTOR, {"sex": "f", "low": 78, "high": 122}) == {"profile.demographic"}
    assert told(see, profile.DETECTOR, {"sex": "f", "age_from": 25, "age_to": 35}) == {"profile.demographic"}


CARD = "BEGIN:VCARD\r\nVERSION:4.0\r\n{}FN:Garage Muster\r\nTEL:+49 30 901820\r\nEMAIL:a@example.org\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    ("kind", "path", "found"),
    [
        ("KIND:org\r\n", "/firms/garage.vcf", False),
        ("KIND:location\r\n", "/firms/hall.vcf", False),
        ("KIND:individual\r\n", "/firms/anna.vcf", True),
        ("", "/firms/anna.vcf", True),
        ("KIND:org\r\n", "/dav/addressbooks/anna/1.vcf", True),
    ],
)
def test_the_card_of_a_firm_is_nobodys_unless_it_is_kept_in_an_address_book(
    see: Any, kind: str, path: str, found: bool
) -> None:
    body = {"card": CARD.format(kind)}
    book = {seen.category for seen in see(contact.DETECTOR, body, path=path) if ">vcard:" in seen.path}
    ways = {
        seen.category for seen in see(contact_address.DETECTOR, body, path=path) if ">vcard:" in seen.path
    }
    assert book == ({"contact.entry"} if found else set())
    assert ways == ({"identifier.email", "identifier.phone"} if found else set())


OCPI = {
    "party_id": "BEC", "publish": True, "city": "Gent", "country": "BEL", "time_zone": "Europe/Brussels",
    "coordinates": HERE, "evses": [{"uid": "1", "connectors": [{"id": "1"}]}],
}  # fmt: skip
BANKS = [
    {"BLZ": "37040044", "PLZ": "50447", "Ort": "Köln"},
    {"BLZ": "12030000", "PLZ": "10117", "Ort": "Berlin"},
]


def test_a_charging_station_is_nobodys_place_and_where_somebody_charges_is(see: Any) -> None:
    for detector in (location.DETECTOR, place.DETECTOR):
        assert told(see, detector, OCPI) == set()
    assert told(see, location.DETECTOR, {"session": {"user": 4}, "at": {**OCPI, "vehicle": "A1"}}) == {
        "location.precise"
    }
    assert told(see, place.DETECTOR, {"time_zone": "Europe/Brussels", "publish": True}) == {"location.coarse"}


def test_the_towns_of_banks_are_nobodys_and_that_of_an_account_is(see: Any) -> None:
    assert told(see, place.DETECTOR, BANKS) == set()
    held = [{**row, "Inhaber": name} for row, name in zip(BANKS, ("Anna", "Jonas"), strict=True)]
    assert told(see, place.DETECTOR, held) == {"location.coarse"}
    assert told(see, place.DETECTOR, BANKS[0]) == {"location.coarse"}
    assert told(see, place.DETECTOR, [{"PLZ": "50447", "Ort": "Köln"}, {"PLZ": "10117", "Ort": "Berlin"}])


def test_a_map_of_cells_is_no_network_of_a_device(see: Any) -> None:
    row = {"mcc": 262, "cell": 2521, "range": 1000, "samples": 12, "changeable": 1}
    assert told(see, device_profile.DETECTOR, [row, {**row, "cell": 2522}]) == set()
    assert told(see, device_profile.DETECTOR, [{"mcc": 262, "cell": 2521, "range": 1000}]) == {
        "device_state.network"
    }


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ([{"name": "J. S. Bach", "birth_date": "1685-03-21", "gender": "male"}], False),
        ([{"name": "L. Bernstein", "born": "1918", "died": "1990", "gender": "male"}], False),
        ([{"name": "Anna", "birth_date": "1985-03-21", "gender": "female"}], True),
        ({"patient": {"birth_date": "1936-03-21", "gender": "female", "death_date": "2026-01-02"}}, True),
        ([{"name": "Anna", "birth_date": "1985-03-21", "died": None, "gender": "female"}], True),
    ],
)
def test_the_long_dead_are_no_people(see: Any, body: object, *, found: bool) -> None:
    assert ("profile.demographic" in told(see, profile.DETECTOR, body)) is found


def test_hours_beside_an_address_are_those_of_a_shop_and_not_of_a_day_of_work(see: Any) -> None:
    shop = {"name": "Drogerie", "hours": "Mo-Sa 8-20"} | STREET
    assert told(see, place.DETECTOR, {"stores": [shop, shop]}) == set()
    assert told(see, place.DETECTOR, {"employee": "Dana R.", "hours": 7.5} | STREET) != set()
    assert told(see, place.DETECTOR, {"jobs": [{"hours": 7.5} | STREET, {"hours": "2"} | STREET]}) != set()

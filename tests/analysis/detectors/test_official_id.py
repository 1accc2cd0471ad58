"""Official numbers are found by name and form; labels, versions and serials of goods are none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors.official_id import DETECTOR
from analysis.records import Observation, Transmission

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"ssn": "none", "passport_number": "Passport number"},
        {"labels": {"ssn": "536-22-8714"}},
        {"schema": {"passport_number": "C01X00T47"}},
        {"ssn": "12"},
        {"vin": "rouge", "vehicle_id": "golf-2019"},
        {"vin": "WVWZZZ1KZAW12345X"},
        {"vin": "11111111111111111"},
        {"vin": "WVWZZZ1KZIW123452"},
        {"license_plate": "plate", "plate": 12},
        {"plate_number": "4"},
        {"steam": 12, "id": "76561"},
        {"id": "86561198012345678"},
        {"passport_number": "{passport}", "national_id": "null"},
        {"product": {"insurance_number": "AB123456"}},
        {"mrn": "abcdefgh"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "category", "name"),
    [
        ({"ssn": "536-22-8714"}, "identifier.account", "x_officialId"),
        ({"person": {"passportNumber": "C01X00T47"}}, "identifier.account", "x_officialId"),
        ({"nationalId": 8504031234567}, "identifier.account", "x_officialId"),
        ({"healthInsuranceNumber": "A123456780"}, "identifier.account", "x_officialId"),
        ({"vin": "WVWZZZ1KZAW123452"}, "identifier.device", "x_vehicleNumber"),
        ({"vehicle": {"id": "1HGCM82633A004352"}}, "identifier.device", "x_vehicleNumber"),
        ({"licensePlate": "B AB 1234"}, "identifier.device", "x_numberPlate"),
        ({"steamid": "76561198012345678"}, "identifier.account", "userId"),
        ({"players": ["76561198012345678"]}, "identifier.account", "userId"),
    ],
)
def test_finds(see: See, body: object, category: str, name: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property) == (category, name)


def unnamed(text: str) -> list[Observation]:
    """What is found in a field of protobuf that has but a number."""
    data = b"\x1a" + bytes([len(text)]) + text.encode()
    sent = Transmission(
        id="0" * 26, flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST", body=data,
        request_headers=(("Content-Type", "application/x-protobuf"),),
    )  # fmt: skip
    return list(DETECTOR.detect(open_message(sent)))


@pytest.mark.parametrize("text", ["1M8GDM9AXKP042788", "LRW3E7FS6PC104417"])
def test_a_vehicle_in_a_field_without_a_name_has_the_right_check_digit(text: str) -> None:
    assert [item.value for item in unnamed(text)] == [text]


@pytest.mark.parametrize(
    "text", ["1M8GDM9A1KP042788", "WVWZZZ1KZAW123452", "1M8GDM9AXKP04278X", "11111111111111111"]
)
def test_without_it_there_is_none(text: str) -> None:
    assert unnamed(text) == []


def test_such_a_number_under_another_name_is_none(see: See) -> None:
    assert see(DETECTOR, {"order": "1M8GDM9AXKP042788"}) == []


def test_the_numbers_of_the_one_patient_of_a_resource(see: See) -> None:
    numbers = [{"system": "urn:oid:2.16.840.1.113883.3.4424.1.1.616", "value": "61031204418"}]
    (found,) = see(DETECTOR, {"resourceType": "Patient", "identifier": numbers})
    assert (found.rule, found.value) == ("official_id.patient", "61031204418")
    assert see(DETECTOR, {"resourceType": "Device", "identifier": numbers}) == []
    assert see(DETECTOR, {"resourceType": "Patient", "identifier": [{"system": "x", "value": "n/a"}]}) == []


@pytest.mark.parametrize(
    "path", ["/auta/TMBJJ7NS8L8041299/najezd", "/machines/1LV4052RKMM401877/service-plan"]
)
def test_vehicles_in_other_words(see: See, path: str) -> None:
    (found,) = see(DETECTOR, path=path)
    assert found.rule == "official_id.vehicle_sent"


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"personalNumber": "196103124418"}, "196103124418"),
        ({"kz": "FN-LK 2207"}, "FN-LK 2207"),
        ({"nif": "245178330"}, "245178330"),
    ],
)
def test_numbers_in_other_words(see: See, body: object, value: str) -> None:
    (found,) = see(DETECTOR, body)
    assert found.value == value

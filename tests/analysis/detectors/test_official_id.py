"""Official numbers are found by name and form; labels, versions and serials of goods are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.official_id import DETECTOR
from analysis.records import Observation

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

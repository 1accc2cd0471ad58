"""Recognises numbers that a state or a maker gave once: social security, passport, licence, vehicle, number plate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from analysis.field_names import all_words
from analysis.identifier_shapes import is_placeholder
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_ACCOUNT: Final = "identifier.account"
_DEVICE: Final = "identifier.device"
_OFFICIAL: Final = re.compile(r"[A-Z0-9](?:[A-Za-z0-9 ./-]{4,22})[A-Z0-9]")
_VIN: Final = re.compile(r"[A-HJ-NPR-Z0-9]{13}[0-9]{4}")  # ISO 3779: the last four characters are digits
_PLATE: Final = re.compile(r"[A-ZÄÖÜ0-9]{1,3}[A-ZÄÖÜ0-9 ·-]{2,9}[A-Z0-9]")
_STEAM: Final = re.compile(r"7656119[0-9]{10}")
_NAMES: Final = FieldTable(
    dict.fromkeys((
        "ssn", "social security number", "social security no", "passport number", "passport no", "passport.number",
        "national id", "national id number", "national identity number", "identity card number", "id card number",
        "drivers license number", "driver license number", "driving licence number", "drivers licence number", "pesel",
        "nino", "national insurance number", "bsn", "aadhaar", "aadhaar number", "codice fiscale", "curp", "personnummer",
        "personal identity code", "steuer id", "tax id number", "taxpayer id", "nhs number", "medicare number", "cpf",
        "insurance number", "health insurance number", "insurance member id", "document number", "id document number",
        "identity document number", "versichertennummer", "ahv number", "sin number", "visa number",
        "residence permit number",
        "social insurance number", "national identifier", "medical record number", "=mrn", "policy number",
        "government id", "government id number",
    ), "official")
)  # fmt: skip
_VINS: Final = FieldTable(dict.fromkeys(("vin", "vehicle identification number", "vehicle vin", "vin number", "car vin",
                                         "chassis number", "fahrzeug id", "fin", "vehicle.id",
                                         "vehicle id"), "vin"))  # fmt: skip
_PLATES: Final = FieldTable(dict.fromkeys(("license plate", "licence plate", "number plate", "plate number",
                                           "registration plate", "kennzeichen", "license plate number", "vehicle plate",
                                           "vehicle registration", "car plate"), "plate"))  # fmt: skip
# A form's field and its rules, a licence of software, a template of a document.
_NOT_A_PERSON: Final = frozenset({
    "error", "errors", "label", "labels", "schema", "placeholder", "validation", "pattern", "regex", "mask", "format",
    "example", "software", "product", "required", "template", "config", "invoice", "store", "company", "firewall",
    "package",
})  # fmt: skip


def _is_official(value: str) -> bool:
    digits = sum(map(str.isdecimal, value))
    return _OFFICIAL.fullmatch(value) is not None and digits >= 4 and len(value) - value.count(" ") >= 6


def _is_vin(value: str) -> bool:
    return _VIN.fullmatch(value) is not None and any(map(str.isalpha, value)) and len(set(value)) >= 6


def _is_plate(value: str) -> bool:
    return (
        _PLATE.fullmatch(value) is not None
        and any(map(str.isdecimal, value))
        and any(map(str.isalpha, value))
    )


_KINDS: Final[tuple[tuple[FieldTable[str], Callable[[str], bool], str, str, str, str], ...]] = (
    (_VINS, _is_vin, _DEVICE, "x_vehicleNumber", "official_id.vehicle", "the number of a vehicle, as ISO 3779 forms it"),
    (_PLATES, _is_plate, _DEVICE, "x_numberPlate", "official_id.plate", "the number plate of a vehicle"),
    (_NAMES, _is_official, _ACCOUNT, "x_officialId", "official_id.person", "a number that an authority gave a person"),
)  # fmt: skip
_NUMERALS: Final = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)),
}  # ISO 3779: what a letter counts
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def _has_check_digit(value: str) -> bool:
    """Whether the ninth character is what the others ask for (49 CFR 565.15), as in cars for North America and China."""
    total = sum(_NUMERALS[letter] * weight for letter, weight in zip(value, _WEIGHTS, strict=True))
    return value[8] == "0123456789X"[total % 11]


_UNNAMED_VINS: Final = TextShape(
    lambda text: len(text) == 17 and _is_vin(text) and _has_check_digit(text), headers=False
)
_STEAM_IDS: Final = TextShape(lambda text: len(text) == 17 and _STEAM.fullmatch(text))


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _NAMES, _VINS, _PLATES):
        if len(value) > 40 or leaf.context == "header" or is_placeholder(value):
            continue
        for table, shape, category, name, rule, why in _KINDS:
            phrase = table.find(names)
            if phrase is None or not shape(value) or not _NOT_A_PERSON.isdisjoint(all_words(names[-3:])):
                continue
            yield observe(
                leaf, category=category, name=name, rule=rule, reasoning=why, confidence=Confidence.LIKELY
            )
            break
    for leaf, _ in texts_like(payload, _UNNAMED_VINS):
        if not leaf.names and "protobuf" in leaf.path:  # a field that has but a number
            yield observe(
                leaf, category=_DEVICE, name="x_vehicleNumber", rule="official_id.vehicle_unnamed",
                reasoning="the number of a vehicle, as ISO 3779 forms it, with the right check digit",
                confidence=Confidence.LIKELY,
            )  # fmt: skip
    for leaf, _ in texts_like(payload, _STEAM_IDS):
        yield observe(
            leaf, category=_ACCOUNT, name="userId", rule="official_id.steam",
            reasoning="17 digits of the form of a Steam account", confidence=Confidence.LIKELY,
        )  # fmt: skip


DETECTOR: Final = Detector(
    name="official_id",
    version=1,
    categories={
        _ACCOUNT: Mapped(google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"),
        _DEVICE: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "official_id.person": "A number in a field named for a social security, passport, licence or insurance number.",
        "official_id.vehicle": "17 characters of the form of ISO 3779 in a field named VIN or vehicle id.",
        "official_id.vehicle_unnamed": "Such characters with the right check digit in a field without a name.",
        "official_id.plate": "Letters and digits in a field named for a number plate.",
        "official_id.steam": "17 digits that begin as all accounts of Steam do.",
    },
    detect=_detect,
    needs=Needs(fields=(_NAMES, _VINS, _PLATES), texts=(_STEAM_IDS, _UNNAMED_VINS)),
)

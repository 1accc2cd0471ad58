"""Recognises numbers that a state or a maker gave once: social security, passport, licence, vehicle, number plate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from analysis.device_siblings import is_on_offer
from analysis.field_names import all_words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.read_bodies import is_read
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_ACCOUNT: Final = "identifier.account"
_DEVICE: Final = "identifier.device"
_OFFICIAL: Final = lazy_pattern(r"[A-Z0-9](?:[A-Za-z0-9 ./-]{4,22})[A-Z0-9]")
_VIN: Final = lazy_pattern(r"[A-HJ-NPR-Z0-9]{13}[0-9]{4}")  # ISO 3779: the last four characters are digits
_PLATE: Final = lazy_pattern(r"[A-ZÄÖÜ0-9]{1,3}[A-ZÄÖÜ0-9 ·-]{2,9}[A-Z0-9]")
_STEAM: Final = lazy_pattern(r"7656119[0-9]{10}")
_NAMES: Final = FieldTable(
    dict.fromkeys((
        "ssn", "social security number", "social security no", "passport number", "passport no", "passport.number",
        "national id", "national id number", "national identity number", "identity card number", "id card number",
        "drivers license number", "driver license number", "driving licence number", "drivers licence number", "pesel",
        "personal number", "=personnr", "fodselsnummer",
        "fodselsnr", "=cpr", "cpr number", "cpr nummer", "henkilotunnus", "=hetu", "rodne cislo", "rodne number",
        "tc kimlik no",
        "=tckn", "kimlik no", "=nif", "=nie", "=dni", "=egn", "=oib", "=jmbg", "=cnp", "number securite sociale",
        "sozialversicherungsnummer", "=svnr", "steuernummer", "=ppsn", "pps number", "=emso", "asmens kodas",
        "personas kods",
        "isikukood", "=cedula", "=cuil", "nino", "national insurance number", "bsn", "aadhaar", "aadhaar number",
        "codice fiscale", "curp", "personnummer",
        "personal identity code", "steuer id", "tax id number", "taxpayer id", "nhs number", "medicare number", "cpf",
        "insurance number", "health insurance number", "insurance member id", "document number", "id document number",
        "identity document number", "versichertennummer", "ahv number", "sin number", "visa number",
        "residence permit number",
        "social insurance number", "national identifier", "medical record number", "=mrn", "policy number",
        "government id", "government id number", "tc kimlik no", "tckn", "tc no", "kimlik no", "=nif", "=nie", "=dni",
        "=egn", "=oib", "jmbg", "rodne cislo", "=cnp", "isikukood", "asmens kodas", "personas kods", "cpr number",
        "cpr nummer", "=cpr",
        "fodselsnummer", "henkilotunnus", "svnr", "sv nummer", "sozialversicherungsnummer", "numero secu",
        "numero securite sociale", "taj szam", "nr pesel", "numer pesel",
    ), "official")
)  # fmt: skip
_RESOURCES: Final = FieldTable({"=resource type": "resource"})  # HL7 FHIR
_VINS: Final = FieldTable(dict.fromkeys(("vin", "vehicle identification number", "vehicle vin", "vin number", "car vin",
                                         "chassis number", "fahrzeug id", "fin", "vehicle.id",
                                         "vehicle id"), "vin"))  # fmt: skip
_PLATES: Final = FieldTable(dict.fromkeys(("=kz", "kfz kennzeichen", "=kfz", "immatriculation", "=targa", "=plaka",
                                           "kenteken",
                                           "=spz", "=lpn", "=vrm", "=vrn", "=rego", "nr rej", "numer rejestracyjny",
                                           "nr rejestracyjny", "rekisterinumero", "rekisterinro", "rendszam",
                                           "nummerplade",
                                           "registreringsnummer", "plate no", "plate nr", "license plate",
                                           "licence plate", "number plate", "plate number",
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
_MOST: Final = 64  # values of a message
_LONGEST_PATH: Final = 512  # characters
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def _has_check_digit(value: str) -> bool:
    """Whether the ninth character is what the others ask for (49 CFR 565.15), as in cars for North America and China."""
    total = sum(_NUMERALS[letter] * weight for letter, weight in zip(value, _WEIGHTS, strict=True))
    return value[8] == "0123456789X"[total % 11]


_UNNAMED_VINS: Final = TextShape(
    lambda text: len(text) == 17 and _is_vin(text) and _has_check_digit(text),
    headers=False,
    shortest=17,
    longest=17,
)
# A segment of an address or a topic, behind what says whose it is: veh/WVWZZZ1KZAW123456/state.
_VIN_SEGMENT: Final = lazy_pattern(
    r"(?i:(?:\A|/)(?:v|vins?|veh|vehicles?|cars?|autos?|fahrzeuge?|pojazdy?|araclar?|arac|voitures?|coches?|carros?|motos?|bikes?"
    r"|auta|machines?|maschinen?|tractors?|trucks?|vans?|garage|v[eé]hicules?|veh[ií]culos?|ve[ií]culos?|veicol[io]|samoch[oó]dy?"
    r"|voertuig(?:en)?|vozid(?:lo|la)|bil(?:ar|er)?|ajoneuvot?))"
    r"/([A-HJ-NPR-Z0-9]{13}[0-9]{4})(?=/|\Z)"
)
_VIN_SEGMENTS: Final = TextShape(
    lambda text: (
        (len(text) == 17 and _is_vin(text))
        or (21 <= len(text) <= 200 and "/" in text and _VIN_SEGMENT.search(text))
    ),
    headers=False,
    shortest=17,
    longest=200,
)
_STEAM_IDS: Final = TextShape(
    lambda text: len(text) == 17 and _STEAM.fullmatch(text), shortest=17, longest=17
)


def _numbers_of_a_patient(payload: Payload) -> Iterator[Leaf]:
    """The identifiers of the one person that a message is about (a resource of FHIR)."""
    kinds = [value for _, _, value in named_in(payload, _RESOURCES)]
    if kinds in (["Patient"], ["Person"], ["RelatedPerson"]):
        for leaf in surroundings(payload).by_name.get("value", ())[:_MOST]:
            told = str(leaf.value)[:64]
            numbered = len(told) <= 40 and sum(map(str.isdecimal, told)) >= 4 and not is_placeholder(told)
            if numbered and leaf.names[-2:] == ("identifier", "value"):
                yield leaf


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _NAMES, _VINS, _PLATES):
        if len(value) > 40 or leaf.context == "header" or is_placeholder(value):
            continue
        for table, shape, category, name, rule, why in _KINDS:
            phrase = table.find(names)
            if phrase is None or not shape(value) or not _NOT_A_PERSON.isdisjoint(all_words(names[-3:])):
                continue
            if (
                table is _PLATES
                and is_on_offer(surroundings(payload).around(leaf.path))
                and is_read(payload.transmission)
            ):
                continue  # goods that are called so
            yield observe(
                leaf, category=category, name=name, rule=rule, reasoning=why, confidence=Confidence.LIKELY
            )
            break
    for leaf in _numbers_of_a_patient(payload):
        yield observe(
                leaf, category=_ACCOUNT, name="x_officialId", rule="official_id.patient",
                reasoning="a number that an authority gave a person", confidence=Confidence.LIKELY,
            )  # fmt: skip
    for leaf, _ in texts_like(payload, _UNNAMED_VINS):
        if not leaf.names and "protobuf" in leaf.path:  # a field that has but a number
            yield observe(
                leaf, category=_DEVICE, name="x_vehicleNumber", rule="official_id.vehicle_unnamed",
                reasoning="the number of a vehicle, as ISO 3779 forms it, with the right check digit",
                confidence=Confidence.LIKELY,
            )  # fmt: skip
    for leaf, value in texts_like(payload, _VIN_SEGMENTS):
        sent = (
            payload.transmission.path[:_LONGEST_PATH]
            if leaf.context == "path"
            else value
            if leaf.name == "topic"
            else ""
        )
        found = _VIN_SEGMENT.search(sent)
        if found is not None and found[1] in value and _is_vin(found[1]):
            yield observe(
                leaf, category=_DEVICE, name="x_vehicleNumber", rule="official_id.vehicle_sent",
                reasoning="the number of a vehicle, as ISO 3779 forms it, in an address of vehicles",
                confidence=Confidence.LIKELY,
            )  # fmt: skip
    for leaf, _ in texts_like(payload, _STEAM_IDS):
        yield observe(
            leaf, category=_ACCOUNT, name="userId", rule="official_id.steam",
            reasoning="17 digits of the form of a Steam account", confidence=Confidence.LIKELY,
        )  # fmt: skip


DETECTOR: Final = Detector(
    name="official_id",
    version=3,
    categories={
        _ACCOUNT: Mapped(google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"),
        _DEVICE: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "official_id.person": "A number in a field named for a social security, passport, licence or insurance number.",
        "official_id.patient": "A number as an identifier's value, in the one FHIR resource of a patient or person.",
        "official_id.vehicle": "17 characters of the form of ISO 3779 in a field named VIN or vehicle id.",
        "official_id.vehicle_unnamed": "Such characters with the right check digit in a field without a name.",
        "official_id.vehicle_sent": "Such characters as a segment of an address or a topic, behind a word for vehicles.",
        "official_id.plate": "Letters and digits in a field named for a number plate.",
        "official_id.steam": "17 digits that begin as all accounts of Steam do.",
    },
    detect=_detect,
    needs=Needs(
        fields=(_NAMES, _VINS, _PLATES, _RESOURCES), texts=(_STEAM_IDS, _UNNAMED_VINS, _VIN_SEGMENTS)
    ),
)

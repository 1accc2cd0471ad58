"""The kinds of known values: what one must look like, and as which datum a finding of it counts."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import msgspec
import phonenumbers

from analysis.errors import UserFault
from analysis.records import Record
from analysis.units import Mapped

LONGEST: Final = 200  # characters of a value


class UnusableIndicator(UserFault):
    """A known value that cannot be looked for; the text is one line that says why and never holds the value."""


class Indicator(Record, frozen=True, kw_only=True):
    """One value that the household knows. ``name`` is what it is called in findings; ``value`` is shown nowhere."""

    id: str
    name: str
    kind: str
    value: str

    def __repr__(self) -> str:
        return f"Indicator(id={self.id!r}, name={self.name!r}, kind={self.kind!r}, value=(sealed))"


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """``category`` and ``property`` are those of the detectors, so that a hit joins what they found at the same path.

    ``hashed`` is the property of a hash of it (category ``identifier.hashed``). ``accept`` gives the value as it is kept,
    None where it is none of this kind; ``example`` is what the owner is told then.
    """

    category: str
    property: str
    hashed: str
    accept: Callable[[str], str | None]
    example: str


def _mail(text: str) -> str | None:
    return text if re.fullmatch(r"[^\s@]{1,64}@(?:[^\s@.]{1,63}\.){1,8}[^\s@.]{2,63}", text) else None


def _phone(text: str) -> str | None:
    plain = "+" + text[2:] if text.startswith("00") else text
    try:
        number = phonenumbers.parse(plain)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _hexadecimal(length: int) -> Callable[[str], str | None]:
    def accept(text: str) -> str | None:
        plain = re.sub(r"[\s:.-]", "", text).lower()
        return plain if re.fullmatch(rf"[0-9a-f]{{{length}}}", plain) else None

    return accept


def _imei(text: str) -> str | None:
    digits = re.sub(r"[\s/-]", "", text)
    return digits if re.fullmatch(r"[0-9]{15}", digits) else None


def _uuid(text: str) -> str | None:
    plain = _hexadecimal(32)(text.strip("{}"))
    return str(uuid.UUID(plain)) if plain else None


def _coordinates(text: str) -> str | None:
    found = re.fullmatch(r"([+-]?\d{1,2}\.\d{4,12})(?:\s*[,;]\s*|\s+)([+-]?\d{1,3}\.\d{4,12})", text)
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return None
    return f"{found[1].lstrip('+')},{found[2].lstrip('+')}"


def _date(text: str) -> str | None:
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    if found is None:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _any(text: str) -> str | None:
    """At least three characters, two of them different; of digits alone at least six: fewer stand in any message."""
    enough = len(text) >= (6 if text.isdecimal() else 3)
    return text if enough and len(set(text.casefold())) > 1 else None


_ANY: Final = "three characters or more that are not all the same, or six digits or more"
KINDS: Final[Mapping[str, Kind]] = {
    "email": Kind(category="identifier.email", property="x_email", hashed="x_hashedEmail", accept=_mail,
                  example="an e-mail address such as anna@example.org"),
    "phone": Kind(category="identifier.phone", property="x_phone", hashed="x_hashedPhone", accept=_phone,
                  example="a telephone number with its country code, such as +49 30 1234567"),
    "name": Kind(category="identifier.account", property="x_name", hashed="x_hashedName", accept=_any, example=_ANY),
    "address": Kind(category="location.address", property="x_street", hashed="x_hashedProfile", accept=_any, example=_ANY),
    "mac": Kind(category="identifier.device", property="macAddress", hashed="x_hashedMacAddress", accept=_hexadecimal(12),
                example="a hardware address such as 3c:a6:2f:00:00:65"),
    "imei": Kind(category="identifier.device", property="x_imei", hashed="x_hashedDeviceId", accept=_imei,
                 example="the 15 digits of an IMEI"),
    "serial": Kind(category="identifier.device", property="x_serialNumber", hashed="x_hashedDeviceId", accept=_any,
                   example=_ANY),
    "advertising_id": Kind(category="identifier.advertising", property="advertisingId", hashed="hashedAdvertisingId",
                           accept=_uuid, example="32 hexadecimal digits, with or without dashes"),
    "coordinates": Kind(category="location.precise", property="latitude", hashed="x_hashedPlace", accept=_coordinates,
                        example="latitude and longitude with four decimals or more, such as 52.5163, 13.3777"),
    "birth_date": Kind(category="profile.birth", property="x_birthDate", hashed="x_hashedProfile", accept=_date,
                       example="a date such as 1985-03-27 or 27.3.1985"),
    "ssid": Kind(category="location.radio_scan", property="x_ssid", hashed="x_hashedNetworkName", accept=_any, example=_ANY),
    "account": Kind(category="identifier.account", property="userId", hashed="x_hashedUserId", accept=_any, example=_ANY),
    "other": Kind(category="identifier.known_value", property="x_knownValue", hashed="x_hashedValue", accept=_any,
                  example=_ANY),
}  # fmt: skip
HASHED: Final = "identifier.hashed"
# what no detector reports, mapped as the detectors map theirs
CATEGORIES: Final[Mapping[str, Mapped]] = {
    "identifier.known_value": Mapped(google="Other info", apple="Other Data", dpv="pd:Identifying", tcf="7"),
}


def make_indicator(id_: str, name: str, kind: str, value: str) -> Indicator:
    """A known value, checked and in the form in which it is kept. Raises ``UnusableIndicator``."""
    clean = " ".join(name.split())
    if not 1 <= len(clean) <= 60 or not clean.isprintable():
        raise UnusableIndicator("the name of a known value has 1 to 60 printable characters")
    if kind not in KINDS:
        raise UnusableIndicator(f"{kind!r} is no kind of known value; there are: {', '.join(KINDS)}")
    plain = unicodedata.normalize("NFC", " ".join(value.split()))
    kept = KINDS[kind].accept(plain) if len(plain) <= LONGEST and plain.isprintable() else None
    if kept is None:
        raise UnusableIndicator(f"{clean}: the value is not of the kind {kind}: {KINDS[kind].example}")
    if plain.casefold() in clean.casefold() or kept.casefold() in clean.casefold():
        raise UnusableIndicator(
            "the name must not hold the value itself: the name is shown, the value never is"
        )
    return Indicator(id=id_, name=clean, kind=kind, value=kept)

"""What of a value may be shown or exported, and the keyed digest that stands for the rest."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Callable
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.records import Observation
from analysis.redaction import redact_url
from analysis.remembered import Remembered

LIMIT: Final = 120  # characters of a masked value, at most
TEXT_LIMIT: Final = 80  # characters of free text
SECRET: Final = "(secret)"

_MAC: Final = lazy_pattern(
    r"(?i)(?<![0-9a-f])([0-9a-f]{2}([:-]))[0-9a-f]{2}\2[0-9a-f]{2}(?:\2[0-9a-f]{2}){3}(?![0-9a-f])"
)
_UUID: Final = lazy_pattern(r"(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PHONE: Final = lazy_pattern(r"\+?[0-9][0-9 ()./-]{4,28}[0-9]")
_DECIMAL: Final = lazy_pattern(
    r"-?\d{1,9}\.\d{3,40}(?:[eE][+-]?\d{1,3})?|-?\d{1,9}(?:\.\d{1,40})?[eE][+-]?\d{1,3}"
)
_URL: Final = lazy_pattern(r"(?i)([a-z][a-z0-9+.-]{1,20}://)(?:[^/?#@\s]{1,512}@)?([^?#\s]{1,2048})([?#])?")
_COUNT: Final = lazy_pattern(
    r"[0-9]{1,6} (?:hashed )?(?:entry|entries|apps|link schemes)(?:(?: with [a-z, -]{5,60})| as vCard)?"
)
_YEAR: Final = lazy_pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?=[0-9]{4}(?![0-9])|[^0-9]|$)")
_COARSE_ZOOM: Final = 14
_READ: Final = 4096  # characters of a value that masking looks at


def mask(observation: Observation) -> str:
    """The value as it may be shown: at most 120 characters, control characters escaped.

    Identifiers never keep their full value, coordinates keep two decimals, credentials nothing; device state
    and sensor values stay as they are. Signatures of tokens and secrets of addresses are shown in no kind.
    """
    return _MASKED[observation.category, observation.property, observation.value]


def _mask(found: tuple[str, ...]) -> str:
    category, name, value = found
    kind = category.partition(".")[0]
    if kind == "credential":
        return SECRET
    rule = _BY_PROPERTY.get(name) or _BY_CATEGORY.get(category) or _BY_KIND.get(kind, _identifier)
    return _escape(rule(redact_url(value.strip()[:_READ])))


# A device says the same of itself in message after message.
_MASKED: Final = Remembered(_mask)


def digest(key: bytes, value: str) -> str:
    """HMAC-SHA-256 (64 hex digits) of a normalised value under ``key``.

    Normalised, so that one value has one digest however it was written: Unicode NFC, no white space at the ends,
    casefolded; MAC addresses and UUIDs without separators; telephone numbers that begin with ``+`` as digits only.
    """
    return hmac.digest(key, _normalise(value).encode("utf-8", "surrogatepass"), "sha256").hex()


def _normalise(value: str) -> str:
    plain = unicodedata.normalize("NFC", value.strip()).casefold()
    if _UUID.fullmatch(plain) or _MAC.fullmatch(plain):
        return plain.replace("-", "").replace(":", "")
    if plain.startswith("+") and _PHONE.fullmatch(plain):
        return "+" + "".join(character for character in plain if character.isdigit())
    return plain


def _escape(text: str) -> str:
    if text.isprintable():
        return _cut(text, LIMIT)
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[:LIMIT])
    return _cut("".join(escaped), LIMIT)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _identifier(value: str) -> str:
    """The first four and last two characters; less where that would give much of a short value away."""
    if len(value) >= 12:
        return f"{value[:4]}…{value[-2:]}"
    return f"{value[0]}…" if len(value) >= 5 else "…"


def _hardware_address(value: str) -> str:
    """A MAC address by its OUI, the three bytes that name the manufacturer."""
    found = _MAC.search(value)
    if found:
        return f"{found[0][:8]}{found[2]}…"
    return f"{value[:6]}…" if re.fullmatch(r"(?i)[0-9a-f]{12}", value) else _identifier(value)


def _email(value: str) -> str:
    local, at, domain = value.rpartition("@")
    name, dot, top = domain.rpartition(".")
    if not (at and dot and local and name) or len(top) > 24:
        return _identifier(value)
    return f"{local[0]}…@{name[0]}….{top}"


def _phone(value: str) -> str:
    digits = "".join(character for character in value if character.isdecimal())
    if len(digits) < 7:
        return "…"
    return f"{_country_code(value)}…{digits[-2:]}"


def _country_code(value: str) -> str:
    if not value.startswith("+"):
        return ""
    import phonenumbers  # half as long to load as the rest of a start; most messages hold no number

    try:
        return f"+{phonenumbers.parse(value[:40]).country_code}"
    except phonenumbers.NumberParseException:
        return ""


def _person_name(value: str) -> str:
    return " ".join(f"{word[0]}…" for word in value.split()[:6]) or "…"


def _address(value: str) -> str:
    """An IP address by its first two groups, a street or postal code by its first two characters."""
    for separator in (".", ":"):
        groups = value.split(separator)
        if len(groups) >= 3:
            return f"{separator.join(groups[:2])}{separator}…"
    return f"{value[:2]}…" if len(value) > 2 else "…"


def _beginning(value: str) -> str:
    return f"{value[:2]}…" if len(value) > 2 else "…"


def _coordinates(value: str) -> str:
    """Every number with at most two decimals (about a kilometre)."""
    if re.fullmatch(r"-?\d{7,10}", value):
        return f"{int(value) / 1e7:.2f}"  # degrees times ten million, the integer form of Google's interfaces
    return _cut(_DECIMAL.sub(lambda found: f"{float(found[0]):.2f}", value), TEXT_LIMIT)


def _track(value: str) -> str:
    """Where a track begins, with two decimals."""
    first, _, more = value.partition(" ")
    return _coordinates(first) + (" …" if more else "")


def _place_code(value: str) -> str:
    """Four characters of a geohash (20 to 40 km) or of a Plus Code (100 km)."""
    return f"{value[:4]}…" if len(value) > 4 else value


def _map_tile(value: str) -> str:
    """Zoom, column and row to zoom 14 (2.4 km at the equator); beyond that the zoom alone."""
    zoom = value.partition("/")[0]
    return f"{zoom}/…" if not zoom.isdecimal() or int(zoom[:4]) > _COARSE_ZOOM else value


def _beacon(value: str) -> str:
    """A beacon by its first eight characters, which its maker's beacons share; an address by its OUI."""
    if _MAC.search(value):
        return _radio(value)
    return f"{value[:8]}…" if len(value) > 12 else _identifier(value)


def _radio(value: str) -> str:
    return _cut(_MAC.sub(lambda found: f"{found[0][:8]}{found[2]}…", value), TEXT_LIMIT)


def _url(value: str) -> str:
    """A URL without user-info, query and fragment; other text up to its first question mark."""
    found = _URL.match(value)
    if found is None:
        return _cut(value.partition("?")[0], TEXT_LIMIT)
    return f"{_cut(found[1] + found[2], LIMIT - 2)}{'?…' if found[3] else ''}"


def _amount(value: str) -> str:
    return value if re.fullmatch(r"[A-Z]{0,3} ?-?\d{0,7}(?:[.,]\d{1,4})?", value) else _identifier(value)


def _length_only(value: str) -> str:
    return f"({len(value)} characters)"


def _count_only(value: str) -> str:
    """The first line of a list, which says how many there are of what; of any other value its length."""
    head, line_end, _ = value.partition("\n")
    return head if line_end and _COUNT.fullmatch(head) else _length_only(value)


def _year(value: str) -> str:
    """A date of birth by its year."""
    found = _YEAR.search(value[:40])
    return f"{found[0]}…" if found else "…"


def _last_digits(value: str) -> str:
    return f"…{value[-2:]}" if len(value) >= 4 else "…"


def _text(value: str) -> str:
    return _cut(value, TEXT_LIMIT)


def _whole(value: str) -> str:
    return value


_Rule = Callable[[str], str]

_BY_PROPERTY: Final[dict[str, _Rule]] = {
    "macAddress": _hardware_address,
    "x_name": _person_name,
    "deviceName": _person_name,
    "x_ssid": _beginning,
    "x_birthDate": _year,
    "x_sensitive": _length_only,
    "x_searchQuery": _length_only,
    "x_contacts": _count_only,
    "x_installedApps": _count_only,
    "x_cardHolder": _person_name,
    "x_cardLastDigits": _last_digits,
    "sessionId": _identifier,
    "referer": _url,
    "websiteUrl": _url,
    "x_track": _track,
    "x_geohash": _place_code,
    "x_plusCode": _place_code,
    "x_mgrs": _place_code,
    "x_gridLocator": _place_code,
    "x_h3Cell": _place_code,
    "x_threeWords": _length_only,
    "x_mapTile": _map_tile,
    "x_mapArea": _coordinates,
    "x_bleScan": _beacon,
    "latitude": _coordinates,
    "longitude": _coordinates,
}
_BY_CATEGORY: Final[dict[str, _Rule]] = {
    "identifier.email": _email,
    "identifier.phone": _phone,
    "finance.card": _identifier,
    "finance.account": _identifier,
    "profile.birth": _year,
    "profile.sensitive": _length_only,
    "browsing.search": _length_only,
    "location.address": _beginning,
    "location.radio_scan": _radio,
    "network_address.local": _address,
    "network_address.public": _address,
}
_BY_KIND: Final[dict[str, _Rule]] = {
    "identifier": _identifier,
    "contact": _person_name,
    "message": _length_only,
    "location": _coordinates,
    "finance": _amount,
    "browsing": _url,
    "sensor": _whole,
    "audio": _whole,
    "photo": _whole,
    "health": _whole,
    "fitness": _whole,
    "device_state": _whole,
    "app_list": _count_only,
    "usage": _text,
    "profile": _text,
    "diagnostics": _text,
    "consent_state": _text,
    "opaque": _text,
}

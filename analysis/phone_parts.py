"""Finds telephone numbers that are told in two parts: the code of a country and the number within it.

``cc`` and ``in`` of a messenger's registration, ``dial_code`` and ``number`` of a form, ``vorwahl`` and ``nummer``: neither
is a telephone number by itself. Country codes: ITU-T E.164, its lists and lengths as in phonenumbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

# What says that a number is the code of a country on the telephone, and what may say so.
_SURE_CODES: Final = frozenset({
    "callingcode", "countrycallingcode", "dialcode", "dialingcode", "diallingcode", "countrydialcode", "phonecode",
    "phonecountrycode", "phoneprefix", "prefixphone", "telprefix", "phonecc", "countryphonecode", "isdcode", "isd", "idd",
    "ddi", "indicatif", "vorwahl", "laendervorwahl", "landesvorwahl", "landervorwahl", "prefijo", "prefisso", "kierunkowy",
    "predvolba", "landnummer", "landskod", "landekode", "maatunnus", "mobileprefix", "mobilecountrycode", "smscountrycode",
    "alankodu", "intlcode", "internationalcode", "internationalprefix", "prefixotelefonico", "prefixophone", "国家区号",
    "区号", "国番号", "국가번호",
})  # fmt: skip
_CODES: Final = frozenset({
    "cc", "countrycode", "country", "prefix", "areacode", "nationcode", "ccode", "ctc", "landkode", "kodkraju", "ulkekodu",
    "codepays", "codigopais", "zone", "code",
})  # fmt: skip
_SURE_NUMBERS: Final = frozenset({
    "phone", "phonenumber", "phoneno", "phonenum", "mobile", "mobilenumber", "mobileno", "nationalnumber", "msisdn",
    "tel", "telephone", "subscribernumber", "localnumber", "cell", "cellphone", "cellnumber", "handy", "nationalphone",
    "rufnummer", "mobilephone", "phonelocal", "nationalsignificantnumber", "telno", "telnumber", "localphone", "celular",
    "movil", "mob", "ph",
})  # fmt: skip
_NUMBERS: Final = frozenset({
    "in", "no", "nr", "num", "number", "n", "pn", "subscriber", "national", "local", "nn", "msisdnlocal",
})  # fmt: skip
# Where somebody registers or is called: short names are believed there.
REGISTERS: Final = frozenset({
    "register", "registration", "verify", "verification", "otp", "sms", "login", "signin", "signup", "auth", "exist",
    "exists", "code", "pin", "invite", "activate", "activation", "subscribe", "captcha", "onboarding", "anmelden",
    "registrieren", "registro", "inscription", "rejestracja", "registrace", "registrering", "aanmelden", "kayit",
    "anmeldung", "registrierung", "registrazione", "cadastro", "alta", "registreren", "rekisteroidy", "inregistrare",
    "regisztracio", "zhuce", "touroku", "kaiin", "join", "registraciya", "konto", "profil", "signon", "newuser", "enroll",
})  # fmt: skip
_WAYS: Final = frozenset({"sms", "voice", "flash", "call", "whatsapp", "phone", "missedcall", "flashcall"})
_HOW: Final = ("method", "channel", "type", "via", "mode")
_OFFERED: Final = frozenset({
    "support", "hotline", "helpline", "service", "office", "store", "emergency", "config", "imprint", "order", "product",
})  # fmt: skip
_HOTLINES: Final = frozenset(
    {"hotline", "helpline", "emergency", "imprint"}
)  # of an address; hosts are named service, too
_CODE: Final = lazy_pattern(r"(?:\+|00)?([1-9][0-9]{0,2})")
_NUMBER: Final = lazy_pattern(r"[0-9(][0-9 ()./-]{4,18}[0-9]")
_MOST: Final = 64  # names of an object that are looked at


class Parts(msgspec.Struct, frozen=True, gc=False):
    """The names of the two parts in an object, and whether both say what they are."""

    code: str
    number: str
    sure: bool


def _parts(names: tuple[str, ...]) -> Parts | None:
    said = {"".join(words(name)): name for name in reversed(names[:_MOST])}
    code = next((said[name] for name in said if name in _SURE_CODES), "")
    number = next((said[name] for name in said if name in _SURE_NUMBERS), "")
    sure = bool(code or number)
    code = code or next((said[name] for name in said if name in _CODES), "")
    number = number or next((said[name] for name in said if name in _NUMBERS and said[name] != code), "")
    return Parts(code=code, number=number, sure=sure) if code and number else None


PHONE_PARTS: Final = Remembered[tuple[str, ...], Parts | None](_parts)


def phones_in_parts(place: Surroundings) -> Iterator[Leaf]:
    """The numbers within a country of which the code stands beside them, valid in the numbering plan of that country."""
    for group, names in place.shapes:
        parts = PHONE_PARTS[names]
        if parts is None or group.context not in ("body", "query"):
            continue
        code, number = group.members[parts.code], group.members[parts.number]
        sure = parts.sure or "".join(words(group.name)) in _SURE_NUMBERS
        if _is_of_a_firm(group, place) or not (sure or _is_registered(group, place)):
            continue
        if _is_valid(_told(code), _told(number)):
            yield number


def _told(leaf: Leaf) -> str:
    return text(leaf.value).strip()[:32] if isinstance(leaf.value, str | int) else ""


def _is_of_a_firm(group: Group, place: Surroundings) -> bool:
    return not _OFFERED.isdisjoint(all_words(group.names[-3:])) or not _HOTLINES.isdisjoint(place.sent_words)


def _is_registered(group: Group, place: Surroundings) -> bool:
    """Whether the address, or the way in which a code is to come, says that somebody registers."""
    ways = (group.members[name].value for name in _HOW if name in group.members)
    if any(isinstance(way, str) and "".join(words(way[:24])) in _WAYS for way in ways):
        return True
    return not REGISTERS.isdisjoint(place.sent_words)


@lru_cache(maxsize=1024)
def _is_valid(code: str, number: str) -> bool:
    country = _CODE.fullmatch(code)
    if country is None or _NUMBER.fullmatch(number) is None:
        return False
    digits = "".join(filter(str.isdecimal, number))
    if is_placeholder(digits) or len(set(digits)) < 3:
        return False
    import phonenumbers  # half as long to load as the rest of a start; most messages hold no number

    try:
        found = phonenumbers.parse(f"+{country[1]}{digits.removeprefix('0')}")
        return found.country_code == int(country[1]) and bool(phonenumbers.is_valid_number(found))
    except phonenumbers.NumberParseException:
        return False

"""Finds telephone numbers under words that could also be of something else: ``handy``, ``mobil``, ``portable``, ``cell``.

Forms of all countries call the field so. A number is believed there where the object holds what only somebody who signs up
has beside it: both parts of a name, a mail address, a birth; or where the address says that somebody registers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.device_siblings import is_on_offer
from analysis.field_names import words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Group, Leaf
from analysis.phone_parts import REGISTERS
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

_SHORT: Final = frozenset({
    "handy", "mobil", "mobile", "mob", "mobi", "portable", "cellulare", "cell", "cel", "cellular", "celular", "celu",
    "gsm", "tel", "telef", "telf", "telfn", "tlf", "tlfn", "fon", "fone", "phone", "ph", "phn", "mobiel", "movil",
    "móvil", "kom", "komorka", "komórka", "komorkowy", "cep", "sjh", "dh", "lxdh", "hp", "nohp", "puh", "kannykka",
    "gsmnro", "sdt", "natel", "mobiili", "telmob", "fixe", "festnetz", "fijo", "fisso", "mobilephone", "phonemobile",
    "homephone", "workphone", "cellphone", "телефонмоб", "моб",
})  # fmt: skip
# What only a person has, in words that ``field_names`` gives in English where it knows them.
_SURE: Final = frozenset({
    "lastname", "surname", "familyname", "firstname", "givenname", "fullname", "birthdate", "dateofbirth", "email",
    "mail", "emailaddress", "salutation", "anrede", "civilite", "apellidos", "apellido", "cognome", "nachname", "vorname",
    "prenom", "tratamiento", "tiltale", "osloveni", "marketingconsent", "agb", "cgu",
})  # fmt: skip
# A name in short; two of them are the two parts of one.
_NAMES: Final = frozenset({
    "name", "nom", "nome", "nombre", "imie", "jmeno", "ad", "adi", "soyad", "isim", "vn", "nn", "fn", "ln", "fname",
    "lname", "xm", "sei", "mei", "vor", "nach", "apelido", "navn", "namn", "nimi", "nume", "nev", "vezetek", "kereszt",
    "naam", "имя", "фамилия", "отчество", "ho", "ten", "firstname", "lastname", "姓", "名", "姓名", "이름", "성", "苗字",
})  # fmt: skip
_FORMS: Final = frozenset({
    "yzm", "captcha", "otp", "smscode", "verifycode", "newsletter", "agb", "cgu", "terms", "privacy", "consent",
    "password", "passwort", "repassword",
})  # fmt: skip
# Words of an address at which a code is asked for.
_SENDS_CODES: Final = frozenset(
    {"otp", "sms", "verify", "verification", "smscode", "sendcode", "verifizierung"}
)
# What a shop, an office or a thing has beside a number of its own.
_NOT_A_PERSON: Final = frozenset({
    "openinghours", "oeffnungszeiten", "horaires", "horario", "orari", "website", "url", "vat", "company", "firma",
    "branch", "latitude", "lat", "voltage", "soc", "rating", "imei", "cells", "charge", "isbn", "publisher", "verlag",
})  # fmt: skip
_NUMBER: Final = lazy_pattern(r"\(?[0-9][0-9 ()./-]{6,18}[0-9]")
_DAY: Final = lazy_pattern(
    r"(?:19|20)[0-9]{2}[-./]?[01]?[0-9][-./]?[0-3]?[0-9]|[0-3]?[0-9][-./][01]?[0-9][-./](?:19|20)[0-9]{2}"
)
_MAIL: Final = lazy_pattern(r"[^\s@]{1,64}@[^\s@]{1,120}\.[A-Za-z]{2,24}")
_LEAST_DIGITS: Final = 8
_MOST_DIGITS: Final = 12
_LEAST_DIFFERENT: Final = 3
_MOST: Final = 48  # names of an object that are looked at


def _is_short(name: str) -> bool:
    spoken = words(name)
    return "".join(spoken[:-1] if len(spoken) > 1 and spoken[-1].isdecimal() else spoken) in _SHORT


SHORT_PHONES: Final = picking(_is_short)


_SAID: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset("".join(words(name)) for name in names)
)


def phones_in_forms(place: Surroundings) -> Iterator[Leaf]:
    """The values of 8 to 12 digits under a short word for a telephone, beside what a person is asked for."""
    for leaf in place.leaves_of(SHORT_PHONES):
        if leaf.context in ("body", "query") and _is_number(leaf) and _is_asked(place, leaf):
            yield leaf


def _is_number(leaf: Leaf) -> bool:
    if not isinstance(leaf.value, str | int) or isinstance(leaf.value, bool):
        return False
    told = text(leaf.value).strip()[:32]
    digits = "".join(filter(str.isdecimal, told))
    if _NUMBER.fullmatch(told) is None or _DAY.fullmatch(told) or is_placeholder(digits):
        return False
    return _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS and len(set(digits)) >= _LEAST_DIFFERENT


def _is_asked(place: Surroundings, leaf: Leaf) -> bool:
    """Whether the object, or the one around it, is the form of a person; not a list of goods or of offices."""
    near = place.around(leaf.path)
    if near is None or is_on_offer(near):
        return False
    outer = place.around(near.path) if near.path else None
    if any(
        isinstance(leaf.value, str) and _MAIL.fullmatch(leaf.value)
        for leaf in islice(near.members.values(), _MOST)
    ):
        return True
    said = _said(near) | (
        _said(outer) if outer is not None and outer.context == near.context else frozenset()
    )
    if not said.isdisjoint(_NOT_A_PERSON):
        return False
    if not said.isdisjoint(_SURE) or len(said & _NAMES) > 1:
        return True
    if not _SENDS_CODES.isdisjoint(place.sent_words):
        return True
    return not (said.isdisjoint(_NAMES | _FORMS) or REGISTERS.isdisjoint(place.sent_words))


def _said(group: Group) -> frozenset[str]:
    return _SAID[tuple(islice(group.members, _MOST))]


_PARTS_OF_A_PERSON: Final = frozenset(
    {"firstname", "lastname", "surname", "familyname", "givenname", "birthdate", "dateofbirth", "fullname"}
)


def is_beside_a_person(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a part of a name or a birth stands in the same object."""
    near = place.around(leaf.path)
    return near is not None and not _PARTS_OF_A_PERSON.isdisjoint(_said(near))

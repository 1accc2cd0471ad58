"""How a known value may be written: the variants of each kind, and the normalisations that are usual before hashing."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Final, Literal

import msgspec
import phonenumbers

from analysis.indicator_kinds import Indicator

Edge = Literal["none", "digits", "word", "email", "hex", "date", "number"]
SUBSTRING_FROM: Final = 6  # characters; a shorter writing counts only as a whole value
DIGITS_FROM: Final = 8  # the same for digits alone
_UNSURE_BELOW: Final = 9  # digits alone that may be something else's as well
_BIRTH: Final = ("birth", "dob", "bday", "born", "geburt")
_GMAIL: Final = ("gmail.com", "googlemail.com")


class Writing(msgspec.Struct, frozen=True, kw_only=True):
    """One way of writing a value. ``form`` names it (``""``: as it was given).

    ``edge`` says what must not stand beside it; ``inner`` whether it is also looked for inside base64, hexadecimal and so
    on; ``hints`` are words one of which the field's name must hold; ``data`` are its bytes where it is no text.
    """

    text: str
    form: str = ""
    edge: Edge = "word"
    inner: bool = True
    hints: tuple[str, ...] = ()
    data: bytes = b""
    axis: str = ""

    @property
    def whole(self) -> bool:
        """Whether it counts only as a whole value."""
        if self.hints:
            return True
        if self.data or self.axis:
            return False
        return len(self.text) < (DIGITS_FROM if self.text.isdecimal() else SUBSTRING_FROM)

    @property
    def sure(self) -> bool:
        """False for a number so short that other things may have it too."""
        return not self.text.isdecimal() or len(self.text) >= _UNSURE_BELOW or bool(self.hints or self.axis)


def writings(indicator: Indicator) -> list[Writing]:
    """The texts (and bytes) that stand for a value, the plainest first; coordinates have a module of their own."""
    found: dict[tuple[str, bytes], Writing] = {}
    for item in _WRITINGS.get(indicator.kind, _words)(indicator.value):
        found.setdefault((item.text, item.data), item)
        if not item.text.isascii():  # the search itself folds the letters of ASCII only
            for text in (item.text.lower(), item.text.upper()):
                found.setdefault((text, b""), msgspec.structs.replace(item, text=text))
    return list(found.values())


def hash_inputs(indicator: Indicator) -> dict[str, str]:
    """The texts whose hashes are looked for, and what each of them is."""
    found: dict[str, str] = {}
    for text, form in _HASH_INPUTS.get(indicator.kind, _hashed_words)(indicator.value):
        found.setdefault(text, form)
    return found


def _cases(value: str, form: str = "", edge: Edge = "word") -> list[Writing]:
    """As given, in small and in capital letters and with capitals first: base64 tells them apart."""
    variants = (value, value.lower(), value.upper(), value.title())
    return [Writing(text=text, form=form, edge=edge) for text in dict.fromkeys(variants)]


def _plain_letters(value: str) -> list[str]:
    """Without accents, and with the usual two letters for an umlaut."""
    pairs = str.maketrans(
        {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "æ": "ae", "ø": "o"}
    )
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", value) if not unicodedata.combining(letter)
    )
    return [text for text in dict.fromkeys((value.translate(pairs), bare)) if text != value]


def _words(value: str) -> list[Writing]:
    edge: Edge = "digits" if value.isdecimal() else "word"
    found = _cases(value, edge=edge)
    squeezed = re.sub(r"[\s-]", "", value)
    if squeezed != value and len(squeezed) >= SUBSTRING_FROM:
        found.append(Writing(text=squeezed, form="without spaces and dashes", edge=edge))
    decomposed = unicodedata.normalize("NFD", value)
    if decomposed != value:
        found.append(Writing(text=decomposed, form="in decomposed letters", edge=edge))
    return found


def _name(value: str) -> list[Writing]:
    found = _words(value)
    plain = _plain_letters(value)
    found += [Writing(text=text, form="in plain letters") for text in plain]
    for text in (value, *plain):
        parts = text.split()
        if not 2 <= len(parts) <= 4:
            continue
        turned = (f"{parts[-1]} {' '.join(parts[:-1])}", f"{parts[-1]}, {' '.join(parts[:-1])}")
        found += [Writing(text=other, form="with the last name first") for other in turned]
        found += [Writing(text=sign.join(parts), form="in one word", inner=False) for sign in "._-"]
    return found


def _ssid(value: str) -> list[Writing]:
    """Android gives the names of networks in quotes."""
    return [*_words(value), Writing(text=f'"{value}"', form="in quotes", inner=False)]


_STREETS: Final = (
    ("straße", "str."), ("straße", "str"), ("strasse", "str."), ("strasse", "str"), ("straße", "strasse"), ("street", "st"),
)  # fmt: skip


def _address(value: str) -> list[Writing]:
    found = _words(value)
    street = value.partition(",")[0].strip()
    wholes = [value]
    if street != value and len(street) >= SUBSTRING_FROM and any(letter.isdigit() for letter in street):
        found += [Writing(text=street, form="its street and number")]
        wholes.append(street)
    for long, short in _STREETS:
        shorter = [re.sub(long, short, text, flags=re.I) for text in wholes if long in text.lower()]
        found += [Writing(text=text, form="abbreviated") for text in shorter if len(text) >= SUBSTRING_FROM]
    found += [Writing(text=text, form="in plain letters") for text in _plain_letters(value)]
    return found


def _email(value: str) -> list[Writing]:
    found = _cases(value, edge="email")
    found += [Writing(text=text, form=form, edge="email") for text, form in _mail_boxes(value)]
    return found


def _mail_boxes(value: str) -> list[tuple[str, str]]:
    """Other addresses of the same box: without dots (Gmail), without the tag after a plus sign."""
    local, _, domain = value.lower().rpartition("@")
    untagged = local.partition("+")[0]
    found = [(f"{untagged}@{domain}", "without its tag")] if untagged and untagged != local else []
    if domain in _GMAIL:
        found.append((f"{untagged.replace('.', '')}@{domain}", "without dots"))
    return found


def _phone(value: str) -> list[Writing]:
    number = phonenumbers.parse(value)
    digits, significant = value[1:], phonenumbers.national_significant_number(number)
    shown = phonenumbers.PhoneNumberFormat
    national = phonenumbers.format_number(number, shown.NATIONAL)
    abroad = phonenumbers.format_number(number, shown.INTERNATIONAL)
    at_home = re.sub(r"\D", "", national)
    found = [
        Writing(text=value, form="in E.164 form", edge="digits"),
        Writing(text=digits, form="without the plus sign", edge="digits"),
        Writing(text=f"00{digits}", form="with 00", edge="digits"),
        Writing(text=at_home, form="in national form", edge="digits"),
        Writing(text=significant, form="without its country code", edge="digits"),
    ]
    code = str(number.country_code)
    with_zero = f"+{code} (0){abroad.partition(' ')[2]}" if at_home.startswith("0") else ""
    for text in (
        abroad,
        national,
        f"{code} {significant}",
        f"+{code} {significant}",
        f"+{code}-{significant}",
        with_zero,
    ):
        for sign in (" ", "-", ".", "/"):
            form = "in national form" if text == national else "in international form"
            plain = re.sub(r"[\s-]+", sign, text)
            if plain:
                found.append(Writing(text=plain, form=f"{form}, in groups", edge="digits", inner=False))
    return found


def _mac(value: str) -> list[Writing]:
    pairs = [value[at : at + 2] for at in range(0, 12, 2)]
    fours = [value[at : at + 4] for at in range(0, 12, 4)]
    shown = {
        ":".join(pairs): "with colons",
        "-".join(pairs): "with dashes",
        ".".join(fours): "with dots",
        ":".join(pair.removeprefix("0") for pair in pairs): "with colons, without leading zeros",
        value: "without separators",
    }
    found = [
        Writing(text=case, form=form, edge="digits" if case.isdecimal() else "hex")
        for text, form in shown.items()
        for case in dict.fromkeys((text, text.upper()))
    ]
    return [*found, Writing(text="", form="as six bytes", edge="none", data=bytes.fromhex(value))]


def _imei(value: str) -> list[Writing]:
    groups = (value[:2], value[2:8], value[8:14], value[14:])
    grouped = [Writing(text=sign.join(groups), form="in groups", edge="digits") for sign in "- /"]
    return [Writing(text=value, edge="digits"), *grouped]


def _uuid(value: str) -> list[Writing]:
    plain = value.replace("-", "")
    found = [Writing(text=case, edge="hex") for case in (value, value.upper())]
    found += [Writing(text=case, form="without dashes", edge="none") for case in (plain, plain.upper())]
    return [*found, Writing(text="", form="as sixteen bytes", edge="none", data=uuid.UUID(value).bytes)]


def _birth_date(value: str) -> list[Writing]:
    day = date.fromisoformat(value)
    y, m, d = f"{day.year:04}", f"{day.month:02}", f"{day.day:02}"
    short_m, short_d = str(day.month), str(day.day)
    shown = {
        value: "",
        f"{y}/{m}/{d}": "year first",
        f"{y}.{m}.{d}": "year first",
        f"{y}{m}{d}": "as eight digits",
    }
    for sign in "./-":
        shown |= {f"{d}{sign}{m}{sign}{y}": "day first", f"{short_d}{sign}{short_m}{sign}{y}": "day first"}
    for sign in "/-":
        shown.setdefault(f"{m}{sign}{d}{sign}{y}", "month first")
        shown.setdefault(f"{short_m}{sign}{short_d}{sign}{y}", "month first")
    found = [Writing(text=text, form=form, edge="date") for text, form in shown.items()]
    days = (day - date(1970, 1, 1)).days
    seconds = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    counted = ((days, "in days"), (seconds, "in seconds"), (seconds * 1000, "in milliseconds"))
    return [
        *found,
        *(
            Writing(text=str(n), form=f"{unit} since 1970", edge="digits", hints=_BIRTH)
            for n, unit in counted
        ),
    ]


_Hashed = Iterable[tuple[str, str]]


def _hashed_words(value: str) -> _Hashed:
    yield value.lower(), "its lower-case form"
    yield value, "it as it was given"
    yield value.upper(), "its upper-case form"
    yield re.sub(r"[\W_]", "", value.lower()), "its letters and digits"


def _hashed_name(value: str) -> _Hashed:
    yield from _hashed_words(value)
    for item in _name(value):
        yield item.text.lower(), f"its form {item.form}" if item.form else "its lower-case form"


def _hashed_mail(value: str) -> _Hashed:
    yield value.lower(), "its lower-case form"
    yield value, "it as it was given"
    yield value.upper(), "its upper-case form"
    for text, form in _mail_boxes(value):
        yield text, f"its form {form}"


def _hashed_phone(value: str) -> _Hashed:
    forms = (
        "its E.164 form",
        "its digits",
        "its digits with 00",
        "its national form",
        "its form without country code",
    )
    return zip((item.text for item in _phone(value)[:5]), forms, strict=True)


def _hashed_forms(make: Callable[[str], list[Writing]]) -> Callable[[str], _Hashed]:
    def inputs(value: str) -> _Hashed:
        for item in make(value):
            if item.text and not item.hints:
                yield item.text, f"its form {item.form}" if item.form else "it as it was given"

    return inputs


_WRITINGS: Final[Mapping[str, Callable[[str], list[Writing]]]] = {
    "email": _email, "phone": _phone, "name": _name, "address": _address, "mac": _mac, "imei": _imei,
    "advertising_id": _uuid, "birth_date": _birth_date, "ssid": _ssid,
}  # fmt: skip
_HASH_INPUTS: Final[Mapping[str, Callable[[str], _Hashed]]] = {
    "email": _hashed_mail, "phone": _hashed_phone, "mac": _hashed_forms(_mac), "imei": _hashed_forms(_imei),
    "advertising_id": _hashed_forms(_uuid), "birth_date": _hashed_forms(_birth_date),
    "name": _hashed_name,
}  # fmt: skip

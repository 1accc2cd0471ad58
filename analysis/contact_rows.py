"""What one row of a list tells of a person: a name, how to reach them, a call that was made."""

from __future__ import annotations

from typing import Final

from analysis.field_names import words
from analysis.identifier_shapes import hash_name
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.remembered import Remembered

PHONES: Final = frozenset({
    "phone", "phones", "phonenumber", "phonenumbers", "mobile", "mobiles", "tel", "telephone", "number", "numbers",
    "cell",
    "msisdn", "phonehandle", "homephone", "workphone", "mobilephone", "e164", "normalizednumber", "digits",
    "mobil", "handy", "movil", "celular", "cellulare", "komorka", "mobiel", "gsm",
    "cep", "ceptel", "ceptelefonu", "ceptelefon", "telefonu",
})  # fmt: skip
EMAILS: Final = frozenset(
    {"eposta", "email", "emails", "mail", "emailaddress", "emailaddresses", "mails", "emailhandle"}
)
_FULL_NAMES: Final = frozenset({
    "name", "displayname", "fullname", "contactname", "nickname", "nick", "fn", "label", "compositename",
    "displaynameprimary",
    "nome", "nom", "nombre", "imie", "imię", "jmeno", "jméno", "navn", "namn", "naam", "isim", "nume", "nev", "név",
    "ad", "adi", "nimi", "名前",
})  # fmt: skip
PERSON_NAMES: Final = frozenset({
    "givenname", "familyname", "firstname", "lastname", "middlename", "surname", "first", "last", "given", "family",
    "displayname", "fullname", "displaynameprimary", "contactname", "realname", "personname", "soyad", "soyadi", "soyisim",
})  # fmt: skip
OF_A_SHOP: Final = frozenset({
    "price", "sku", "opening", "hours", "openinghours", "rating", "latitude", "longitude", "lat", "lng", "lon", "website",
    "category", "vat", "iban", "currency", "distance", "reviews", "geo", "storeid", "status", "role",
})  # fmt: skip
_PHONE: Final = lazy_pattern(r"\+?[0-9(][0-9 ()./\-\u2011\u00a0]{4,24}[0-9]")
_EMAIL: Final = lazy_pattern(r"[^\s@<>,;:\"']{1,64}@[^\s@<>,;:\"']{1,190}\.[A-Za-z]{2,24}")
_OF_A_CALL: Final = frozenset({
    "duration", "type", "calltype", "direction", "date", "timestamp", "missed", "started", "startedat", "calldate",
    "time",
    "callduration", "durationseconds", "isincoming", "starttime", "answered",
})  # fmt: skip
_LENGTHS: Final = frozenset(
    {"duration", "durationseconds", "durations", "callduration", "durationms", "seconds", "talktime"}
)
_WAYS: Final = frozenset({"type", "direction", "calltype", "incoming", "isincoming", "missed"})
_NO_CALLS: Final = frozenset(
    {"track", "trip", "title", "album", "episode", "lesson", "floor", "line", "steps", "bpm"}
)
_KIN: Final = frozenset({
    "relation", "relationship", "relationshiptype", "beziehung", "verwandtschaft", "parentesco", "parente", "lien",
    "relazione", "parentela", "relacao", "relatie", "relacja", "pokrewienstwo", "vztah", "relasjon", "suhde", "yakinlik",
    "yakinlikderecesi", "rokonsag", "kinship", "kin", "rel", "关系", "続柄", "관계",
})  # fmt: skip
_SHORT_NUMBERS: Final = frozenset({"no", "nr", "num", "n", "p", "ph", "t", "nummer", "handy", "mob"})
_OF_A_TEXT: Final = frozenset(
    {"body", "text", "smsbody", "messagebody", "readablebody", "snippet", "msgbody"}
)
_CALLERS: Final = frozenset(
    {"from", "to", "caller", "callee", "address", "remotenumber", "peer", "callerid", "party"}
)


def is_row_of_calls(names: tuple[str, ...]) -> bool:
    """Whether the names of a row are those of a call: a number, how long, and which way or of what kind."""
    said = set(map(plain_name, names[:32]))
    if said.isdisjoint(PHONES) or said.isdisjoint(_LENGTHS) or not said.isdisjoint(OF_A_SHOP | _NO_CALLS):
        return False
    return not said.isdisjoint(_WAYS)


def _is_kept(names: tuple[str, ...]) -> bool:
    said = set(map(plain_name, names[:32]))
    return (
        bool(said & (PHONES | EMAILS | _CALLERS))
        and bool(said & (_OF_A_CALL | _OF_A_TEXT))
        and not said & OF_A_SHOP
    )


_IS_KEPT: Final = Remembered[tuple[str, ...], bool](_is_kept)


def is_of_another(group: Group | None) -> bool:
    """Whether an object is a call or a short message that a phone keeps: the name in it is that of the other end."""
    return group is not None and group.context == "body" and _IS_KEPT[tuple(group.members)]


def _is_row_of_kin(names: tuple[str, ...]) -> bool:
    """Whether the names of a row are those of somebody near to the sender: what they are to him, and how to reach them."""
    said = set(map(plain_name, names[:32]))
    return (
        bool(said & _KIN)
        and bool(said & PHONES)
        and bool(said & (_FULL_NAMES | PERSON_NAMES))
        and not said & OF_A_SHOP
    )


def _is_row_of_texts(names: tuple[str, ...]) -> bool:
    """Whether the names of a row are those of a kept short message: its text, a number, and whose that is."""
    said = set(map(plain_name, names[:32]))
    return (
        bool(said & _OF_A_TEXT)
        and "contactname" in said
        and bool(said & (PHONES | _CALLERS))
        and not said & OF_A_SHOP
    )


def plain_name(name: str) -> str:
    """A column's name without its number and the word value: ``E-mail 1 - Value`` is ``email``."""
    spoken = [word for word in words(name) if not word.isdecimal()]
    return "".join(spoken[:-1] if len(spoken) > 1 and spoken[-1] == "value" else spoken)


class Entry:
    """What one row of a list tells of a person."""

    __slots__ = ("call", "email", "hashed", "name", "person", "phone", "shop")

    def __init__(self) -> None:
        self.name = self.phone = self.email = ""
        self.person = self.shop = self.hashed = self.call = False

    def take(self, leaf: Leaf, inner: tuple[str, ...]) -> None:
        """Read a value of the row; ``inner`` are its names within the row."""
        if not isinstance(leaf.value, str | int) or isinstance(leaf.value, bool):
            return
        value = str(leaf.value)[:256].strip() if not isinstance(leaf.value, int) else _digits(leaf.value)
        said = {"".join(words(name)) for name in inner[-2:]} | set(map(plain_name, inner[-2:]))
        self.call = self.call or not said.isdisjoint(_OF_A_CALL) or _is_moment(leaf.value)
        if not said.isdisjoint(OF_A_SHOP):
            self.shop = True
        elif hash_name(value):
            self.hashed = True
        elif "@" in value:
            if _EMAIL.fullmatch(value) and (
                not inner or said & EMAILS or not said.isdisjoint(("value", "address", "data1"))
            ):
                self.email = self.email or value
        elif _is_phone(value) and (
            not inner
            or said & PHONES
            or ("value" in said and "date" not in said)
            or (not said.isdisjoint(_CALLERS | {"data1"}) and value[0] in "+0(")
            or (not said.isdisjoint(_SHORT_NUMBERS) and value[0] == "+")
        ):
            self.phone = self.phone or value
        elif said & (_FULL_NAMES | PERSON_NAMES) and value and not value.isdigit():
            self.name = f"{self.name} {value}".strip()[:80]
            self.person = self.person or bool(said & PERSON_NAMES)

    def reachable(self) -> bool:
        return bool(self.phone or self.email)

    def text(self) -> str:
        return " ".join(part for part in (self.name, self.phone, self.email) if part)


def _digits(value: int) -> str:
    return str(value) if 0 <= value < 10**15 else ""


def _is_moment(value: str | int) -> bool:
    """Whether a number is a moment of our days, in seconds or milliseconds: when a call was made."""
    return isinstance(value, int) and (
        1_200_000_000 <= value <= 2_200_000_000 or 1_200_000_000_000 <= value <= 2_200_000_000_000
    )


def _is_phone(value: str) -> bool:
    if not 6 <= len(value) <= 26 or not _PHONE.fullmatch(value):
        return False
    digits = sum(letter.isdecimal() for letter in value)
    return 6 <= digits <= 15 and value.count(".") <= 4 and len(set(value)) > 2


def steps(inner: str) -> int:
    """How many names stand in the rest of a path: ``.phones[0].number`` has two."""
    return inner.count(".") + inner.count('["')


def _kind_of_row(names: tuple[str, ...]) -> str:
    """``calls``, ``texts``, ``kin`` or ``people`` for the rows of a list; ``""`` for all others."""
    if is_row_of_calls(names):
        return "calls"
    if _is_row_of_texts(names):
        return "texts"
    if _is_row_of_kin(names):
        return "kin"
    said = set(map(plain_name, names[:32]))
    return "people" if said & PERSON_NAMES and said & (PHONES | EMAILS) and not said & OF_A_SHOP else ""


KIND_OF_ROW: Final = Remembered(_kind_of_row)

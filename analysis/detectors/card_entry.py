"""Recognises a payment card by what stands beside its number, whatever the fields are called and in whichever language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload, Scalar
from analysis.payment_numbers import card_network
from analysis.readings import text
from analysis.records import Confidence, Observation, Transmission
from analysis.surroundings import Surroundings, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "finance.card"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_YEAR: Final = r"(?:20)?(?:2[4-9]|3[0-9])"
_EXPIRY: Final = lazy_pattern(rf"{_MONTH} ?[/.-] ?{_YEAR}|20(?:2[4-9]|3[0-9])-(?:0[1-9]|1[0-2])")
_FOUR: Final = lazy_pattern(r"(?:0[1-9]|1[0-2])(?:2[4-9]|3[0-9])|20(?:2[4-9]|3[0-9])(?:0[1-9]|1[0-2])")
_A_MONTH: Final = lazy_pattern(_MONTH)
_A_YEAR: Final = lazy_pattern(_YEAR)
_CODE: Final = lazy_pattern(r"[0-9]{3,4}")
_HOLDER: Final = lazy_pattern(r"[^\W\d_]{2,30}(?:[ .'-]{1,2}[^\W\d_]{1,30}){1,4}")
# How a field for the last day of a card begins, without separators and marks.
_ENDS: Final = lazy_pattern(
    r"exp|g[uü]e?lt|ablauf|venc|caduc|scad|valid|wa[zż]n|platn|geldig|verval|gilt|utl|udl|voimassa|skt|sonkul|lejar|till"
    r"|有効|有效|срок|gyldig|uitgiv"
)
_CODES: Final = frozenset({
    "cvv", "cvc", "cvn", "csc", "cid", "cvv2", "cvc2", "crypto", "cryptogramme", "pz", "pruefziffer", "kartenpruefnummer",
    "kpn", "kod", "code", "codigo", "codigoseguridad", "codigodeseguridad", "codice", "sicherheitscode", "securitycode",
    "guvenlikkodu", "turvakoodi", "beveiligingscode", "kontrolcifre", "kodcvv", "安全码", "セキュリティコード",
})  # fmt: skip
_OTHER_CARDS: Final = lazy_pattern(
    r"gutschein|geschenk|gift|cadeau|regalo|podarun|hediye|lahja|presentkort|gavekort|treue|fidel|loyal|bonus|punkt|puntos"
    r"|stamm|mitglied|member|kunden|versich|krank|sim(?:$|[^a-z])|simk|imei|iccid|ticket|biblio|library|coupon|voucher|order"
    r"|track|parcel|insur|health|serial|ean|gtin"
)
_LEFT: Final = lazy_pattern(r"(?:[*xX•·]{4}[ -]?){1,4}[0-9]{4}|[0-9]{4,6}[*xX•·]{4,9}[0-9]{4}")
_CARDS: Final = lazy_pattern(
    r"(?:^|[^a-z])(?:card|karte|carte|carta|tarjeta|cartao|cartão|karta|karty|kort|kortti|kaart|kart|kreditkarte|pan)(?=$|[^a-z])"
    r"|[卡]|カード|카드|карт"
)
_OF_A_TEST: Final = lazy_pattern(
    r"(?:^|[/._-])(?:self-?)?(?:tests?|testcards|testkarten|docs?|fixtures?|mocks?|samples?)(?=$|[/._-])"
)
_MOST: Final = 24  # values of an object or a list that are looked at
_MOST_CARDS: Final = 64

_NUMBERS: Final = TextShape(
    lambda value: 12 <= len(value) <= 23 and value[:1].isdigit() and bool(card_network(value)),
    headers=False,
    shortest=12,
    longest=23,
)


_MASKED: Final = TextShape(
    lambda value: 8 <= len(value) <= 24 and value[-4:].isdigit() and _LEFT.fullmatch(value),
    headers=False,
    shortest=8,
    longest=24,
)


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _masked(payload)
    place = surroundings(payload)
    for leaf, _ in texts_like(payload, _NUMBERS)[:_MOST_CARDS]:
        if leaf.context not in ("body", "query") or _is_of_others(leaf, payload.transmission):
            continue
        if _is_in_a_form(place, leaf) or _is_in_a_list(place, leaf):
            yield observe(
                leaf, category=_CATEGORY, name="x_cardNumber", rule="card_entry.number", confidence=Confidence.CERTAIN,
                reasoning="a card number by issuer, length and check digit, beside a card's expiry or code",
            )  # fmt: skip


def _masked(payload: Payload) -> Iterator[Observation]:
    """``{"tarjeta": "**** **** **** 4242"}``: what is left of a number, in a field or an object named for a card."""
    for leaf, _ in texts_like(payload, _MASKED)[:_MOST_CARDS]:
        named = " ".join(leaf.names[-2:]).lower()
        shown = leaf.context in ("body", "query") and _CARDS.search(named) is not None
        if shown and not _is_of_others(leaf, payload.transmission):
            yield observe(
                leaf, category=_CATEGORY, name="x_cardLastDigits", rule="card_entry.masked", confidence=Confidence.LIKELY,
                reasoning="the last digits of a card number",
            )  # fmt: skip


def _is_of_others(leaf: Leaf, sent: Transmission) -> bool:
    """Whether it is the number of a gift or of a member, or stands in a test or a manual."""
    named = " ".join(leaf.names[-3:]).lower()
    where = f"{sent.host.rpartition('.')[0][:253]}{sent.path[:256]}/{'/'.join(leaf.names[-3:])}".lower()
    return _OTHER_CARDS.search(named) is not None or _OF_A_TEST.search(where) is not None


def _is_in_a_form(place: Surroundings, leaf: Leaf) -> bool:
    group = place.around(leaf.path) if leaf.name and not leaf.path[-2:-1].isdecimal() else None
    if group is None:
        return False
    beside = {
        name: member.value
        for name, member in islice(group.members.items(), _MOST)
        if member.path != leaf.path
    }
    return _is_of_a_card(beside)


def _is_of_a_card(beside: Mapping[str, Scalar]) -> bool:
    """Whether an expiry stands there; or a code with a holder; or the month and year of an expiry with one of both."""
    told = {
        "".join(letter for letter in name.lower() if letter.isalnum()): text(value)
        for name, value in beside.items()
    }
    if any(_EXPIRY.fullmatch(value[:12]) for value in told.values()):
        return True
    if any(_FOUR.fullmatch(value[:8]) and _ENDS.match(name) for name, value in told.items()):
        return True
    coded = any(
        _CODE.fullmatch(value[:8]) and (name in _CODES or _says_code(name)) for name, value in told.items()
    )
    held = any(_HOLDER.fullmatch(value[:80]) for value in told.values())
    return (coded and held) or ((coded or held) and _has_month_and_year(told.values()))


def _says_code(name: str) -> bool:
    return not _CODES.isdisjoint(words(name))


def _has_month_and_year(values: Iterable[str]) -> bool:
    short = [value for value in values if value.isdecimal() and len(value) <= 4]
    months = [value for value in short if _A_MONTH.fullmatch(value)]
    return bool(months) and any(_A_YEAR.fullmatch(value) for value in short if value not in months)


def _is_in_a_list(place: Surroundings, leaf: Leaf) -> bool:
    """``["4532…", "09/29", "318"]``: a number with the expiry after it."""
    if not leaf.path.endswith("]") or not leaf.path[-2:-1].isdecimal():
        return False
    items = place.lists.get(leaf.path[: leaf.path.rindex("[")], ())
    return len(items) <= 8 and any(_EXPIRY.fullmatch(text(item.value)[:12]) for item in items)


DETECTOR: Final = Detector(
    name="card_entry",
    version=1,
    categories={_CATEGORY: Mapped(google="User payment info", apple="Payment Info", dpv="pd:Financial", tcf="7")},
    rules={
        "card_entry.number": "A number with a network's range, length and check digit beside a card's expiry, or its code "
        "and holder, in fields of any name.",
        "card_entry.masked": "The last digits behind signs that hide the others, in what is named for a card in a language.",
    },
    detect=_detect,
    needs=Needs(texts=(_NUMBERS, _MASKED)),
)  # fmt: skip

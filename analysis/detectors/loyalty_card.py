"""Recognises the number of a shop's card under a name that says card and no more: beside a receipt, or sent to a club.

``{"card": "2900…", "items": […], "total": 65.86}``: a till tells whose purchase it was by the number on a card that pays for
nothing. What a bank gave out begins and ends as ISO/IEC 7812 says, and is another kind of datum.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.identifier_shapes import is_placeholder
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.payment_numbers import card_network
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.account"
_CARDS: Final = FieldTable(
    dict.fromkeys(("=card", "=card no", "=card nr", "=karta", "=karte", "=carte", "=carta", "=tarjeta", "=tessera",
                   "=cartao", "=kaart", "=kort", "=kortti", "=kart", "=kartica", "=kartya", "=card number", "=card id",
                   "=nr karty",
                   "customer card", "club card", "bonus card", "client card", "shop card", "store card", "stamp card",
                   "points card", "rewards card", "=clubcard", "kundenkarte nr", "member card", "membership card",
                   "medlem kort",
                   "kunde kort", "klub karta", "karta klubowa", "carte club", "carte membre", "tarjeta socio",
                   "tessera socio",
                   "cartao socio", "vip card", "karta vip"), "card")
)  # fmt: skip
_SURE: Final = frozenset({
    "customer", "club", "bonus", "client", "shop", "store", "stamp", "points", "rewards", "clubcard", "member",
    "membership", "medlem", "kunde", "klub", "klubowa", "socio", "membre", "vip",
})  # fmt: skip
_TOTALS: Final = frozenset({
    "total", "totals", "totalttc", "sum", "suma", "summe", "gesamt", "gesamtbetrag", "totale", "totaal", "razem",
    "betrag",
    "montant", "importe", "celkem", "ukupno", "yhteensa", "toplam", "osszesen", "subtotal", "grandtotal", "totalamount",
    "items", "lines", "positions", "points", "punkte", "punkty", "puntos", "punti", "pontos", "punten",
})  # fmt: skip
_CLUBS: Final = frozenset({
    "loyalty", "lojal", "lojalnosc", "bonus", "club", "klub", "fidelity", "fidelite", "fidelidad", "fidelidade",
    "fedelta",
    "rewards", "points", "punkty", "punkte", "kundenkarte", "clubcard", "vorteil", "treue", "medlem", "sadakat",
    "vernost",
})  # fmt: skip
# Of a game, of an access system, of what a card is drawn or printed with.
_NOT_OF_A_SHOP: Final = frozenset({
    "deck", "hand", "suit", "player", "game", "table", "kolor", "farbe", "seat", "mana", "rarity", "set", "gpu",
    "graphics",
    "sound", "driver", "template", "layout", "position", "cvv", "cvc", "expiry", "expirationmonth", "expmonth", "pin",
})  # fmt: skip
_DIGITS: Final = range(8, 20)
_LEAST_DIFFERENT: Final = 4


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, names, value in named_in(payload, _CARDS):
        if leaf.context in ("header", "path") or not _is_number(value):
            continue
        if _is_of_a_shop(leaf, names, surroundings(payload)):
            yield observe(
                leaf, category=_CATEGORY, name="userId", rule="loyalty_card.number",
                reasoning="the number of a customer's card of a shop", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_number(value: str) -> bool:
    plain = value.replace(" ", "").replace("-", "")
    if len(plain) not in _DIGITS or not plain.isdecimal() or is_placeholder(plain):
        return False
    return len(set(plain)) >= _LEAST_DIFFERENT and not card_network(plain)


def _is_of_a_shop(leaf: Leaf, names: tuple[str, ...], place: Surroundings) -> bool:
    group = place.around(leaf.path)
    beside = (
        {"".join(words(name)) for name in place.names_at(group.path)[:64]}
        if group is not None
        else set[str]()
    )
    if not _NOT_OF_A_SHOP.isdisjoint(beside) or "[" in leaf.path:
        return False
    if not _SURE.isdisjoint(words(names[-1])) or not _CLUBS.isdisjoint(place.sent_words):
        return True
    return not _TOTALS.isdisjoint(beside)


DETECTOR: Final = Detector(
    name="loyalty_card",
    version=1,
    categories={
        _CATEGORY: Mapped(google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"),
    },
    rules={
        "loyalty_card.number": "8 to 19 digits that no bank gave out, in a field named card, beside the total of a receipt "
        "or points, or sent to what is named for a club or loyalty.",
    },
    detect=_detect,
    needs=Needs(fields=(_CARDS,)),
)

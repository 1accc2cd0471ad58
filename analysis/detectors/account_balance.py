"""Recognises rows of an account: what came or went, for what, and what is left on it, in the languages of banks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.field_names import all_words, words
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.readings import measured_number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.translated_names import without_marks
from analysis.units import Detector, Mapped

_CATEGORY: Final = "finance.account"
_PURCHASE: Final = "finance.purchase"
_BALANCES: Final = frozenset({
    "balance", "balanceafter", "newbalance", "accountbalance", "availablebalance", "runningbalance", "kontostand",
    "saldo",
    "neuersaldo", "saldonachher", "solde", "nouveausolde", "saldofinal", "saldoactual", "saldoatual", "saldodisponible",
    "saldokonta", "stankonta", "saldopo", "zustatek", "rekeningsaldo", "saldonyt", "bakiye", "egyenleg", "sold",
    "kontosaldo",
    "残高", "余额", "잔액", "баланс", "остаток", "залишок", "υπόλοιπο", "الرصيد", "sodu",
})  # fmt: skip
_AMOUNTS: Final = frozenset({
    "amount", "betrag", "valor", "importe", "montant", "mnt", "kwota", "bedrag", "importo", "castka", "belopp", "belob",
    "beloeb", "belop", "tutar", "summa", "suma", "osszeg", "sum", "umsatz", "monto", "cantidad", "quantia", "金额", "金額",
    "금액", "сумма",
})  # fmt: skip
_FOR_WHAT: Final = frozenset({
    "zweck", "verwendungszweck", "buchungstext", "descricao", "concepto", "descripcion", "libelle", "lib", "motif",
    "tytul",
    "opis", "description", "desc", "causale", "descrizione", "omschrijving", "popis", "text", "beskrivelse",
    "beskrivning",
    "selite", "aciklama", "kozlemeny", "descriere", "purpose", "memo", "reference", "narrative", "payee", "merchant",
    "counterparty", "empfaenger", "beneficiaire", "beneficiario", "odbiorca", "details", "title", "category", "摘要", "적요",
    "назначение",
})  # fmt: skip
# Of a game, an offer, a warehouse, a scale.
_OTHERS: Final = frozenset({
    "coins", "gems", "gold", "xp", "level", "player", "quest", "rate", "apr", "apy", "zins", "zinssatz", "interest",
    "min",
    "max", "minimum", "maximum", "sku", "stock", "warehouse", "quantity", "weight", "volume", "audio", "white", "load",
    "price", "bonus", "offer", "tier", "points", "miles", "energy", "kwh", "water", "invoice", "ledger", "chain",
    "gas", "fiscal", "year", "budget", "municipality", "gemeinde", "treasury", "company", "ifrs",
})  # fmt: skip
# Who paid what is shared out among several, as the books of flats and journeys have it.
_PAID_BY: Final = frozenset({
    "paidby", "payer", "paid", "zaplacil", "zaplacila", "placacy", "bezahltvon", "bezahlt", "zahler", "payepar", "payeur",
    "pagadopor", "pagopor", "pagador", "pagatoda", "pagante", "betaalddoor", "betaler", "zaplatil", "zaplatila",
    "betaltav",
    "betaladav", "odeyen", "fizette", "platitde", "maksaja",
})  # fmt: skip
_SHARED: Final = frozenset({
    "split", "shares", "share", "splitamong", "participants", "podzial", "aufteilung", "anteile", "teilnehmer", "partage",
    "parts", "reparto", "participantes", "divisione", "partecipanti", "divisao", "verdeling", "deelnemers", "fordeling",
    "for", "fuer", "pour", "para", "per", "dla", "users", "members", "uczestnicy", "splitwith", "owedby", "group",
    "groupid",
})  # fmt: skip
_MOST: Final = 32  # names of a row


class _Row(msgspec.Struct, frozen=True, gc=False):
    balance: str
    amount: str
    what: str


def _row(names: tuple[str, ...]) -> _Row | None:
    if not 3 <= len(names) <= _MOST:
        return None
    said = {
        without_marks(name.lower()).replace("_", "").replace("-", "").replace(" ", ""): name for name in names
    }
    balance, amount, what = (
        next((said[one] for one in said if one in of), "") for of in (_BALANCES, _AMOUNTS, _FOR_WHAT)
    )
    if not (balance and amount and what) or not _OTHERS.isdisjoint(
        word for name in names for word in words(name)
    ):
        return None
    return _Row(balance, amount, what)


def _paid(names: tuple[str, ...]) -> str:
    """The name of the amount in an object that tells who paid it, and for what; "" for every other."""
    if not 3 <= len(names) <= _MOST:
        return ""
    said = {
        without_marks(name.lower()).replace("_", "").replace("-", "").replace(" ", ""): name for name in names
    }
    told = not _PAID_BY.isdisjoint(said) and not _FOR_WHAT.isdisjoint(said)
    amount = next((said[one] for one in said if one in _AMOUNTS | {"cost", "total", "value"}), "")
    return amount if told and _OTHERS.isdisjoint(word for name in names for word in words(name)) else ""


PAID: Final = Remembered(_paid)
ROWS: Final = Remembered[tuple[str, ...], _Row | None](_row)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for group, names in place.shapes:
        if (name := PAID[names]) and group.context == "body" and _is_money(group.members[name]):
            held = {without_marks(one.lower()).replace("_", "") for one in place.names_at(group.path)}
            if not _SHARED.isdisjoint(held) and payload.transmission.method != "GET":
                yield Observation(
                    category=_PURCHASE, property="revenue", path=group.members[name].path,
                    value=text(group.members[name].value)[:40], rule="account_balance.shared",
                    reasoning="an amount of money that somebody paid for several", confidence=Confidence.LIKELY,
                )  # fmt: skip
        row = ROWS[names] if group.context == "body" else None
        if row is None or not _OTHERS.isdisjoint(all_words(group.names[-3:]) | place.sent_words):
            continue
        left, moved, what = (group.members[name] for name in (row.balance, row.amount, row.what))
        if _is_money(left) and _is_money(moved) and isinstance(what.value, str) and what.value.strip():
            yield Observation(
                category=_CATEGORY, property="x_accountBalance", path=left.path, value=text(left.value)[:40],
                reasoning="what is left on an account, beside what came or went and for what", rule="account_balance.row",
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_money(leaf: Leaf) -> bool:
    amount = None if isinstance(leaf.value, bool) else measured_number(leaf.value)
    return amount is not None and abs(amount) < 1e9


DETECTOR: Final = Detector(
    name="account_balance",
    version=1,
    categories={
        _CATEGORY: Mapped(google="User payment info", apple="Payment Info", dpv="pd:Financial", tcf="7"),
        _PURCHASE: Mapped(google="Purchase history", apple="Purchase History", dpv="pd:Transactional", tcf="7"),
    },
    rules={
        "account_balance.shared": "An amount beside what it was for, who paid it and among whom it is shared.",
        "account_balance.row": "A balance beside an amount and what it was for, in several languages; games, offers, "
        "warehouses and the books of companies are left out.",
    },
    detect=_detect,
    needs=Needs(objects=(ROWS, PAID)),
)  # fmt: skip

"""Tells the bank account that a charity or a firm shows to everybody (for donations, in an imprint) from somebody's own."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

# Who pays, how much and for what: then it is a payment, to whomever.
_OF_A_PAYMENT: Final = frozenset({
    "payer", "debtor", "auftraggeber", "absender", "customer", "kunde", "kundin", "client", "user", "nutzer", "amount",
    "betrag", "montant", "importe", "importo", "kwota", "bedrag", "belopp", "valor", "castka", "tutar", "verwendungszweck",
    "purpose", "zweck", "mandate", "mandat", "mandato", "employee", "salary", "gehalt", "lohn", "order", "invoice",
    "transaction", "transfer", "device", "password", "birthdate",
})  # fmt: skip
# Where such accounts are shown: asking for donations, imprints, parts of a page.
_SHOWN: Final = frozenset({
    "donate", "donation", "donations", "spenden", "spende", "spendenkonto", "dons", "donativo", "donativos", "donar",
    "doacao", "donazioni", "donazione", "darowizna", "darowizny", "bagis", "giving", "giv", "doneren", "lahjoita", "banner",
    "baner", "banners", "cms", "imprint", "impressum", "footer", "legal", "widget", "headline", "ueberschrift",
    "uberschrift", "titre", "naglowek", "ust", "ustid", "vat", "vatid", "siret", "handelsregister", "registergericht", "krs",
    "nip", "about", "page", "pages", "seite", "seiten", "slogan", "aufruf", "cta",
})  # fmt: skip
_ORGANISATION: Final = lazy_pattern(
    r"(?i)(?:^|\W)(?:e\. ?v\.|ggmbh|gmbh|ag|kg|stiftung|verein|inc|ltd|llc|plc|s\.a\.|sas|sarl|asbl|association"
    r"|asociaci[oó]n|associa[cç][aã]o|associazione|onlus|fundacja|fundaci[oó]n|funda[cç][aã]o|fondation|foundation"
    r"|fondazione|stowarzyszenie|stichting|vereniging|b\.v\.|sp\. z o\. ?o\.|a\.s\.|s\.r\.o\.|oy|ab|aps|a/s|vakf[ıi]"
    r"|derne[gğ]i|alap[ií]tv[aá]ny|charity|trust|caritas|tierheim|verband|hilfswerk|society|ngo|ong)(?=$|\W)"
)
_MOST_MEMBERS: Final = 64  # of an object that shows an account
_MOST: Final = 24  # values of an object that are looked at
_LONGEST: Final = 120


def is_shown_to_all(leaf: Leaf, place: Surroundings) -> bool:
    """Whether an account stands in what a page shows, beside the name of the organisation that it belongs to."""
    group = place.around(leaf.path)
    if group is None or group.context != "body" or len(group.members) > _MOST_MEMBERS:
        return False
    above = place.group(outer(group.path))
    if above is not None and (above.context != "body" or len(above.members) > _MOST_MEMBERS):
        above = None
    around = [here for here in (group, above) if here is not None]
    said = all_words(
        (*group.names[-3:], *(name for here in around for name in place.names_at(here.path)[:64]))
    )
    if not _OF_A_PAYMENT.isdisjoint(said) or (said | place.sent_words).isdisjoint(_SHOWN):
        return False
    return any(map(_names_one, around))


def _names_one(group: Group) -> bool:
    values = (leaf.value for leaf in islice(group.members.values(), _MOST))
    return any(isinstance(value, str) and len(value) <= _LONGEST and _IS_ONE[value] for value in values)


_IS_ONE: Final = Remembered[str, bool](lambda text: _ORGANISATION.search(text) is not None)

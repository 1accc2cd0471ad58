"""Recognises the name of a person under a word for what they are to the sender: a pupil, a patient, who gets a delivery.

``{"student": "Zofia Wrzos"}``, ``{"recipient": "Halina Wójcik", "address": {…}}``, ``{"cardholderName": "N OYELARAN"}``: the
value must be two words and more that are written as names are, and nothing around it may be of an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.named_rows import may_hold_columns
from analysis.needs import Needs
from analysis.office_words import OFFICES
from analysis.payload import Leaf, Payload
from analysis.people_beside import AT_BELLS, BARE, CHILDREN, IN_A_LIST, ON_CARDS, PAYERS, people_beside
from analysis.people_rows import people_in_rows
from analysis.published_addresses import is_published
from analysis.read_bodies import is_read
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.account"
# What somebody is, where only one's own app or office says it.
_ROLES: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "=student", "=pupil", "=patient", "=eleve", "=elev", "=alumna", "=oppilas", "=diak", "=schulkind", "=zak",
        "=zakyne",
        "=paciente", "=paziente", "=pacjent", "=pacjentka", "=patientin", "=patiente", "=pacient", "=pacientka",
        "=potilas",
        "=policyholder", "=policy holder", "=insured", "=insured person", "=resident", "=enfant", "=dziecko", "=bambino",
        "=bambina", "=crianca", "=cocuk", "=lapsi", "=applicant", "=versicherter", "=versicherte",
        "=bewohner",
        "=bewohnerin", "=hasta", "=uczennica", "=guardian", "=legal guardian", "=next of kin", "=caregiver",
        "=halter", "=halterin", "=besitzer", "=besitzerin", "pet owner", "=eigenaar", "=wlasciciel",
        "=proprietaire", "=propietario", "=proprietario", "=cardholder", "cardholder name", "card holder",
        "card holder name", "name on card", "=titular", "=posiadacz",
        "=paciens", "=pasient", "=ασθενής", "=пацієнт", "=пациент", "=المريض", "=مريض", "=benh nhan", "=患者", "=患者名",
        "=huurder", "=mieter", "=mieterin", "=locataire", "=inquilino", "=inquilina", "=locatario", "=hyresgast",
        "=leietaker", "=lejer", "=vuokralainen", "=asukas", "=berlo", "=chirias", "=lokator", "=najemca", "=najemnik",
        "=ενοικιαστής", "=орендар", "=мешканець", "=passenger", "=passagier", "=passeggero", "=passeggera", "=pasajero",
        "=pasajera", "=passageiro", "=passager", "=passasjer", "=passagerare", "=matkustaja", "=utas", "=calator",
        "=calatoare", "=pasazer", "=cestujici", "=επιβάτης", "=пасажир", "=пассажир", "=الراكب", "=hanh khach", "=乗客",
        "=forsakrad", "=forsikret", "=biztositott", "=asigurat", "=vakuutettu", "=assicurato", "=assicurata", "=verzekerde",
        "=asegurado", "=ασφαλισμένος", "=застрахований", "=leerling", "=tanulo", "=μαθητής", "=учень", "=учениця",
        "=الطالب", "=hoc sinh", "=生徒", "=vardnadshavare", "=foresatt", "=forelder", "=verzorger", "=genitore",
        "=huoltaja", "=gondviselo", "=parinte", "=κηδεμόνας", "=опікун", "=ولي الأمر", "=phu huynh", "=保護者", "=veli",
        "=medlem", "=jasen", "=membru", "=mantelzorger", "=omaishoitaja", "=anhorig", "=parorende",
    )
})  # fmt: skip
_RECIPIENTS: Final = FieldTable(
    dict.fromkeys(("=recipient", "=consignee", "=addressee", "=deliver to", "=ship to", "delivery name", "shipping name",
                   "=attention", "=attn", "=destinatario", "=ontvanger", "=klient", "=kunde", "=cliente", "=customer",
                   "=client", "=odbiorca"), "recipient")
)  # fmt: skip
_OF_AN_ADDRESS: Final = frozenset({
    "street", "address", "postal", "postcode", "zip", "zipcode", "plz", "city", "town", "rua", "morada", "via", "cap",
    "housenumber", "domicilio", "postnummer", "postnr", "psc", "cep", "hausnummer", "flat", "apartment", "door",
})  # fmt: skip
_OF_AN_ARTICLE: Final = frozenset({
    "title", "headline", "author", "article", "slug", "teaser", "caption", "subtitle", "abstract", "genre",
    "episode", "cast", "chapter", "plot", "label", "placeholder", "locale", "lyrics", "museum", "artist", "adult",
    "adults", "adulte", "adulto", "erwachsene", "menu", "dessert", "price", "prix", "tarif", "phase",
})  # fmt: skip
_NAME: Final = lazy_pattern(
    r"[^\W\d_a-z][^\W\d_]{0,30}(?:['’.-]{1,2}[^\W\d_]{1,30})?\.?"
    r"(?: (?:de|da|do|dos|del|della|di|van|von|der|den|ten|ter|zu|la|le|el|al|bin|ben|af|av|y|e)){0,2} "
    r"[^\W\d_a-z][^\W\d_]{0,30}(?:[ '’-]{1,2}[^\W\d_a-z][^\W\d_]{0,30}){0,3}"
)
# Two capitals begin also what is no name, above all in German.
_NO_NAMES: Final = frozenset({
    "bäckerei", "metzgerei", "praxis", "gasthof", "verein", "förderverein", "stiftung", "apotheke", "bakery",
    "foundation", "club", "church", "pfarrei", "kita", "kindergarten", "hotel", "restaurant", "café", "cafe",
    "piekarnia", "sklep", "university", "universität", "universitaet", "school", "schule", "college", "academy",
    "freie", "freier", "erste", "erster", "first", "second", "adults", "adult", "children", "healthy", "with",
    "without", "volunteers", "women", "men", "over", "under", "new", "old", "grosser", "großer", "grosse", "große",
    "preis", "award", "day", "week", "class", "klasse", "group", "gruppe", "portal", "program", "programme", "plan",
    "insurance", "versicherung", "unknown", "sample", "example", "mustermann", "musterfrau", "doe", "dummy", "demo",
    "patient", "student", "recipient", "customer", "client", "user", "name", "all", "everyone", "family", "familie",
    "famille", "familia", "household", "visa", "card", "debit", "credit", "gift", "mastercard", "express",
    "corporation", "gmbh", "limited", "sp", "spa", "srl", "sarl", "kg", "oy", "ab", "bv", "nv", "sa",
})  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    answered = is_read(payload.transmission)
    told = set[str]()
    for leaf, names, value in named_in(payload, _ROLES, _RECIPIENTS):
        if leaf.context not in ("body", "query") or IN_A_LIST.search(leaf.path) or not _is_name(value):
            continue
        if answered and leaf.context == "body":
            continue  # what is read by everybody
        if _ROLES.find(names) is None and not _is_delivered(place):
            continue
        if _is_of_an_article(leaf, place) or is_published(leaf, place):
            continue
        told.add(leaf.path)
        yield observe(
            leaf, category=_CATEGORY, name="x_name", rule="named_person.role", reasoning="a person's name",
            confidence=Confidence.LIKELY,
        )  # fmt: skip
    for leaf in people_beside(place):
        if leaf.path not in told and not _is_of_an_article(leaf, place) and not is_published(leaf, place):
            yield observe(
                leaf, category=_CATEGORY, name="x_name", rule="named_person.beside", reasoning="a person's name",
                confidence=Confidence.LIKELY,
            )  # fmt: skip
    for leaf, kind in people_in_rows(place):
        if kind == "name" and not (answered and leaf.context == "body"):
            yield observe(
                leaf, category=_CATEGORY, name="x_name", rule="named_person.column", reasoning="a person's name",
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_name(value: str) -> bool:
    if (
        not 4 <= len(value) <= 60
        or " " not in value
        or _NAME.fullmatch(value) is None
        or is_placeholder(value)
    ):
        return False
    said = {part.casefold() for part in value.replace("-", " ").replace(".", " ").split()}
    return said.isdisjoint(OFFICES) and said.isdisjoint(_NO_NAMES)


def _is_delivered(place: Surroundings) -> bool:
    """Whether the message holds an address, so that its recipient is who lives there."""
    return not _OF_AN_ADDRESS.isdisjoint(all_words(islice(place.names, 256)))


def _is_of_an_article(leaf: Leaf, place: Surroundings) -> bool:
    return not _OF_AN_ARTICLE.isdisjoint(
        "".join(words(name)) for name in islice(place.siblings(leaf.path), 64)
    )


DETECTOR: Final = Detector(
    name="named_person",
    version=2,
    categories={
        _CATEGORY: Mapped(google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"),
    },
    rules={
        "named_person.role": "Two words or more, written as names are, in a field for a pupil, a patient or the holder "
        "of a card, or for a recipient in a message that holds an address; not of an article.",
        "named_person.column": "Letters in a column of a table that is named for a person's name, beside one for telephone "
        "numbers or births; not in a table of staff, players or a cast.",
        "named_person.beside": "Letters written as names are, beside a card's number, an account or a day of birth; or in a "
        "field for a bell beside an address, or for a child beside a day.",
    },
    detect=_detect,
    needs=Needs(
        fields=(_ROLES, _RECIPIENTS, ON_CARDS, PAYERS, AT_BELLS, CHILDREN, BARE), holds=(may_hold_columns,)
    ),
)

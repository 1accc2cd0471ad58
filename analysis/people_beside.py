"""Finds names of people by what stands beside them: a card, an account, an address with its bell, a birth, a child's day.

``card[name]`` beside the number of a card; ``Dbtr/Nm`` of ISO 20022 and ``debtorName`` of the interfaces of banks; who is at
the bell of an address; a bare ``name`` beside a whole day of birth; a child by one word in what a parent is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from analysis.address_words import address_parts
from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder, passes_luhn
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in
from analysis.office_words import OFFICES
from analysis.payload import Group, Leaf
from analysis.public_accounts import is_shown_to_all
from analysis.read_bodies import is_read
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

_MOST: Final = 48  # names of an object that are looked at
_LONGEST: Final = 60  # letters of a name
ON_CARDS: Final = FieldTable(dict.fromkeys((
    "card name", "card.name", "source.name", "billing details.name", "card data.name", "credit card.name",
    "payment method.name", "payment card.name", "name card", "=name", "=holder", "ime na kartici",
    "navn pa kortet", "namn pa kortet", "navn kort", "naam op kaart", "naam kaarthouder", "kaarthouder",
    "kortholder", "kortinnehavare", "kortin haltija", "kartyabirtokos", "nev a kartyan", "intestatario",
    "intestatario carta", "nome sulla carta", "nome no cartao", "nombre en la tarjeta", "nombre tarjeta",
    "nom sur la carte", "kart sahibi", "kart uzerindeki isim", "imie na karcie", "jmeno na karte", "karteninhaber",
    "name auf karte", "posesor card", "nume pe card", "ten tren the", "ten chu the", "όνομα κατόχου", "κάτοχος",
    "держатель карты", "власник картки", "カード名義", "カード名義人", "名義人", "持卡人", "اسم حامل البطاقة",
), "card"))  # fmt: skip
PAYERS: Final = FieldTable(dict.fromkeys((
    "dbtr.nm", "ultmt dbtr.nm", "initg pty.nm", "ownr.nm", "debtor name", "debtor.name", "debtor account.name",
    "payer name", "payer.name", "remitter name", "remitter.name", "ordering customer name", "account owner name",
    "account holder", "account holder name", "account.holder", "kontoinhaber", "kontoinhaberin", "titulaire",
    "titulaire compte", "titolare conto", "intestatario conto", "rekeninghouder", "kontohavare", "kontohaver",
    "kontoinnehavare", "szamlatulajdonos", "tilinomistaja", "posiadacz rachunku", "majitel uctu", "titular cuenta",
    "titular conta", "titular cont", "hesap sahibi", "δικαιούχος", "власник рахунку", "口座名義", "口座名義人",
), "payer"))  # fmt: skip
AT_BELLS: Final = FieldTable(dict.fromkeys((
    "=bell", "bell name", "doorbell", "doorbell name", "name on bell", "name on doorbell", "bell label", "=buzzer",
    "buzzer name", "=intercom", "intercom name", "=klingel", "klingelname", "klingelschild", "name klingel",
    "name an klingel", "name an der klingel", "tuerschild", "=sonnette", "nom sonnette", "nom sur sonnette",
    "nom sur la sonnette", "=interphone", "nom interphone", "=citofono", "nome citofono", "nome sul citofono",
    "=campanello", "=deurbel", "deurbel naam", "naam deurbel", "naam op deurbel", "belnaam", "=dzwonek", "=domofon",
    "nazwisko domofon", "nazwisko na domofonie", "=zvonek", "jmeno na zvonku", "namn pa dorren", "dorrnamn",
    "namn pa porttelefon", "=porttelefon", "navn pa dor", "navn pa ringeklokke", "ringeklokke", "=ovikello", "ovinimi",
    "nimi ovessa", "=kaputelefon", "=kapucsengo", "nev a csengon", "csengo nev", "=interfon", "nume interfon",
    "nume sonerie", "=sonerie", "=κουδούνι", "=κουδουνι", "=koudouni", "όνομα κουδουνιού", "=дзвінок", "=домофон",
    "=звонок", "=zil", "zil adi", "zildeki isim", "=表札", "表札名", "=الجرس", "timbre nombre", "nombre timbre",
    "nombre en el timbre", "nome campainha", "nome na campainha",
), "bell"))  # fmt: skip
# One word that is a child in its language and nothing else; ``barn`` only among other Nordic words.
CHILDREN: Final = FieldTable(dict.fromkeys((
    "=child", "=kid", "=enfant", "=bambino", "=bambina", "=nino", "=niña", "=crianca", "=dziecko",
    "=dite", "=lapsi", "=gyerek", "=gyermek", "=copil", "=copilul", "=παιδί", "=παιδι", "=paidi",
    "=дитина", "=ребенок", "=ребёнок", "=cocuk", "=子供", "=子ども", "=お子様", "=孩子", "=아이",
    "=الطفل", "=طفل", "=barnet", "=barn", "=kindje", "=schulkind", "=kind",
), "child"))  # fmt: skip
BARE: Final = FieldTable(dict.fromkeys((
    "=name", "=nick", "=nickname", "=nom", "=nome", "=nombre", "=nume", "=imie", "=jmeno", "=navn",
    "=namn", "=naam", "=nimi", "=nev", "=név", "=ten", "=isim", "=adi", "=onoma", "=όνομα", "=ονομα",
    "=имя", "=імʼя", "=імя", "=ім я", "=名前", "=이름", "=الاسم", "=اسم", "=nama", "=ime", "=prenom",
    "=kallenavn", "=spitzname", "=rufname", "=pseudo", "=lempinimi", "=becenev",
), "bare"))  # fmt: skip
_NORDIC: Final = frozenset({
    "dag", "dato", "datum", "tid", "minuter", "minutter", "appar", "apper", "skola", "skole",
    "forskola", "barnehage", "skarmtid", "skjermtid", "skaermtid", "foralder", "foraldra",
    "foreldre", "alder", "klasse", "klass", "navn", "namn", "fodt", "fodd", "uke", "vecka",
    "skoledag", "barnomsorg", "sfo", "fritids", "hentes", "hamtas", "lakare", "vaccin",
})  # fmt: skip
IN_A_LIST: Final = lazy_pattern(r"\[[0-9*]")  # names in other scripts stand in brackets, too
_LOOSE: Final = frozenset({"child", "kid", "kind"})
_OF_CHILDREN: Final = frozenset({
    "school", "grade", "pickup", "dropoff", "nap", "naps", "meals", "homework", "lunch",
    "daycare", "nursery", "kita", "kindergarten", "screentime", "unlocks", "bedtime", "kids",
    "parental", "guardian", "schule", "klasse", "eltern", "familie",
    "hort", "bildschirmzeit", "abholung", "schlaf", "allergies", "birthdate", "teacher", "age",
})  # fmt: skip
_DAY: Final = lazy_pattern(
    r"(?:19|20)[0-9]{2}[-/.年] ?[01]?[0-9][-/.月] ?[0-3]?[0-9].{0,20}|[0-3]?[0-9][-/.][01]?[0-9][-/.](?:19|20)[0-9]{2}"
)
_BIRTHS: Final = frozenset(
    {
        "birthdate",
        "birthday",
        "dateofbirth",
        "dob",
        "geburtstag",
        "geburtsdatum",
        "bday",
        "ngaysinh",
        "dateofbirthiso",
    }
)
# Of an animal, of somebody in public or in a story, of a thing: no name of the household.
_OF_OTHERS: Final = frozenset({
    "breed", "species", "rasse", "fajta", "faj", "plemeno", "порода", "ράτσα", "品種", "种类", "giong", "السلالة",
    "chipnummer", "race", "raza", "razza", "ras", "rasa", "rotu", "pet", "pets", "dog", "cat", "animal", "horse",
    "died", "deathdate", "death", "dateofdeath", "position", "team", "club", "occupation", "profession", "knownfor",
    "sameas", "wikidata", "wikipedia", "imdb", "role", "biography", "birthplace", "nationality", "country", "awards",
    "works", "height", "actor", "cast", "character", "author", "artist", "party", "office", "sitter", "fixture",
    "fixtures", "player", "players", "title", "headline", "slug", "price", "voice", "locale", "category", "launched",
    "girth", "wind", "adult", "adults", "adulte", "adulto", "adultos", "intero", "menu", "plat", "dessert",
    "node", "depth", "license", "licence", "version", "chip", "microchip",
})  # fmt: skip
_ALSO_OF_CHILDREN: Final = frozenset(
    {"height", "title", "team", "version", "birthplace", "nationality", "country"}
)
_OF_OTHERS_SENT: Final = frozenset({
    "pet", "pets", "dog", "dogs", "cat", "cats", "horse", "horses", "animal", "animals", "vet", "wiki", "wikidata",
    "npc", "character", "characters", "cast", "staff", "team", "fixtures", "seed", "seeds", "actors", "artists",
    "authors", "people", "haustier", "haustiere", "tiere", "hund", "katze", "mascotas", "perro", "animaux", "chien",
    "animali", "cane", "huisdier", "husdjur", "kjaeledyr", "animale", "allat", "kissa", "koira", "elain", "hundar",
    "kat", "katten", "zviratko", "pejsek", "lemmikki", "kisallat", "kutya", "pies", "zwierzeta", "stajnia", "stall",
    "politicians",
})  # fmt: skip
_ONE: Final = lazy_pattern(r"[^\W\d_a-z][^\W\d_]{1,23}(?:[-’' ][^\W\d_a-z][^\W\d_]{1,23}){0,2}")
_FULL: Final = lazy_pattern(
    r"[^\W\d_a-z][^\W\d_]{0,30}\.?(?: (?:de|da|do|van|von|der|den|di|del|della|la|le|el|al|bin|af|av|y|e)){0,2}"
    r"(?: [^\W\d_a-z][^\W\d_’'-]{0,30}(?:-[^\W\d_]{1,30})?){1,3}"
)
# What stands in a form in the place of a name.
_ANSWERS: Final = frozenset({
    "yes", "none", "oui", "non", "aucun", "aucune", "si", "sì", "nessuno", "sí", "ninguno", "sim", "nenhum",
    "ja", "nein", "keine", "kein", "nee", "geen", "nej", "ingen", "kyllä", "ei", "igen", "nem", "nincs", "da",
    "nu", "tak", "nie", "brak", "ano", "ne", "ναι", "όχι", "так", "ні", "да", "нет", "evet", "hayır", "نعم",
    "لا", "はい", "いいえ", "なし", "có", "không", "gratuit", "gratis", "free", "full", "half", "reduced",
    "defekt", "kaputt", "kapot", "stuk", "trasig", "rikki", "rotto", "guasto", "broken", "vorhanden", "hors",
    "defect", "defectă", "stricat", "rossz", "unknown", "other", "all", "default", "on", "off",
})  # fmt: skip
# Until when a card is good, and its code, in the languages of shops.
_ON_A_CARD: Final = frozenset({
    "cvc", "cvv", "cvn", "csc", "cvc2", "cvv2", "securitycode", "cardsecuritycode", "expmonth", "expyear",
    "expiry", "expirymonth", "expiryyear", "expiration", "expirationdate", "expirationmonth", "expirydate",
    "expdate", "month", "gueltigbis", "ablauf", "ablaufdatum", "verfallsdatum", "pruefziffer", "scadenza",
    "caducidad", "validade", "validite", "dateexpiration", "vervaldatum", "geldigtot", "utlop",
    "utlopsdato", "udlob", "giltigtill", "utgangsdatum", "voimassa", "lejarat", "ervenyes", "valabilitate",
    "platnost", "waznosc", "veljado", "sonkullanma", "срокдействия", "λήξη", "有効期限",
})  # fmt: skip
_OF_AN_ADDRESS: Final = frozenset({
    "street", "address", "streetaddress", "city", "town", "postcode", "zip", "postal", "apt", "apartment", "flat",
    "housenumber", "postalcode", "zipcode", "floor",
})  # fmt: skip
_LEAST: Final = 2
_FIRMS: Final = frozenset({
    "gmbh", "ag", "kg", "ltd", "llc", "inc", "oy", "ab", "as", "bv", "nv", "srl", "spa", "sas",
    "sarl", "sa", "kft", "zrt", "stichting", "stiftung", "verein", "association", "asociatia",
    "forening", "foreningen", "ry", "plc", "sia", "stadtwerke", "gemeinde", "kommun", "kommune",
    "comune", "gemeente", "republik", "freistaat", "council", "bank", "versicherung",
})  # fmt: skip
# The first syllable of a Vietnamese name is that of one of few families.
_FAMILIES: Final = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đoàn lâm mai tô tạ hà đào cao vương quách
châu thái triệu tăng lương lưu trương kiều khương la tống nghiêm từ thạch quan phùng bạch chu văn
"""
_VIETNAMESE: Final = frozenset(_FAMILIES.split())
_OF_A_BODY: Final = frozenset({
    "ecg", "lead", "fs", "hr", "bpm", "pulse", "heart", "spo2", "sys", "dia", "systolic",
    "diastolic", "glucose", "weight", "height", "blood", "temperature", "gender", "age",
    "birth", "samples", "diagnosis", "medication", "sleep", "insured",
})  # fmt: skip


def people_beside(place: Surroundings) -> Iterator[Leaf]:
    """The names that what stands beside them tells to be those of people."""
    for leaf, names, value in named_in(place.payload, ON_CARDS, PAYERS, AT_BELLS, CHILDREN, BARE):
        near = (
            place.around(leaf.path)
            if leaf.context in ("body", "query") and 2 <= len(value) <= _LONGEST
            else None
        )
        if near is None:
            continue
        if IN_A_LIST.search(leaf.path) is None:
            told = _is_of_a_payment(place, leaf, names, near, value) or _is_told(
                place, leaf, names, near, value
            )
        else:  # one of several, who may be anybody
            told = _is_of_a_payment(place, leaf, names, near, value)
        if told and not is_placeholder(value) and words(value) != words(leaf.name) and _is_of_people(value):
            yield leaf


def _is_of_a_payment(
    place: Surroundings, leaf: Leaf, names: tuple[str, ...], near: Group, value: str
) -> bool:
    """Whether a full name stands on a card, or is that of who pays from an account."""
    if ON_CARDS.find(names) and _is_beside_a_card(place, near):
        return _FULL.fullmatch(value) is not None
    payer = PAYERS.find(names) and _ACCOUNTS[place.names]
    return bool(payer) and _FULL.fullmatch(value) is not None and not is_shown_to_all(leaf, place)


def _is_told(place: Surroundings, leaf: Leaf, names: tuple[str, ...], near: Group, value: str) -> bool:
    if AT_BELLS.find(names):
        addressed = len(_said(near) & _OF_AN_ADDRESS) > _LEAST or address_parts(near, tuple(near.members))
        return bool(addressed) and _ONE.fullmatch(value) is not None
    if CHILDREN.find(names):
        return _ONE.fullmatch(value) is not None and _is_a_child(place, leaf, near)
    return BARE.find(names) is not None and _is_beside_a_body(place, near, value)


def _is_of_people(value: str) -> bool:
    said = {part.casefold() for part in value.replace("-", " ").replace(".", " ").split()}
    return said.isdisjoint(OFFICES) and said.isdisjoint(_FIRMS) and said.isdisjoint(_ANSWERS)


_ACCOUNTS: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: all_words(names[:256]) & {"iban", "identification", "bban"}
)
_SAID: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset("".join(words(name)) for name in names) | all_words(names)
)


def _said(group: Group) -> frozenset[str]:
    return _SAID[tuple(islice(group.members, _MOST))]


def _is_beside_a_card(place: Surroundings, near: Group) -> bool:
    """Whether the number of a card stands in the object, or in the one around; and until when it is good, or its code."""
    outer = place.around(near.path) if near.path else None
    held = [group for group in (near, outer) if group is not None and group.context == near.context]
    if all(_said(group).isdisjoint(_ON_A_CARD) for group in held):
        return False
    return any(_is_card(leaf.value) for group in held for leaf in islice(group.members.values(), _MOST))


def _is_card(value: object) -> bool:
    digits = str(value).replace(" ", "").replace("-", "") if isinstance(value, str | int) else ""
    if not digits.isdecimal() or not passes_luhn(digits):
        return False
    return (len(digits) == 15 and digits[:2] in ("34", "37")) or (
        16 <= len(digits) <= 19 and digits[0] in "23456"
    )


def _is_a_child(place: Surroundings, leaf: Leaf, near: Group) -> bool:
    """Whether what is told beside a child is told of a day, or of a birth."""
    own = leaf.name.lower()
    said = _said(near)
    if not said.isdisjoint(_OF_OTHERS - _ALSO_OF_CHILDREN) or not all_words(leaf.names[-3:-1]).isdisjoint(
        _OF_OTHERS_SENT
    ):
        return False
    if own in _LOOSE and said.isdisjoint(_OF_CHILDREN):
        return False  # also a sort, a part of a tree
    if own == "barn" and (said | place.sent_words).isdisjoint(_NORDIC):
        return False
    return any(_is_day(other) for other in islice(near.members.values(), _MOST))


def _is_day(leaf: Leaf) -> bool:
    return isinstance(leaf.value, str) and len(leaf.value) <= 32 and _DAY.fullmatch(leaf.value) is not None


def _is_beside_a_body(place: Surroundings, near: Group, value: str) -> bool:
    """Whether a bare name stands beside a whole day of birth, or a Vietnamese one beside what is measured of a body."""
    said = _said(near)
    born, measured = not said.isdisjoint(_BIRTHS), not said.isdisjoint(_OF_A_BODY)
    if not (born or measured) or is_read(place.payload.transmission):
        return False
    if not said.isdisjoint(_OF_OTHERS - {"height"}) or not place.sent_words.isdisjoint(_OF_OTHERS_SENT):
        return False
    if not all_words(near.names[-3:]).isdisjoint(_OF_OTHERS_SENT):
        return False
    if measured and _is_vietnamese(value):
        return _FULL.fullmatch(value) is not None
    one = _ONE.fullmatch(value) is not None or _FULL.fullmatch(value) is not None
    return one and _is_beside_a_birth(near.members)


def _is_vietnamese(value: str) -> bool:
    parts = value.casefold().split()
    return 2 <= len(parts) <= 5 and not value.isascii() and parts[0] in _VIETNAMESE


def _is_beside_a_birth(members: Mapping[str, Leaf]) -> bool:
    return any(
        "".join(words(name)) in _BIRTHS and _DAY.fullmatch(text(leaf.value)[:40]) is not None
        for name, leaf in islice(members.items(), _MOST)
    )

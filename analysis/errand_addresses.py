"""Finds the addresses from which, to which and at which somebody is to be driven, met or brought something.

``{"from": {"lat": …, "label": "Lindenstraße 5, Köln"}}``, ``"dokad": "ul. Dluga 8, Gdańsk"``: what such an end of a way is
called by says that a street with its number is one of somebody, whatever the text within it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.gazetteers import is_in_a_table, is_timetabled
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf
from analysis.positions import AXES
from analysis.public_places import is_nobodys_place
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.translated_names import without_marks

# The ends of a way, and where somebody is met or gets something, in words that are said of little else.
_ENDS: Final = frozenset({
    "from", "to", "origin", "destination", "pickup", "dropoff", "pickuplocation", "dropofflocation", "pickuppoint",
    "dropoffpoint", "pickupat", "deliverto", "deliveryaddress", "startpoint", "endpoint", "waypoint", "waypoints", "stop",
    "stops", "meetingpoint", "errand", "errands", "start", "end", "finaldestination", "collection",
    "von", "nach", "ziel", "abholung", "abholort", "zustellung", "lieferung", "treffpunkt", "startort", "zielort", "abfahrt",
    "ankunft", "einstieg", "ausstieg", "zwischenstopp", "besorgung", "botengang",
    "depart", "arrivee", "origine", "destinationfinale", "retrait", "livraison", "lieudepart", "lieuarrivee", "rendezvous",
    "priseencharge", "depose", "arret", "course",
    "origen", "destino", "recogida", "entrega", "salida", "llegada", "puntorecogida", "puntoentrega", "parada", "recado",
    "origem", "partida", "chegada", "recolha", "embarque", "desembarque", "localrecolha", "localentrega", "retirada",
    "partenza", "arrivo", "destinazione", "ritiro", "consegna", "tappa",
    "van", "naar", "vertrek", "aankomst", "ophalen", "ophaalpunt", "bezorging", "bestemming", "afzetten", "ophaaladres",
    "skad", "dokad", "odbior", "dostawa", "punktodbioru", "miejsceodbioru", "adresodbioru", "cel", "poczatek",
    "koniec", "przystanek", "odjazd", "przyjazd",
    "odkud", "kam", "vyzvednuti", "doruceni", "nastup", "vystup", "odkial", "vyzdvihnutie",
    "fra", "til", "henting", "afhentning", "levering", "avgang", "oppmote", "fran", "till", "hamtning", "leverans",
    "avresa", "ankomst", "upphamtning", "avlamning", "lahto", "maaranpaa", "nouto", "noutopaikka", "toimitus", "mista",
    "minne", "mihin", "nereden", "nereye", "alis", "varis", "teslimat", "binis", "inis", "honnan", "hova", "felvetel",
    "celallomas", "delala", "panala", "plecare", "sosire", "ridicare", "livrare", "destinatie",
    "откуда", "куда", "подача", "звідки", "куди", "出発地", "目的地", "起点", "终点", "上车点", "下车点", "출발지", "도착지",
})  # fmt: skip
# What a text within such an end is named that says where it is.
_TOLD: Final = frozenset({
    "address", "addr", "adres", "adress", "adresse", "direccion", "indirizzo", "endereco", "morada", "adresa", "osoite",
    "cim", "adresi", "formatted", "formattedaddress", "fulladdress", "label", "text", "name", "title", "description",
    "desc", "descr", "opis", "beschreibung", "bezeichnung", "descripcion", "descrizione", "descricao", "omschrijving",
    "popis", "beskrivelse", "beskrivning", "kuvaus", "aciklama", "leiras", "descriere", "display", "displayname", "place",
    "street", "strasse", "ulica", "rue", "calle", "rua", "via", "straat", "ulice", "vej", "gata", "gate", "katu", "sokak",
    "line", "line1", "adr", "nazwa", "nom", "nombre", "nome", "naam", "nazev", "navn", "namn", "nimi", "ad", "nev", "nume",
    "where", "wo", "ou", "donde", "onde", "dove", "waar", "gdzie", "kde", "hvor", "var", "missa", "ort", "lieu", "lugar",
    "luogo", "local", "miejsce", "misto", "sted", "plats", "paikka", "адрес", "адреса", "住所", "地址", "주소",
})  # fmt: skip
_ADDRESSES: Final = frozenset({
    "address", "addr", "adres", "adress", "adresse", "direccion", "indirizzo", "endereco", "morada", "adresa", "osoite",
    "cim", "adresi", "street", "strasse", "ulica", "rue", "calle", "rua", "straat", "ulice", "адрес", "адреса",
})  # fmt: skip
_LONGEST_NAME: Final = 32
_LENGTHS: Final = range(8, 121)  # characters of an address in one line
_LETTER: Final = r"[^\W\d_]"
_REST: Final = r"[^\d,;:<>{}=|@\\!?\"#*+]"  # of the name of a street
_WORDS_OF_A_STREET: Final = rf"{_LETTER}{_REST}{{2,48}}"
_HOUSE: Final = (
    r"(?:[Nn][or]?[.:º°]{0,2} ?)?(?!(?:19|20)\d\d)\d{1,4}(?: ?[a-zA-Z])?(?: ?[/-] ?\d{1,4}[a-zA-Z]?)?"
    r"(?:,? ?(?:m|lok|apt|flat|kv|app|bt|int)\.? ?\d{1,4})?"
)
_TOWN: Final = (
    r"(?:[A-Z]{1,2}-)?(?:\d{2,5}(?:[ -]\d{2,4})? )?[^\W\d_][^\d<>{}=|@\\:;!?\"#*+]{1,40}"
    r"(?: [A-Z0-9]{2,4} ?[A-Z0-9]{2,4})?"
)
_IN_A_TOWN: Final = lazy_pattern(
    rf"(?:{_WORDS_OF_A_STREET}[ ,.] ?{_HOUSE}|\d{{1,4}}[a-zA-Z]?(?:[/-]\d{{1,4}})?,? {_WORDS_OF_A_STREET}), ?{_TOWN}"
)
_STREET: Final = (
    r"(?:ul|ulica|al|aleja|os|pl|rua|r|av|avenida|travessa|calle|plaza|paseo|rue|bd|boulevard|avenue|chemin|impasse|via|viale"
    r"|piazza|corso|strada|str|bulevardul|улица|ул|проспект|вул|вулиця)\b\.? [^\W\d_]"
)
_ENDING: Final = (
    r"(?:stra(?:ß|ss)e|str\.|weg|gasse|platz|allee|ring|ufer|straat|laan|plein|gracht|gade|vej|gata|gatan|vägen|veien|vegen"
    r"|katu|kuja|utca|utcá|út|tér|sokak|sok\.|cad\.|caddesi|street|st|road|rd|lane|ln|avenue|ave|drive|dr|close|terrace)"
)
_ALONE: Final = lazy_pattern(
    rf"(?i)(?:{_STREET}{_REST}{{1,48}},? {_HOUSE}|{_LETTER}{_REST}{{0,48}}{_ENDING} {_HOUSE}"
    rf"|\d{{1,4}}[a-z]? {_LETTER}{_REST}{{2,40}} {_ENDING})"
)
# What only the name of a street has, or the postal code behind it.
_SAYS_STREET: Final = lazy_pattern(
    rf"(?i)(?:\b(?:{_STREET})|{_ENDING}(?![^\W\d_])|\A(?:am|an der|im|zum|zur|auf dem|in der|quai|cours|allée|place|square"
    r"|largo|praça|praca|piazzale|vicolo|plac|rynek|nám\.|náměstí|námestie|c/|carrer|ctra\.?)\s|tie [0-9]"
    r"|\A[0-9]+[a-z]?,? (?:rue|avenue|boulevard|bd|quai|cours|allée|place|impasse|chemin) |,\s?(?:[A-Z]-)?[0-9]{4,5}\s)"
)
# Where everybody may wait, and what is counted without being a house.
_COUNTED: Final = lazy_pattern(
    r"(?i)\b(?:gates?|platforms?|terminals?|gleis|hal[le]{0,2}|peron|quai|voie|binario|anden|spor|spår|room|raum|salle|sala"
    r"|level|stage|etappe|exit|ausfahrt|ausgang|sortie|salida|zone|sector|bay|dock|pier|stand|stop|tarif|version|kapitel"
    r"|chapter|part|teil|seite|page|episode|season|bus|line|linie|tram|train|zug|ice|bell|floor|step|km|day|tag|jour"
    r"|week|kw|group|gruppe|team|round|row|seat)\b"
)
_OF_A_FIRM: Final = frozenset({
    "company", "firma", "warehouse", "lager", "depot", "store", "storeid", "branch", "shop", "merchant", "entrepot",
    "almacen", "magazzino", "magazyn", "stopid", "stationid", "platform", "iata", "gleis", "carrier", "hub",
})  # fmt: skip
_FEW: Final = 24  # members of an object that are looked at


def _is_end(name: str) -> bool:
    if not 2 <= len(name) <= _LONGEST_NAME:
        return False
    if "".join(words(name)) in _ENDS:
        return True
    return not name.isascii() and without_marks(name).lower() in _ENDS


_IS_END: Final = Remembered[str, bool](_is_end)
_ENDS_AS_TEXTS: Final = picking(lambda name: _IS_END[name], spelled=_ENDS)
_IS_ADDRESS: Final = Remembered[str, bool](
    lambda name: not _ADDRESSES.isdisjoint((*words(name), without_marks(name).lower()))
)
_SAYS_WHERE: Final = Remembered[str, bool](
    lambda name: (
        len(name) <= _LONGEST_NAME and ("".join(words(name)) in _TOLD or without_marks(name).lower() in _TOLD)
    )
)
ERRANDS: Final = Needs(names=(_ENDS_AS_TEXTS,), object_names=(_IS_END,))


def errand_addresses(place: Surroundings, is_known: Callable[[Leaf], object]) -> Iterator[Observation]:
    """Those that nothing else tells to be addresses (``is_known``)."""
    for leaf in _texts(place):
        value = leaf.value
        if not isinstance(value, str) or not is_street_and_house(value) or is_known(leaf):
            continue
        if _SAYS_STREET.search(value.strip()) is not None or _may_be_any(leaf, place):
            yield Observation(
                category="location.address", property="x_address", path=leaf.path, value=value.strip(),
                reasoning="a street with its number, where somebody sets out, goes, is met or gets something",
                rule="address.errand", confidence=Confidence.LIKELY,
            )  # fmt: skip


def is_street_and_house(value: str) -> bool:
    """Whether a text is a street with the number of a house, before or after it, and a town; or a street so called."""
    said = value.strip()
    if len(said) not in _LENGTHS or not any(map(str.isdigit, said)) or "://" in said or _COUNTED.search(said):
        return False
    return _IN_A_TOWN.fullmatch(said) is not None or _ALONE.fullmatch(said) is not None


def _may_be_any(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a text is named so, or stands beside such a place, that a number in it is that of a house."""
    if _IS_ADDRESS[leaf.name]:
        return True
    group = place.around(leaf.path)
    return group is not None and not _IS_END[leaf.name] and bool(AXES[tuple(group.members)[:_FEW]])


def _texts(place: Surroundings) -> Iterator[Leaf]:
    for leaf in place.leaves_of(_ENDS_AS_TEXTS):
        holder = place.around(leaf.path)
        if leaf.context == "body" and isinstance(leaf.value, str) and not _is_for_all(holder, leaf, place):
            yield leaf
    for group in place.payload.groups:
        if group.context == "body" and _IS_END[group.name] and len(group.members) <= _FEW:
            told = [leaf for name, leaf in islice(group.members.items(), _FEW) if _SAYS_WHERE[name]]
            if told and not _is_for_all(group, told[0], place):
                yield from told


def _is_for_all(group: Group | None, leaf: Leaf, place: Surroundings) -> bool:
    """Whether an end is that of a line, of a firm or of a place that is open to all."""
    if group is None:
        return False
    firm = not _OF_A_FIRM.isdisjoint("".join(words(name)) for name in islice(group.members, _FEW))
    return (
        firm
        or is_timetabled(leaf.path, place)
        or is_nobodys_place(group, place)
        or is_in_a_table(group, place)
    )

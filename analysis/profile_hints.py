"""What tells of a person under names that say little by themselves: by the value (``ich_bin: bi``) or by what is beside it.

Three kinds: a belief or a sexuality by the word that is the value; a birth under a short name (``geb``, ``dn``) beside what
only a person has; sex, age group and segments of an audience under the short names of advertising (``g=f&ag=35-44&seg=…``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.genders import GENDERS
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Group, Leaf
from analysis.readings import text
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

Told = tuple[Leaf, str]  # a value, and what it is: sexuality, belief, birth, gender, age, segment

_ORIENTATIONS: Final = frozenset({
    "gay", "lesbian", "bi", "bisexual", "straight", "hetero", "heterosexual", "homosexual", "homo", "asexual",
    "pansexual", "pan", "queer", "demisexual", "ace", "questioning", "lesbisch", "schwul", "bisexuell",
    "heterosexuell", "homosexuell", "asexuell", "pansexuell", "lesbienne", "bisexuel", "bisexuelle", "hétéro",
    "heterosexuel", "hétérosexuel", "homosexuel", "lesbiana", "heterosexuales", "bisexuales", "lesbica", "bisessuale",
    "eterosessuale", "omosessuale", "etero", "lésbica", "bissexual", "heterossexual", "homossexual", "biseksueel",
    "heteroseksueel", "homoseksueel", "biseksualna", "biseksualny", "heteroseksualna", "heteroseksualny",
    "homoseksualna", "homoseksualny", "lesbijka", "gej", "bisexuální", "heterosexuální", "lesba", "lesbisk", "bifil",
    "biseksuel", "heteroseksuell", "homofil", "bög", "flata", "biseksüel", "heteroseksüel", "eşcinsel", "gey",
    "lezbiyen", "leszbikus", "meleg", "biszexuális", "heteroszexuális", "biseksuaali", "hetero/homo", "бисексуал",
    "гетеро", "гей", "лесбиянка", "双性恋", "同性恋", "异性恋", "同性愛", "両性愛", "게이", "레즈비언", "양성애",
})  # fmt: skip
_BELIEFS: Final = frozenset({
    "catholic", "roman catholic", "protestant", "lutheran", "orthodox", "christian", "muslim", "jewish", "hindu",
    "buddhist", "sikh", "atheist", "agnostic", "mormon", "evangelical", "baptist", "spiritual", "islam", "christianity",
    "judaism", "hinduism", "buddhism", "sunni", "shia", "alevi", "evangelisch", "katholisch", "römisch-katholisch",
    "roemisch-katholisch", "muslimisch", "jüdisch", "juedisch", "konfessionslos", "atheistisch", "buddhistisch",
    "neuapostolisch", "ev", "rk", "christlich", "catholique", "protestante", "musulman", "musulmane", "juif", "juive",
    "chrétien", "chrétienne", "athée", "bouddhiste", "orthodoxe", "católica", "catolica", "católico", "catolico",
    "protestantes", "musulmán", "judía", "judío", "evangélica", "evangelica", "atea", "ateo", "budista", "cattolica",
    "cattolico", "musulmano", "musulmana", "ebrea", "ebreo", "cristiana", "cristiano", "ortodossa", "buddista", "ateu",
    "judeu", "espírita", "katholiek", "protestants", "gereformeerd", "hervormd", "islamitisch", "joods", "atheïst",
    "katolik", "katolicka", "katolickie", "rzymskokatolickie", "prawosławie", "prawosławna", "protestancka", "ateista",
    "ateistka", "muzułmanin", "katolická", "katolík", "evangelická", "ateistický", "protestantisk", "katolsk",
    "muslimsk", "jødisk", "judisk", "luterilainen", "evankelis-luterilainen", "ortodoksi", "müslüman", "musluman",
    "hristiyan", "musevi", "ateist", "ortodox", "ortodoxă", "catolic", "reformat", "katolikus", "református",
    "evangélikus", "zsidó", "православие", "ислам", "католицизм", "атеист", "佛教", "基督教", "天主教", "伊斯兰教",
    "道教", "仏教", "神道", "기독교", "불교", "천주교",
})  # fmt: skip
# What somebody says of himself; only a value that is a belief or a sexuality and nothing else is believed under it.
_SAYS_OF_SELF: Final = frozenset({
    "ichbin", "iam", "jesuis", "soy", "sono", "sou", "ikben", "jestem", "jsem", "jeger", "jagar", "olen", "ben",
    "sunt", "orientierung", "orientation", "orientacion", "orientamento", "orientacao", "orientacja", "orientace",
    "orientering", "orient", "sexualitaet", "sexualitat", "sexualite", "sexualidad", "sexualidade", "sessualita",
    "seksualnosc", "sexualita", "seksualitet", "sexualitet", "geaardheid", "legning", "laggning", "identity",
    "identitaet", "yonelim", "ori", "sexo", "identifiesas", "identifyas", "suuntautuminen",
})  # fmt: skip
_BELIEVES: Final = frozenset({
    "glaube", "belief", "beliefs", "faith", "foi", "fede", "fe", "geloof", "wiara", "vira", "tro", "inanc", "hit",
    "croyance", "creencia", "credo", "confession", "confessione", "kirche", "church", "rel", "relig", "din", "usko",
    "vera", "религия", "вера", "konf", "vyznani", "cult", "culte", "dini",
})  # fmt: skip
# Who was born when, shortly: these are also ends of other words, so a whole date and somebody beside it are asked for.
_BORN: Final = frozenset({
    "geb", "gebd", "geburt", "geboren", "ur", "urodz", "urodzona", "urodzony", "nac", "nacimiento", "nasc",
    "nascimento", "nascita", "naiss", "nee", "nato", "nata", "dn", "ddn", "fnac", "dnasc", "narozen", "narozena", "nar",
    "fodt", "født", "fodd", "född", "syntynyt", "synt", "dogum", "doğum", "szul", "szuletett", "nascut", "nascuta",
    "rn", "datanasc", "datnasc", "dtnasc", "dtnascimento", "fecnac", "gebtag", "bd", "bdt", "рождения", "др",
})  # fmt: skip
_OF_A_YEAR: Final = frozenset({"jahrgang", "jg", "rocznik", "gebjahr", "rocnik", "argang", "argangur"})
_DAY: Final = lazy_pattern(
    r"(?:19[0-9]{2}|20[012][0-9])[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12][0-9]|3[01])(?:[T ].{0,20})?"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-/. ]{1,2}(?:0?[1-9]|1[0-2])[-/. ]{1,2}(?:19[0-9]{2}|20[012][0-9])"
)
_SHORT: Final = 2  # letters of a name that may be the day of anything: a child's birth is not told from it
_LONG_AGO: Final = lazy_pattern(
    r"(?:19[0-9]{2}|200[0-9]|201[0-4])[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12][0-9]|3[01])(?:[T ].{0,20})?"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-/. ]{1,2}(?:0?[1-9]|1[0-2])[-/. ]{1,2}(?:19[0-9]{2}|200[0-9]|201[0-4])"
)
_BIRTH_YEAR: Final = lazy_pattern(r"19[2-9][0-9]|20[01][0-9]")
_OF_A_PERSON: Final = frozenset({
    "gender", "sex", "height", "firstname", "lastname", "name", "fullname", "groesse", "grosse", "größe", "taille",
    "altura", "estatura", "altezza", "wzrost", "vyska", "hoyde", "hojde", "langd", "pituus", "boy", "lengte", "weight",
    "religion", "raucht", "raucher", "smoker", "smokes", "fume", "fumeur", "fuma", "kinder", "kids", "enfants", "hijos",
    "figli", "dzieci", "suche", "seeking", "lookingfor", "cherche", "busco", "cerco", "szukam", "interests", "hobbies",
    "bio", "aboutme", "mag", "likes", "member", "mitglied", "email", "phone", "phonenumber", "nick", "nickname", "job",
    "occupation", "maritalstatus", "nationality", "birthplace", "geburtsort", "user", "userid", "patient", "pesel",
    "cpf", "anrede", "civilite", "titre", "jmeno", "imie", "nombre", "nome", "nom", "navn", "namn", "nimi", "isim", "ad",
    "nume", "nev", "spitzname", "pseudo", "bloodtype", "allergy", "fname", "lname", "gndr", "bdate", "dob", "age",
    "birthdate", "birthday", "orientierung", "glaube", "prezdivka", "przezwisko", "becenev", "porecla", "bijnaam",
    "soprannome", "smeknamn", "kallenavn", "lempinimi", "apodo", "hledam", "leter", "soker", "etsin", "keresek", "caut",
    "zoekt", "dopeling", "doopnaam", "ichbin", "membernumber", "customernumber", "login", "username", "sexe",
})  # fmt: skip
# The day of a document, of a thing, of an animal, of somebody long dead.
_CARDS: Final = frozenset({
    "document", "issued", "expires", "validuntil", "expiry", "invoice", "order", "event",
    "price", "rasse", "breed", "species", "raza", "razza", "impfung", "gest",
    "gestorben", "died", "death", "deathdate", "mort", "zmarl", "umrti", "olum",
})  # fmt: skip
_LESS_THAN_A_PERSON: Final = frozenset(
    {"name", "nom", "nome", "nombre", "navn", "namn", "nimi", "isim", "ad", "nume", "nev"}
)


_GENDER_NAMES: Final = frozenset(
    {"g", "gen", "gdr", "gndr", "gnd", "gn", "ge", "sx", "sex", "gender", "sexe"}
)
_AGE_NAMES: Final = frozenset({
    "ag", "age", "agegroup", "agegrp", "ager", "agerange", "ageband", "agebracket",
    "agebucket", "a", "alter", "yob", "by", "dem", "demo", "demog", "agegr",
})  # fmt: skip
_SEGMENT_NAMES: Final = frozenset({
    "seg", "segs", "sg", "segm", "sgm", "sgmt", "segment", "segments", "aud", "auds", "audience",
    "audiences", "cohort", "cohorts", "dmp", "dmpseg", "usersegments", "affinity", "affinities",
    "interests", "interest", "int", "audseg", "ppid", "segids", "segmentids",
})  # fmt: skip
_AGE_RANGE: Final = lazy_pattern(r"[1-9][0-9](?:-|–|_|to)[1-9][0-9]|[1-9][0-9]\+|[1-9][0-9]plus")
_YEAR_OF_BIRTH: Final = lazy_pattern(r"19[3-9][0-9]|200[0-9]|201[0-4]")
_AGE: Final = lazy_pattern(r"1[3-9]|[2-9][0-9]")
_DEMO: Final = lazy_pattern(r"(?i)[mfw][_-]?[1-9][0-9](?:[-_]?[1-9][0-9]|\+)")
_SEGMENTS: Final = lazy_pattern(
    r"[A-Za-z][\w /:.&-]{1,47}(?:[,|;~][A-Za-z][\w /:.&-]{1,47}){1,63}|[A-Za-z]{2,20}(?:_[A-Za-z0-9]{1,20}){1,5}"
)
_MOST_SEGMENTS: Final = 2_000  # characters
_OF_A_SHOP: Final = frozenset({
    "size", "color", "colour", "sort", "brand", "q", "query", "category", "price", "pricemin", "pricemax", "page",
    "limit", "sku", "breed", "species", "voice", "lesson", "level", "filter", "kategorie", "groesse", "marke", "farbe",
    "noun", "word",
})  # fmt: skip
_AIMED: Final = frozenset(
    {"target", "targeting", "campaign", "lineitem", "creative", "filter", "facets", "rules", "template"}
)
_OF_ADVERTISING: Final = frozenset({
    "sync", "px", "pixel", "dmp", "audience", "audiences", "segment", "segments",
    "match", "cookie", "ad", "ads", "adserver", "rtb", "bid", "track", "tracking",
    "collect", "imp", "impression", "beacon", "cm", "banner", "adx", "ssp", "dsp",
})  # fmt: skip
_MOST: Final = 64  # names of an object that are looked at


def _plain(name: str) -> str:
    return "".join(words(name))


_HINTING: Final = frozenset({*_SAYS_OF_SELF, *_BELIEVES})
_OF_BIRTHS: Final = frozenset({*_BORN, *_OF_A_YEAR})
HINTED: Final = picking(lambda name: _plain(name) in _HINTING, spelled=_HINTING)
BORN: Final = picking(lambda name: _plain(name) in _OF_BIRTHS, spelled=_OF_BIRTHS)


def hinted(place: Surroundings) -> Iterator[Told]:
    """A belief or a sexuality by the word for it, under a name that alone could be of anything."""
    for leaf in place.leaves_of(HINTED):
        value = leaf.value.strip().lower() if isinstance(leaf.value, str) and len(leaf.value) <= 40 else ""
        if not value or leaf.context == "header" or _is_aimed(leaf):
            continue
        if _plain(leaf.name) in _SAYS_OF_SELF:
            if value in _ORIENTATIONS:
                yield leaf, "sexuality"
        elif value in _BELIEFS and _is_beside_a_person(place, leaf):
            yield leaf, "belief"


def born(place: Surroundings) -> Iterator[Told]:
    """A whole date under a short word for birth, beside what only a person has."""
    for leaf in place.leaves_of(BORN):
        if leaf.context == "header" or _is_aimed(leaf):
            continue
        value = text(leaf.value).strip()[:40]
        of_a_year = _plain(leaf.name) in _OF_A_YEAR
        shape = _BIRTH_YEAR if of_a_year else _LONG_AGO if len(leaf.name) <= _SHORT else _DAY
        group = place.group(outer(leaf.path)) or place.around(leaf.path)
        if shape.fullmatch(value) and group is not None and _is_a_person(tuple(islice(group.members, _MOST))):
            yield leaf, "birth"


def _is_beside_a_person(place: Surroundings, leaf: Leaf) -> bool:
    """Whether a belief is that of a person, and not of a church or a share of a people."""
    group = place.around(leaf.path)
    others = [name for name in islice(group.members, _MOST) if name != leaf.name] if group is not None else []
    return any(
        {_plain(name), name.lower()} & _OF_A_PERSON and name.lower() not in _LESS_THAN_A_PERSON
        for name in others
    )


def _is_a_person(names: tuple[str, ...]) -> bool:
    return _PERSONS[names]


_PERSONS: Final = Remembered[tuple[str, ...], bool](
    lambda names: (
        (said := {_plain(name) for name in names}).isdisjoint(_CARDS)
        and not (said | {name.lower() for name in names}).isdisjoint(_OF_A_PERSON)
    )
)


def _is_aimed(leaf: Leaf) -> bool:
    return not _AIMED.isdisjoint(all_words(leaf.names[-4:-1]))


def _audience(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The names in an object that advertising gives to sex, age and segments, and which each is; none in a shop's."""
    if len(names) > _MOST:
        return ()
    said = {name: "".join(_of_the_user(words(name))) for name in names}
    if not _OF_A_SHOP.isdisjoint(said.values()):
        return ()
    kinds = (("gender", _GENDER_NAMES), ("age", _AGE_NAMES), ("segment", _SEGMENT_NAMES))
    found = tuple((name, kind) for name, one in said.items() for kind, known in kinds if one in known)
    return (
        found if len({kind for _, kind in found}) > 1 or any(kind == "segment" for _, kind in found) else ()
    )


def _of_the_user(spoken: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without the one that says it is the user's: ``u_int``, ``usr_ag``."""
    return spoken[1:] if len(spoken) > 1 and spoken[0] in ("u", "usr", "ud", "user", "prof") else spoken


AUDIENCES: Final = Remembered[tuple[str, ...], tuple[tuple[str, str], ...]](_audience)


def of_an_audience(place: Surroundings) -> Iterator[Told]:
    """Sex, age group and segments of whoever is shown an advertisement: two of them together, or segments sent to one."""
    for group, names in place.shapes:
        told = AUDIENCES[names] if group.context == "query" or not group.path.endswith("]") else ()
        if told and group.context in ("query", "body") and _AIMED.isdisjoint(all_words(group.names[-3:])):
            yield from _of_one(place, group, told)


def _of_one(place: Surroundings, group: Group, told: tuple[tuple[str, str], ...]) -> Iterator[Told]:
    found = [
        (group.members[name], kind)
        for name, kind in told
        if _fits("".join(_of_the_user(words(name))), kind, group.members[name])
    ]
    kinds = {kind for _, kind in found}
    alone = (
        kinds == {"segment"} and not _OF_ADVERTISING.isdisjoint(place.sent_words) and group.context == "query"
    )
    if len(kinds) > 1 or alone:
        yield from found


def _fits(name: str, kind: str, leaf: Leaf) -> bool:
    value = text(leaf.value).strip()
    name = "".join(_of_the_user(words(name)))
    if not value or len(value) > _MOST_SEGMENTS or is_placeholder(value):
        return False
    if kind == "gender":
        return value.lower() in GENDERS and value.lower() not in ("o", "x", "d", "k")
    if kind == "segment":
        return _SEGMENTS.fullmatch(value) is not None
    if name in ("yob", "by"):
        return _YEAR_OF_BIRTH.fullmatch(value) is not None
    if name in ("dem", "demo", "demog"):
        return _DEMO.fullmatch(value) is not None
    return _AGE_RANGE.fullmatch(value) is not None or (name == "age" and _AGE.fullmatch(value) is not None)

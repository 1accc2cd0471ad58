"""Recognises what is told of a person: age, birth, gender, interests, languages, family, education, work, belief."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from analysis.field_names import all_words, naming, words
from analysis.genders import GENDERS, HASHED_GENDERS, MARITAL
from analysis.identifier_shapes import hash_name, is_placeholder
from analysis.named_fields import FieldTable, Named, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Measures, Observation
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_DEMOGRAPHIC: Final = "profile.demographic"
_INTEREST: Final = "profile.interest"
_BIRTH: Final = "profile.birth"
_SENSITIVE: Final = "profile.sensitive"

_PERSON: Final = frozenset({
    "user", "users", "person", "profile", "customer", "member", "traits", "patient", "athlete", "demographics",
    "demographic",
    "player", "subscriber", "userinfo", "userprofile", "userdata", "attributes", "identity", "account", "me", "owner", "ud",
    "userattributes", "userproperties", "contact", "personal", "biometrics", "visitor", "audience", "set",
})  # fmt: skip
_BESIDE: Final = frozenset({
    "gender", "sex", "birthday", "birthdate", "birth", "dob", "yob", "firstname", "lastname", "givenname", "familyname",
    "height", "weight", "email", "maritalstatus", "surname", "nationality", "bmi", "age",
})  # fmt: skip
_BESIDE_THINGS: Final = frozenset({
    "price", "sku", "product", "brand", "ssml", "synthesisinput", "maxage", "breed", "species", "languagecode",
    "audioencoding", "plural", "lemma", "noun", "pos", "partofspeech", "declension", "article", "word", "singular",
    "grammar",
    "wort", "mot", "palabra", "parola", "vocabulary", "genitive", "stem", "inflection", "conjugation", "translations",
    "headword", "dictionary", "determiner", "nominative",
})  # fmt: skip
# The age of a cache, the gender of a garment, the interests of an advertiser.
_NOT_OF_PEOPLE: Final = frozenset({
    "cache", "cookie", "control", "max", "min", "token", "session", "file", "log", "data", "domain", "product", "products",
    "item", "items", "sku", "clothing", "filter", "filters", "facet", "facets", "category", "voice", "tts", "avatar", "app",
    "store", "rating", "content", "restriction", "gate", "verification", "target", "targeting", "page", "article", "book",
    "battery", "device", "server", "sensor", "noun", "grammar", "name", "field", "fields", "label", "form", "column",
    "error",
    "dog", "cat", "pet", "pets", "horse", "building", "vehicle", "car", "wine", "moon", "tree", "company", "options",
    "placeholder", "survey", "search", "question", "shoes", "size", "group", "range", "rate", "key", "bucket", "character",
    "policy", "network", "dns", "record", "feature", "required", "limit", "collection", "message", "job", "event", "stats",
})  # fmt: skip
_THINGS: Final = frozenset({"app", "device", "page", "product", "item"})
_DATE: Final = re.compile(
    r"(?:19|20)[0-9]{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])(?:[T ][0-9:.]{5,15}(?:Z|[+-][0-9:]{4,6})?)?"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-/.](?:0?[1-9]|[12][0-9]|3[01])[-/.](?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
)
_YEAR: Final = re.compile(r"19[0-9]{2}|20[01][0-9]|202[0-9]")
_EPOCH: Final = re.compile(r"-?[0-9]{7,10}(?:000)?(?:\.0)?")
_AGE: Final = re.compile(r"(?:[1-9]|[1-9][0-9]|1[01][0-9])(?:\.0)?")
_AGE_RANGE: Final = re.compile(
    r"[1-9][0-9]? ?(?:-|–|_|to) ?[1-9][0-9]|[1-9][0-9]\+|(?:under|over)[ _]?[1-9][0-9]", re.IGNORECASE
)
_WORDS: Final = re.compile(r"[^\W\d_][^\n<>{}=;|@\"\\]{1,119}")
_LIST: Final = re.compile(r"[^\n<>{}\"\\]{2,2000}")
_INCOME: Final = re.compile(
    r"[€$£¥]? ?[0-9][0-9.,k ]{2,14}(?:[-–+][ €$£¥0-9.,k]{0,16})?(?: ?[A-Z]{3})?|[a-z]{3,12}(?:[ _-][a-z]{3,12}){0,2}"
)
_COUNT: Final = re.compile(r"[0-9]|1[0-9]")
_LANGUAGES: Final = re.compile(
    r"[A-Za-z]{2,20}(?:[-_][A-Za-z]{2,4})?(?:[,; ]{1,2}[A-Za-z]{2,20}(?:[-_][A-Za-z]{2,4})?){0,12}"
)
_NO_ANSWERS: Final = frozenset({
    "any", "all", "other", "none", "unspecified", "prefer not to say", "select", "not specified", "no", "yes", "true",
    "false",
    "enabled", "disabled", "default", "n/a", "not_set", "unknown", "string", "required", "optional", "low", "high",
})  # fmt: skip


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    property: str
    category: str
    shape: Callable[[str], bool]
    reasoning: str
    phrases: tuple[str, ...]
    vague: tuple[str, ...] = ()  # phrases that need a person around them
    confidence: Confidence = Confidence.LIKELY


def _like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _told(value: str) -> bool:
    return _WORDS.fullmatch(value) is not None and value.lower() not in _NO_ANSWERS and not hash_name(value)


def _is_birth(value: str) -> bool:
    return (
        _DATE.fullmatch(value) is not None
        or _YEAR.fullmatch(value) is not None
        or _EPOCH.fullmatch(value) is not None
    )


def _is_interests(value: str) -> bool:
    return (
        _LIST.fullmatch(value) is not None
        and any(c.isalpha() for c in value)
        and value.lower() not in _NO_ANSWERS
    )


_ITEMS: Final = (
    _Item(
        property="x_age", category=_DEMOGRAPHIC, shape=lambda v: bool(_AGE.fullmatch(v) or _AGE_RANGE.fullmatch(v)),
        reasoning="a person's age",
        phrases=("user age", "customer age", "patient age", "age years", "age in years", "person age", "player age",
                 "age group", "age range", "age bracket", "user age range", "profile age", "u age", "usr age"),
        vague=("=age",),
    ),
    _Item(
        property="userGender", category=_DEMOGRAPHIC, shape=lambda v: v.lower() in GENDERS, reasoning="a person's gender",
        phrases=("gender", "user gender", "sex", "geschlecht", "gender identity", "customer gender"), vague=("ud ge",
        "ud.ge", "=ge", "u gender", "u gd", "=sexe"),
    ),
    _Item(
        property="x_birthDate", category=_BIRTH, shape=_is_birth, reasoning="when a person was born",
        phrases=("birth date", "date of birth", "birthday", "birthdate", "=dob", "user dob", "birth year", "year of birth",
                 "=yob", "user yob", "bdate", "geburtsjahr", "geburtstag", "data di nascita", "=bday", "u bd", "u dob",
                 "date of birth iso", "birth dt", "birth date iso", "birth",
                 "=naissance", "date de naissance", "date naissance", "fecha nacimiento", "fecha de nacimiento",
                 "data nascimento", "data de nascimento", "data nascita", "birth month", "dob.year", "birth.year",
                 "birthday.year",
                 "birth date.year", "date of birth.year", "birthdate.year", "birth day", "born", "born on",
                 "dateofbirth", "geburtsdatum", "date birth", "user.db",
                 "ud db", "ud.db", "user data.db"),
    ),
    _Item(
        property="userInterests", category=_INTEREST, shape=_is_interests, reasoning="what a person is interested in",
        phrases=("user interests", "interests", "hobbies", "user.keywords", "user keywords", "favorite topics",
                 "favourite topics", "interest categories", "audience interests", "user.interest", "affinities",
                 "followed topics", "favorite teams", "preferred topics"),
    ),
    _Item(
        property="segment", category=_INTEREST, shape=_is_interests, reasoning="a group into which a person was sorted",
        phrases=("audience segment", "audience segments", "user segment", "user segments", "audience.segment",
                 "user.segments", "customer segment", "user.segment"),
        vague=("segment.name",),
    ),
    _Item(
        property="x_spokenLanguage", category=_DEMOGRAPHIC, shape=_like(_LANGUAGES),
        reasoning="a language that a person speaks",
        phrases=("spoken languages", "languages spoken", "native language", "mother tongue", "spoken language",
                 "first language", "known languages"),
    ),
    _Item(
        property="x_maritalStatus", category=_DEMOGRAPHIC, shape=lambda v: v.lower().replace("_", " ") in MARITAL,
        reasoning="whether a person is married",
        phrases=("marital status", "relationship status", "relationship", "u marital status", "civil status",
                "marital", "familienstand", "estado civil", "etat civil", "stato civile"),
    ),
    _Item(
        property="x_education", category=_DEMOGRAPHIC, shape=_told, reasoning="a person's education",
        phrases=("education level", "level of education", "highest education", "user education", "highest degree"),
        vague=("=education", "=degree"),
    ),
    _Item(
        property="x_occupation", category=_DEMOGRAPHIC, shape=_told, reasoning="a person's work",
        phrases=("occupation", "beruf", "ocupacion", "metier", "profession", "job title", "employment status",
                "user occupation", "employer name"),
    ),
    _Item(
        property="x_income", category=_DEMOGRAPHIC, shape=_like(_INCOME), reasoning="a person's income",
        phrases=("annual income", "household income", "monthly income", "income level", "income range", "income bracket",
                 "yearly income", "user income"), vague=("=income",),
    ),
    _Item(
        property="x_household", category=_DEMOGRAPHIC, shape=_like(_COUNT), reasoning="the size of a household",
        phrases=("household size", "number of children", "children count", "num children", "kids count", "family size"),
    ),
    _Item(
        property="x_nationality", category=_DEMOGRAPHIC, shape=_told, reasoning="a person's nationality",
        phrases=("nationality", "citizenship"),
    ),
    _Item(
        property="x_sensitive", category=_SENSITIVE, shape=_told,
        reasoning="a trait that the law protects specially (belief, origin, politics, sexuality, disability)",
        phrases=("religion", "religious belief", "religious affiliation", "ethnicity", "ethnic origin", "=race", "caste",
                 "sexual orientation", "sexual preference", "sexuality", "political affiliation", "political party",
                 "political views", "political opinion", "disability", "union membership", "user religion",
                 "user ethnicity"),
    ),
)  # fmt: skip
_TABLE: Final = FieldTable(
    {phrase: (item, phrase in item.vague) for item in _ITEMS for phrase in (*item.phrases, *item.vague)}
)


def _detect(payload: Payload) -> Iterator[Observation]:
    lists: dict[str, list[tuple[Leaf, str]]] = {}
    unsure: list[tuple[Leaf, _Item]] = []
    sure = False
    for leaf, names, value in (*named_in(payload, _TABLE), *_pairs(payload)):
        found = _TABLE.find_with_rest(names) if leaf.context != "header" and len(value) <= 2000 else None
        if found is None:
            continue
        (item, vague), rest = found
        if not item.shape(value) or is_placeholder(value.lstrip("$")):
            continue
        fits, certainly = _is_of_a_person(payload, leaf, names, rest)
        if item.property == "userGender" and value in HASHED_GENDERS:
            yield _hashed_gender(leaf, value)
        elif not fits or (vague and not certainly):
            if fits:
                unsure.append((leaf, item))
        elif leaf.path.endswith("]") and item.category == _INTEREST:
            lists.setdefault(leaf.path[: leaf.path.rindex("[")], []).append((leaf, item.property))
        else:
            sure = sure or item.category in (_DEMOGRAPHIC, _BIRTH)
            yield _observation(leaf, item)
    if sure:  # a message that tells one thing of a person means the person by a bare "age" too
        for leaf, item in unsure:
            yield _observation(leaf, item)
    for path, items in lists.items():
        values = [text(leaf.value) for leaf, _ in items]
        yield Observation(
            category=_INTEREST, property=items[0][1], path=path, value=", ".join(values)[:2000], rule="profile.interest",
            reasoning=f"what a person is interested in, a list{naming(items[0][0].name)}",
            confidence=Confidence.LIKELY, measures=Measures(n=len(values)),
        )  # fmt: skip


def _pairs(payload: Payload) -> Iterator[Named]:
    """Values of lists of two texts, the first of which names the second: ``["gender", "female"]`` (custom variables)."""
    for items in surroundings(payload).lists.values():
        if len(items) == 2 and isinstance(items[0].value, str) and isinstance(items[1].value, str):
            called, value = items[0].value[:64], items[1].value.strip()
            if value and _TABLE.find((called,)) is not None:
                yield items[1], (*items[1].names, called), value


def _is_of_a_person(
    payload: Payload, leaf: Leaf, names: tuple[str, ...], rest: tuple[str, ...]
) -> tuple[bool, bool]:
    """Whether a field may be about a person, and whether what stands around it says so."""
    if not _NOT_OF_PEOPLE.isdisjoint(rest):
        return False, False
    outer = all_words(names[-3:-1])
    if not _PERSON.isdisjoint(all_words(names[-4:-1])) and outer.isdisjoint(_THINGS):
        return True, True
    if not (outer - {"data"}).isdisjoint(_NOT_OF_PEOPLE):
        return False, False
    near = surroundings(payload).around(leaf.path)
    beside = {"".join(words(name)) for name in near.members if name != leaf.name} if near else set[str]()
    return beside.isdisjoint(_BESIDE_THINGS), not beside.isdisjoint(_BESIDE)


def _hashed_gender(leaf: Leaf, value: str) -> Observation:
    return observe(
        leaf, category=_DEMOGRAPHIC, name="userGender", rule="profile.demographic", value=HASHED_GENDERS[value],
        reasoning="a person's gender, as a hash that only this word has", confidence=Confidence.LIKELY,
    )  # fmt: skip


def _observation(leaf: Leaf, item: _Item) -> Observation:
    return observe(
        leaf, category=item.category, name=item.property, rule=f"profile.{item.category.partition('.')[2]}",
        reasoning=item.reasoning, confidence=item.confidence,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="profile",
    version=4,
    categories={
        _DEMOGRAPHIC: Mapped(google="Other info", apple="Other Data", dpv="pd:Demographic", tcf="7, 10"),
        _INTEREST: Mapped(google="Other info", apple="Other Data", dpv="pd:Interest", tcf="10"),
        _BIRTH: Mapped(google="Other info", apple="Other Data", dpv="pd:IndividualProfile", tcf="7, 10"),
        _SENSITIVE: Mapped(
            google="Race and ethnicity, Political or religious beliefs, Sexual orientation", apple="Sensitive Info",
            dpv="pd:EthnicOrigin, pd:ReligiousBelief, pd:PoliticalOpinion, pd:Sexual", tcf="7",
        ),
    },
    rules={
        "profile.demographic": "A value of the right form in a field named for age, gender, family, education or work.",
        "profile.interest": "Words in a field named for interests, hobbies or audience segments.",
        "profile.birth": "A date or year in a field named for birth.",
        "profile.sensitive": "Words in a field named for belief, ethnic origin, politics, sexuality or disability.",
    },
    detect=_detect,
    needs=Needs(fields=(_TABLE,), lists=True),
)  # fmt: skip

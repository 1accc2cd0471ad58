"""What fields that tell of a person are named, and which values are believed of each: age, birth, gender, work, belief."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec

from analysis.genders import GENDERS, MARITAL
from analysis.identifier_shapes import hash_name
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable
from analysis.records import Confidence

DEMOGRAPHIC: Final = "profile.demographic"
INTEREST: Final = "profile.interest"
BIRTH: Final = "profile.birth"
SENSITIVE: Final = "profile.sensitive"
TAGS: Final = "=tags"  # of whatever has some: of a person only beside whose they are

_DATE: Final = lazy_pattern(
    r"(?:19|20)[0-9]{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])(?:[T ][0-9:.]{5,15}(?:Z|[+-][0-9:]{4,6})?)?"
    r"|(?:0?[1-9]|[12][0-9]|3[01])[-/.](?:0?[1-9]|[12][0-9]|3[01])[-/.](?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:19|20)[0-9]{2}\. ?(?:0[1-9]|1[0-2])\. ?(?:0[1-9]|[12][0-9]|3[01])\."
    r"|(?:(?:19|20)[0-9]{2}|(?:明治|大正|昭和|平成|令和)(?:[1-9][0-9]?|元)) ?[年년] ?(?:0?[1-9]|1[0-2]) ?[月월] ?"
    r"(?:0?[1-9]|[12][0-9]|3[01]) ?[日일]"
)
_YEAR: Final = lazy_pattern(r"19[0-9]{2}|20[01][0-9]|202[0-9]")
_DAY: Final = lazy_pattern(  # without the year: 03/14, 14.03., --03-14 (RFC 6350)
    r"(?:--)?(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12][0-9]|3[01])|(?:0?[1-9]|[12][0-9]|3[01])[/.](?:0?[1-9]|1[0-2])\.?"
)
_EPOCH: Final = lazy_pattern(r"-?[0-9]{7,10}(?:000)?(?:\.0)?")
_AGE: Final = lazy_pattern(r"(?:[1-9]|[1-9][0-9]|1[01][0-9])(?:\.0)?")
_AGE_RANGE: Final = lazy_pattern(
    r"[1-9][0-9]? ?(?:-|–|_|to) ?[1-9][0-9]|[1-9][0-9]\+|(?:under|over)[ _]?[1-9][0-9]", re.IGNORECASE
)
_WORDS: Final = lazy_pattern(r"[^\W\d_][^\n<>{}=;|@\"\\]{1,119}")
_LIST: Final = lazy_pattern(r"[^\n<>{}\"\\]{2,2000}")
_INCOME: Final = lazy_pattern(
    r"[€$£¥]? ?[0-9][0-9.,k ]{2,14}(?:[-–+][ €$£¥0-9.,k]{0,16})?(?: ?[A-Z]{3})?|[a-z]{3,12}(?:[ _-][a-z]{3,12}){0,2}"
)
_COUNT: Final = lazy_pattern(r"[0-9]|1[0-9]")
_LANGUAGES: Final = lazy_pattern(
    r"[A-Za-z]{2,20}(?:[-_][A-Za-z]{2,4})?(?:[,; ]{1,2}[A-Za-z]{2,20}(?:[-_][A-Za-z]{2,4})?){0,12}"
)
_NO_ANSWERS: Final = frozenset({
    "any", "all", "other", "none", "unspecified", "prefer not to say", "select",
    "not specified", "no", "yes", "true", "false", "enabled", "disabled", "default",
    "n/a", "not_set", "unknown", "string", "required", "optional", "low", "high",
})  # fmt: skip


class ProfileField(msgspec.Struct, frozen=True, kw_only=True):
    """One datum of a person: its names, and which values are believed of it."""

    property: str
    category: str
    shape: Callable[[str], bool]
    reasoning: str
    phrases: tuple[str, ...]
    vague: tuple[str, ...] = ()  # phrases that need a person around them
    confidence: Confidence = Confidence.LIKELY
    several: bool = False  # of which one person may have more than one


def _like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _told(value: str) -> bool:
    return _WORDS.fullmatch(value) is not None and value.lower() not in _NO_ANSWERS and not hash_name(value)


def is_code(value: str) -> bool:
    """A small number that stands for what was chosen from a list."""
    return value.isdecimal() and len(value) <= 2 and value[0] != "0"


def _is_birth(value: str) -> bool:
    return (
        _DATE.fullmatch(value) is not None
        or _DAY.fullmatch(value) is not None
        or _YEAR.fullmatch(value) is not None
        or _EPOCH.fullmatch(value) is not None
    )


def _is_interests(value: str) -> bool:
    return (
        _LIST.fullmatch(value) is not None
        and any(c.isalpha() for c in value)
        and value.lower() not in _NO_ANSWERS
    )


# What a race is called that is run or driven.
_CONTEST: Final = lazy_pattern(
    r"(?i)\b(?:half[ -])?(?:marathon|grand prix|triathlon|duathlon|ironman|regatta|rallye?|derby|relay|\d{1,3} ?km?)\b"
)
_ITEMS: Final = (
    ProfileField(
        property="x_age", category=DEMOGRAPHIC, shape=lambda v: bool(_AGE.fullmatch(v) or _AGE_RANGE.fullmatch(v)),
        reasoning="a person's age",
        phrases=("user age", "customer age", "patient age", "age years", "age in years", "person age", "player age",
                 "age group", "age range", "age bracket", "user age range", "profile age", "u age", "usr age"),
        vague=("=age", "=alter", "=edad", "=wiek", "=idade", "=leeftijd", "=ika", "=yas", "=eletkor",
               "=varsta", "=vek"),
    ),
    ProfileField(
        property="userGender", category=DEMOGRAPHIC, shape=lambda v: v.lower() in GENDERS, reasoning="a person's gender",
        phrases=("gender", "user gender", "sex", "geschlecht", "gender identity", "customer gender",
                 "biological sex"), vague=("gioi tinh",
        "cinsiyet", "ud ge",
        "ud.ge", "=ge", "u gender", "u gd", "=sexe"),
    ),
    ProfileField(
        property="x_birthDate", category=BIRTH, shape=_is_birth, reasoning="when a person was born",
        phrases=("birth date", "date of birth", "birthday", "birthdate", "=dob", "user dob", "birth year", "year of birth",
                 "=yob", "user yob", "bdate", "geburtsjahr", "geburtstag", "data di nascita", "=bday", "u bd", "u dob",
                 "date of birth iso", "birth dt", "birth date iso", "birth",
                 "=naissance", "date de naissance", "date naissance", "fecha nacimiento", "fecha de nacimiento",
                 "data nascimento", "data de nascimento", "ngay sinh", "dogum tarihi", "data urodzenia",
                 "tanggal lahir", "fodselsdato", "data nascita", "birth month", "dob.year", "birth.year",
                 "birthday.year",
                 "birth date.year", "date of birth.year", "birthdate.year", "birth day", "born", "born on",
                 "dateofbirth", "geburtsdatum", "date birth", "user.db",
                 "ud db", "ud.db", "user data.db"),
    ),
    ProfileField(
        property="userInterests", category=INTEREST, shape=_is_interests, reasoning="what a person is interested in",
        several=True,
        phrases=("user interests", "interests", "hobbies", "=lubi", "=mag ich", "=gustos",
                 "=likes to", "user.keywords", "user keywords", "favorite topics",
                 "interests.interest",
                 "favourite topics", "interest categories", "audience interests", "user.interest", "affinities",
                 "followed topics", "favorite teams", "preferred topics", "favourite things", "favorite things",
                 "favourite animals", "favorite animals", "lieblingsthemen"),
        vague=("=favourite", "=favorite", "=favourites", "=favorites", "=likes", "=loves", "=themes", "=topics",
               "=vorlieben", "=mag", "=preferiti", "=preferenze", "=favoritos", "=favoriter", "=gillar", "=liker",
               "=kedvencek", "=kedvenc", "=suosikit", "=tykkaa", "=preferate", "=lievelings", "=αγαπημένα",
               "=улюблене", "=любимое", "=好きなもの", "=好きな遊び", "=好きなこと", "=المفضلة", "=yeu thich"),
    ),
    ProfileField(
        property="segment", category=INTEREST, shape=_is_interests, reasoning="a group into which a person was sorted",
        several=True,
        phrases=("audience segment", "audience segments", "user segment", "user segments", "audience.segment",
                 "user.segments", "customer segment", "user.segment"),
        vague=("segment.name", TAGS),
    ),
    ProfileField(
        property="x_spokenLanguage", category=DEMOGRAPHIC, shape=_like(_LANGUAGES), several=True,
        reasoning="a language that a person speaks",
        phrases=("spoken languages", "languages spoken", "native language", "mother tongue", "spoken language",
                 "first language", "known languages"),
    ),
    ProfileField(
        property="x_maritalStatus", category=DEMOGRAPHIC, shape=lambda v: v.lower().replace("_", " ") in MARITAL,
        reasoning="whether a person is married",
        phrases=("marital status", "relationship status", "relationship", "u marital status", "civil status",
                "marital", "familienstand", "estado civil", "etat civil", "stato civile"),
    ),
    ProfileField(
        property="x_education", category=DEMOGRAPHIC, shape=_told, reasoning="a person's education",
        phrases=("education level", "level of education", "highest education", "user education", "highest degree"),
        vague=("=education", "=degree"),
    ),
    ProfileField(
        property="x_occupation", category=DEMOGRAPHIC, shape=_told, reasoning="a person's work",
        phrases=("occupation", "beruf", "ocupacion", "metier", "profession", "job title", "employment status",
                "user occupation", "employer name"),
    ),
    ProfileField(
        property="x_income", category=DEMOGRAPHIC, shape=_like(_INCOME), reasoning="a person's income",
        phrases=("annual income", "household income", "monthly income", "income level", "income range", "income bracket",
                 "yearly income", "user income"), vague=("=income",),
    ),
    ProfileField(
        property="x_household", category=DEMOGRAPHIC, shape=_like(_COUNT), reasoning="the size of a household",
        phrases=("household size", "number of children", "children count", "num children", "kids count", "family size"),
    ),
    ProfileField(
        property="x_nationality", category=DEMOGRAPHIC, shape=_told, reasoning="a person's nationality",
        several=True,
        phrases=("nationality", "citizenship", "staatsbuergerschaft", "staatsbürgerschaft", "staatsangehoerigkeit",
                 "staatsangehörigkeit", "nationalitaet", "nationalität", "nazionalita", "cittadinanza", "nacionalidad",
                 "nacionalidade", "ciudadania"),
    ),
    ProfileField(
        property="x_sensitive", category=SENSITIVE, shape=lambda v: (_told(v) and not _CONTEST.search(v)) or is_code(v),
        reasoning="a trait that the law protects specially (belief, origin, politics, sexuality, disability)",
        phrases=("religion", "religious belief", "religious affiliation", "ethnicity", "ethnic origin", "=race", "caste",
                 "sexual orientation", "sexual preference", "sexuality", "political affiliation", "political party",
                 "political views", "political opinion", "disability", "union membership", "user religion",
                 "user ethnicity", "religionsbekenntnis", "religionszugehoerigkeit", "religionszugehörigkeit",
                 "glaubensbekenntnis", "konfession", "religione", "religiao", "sexual position"),
    ),
)  # fmt: skip
PROFILE_FIELDS: Final = FieldTable(
    {phrase: (item, phrase in item.vague) for item in _ITEMS for phrase in (*item.phrases, *item.vague)}
)

"""Recognises what is told of a person: age, birth, gender, interests, languages, family, education, work, belief."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, naming, words
from analysis.genders import HASHED_GENDERS
from analysis.identifier_shapes import is_placeholder
from analysis.labels import MOST_MEMBERS
from analysis.lazy_patterns import lazy_pattern
from analysis.menus import is_offered, is_one_of_several
from analysis.name_tables import picking
from analysis.named_fields import Named, named_in, observe
from analysis.named_rows import may_hold_columns
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.people_rows import people_in_rows
from analysis.profile_fields import (
    BIRTH,
    DEMOGRAPHIC,
    INTEREST,
    PROFILE_FIELDS,
    SENSITIVE,
    ProfileField,
    is_code,
)
from analysis.profile_hints import AUDIENCES, BORN, HINTED, born, hinted, of_an_audience
from analysis.public_places import is_long_dead, is_of_a_group
from analysis.published_tables import is_asked_of_many, is_counted
from analysis.readings import text
from analysis.records import Confidence, Measures, Observation
from analysis.scored_segments import SORTED, scored_segments
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_PERSON: Final = frozenset({
    "user", "users", "person", "profile", "customer", "member", "traits", "patient", "athlete",
    "demographics", "demographic", "player", "subscriber", "userinfo", "userprofile", "userdata",
    "attributes", "identity", "account", "me", "owner", "ud", "userattributes", "userproperties",
    "merge", "contact", "personal", "biometrics", "visitor", "audience", "set",
})  # fmt: skip
_BESIDE: Final = frozenset({
    "gender", "sex", "birthday", "birthdate", "birth", "dob", "yob", "firstname", "lastname", "givenname",
    "familyname", "height", "weight", "email", "maritalstatus", "surname", "nationality", "bmi", "age", "smoker",
    "raucher", "fumador", "fumeur", "fumatore", "palacz", "kurak", "diet", "ernaehrung", "studium", "aboutme",
})  # fmt: skip
_BESIDE_THINGS: Final = frozenset({
    "price", "sku", "product", "brand", "ssml", "synthesisinput", "maxage", "breed", "species", "languagecode",
    "audioencoding", "plural", "lemma", "noun", "pos", "partofspeech", "declension", "article", "word", "singular",
    "grammar", "wort", "mot", "palabra", "parola", "vocabulary", "genitive", "stem", "inflection", "conjugation",
    "translations", "headword", "dictionary", "determiner", "nominative", "ordklasse", "ordklass", "wortart",
    "woordsoort", "czescmowy", "slovnidruh", "sanaluokka", "substantiv", "rasse", "raza", "razza", "hp", "mana", "npc",
})  # fmt: skip
# The age of a cache, the gender of a garment, the interests of an advertiser.
_NOT_OF_PEOPLE: Final = frozenset({
    "cache", "cookie", "control", "max", "min", "token", "session", "file", "log", "data", "domain", "product",
    "products", "item", "items", "sku", "clothing", "filter", "filters", "facet", "facets", "category", "voice",
    "voices", "stimmen", "voix", "voci", "tts", "avatar", "app", "store", "rating", "content", "restriction",
    "gate", "verification", "target", "targeting", "page", "article", "book", "battery", "device", "server",
    "sensor", "noun", "grammar", "name", "field", "fields", "label", "form", "column", "error", "dog", "cat",
    "pet", "pets", "horse", "building", "vehicle", "car", "wine", "moon", "tree", "company", "options", "filtr",
    "filtry", "filtros", "filtro", "filtre", "filtres", "filtri", "placeholder", "survey", "search", "question",
    "shoes", "size", "group", "range", "rate", "key", "bucket", "character", "policy", "network", "dns", "record",
    "feature", "required", "limit", "collection", "message", "job", "event", "stats",
})  # fmt: skip
_WRITTEN: Final = frozenset({
    "subject", "body", "message", "content", "title", "text", "html", "latitude", "lat",
    "price", "description", "website", "opened", "openinghours", "rating",
})  # fmt: skip  # beside tags: those of a mail, a place, a thing
_THINGS: Final = frozenset({"app", "device", "page", "product", "item"})


# The header of the Topics API: up to three numbers of interests for each version, and what fills it up.
_TOPICS: Final = picking(lambda name: name.lower() == "sec-browsing-topics", spelled=("sec-browsing-topics",))
_TOPIC: Final = lazy_pattern(r"\(([0-9]{1,5}(?: [0-9]{1,5}){0,15})\);v=[\w.:]{1,40}")


def _topics(payload: Payload) -> Iterator[Observation]:
    for leaf in surroundings(payload).leaves_of(_TOPICS):
        numbers = " ".join(_TOPIC.findall(str(leaf.value)[:1024])).split()
        if numbers and leaf.context == "header":
            yield Observation(
                category=INTEREST, property="userInterests", path=leaf.path, value=", ".join(numbers),
                rule="profile.topics", confidence=Confidence.CERTAIN, measures=Measures(n=len(numbers)),
                reasoning="interests that the browser reckons from visited sites (Topics API), by number",
            )  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _topics(payload)
    lists: dict[str, list[tuple[Leaf, str]]] = {}
    unsure: list[tuple[Leaf, ProfileField]] = []
    sure = False
    seen = set[str]()
    for leaf, names, value in (*named_in(payload, PROFILE_FIELDS), *_pairs(payload)):
        found = (
            PROFILE_FIELDS.find_with_rest(names) if leaf.context != "header" and len(value) <= 2000 else None
        )
        if found is None:
            continue
        (item, vague), rest = found
        if (
            not item.shape(value)
            or is_placeholder(value.lstrip("$"))
            or words(value[:60]) == words(names[-1])  # "religion": "Religion" is the label of a field
            or _is_of_a_menu(payload, leaf, names, item)
        ):
            continue
        fits, certainly = _is_of_a_person(payload, leaf, names, rest)
        if vague and words(names[-1]) == ("tags",) and not _is_of_a_contact(payload, leaf):
            continue
        if item.property == "userGender" and value in HASHED_GENDERS:
            seen.add(leaf.path)
            yield _hashed_gender(leaf, value)
        elif not fits or ((vague or (item.category == SENSITIVE and is_code(value))) and not certainly):
            if fits:
                unsure.append((leaf, item))
        elif leaf.path[-2:-1].isdecimal() and leaf.path[-1] == "]" and item.category == INTEREST:
            lists.setdefault(leaf.path[: leaf.path.rindex("[")], []).append((leaf, item.property))
        else:
            sure = sure or item.category in (DEMOGRAPHIC, BIRTH)
            seen.add(leaf.path)
            yield _observation(leaf, item)
    for leaf, kind in _hints(surroundings(payload)):
        if leaf.path not in seen:
            seen.add(leaf.path)
            sure = sure or kind in ("birth", "gender", "age")
            yield _hint(leaf, kind)
    if sure:  # a message that tells one thing of a person means the person by a bare "age" too
        for leaf, item in unsure:
            if leaf.path not in seen:
                yield _observation(leaf, item)
    for path, items in lists.items():
        values = [text(leaf.value) for leaf, _ in items]
        yield Observation(
            category=INTEREST, property=items[0][1], path=path, value=", ".join(values)[:2000], rule="profile.interest",
            reasoning=f"what a person is interested in, a list{naming(items[0][0].name)}",
            confidence=Confidence.LIKELY, measures=Measures(n=len(values)),
        )  # fmt: skip


_HINTS: Final = {
    "sexuality": (SENSITIVE, "x_sensitive", "a trait that the law protects specially (belief, origin, politics, sexuality, "
                  "disability)"),
    "belief": (SENSITIVE, "x_sensitive", "a trait that the law protects specially (belief, origin, politics, sexuality, "
               "disability)"),
    "birth": (BIRTH, "x_birthDate", "when a person was born"),
    "gender": (DEMOGRAPHIC, "userGender", "a person's gender"),
    "age": (DEMOGRAPHIC, "x_age", "a person's age"),
    "segment": (INTEREST, "segment", "a group into which a person was sorted"),
}  # fmt: skip


def _hints(place: Surroundings) -> Iterator[tuple[Leaf, str]]:
    """What is told under names that say little, outside of menus and of tables of many."""
    for leaf, kind in (*hinted(place), *born(place)):
        if not is_offered(leaf, place) and not is_asked_of_many(leaf.path, place):
            yield leaf, kind
    yield from of_an_audience(place)
    for leaf in scored_segments(place):
        yield leaf, "segment"
    for leaf, kind in people_in_rows(place):
        if kind == "birth":
            yield leaf, kind


def _hint(leaf: Leaf, kind: str) -> Observation:
    category, name, why = _HINTS[kind]
    return observe(
        leaf, category=category, name=name, rule="profile.hinted", reasoning=why, confidence=Confidence.LIKELY
    )  # fmt: skip


def _is_of_a_menu(payload: Payload, leaf: Leaf, names: tuple[str, ...], item: ProfileField) -> bool:
    place = surroundings(payload)
    if is_offered(leaf, place) or is_asked_of_many(leaf.path, place):
        return True
    one = item.several or len(names) > len(leaf.names)  # the second of a pair that is named by the first
    return not one and is_one_of_several(leaf, place)


def _pairs(payload: Payload) -> Iterator[Named]:
    """Values of lists of two texts, the first of which names the second: ``["gender", "female"]`` (custom variables)."""
    for items in surroundings(payload).lists.values():
        if len(items) == 2 and isinstance(items[0].value, str) and isinstance(items[1].value, str):
            called, value = items[0].value[:64], items[1].value.strip()
            if value and PROFILE_FIELDS.find((called,)) is not None:
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
    place = surroundings(payload)
    near = place.around(leaf.path)
    members = islice(near.members, MOST_MEMBERS) if near else ()
    beside = {"".join(words(name)) for name in members if name != leaf.name}
    nobodys = is_of_a_group(beside) or (near is not None and (is_long_dead(near) or is_counted(near, place)))
    return beside.isdisjoint(_BESIDE_THINGS) and not nobodys, not beside.isdisjoint(_BESIDE)


def _is_of_a_contact(payload: Payload, leaf: Leaf) -> bool:
    """Whether tags stand in an entry of those to whom a business writes: beside an address and a name, and no text."""
    near = surroundings(payload).around(leaf.path)
    beside = (
        {"".join(words(name)) for name in islice(near.members, MOST_MEMBERS)} if near is not None else set()
    )
    return (
        not beside.isdisjoint(("email", "emailaddress", "phone", "mobile"))
        and not beside.isdisjoint(("name", "firstname", "fullname", "lastname"))
        and beside.isdisjoint(_WRITTEN)
    )


def _hashed_gender(leaf: Leaf, value: str) -> Observation:
    return observe(
        leaf, category=DEMOGRAPHIC, name="userGender", rule="profile.demographic", value=HASHED_GENDERS[value],
        reasoning="a person's gender, as a hash that only this word has", confidence=Confidence.LIKELY,
    )  # fmt: skip


def _observation(leaf: Leaf, item: ProfileField) -> Observation:
    return observe(
        leaf, category=item.category, name=item.property, rule=f"profile.{item.category.partition('.')[2]}",
        reasoning=item.reasoning, confidence=item.confidence,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="profile",
    version=9,
    categories={
        DEMOGRAPHIC: Mapped(google="Other info", apple="Other Data", dpv="pd:Demographic", tcf="7, 10"),
        INTEREST: Mapped(google="Other info", apple="Other Data", dpv="pd:Interest", tcf="10"),
        BIRTH: Mapped(google="Other info", apple="Other Data", dpv="pd:IndividualProfile", tcf="7, 10"),
        SENSITIVE: Mapped(
            google="Race and ethnicity, Political or religious beliefs, Sexual orientation", apple="Sensitive Info",
            dpv="pd:EthnicOrigin, pd:ReligiousBelief, pd:PoliticalOpinion, pd:Sexual", tcf="7",
        ),
    },
    rules={
        "profile.demographic": "A value of the right form in a field named for age, gender, family, education or work.",
        "profile.interest": "Words in a field named for interests, hobbies or audience segments.",
        "profile.topics": "Numbers in the header Sec-Browsing-Topics, other than its padding.",
        "profile.birth": "A date or year in a field named for birth.",
        "profile.hinted": "A word for a belief or a sexuality, a date under a short word for birth beside a person; sex, age"
        " and segments together under the short names of advertising; or segments of one household with a score each.",
        "profile.sensitive": "Words in a field named for belief, ethnic origin, politics, sexuality or disability; a code "
        "of one or two digits where a person is told of besides.",
    },
    detect=_detect,
    needs=Needs(
        fields=(PROFILE_FIELDS,), names=(_TOPICS, HINTED, BORN), objects=(AUDIENCES, SORTED), lists=True,
        holds=(may_hold_columns,),
    ),
)  # fmt: skip

"""What is told of a person, by name and form; caches age, clothes have a gender, advertisers have interests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from analysis.detectors.profile import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"age": 300},
        {"age": 34},
        {"cache": {"age": 34}},
        {"max_age": 30, "cookie_age": 12, "session_age": 5},
        {"file": {"age": 12, "name": "a.txt"}},
        {"page_age": 4, "account_age_days": 20},
        {"gender": "fit"},
        {"gender": "", "sex": "unknown"},
        {"gender": None, "user": {"gender": "unspecified"}},
        {"product": {"gender": "women", "price": 19.9}},
        {"gender": "men", "price": 19.9, "sku": "A1"},
        {"filters": {"gender": "female"}},
        {"voice": {"gender": "female", "languageCode": "de-DE"}},
        {"tts_gender": "male", "voice_gender": "female"},
        {"breed": "beagle", "species": "dog", "gender": "f"},
        {"birthday": True, "birthday_reminder": "on"},
        {"birth_date": "soon", "dob": "n/a"},
        {"yob": 2200, "birth_year": "19xx"},
        {"interests": 12},
        {"interests": [], "hobbies": ""},
        {"interest_rate": "3.5", "interest": "4 %"},
        {"campaign": {"targeting": {"interests": ["sport"]}}},
        {"segment": "a1b2", "segments": [{"name": "intro", "start": 0}]},
        {"segment_efforts": [{"segment": {"name": "Mile by the bay", "distance": 1609}}]},
        {"language": "de", "locale": "de_DE", "device_language": "de-DE"},
        {"relationship": "parent", "relationship_status": "201"},
        {"status": "single", "single": True},
        {"education": "yes"},
        {"degree": 45, "income": "low", "occupation": True},
        {"race": {"id": 7, "distance": 10}, "race_id": 9},
        {"race": "condition.variable=1"},
        {"religion": "any", "ethnicity": "none"},
        {"form": {"gender_label": "Gender", "age_placeholder": "34"}},
        {"fields": [{"name": "age", "type": "number"}, {"name": "gender", "required": True}]},
        {"children": ["a", "b"], "number_of_children": 300},
        {"nationality": "", "job_title": "{job_title}"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_the_age_of_an_answer_is_in_a_header(see: See) -> None:
    assert see(DETECTOR, headers=(("Age", "34"), ("Gender", "female"))) == []


@pytest.mark.parametrize(
    ("body", "category", "name", "value"),
    [
        ({"user": {"age": 34}}, "profile.demographic", "x_age", "34"),
        ({"user_age": "34"}, "profile.demographic", "x_age", "34"),
        ({"traits": {"age_range": "25-34"}}, "profile.demographic", "x_age", "25-34"),
        ({"user": {"gender": "F"}}, "profile.demographic", "userGender", "F"),
        ({"gender": "female"}, "profile.demographic", "userGender", "female"),
        ({"profile": {"birthDate": "1987-04-12"}}, "profile.birth", "x_birthDate", "1987-04-12"),
        ({"date_of_birth": "12.04.1987"}, "profile.birth", "x_birthDate", "12.04.1987"),
        ({"user": {"yob": 1987}}, "profile.birth", "x_birthDate", "1987"),
        ({"birthday": "1987-04-12T00:00:00Z"}, "profile.birth", "x_birthDate", "1987-04-12T00:00:00Z"),
        ({"dob": 545184000}, "profile.birth", "x_birthDate", "545184000"),
        ({"interests": ["gardening", "chess"]}, "profile.interest", "userInterests", "gardening, chess"),
        ({"user": {"keywords": "gardening,chess"}}, "profile.interest", "userInterests", "gardening,chess"),
        (
            {"user": {"data": [{"segment": [{"name": "auto intenders"}]}]}},
            "profile.interest",
            "segment",
            "auto intenders",
        ),
        ({"spokenLanguages": "de, tr"}, "profile.demographic", "x_spokenLanguage", "de, tr"),
        ({"marital_status": "married"}, "profile.demographic", "x_maritalStatus", "married"),
        (
            {"education_level": "Master's degree".replace("'", "’")},
            "profile.demographic",
            "x_education",
            "Master’s degree",
        ),
        ({"occupation": "nurse"}, "profile.demographic", "x_occupation", "nurse"),
        ({"household_income": "$50,000-75,000"}, "profile.demographic", "x_income", "$50,000-75,000"),
        ({"number_of_children": 2}, "profile.demographic", "x_household", "2"),
        ({"nationality": "Portuguese"}, "profile.demographic", "x_nationality", "Portuguese"),
        ({"religion": "buddhist"}, "profile.sensitive", "x_sensitive", "buddhist"),
        ({"sexual_orientation": "gay"}, "profile.sensitive", "x_sensitive", "gay"),
    ],
)
def test_finds(see: See, body: object, category: str, name: str, value: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.value) == (category, name, value)
    assert seen.rule == category


def test_a_person_beside_its_height(see: See) -> None:
    found = see(DETECTOR, {"age": 34, "height": 172, "weight": 70})
    assert [(seen.property, seen.path) for seen in found] == [("x_age", "body>json:$.age")]


def test_a_list_of_interests_is_one_finding(see: See) -> None:
    (seen,) = see(DETECTOR, {"user": {"interests": ["gardening", "chess", "bees"]}})
    assert (seen.path, seen.value) == ("body>json:$.user.interests", "gardening, chess, bees")
    assert seen.measures is not None
    assert seen.measures.n == 3


def hashed(word: str, name: str = "sha256") -> str:
    return hashlib.new(name, word.encode()).hexdigest()


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"ud": {"ge": hashed("f")}}, "f"),
        ({"user_data": {"gender": hashed("male")}}, "male"),
        ({"ge": hashed("m")}, "m"),
        ({"ud[ge]": hashed("f", "md5")}, "f"),
        ({"gender_x": 1, "gender": hashed("Female", "sha1")}, "Female"),
        ({"u_gender": "male", "u_age": 27}, "27"),
        ({"cvar": {"1": ["gender", "female"]}}, "female"),
        ({"cvar": {"1": ["gender", "female"]}, "age": "12"}, "12"),
        ({"user_age": 31}, "31"),
        ({"gender": "female", "x": {"age": 44}}, "44"),
        ({"dims": [["age group", "25-34"], ["plan", "free"]]}, "25-34"),
        ({"traits": {"age": 34}}, "34"),
    ],
)
def test_people_in_other_formats(see: See, body: object, value: str) -> None:
    assert value in [seen.value for seen in see(DETECTOR, body)]


@pytest.mark.parametrize(
    "body",
    [
        {"word": "Tisch", "gender": "m", "plural": "Tische"},
        {"lemma": "maison", "gender": "f"},
        {"noun": "agua", "gender": "f"},
        {"headword": "libro", "partOfSpeech": "noun", "gender": "m"},
        {"stem": "dom", "declension": 2, "gender": "m"},
        {"article": "die", "gender": "f", "singular": "Frau"},
        {"ge": hashed("x")},
        {"age": 12},
        {"age": "12", "cache": "hit"},
        {"pair": ["colour", "female"]},
        {"pair": ["gender", "of nouns"]},
        {"ge": "m"},
        {"etag": hashed("m")[:-1] + "0", "age": 5},
        {"pairs": [["age", "old"], ["sex", "education"]]},
        {"gender": hashed("tisch")},
    ],
)
def test_genders_of_words_and_ages_of_things(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_people_in_portuguese_and_words_in_a_lesson(see: See) -> None:
    told = {"data_nascimento": "1979-04-12", "sexo": "feminino", "estado_civil": "casada"}
    assert {found.property for found in see(DETECTOR, told)} == {
        "x_birthDate",
        "userGender",
        "x_maritalStatus",
    }
    assert (
        see(DETECTOR, [{"wort": "Tisch", "gender": "m"}, {"species": "Ginkgo biloba", "sexo": "femenino"}])
        == []
    )


@pytest.mark.parametrize(
    "body",
    [
        {"geschlecht": ["weiblich", "männlich", "divers"]},
        {"user": {"religion": ["keine", "evangelisch", "islamisch"]}},
        {"familienstand": ["ledig", "verheiratet"]},
        {"user": {"gender": {"options": ["male"]}}},
        {"user": {"gender": [{"value": "m", "label": "male"}, {"value": "f", "label": "female"}]}},
        {"birthday": "3.14159", "email": "a@b.example"},
        {"form_fields": {"birthday": "03/14"}},
    ],
)
def test_a_list_of_choices_is_no_person(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"gender": ["female"]}, "female"),
        ({"people": [{"gender": "female"}, {"gender": "male"}]}, "male"),
        ({"spoken_languages": ["de", "hr"]}, "hr"),
        ({"nationality": ["Croatian", "Austrian"]}, "Austrian"),
        ({"merge_fields": {"BIRTHDAY": "03/14"}}, "03/14"),
        ({"religionsbekenntnis": "evangelisch A.B."}, "evangelisch A.B."),
    ],
)
def test_what_one_person_has(see: See, body: object, value: str) -> None:
    assert value in [seen.value for seen in see(DETECTOR, body)]


def test_a_gender_in_one_german_letter(see: See) -> None:
    assert [seen.value for seen in see(DETECTOR, {"nachname": "Beispiel", "geschlecht": "w"})] == ["w"]
    assert see(DETECTOR, {"geschlecht": "q"}) == []
    assert see(DETECTOR, {"wort": "Haus", "gender": "w"}) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("();p=P0000000000000000000000000000000", []),
        ("(a b);v=chrome.1:1:2", []),
        ("(6 8 23)", []),
        ("(6 8 23);v=chrome.1:1:2, ();p=P000000000", ["6, 8, 23"]),
        ("(1 2);v=chrome.1:1:2, (3);v=chrome.1:1:4, ();p=P0", ["1, 2, 3"]),
    ],
)
def test_topics_that_a_browser_tells(see: See, value: str, found: list[str]) -> None:
    assert [item.value for item in see(DETECTOR, headers=(("Sec-Browsing-Topics", value),))] == found


def test_a_tariff_is_of_nobody_and_one_quote_is(see) -> None:
    rows = [{"age": 30, "sex": "m", "premium": 41.2}, {"age": 30, "sex": "f", "premium": 39.7}]
    assert see(DETECTOR, {"rows": rows}) == []
    assert len(see(DETECTOR, {"age": 30, "gender": "female", "premium": 39.7})) == 2


@pytest.mark.parametrize("race", ["Wien Marathon", "Half Marathon", "Grand Prix", "10 km"])
def test_a_race_that_is_run_is_no_origin(see, race) -> None:
    assert see(DETECTOR, {"race": race, "birthDate": "1984-02-03"}) != []
    assert "profile.sensitive" not in {
        item.category for item in see(DETECTOR, {"race": race, "birthDate": "1984-02-03"})
    }
    told = see(DETECTOR, {"patient": {"race": "White", "birthDate": "1984-02-03"}})
    assert "profile.sensitive" in {item.category for item in told}


def test_whom_statistics_and_studies_are_about(see) -> None:
    span = {"startDate": "2026-01-01", "endDate": "2026-10-31", "gender": "f"}
    assert see(DETECTOR, span | {"timeUnit": "month"}) == []
    assert see(DETECTOR, span) != []
    assert (
        see(DETECTOR, {"gender": "Female", "minimumAge": "6 Years", "maximumAge": "17 Years", "open": False})
        == []
    )

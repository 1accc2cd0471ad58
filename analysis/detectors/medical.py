"""Recognises what somebody tells of an illness: diagnoses, symptoms, medicines, moods, a pregnancy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from analysis.bladder_diaries import BLADDER_NOTES, bladder_notes
from analysis.body_sites import HAS_COMPLAINT, complaints_at
from analysis.dosage_tables import is_of_a_dosage_table
from analysis.feelings import FEELING_NAMES, MOST_FEELINGS, NO_MOODS, feelings
from analysis.field_names import all_words, naming, words
from analysis.hearing_tests import HEARD, hearing_tests
from analysis.insulin_rows import INSULIN_GIVEN, insulin_given
from analysis.lab_rows import SHORT_VALUES
from analysis.lab_values import KIND, LABELLED, TELLING, TESTS, lab_values
from analysis.labels import SAYS_LITTLE
from analysis.lazy_patterns import lazy_pattern
from analysis.medical_words import (
    BILLED,
    EVIDENCE,
    EXPECTED,
    KINDS,
    NOTED,
    NOTHING,
    OF_A_DOSE,
    OF_A_PREGNANCY,
    OF_A_TRIMESTER,
    OF_PAIN,
    OF_SUGAR,
    ONE_EACH,
    OTHER,
    PARTS,
    SURE,
    VACCINES,
)
from analysis.menus import is_offered, is_one_of_several
from analysis.name_tables import picking
from analysis.named_rows import may_hold_columns
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.pill_boxes import BOXES, boxes_emptied
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.therapy_settings import may_be_set, settings_told
from analysis.told_complaints import REASON_NAMES, SYMPTOMS_OF, told_complaints
from analysis.told_medicines import (
    DRUG_NAMES,
    HOLDS_DRUGS,
    IS_DAYTIME,
    OF_TAKING,
    UNITS_TAKEN,
    told_medicines,
)
from analysis.told_pregnancies import IN_LABOUR, MAY_BE_PREGNANCY, PREGNANCY_NAMES, told_pregnancies
from analysis.units import Detector, Mapped

_OF_MEALS: Final = frozenset({"meal", "food", "nutrition"})  # for which insulin is taken
_GRAPHQL: Final = frozenset({"query"})  # beside its variables, which a person filled in
_SHORT: Final = frozenset({"med", "meds"})
_ICD: Final = lazy_pattern(r"[A-TV-Z][0-9][0-9AB](?:\.[0-9A-Z]{1,4})?")
_DAY: Final = lazy_pattern(
    r"20[0-9]{2}[-/.年]?[01]?[0-9][-/.月]?[0-3]?[0-9].{0,16}|[0-3]?[0-9][./-][01]?[0-9][./-]20[0-9]{2}"
)
_WEEK: Final = lazy_pattern(r"[1-4]?[0-9] ?(?:\+|w|W|/) ?[0-6]d?")  # 18+3: weeks and days
_SAID: Final = lazy_pattern(r"[^\W\d_][^\n<>{}=]{1,120}")
_PROPERTIES: Final = {
    "health.lab": "x_labResult", "health.medication": "x_medication", "health.condition": "x_condition",
    "health.mood": "x_mood", "health.pregnancy": "x_pregnancy",
}  # fmt: skip
_SPOKEN: Final = {
    "health.medication": "a medicine that somebody takes", "health.condition": "an illness, a symptom or an allergy",
    "health.lab": "what a laboratory found in somebody's blood", "health.mood": "how somebody feels",
    "health.pregnancy": "a pregnancy",
}  # fmt: skip


_INNER: Final = frozenset({
    "name", "description", "display", "code", "text", "value", "label", "title", "icd10", "icd", "substance", "units",
    "drug", "allergen", "medicine", "reaction", "dose", "dosis",
})  # fmt: skip
_CODED: Final = "coding"  # FHIR's list between a code and what it is the code of
_TELLING: Final = picking(lambda name: KIND[name], TELLING)
_WITHIN: Final = picking(lambda name: name in _INNER and not KIND[name], spelled=_INNER)
_OWN: Final = picking(lambda name: KIND[name] or name in _INNER, TELLING, _INNER)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    seen: set[tuple[str, str]] = set()
    for leaf, called in {leaf.path: (leaf, called) for leaf, called in lab_values(place)}.values():
        yield _observation(leaf, "health.lab", called)
    yield from _settings(payload)
    for kind, leaves in (
        ("health.mood", feelings(place)),
        ("health.medication", chain(told_medicines(place), insulin_given(payload), boxes_emptied(place))),
        ("health.condition", chain(told_complaints(place), complaints_at(place))),
        ("health.condition", chain(bladder_notes(place), hearing_tests(place))),
        ("health.pregnancy", told_pregnancies(place)),
    ):
        for leaf in leaves:
            if kind == "health.medication" and is_of_a_dosage_table(leaf, place):
                continue
            seen.add((kind, leaf.path.rpartition("[")[0] or leaf.path))
            yield _observation(leaf, kind, leaf.name)
    for leaf in place.leaves_of(_OWN):
        called = _called(leaf)
        kind = KIND[called] if called else ""
        if (
            kind
            and leaf.context in ("body", "query")
            and _is_told(leaf, kind)
            and not _is_of_a_menu(leaf, called, place)
            and not (kind == "health.pregnancy" and _is_of_a_calendar(leaf, place))
            and not (kind == "health.medication" and is_of_a_dosage_table(leaf, place))
            and _is_of_a_person(leaf, called, place)
        ):
            key = kind, leaf.path.rpartition("[")[0] or leaf.path
            if key not in seen:
                seen.add(key)
                yield _observation(leaf, kind, called)


def _settings(payload: Payload) -> Iterator[Observation]:
    for path, kind, what in settings_told(payload):
        yield Observation(
            category=kind, property=_PROPERTIES[kind], path=path, value=what.partition(",")[0], reasoning=what,
            rule=f"medical.{kind.partition('.')[2]}", confidence=Confidence.LIKELY,
        )  # fmt: skip


def _is_within(payload: Payload) -> bool:
    """Whether a ``name``, ``description`` or the like stands in an object whose name tells."""
    within = surroundings(payload).leaves_of(_WITHIN)
    return any(KIND[outer] for leaf in within for outer in _without_coding(leaf.names)[-2:-1])


def _without_coding(names: tuple[str, ...]) -> tuple[str, ...]:
    """``medicationCodeableConcept.coding.display`` says as much as ``medicationCodeableConcept.display``."""
    return (*names[:-2], names[-1]) if names[-2:-1] == (_CODED,) else names


def _called(leaf: Leaf) -> str:
    """The name that tells: a value's own, or the one around a ``name`` or ``description``."""
    for name in reversed(_without_coding(leaf.names)[-2:]):
        if KIND[name]:
            return name
        if name not in _INNER:
            return ""
    return ""


def _is_of_a_menu(leaf: Leaf, called: str, place: Surroundings) -> bool:
    one = "".join(words(called)) in ONE_EACH
    if isinstance(leaf.value, str) and leaf.path.endswith("]") and KIND[called] == "health.mood":
        return (
            is_offered(leaf, place)
            or one
            or len(place.lists.get(leaf.path[: leaf.path.rindex("[")], ())) > MOST_FEELINGS
        )
    return is_offered(leaf, place) or (one and is_one_of_several(leaf, place))


def _is_of_a_calendar(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a week stands in a row beside rows of other weeks, none of which tells a day: what anybody may read."""
    here = place.around(leaf.path)
    if (
        here is None
        or not here.path.endswith("]")
        or any(_DAY.match(text(one.value)[:10]) for one in here.members.values())
    ):
        return False
    rows = here.path[: here.path.rindex("[")]
    others = (place.group(f"{rows}[{at}]") for at in (0, 1))
    return sum(row is not None and leaf.name in row.members for row in others) > 1


def _is_told(leaf: Leaf, kind: str) -> bool:
    """Words about it, a code, a score; true alone for a pregnancy and for a medicine taken."""
    value = leaf.value
    if isinstance(value, bool):
        told = kind in ("health.pregnancy", "health.medication") or not {"migraine", "headache"}.isdisjoint(
            words(leaf.name)
        )
        return value and told and "reminder" not in words(leaf.name)
    amount = number(value)
    if amount is not None and not {"insulin", "bolus"}.isdisjoint(all_words(leaf.names[-2:])):
        return 0 < amount <= 100
    if amount is not None:
        return kind != "health.medication" and 0 <= amount <= (2_000 if kind == "health.lab" else 100)
    said = text(value).strip()
    if kind == "health.pregnancy" and (
        _DAY.fullmatch(said) or _WEEK.fullmatch(said)
    ):  # when a child is expected
        return True
    if said.lower() in NOTHING or "://" in said:
        return False
    return _ICD.fullmatch(said) is not None or _SAID.fullmatch(said) is not None


def _is_of_a_person(leaf: Leaf, called: str, place: Surroundings) -> bool:
    spoken = frozenset(words(called))
    near = place.near_words(leaf.path, leaf.names) | all_words(leaf.names)
    around = (near | place.sent_words) - (_GRAPHQL if "variables" in leaf.names else frozenset())
    around = around - _OF_MEALS if "insulin" in spoken else around
    nobodys = NO_MOODS if KIND[called] == "health.mood" else OTHER
    if not around.isdisjoint(nobodys) or not _said_beside(leaf, place).isdisjoint(PARTS):
        return False
    if not spoken.isdisjoint(EXPECTED) and spoken.isdisjoint(
        {"pregnancy", "baby"}
    ):  # parcels and invoices are due, too
        if not near.isdisjoint(BILLED):
            return False
        beside = near if SAYS_LITTLE[leaf.name] else all_words((*leaf.names[:-1], *place.siblings(leaf.path)))
        return not (beside - spoken).isdisjoint(OF_A_PREGNANCY)
    if not spoken.isdisjoint(VACCINES):  # a plan for all children tells no day
        days = (value for value in place.siblings(leaf.path).values() if isinstance(value, str))
        return any(_DAY.match(value[:32]) for value in islice(days, 32)) and around.isdisjoint(
            {"schedule", "calendar", "stock", "gia"}
        )
    if "bolus" in spoken and "insulin" not in spoken:
        return not (around - spoken).isdisjoint(OF_SUGAR)
    if "insulin" in spoken and not (around - spoken).isdisjoint(OF_SUGAR):
        return True
    if spoken == {"pain"}:  # which is bread in France
        return number(leaf.value) is not None and not (around - spoken).isdisjoint(OF_PAIN)
    if not spoken.isdisjoint(_SHORT):  # short for medium, too
        return not (around - spoken).isdisjoint(OF_A_DOSE)
    if not spoken.isdisjoint(SURE):
        amount = number(leaf.value)
        return (
            amount is None
            or not (around - spoken).isdisjoint(OF_A_TRIMESTER if "trimester" in spoken else EVIDENCE)
            or {"pregnancy", "week"} <= spoken
            or not spoken.isdisjoint(
                {"phq", "gad", "gest", "kick", "level", "score", "gestational", "gestation", "hiv"}
            )
        )
    if not spoken.isdisjoint({"chronic", "medical"}):
        return True
    noted = KIND[called] == "health.mood" and not (around - spoken).isdisjoint(NOTED)
    return noted or not (around - spoken).isdisjoint(EVIDENCE)


def _said_beside(leaf: Leaf, place: Surroundings) -> frozenset[str]:
    """The words of the texts in the same object."""
    said = (value for value in place.siblings(leaf.path).values() if isinstance(value, str))
    return all_words(value[:120] for value in islice(said, 32))


def _observation(leaf: Leaf, kind: str, called: str) -> Observation:
    return Observation(
        category=kind,
        property=_PROPERTIES[kind],
        path=leaf.path,
        value=text(leaf.value),
        reasoning=f"{_SPOKEN[kind]}{naming(called)}",
        rule=f"medical.{kind.partition('.')[2]}",
        confidence=Confidence.LIKELY,
    )


_HEALTH: Final = Mapped(google="Health info", apple="Health", dpv="pd:PhysicalHealth", tcf="7")

DETECTOR: Final = Detector(
    name="medical",
    version=8,
    categories=dict.fromkeys(KINDS, _HEALTH),
    rules={
        "medical.medication": "A text in a field named after a medicine, or med beside a dose, or settings of a pump; or a "
        "text with a strength (500 mg) beside how much, when or whether it was taken; "
        "or an amount beside bolus or basal and a moment; or what a box for pills tells was taken or missed; shops, tables "
        "of doses and other settings are left out.",
        "medical.condition": "A text, an ICD-10 code or a level in a field named diagnosis, symptom, allergy or pain, or "
        "condition among medical words; ticks of two or more symptoms, what ails as the reason to see a doctor, or notes "
        "of a bladder or what somebody hears; faults of machines, illnesses of plants and conditions of rules are left out. "
        "Or keys of exposure notifications.",
        "medical.lab": "A number or word in a field named after a value of the blood (HbA1c), or in a row of that "
        "name; or one in a unit of laboratories, beside the name or LOINC code of such a value.",
        "medical.mood": "A text or score in a field named mood among words of a diary or of health, or a word for a "
        "feeling in "
        "one named feelings beside what a diary holds; moods of music and "
        "light are left out.",
        "medical.pregnancy": "A field named pregnancy; or a week, a trimester and the day a child is due that fit one "
        "another, or one of them in a message to a place for pregnancies.",
    },
    detect=_detect,
    needs=Needs(
        names=(_TELLING, TESTS, FEELING_NAMES, DRUG_NAMES, IS_DAYTIME, OF_TAKING, UNITS_TAKEN, REASON_NAMES),
        called=(LABELLED, PREGNANCY_NAMES),
        objects=(SYMPTOMS_OF, MAY_BE_PREGNANCY, HAS_COMPLAINT, BOXES, BLADDER_NOTES, HEARD),
        object_names=(HOLDS_DRUGS, IN_LABOUR),
        texts=(SHORT_VALUES, INSULIN_GIVEN),
        holds=(_is_within, may_be_set, may_hold_columns),
    ),
)

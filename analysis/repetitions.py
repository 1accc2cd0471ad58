"""Finds how often somebody lifted or moved: repetitions beside a weight or an exercise, and not of a plan for anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, naming, words
from analysis.name_tables import picking
from analysis.payload import Leaf
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, generic, outer

_ENGLISH: Final = frozenset({"reps", "repetitions", "repcount", "numreps"})
_REPETITIONS: Final = _ENGLISH | frozenset({
    "wdh", "whd", "wiederholungen", "repeticiones", "ripetizioni", "repeticoes", "powtorzenia", "opakovani",
    "herhalingen", "toistot", "tekrar", "repetari", "ismetles", "repetitioner", "repetisjoner", "gentagelser",
    "повторення", "повтори", "повторения", "повторы", "επαναληψεις", "επαναλήψεις", "epanalipseis", "تكرارات",
    "التكرارات", "solanlap", "lanlap", "ismetlesek", "toistoa", "reps_done", "ulangan", "ponavljanja",
})  # fmt: skip
REPETITIONS: Final = picking(lambda name: "".join(words(name)) in _REPETITIONS, spelled=_REPETITIONS)
_LIFTING: Final = frozenset(
    {
        "kg",
        "uebung",
        "ubung",
        "ejercicio",
        "esercizio",
        "exercice",
        "cwiczenie",
        "cvik",
        "oefening",
        "ovelse",
        "ovning",
        "liike",
        "saetze",
        "satze",
        "weight",
        "rpe",
        "exercise",
        "exercises",
        "sets",
        "set",
        "lbs",
        "load",
        "rest",
        "lift",
        "gyakorlat",
        "sorozatok",
        "вправа",
        "підходи",
        "упражнение",
        "подходы",
        "άσκηση",
        "ασκηση",
        "askisi",
        "التمرين",
        "تمرين",
        "exercitiu",
        "serii",
        "baitap",
        "weights",
    }
)


def repetitions(place: Surroundings, known: set[str]) -> Iterator[Observation]:
    """Repetitions beside a weight or an exercise; those of one list once."""
    seen: set[str] = set()
    for leaf in place.leaves_of(REPETITIONS):
        amount = number(leaf.value)
        path = generic(leaf.path)
        near = place.near_words(leaf.path, leaf.names)
        if (
            amount is None
            or not 1 <= amount <= 500
            or path in seen
            or near.isdisjoint(_LIFTING)
            or "srs" in near
            or _is_planned(leaf, place, near)
        ):
            continue
        seen.add(path)
        if leaf.path not in known:
            yield Observation(
                category="fitness.workout", property="x_repetitions", path=leaf.path, value=text(leaf.value),
                reasoning=f"how often somebody lifted or moved{naming(leaf.name)}", rule="workout.sets",
                confidence=Confidence.LIKELY,
            )  # fmt: skip


_PLANNED: Final = frozenset({"plan", "program", "programme", "template", "weeks", "schedule"})
_OF_A_CATALOGUE: Final = frozenset(
    {
        "muscle",
        "muscles",
        "equipment",
        "instructions",
        "difficulty",
        "bodypart",
        "mechanics",
        "slug",
        "met",
        "mets",
    }
)
_DESCRIBED: Final = (
    "muscles",
    "primaryMuscles",
    "primary_muscles",
    "equipment",
    "instructions",
    "muscleGroups",
)
_DONE: Final = frozenset({
    "weight", "lbs", "kg", "load", "rpe", "done", "completed", "performed", "date", "started", "finished", "user", "athlete",
    "at", "log", "logged", "timestamp", "ts", "datum", "fecha", "data", "dzien", "dag", "gewicht", "peso", "poids",
    "ciezar", "vikt",
    "vekt", "vaegt", "paino", "agirlik", "zavazi",
})  # fmt: skip


def _is_planned(leaf: Leaf, place: Surroundings, near: frozenset[str]) -> bool:
    """Whether repetitions are those of a plan or a catalogue for whoever may take it, with nothing lifted and no day."""
    outermost = place.group(leaf.path[: leaf.path.rfind("$") + 1]) if ":$" in leaf.path else None
    said = near | all_words((*leaf.names[:-1], *(outermost.members if outermost is not None else ())))
    if "".join(words(leaf.name)) not in _ENGLISH and said.isdisjoint(_DONE):
        return True  # the words for a plan are those of many languages
    planned = len(said & _PLANNED) >= 2 or _is_of_a_catalogue(leaf, place, said)
    return planned and said.isdisjoint(_DONE)


def _is_of_a_catalogue(leaf: Leaf, place: Surroundings, said: frozenset[str]) -> bool:
    """Whether an exercise is described beside it: which muscles it is for, how it is done."""
    here = outer(leaf.path)
    return not said.isdisjoint(_OF_A_CATALOGUE) or any(f"{here}.{name}" in place.lists for name in _DESCRIBED)

"""Recognises records of who did what in the form that learning systems and activity streams share: actor, verb, object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer, surroundings
from analysis.translated_names import without_marks
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
# Sources: xAPI 1.0.3 (verb.id, verb.display), IMS Caliper 1.2 (actor, action, object), Activity Streams
# 1.0 (verb), and SCORM's run-time data model (cmi.…).
_SCORM: Final = frozenset({
    "lessonstatus", "lessonlocation", "completionstatus", "successstatus", "scoreraw", "scorescaled", "progressmeasure",
    "location", "sessiontime", "totaltime", "suspenddata", "exit",
})  # fmt: skip
_MOST_GROUPS: Final = 2_000  # objects of a message that are looked at
_DEEPEST: Final = 32  # steps of a path
_LONGEST: Final = 200


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    if place.picked(_VERBS) or any(group.name == "verb" for group in payload.groups):
        yield from _statements(place)
    if place.picked(_GIVEN):
        yield from _attempts(payload)
    yield from _results(payload)
    for leaf in place.leaves_of(_OF_SCORM):
        if text(leaf.value).strip():
            yield _observation(leaf, "learning_record.scorm", "how far the person came in a course (SCORM)")


def _statements(place: Surroundings) -> Iterator[Observation]:
    """What was done, in the objects that also hold an actor and an object."""
    above = _above(place.payload)
    for group in place.payload.groups:
        if group.context != "body":
            continue
        leaf = group.members.get("id") if group.name == "verb" else None
        if leaf is not None and _is_done(place, outer(group.path), above):
            yield _observation(
                leaf,
                "learning_record.statement",
                "what the person did, as a statement of actor, verb and object",
            )
            continue
        leaf = group.members.get("verb") or group.members.get("action")
        if leaf is not None and isinstance(leaf.value, str) and _is_done(place, group.path, above):
            yield _observation(
                leaf, "learning_record.event", "what the person did, beside who did it and to what"
            )


def _attempts(payload: Payload) -> Iterator[Observation]:
    """An answer beside whether it was right and what it was asked in: language courses, quizzes, flash cards."""
    for group, names in surroundings(payload).shapes:
        said = _OF_ATTEMPTS[names]
        if said and group.context == "body":
            leaf = group.members[said]
            if not isinstance(leaf.value, bool) and text(leaf.value).strip():
                yield _observation(
                    leaf, "learning_record.attempt", "what the person answered in a lesson or quiz"
                )


def _answer(names: tuple[str, ...]) -> str:
    plain = {"".join(words(name)): name for name in names[:48]}
    if _RESULTS.isdisjoint(plain) or _TASKS.isdisjoint(plain):
        return ""
    return next((plain[name] for name in _ANSWERS if name in plain), "")


_ANSWERS: Final = ("answer", "useranswer", "response", "givenanswer", "selectedoption", "selectedanswer", "choice", "ease",
                   "answers", "submittedanswer", "vastaus", "valasz", "antwoord", "svar", "risposta", "raspuns",
                   "відповідь", "απαντηση", "回答", "答え", "traloi")  # fmt: skip
_RESULTS: Final = frozenset({"correct", "iscorrect", "right", "score", "grade", "responsems", "attempt", "attempts",
    "timetaken",
                             "wascorrect", "timespent", "elapsed", "interval", "oikein", "helyes", "juist", "ratt",
                             "rätt", "corretta", "corretto", "corect",
                             "правильно", "σωστο", "σωστό", "正解", "dung"})  # fmt: skip
_TASKS: Final = frozenset({
    "lesson", "lessonid", "exercise", "exerciseid", "question", "questionid", "quiz", "quizid", "card", "cardid", "skill",
    "challenge", "challengeid", "courseid", "problemid", "test", "taskid", "word", "deck", "deckid", "level",
    "kortti", "pakka", "kartya", "pakli", "kaart", "stapel", "kort", "carta", "mazzo", "картка", "колода", "lecke", "les",
})  # fmt: skip
# How many answers of a lesson were right and how many wrong, in the languages of learners.
_LESSONS: Final = frozenset({
    "lesson", "lessonid", "unit", "exercise", "exerciseid", "quiz", "quizid", "deck", "deckid", "course", "chapter",
    "topic",
    "lektion", "uebung", "kapitel", "leccion", "ejercicio", "lecon", "exercice", "lezione", "esercizio", "licao",
    "exercicio",
    "lekcja", "cwiczenie", "lekce", "cviceni", "les", "oefening", "ovning", "oving", "ovelse", "oppitunti", "ders",
    "alistirma",
    "lecke", "gyakorlat", "lectie", "exercitiu", "μαθημα", "ασκηση", "baihoc", "baitap", "урок", "вправа", "درس", "الدرس",
    "レッスン",
})  # fmt: skip
_RIGHT: Final = frozenset({
    "correct", "right", "correctcount", "numcorrect", "correctanswers", "richtig", "richtige", "aciertos", "correctas",
    "justes", "bonnes", "corrette", "giuste", "certas", "corretas", "poprawne", "dobrze", "spravne", "goed", "ratt",
    "riktige",
    "rigtige", "oikein", "dogru", "helyes", "corecte",
    "σωστα", "σωστες", "dung", "đúng", "правильно", "правильних", "صحيح", "صحيحة", "正解", "正解数",
})  # fmt: skip
_WRONG: Final = frozenset({
    "wrong", "incorrect", "incorrectcount", "mistakes", "errors", "falsch", "falsche", "fehler", "errores", "fallos",
    "fautes",
    "fausses", "errori", "sbagliate", "erradas", "erros", "bledne", "bledy", "spatne", "chyby", "fout", "fel", "feil",
    "forkerte",
    "vaarin", "yanlis", "hibas", "gresite",
    "λαθη", "λαθος", "sai", "помилки", "помилок", "неправильно", "خطأ", "أخطاء", "不正解", "不正解数",
})  # fmt: skip
_OF_A_BOOK: Final = frozenset(
    {"question", "options", "answer", "answers", "text", "price", "author", "average", "total_users"}
)


def _counted(names: tuple[str, ...]) -> tuple[str, str, str]:
    """The names of the lesson and of how many answers were right and wrong; three empty texts for every other object."""
    if not 3 <= len(names) <= 24:
        return "", "", ""
    plain = {without_marks("".join(words(name))): name for name in reversed(names)}
    plain |= {without_marks(name.lower()).replace("_", ""): name for name in reversed(names)}
    lesson, right, wrong = (
        next((plain[one] for one in plain if one in of), "") for of in (_LESSONS, _RIGHT, _WRONG)
    )
    fits = lesson and right and wrong and _OF_A_BOOK.isdisjoint(plain)
    return (lesson, right, wrong) if fits else ("", "", "")


_COUNTED: Final = Remembered(_counted)
_IS_COUNTED: Final = Remembered[tuple[str, ...], bool](lambda names: _COUNTED[names][0] != "")


def _results(payload: Payload) -> Iterator[Observation]:
    """``{"lesson": 12, "correct": 17, "wrong": 3}``, sent by who learns."""
    if payload.transmission.method == "GET":
        return
    for group, names in surroundings(payload).shapes:
        lesson, *counts = _COUNTED[names]
        if not lesson or group.context != "body":
            continue
        amounts = [
            number(group.members[name].value)
            for name in counts
            if not isinstance(group.members[name].value, bool)
        ]
        if len(amounts) == 2 and all(amount is not None and 0 <= amount <= 1_000 for amount in amounts):
            yield _observation(
                group.members[lesson],
                "learning_record.result",
                "what the person answered in a lesson or quiz",
            )


_IS_VERB: Final = Remembered[str, bool](lambda name: name == "verb")
_VERBS: Final = picking(lambda name: name in ("verb", "action", "actor"), ("verb", "action", "actor"))
_GIVEN: Final = picking(lambda name: "".join(words(name)) in _ANSWERS, spelled=_ANSWERS)
_OF_SCORM: Final = picking(
    lambda name: (
        name[:4] == "cmi." and "".join(words(name.removeprefix("cmi.").removeprefix("core."))) in _SCORM
    )
)
_OF_ATTEMPTS: Final = Remembered[tuple[str, ...], str](_answer)


def _above(payload: Payload) -> frozenset[str]:
    """The paths of what holds an object of the message, however deep within."""
    found: set[str] = set()
    for group in payload.groups[:_MOST_GROUPS]:
        at = len(group.path)
        for _ in range(_DEEPEST):
            at = group.path.rfind(".", 0, at)
            if at < 0 or group.path[:at] in found:
                break
            found.add(group.path[:at])
    return frozenset(found)


def _is_done(place: Surroundings, path: str, above: frozenset[str]) -> bool:
    """Whether an actor and an object stand in the object at a path, as objects or texts of their own."""
    here = place.group(path)
    return all(
        place.group(f"{path}.{name}") is not None
        or (here is not None and name in here.members)
        or f"{path}.{name}" in above
        for name in ("actor", "object")
    )


def _observation(leaf: Leaf, rule: str, why: str) -> Observation:
    return Observation(
        category=_CATEGORY, property="userAction", path=leaf.path, value=text(leaf.value).strip()[:_LONGEST], reasoning=why,
        rule=rule, confidence=Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="learning_record",
    version=2,
    categories={
        _CATEGORY: Mapped(
            google="App interactions",
            apple="Product Interaction",
            dpv="pd:ServiceConsumptionBehaviour",
            tcf="6",
        ),
    },
    rules={
        "learning_record.statement": "The verb of a statement that also holds an actor and an object (xAPI).",
        "learning_record.event": "A verb or action beside an actor and an object (Caliper, Activity Streams).",
        "learning_record.attempt": "An answer beside whether it was right, in a lesson, quiz or deck of cards.",
        "learning_record.result": "A lesson beside how many answers were right and how many wrong, in several languages.",
        "learning_record.scorm": "A value of SCORM's run-time data, by its name (cmi.core.lesson_status …).",
    },
    detect=_detect,
    needs=Needs(names=(_VERBS, _GIVEN, _OF_SCORM), objects=(_IS_COUNTED,), object_names=(_IS_VERB,)),
)

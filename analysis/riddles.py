"""Tells places that are the answer of a riddle, or what a program shows for an example: nobody is there.

A question alone tells no riddle: an app that asks somebody where they live gets a place for an answer as well. It takes what
a game has besides, points or rounds, or an address that says quiz.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.payload import Group
from analysis.public_places import IS_OF_A_PERSON
from analysis.surroundings import Surroundings

_ASKED: Final = frozenset({
    "question", "questions", "quiz", "clue", "clues", "hint", "hints", "riddle", "puzzle", "prompt", "trivia", "frage",
    "fragen", "hinweis", "raetsel", "ratsel", "pregunta", "preguntas", "pista", "acertijo", "indice", "enigme", "domanda",
    "domande", "indizio", "pergunta", "perguntas", "dica", "vraag", "vragen", "raadsel", "pytanie", "pytania", "zagadka",
    "otazka", "otazky", "fraga", "fragor", "sporsmal", "spoergsmaal", "kysymys", "soru", "sorular", "ipucu", "kerdes",
    "intrebare", "вопрос", "загадка", "问题", "題目", "题目", "問題", "クイズ", "질문", "퀴즈", "cauhoi",
})  # fmt: skip
_ANSWERED: Final = frozenset({
    "answer", "answers", "answerkey", "solution", "solutions", "target", "targets", "correct", "truth", "expected",
    "reveal", "guess", "guesses", "goal", "loesung", "losung", "antwort", "richtig", "ziel", "respuesta", "respuestas",
    "solucion", "correcta", "reponse", "reponses", "soluce", "risposta", "risposte", "soluzione", "resposta", "respostas",
    "solucao", "antwoord", "oplossing", "odpowiedz", "rozwiazanie", "odpoved", "reseni", "svar", "losning", "vastaus",
    "ratkaisu", "cevap", "cozum", "valasz", "megoldas", "raspuns", "ответ", "答案", "正解", "答え", "정답", "dapan",
})  # fmt: skip
_PLAYED: Final = frozenset({
    "round", "rounds", "runde", "runden", "ronde", "ronda", "manche", "turno", "rodada", "runda", "kolo", "omgang",
    "points", "punkte", "puntos", "punti", "pontos", "punten", "punkty", "poeng", "pisteet", "puan", "pts", "score",
    "scores", "difficulty", "schwierigkeit", "dificultad", "difficulte", "tolerance", "tolerancekm", "toleranz", "level",
    "quiz", "trivia", "pack", "category", "timelimit", "bonus", "reveal", "stage", "player", "players", "deck", "card",
    "game", "spiel", "jeu", "juego", "gioco", "jogo", "gra", "hra", "oyun",
})  # fmt: skip
_IN_ADDRESS: Final = ("quiz", "trivia", "guess", "raetsel", "geogame")  # also within a longer word of a host
_EXAMPLES: Final = frozenset({
    "demo", "example", "examples", "dummy", "placeholder", "beispiel", "beispiele", "ejemplo", "exemple", "esempio",
    "exemplo", "voorbeeld", "przyklad", "ukazka", "exempel", "eksempel", "esimerkki", "ornek", "demodata", "demodaten",
    "sampledata", "mockdata", "testdata", "fixture", "fixtures", "пример", "示例", "例",
})  # fmt: skip
_SAYS_SO: Final = frozenset(
    {"demo", "isdemo", "demomode", "sample", "issample", "example", "isexample", "dummy", "isdummy"}
)
_MOST: Final = 24  # names of an object that are looked at
_LONGEST_PATH: Final = 200  # characters
_ABOVE: Final = 3  # objects


def is_of_a_riddle(group: Group, place: Surroundings) -> bool:
    """Whether a position is asked for in a game, or shown for an example."""
    if group.context != "body":
        return False
    outer = place.around(group.path)
    groups = (group, outer) if outer is not None else (group,)
    if not _EXAMPLES.isdisjoint("".join(words(name)) for name in group.names[-2:]) or any(
        map(_says_so, groups)
    ):
        return True
    near = all_words((*group.names[-3:], *(name for one in groups for name in islice(one.members, _MOST))))
    asked = not _ASKED.isdisjoint(near) or any(map(_asks, groups))
    if not asked or IS_OF_A_PERSON[tuple(group.members)[:_MOST]]:
        return False
    sent = place.payload.transmission
    told = any(word in sent.host or word in sent.path[:_LONGEST_PATH] for word in _IN_ADDRESS)
    played = told or not _PLAYED.isdisjoint(near | place.near_words(group.path, group.names))
    return played and (told or not _ANSWERED.isdisjoint(near))


def is_an_example(group: Group, place: Surroundings) -> bool:
    """Whether an object, or one around it, says that what it shows is made up: ``{"demo": true, "rooms": […]}``."""
    here: Group | None = group
    for _ in range(_ABOVE):
        if here is None:
            return False
        if _says_so(here) or not _EXAMPLES.isdisjoint("".join(words(name)) for name in here.names[-1:]):
            return True
        here = place.around(here.path)
    return False


def _asks(group: Group) -> bool:
    """Whether one of the texts is a question."""
    said = (leaf.value for leaf in islice(group.members.values(), _MOST))
    return any(isinstance(value, str) and value[-1:] in "?？" and len(value) > 8 for value in said)


def _says_so(group: Group) -> bool:
    return any(
        leaf.value is True and "".join(words(name)) in _SAYS_SO
        for name, leaf in islice(group.members.items(), _MOST)
    )

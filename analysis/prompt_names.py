"""What somebody asks a model is called in other languages, and what tells a question to a model from one of a form."""

from __future__ import annotations

from typing import Final

from analysis.payload import Group
from analysis.surroundings import Surroundings

FOREIGN_PROMPTS: Final = (
    "frage", "pregunta", "domanda", "pergunta", "vraag", "pytanie", "otazka", "sporsmal", "fraga", "kysymys", "soru",
    "intrebare", "kerdes", "eingabe", "anfrage", "问题", "質問", "질문", "вопрос",
)  # fmt: skip
_MODELS: Final = frozenset({"model", "modell", "modelo", "modele", "modello", "модель", "模型"})
_ASKED: Final = frozenset({
    "chat", "ask", "assistant", "assistent", "asistente", "assistente", "ki", "ia", "ai", "gpt", "llm", "completion",
    "completions", "prompt", "copilot", "frag", "berater", "coach", "tutor",
})  # fmt: skip
# Questions that a form, a survey or a page of help asks.
_OF_A_FORM: Final = frozenset({
    "antwort", "antworten", "answer", "answers", "options", "optionen", "opciones", "respuesta", "reponse", "risposta",
    "resposta",
    "odpowiedz", "odpovedi", "cevap", "svar", "required", "pflicht", "nr", "id", "typ", "type",
})  # fmt: skip


def is_asked_of_a_model(place: Surroundings, group: Group) -> bool:
    """Whether an object with a question stands alone in a message that goes to a model, and belongs to no form."""
    sent = place.payload.transmission
    if (
        sent.method not in ("POST", "")
        or group.path.endswith("]")
        or not _OF_A_FORM.isdisjoint(group.members)
    ):
        return False
    streams = not {"stream", "temperature", "max_tokens", "conversation_id"}.isdisjoint(group.members)
    return streams or (not _MODELS.isdisjoint(group.members) and not _ASKED.isdisjoint(place.sent_words))

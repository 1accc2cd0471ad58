"""Finds what people write to the address of a conversation, with little around it: ``POST …/rozmowy/118/wiadomosci``.

Names of texts in several languages are believed because of where they are sent, and sentences only; templates, drafts of a
form and what a program says are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.mail_heads import RECIPIENTS, SUBJECTS
from analysis.payload import Group, Leaf
from analysis.prose import is_sentence
from analysis.records import Transmission
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings
from analysis.texts import TextShape, texts_like
from analysis.translated_names import without_marks

_BODIES: Final = (
    "text", "body", "message", "opener", "icebreaker", "greeting", "content", "msg", "txt", "line", "reply", "answer",
    "question", "comment", "value", "note",
    "inhalt", "nachricht", "antwort", "frage", "texte", "contenu", "reponse", "contenido", "mensaje", "pregunta",
    "respuesta", "texto", "contenuto", "messaggio", "testo", "domanda", "risposta", "conteudo", "mensagem", "pergunta",
    "resposta", "tresc", "wiadomosc", "pytanie", "odpowiedz", "obsah", "zprava", "dotaz", "odpoved", "inhoud", "bericht",
    "vraag", "antwoord", "innhold", "melding", "indhold", "besked", "spoergsmal", "innehall", "meddelande", "fraga",
    "svar",
    "sisalto", "viesti", "kysymys", "vastaus", "icerik", "mesaj", "soru", "cevap", "tartalom", "uzenet", "kerdes",
    "valasz",
    "tekst", "mesajul", "内容", "本文", "メッセージ", "留言", "消息", "내용", "текст", "сообщение",
)  # fmt: skip
# Of an object that holds the text alone, with what it is written in.
_HOLDERS: Final = frozenset(_BODIES) | {"data", "payload", "post", "entry", "messages", "replies"}
# Of a program, a form or very many: no one writes to somebody.
_OTHERS: Final = frozenset({
    "template", "templateid", "locale", "lang", "language", "severity", "level", "logger", "stack", "code", "errorcode",
    "error", "status", "statuscode", "campaign", "campaignid", "segment", "audience", "broadcast", "schedule", "buttons",
    "icon", "price", "price_id", "query", "regex", "rule", "placeholder", "label", "options", "model", "prompt", "icons",
    "variables", "subscribers", "system", "bot", "event", "version", "commit", "branch", "sku", "lat", "lng",
})  # fmt: skip
# Conversations, and what is added to one, as paths name them.
_HELD: Final = (
    r"chats?|conversations?|channels?|rooms?|threads?|dialogs?|inbox|dms?|groups?|party|parties|lobby|lobbies|listings?"
    r"|matches|likes|messages?|tickets?|class(?:es|rooms?)?|p|g|c|t|unterhaltung(?:en)?|gespraeche?|gruppen?|raeume?|anzeigen?|klassen?"
    r"|conversaciones|salas?|grupos?|anuncios?|hilos?|conversas|fils?|salons?|groupes?|annonces?|discussions?|conversazioni"
    r"|gruppi|stanze|annunci|chiacchierate|rozmow[ay]|watk[iu]?|grupy|ogloszenia|pokoje|konverzace|skupiny|inzeraty|vlakna"
    r"|gesprekken|groepen|advertenties|samtaler|samtal|grupper|annonser|annoncer|traadar|keskustelut|ryhmat|sohbet(?:ler)?"
    r"|gruplar|ilanlar|odalar|beszelgetesek|csoportok|hirdetesek|conversatii|anunturi"
)
_ADDED: Final = (
    r"messages?|send|say|opener|icebreaker|reply|replies|chat|speak|text|texts|questions?|answers?|posts?|comments?|talk|msgs?"
    r"|nachrichten?|antworten?|fragen?|mensajes?|respuestas?|preguntas?|mensagens|respostas?|perguntas?|reponses?"
    r"|messaggi|risposte|domande|wiadomosci|odpowiedzi|pytania|zpravy|odpovedi|dotazy|berichten|antwoorden|vragen"
    r"|meldinger|beskeder|svar|meddelanden|fragor|sporsmal|spoergsmaal|viestit|vastaukset|kysymykset|mesajlar|yanitlar"
    r"|sorular|uzenetek|valaszok|kerdesek|mesaje|raspunsuri|intrebari"
)
# Names of one letter, of an object that holds little else.
_SHORT: Final = ("m", "t", "q", "b", "c")
_FEW: Final = 3
# GraphQL: a mutation that posts, sends or answers.
_MUTATION: Final = lazy_pattern(
    r"(?i)mutation\b[^{]{0,400}\{[^(]{0,80}?[a-z]{0,40}(?:message|msg|post|comment|reply|chat|wiadomosc|komentarz|nachricht|kommentar"
    r"|mensaje|comentario|mensagem|commentaire|messaggio|commento|bericht|reactie|beitrag)[a-z]{0,40}\("
)
MUTATIONS: Final = TextShape(
    lambda text: text[:8].lower() == "mutation", headers=False, shortest=12, begins="mM"
)
_TO_ONE: Final = lazy_pattern(
    rf"(?i)/(?:{_HELD})/(?=[^/]{{0,63}}[0-9])[^/]{{1,128}}/(?:{_ADDED})(?:\.[a-z]{{2,5}}|/send|/new|/create)?/?\Z"
)
_REACHED: Final = lazy_pattern(r"\+[1-9][0-9 ()-]{6,20}|[^\s@]{1,64}@[^\s@]{3,190}")
_TEMPLATE: Final = lazy_pattern(r"\{\{|\{%|%\(?[a-z_]{1,24}\)?s|<%|\$\{")
_MOST: Final = 8  # names of an object that is a message to one conversation


def _body(names: tuple[str, ...]) -> str:
    """The name of the text in an object that may be a message by its names; "" for every other."""
    if not 0 < len(names) <= _MOST:
        return ""
    said = {without_marks("".join(words(name))): name for name in reversed(names)}
    if not _OTHERS.isdisjoint(said):
        return ""
    own = {
        without_marks(name.lower()): name for name in reversed(names)
    }  # some are known in English by another word
    short = _SHORT if len(names) <= _FEW else ()
    return next((found[one] for found in (own, said) for one in (*_BODIES, *short) if one in found), "")


BODY_OF: Final = Remembered(_body)


def is_sent_to_a_conversation(sent: Transmission) -> bool:
    """Whether something is added to one conversation, by the last steps of the path."""
    return sent.method in ("POST", "PUT") and _TO_ONE.search(sent.path.partition("?")[0][-256:]) is not None


def texts_to_conversations(place: Surroundings) -> Iterator[Leaf]:
    """The sentence in each small object that was sent to the address of one conversation."""
    if not is_sent_to_a_conversation(place.payload.transmission):
        return
    for group, names in place.shapes:
        body = BODY_OF[names] if group.context == "body" else ""
        if body and _is_outermost(group, place) and _is_written(group.members[body]):
            yield group.members[body]


def _headed(names: tuple[str, ...]) -> tuple[str, str]:
    """The names of a text and of whom it is for, in an object that also tells what it is about; two empty texts for none."""
    body = BODY_OF[names] or next(
        (name for name in names[:_MOST] if name.lower() in ("html", "htmlbody")), ""
    )
    if not body or len(names) > _MOST:
        return "", ""
    plain = {without_marks(name.lower()): name for name in names if name != body and len(name) > 1}
    whom = next((name for said, name in plain.items() if said in RECIPIENTS), "")
    about = next((name for said, name in plain.items() if said in SUBJECTS and name != whom), "")
    return (body, whom or about) if about or whom else ("", "")


HEADED: Final = Remembered(_headed)
IS_HEADED: Final = Remembered[tuple[str, ...], bool](lambda names: HEADED[names][0] != "")


def texts_with_heads(place: Surroundings) -> Iterator[Leaf]:
    """Sentences beside whom they are for and what they are about, or beside the number or address of whom they are for."""
    if place.payload.transmission.method not in ("POST", "PUT"):
        return
    for group, names in place.shapes:
        body, head = HEADED[names]
        if not body or group.context != "body" or not _is_written(group.members[body]):
            continue
        told = without_marks(head.lower())
        listed = any(
            f"{group.path}.{name}" in place.lists
            for name in ("to", "an", "do", "para", "a", "komu", "til", "aan")
        )
        both = told in RECIPIENTS and any(
            without_marks(name.lower()) in SUBJECTS for name in names if name != head
        )
        reached = (
            told in RECIPIENTS and _REACHED.fullmatch(str(group.members[head].value).strip()[:80]) is not None
        )
        if both or reached or (told in SUBJECTS and listed):
            yield group.members[body]


def texts_of_mutations(place: Surroundings) -> Iterator[Leaf]:
    """The sentences among the variables of a GraphQL mutation that posts or sends something."""
    queries = texts_like(place.payload, MUTATIONS)
    if not any(_MUTATION.match(query[:1_000]) is not None for _, query in queries[:4]):
        return
    for group, names in place.shapes:
        body = BODY_OF[names] if "variables" in group.names and group.context == "body" else ""
        if body and _is_written(group.members[body]):
            yield group.members[body]


def _is_outermost(group: Group, place: Surroundings) -> bool:
    """Whether an object is the whole document, or one named for a text that stands in it."""
    if group.path.endswith((":$", ">form", ">msgpack", ">cbor")):
        return True
    if without_marks(group.name.lower()) not in _HOLDERS or group.path.count(".") > 1:
        return False
    near = place.around(group.path)
    return near is None or near.context != "body" or not near.members or _is_plain(tuple(near.members))


def _is_plain(names: tuple[str, ...]) -> bool:
    return len(names) <= _MOST and _OTHERS.isdisjoint("".join(words(name)) for name in names)


def _is_written(leaf: Leaf) -> bool:
    value = leaf.value
    if not isinstance(value, str) or not is_sentence(value):
        return False
    return _TEMPLATE.search(value[:2_000]) is None

"""Finds illnesses that are told without a field named so: ticked symptoms, and why somebody sees a doctor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.lists_beside import is_played
from analysis.medical_words import OTHER
from analysis.name_tables import picking
from analysis.payload import Leaf
from analysis.readings import number
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic

# Said of a body alone, or told of it in a list of ticks; in English where the book of words knows them.
_SYMPTOMS: Final = frozenset({
    "fever", "cough", "headache", "migraine", "nausea", "fatigue", "dizziness", "sorethroat", "runnynose", "chills",
    "vomiting",
    "diarrhea", "diarrhoea", "rash", "cramps", "bloating", "backache", "backpain", "shortnessofbreath", "lossoftaste",
    "lossofsmell", "bodyaches", "muscleaches", "congestion", "itchyeyes", "wateryeyes", "wheezing", "hives",
    "sneezing", "itching", "insomnia", "hotflashes", "hotflushes",
    "acne", "tenderbreasts", "breasttenderness", "constipation", "heartburn", "palpitations", "chestpain",
    "jointpain",
    "swelling", "halsschmerzen", "schnupfen", "gliederschmerzen", "erbrechen", "durchfall", "bauchschmerzen",
    "rueckenschmerzen",
    "ruckenschmerzen", "ausschlag", "schuettelfrost", "muedigkeit", "mudigkeit", "krampfe", "kraempfe", "maldegorge",
    "frissons",
    "vomissements", "diarrhee", "dolordegarganta", "escalofrios", "vomitos", "diarrea", "maldigola", "brividi",
    "nausees",
    "vomito", "calambres", "crampes", "crampi", "bolgardla", "katar", "dreszcze", "wymioty", "biegunka", "wysypka",
    "skurcze",
    "keelpijn", "verkouden", "buikpijn", "rillingen", "bolestkrku", "ryma", "zimnice", "zvraceni", "halsont", "snuva",
    "krakningar",
    "diarre", "vondthals", "ondthals", "kurkkukipu", "nuha", "bogazagrisi", "ishal", "halsizlik", "torokfajas",
    "durereingat",
})  # fmt: skip
_REASONS: Final = frozenset({
    "reason", "visitreason", "reasonforvisit", "grund", "anlass", "besuchsgrund", "motif", "motifconsultation",
    "motivo",
    "motivoconsulta", "motivovisita", "powod", "powodwizyty", "duvod", "orsak", "arsag", "syy", "neden", "sikayet",
    "anliegen",
    "concern", "konzultation", "note", "notes", "description", "beschreibung", "problem", "probleem", "reden",
    "motivul",
    "panasz", "antecedents", "antecedentes", "anamnese", "anamnesi", "vorerkrankungen", "monshin", "zhusu",
})  # fmt: skip
# The stems of what hurts or ails, in the languages of households.
_AILS: Final = lazy_pattern(
    r"schmerz|fieber|husten|[üu]belkeit|schwindel|ausschlag|entz[üu]nd|asthma|diabet|migr[äa]|depress|allerg|douleur"
    r"|fi[eè]vre|toux"
    r"|naus[eé]|asthme|dolor\b|dolores|fiebre|\btos\b|mareo|febbre|tosse|dolori|\bdor (?:de|no|na|nas|nos)\b|febre"
    r"|b[oó]l(?:e|u)?\b"
    r"|gor[aą]czk|kaszel|pijn|koorts|hoest|bolest|hore[cč]k|ka[sš]el|\bont i\b|v[äa]rk|feber|hosta|smert|\bvondt\b|kipu"
    r"|kuume"
    r"|a[gğ]r[ıi]|ate[sş]|[öo]ks[üu]r|\bpain|\bache|headache|fever|\bcough|\brash\b|itch|swollen|injur|dizz|f[aá]jdal|l[aá]z\b"
    r"|durere|febr[aă]|痛|熱|咳|疼|发烧|발열|통증|боль|болит|кашель|температур"
)
_DOCTORS: Final = lazy_pattern(
    r"arzt|[aä]rzt|doc(?:t|\b)|m[eé]di[ck]|patient|pacient|pazient|praxis|clini|klini|salu[dt]|sant[eé]|sanit|lekar|l[eé]ka[rř]"
    r"|huisarts|l[aæä]ge|l[äa]k[aä]r|doktor|hospi|krankenh|h[oô]pital|health|therap|physio|orvos|saglik|sa[gğ]l[ıi]k|byouin|yiyuan"
    r"|derm|zahn|dent"
)
_SOLD: Final = OTHER - {"used", "item", "items", "device", "category_id", "ticket", "error", "light"}
_LEAST: Final = 2  # symptoms of one object
_LEAST_COUNTED: Final = 3  # that are told by words or numbers
_MOST_LEVEL: Final = 10
_LONGEST: Final = 400  # letters of a reason
_MOST: Final = 200  # texts looked at
_ANY_TEXT: Final = frozenset({"note", "notes", "description", "beschreibung", "problem", "probleem"})
REASON_NAMES: Final = picking(lambda name: "".join(words(name)) in _REASONS, _REASONS)


def _symptoms_of(names: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(name for name in islice(names, 64) if "".join(words(name)) in _SYMPTOMS)
    return found if len(found) >= _LEAST else ()


SYMPTOMS_OF: Final = Remembered(_symptoms_of)


def told_complaints(place: Surroundings) -> Iterator[Leaf]:
    """The first symptom of each object that holds ticks of several, and each reason for a visit that names what ails."""
    seen: set[str] = set()
    for group, names in place.shapes:
        ticked = SYMPTOMS_OF[names]
        if not ticked or group.context not in ("body", "query") or generic(group.path) in seen:
            continue
        leaves = [group.members[name] for name in ticked if _is_tick(group.members[name])]
        told = len(leaves) >= (
            _LEAST if any(isinstance(leaf.value, bool) for leaf in leaves) else _LEAST_COUNTED
        )
        had = next(
            (leaf for leaf in leaves if leaf.value not in (0, False, "0", "false", "none", "no")), None
        )
        near = place.near_words(f"{group.path}.value", (*group.names, "value")) | place.sent_words
        if had is not None and told and not is_played(had.path, near, place) and near.isdisjoint(_SOLD):
            seen.add(generic(group.path))
            yield had
    for leaf in islice(place.leaves_of(REASON_NAMES), _MOST):
        value = leaf.value if leaf.context in ("body", "query") and isinstance(leaf.value, str) else ""
        if 4 <= len(value) <= _LONGEST and _AILS.search(value.lower()) and _is_told_a_doctor(leaf, place):
            yield leaf


def _is_tick(leaf: Leaf) -> bool:
    if isinstance(leaf.value, bool):
        return True
    amount = number(leaf.value)
    if amount is not None:
        return 0 <= amount <= _MOST_LEVEL and amount == int(amount)
    return isinstance(leaf.value, str) and leaf.value.lower() in {
        "mild", "moderate", "severe", "none", "yes", "no", "true", "false", "light", "strong", "leicht", "mittel",
        "stark", "leve",
        "moderado", "grave", "lekki", "silny", "ja", "nein", "si", "oui", "non",
    }  # fmt: skip


def _is_told_a_doctor(leaf: Leaf, place: Surroundings) -> bool:
    near = place.near_words(leaf.path, leaf.names)
    if not near.isdisjoint(_SOLD):
        return False
    if _DOCTORS.search(" ".join(sorted(near))) is not None:
        return True
    if "".join(words(leaf.name)) in _ANY_TEXT:  # of what is read by all, too
        return False
    sent = f"{place.payload.transmission.host}/{place.payload.transmission.path[:200]}".lower()
    return _DOCTORS.search(sent) is not None

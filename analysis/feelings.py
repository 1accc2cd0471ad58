"""Words that say how somebody feels, in the languages of households, and what a diary names the field that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.lists_beside import words_of_lists
from analysis.medical_words import OTHER
from analysis.menus import is_offered, is_one_of_several
from analysis.name_tables import picking
from analysis.payload import Leaf
from analysis.surroundings import Surroundings, generic, outer
from analysis.translated_names import without_marks

_NAMES: Final = frozenset({
    "feel", "feels", "feeling", "feelings", "felt", "mood", "moods", "emotion", "emotions", "emotionalstate",
    "howifeel", "gefuehl", "gefuehle", "gefuhl", "gefuhle", "emociones", "emocion", "emozioni", "emozione", "emocoes",
    "emocje", "emocja", "emoce", "sentiments", "sentiment", "sentimientos", "sentimenti", "sentimentos", "gevoel",
    "gevoelens", "folelser", "folelse", "kanslor", "kansla", "tunteet", "tunne", "duygular", "duygu", "erzesek",
    "emotii", "kimochi", "qingxu", "humor", "animo", "umore", "stemning", "気持ち", "情绪", "情緒", "感情", "감정",
    "чувства", "эмоции", "συναισθηματα", "συναισθημα", "synaisthimata", "المشاعر", "مشاعر", "almashaer", "mashaer",
    "емоції", "почуття", "emotsii", "camxuc", "erzelmek", "erzelem", "perasaan", "emocije", "osjecaji", "רגשות",
    "stemmingen", "tuntemukset", "feelingtags", "moodtags", "laune", "estado", "selectedfeelings", "selectedmoods",
    "selectedemotions",
})  # fmt: skip
_FEELINGS: Final = frozenset({
    "anxious", "anxiety", "tired", "exhausted", "sad", "happy", "angry", "stressed", "calm", "depressed", "lonely",
    "irritable", "irritated", "worried", "nervous", "overwhelmed", "hopeless", "grateful", "relaxed", "content",
    "excited", "frustrated", "bored", "restless", "numb", "guilty", "ashamed", "afraid", "scared", "panicky",
    "joyful",
    "energetic", "upset", "miserable", "awful", "terrible", "great", "good", "bad", "okay", "meh", "moody", "tearful",
    "angstlich", "aengstlich", "mude", "muede", "erschopft", "erschoepft", "traurig", "glucklich", "gluecklich",
    "wutend", "wuetend", "gestresst", "ruhig", "einsam", "gereizt", "nervos", "nervoes", "besorgt",
    "niedergeschlagen",
    "zufrieden", "entspannt", "uberfordert", "ueberfordert", "unruhig", "frohlich", "anxieux", "anxieuse", "fatigue",
    "fatiguee", "epuise", "triste", "heureux", "heureuse", "colere", "stresse", "stressee", "calme", "deprime",
    "deprimee", "seul", "inquiet", "inquiete", "ansioso", "ansiosa", "cansado", "cansada", "feliz", "enojado",
    "enojada",
    "estresado", "estresada", "tranquilo", "tranquila", "deprimido", "deprimida", "solo", "nervioso", "nerviosa",
    "preocupado", "preocupada", "agotado", "agotada", "stanco", "stanca", "felice", "arrabbiato", "arrabbiata",
    "stressato", "stressata", "calmo", "calma", "depresso", "depressa", "preoccupato", "preoccupata", "sereno",
    "serena",
    "irritado", "angstig", "moe", "verdrietig", "blij", "boos", "gestrest", "rustig", "eenzaam", "bezorgd",
    "prikkelbaar", "zmeczony", "zmeczona", "smutny", "smutna", "szczesliwy", "szczesliwa", "zly", "zla",
    "zestresowany",
    "zestresowana", "spokojny", "spokojna", "samotny", "lekowy", "niespokojny", "niespokojna", "unaveny", "unavena",
    "stastny", "stastna", "nastvany", "vystresovany", "klidny", "uzkostny", "osamely", "trott", "ledsen", "glad",
    "arg",
    "stressad", "lugn", "orolig", "nedstamd", "angslig", "ensam", "trist", "sint", "stresset", "rolig", "bekymret",
    "ensom", "sliten", "traet", "vred", "vasynyt", "surullinen", "iloinen", "vihainen", "stressaantunut",
    "rauhallinen",
    "ahdistunut", "yksinainen", "uzgun", "mutlu", "kizgin", "yorgun", "stresli", "sakin", "kaygili", "endiseli",
    "yalniz", "obosit", "obosita", "fericit", "stresat", "linistit", "anxios", "faradt", "szomoru", "boldog", "duhos",
    "stresszes", "nyugodt", "szorongo", "kanashii", "ureshii", "tsukareta", "fuan", "iraira", "shingui", "lei",
    "nanguo",
    "gaoxing", "jiaolv", "shengqi", "悲しい", "嬉しい", "疲れた", "不安", "イライラ", "楽しい", "落ち着いた", "焦虑",
    "疲惫", "难过", "开心", "生气", "平静", "抑郁", "슬픔", "행복", "불안", "피곤", "грустно", "тревожно", "устал",
    "устала", "счастлив", "спокойно", "злость", "тревога", "усталость",
    "αγχος", "κουραση", "λυπη", "χαρα", "θυμος", "φοβος", "ηρεμια", "στεναχωρια", "κουρασμενος", "κουρασμενη",
    "λυπημενος", "λυπημενη", "χαρουμενος", "χαρουμενη", "αγχωμενος", "αγχωμενη", "ηρεμος", "ηρεμη", "μοναξια", "حزن",
    "حزين", "حزينة", "قلق", "قلقان", "قلقة", "تعب", "متعب", "متعبة", "إرهاق", "مرهق", "سعيد", "سعيدة", "سعادة", "غضب",
    "غاضب", "غاضبة", "خوف", "خائف", "هدوء", "هادئ", "هادئة", "توتر", "متوتر", "متوترة", "اكتئاب", "وحدة", "فرح", "ملل",
    "тривога", "втома", "смуток", "радість", "злість", "страх", "спокій", "сумно", "тривожно", "втомлений", "втомлена",
    "щасливий", "щаслива", "роздратування", "самотність", "гнів", "апатія", "сум", "радость", "грусть", "апатия",
    "одиночество", "lo lang", "met moi", "buon", "vui ve", "tuc gian", "so hai", "binh tinh", "cang thang", "co don",
    "hanh", "phuc", "szorongas", "faradtsag", "szomorusag", "orom", "felelem", "nyugalom", "stressz", "maganyossag",
    "ahdistus", "vasymys", "suru", "ilo", "viha", "pelko", "stressi", "yksinaisyys", "anxietate", "oboseala",
    "tristete", "bucurie", "furie", "frica", "singuratate", "angst", "vermoeidheid", "verdriet", "blijdschap",
    "boosheid", "angest", "trotthet", "sorg", "gladje", "ilska", "oro", "ansia", "stanchezza", "tristezza", "gioia",
    "rabbia", "paura", "noia", "ansiedad", "cansancio", "tristeza", "alegria", "enojo", "miedo", "ansiedade",
    "cansaco", "anxiete", "tristesse", "joie", "peur", "trauer", "freude", "wut", "mudigkeit", "muedigkeit", "smutek",
    "radosc", "zlosc", "kaygi", "uzuntu", "悲しみ", "喜び", "怒り", "疲れ", "sedih", "cemas", "lelah", "senang", "marah",
})  # fmt: skip
# Said of a day, of food and of goods as well: a mood only where the name says so.
_SO_SO: Final = frozenset({
    "ok", "fine", "neutral", "low", "rough", "rad", "mid", "gut", "schlecht", "mies", "bien", "mal", "regular",
    "bom", "mau",
    "bene", "male", "dobrze", "zle", "dobre", "spatne", "bra", "daligt", "godt", "darlig", "hyva", "huono", "iyi",
    "kotu",
    "bine", "rau", "jol", "rosszul", "goed", "slecht", "matig",
})  # fmt: skip
_OF_A_MOOD: Final = frozenset({"mood", "moods", "stemning", "laune", "umore", "animo", "humeur", "kimochi"})
# Where the same words are those of what is heard, shown or sold, and of what a machine reckons from texts.
NO_MOODS: Final = OTHER | frozenset({
    "stjarntecken", "sternzeichen", "horoscopo", "zodiaque", "wind", "forecast", "wetter", "humidity", "rain",
    "tracks", "tempo", "playlists", "songs", "story", "stories", "meditations", "soundscape", "soundscapes", "lights",
    "lamps",
    "scenes", "fonts", "templates", "recipes", "movies", "films", "episodes", "wallpapers", "themes", "catalog",
    "catalogue",
    "emoji", "emojis", "sticker", "stickers", "gif", "lyrics", "review", "reviews", "brand", "post", "posts", "news",
    "stock",
    "character", "characters", "scenario", "prompt", "dialogue", "npcs", "customer", "tweet", "tweets", "dataset",
})  # fmt: skip
_DIARY: Final = frozenset({
    "stress", "sleep", "diary", "journal", "f", "registros", "eintraege", "entrees", "voci", "wpisy", "zaznamy",
    "energy", "note", "notes", "day", "date", "slp", "entry", "entries", "text", "txt", "time", "ts", "level",
    "intensity", "anxiety", "tagebuch", "diario", "dziennik", "dagboek", "dagbok", "paivakirja", "denik", "naplo",
    "jurnal", "nikki", "dag", "jour", "dia", "giorno", "tag", "den", "paiva", "nap", "tarih", "дата", "日付", "日期",
    "hi", "datum", "fecha", "dzien", "gun", "mental", "health", "wellbeing", "therapy", "التاريخ", "ملاحظة",
    "ملاحظات", "ημερομηνία", "ημέρα", "σημείωση", "нотатка", "примітка", "ngay", "ghi", "nota", "jegyzet",
    "muistiinpano", "pvm", "anteckning", "aantekening", "tarikh", "mulahaza", "dato", "checkin", "d", "m", "score",
    "activities", "trigger", "triggers", "medication", "symptoms",
})  # fmt: skip
MOST_FEELINGS: Final = 6  # feelings of one list; a menu offers more
_FACE: Final = lazy_pattern("[\U0001f600-\U0001f64f\U0001f910-\U0001f97a\u2639\u263a]\ufe0f?")
FEELING_NAMES: Final = picking(
    lambda name: "".join(words(name)) in _NAMES or (not name.isascii() and without_marks(name) in _NAMES),
    _NAMES,
    _NAMES,
)


def feelings(place: Surroundings) -> Iterator[Leaf]:
    """The first word of each list or field of how somebody feels, beside what a diary holds."""
    seen: set[str] = set()
    for leaf in place.leaves_of(FEELING_NAMES):
        key = outer(generic(leaf.path)) if leaf.path.endswith("]") else generic(leaf.path)
        so_so = str(leaf.value).lower() in _SO_SO and not _OF_A_MOOD.isdisjoint(words(leaf.name))
        if key in seen or leaf.context not in ("body", "query") or not (so_so or is_feeling(leaf.value)):
            continue
        if leaf.path.endswith("]") and len(place.lists.get(outer(leaf.path), ())) > MOST_FEELINGS:
            continue
        if words(leaf.name) == ("mood",) and is_one_of_several(
            leaf, place
        ):  # one has one mood: these are to choose from
            continue
        near = place.near_words(leaf.path, leaf.names) | words_of_lists(leaf.path, place)
        if (
            near.isdisjoint(NO_MOODS)
            and not is_offered(leaf, place)
            and not (near | place.sent_words).isdisjoint(_DIARY)
        ):
            seen.add(key)
            yield leaf


def is_feeling(value: object) -> bool:
    """Whether a text is one word for a feeling, or begins with one (``anxious, tired``)."""
    if not isinstance(value, str) or not 1 <= len(value) <= 60:
        return False
    if _FACE.fullmatch(value):
        return True
    first = without_marks(value.strip().lower()).replace(";", ",").partition(",")[0].strip()
    return first in _FEELINGS

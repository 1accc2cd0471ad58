"""Stages of sleep in rows, texts and objects, by their words in the languages of households: ``["dyp", 41, 96]``.

Light, deep, REM and awake are said together of nothing else: three of them need no word of sleep beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_rows import may_hold_tables, named_rows
from analysis.payload import Leaf
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic
from analysis.translated_names import without_marks

_SAID: Final = {
    "light": "light leicht lett let latt leger legere ligero ligera leve leggero licht lichte plytki lehky kevyt hafif "
    "usor lattsomn lettsovn "
    "superficial felszines core n1 n2 lightsleep leichtschlaf asleepcore 浅 浅い 浅睡 浅睡眠 얕은 얕은잠 легкий лёгкий "
    "qian qianshui shuijun ελαφρυς ελαφρυ خفيف поверхневий nong ngunong konnyu",
    "deep": "deep tief dyp dyb djup profond profonde profundo profunda profondo diep diepe gleboki hluboky syva derin "
    "mely adanc djupsomn dypsovn "
    "n3 n4 sws deepsleep tiefschlaf asleepdeep 深 深い 深睡 深睡眠 깊은 깊은잠 глубокий shen shenshui "
    "βαθυς βαθυ عميق глибокий sau ngusau",
    "rem": "rem remsleep remschlaf asleeprem paradoxal paradoxical レム レム睡眠 快速眼动 렘 렘수면 бдг рем бдр швидкий",
    "awake": "awake wake wach wachphase vaken vagen vaaken eveil eveille eveillee despierto despierta acordado "
    "acordada sveglio "
    "sveglia wakker czuwanie obudzony bdeni vzhuru hereilla valveilla uyanik ebren treaz 覚醒 清醒 깨어있음 "
    "бодрствование xing kakusei "
    "waking ξυπνιος مستيقظ неспання thuc tinhgiac",
}  # fmt: skip
STAGES: Final = {word: stage for stage, several in _SAID.items() for word in several.split()}
_NAMED: Final = frozenset({
    "stage", "stages", "phase", "phases", "phasen", "faser", "fase", "fasen", "fases", "fasi", "fazy", "faza", "faze",
    "vaiheet",
    "vaihe", "evreler", "evre", "szakaszok", "etape", "etapes", "stadium", "stadien", "stadi", "hypnogram", "hypnogramme",
    "hypno", "hypnogramm", "hipnograma", "ipnogramma", "hipnogram", "sleep", "sleeps", "levels", "level", "epochs",
    "segments",
    "sections", "timeline", "night", "noche", "nacht", "nuit", "notte", "noc", "natt", "yo", "gece", "dankai",
    "jieduan", "段階",
    "阶段", "단계", "st", "ph", "state", "kind", "type", "s", "p", "k", "value", "name", "label", "schlafphasen",
    "schlafstadien",
})  # fmt: skip
_HYPNOGRAM: Final = frozenset(
    {"hypnogram", "hypnogramme", "hypno", "hypnogramm", "hipnograma", "ipnogramma", "hipnogram"}
)
_CODED: Final = lazy_pattern(r"[0-9A-Za-z]{8,4096}")
_KINDS_OF_CODES: Final = 7  # different letters of a hypnogram, at most
_TOKEN: Final = lazy_pattern(r"[^\W\d_]+[0-9]?")
_LEAST: Final = 4  # stages of one night
_LONGEST: Final = 4_096  # letters of a text
_MOST: Final = 5_000  # texts of one message that are looked at
# Words that say little count as whole names: a Content-Type is no type of anything in a row.
_SAYING_LITTLE: Final = frozenset(
    {"st", "ph", "state", "kind", "type", "s", "p", "k", "value", "name", "label"}
)


def _may_list_stages(name: str) -> bool:
    said = words(name)
    return not _NAMED.isdisjoint(said if len(said) == 1 else set(said) - _SAYING_LITTLE)


STAGE_ROWS: Final = picking(_may_list_stages, _NAMED)
_IS_CODED: Final = Remembered[str, bool](
    lambda name: (
        not _HYPNOGRAM.isdisjoint(words(name))
        or (
            "sleep" in words(name)
            and not frozenset(words(name)).isdisjoint({"phase", "phases", "stage", "stages"})
        )
    )
)


def stage_of(word: str) -> str:
    """The stage that a word names, in one spelling; "" for a word of something else."""
    if len(word) > 24:
        return ""
    plain = without_marks(word.strip().lower())
    return STAGES.get(plain) or STAGES.get(plain.replace("_", "").replace("-", "").replace(" ", ""), "")


def are_telling(stages: set[str]) -> bool:
    """Whether stages are said together of sleep alone."""
    return len(stages) >= 3 and "rem" in stages


_LETTERS: Final = {"l": "light", "d": "deep", "r": "rem", "w": "awake", "a": "awake"}
_NIGHT: Final = lazy_pattern(
    r"sleep|night|schlaf|nacht|sommeil|nuit|sue[nñ]o|noche|sonno|notte|\bsono\b|noite|slaap|\bsen\b|\bsnu\b|sp[aá]n|noc\b"
    r"|s[oøö]vn|s[oö]mn|natt|\buni\b|unen|uyku|gece|alv[aá]s|suimin|nemuri|shuimian|ring|睡|眠|수면|сон"
)


def _is_of_a_night(leaf: Leaf, place: Surroundings) -> bool:
    sent = place.payload.transmission
    said = " ".join((sent.host, sent.path[:200], *leaf.names, *place.siblings(leaf.path))).lower()
    return _NIGHT.search(said[:2_000]) is not None


def stage_rows(place: Surroundings) -> Iterator[tuple[Leaf, int]]:
    """The first stage of each list of them, with how many there are; and each text that holds a night's stages."""
    found: dict[str, tuple[Leaf, set[str], int]] = {}
    letters: dict[str, tuple[Leaf, set[str], int]] = {}
    for leaf in islice(place.leaves_of(STAGE_ROWS), _MOST):
        value = leaf.value
        if not isinstance(value, str) or leaf.context not in ("body", "query"):
            continue
        if len(value) == 1 and value.lower() in _LETTERS:
            first, stages, count = letters.get(generic(leaf.path), (leaf, set[str](), 0))
            letters[generic(leaf.path)] = first, stages | {_LETTERS[value.lower()]}, count + 1
        elif stage := stage_of(value):
            first, stages, count = found.get(generic(leaf.path), (leaf, set[str](), 0))
            found[generic(leaf.path)] = first, stages | {stage}, count + 1
        elif count := _stages_in_text(leaf.name, value):
            yield leaf, count
    for leaf, stages, count in letters.values():
        if count >= _LEAST and are_telling(stages) and _is_of_a_night(leaf, place):
            yield leaf, count
    for leaf, stages, count in found.values():
        told = are_telling(stages) or (stages >= {"light", "deep"} and _is_of_a_night(leaf, place))
        few = count == _LEAST - 1 and are_telling(stages) and _is_of_a_night(leaf, place)
        if few or (count >= _LEAST and told):
            yield leaf, count


def stages_in_tables(place: Surroundings) -> Iterator[tuple[Leaf, int]]:
    """``{"cols": ["from", "to", "stage"], "rows": [["23:12", "23:40", "light"], …]}``: the first of each such column."""
    for table in named_rows(place) if may_hold_tables(place) else ():
        for column in table.columns.values():
            stages = {stage_of(leaf.value) if isinstance(leaf.value, str) else "" for leaf in column}
            night = stages >= {"light", "deep"} and _is_of_a_night(column[0], place)
            if len(column) >= _LEAST - 1 and "" not in stages and (are_telling(stages) or night):
                yield column[0], len(column)
                break


def _stages_in_text(name: str, value: str) -> int:
    """How many stages a text holds: a letter for each epoch of a hypnogram, or words with numbers between them."""
    if not 8 <= len(value) <= _LONGEST:
        return 0
    if _IS_CODED[name] and _CODED.fullmatch(value) and 2 <= len(set(value)) <= _KINDS_OF_CODES:
        return len(value)
    stages: list[str] = []
    for word in _TOKEN.finditer(value):
        stage = stage_of(word[0])
        if not stage:  # most texts are left at their first word
            return 0
        stages.append(stage)
    return len(stages) if len(stages) >= _LEAST and are_telling(set(stages)) else 0


def coded_stages(place: Surroundings) -> Iterator[tuple[Leaf, int]]:
    """The first of the numbers that stand for the stages of each epoch: ``{"epoch": 30, "stages": [0, 1, 1, 2, 3]}``."""
    for series in place.series:
        column = series.columns.get("", ()) if series.name else ()
        if len(column) < _EPOCHS or not _HYPNOGRAM.union(_CODES).intersection(words(series.name)):
            continue
        if (
            not all(0 <= code <= 9 and code == int(code) for code in column)
            or not 2 <= len(set(column)) <= _KINDS_OF_CODES
        ):
            continue
        first = next(iter(place.lists.get(series.path, ())), None)
        if first is not None and _is_of_a_night(first, place):
            yield first, len(column)


_EPOCHS: Final = 10  # of a night, at least
_CODES: Final = frozenset({"stages", "stage", "phases", "phasen", "faser", "fases", "fasi", "fazy"})

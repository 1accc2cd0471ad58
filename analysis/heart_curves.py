"""Finds curves of the heart by what stands beside them: at which rate they were taken, and between which electrodes.

``{"lead": "I", "fs": 250, "wf": "AgANAAEA…"}``: the curve's own name says nothing; as a list, as a text of numbers, or as
bytes of 16 or 32 bits a sample, as recorders keep them (SCP-ECG, ISO 11073-91064, and MIT's formats 16 and 32 do so, too).
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import msgspec

from analysis.field_names import all_words, is_named, words
from analysis.heart_rows import LIMBS, VOLTS, is_alive, lead_of, volts_of
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Leaf, Payload, Scalar
from analysis.quantity_kinds import telling_words
from analysis.readings import number
from analysis.surroundings import Surroundings, surroundings
from analysis.translated_names import without_marks

_LEADS: Final = frozenset({
    "i", "ii", "iii", "avr", "avl", "avf", "v1", "v2", "v3", "v4", "v5", "v6", "lead i", "lead ii", "lead iii",
    "lead_i",
    "lead_ii", "di", "dii", "diii", "d1", "d2", "d3", "ml1", "cm5", "mcl1",
    "lead1", "lead2", "mlii", "la-ra", "single", "1-lead", "einkanal", "12-lead",
})  # fmt: skip
# Leads that are names themselves.
_KEYS: Final = frozenset({
    "i", "ii", "iii", "avr", "avl", "avf", "v1", "v2", "v3", "v4", "v5", "v6", "mlii", "di", "dii", "diii",
})  # fmt: skip
_OF_A_LEAD: Final = frozenset({
    "lead", "leads", "deriv", "abl", "deriva", "ableitung", "ableitungen", "derivation", "derivacion",
    "derivacao", "derivazione", "odprowadzenie",
    "svod", "avledning", "avleiing", "afledning", "afleiding", "kytkenta", "derivasyon", "derivatie", "elvezetes",
    "导联",
    "誘導", "유도", "отведение", "electrodes", "elektroden", "yuudou", "daolian", "απαγωγη", "apagogi", "відведення",
    "vidvedennia", "otvedenie", "chuyendao", "daotrinh", "قطب", "الاتجاه", "sadapan",
})  # fmt: skip
_HEART: Final = frozenset({
    "ecg", "ekg", "eko", "elektrokardiogramm", "electrocardiogram", "electrocardiograma",
    "electrocardiogramme", "elettrocardiogramma", "elektrokardiogram", "sinusrhythmus", "sinus", "afib",
    "shindenzu", "xindian", "xindiantu", "心电图", "心電図", "심전도", "экг", "екг", "ηκγ", "καρδιογραφημα",
    "تخطيط_القلب", "sinusrytm", "sinusrytme", "cardiogram", "kardiogram", "kardiogramm", "cardiogramma",
    "cardiograma", "dientam", "dientamdo", "кардиограмма", "кардіограма",
})  # fmt: skip
_SENT_HEART: Final = lazy_pattern(
    r"[ck]ardi[oa]|\be[ck]g|sydan|\bherz|hjerte|hjart|corazon|cuore|coeur|serce|srdce|kalp|heart"
    r"|\bsziv|shinzo|\bserts|\bserdts|\bqalb|\binim[ai]|jantung|dien.?tam|tim.?mach|\bhart(?:slag|film|ritme|wacht)|holter"
)
_RATES: Final = frozenset({
    "fs", "sr", "hz", "rate", "samplerate", "samplingrate", "samplefrequency", "samplingfrequency", "abtastrate",
    "frequency", "freq", "sps", "abtastung", "frequence", "frecuencia", "frequenza", "frequencia", "czestotliwosc",
    "samplinghz", "ratehz", "fshz", "samplehz", "srhz", "frekvens", "frekvence", "taajuus", "naytetaajuus", "mintavetel",
    "mintaveteli", "mintavetelifrekvencia", "frekvencia", "συχνοτητα", "syxnotita", "syhnotita", "частота", "chastota",
    "частотадискретизации", "частотадискретизації", "tanso", "tansolaymau", "samplingsfrekvens", "samplingfrekvens",
    "frecventa", "frecventaesantionare", "esantionare", "campionamento", "bemonstering", "samplefrequentie", "frequentie",
    "サンプリング", "サンプリング周波数", "周波数", "采样率", "频率", "샘플링", "التردد", "تردد",
})  # fmt: skip
_CURVES: Final = (
    "ecg",
    "ekg",
    "ppg",
    "electrocardiogram",
    "ecg samples",
    "ecg data",
    "ecg raw",
    "ecg wave",
    "ecg waveform",
)
_AROUND: Final = frozenset({
    "raw", "data", "samples", "wave", "waveform", "signal", "values", "mv", "uv", "b", "64", "lead", "i",
})  # fmt: skip
# Names of a series that say no more than that it is one.
_NEUTRAL: Final = frozenset({
    "samples", "sample", "data", "signal", "wave", "waveform", "wf", "values", "werte", "v", "y", "uv", "mv", "curve",
    "kurve",
    "courbe", "curva", "krzywa", "krivka", "strip", "streifen", "trace", "raw", "ch", "points", "probki", "muestras",
    "amostras", "campioni", "echantillons", "lead", "series", "hakei", "egri", "gorbe", "kayra",
})  # fmt: skip
_BASE64: Final = lazy_pattern(r"[A-Za-z0-9+/]{192,2048}={0,2}")
_LEAST_BYTES: Final = 192
_LEAST: Final = 32  # samples
_LEAST_LISTED: Final = 24  # the same of a list
_LOOKED_AT: Final = 8_192  # bytes, or letters
_MOST: Final = 64  # candidates of one message
_SLOWEST: Final = 20  # Hz: some recorders hand on every tenth sample alone, to be drawn
_NUMBERS: Final = lazy_pattern(
    r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?(?:[,; \t]{1,2}-?[0-9]{1,6}(?:\.[0-9]{1,6})?){31,4096}[,; ]?"
)


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """A curve: where it stands, what it is named, and how it is shown."""

    path: str
    name: str
    value: str


def _is_curve_name(name: str) -> bool:
    return is_named(name, _CURVES, _AROUND)


CURVE_NAMES: Final = picking(_is_curve_name, telling_words(_CURVES))
_IS_RATE: Final = picking(lambda name: _plain(name) in _RATES, spelled=_RATES)


def may_hold_curves(payload: Payload) -> bool:
    """Whether a message tells at which rate something was taken, and holds bytes or a series that may be a curve."""
    place = surroundings(payload)
    if any(lead_of(series) or volts_of(series) for series in payload.series[:_MOST]):
        return True
    return bool(place.picked(_IS_RATE)) and bool(
        payload.blobs or payload.series or any(_packed_texts(place)) or any(_texts_of_numbers(place))
    )


def curves(place: Surroundings) -> Iterator[Curve]:
    """Curves in bytes, and series whose own names do not tell that they are curves."""
    for blob in place.payload.blobs[:_MOST]:
        width = _width(blob.data) if blob.context == "body" and len(blob.data) >= _LEAST_BYTES else 0
        if width and _is_of_a_heart(blob.path, blob.names, place):
            yield Curve(
                path=blob.path, name=blob.name, value=f"{blob.size // width:,} samples of {8 * width} bits"
            )
    for leaf in _texts_of_numbers(place):
        if not _is_curve_name(leaf.name) and _is_of_a_heart(leaf.path, leaf.names, place):
            yield Curve(path=leaf.path, name=leaf.name, value="readings in one text")
    for leaf in _packed_texts(place):
        data = _unpacked(str(leaf.value))
        width = _width(data)
        if width and _is_of_a_heart(f"{leaf.path}>base64", leaf.names, place):
            yield Curve(
                path=leaf.path, name=leaf.name, value=f"{len(data) // width:,} samples of {8 * width} bits"
            )
    for series in place.series[:_MOST]:
        column = series.columns.get("", ())
        if (
            len(column) >= _LEAST_LISTED
            and is_alive(column[:_LOOKED_AT])
            and _is_of_a_heart(series.path, series.names, place)
        ):
            yield Curve(
                path=series.path,
                name=series.name,
                value=f"{len(column)} readings, {min(column):g} to {max(column):g}",
            )
    for series in place.payload.series[:_MOST]:
        lead = lead_of(series) or volts_of(series)
        limbs = lead and {name.lower() for name in series.columns} >= LIMBS
        if lead and (limbs or _tells_of_a_heart(series.path, series.names, place)):
            column = series.columns[lead]
            yield Curve(
                path=f"{series.path}[*].{lead}", name=lead,
                value=f"{len(column)} readings, {min(column):g} to {max(column):g}",
            )  # fmt: skip
    for leaf in place.leaves_of(CURVE_NAMES):
        if (
            isinstance(leaf.value, str)
            and len(leaf.value) >= _LEAST
            and _NUMBERS.fullmatch(leaf.value[:_LOOKED_AT])
        ):
            count = sum(map(leaf.value.count, ",;")) or leaf.value.count(" ")
            yield Curve(path=leaf.path, name=leaf.name, value=f"{count + 1} readings in one text")


def _plain(name: str) -> str:
    spoken = "".join(words(name))
    return spoken if name.isascii() else without_marks(spoken)


def _tells_of_a_heart(path: str, names: tuple[str, ...], place: Surroundings) -> bool:
    """Whether the address, a name or a text beside says that it is about the heart."""
    said = (
        place.near_words(path, names)
        | all_words(_short_texts(place.siblings(path).values()))
        | place.sent_words
    )
    sent = f"{place.payload.transmission.host}/{place.payload.transmission.path[:200]}".lower()
    return not said.isdisjoint(_HEART) or _SENT_HEART.search(sent) is not None


def _packed_texts(place: Surroundings) -> Iterator[Leaf]:
    """Texts beside a rate that are Base64 too short for the decoders to open."""
    for rate in islice(place.leaves_of(_IS_RATE), _MOST):
        group = place.around(rate.path)
        for leaf in islice(group.members.values() if group is not None else (), _MOST):
            if (
                isinstance(leaf.value, str)
                and len(leaf.value) >= _LEAST_BYTES
                and _BASE64.fullmatch(leaf.value)
            ):
                yield leaf


def _texts_of_numbers(place: Surroundings) -> Iterator[Leaf]:
    """Texts beside a rate that hold numbers and nothing else: ``{"hz": 300, "data": "120,131,140,…"}``."""
    for rate in islice(place.leaves_of(_IS_RATE), _MOST):
        group = place.around(rate.path)
        for leaf in islice(group.members.values() if group is not None else (), _MOST):
            long = isinstance(leaf.value, str) and len(leaf.value) >= _LEAST * 2
            if long and _NUMBERS.fullmatch(str(leaf.value)[:_LOOKED_AT]):
                yield leaf


def _is_of_a_heart(path: str, names: tuple[str, ...], place: Surroundings) -> bool:
    """Whether a rate stands beside it, and a lead or a word of the heart; a name that tells needs no lead."""
    beside = place.siblings(path)
    rates = (number(value) for name, value in beside.items() if _plain(name) in _RATES)
    if not any(rate is not None and _SLOWEST <= rate <= 4_000 for rate in rates):
        return False
    if names and _is_curve_name(names[-1]):
        return True
    said = place.near_words(path, names) | all_words(_short_texts(beside.values())) | place.sent_words
    if not said.isdisjoint(
        {"audio", "sound", "speech", "mic", "microphone", "imu", "accelerometer", "gyroscope"}
    ):
        return False
    heart = _tells_of_a_heart(path, names, place)
    above = words(names[-2]) if len(names) > 1 else ()
    lead = any(
        not _OF_A_LEAD.isdisjoint((*words(name), _plain(name), *above))
        for name, value in beside.items()
        if isinstance(value, str) and value.strip().lower() in _LEADS
    )
    if heart and any(isinstance(value, str) and value.strip().lower() in VOLTS for value in beside.values()):
        return True
    own = names[-1].strip().lower() if names else ""
    if own in _KEYS and (
        heart or not all_words(names[-3:-1]).isdisjoint(_OF_A_LEAD)
    ):  # "leads": {"I": […], "II": […]}
        return True
    plain = not names or not _NEUTRAL.isdisjoint(words(names[-1])) or _is_blob(path)
    return lead or (heart and plain)


def _is_blob(path: str) -> bool:
    return ">" in path.rpartition("$")[2]


def _short_texts(values: Iterable[Scalar]) -> list[str]:
    return [value for value in values if isinstance(value, str) and len(value) <= 40][:32]


def _unpacked(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _width(whole: bytes) -> int:
    """The bytes of a sample, where the bytes are a curve in 16 or 32 bits; 0 of those that are none."""
    data = whole[:_LOOKED_AT]
    for width, code in ((2, "h"), (4, "i"), (4, "f")):
        count = len(data) // width
        if len(whole) % width or count < _LEAST:
            continue
        if any(is_alive(struct.unpack(f"{order}{count}{code}", data[: count * width])) for order in "<>"):
            return width
    return 0

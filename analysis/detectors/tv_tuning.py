"""Recognises which channels a television was tuned to, when and for how long, as boxes and meters of audiences tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import SAID_BY, picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload, Series
from analysis.readings import instant, number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
# Names without case, separators and marks; ``lcn`` is the logical channel number of digital television (IEC 62216).
_CHANNELS: Final = frozenset({
    "lcn", "ch", "chno", "chnr", "chnum", "channel", "channelno", "channelnr", "channelnum", "channelnumber", "channelid",
    "channelname", "canal", "numcanal", "sender", "sendernr", "programmplatz", "cadena", "emittente", "stanice", "svc",
    "serviceid", "station", "kanalno", "kanalnr", "chn", "canale", "κανάλι", "قناة", "kenh",
})  # fmt: skip
_PROGRAMMES: Final = frozenset({
    "prog", "program", "programme", "pgm", "programmename", "programname", "programtitle", "sendung", "shipment", "emission",
    "programa", "programma", "audycja", "porad", "ohjelma", "yayin", "musor", "emisiune", "titel", "title", "show", "event",
    "εκπομπή", "برنامج", "chuongtrinh", "програма", "передача", "uitzending", "trasmissione", "番組",
})  # fmt: skip
_STARTS: Final = frozenset({
    "start", "starttime", "begin", "from", "st", "ts", "t", "time", "timestamp", "at", "to", "since", "tunedat", "s",
    "tuneat",
    "zeit", "hora", "ora", "heure", "czas", "tijd", "tid", "saat", "開始", "debut", "von", "de", "od", "desde", "startts",
    "van", "dal", "kezdet", "inceput", "початок", "έναρξη", "από", "بداية", "batdau", "klo",
})  # fmt: skip
_LENGTHS: Final = frozenset({
    "dur", "e", "duration", "durations", "secs", "seconds", "sec", "seg", "minutes", "mins", "length", "watched", "dwell",
    "end",
    "endtime", "en", "until", "fin", "fine", "bis", "koniec", "hasta", "durationms", "durationseconds", "ende",
    "sure", "viewtime", "watchtime", "loppu", "slut", "veg", "vég", "sfarsit", "кінець", "τέλος", "نهاية", "ketthuc", "終了",
})  # fmt: skip
_UNTIL: Final = frozenset({"to", "tot", "al", "do", "til", "έως"})  # where nothing else tells the end
# What says that it is of a television, and that somebody watched.
_WATCHING: Final = frozenset({
    "zap", "zapping", "zaps", "umschalt", "acr", "tune", "tuned", "tuning", "tunes", "chg", "channelchange", "viewing",
    "viewings",
    "watched", "watch", "audience", "audiencia", "audimat", "quote", "quoten", "reichweite", "views", "view", "meter",
    "tvmeter", "gesehen", "umschaltung", "umschaltungen", "switch", "switched", "視聴", "收视",
    "visionnage", "ascolti", "ogladanie",
})  # fmt: skip
_BOXES: Final = frozenset({
    "stb", "stbid", "box", "boxid", "boxsn", "boitier", "decoder", "dekoder", "receiver", "receiverid", "受信機", "settop",
    "settopbox", "tvid", "decodificador", "set", "doboz", "digiboksi", "kastje", "приставка", "αποκωδικοποιητής",
})  # fmt: skip
_OF_TELEVISION: Final = _BOXES | {
    "tv",
    "lcn",
    "hbb",
    "hbbtv",
    "telly",
    "iptv",
    "dvb",
    "tele",
    "fernsehen",
    "television",
}
# What televisions and boxes call themselves in their User-Agent.
_TELEVISIONS: Final = lazy_pattern(
    r"(?i)\b(?:smart-?tv|web0s|netcast|bravia|hbbtv|googletv|apple ?tv|roku|aft[a-z]{1,6}|viera|vidaa|settop|stb)\b"
)
# What will be shown, and channels of other kinds: of a radio, of messages, of a camera's recorder, of a sensor.
_NOT_WATCHED: Final = frozenset({
    "epg", "guide", "schedule", "grid", "lineup", "listing", "listings", "tvguide", "fernsehprogramm", "programmheft",
    "rails", "catalog", "catalogue", "upcoming", "xmltv", "timer", "timers", "reminder", "reminders", "palinsesto",
    "tvtabla", "tv_tabla", "телепрограма", "πρόγραμμα", "番組表",
})  # fmt: skip
_OTHER_CHANNELS: Final = frozenset({
    "rssi", "ssid", "bssid", "freq", "frequency", "signal", "snr", "hz", "gain", "voltage", "phone", "email", "recipient",
    "message", "campaign", "subscribers", "price", "description", "genre", "synopsis", "rating", "logo", "url", "recording",
})  # fmt: skip
_EARLIEST: Final = 1_400_000_000  # seconds
_SERVICE: Final = lazy_pattern(r"(?:0x)?[0-9A-Fa-f]{1,6}|[^\W_][^\n<>{}=|\\]{0,60}")


def _plain(name: str) -> str:
    spoken = "".join(words(name))
    raw = "".join(letter for letter in name.lower() if letter.isalnum())
    return raw if raw in _PROGRAMMES | _LENGTHS | _STARTS | _CHANNELS else spoken


_PLAIN: Final = Remembered[str, str](_plain)


def _parts(names: tuple[str, ...]) -> dict[str, str]:
    """The names of a channel, a programme, a start and a length; none where an object does not tell when and how long."""
    if _CHANNELS.isdisjoint(SAID_BY[names]):
        return {}  # as nearly every object
    said = {_PLAIN[name]: name for name in names[:32]}
    if not _OTHER_CHANNELS.isdisjoint(said):
        return {}
    found: dict[str, str] = {}
    for part, known in (
        ("channel", _CHANNELS),
        ("programme", _PROGRAMMES),
        ("length", _LENGTHS if not _LENGTHS.isdisjoint(said) else _UNTIL),
        ("start", _STARTS),
    ):
        named = next((said[key] for key in said if key in known and said[key] not in found.values()), "")
        if named:
            found[part] = named
    return found if {"channel", "start", "length"} <= found.keys() else {}


_PARTS: Final = Remembered[tuple[str, ...], dict[str, str]](_parts)
_OF_TUNES: Final = picking(lambda name: not _WATCHING.isdisjoint(words(name)), _WATCHING)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    said: frozenset[str] | None = None
    for group, names in place.shapes:
        parts = _PARTS[names] if group.context in ("body", "query") else {}
        if not parts or not _fits(group, parts):
            continue
        if said is None:
            said = _said(payload)
        if _is_watched(said | _of_group(group), "programme" in parts):
            leaf = group.members[parts.get("programme", parts["channel"])]
            yield _observation(leaf.path, text(leaf.value))
    for series in payload.series:
        if not _WATCHING.isdisjoint(words(series.name)) and _is_of_tunes(series):
            said = _said(payload) if said is None else said
            if _is_watched(said | all_words(series.names[-2:]), programme=False):
                numbers = series.columns[next(iter(list(series.columns)[1:]))]
                yield _observation(series.path, ", ".join(f"{channel:g}" for channel in numbers[:20]))


def _said(payload: Payload) -> frozenset[str]:
    """The words of the address and of the first names of a message."""
    place = surroundings(payload)
    glued = {"".join(words(name)) for name in place.names[:64]}
    own = (
        _BOXES
        if _TELEVISIONS.search((payload.transmission.header("user-agent") or "")[:400])
        else frozenset[str]()
    )
    return place.sent_words | all_words(place.names[:64]) | glued | own


def _of_group(group: Group) -> frozenset[str]:
    """The words around an object, and those of its short texts: ``{"ev": "zap"}``."""
    told = [leaf.value[:24] for leaf in list(group.members.values())[:16] if isinstance(leaf.value, str)]
    return all_words(group.names[-3:]) | all_words(value for value in told if " " not in value)


def _is_watched(said: frozenset[str], programme: bool) -> bool:
    """Whether it is of a television (by a programme, too), and of what somebody watched or of one box."""
    if not _NOT_WATCHED.isdisjoint(said) or not (programme or not _OF_TELEVISION.isdisjoint(said)):
        return False
    return not (_WATCHING | _BOXES).isdisjoint(said)


def _fits(group: Group, parts: dict[str, str]) -> bool:
    """A number or name of a channel, a moment, and a later moment or a length."""
    channel, start, length = (group.members[parts[part]] for part in ("channel", "start", "length"))
    named = _SERVICE.fullmatch(text(channel.value)[:64]) is not None and not isinstance(channel.value, bool)
    programme = group.members[parts["programme"]].value if "programme" in parts else "tv"
    return (
        named
        and isinstance(programme, str)
        and _is_moment(start)
        and (_is_length(length) or _is_moment(length))
    )


def _is_moment(leaf: Leaf) -> bool:
    moment = None if isinstance(leaf.value, bool) else instant(leaf.value)
    return moment is not None and _EARLIEST <= moment <= _EARLIEST * 2_000


def _is_length(leaf: Leaf) -> bool:
    spent = None if isinstance(leaf.value, bool) else number(leaf.value)
    return spent is not None and 0 <= spent <= 86_400_000


def _is_of_tunes(series: Series) -> bool:
    """Three columns: moments that go on, small numbers of channels, and how long each was shown."""
    columns = list(series.columns.values())
    if len(columns) != 3 or len(columns[0]) < 2:
        return False
    moments, channels, lengths = columns
    grows = all(_EARLIEST <= moment <= _EARLIEST * 2_000 for moment in moments)
    small = all(0 < channel < 10_000 and channel == int(channel) for channel in channels)
    return grows and small and all(0 <= length <= 86_400_000 for length in lengths)


def _observation(path: str, value: str) -> Observation:
    return Observation(
        category=_CATEGORY, property="x_played", path=path, value=value.strip()[:300], rule="tv_tuning.tuned",
        reasoning="what a television showed, from when to when", confidence=Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="tv_tuning",
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
        "tv_tuning.tuned": "A channel beside a moment and how long it was on, of a box or in what is named for watching.",
    },
    detect=_detect,
    needs=Needs(objects=(_PARTS,), names=(_OF_TUNES,)),
)

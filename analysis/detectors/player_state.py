"""Recognises what is played by the state of a player: a title, PLAYING and a position, whatever they are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.playback_words import PATH
from analysis.readings import number
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import outer, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
# What a player alone is.
_STATES: Final = frozenset({
    "playing", "paused", "buffering", "seeking", "resumed", "is_playing", "state_playing", "state_paused", "pausiert",
    "wiedergabe", "spielt", "laeuft", "läuft", "lecture", "en pause", "en lecture", "reproduciendo", "en pausa",
    "pausado",
    "in riproduzione", "in pausa", "riproduzione", "tocando", "reproduzindo", "odtwarzanie", "wstrzymane", "prehravani",
    "přehrávání", "pozastaveno", "afspelen", "gepauzeerd", "spelar", "pausad", "spiller", "afspiller", "toistetaan",
    "oynatılıyor", "duraklatıldı", "tittar", "ogląda", "oglada", "guardando", "viendo", "assistindo", "regarde", "kijkt",
    "ser på", "katsoo", "izliyor", "sleduje", "watching", "listening", "schaut", "nézi", "lejátszás", "redare",
    "再生中", "一時停止", "播放中", "正在播放", "暂停", "재생중", "일시정지",
})  # fmt: skip
_LONGEST_STATE: Final = 16
_EPISODE: Final = lazy_pattern(
    r"[Ss]0?[0-9]{1,2} ?[EexX:]0?[0-9]{1,3}|[0-9]{1,2}x[0-9]{2,3}|(?:Staffel|Season|Saison|Temporada|Stagione|Sezon|Seizoen)"
    r" [0-9]{1,2}\W{1,3}[A-Z][a-z]{2,9} [0-9]{1,3}"
)
_SEASONS: Final = frozenset(
    {"s", "season", "staffel", "saison", "temporada", "stagione", "sezon", "seizoen", "series", "sn"}
)
_EPISODES: Final = frozenset({
    "e", "ep", "episode", "folge", "episodio", "odcinek", "aflevering", "avsnitt", "episod", "epizoda", "dil", "bolum",
    "odc", "afl", "avsn", "episodenumber", "jakso", "resz",
})  # fmt: skip
_ARTISTS: Final = frozenset({
    "artist", "artists", "interpret", "interpreter", "kuenstler", "artista", "artiste", "interprete", "wykonawca",
    "artiest",
    "esittaja", "sanatci", "eloado", "umelec", "band", "アーティスト", "歌手",
})  # fmt: skip
_POSITIONS: Final = frozenset({
    "pos", "position", "at", "t", "p", "offset", "elapsed", "progress", "playhead", "head", "cur", "current", "ts", "sec",
    "minut", "minutes", "minute", "minuto", "min", "sekunde", "seconds", "segundo",
    "poz", "posicion", "posizione", "posicao", "pozycja", "pozice", "stelle", "positie", "posms", "positionms", "poss",
    "time",
})  # fmt: skip
_LENGTHS: Final = frozenset({
    "dur", "duration", "length", "total", "len", "d", "runtime", "dauer", "duree", "duracion", "durata", "duracao",
    "czas",
    "delka", "duur", "durms", "durationms", "durs", "laenge",
})  # fmt: skip
_SENT: Final = PATH | {
    "checkin",
    "checkins",
    "beat",
    "beats",
    "qoe",
    "player",
    "play",
    "viewership",
    "ping",
    "pings",
    "nowplaying",
    "cast",
}
# What else runs and is paused: prints, uploads, washes, campaigns, timers, workouts, games.
_OTHERS: Final = frozenset({
    "print", "printer", "upload", "download", "job", "jobs", "task", "tasks", "build", "campaign", "ad", "ads", "timer",
    "robot", "vacuum", "wash", "washer", "match", "score", "subscription", "order", "price", "file", "filename", "layer",
    "nozzle", "backup", "bytes", "steps", "calories", "torrent", "queue", "pipeline", "deployment", "sku",
    "opponent",
    "team", "teams", "home", "away", "lat", "lng", "catalog", "catalogue", "epg", "guide", "recipe", "workout",
    "simulation",
})  # fmt: skip
_MOST: Final = 24  # members of an object
_MOST_TEXTS: Final = 32
_DAY: Final = 86_400_000  # milliseconds

_SHAPE: Final = TextShape(
    lambda text: text.lower() in _STATES, headers=False, shortest=2, longest=_LONGEST_STATE
)
_PLAIN: Final = Remembered[str, str](
    lambda name: "".join(word for word in words(name) if not word.isdecimal())
)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    seen: set[str] = set()
    sent = not place.sent_words.isdisjoint(_SENT)
    if not place.sent_words.isdisjoint(_OTHERS):
        return
    for leaf, _ in texts_like(payload, _SHAPE)[:_MOST_TEXTS]:
        holder = outer(leaf.path)
        if leaf.context != "body" or holder in seen:
            continue
        seen.add(holder)
        group = place.around(leaf.path)
        if leaf.path.endswith("]") and leaf.path[-2:-1].isdecimal():
            members: Mapping[str, Leaf] = {
                str(at): item for at, item in enumerate(place.lists.get(holder, ()))
            }
        elif group is not None and len(group.members) <= _MOST and leaf in group.members.values():
            members = group.members
        else:
            continue
        beside = {_PLAIN[name] for name in members} | all_words(leaf.names[:-1])
        if (
            beside.isdisjoint(_OTHERS)
            and (title := _title(members, leaf)) is not None
            and _is_played(members, title, sent)
        ):
            yield Observation(
                category=_CATEGORY, property="x_played", path=title.path, value=str(title.value).strip()[:500],
                reasoning="what the person watches, hears or reads", rule="player_state.told", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _title(members: Mapping[str, Leaf], state: Leaf) -> Leaf | None:
    """The text that may be a title: words of people, and no address, identifier, version or episode's number."""
    for leaf in islice(members.values(), _MOST):
        value = leaf.value
        if (
            leaf is state
            or not isinstance(value, str)
            or not 2 <= len(value.strip()) <= 160
            or "://" in value
        ):
            continue
        spoken = " " in value.strip() or value[:1].isupper() or not value.isascii()
        coded = value.upper() == value and " " not in value and value.isascii()
        lettered = sum(map(str.isalpha, value)) * 2 > len(value)
        told = spoken and lettered and not coded and _EPISODE.fullmatch(value.strip()) is None
        if told and not is_placeholder(value.strip()):
            return leaf
    return None


def _is_played(members: Mapping[str, Leaf], title: Leaf, sent: bool) -> bool:
    """Whether a season and an episode, or a place and a length, stand beside the title; or the place where it was sent."""
    numbers = {
        _PLAIN[name] or name: amount
        for name, leaf in members.items()
        if not isinstance(leaf.value, bool)
        and (amount := number(leaf.value)) is not None
        and 0 <= amount <= _DAY
    }
    if not numbers:
        return False
    said = {_PLAIN[name] for name in members}
    told = any(
        isinstance(leaf.value, str) and _EPISODE.fullmatch(leaf.value.strip()) for leaf in members.values()
    )
    if not said.isdisjoint(_ARTISTS):
        return True
    if told or not (said.isdisjoint(_SEASONS) or said.isdisjoint(_EPISODES)):
        return True
    placed = not numbers.keys() <= (numbers.keys() - _POSITIONS)
    long = not numbers.keys() <= (numbers.keys() - _LENGTHS)
    if placed and long:
        return sent or " " in str(title.value)
    unnamed = all(not _PLAIN[name] for name in members)
    return sent and (placed or (unnamed and " " in str(title.value) and max(numbers.values()) >= 10))


DETECTOR: Final = Detector(
    name="player_state",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="App interactions", apple="Product Interaction", dpv="pd:ServiceConsumptionBehaviour", tcf="6"
        ),
    },
    rules={
        "player_state.told": "A title beside the state of a player (playing, paused) and a number, where a season and an "
        "episode or a place and a length stand beside them, or where it was sent to tells of playing.",
    },
    detect=_detect,
    needs=Needs(texts=(_SHAPE,)),
)  # fmt: skip

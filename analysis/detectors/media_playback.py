"""Recognises what a person plays, watches, hears or reads, and how far: players, scrobblers, readers, televisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.playback_words import (
    ARTISTS,
    CHANNELS,
    FLAGS,
    FROM_AND_TO,
    LENGTHS,
    LISTENED,
    OBJECTS,
    PATH,
    PLAYS,
    POSITIONS,
    PROGRAMMES,
    SHORT_CHANNELS,
    SPOTS,
    STATES,
    SURE_PATH,
    TELLING,
    TITLES,
    TRACKS,
    VIEWED,
    WEAK_POSITIONS,
    WHEN,
    WORKS,
    plain,
)
from analysis.readings import number, text
from analysis.records import Confidence, Observation, Transmission
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
_CLIMB: Final = 3  # objects around one that are looked at
# Orders, uploads, settings of a player, a catalogue, a render job.
_OTHERS: Final = frozenset({
    "price", "sku", "currency", "filesize", "upload", "uploadid", "filename", "render", "fps", "codec", "resolution",
    "tracks", "cart", "query", "limit", "pagesize", "license", "isrc", "upc", "label", "mbid", "votes", "rating",
    "genres",
    "thumbnail", "jobid", "taskid", "buildid", "x", "lat", "latitude", "autoplay", "loop", "startdate", "venue",
    "location",
    "assignee",
})  # fmt: skip
# A service of digital television is named by its network, stream and number (ETSI EN 300 468, section 5.2).
_TRIPLET: Final = frozenset({"onid", "tsid", "sid"})
_BESIDE_ADVERTS: Final = frozenset({"ifa", "ifatype"})
_OF_CONTENT: Final = frozenset(
    {"contentgenre", "contentseries", "contentseason", "contentepisode", "contenttitle", "contentlength"}
)
_HTTP_FILE: Final = lazy_pattern(r"(?i)\.(?:js|css|png|jpe?g|gif|svg|woff2?|m3u8|mpd|ts|m4s|mp4)\Z")


def _interesting(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it can tell of nothing that is played."""
    said = {plain(name): name for name in names[:96]}
    if said.keys() >= _TRIPLET or not LISTENED.isdisjoint(said):
        return said
    return said if not (WORKS | ARTISTS | TITLES).isdisjoint(said) and _OTHERS.isdisjoint(said) else {}


_SAID: Final = Remembered(_interesting)
_WORKED: Final = WORKS | ARTISTS | LISTENED
_OF_WORKS: Final = picking(lambda name: plain(name) in _WORKED or name in ("onid", "ch"))
_MARKED: Final = frozenset({
    "lastread", "lastpageread", "readingposition", "bookmark", "currentbookmark", "resumepoint", "lastposition",
    "lastplayed",
})  # fmt: skip
# What an object's own name may be, where none of its values is named for a work.
_TELLS: Final = Remembered[str, str](lambda name: said if (said := plain(name)) in _MARKED | OBJECTS else "")


def _is_scrobble(sent: Transmission) -> bool:
    return "scrobble" in sent.path[-32:].lower()


def _scrobble(payload: Payload) -> Iterator[Observation]:
    """The number of what was heard, sent to where plays are counted (Subsonic: ``/rest/scrobble?id=…``)."""
    for leaf in surroundings(payload).by_name.get("id", ()):
        if leaf.path in ("query:id", "body>form:id") and len(text(leaf.value)) <= 128:
            yield _observation(leaf, "media_playback.listened", "a piece of music that the person heard")


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    if _is_scrobble(payload.transmission):
        yield from _scrobble(payload)
    if not place.picked(_OF_WORKS) and not any(_TELLS[group.name] for group in payload.groups):
        return
    path: frozenset[str] | None = None
    for group, names in place.shapes:
        said = _SAID[names]
        if _TELLS[group.name] in _MARKED and (mark := _mark(group)) is not None:
            yield _observation(mark, "media_playback.mark", "where in a book or film the person stopped")
        if not said or group.context not in ("body", "query"):
            continue
        if path is None:
            path = _path_words(payload)
        found = _judge(place, group, said, path)
        if found is not None:
            yield _observation(*found)


def _mark(group: Group) -> Leaf | None:
    """The place in an object that is named for where somebody stopped."""
    for name, leaf in list(group.members.items())[:32]:
        if plain(name) in SPOTS and (number(leaf.value) is not None or isinstance(leaf.value, str)):
            return leaf
    return None


def _path_words(payload: Payload) -> frozenset[str]:
    sent = payload.transmission.path[:512]
    if _HTTP_FILE.search(sent):
        return frozenset()
    steps = {"".join(words(step)) for step in sent.split("/")[-6:]}
    spoken = frozenset(word for step in sent.split("/")[-6:] for word in words(step))
    return frozenset(steps) | spoken | ({"nowplaying"} if {"now", "playing"} <= spoken else frozenset())


class _Around:
    """What an object and those around it say of playing: a state, a position, a length, a moment."""

    def __init__(self, place: Surroundings, group: Group, said: dict[str, str], path: frozenset[str]) -> None:
        self.plays = self.placed = self.weakly = self.long = self.when = False
        self.counted = not SURE_PATH.isdisjoint(path)  # sent to where plays are counted
        self.told = self.counted or not PATH.isdisjoint(path)
        self._take(group, said)
        above = place.around(group.path)
        for _ in range(_CLIMB):
            if above is None:
                break
            if above.context == group.context:
                self._take(above, _plain_names(above))
            above = place.around(above.path)

    def _take(self, group: Group, said: dict[str, str]) -> None:
        self.plays = self.plays or _says_play(group, said)
        self.placed = self.placed or _has_number(group, said, POSITIONS)
        self.weakly = self.weakly or _has_number(group, said, WEAK_POSITIONS)
        self.long = self.long or not LENGTHS.isdisjoint(said)
        self.when = self.when or not WHEN.isdisjoint(said)


def _judge(
    place: Surroundings, group: Group, said: dict[str, str], path: frozenset[str]
) -> tuple[Leaf, str, str] | None:
    """The leaf that names what is played, the rule and why; None where nothing is."""
    work, title = _work(group, said), _title(group, said)
    track = next((said[key] for key in TRACKS if key in said), None)
    by_artist = track is not None and not ARTISTS.isdisjoint(said)
    if (viewed := _viewed(group, said)) is not None:
        return viewed, "media_playback.viewed", "what a television showed, from when to when"
    if work is None and title is None and not by_artist and not said.keys() >= _TRIPLET:
        return _far(group, said)
    around = _Around(place, group, said, path)
    if track and by_artist and (around.when or around.plays or around.counted or around.placed):
        return group.members[track], "media_playback.listened", "a piece of music that the person heard"
    if said.keys() >= _TRIPLET and all(
        number(group.members[said[key]].value) is not None for key in _TRIPLET
    ):
        return (
            group.members[said["sid"]],
            "media_playback.channel",
            "the channel that a television shows (DVB)",
        )
    if work is not None and not _BESIDE_ADVERTS.isdisjoint(said) and not _OF_CONTENT.isdisjoint(said):
        return work, "media_playback.advert", "what a television shows, told with an advertisement"
    if work is not None and _is_played(around, telling=not TELLING.isdisjoint(said)):
        return work, "media_playback.played", "what the person watches, hears or reads"
    if title is not None and (around.plays or around.placed or (around.told and around.weakly)):
        return title, "media_playback.played", "what the person watches, hears or reads"
    shown = not (CHANNELS.isdisjoint(said) or PROGRAMMES.isdisjoint(said)) and (
        around.weakly or around.placed
    )
    if work is not None and shown:
        return work, "media_playback.played", "what the person watches, hears or reads"
    return _far(group, said)


def _viewed(group: Group, said: dict[str, str]) -> Leaf | None:
    """The title in a row of what was viewed: ``{"views": [{"ch": "ZDF", "title": …, "from": …, "to": …}]}``."""
    rows = group.names[-1:] if group.path.endswith("]") else ()
    if not rows or plain(rows[0]) not in VIEWED or not (CHANNELS | SHORT_CHANNELS).intersection(said):
        return None
    if not any(pair <= said.keys() for pair in FROM_AND_TO):
        return None
    told = said.get("title") or said.get("programme") or said.get("program")
    return group.members[told] if told else None


def _far(group: Group, said: dict[str, str]) -> tuple[Leaf, str, str] | None:
    """How long somebody listened or watched, beside the place or the length of what is played."""
    told = [
        said[key] for key in sorted(LISTENED.intersection(said)) if _has_number(group, said, frozenset({key}))
    ]
    if told and (_has_number(group, said, POSITIONS - LISTENED) or not LENGTHS.isdisjoint(said)):
        return group.members[told[0]], "media_playback.far", "how long the person listened or watched"
    return None


def _is_played(around: _Around, *, telling: bool) -> bool:
    """Whether a work beside these is being played: by a position, or by a state of the player."""
    if around.placed and (around.plays or around.long or around.told):
        return True
    if around.plays and (around.weakly or around.when or telling):
        return True
    return around.weakly and around.told


def _plain_names(group: Group) -> dict[str, str]:
    return {plain(name): name for name in list(group.members)[:96]}


def _work(group: Group, said: dict[str, str]) -> Leaf | None:
    for key in said:
        if key in WORKS:
            leaf = group.members[said[key]]
            shown = text(leaf.value).strip()
            usual = not isinstance(leaf.value, bool | float) and not is_placeholder(shown)
            if shown and usual and len(shown) <= 500:
                return leaf
    return None


def _title(group: Group, said: dict[str, str]) -> Leaf | None:
    """The title in an object named for a film, an episode, a track: ``{"movie": {"title": …}, "progress": 99}``."""
    if not group.names or plain(group.names[-1]) not in OBJECTS:
        return None
    for key in ("title", "showtitle", "name", "label"):
        value = group.members[said[key]].value if key in said else None
        if isinstance(value, str) and value.strip():
            return group.members[said[key]]
    return None


def _has_number(group: Group, said: dict[str, str], wanted: frozenset[str]) -> bool:
    return any(number(group.members[said[key]].value) is not None for key in wanted.intersection(said))


def _says_play(group: Group, said: dict[str, str]) -> bool:
    for key in STATES.intersection(said):
        value = group.members[said[key]].value
        if isinstance(value, str) and len(value) <= 40:
            spoken = words(value)
            if (
                "".join(spoken) in PLAYS
                or spoken[-1:] in (("scrobble",), ("onplay",))
                or "".join(spoken[-2:]) in PLAYS
            ):
                return True
    flags = (group.members[said[key]].value for key in FLAGS.intersection(said))
    return any(not isinstance(flag, str) or flag[:1].islower() or flag.isdecimal() for flag in flags)


def _observation(leaf: Leaf, rule: str, why: str) -> Observation:
    return Observation(
        category=_CATEGORY, property="x_played", path=leaf.path, value=text(leaf.value).strip()[:500], reasoning=why,
        rule=rule, confidence=Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="media_playback",
    version=3,
    categories={
        _CATEGORY: Mapped(
            google="App interactions",
            apple="Product Interaction",
            dpv="pd:ServiceConsumptionBehaviour",
            tcf="6",
        ),
    },
    rules={
        "media_playback.listened": "An artist and a track beside a time or a state, or sent to where plays are counted.",
        "media_playback.channel": "The three numbers that name a service of digital television (onid, tsid, sid).",
        "media_playback.viewed": "A title beside a channel, a start and an end, in a list named for what was viewed.",
        "media_playback.advert": "What is shown, beside a television's advertising id and the genre, series or length.",
        "media_playback.far": "How long somebody listened or watched, beside a position or a length.",
        "media_playback.mark": "A place in an object named for where somebody last read, watched or stopped.",
        "media_playback.played": "A film, channel, episode or book beside a position or a state of the player.",
    },
    detect=_detect,
    needs=Needs(names=(_OF_WORKS,), object_names=(_TELLS,), sent=(_is_scrobble,)),
)

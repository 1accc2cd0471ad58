"""Recognises when and how long somebody played: a game on a console, a figure on a child's box, by its start and end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.time_spans import STARTS, span
from analysis.translated_names import without_marks
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.session"
# Plain field names. Sources: the presence and title history of consoles and of shops for games, as their wrappers name them.
_GAMES: Final = frozenset({
    "titleid", "nptitle", "nptitleid", "nptitlename", "titlename", "game", "gameid", "gamename", "gametitle", "gameuuid",
    "appname", "steamappid", "universeid", "placeid", "worldname", "rom", "romname", "gamecode", "productcode",
    "software",
    "spiel", "spielname", "spielid", "jeu", "nomdujeu", "juego", "gioco", "jogo", "gra", "nazwagry", "hra", "spel",
    "spill",
    "peli", "oyun", "jatek", "joc", "conceptid", "experience", "experienceid", "gamesystemname",
})  # fmt: skip
_PLAYERS: Final = frozenset({
    "gamertag", "player", "playerid", "playername", "onlineid", "accountonlineid", "psnid", "xuid", "steamid", "nickname",
    "spieler", "joueur", "jugador", "giocatore", "gracz", "hrac", "spelare", "spiller", "pelaaja", "oyuncu", "account",
    "accountid", "user", "userid", "profile", "profileid", "kid", "child", "gamer", "consoleid", "profil", "profilename",
    "jatekos", "jucator", "speler", "гравець", "παικτης", "nguoichoi", "プレイヤー", "لاعب",
})  # fmt: skip
_DONE: Final = frozenset({
    "achievements", "achievementsunlocked", "trophies", "trophiesearned", "trophy", "gamerscore", "controllers", "pads",
    "playtime", "savegame", "saveslot", "trophaen", "trophees", "trofeos", "trofei", "trofeus", "trofea", "erfolge",
    "succes",
    "logros", "parental", "party", "partysize", "voicechat", "unlocked", "badges",
})  # fmt: skip
# A match that is watched, an offer, a tournament, a server.
_OTHERS: Final = frozenset({
    "home", "away", "team", "teams", "opponent", "venue", "league", "season", "odds", "stadium", "referee", "prize",
    "price", "discount", "sku", "tournament", "bracket", "server", "matchid", "players", "fixture", "hometeam",
    "awayteam",
    "prizepool", "currency", "rules", "maxplayers", "campaign", "channel", "rating", "genre", "publisher",
    "originalprice",
    "salestart", "saleend", "reward", "rewards", "ticket", "tickets", "steps", "distance", "calories",
})  # fmt: skip
_LOGS: Final = frozenset({
    "playlog", "playlogs", "playhistory", "listeninghistory", "playbacklog", "hoerverlauf", "abspielverlauf",
    "spielverlauf",
    "listenlog", "playevents", "hoerprotokoll", "wiedergabeprotokoll", "historial_reproduccion", "playsessions",
    "listeningsessions", "ascolti", "lyssningar", "kuuntelut", "hallgatasok", "ascultari", "luisterlog", "beluisterd",
    "прослуховування",
})  # fmt: skip
_TITLES: Final = frozenset({
    "title", "name", "figure", "figur", "figura", "figurine", "tonie", "card", "story", "book", "track", "song",
    "episode",
    "titel", "titre", "titulo", "titolo", "tytul", "nazev", "hoerspiel", "geschichte", "historia", "histoire", "storia",
    "content", "disc", "cd", "album", "podcast", "item", "character", "tag", "karte", "carte",
    "racconto", "fiaba", "saga", "satu", "mese", "poveste", "verhaal", "sprookje", "казка", "παραμυθι", "おはなし", "قصة",
})  # fmt: skip
# A station that was heard or a channel that was seen, where sessions of hearing go: a guide has many, and for all.
_STATIONS: Final = frozenset({
    "sender", "station", "stationname", "channel", "channelname", "radio", "radiostation", "emisora", "canal",
    "stacja", "zender",
    "kanal", "chaine", "emittente", "kanava", "programm", "programme", "show", "film", "movie", "serie",
    "станція", "радіостанція", "σταθμος", "asema", "allomas", "radioadó", "postradio", "局", "放送局",
})  # fmt: skip
_HEARD: Final = frozenset({
    "session", "sessions", "listening", "listen", "heard", "viewing", "viewings", "watched", "hoerer", "zuschauer",
    "playback",
    "sitzung", "sesion", "sessao", "sesja", "sessione", "sluhannia", "ascolto", "lyssning", "kuuntelu", "hallgatas",
    "luisteren", "ascultare", "akroasi",
})  # fmt: skip
_PANELS: Final = frozenset({
    "log", "logs", "panel", "tuning", "zapping", "history", "watch", "viewership", "quoten", "events", "report",
    "audience",
}) | _HEARD  # fmt: skip
_PROGRAMMES: Final = frozenset(
    {"title", "titel", "titre", "titulo", "programme", "program", "description", "genre", "spot"}
)
_FEW: Final = 8
_SHORTEST, _LONGEST = 20, 24 * 3600  # seconds
_MOST: Final = 48  # names of an object that is a session


def _plain(names: tuple[str, ...]) -> dict[str, str]:
    if not 3 <= len(names) <= _MOST:
        return {}
    said = {without_marks("".join(words(name))): name for name in reversed(names)}
    own = {without_marks(name.lower()): name for name in reversed(names)}
    said |= own
    return said if _OTHERS.isdisjoint(said) else {}


_SAID: Final = Remembered(_plain)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    logged: bool | None = None
    for group, parts in place.spans:
        said = _SAID[tuple(group.members)] if group.context in ("body", "query") else {}
        if not said:
            continue
        game = _game(group, said, place)
        if game is None and not _TITLES.isdisjoint(said):
            if logged is None:
                logged = _is_a_log(payload)
            game = _title(group, said) if logged else None
        if game is None and _is_tuned(group, said, payload):
            game = next((_text(group.members[said[key]]) for key in said if key in _STATIONS), None)
        if game is None and group.path.endswith((":$", ">form")) and not _HEARD.isdisjoint(place.sent_words):
            game = next((_text(group.members[said[key]]) for key in said if key in _STATIONS), None)
        found = span(group, parts) if game is not None else None
        if game is None or found is None or not _SHORTEST <= found[1] <= _LONGEST:
            continue
        yield Observation(
            category=_CATEGORY, property="x_played", path=game.path, value=text(game.value)[:200],
            reasoning="what somebody played, with when it began and ended", rule="play_session.span",
            confidence=Confidence.LIKELY, measures=Measures(seconds=round(found[1])),
        )  # fmt: skip


def _game(group: Group, said: dict[str, str], place: Surroundings) -> Leaf | None:
    """What is played, in an object that tells by whom, or what was reached."""
    key = next((one for one in said if one in _GAMES), "")
    if not key:
        return None
    around = {without_marks("".join(words(name))) for name in place.names_at(group.path)[:_MOST]}
    if not _OTHERS.isdisjoint(around) or not all_words(group.names[-2:]).isdisjoint(_OTHERS):
        return None
    beside = (around | said.keys()) - {key}
    return group.members[said[key]] if not beside.isdisjoint(_PLAYERS | _DONE) else None


def _title(group: Group, said: dict[str, str]) -> Leaf | None:
    for key in said:
        leaf = group.members[said[key]]
        if key in _TITLES and isinstance(leaf.value, str) and 2 <= len(leaf.value.strip()) <= 200:
            return leaf
    return None


def _is_tuned(group: Group, said: dict[str, str], payload: Payload) -> bool:
    """Whether a row tells a channel with when it was on and how long, and no programme: what a panel logs."""
    if not group.path.endswith("]") or len(said) > _FEW or not _PROGRAMMES.isdisjoint(said):
        return False
    return payload.transmission.method in ("POST", "PUT") and not _PANELS.isdisjoint(
        surroundings(payload).sent_words
    )


def _text(leaf: Leaf) -> Leaf | None:
    return leaf if isinstance(leaf.value, str) and 2 <= len(leaf.value.strip()) <= 200 else None


def _is_a_log(payload: Payload) -> bool:
    """Whether a message was sent to where plays are logged, by the last steps of its path."""
    steps = payload.transmission.path.partition("?")[0][-128:].split("/")[-3:]
    return any("".join(words(step)) in _LOGS or step.lower() in _LOGS for step in steps)


DETECTOR: Final = Detector(
    name="play_session",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="App interactions", apple="Product Interaction", dpv="pd:ServiceConsumptionBehaviour", tcf="6"
        ),
    },
    rules={
        "play_session.span": "A game beside when it began and ended, and by whom it was played or what was reached; or a "
        "title with such a span, sent to where plays are logged. Matches, tournaments and offers are left out.",
    },
    detect=_detect,
    needs=Needs(names=(STARTS,)),
)  # fmt: skip

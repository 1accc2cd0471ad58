"""Finds what a player calls himself: under the words of consoles and games, and under those that could be of anything.

``gamertag``, ``BattleTag``, ``personaname`` name one thing; ``nick``, ``pseudo``, ``player_name`` may be those of a
team's list, of a figure in a story, of a bird. Sources: Microsoft's Common Schema 3.0 (``ext.user``), Steam's and Epic's
interfaces, Blizzard's and Riot's pages on names (``Name#1234``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Group, Leaf
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

_SURE: Final = frozenset({
    "gamertag", "gamertags", "battletag", "riotid", "psnid", "psnname", "psnonlineid", "nponlineid", "onlineid",
    "personaname", "epicdisplayname", "epicname", "steamname", "xboxname", "uplayname", "ubisoftname", "nnid", "miiname",
    "summonername", "gamername", "robloxname", "minecraftname", "ingamename", "xblgamertag", "gamertagmodern",
    "xboxgamertag", "nsanickname",
})  # fmt: skip
_LOOSE: Final = frozenset({
    "playername", "nick", "nickname", "pseudo", "pseudonym", "ign", "gtg", "spitzname", "apodo", "apelido", "przezwisko",
    "przezywka", "ksywa", "prezdivka", "takma", "takmaad", "becenev", "porecla", "bijnaam", "soprannome", "smeknamn",
    "kallenavn", "lempinimi", "玩家", "昵称", "暱稱", "ニックネーム", "닉네임", "ник", "никнейм", "nicheng",
})  # fmt: skip
# Of one who plays or talks, and who sends this: the number of an account, what was reached, what lets him in.
_OF_A_PLAYER: Final = frozenset({
    "score", "points", "punkte", "pts", "xuid", "playerid", "userid", "accountid", "token", "sessionid", "session",
    "highscore", "elo", "rating", "wins", "kills", "lives", "stufe", "niveau", "nivel", "poziom", "localid", "authtoken",
    "puntos", "pontos", "punti", "punkty", "poeng", "poang", "pisteet", "puan", "pontok", "xp", "lobby", "room", "roomid",
    "matchid", "match", "queue", "password", "pass", "avatar", "clan", "guild", "steamid", "steamid64", "sbx", "titleid",
    "gamepin", "spielcode", "gamecode", "joincode", "roomcode", "quizcode", "codigodejuego",
})  # fmt: skip
# Words of an address where somebody plays; there one of the above is enough, elsewhere two are asked for.
_PLAYS: Final = frozenset({
    "game", "games", "gaming", "play", "player", "players", "spiel", "spiele", "jeu", "jeux", "juego", "juegos", "gioco",
    "jogo", "spel", "gra", "gry", "hra", "hry", "oyun", "jatek", "joc", "peli", "score", "scores", "punkte", "lobby",
    "match", "chess", "schach", "quiz", "highscore", "leaderboard", "arena", "xbox", "psn", "playstation", "steam",
    "nintendo", "join", "profile", "youxi", "lobbies", "matchmaking", "session", "rank", "ranks", "telemetry", "beitritt",
})  # fmt: skip
# Lists that all may read, and figures that nobody is.
_OF_OTHERS: Final = frozenset({
    "npc", "npcs", "dialog", "dialogue", "character", "characters", "squad", "kader", "lineup", "roster", "rank",
    "position", "team", "goals", "tore", "shirt", "jersey", "leaderboard", "rows", "cards", "card", "breed", "species",
    "price", "template", "quest", "story", "enemy", "enemies", "bot", "bots", "monster", "max", "min", "type", "required",
})  # fmt: skip
# Objects that are about whoever sends this.
_OF_ONE: Final = frozenset(
    {"user", "usr", "me", "player", "profile", "account", "gamer", "persona", "xbl", "psn"}
)
_NAME: Final = lazy_pattern(r"[^\W_][^\s@/<>{}\"'|;,=:]{1,31}")
_NUMBERED: Final = lazy_pattern(r"[^\s@<>{}|;,=]{2,24}#[0-9]{3,6}")
_MOST: Final = 48  # names of an object that are looked at


def _may_be(name: str) -> bool:
    whole = "".join(words(name))
    return whole in _SURE or whole in _LOOSE


PLAYER_NAMES: Final = picking(_may_be, spelled={*_SURE, *_LOOSE})
_SAID: Final = Remembered[tuple[str, ...], frozenset[str]](
    lambda names: frozenset("".join(words(name)) for name in names)
)


def names_of_players(place: Surroundings) -> Iterator[Leaf]:
    """The names that whoever sends this plays under; not those of a table that shows how others did."""
    for leaf in place.leaves_of(PLAYER_NAMES):
        if leaf.context in ("body", "query") and _is_a_name(leaf) and _is_of_sender(place, leaf):
            yield leaf


def _is_a_name(leaf: Leaf) -> bool:
    told = leaf.value.strip() if isinstance(leaf.value, str) else ""
    if (
        not 2 <= len(told) <= 40
        or is_placeholder(told)
        or told.isdecimal()
        or words(told) == words(leaf.name)
    ):
        return False
    return _NAME.fullmatch(told) is not None or _NUMBERED.fullmatch(told) is not None


def _is_of_sender(place: Surroundings, leaf: Leaf) -> bool:
    group = place.around(leaf.path)
    if group is None or not _OF_OTHERS.isdisjoint(all_words(leaf.names[-4:-1])):
        return False
    said = _said(group)
    if is_in_a_table(leaf, group):
        return False
    whole = "".join(words(leaf.name))
    if whole in _SURE:
        return True
    outer = place.around(group.path) if group.path else None
    near = said | (_said(outer) if outer is not None and outer.context == group.context else frozenset())
    company = len(near & _OF_A_PLAYER) + (not _OF_ONE.isdisjoint(words(group.name)))
    return near.isdisjoint(_OF_OTHERS) and company >= (1 if not _PLAYS.isdisjoint(place.sent_words) else 2)


def is_in_a_table(leaf: Leaf, group: Group) -> bool:
    """Whether a name stands in a row that tells how somebody did, or what a field is like."""
    said = _said(group)
    return "[" in leaf.path[leaf.path.find("$") :] and not said.isdisjoint(_IN_TABLES)


_IN_TABLES: Final = frozenset(
    {"rank", "place", "score", "wins", "points", "goals", "max", "type", "played", "losses", "kills"}
)


def _said(group: Group) -> frozenset[str]:
    return _SAID[tuple(islice(group.members, _MOST))]

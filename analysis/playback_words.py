"""The plain field names and words by which players, scrobblers, readers and televisions tell what is played."""

from __future__ import annotations

from typing import Final

from analysis.field_names import words

# Plain field names, numbers left out. Sources: the APIs of Last.fm, ListenBrainz, Trakt, Plex, Jellyfin, Kodi, gpodder.net,
# KOReader's synchronisation and Chromecast's media messages; Conviva's and Mux' beacons.
ARTISTS: Final = frozenset({"artist", "artistname", "artists", "albumartist", "creditedartist"})
TRACKS: Final = ("track", "trackname", "song", "songtitle", "tracktitle", "songname", "title")
# Names of works that nothing but a player has a state of.
TELLING: Final = frozenset({
    "classid", "lessonid",
    "movieid", "contentid", "titleid", "mediaid", "assetid", "bookid", "channelid", "seriesname", "vodid", "podcast",
    "channel", "channelname", "program", "programme", "episode", "movie", "showtitle", "videoid", "ratingkey", "episodeid",
    "itemid", "programname", "vsour", "assetname", "trackid", "songid", "station", "stationname",
})  # fmt: skip
SPOTS: Final = frozenset({
    "pos", "position", "page", "offset", "cfi", "percent", "percentage", "chapter", "seconds", "progresspercent",
})  # fmt: skip
LENGTHS: Final = frozenset(
    {"duration", "dur", "total", "length", "durationms", "totaltime", "runtime", "runtimeticks"}
)
WORKS: Final = frozenset({
    "classid",
    "itemid", "videoid", "mediaid", "contentid", "assetid", "episodeid", "episode", "programid", "trackid", "ratingkey",
    "titleid", "movieid", "movie", "show", "showtitle", "podcast", "podcastuuid", "episodeuuid", "videouuid",
    "audiobook", "comic", "chapter", "lecture", "lectureid", "assetname", "videotitle", "contenttitle", "mediasourceid",
    "document", "bookid", "book", "asin", "isbn", "lessonid", "streamid", "channel", "channelid", "channelname", "program",
    "programme", "programname", "programtitle", "episodetitle", "episodename", "seriestitle", "seriesname", "videoname",
    "mediatitle", "contenturi", "trackuri", "spotifyuri", "audiobookid", "chapterid", "storyid", "comicid", "songid",
    "station",
    "stationid", "stationname", "videourl", "mediaurl", "asseturi", "eventtitle", "nowplaying", "contentname", "filmid",
    "vodid", "playbackid", "sourceurl", "vsour", "mediakey", "publicationid", "articleid", "issueid", "viewedcontent",
})  # fmt: skip
TITLES: Final = frozenset({"title", "name", "showtitle", "label"})
OBJECTS: Final = frozenset({
    "movie", "episode", "show", "track", "item", "media", "video", "content", "book", "podcast", "song", "program",
    "trackmetadata", "metadata", "nowplaying", "asset", "audiobook", "currentitem", "nowplayingitem", "music",
})  # fmt: skip
POSITIONS: Final = frozenset({
    "position", "positionticks", "playhead", "currenttime", "viewoffset", "playbackposition", "positionms",
    "positionseconds",
    "resumepoint", "secondswatched", "watchedseconds", "watchtime", "playheadposition", "pht", "playbacktime",
    "currentposition",
    "progressms", "listenedseconds", "secondslistened", "msplayed", "playedms", "watchduration", "videoposition",
    "lastposition", "playedseconds", "elapsedtime", "playtime", "positioninseconds", "streamposition", "viewedseconds",
    "readingprogress", "pagesread", "currentpage", "lastreadpage", "lastpageread", "percentread", "playedduration",
    "positionmillis", "playpositionms", "playedupto", "playedto", "listenedto", "readto", "watchedto", "timewatched",
    "minuteswatched", "watchedms", "viewduration", "watchedduration",
})  # fmt: skip
# Which nothing but a player tells, whatever is played.
LISTENED: Final = frozenset({
    "timelistened", "listenedseconds", "secondslistened", "timewatched", "watchedseconds", "secondswatched", "playedseconds",
    "listenedtime", "timelistening",
})  # fmt: skip
CHANNELS: Final = frozenset({"channel", "channelname"})
PROGRAMMES: Final = frozenset({"programme", "program", "programmename", "programname", "programtitle"})
# Lists of what was viewed, and not of what will be shown.
VIEWED: Final = frozenset(
    {"views", "viewings", "viewing", "watched", "watchhistory", "viewinghistory", "tunes", "tuned"}
)
SHORT_CHANNELS: Final = frozenset({"ch", "channelnumber", "chname"})
FROM_AND_TO: Final = (frozenset({"from", "to"}), frozenset({"start", "end"}), frozenset({"begin", "end"}))
_SECONDS: Final = frozenset({"s", "sec", "secs", "ms"})
WEAK_POSITIONS: Final = frozenset(
    {"progress", "time", "offset", "percentage", "percent", "elapsed", "percentcomplete"}
)
STATES: Final = frozenset({
    "state", "playerstate", "playbackstate", "status", "action", "event", "eventtype", "type", "playstate", "eventname",
    "playingstate", "playingstatus", "e", "method", "verb", "playstatus", "name",
})  # fmt: skip
FLAGS: Final = frozenset(
    {
        "ispaused",
        "isplaying",
        "playing",
        "paused",
        "islive",
        "playingstatus",
        "reasonend",
        "endreason",
        "msplayed",
    }
)
PLAYS: Final = frozenset({
    "playing", "paused", "stopped", "buffering", "play", "pause", "resume", "resumed", "stop", "seek", "seeked", "playback",
    "playbackstart", "playbackstarted", "playbackstopped", "playbackprogress", "videostart", "videoprogress", "mediaplay",
    "mediapause", "mediastop", "onplay", "onpause", "onstop", "onresume", "scrobble", "tune", "tuned", "channelchange",
    "zap",
    "viewstart", "viewend", "timeupdate", "watch", "watched", "watching", "listen", "listening", "viewing", "nowplaying",
    "playerplaying", "playerpaused", "streamstart", "streamend", "videowatched", "trackplayed", "songplayed",
    "channelswitch",
    "channeltuned", "pageturn", "bookopened", "bookopen", "chapterread", "videoplay", "videopause", "contentview",
    "playstart",
    "playstop", "playend", "trackstart", "trackend", "episodeplayed", "single", "playingnow", "read", "reading",
})  # fmt: skip
PATH: Final = frozenset({
    "scrobble", "scrobbles", "nowplaying", "playing", "timeline", "playback", "playbacks", "listens", "plays",
    "resume", "watched",
    "watch", "watching", "continuewatching", "viewing", "listen", "played", "progress", "bookmarks", "playhead",
    "heartbeat",
    "playstate", "history", "acr", "tuning", "recentlyplayed", "syncs", "readingprogress", "beacon", "hb", "heartbeats",
})  # fmt: skip
SURE_PATH: Final = frozenset(
    {
        "scrobble",
        "scrobbles",
        "nowplaying",
        "playing",
        "listens",
        "playstate",
        "playback",
        "watching",
        "recentlyplayed",
        # the same in German, Polish, Spanish, Italian, Portuguese, Dutch, French, Finnish, Turkish, Czech
        "wiedergabe",
        "gehoert",
        "odtwarzanie",
        "reproduccion",
        "riproduzione",
        "reproducao",
        "afspelen",
        "ecoute",
        "ecoutes",
        "toisto",
        "oynatma",
        "dinleme",
        "prehravani",
    }
)
WHEN: Final = frozenset(
    {"timestamp", "listenedat", "playedat", "watchedat", "startedat", "viewedat", "playedtime"}
)
_ENDINGS: Final = frozenset(
    {"trackname", "artistname", "episodename", "showname", "songname", "tracktitle", "videoid"}
)


def plain(name: str) -> str:
    """A name without numbers and seconds; its last two words where only they are known (``master_metadata_track_name``)."""
    spoken = [word for word in words(name) if not word.isdecimal()]
    whole, ending = "".join(spoken), "".join(spoken[-2:])
    if whole in POSITIONS:
        return whole
    if spoken and spoken[-1] in _SECONDS and _is_position(before := "".join(spoken[:-1])):
        return before
    return ending if len(spoken) > 2 and ending in _ENDINGS else whole


def _is_position(name: str) -> bool:
    return name in POSITIONS or name in WEAK_POSITIONS

"""What is played is found by a state, a position or where it is sent; catalogues, uploads and jobs are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.media_playback import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]

EPISODE = {"episode": "S02E04"}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"artist": "Nina Simone", "track": "Sinnerman"}, "/search"),
        ({"title": "Blue Hour", "artist": "The Pines", "upc": "1", "timestamp": 1}, "/releases"),
        ({"title": "Intro shot", "progress": 0.6, "status": "running", "duration": 120}, "/jobs"),
        ({"filename": "film.mov", "progress": 44, "state": "uploading"}, "/upload"),
        ({"videoId": "a1", "title": "News"}, "/related"),
        ({"track": "7", "train": "ICE 577", "progress": 0.4}, "/update"),
        ({"t": "move", "state": "playing", "move": "e2e4"}, "/ws"),
        ({"position": {"line": 3}, "document": "a"}, "/lsp"),
        ({"isbn": "9780306406157", "title": "Soil", "pages": 312}, "/catalogue"),
        ({"player": {"volume": 3, "autoplay": True}}, "/settings"),
        ({"channel": "stable", "version": "1.2"}, "/update"),
        ({"program": "checkout", "percent": 10, "status": "running"}, "/canary"),
        ({"items": [{"movie": "A", "price": 3, "position": 1, "state": "playing"}]}, "/x"),
        ({"bookmark": {"title": "A page"}}, "/x"),
    ],
)
def test_finds_nothing_in(see: See, body: object, path: str) -> None:
    assert see(DETECTOR, body, path=path) == []


@pytest.mark.parametrize(
    ("body", "path", "value"),
    [
        ({"artist": "Nina Simone", "track": "Sinnerman", "timestamp": 1767225600}, "/x", "Sinnerman"),
        ({"artist[0]": "Portishead", "track[0]": "Roads", "method": "track.scrobble"}, "/2.0/", "Roads"),
        ({"track_metadata": {"artist_name": "Rick", "track_name": "Never"}, "listened_at": 1}, "/x", "Never"),
        ({"ItemId": "7d2f", "PositionTicks": 184, "IsPaused": False}, "/x", "7d2f"),
        ({"video_id": "tt9912", "playhead": 1284, "duration": 2710}, "/hb", "tt9912"),
        ({"movie": {"title": "Guardians"}, "progress": 99.9}, "/scrobble/stop", "Guardians"),
        ({"method": "Player.OnPlay", "params": {"data": {"item": {"showtitle": "Night shift"}}}}, "/x", "Night shift"),
        ({"type": "channel_change", "channelName": "Kids Club"}, "/x", "Kids Club"),
        ({"document": "0b2d", "percentage": 0.31}, "/syncs/progress", "0b2d"),
        ({"episodeUuid": "7c1d", "playedUpTo": 1442, "playingStatus": 2}, "/x", "7c1d"),
        (
            {"master_metadata_track_name": "Hymn", "master_metadata_album_artist_name": "B", "ms_played": 3},
            "/x",
            "Hymn",
        ),
        ({"book": {"last_read": {"pos": "18844"}}}, "/x", "18844"),
    ],
)  # fmt: skip
def test_finds(see: See, body: object, path: str, value: str) -> None:
    seen = see(DETECTOR, body, path=path)
    assert [item.value for item in seen] == [value]
    assert {item.category for item in seen} == {"usage.interaction"}


def test_a_static_file_is_no_place_where_plays_are_counted(see: See) -> None:
    assert see(DETECTOR, query={"artist": "A", "track": "B"}, path="/nowplaying/cover.jpg") == []


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ({"onid": "1", "tsid": "1079", "sid": "28006"}, "media_playback.channel"),
        (
            {"content_id": "s02e07", "content_genre": "drama", "ifa": "x", "ifa_type": "tifa"},
            "media_playback.advert",
        ),
        ({"onid": "none", "tsid": "none", "sid": "28006"}, ""),
        ({"tsid": "1079", "sid": "28006"}, ""),
        ({"content_id": "s02e07", "ifa": "x"}, ""),
        ({"content_id": "s02e07", "content_genre": "drama"}, ""),
    ],
)
def test_what_a_television_shows(see: See, query: dict[str, str], rule: str) -> None:
    assert [found.rule for found in see(DETECTOR, query=query)] == ([rule] if rule else [])


@pytest.mark.parametrize(
    "body",
    [
        {"currentTime": 5123.42, "timeListened": 15, "duration": 38112.9},
        {"position": 812.4, "secondsListened": 30},
        {"timeWatched": 30, "length": 2710},
    ],
)
def test_how_long_somebody_listened(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body, path="/session/7/sync")
    assert (seen.category, seen.rule) == ("usage.interaction", "media_playback.far")


@pytest.mark.parametrize(
    "body",
    [{"timeListened": 15}, {"timeListened": "a while", "duration": 3}, {"currentTime": 5.1, "duration": 9.1}],
)
def test_not_how_long_somebody_listened(see: See, body: object) -> None:
    assert see(DETECTOR, body, path="/session/7/sync") == []


def test_what_was_heard_by_its_number(see: See) -> None:
    for sent in ({"query": {"id": "tr-8812", "u": "jo"}}, {"form": {"id": "tr-8812", "u": "jo"}}):
        (seen,) = see(DETECTOR, path="/rest/scrobble.view", **sent)
        assert (seen.rule, seen.value) == ("media_playback.listened", "tr-8812")
    assert see(DETECTOR, query={"id": "tr-8812"}, path="/rest/getSong") == []
    assert see(DETECTOR, query={"u": "jo"}, path="/rest/scrobble.view") == []


def test_the_programme_that_a_screen_shows(see: See) -> None:
    hit = {"channel": "Das Erste", "programme": "Tatort", "offset_s": 1811}
    (seen,) = see(DETECTOR, {"match": hit})
    assert seen.rule == "media_playback.played"
    assert see(DETECTOR, {"items": [{"channel": "ARTE", "programme": "Tracks", "start": "20:15"}]}) == []
    assert see(DETECTOR, {"match": {"channel": "stable", "offset_s": 3}}) == []


ROW = {"ch": "ZDF", "title": "Der Bergdoktor", "from": 1780037700, "to": 1780041112}


def test_a_programme_that_was_viewed_and_not_one_that_will_be_shown(see) -> None:
    assert see(DETECTOR, {"schedule": [ROW]}) == []
    assert see(DETECTOR, {"views": [{"ch": "ZDF", "title": "Der Bergdoktor"}]}) == []
    assert see(DETECTOR, {"views": [{"title": "Sales", "from": 1, "to": 2}]}) == []
    assert [seen.value for seen in see(DETECTOR, {"views": [ROW]})] == ["Der Bergdoktor"]

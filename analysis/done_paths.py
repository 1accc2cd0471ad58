"""What a path says that somebody does: likes a post, passes on a person, has what was collected deleted.

Paths: Tinder (``/like/ID``, ``/pass/ID``), Mastodon (``/statuses/ID/favourite``), Instagram (``/media/ID/like/``), Glean
(``/deletion-request/``), Adjust (``/gdpr_forget_device``), and their like.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.records import Transmission
from analysis.remembered import Remembered

_DOINGS: Final = (
    "like|unlike|superlike|dislike|love|favou?rite|unfavou?rite|reblog|repost|retweet|upvote|downvote|follow|unfollow|bookmark"
    "|save|swipe|pass|mute|block|react|vote|rsvp|clap"
)
_BEFORE: Final = lazy_pattern(
    rf"(?i)(?:/[A-Za-z0-9_.-]{{1,32}}){{0,6}}/(?P<done>{_DOINGS})s?/(?=[A-Za-z0-9_-]{{0,63}}[0-9])[A-Za-z0-9_-]{{8,64}}(?:/super)?/?\Z"
)
_AFTER: Final = lazy_pattern(
    rf"(?i)/[A-Za-z0-9_.-]{{2,64}}/(?=[A-Za-z0-9_:-]{{0,63}}[0-9])[A-Za-z0-9_:-]{{5,64}}/(?P<done>{_DOINGS})s?/?\Z"
)
_DELETION: Final = lazy_pattern(
    r"(?i)/(?P<done>deletion[-_]request|gdpr[-_]?(?:forget|delete|erase|optout)[a-z_-]{0,12}|forget[-_]?(?:me|device|user)|opt[-_]?out"
    r"|right[-_]to[-_]be[-_]forgotten|disable[-_]tracking|stop[-_]tracking|do[-_]not[-_]sell)(?:/|\Z)"
)
_LONGEST: Final = 400


def _done(path: str) -> tuple[int, str] | None:
    found = _AFTER.search(path) or _BEFORE.match(path)
    return (_segment(path, found.start("done")), found["done"]) if found else None


def _asked(path: str) -> tuple[int, str] | None:
    found = _DELETION.search(path)
    return (_segment(path, found.start("done")), found["done"]) if found else None


def _segment(path: str, at: int) -> int:
    return path.count("/", 0, at) - 1


_DONE: Final = Remembered[str, tuple[int, str] | None](_done)
_ASKED: Final = Remembered[str, tuple[int, str] | None](_asked)


def done_to_something(method: str, path: str) -> tuple[int, str] | None:
    """What is done to one thing, as the number of the path's segment and its word; None where nothing is."""
    found = _DONE[path[:_LONGEST]]
    if found is None or "." in path[-8:] or method not in ("GET", "POST", "PUT", "DELETE", "PATCH"):
        return None
    # what only stands at the end may as well be asked for: /posts/12345/likes
    return found if method != "GET" or _BEFORE.match(path[:_LONGEST]) else None


def is_done(sent: Transmission) -> bool:
    """Whether the path of a message says that something is done to one thing."""
    return done_to_something(sent.method, sent.path) is not None


def refused(method: str, path: str) -> tuple[int, str] | None:
    """The segment of a path that asks for deletion or for being left out, and its word; None where none does."""
    return _ASKED[path[:_LONGEST]] if method in ("POST", "PUT", "DELETE", "PATCH") else None

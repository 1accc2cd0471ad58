"""Recognises the notifications of other apps that are passed on: a chat's message in them is still that message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.payload import Group, Payload
from analysis.prose import is_prose
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_TEXT: Final = "message.text"
# Field names without case and separators. Source: Android's StatusBarNotification and Notification's extras.
_APP_FIELDS: Final = frozenset(
    {"package", "packagename", "pkg", "app", "appid", "bundleid", "apppackage", "applicationid"}
)
_APP_ID: Final = lazy_pattern(r"[a-z][a-z0-9]{1,15}(?:\.[A-Za-z_][A-Za-z0-9_-]{0,60}){1,7}")
_OF_A_NOTICE: Final = frozenset({
    "when", "posttime", "postedat", "postedtime", "ticker", "tickertext", "key", "sbnkey", "isongoing", "ongoing", "subtext",
    "bigtext", "notificationkey", "timestamp", "time", "channelid", "conversationtitle", "receivedat", "isclearable",
})  # fmt: skip
_NOTICE_WORDS: Final = frozenset({"notification", "notifications", "sbn", "statusbar", "notify"})
_LONGEST: Final = 8_192  # characters of a text that are given back
_TEXTS: Final = ("text", "body", "content", "bigtext", "message")
# Notifications that a server writes for its own app have these.
_OF_A_CAMPAIGN: Final = frozenset({
    "campaignid", "templateid", "clickaction", "icon", "priority", "notificationid", "route", "href", "deeplink", "to",
    "topic", "registrationids", "badge", "sound", "sendat", "audience", "segment", "locale",
})  # fmt: skip


def _notice_names(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object that may mirror a notification of another app; none where it cannot."""
    said = {"".join(words(name)): name for name in names[:64]}
    may_be = not _APP_FIELDS.isdisjoint(said) and not said.keys().isdisjoint(_TEXTS)
    return said if may_be else {}


_OF_NOTICES: Final = Remembered(_notice_names)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for group, names in place.shapes:
        said = _OF_NOTICES[names]
        if said and group.context == "body":
            yield from _notice(place, group, said)


def _notice(place: Surroundings, group: Group, said: dict[str, str]) -> Iterator[Observation]:
    """The text of another app's notification: beside that app's name, its title, and when it came."""
    app = next((group.members[said[key]].value for key in sorted(_APP_FIELDS.intersection(said))), None)
    if not isinstance(app, str) or not _APP_ID.fullmatch(app) or not _OF_A_CAMPAIGN.isdisjoint(said):
        return
    path = (place.payload.transmission.path[:256],)
    speaks = not _NOTICE_WORDS.isdisjoint(all_words((*group.names[-3:], *path)))
    if _OF_A_NOTICE.isdisjoint(said) or not (
        speaks or not {"ticker", "tickertext", "sbnkey", "bigtext"}.isdisjoint(said)
    ):
        return
    for key in _TEXTS:
        leaf = group.members[said[key]] if key in said else None
        if leaf is not None and isinstance(leaf.value, str) and is_prose(leaf.value):
            yield Observation(
                category=_TEXT, property="x_message", path=leaf.path, value=leaf.value[:_LONGEST],
                reasoning="the text of another app's notification, beside that app's name", rule="notification.mirrored",
                measures=Measures(size=len(leaf.value)), confidence=Confidence.LIKELY,
            )  # fmt: skip


DETECTOR: Final = Detector(
    name="notification",
    version=1,
    categories={
        _TEXT: Mapped(
            google="Emails, SMS or MMS, Other in-app messages", apple="Emails or Text Messages", dpv="pd:Communication",
            tcf="7",
        ),
    },
    rules={"notification.mirrored": "Prose beside another app's package name and the marks of a notification."},
    detect=_detect,
    needs=Needs(objects=(_OF_NOTICES,)),
)  # fmt: skip

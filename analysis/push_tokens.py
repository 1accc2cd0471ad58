"""What the tokens of push services look like, and where a token without a name of its own is one.

Such a token is an address, under which a server reaches one app on one device; it lets nobody in. Firebase
(firebase.google.com, "Manage registration tokens"): the installation's id, ``:APA91b``, random letters; the older Google
Cloud Messaging left out the first. Expo (docs.expo.dev): ``ExponentPushToken[…]``. Apple's push service: 32 bytes, in
hexadecimal digits.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.identifier_shapes import is_hex, is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.readings import text
from analysis.surroundings import Surroundings

_FIREBASE: Final = lazy_pattern(r"(?:[A-Za-z0-9_-]{8,64}:)?APA91b[A-Za-z0-9_-]{100,400}")
_LIKE_FIREBASE: Final = lazy_pattern(r"[A-Za-z0-9_-]{8,64}:APA91b[A-Za-z0-9_-]{12,400}")  # shortened
_EXPO: Final = lazy_pattern(r"Expo(?:nent)?PushToken\[(?!x{4})[A-Za-z0-9_-]{18,40}\]")
_APPLE_SPACED: Final = lazy_pattern(r"<?[0-9a-f]{8}(?: [0-9a-f]{8}){7}>?")  # as old apps print the bytes
_APPLE: Final = 64  # digits
_LEAST_DIGITS: Final = 4  # digits or letters that differ
_SHORTENED: Final = 12  # letters of a token that a log shows, at least
# Where a browser is reached (W3C Push API), and an app for Windows.
_ENDPOINTS: Final = lazy_pattern(
    r"https://(?:fcm\.googleapis\.com/(?:fcm/send|wp)/|updates\.push\.services\.mozilla\.com/wpush/|web\.push\.apple\.com/"
    r"|[a-z0-9.-]{1,40}\.notify\.windows\.com/)[^\s\"<>]{16,1000}"
)
# What says that a token is that of a push service: a value beside it, and the names that such a value has.
_KINDS: Final = frozenset({
    "platform", "os", "type", "provider", "service", "devicetype", "pushtype", "pushprovider", "transport", "env",
    "environment", "tokentype", "system", "channel", "kind", "deviceos", "gateway", "bundleid", "topic", "ostype",
})  # fmt: skip
_SYSTEMS: Final = frozenset({
    "ios", "apns", "apn", "iphone", "ipad", "ipados", "apple", "sandbox", "apnssandbox", "apnssandboxed", "iospush",
    "applepush", "watchos", "voip", "apnsvoip", "pushkit", "iosapp", "macos",
})  # fmt: skip
_OF_PUSHES: Final = frozenset({
    "push", "pushes", "apns", "fcm", "gcm", "notification", "notifications", "notify", "pushtoken", "pushtokens", "notif",
    "notifs", "benachrichtigung", "benachrichtigungen", "meldungen", "notificaciones", "notifiche", "notificacoes",
    "meldingen", "powiadomienia", "oznameni", "varsler", "notiser", "ilmoitukset", "bildirim", "bildirimler",
    "ertesitesek", "tuisong", "推送", "alerts", "alert", "apn", "reminders",
})  # fmt: skip
_BARE: Final = frozenset({"identifier", "token", "tok", "jeton", "value", "id", "handle", "dt"})
_SHORT_TEXT: Final = 20  # characters
_MOST: Final = 32  # members of an object that are looked at


def is_firebase_token(value: str) -> bool:
    """The token of an app at Firebase Cloud Messaging, whole or shortened."""
    found = _LIKE_FIREBASE.fullmatch(value) or _FIREBASE.fullmatch(value)
    return found is not None and len(set(value[-_SHORTENED:])) > _LEAST_DIGITS


def is_expo_token(value: str) -> bool:
    """The token of an app at Expo's push service."""
    return _EXPO.fullmatch(value) is not None


def is_push_endpoint(value: str) -> bool:
    """The address at which a browser or an app for Windows gets its push messages."""
    return _ENDPOINTS.fullmatch(value) is not None


def is_apple_token(value: str) -> bool:
    """32 or 80 bytes in hexadecimal, as Apple's push service gives them; also in groups, as old apps print them."""
    if _APPLE_SPACED.fullmatch(value) is not None:
        return True
    return is_hex(value, _APPLE, 160) and not is_placeholder(value) and len(set(value)) > _LEAST_DIGITS


def is_push_token(value: str) -> bool:
    """Whether a value can be nothing but the token of a push service."""
    return is_firebase_token(value) or is_expo_token(value) or is_push_endpoint(value)


def is_bare_push_token(leaf: Leaf, place: Surroundings) -> bool:
    """``{"token": "740f47…", "platform": "ios"}``: 64 digits named token, beside Apple's system, where pushes are told."""
    value = leaf.value
    if (
        not isinstance(value, str)
        or leaf.context not in ("body", "query")
        or not is_apple_token(value.strip())
    ):
        return False
    group = place.around(leaf.path)
    if group is None or "".join(words(leaf.name)) not in _BARE:
        return False
    above = {word for name in leaf.names[-3:-1] for word in words(name)}
    return _is_of_apple(group) and not (
        _OF_PUSHES.isdisjoint(place.sent_words) and _OF_PUSHES.isdisjoint(above | _told(group))
    )


def _is_of_apple(group: Group) -> bool:
    """By a word for Apple's system or service, or by OneSignal's number for it (its interface's ``device_type``: 0)."""
    if "notification_types" in group.members and "device_type" in group.members:
        return text(group.members["device_type"].value) == "0"
    return any(
        "".join(words(name)) in _KINDS and "".join(words(text(leaf.value)[:24])) in _SYSTEMS
        for name, leaf in islice(group.members.items(), _MOST)
    )


def _told(group: Group) -> set[str]:
    """The words of the names in an object, and of its short texts: ``{"action": "enable_push"}``."""
    members = list(islice(group.members.items(), _MOST))
    texts = (
        leaf.value for _, leaf in members if isinstance(leaf.value, str) and len(leaf.value) <= _SHORT_TEXT
    )
    return {word for name in (*(name for name, _ in members), *texts) for word in words(name)}

"""Recognises push notification tokens: the address under which a server reaches one app on one device."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.identifier_shapes import is_identifier, is_placeholder
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.push_tokens import (
    is_apple_token,
    is_bare_push_token,
    is_expo_token,
    is_firebase_token,
    is_push_endpoint,
)
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.push"
_NAMES: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "push token", "device token", "fcm token", "apns token", "apns device token", "registration token", "gcm token",
        "push notification token", "push id", "push device token", "push registration id", "gcm registration id",
        "fcm registration id", "fcm id", "notification token", "messaging token", "push.token", "apns.token", "fcm.token",
        "registration id", "reg id", "hms push token", "push channel", "push token hex", "voip token", "firebase token",
        "push tokens.token", "push tokens.value", "push tokens", "device tokens", "device tokens.token", "device.token",
        "push subscription.token", "push token.token", "push token.value", "fcm.registration token", "push device.token",
        "apns token hex", "notification.token", "push registration.token", "push info.token", "web push token",
        "push magic", "enable.node", "push address", "push key", "pushkey", "pushkit token", "push kit token", "hms token",
        "mipush token", "xiaomi push token", "huawei push token", "fcm registration token", "cloud messaging token",
        "=apns", "=fcm", "=apn", "=voip",
    )
})  # fmt: skip
_OF_EXPO: Final = TextShape(
    lambda text: text[:4] == "Expo" and is_expo_token(text.strip()), headers=False, begins="E"
)
_BARE: Final = FieldTable(
    dict.fromkeys(
        ("=identifier", "=token", "=tok", "=jeton", "token.value", "=handle", "token.id", "=dt"), "bare"
    )
)
_WEAK: Final = frozenset(
    {"registration id", "reg id", "push id", "registration token", "push channel", "push address"}
)
_ENDPOINT: Final = FieldTable(
    dict.fromkeys(("=endpoint", "push endpoint", "subscription endpoint"), "endpoint")
)
_OF_FIREBASE: Final = TextShape(
    lambda text: len(text) > 30 and "APA91b" in text[:80] and is_firebase_token(text.strip()[:1024]),
    shortest=31,
)
_ADDRESSES: Final = TextShape(
    lambda text: len(text) > 40 and text[:8] == "https://" and is_push_endpoint(text.strip()[:2048]),
    headers=False,
    shortest=41,
    begins="h",
)


def _subscriptions(payload: Payload) -> Iterator[Observation]:
    """The endpoint beside the keys of a browser's subscription (W3C Push API, PushSubscription.toJSON)."""
    place = surroundings(payload)
    for leaf, value in texts_like(payload, _ADDRESSES):
        yield observe(
            leaf, category=_CATEGORY, name="pushNotificationToken", rule="push_token.subscription",
            reasoning="the address at which a browser gets its push messages", confidence=Confidence.CERTAIN,
            value=value.strip(),
        )  # fmt: skip
    for leaf, _, value in named_in(payload, _ENDPOINT):
        if is_push_endpoint(value):
            continue
        beside = leaf.path[: max(leaf.path.rfind("."), leaf.path.rfind(":"))]
        if value.startswith("https://") and any(
            key.path.startswith(beside) for key in place.by_name.get("p256dh", ())[:64]
        ):
            yield observe(
                leaf, category=_CATEGORY, name="pushNotificationToken", rule="push_token.subscription",
                reasoning="the address at which a browser gets its push messages", confidence=Confidence.CERTAIN,
            )  # fmt: skip


def _in_bytes(payload: Payload) -> Iterator[Observation]:
    """A token sent as bytes, as Apple's devices give it: named so, or beside the word that wakes a managed device (MDM)."""
    for blob in payload.blobs:
        if not 32 <= len(blob.data) <= 100 or blob.context != "body":
            continue
        near = surroundings(payload).around(blob.path)
        beside = blob.name in ("Token", "token") and near is not None and "PushMagic" in near.members
        if beside or _NAMES.find(blob.names) is not None:
            yield Observation(
                category=_CATEGORY, property="pushNotificationToken", path=blob.path, value=blob.data.hex(),
                reasoning="a push token", rule="push_token.bytes", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _subscriptions(payload)
    yield from _in_bytes(payload)
    for leaf, _ in texts_like(payload, _OF_FIREBASE):
        yield observe(
            leaf, category=_CATEGORY, name="pushNotificationToken", rule="push_token.firebase_shape",
            reasoning="a Firebase registration token (…:APA91b…)", confidence=Confidence.CERTAIN,
        )  # fmt: skip
    for leaf, _ in texts_like(payload, _OF_EXPO):
        yield observe(
            leaf, category=_CATEGORY, name="pushNotificationToken", rule="push_token.expo_shape",
            reasoning="a push token of Expo's service (ExponentPushToken[…])", confidence=Confidence.CERTAIN,
        )  # fmt: skip
    for leaf, names, _ in named_in(payload, _BARE):
        if _NAMES.find(names) is None and is_bare_push_token(leaf, surroundings(payload)):
            yield observe(
                leaf, category=_CATEGORY, name="pushNotificationToken", rule="push_token.beside_system",
                reasoning="64 or 160 hexadecimal digits, as Apple's push service has them", confidence=Confidence.LIKELY,
            )  # fmt: skip
    for leaf, names, value in named_in(payload, _NAMES):
        phrase = _NAMES.find(names)
        if not 20 <= len(value) <= 1024 or phrase is None or is_firebase_token(value):
            continue
        apple = is_apple_token(value)
        if not apple and is_placeholder(value):
            continue
        if not apple and (phrase in _WEAK or not is_identifier(value, 32)):
            continue
        yield observe(
            leaf, category=_CATEGORY, name="pushNotificationToken", rule="push_token.name_and_shape",
            reasoning="64 or 160 hexadecimal digits, as Apple's push service has them" if apple else "a push token",
            confidence=Confidence.CERTAIN if apple else Confidence.LIKELY,
        )  # fmt: skip


DETECTOR: Final = Detector(
    name="push_token",
    version=6,
    categories={
        _CATEGORY: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "push_token.firebase_shape": "A value of the form …:APA91b…, as Firebase Cloud Messaging gives them.",
        "push_token.expo_shape": "A value of the form ExponentPushToken[…], as Expo's push service gives them.",
        "push_token.bytes": "32 to 100 bytes named for a push token, or named token beside Apple's PushMagic.",
        "push_token.subscription": "An https address in a field named endpoint beside p256dh, the key of a subscription, "
        "or at a push service of Google, Mozilla, Apple or Microsoft.",
        "push_token.beside_system": "64 hexadecimal digits named token beside Apple's system, where pushes are told of.",
        "push_token.name_and_shape": "An Apple-style or other long token in a field named for push or the device's token.",
    },
    detect=_detect,
    needs=Needs(fields=(_NAMES, _ENDPOINT, _BARE), texts=(_OF_FIREBASE, _OF_EXPO, _ADDRESSES), blobs=True),
)

"""What the identifiers of an installation or a browser are called, and which form the values of each have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from analysis.id_phrases import BROWSER, INSTALLATION
from analysis.identifier_shapes import is_hex, is_identifier, is_placeholder, is_uuid
from analysis.lazy_patterns import lazy_pattern

_FIREBASE: Final = lazy_pattern(
    r"[cdef][A-Za-z0-9_-]{21}"
)  # Firebase installation ids begin with the bits 0111
_APPSFLYER: Final = lazy_pattern(
    r"1[0-9]{12}-[0-9]{10,20}"
)  # milliseconds of the first start, and a random number
_SHORTEST_STAMPED: Final = 24
_STAMPED: Final = lazy_pattern(
    r"(?:[A-Z]{1,4}[0-9]{0,3})?1[4-9][0-9]{8}(?:[0-9]{3})?(?:[t_.:-]|-t)(?:[0-9a-f]{24,40}|[0-9]{12,20}|[0-9a-f-]{36})"
)
_LOWER: Final = lazy_pattern(r"(?=(?:[a-z]{0,15}[0-9]){4})[a-z0-9]{16,32}")
_PREFIXED_HEX: Final = lazy_pattern(r"0x[0-9a-fA-F]{12,32}")
_PIXEL: Final = lazy_pattern(r"fb\.[0-9]\.1[0-9]{12}\.[0-9]{6,24}")
_ANALYTICS: Final = lazy_pattern(r"(?:GA[0-9]\.[0-9]\.)?[1-9][0-9]{4,10}\.[1-9][0-9]{5,10}")


def is_analytics(value: str) -> bool:
    """A visitor's number of Google Analytics: a random number and the time of the first visit."""
    return _ANALYTICS.fullmatch(value) is not None


def _is_random(value: str) -> bool:
    return (is_uuid(value) or is_hex(value, 16, 32) or is_analytics(value)) and not is_placeholder(value)


def _is_firebase(value: str) -> bool:
    return _FIREBASE.fullmatch(value) is not None and any(letter.isupper() for letter in value)


def is_appsflyer(value: str) -> bool:
    """An installation's number of AppsFlyer: the time of the first start and a random number."""
    return _APPSFLYER.fullmatch(value) is not None


def is_stamped(value: str) -> bool:
    """The seconds or milliseconds of a first start, with a mark before or without, and then a random number (Kochava)."""
    return len(value) >= _SHORTEST_STAMPED and _STAMPED.fullmatch(value) is not None


def _is_pixel(value: str) -> bool:
    return _PIXEL.fullmatch(value) is not None


def _is_uuid_or_hex(value: str) -> bool:
    return (is_uuid(value) or is_hex(value, 32)) and not is_placeholder(value)


def _is_adobe(value: str) -> bool:
    return 37 <= len(value) <= 39 and value.isdecimal()


def _is_of_a_client(value: str) -> bool:
    """A UUID, 32 hexadecimal digits, or 16 and more small letters and digits without a word in them (Plex)."""
    return (
        _is_uuid_or_hex(value)
        or _PREFIXED_HEX.fullmatch(value) is not None
        or (_LOWER.fullmatch(value) is not None and not is_placeholder(value))
    )


# What attribution services make at the first start of an app, as their pages on calls between servers name it (Adjust's
# android_uuid and primary_dedupe_token, Kochava's and Tenjin's own ids, AppLovin's compass_random_token).
_FIRST_STARTS: Final = (
    "=android uuid", "=ios uuid", "persistent ios uuid", "primary dedupe token", "secondary dedupe token",
    "analytics installation id", "compass random token", "bundle token", "airbridge device uuid",
    "generated device uuid", "first start id", "singular device id", "tenjin id",
)  # fmt: skip


class InstallationItem(msgspec.Struct, frozen=True, kw_only=True):
    """What fields are named that hold one kind of identifier, and the form that their values have."""

    property: str
    rule: str
    phrases: tuple[str, ...]
    shape: Callable[[str], bool]
    reasoning: str
    certain: bool = False


ANALYTICS_RULE: Final = "installation_id.analytics"
ITEMS: Final = (
    InstallationItem(
        property="installationId", rule="installation_id.named", shape=is_identifier,
        phrases=("installation id", "install id", "installation uuid", "install uuid", "app instance id", "instance id",
                 "app install id", "installation identifier", "firebase installation id", "instance uuid", "installid",
                 "randomized device token", "nt id", "app device id", "appsflyer id", "adjust id", "kochava id",
                 "kochava device id",
                 "installation.id", "install.id", "clientuuid", "client uuid", "app guid", "anonymous application id",
                 "app instance identifier", "installation guid", "firebase instance id", "hms aaid", *INSTALLATION),
        reasoning="an identifier of one installation of the app",
    ),
    InstallationItem(
        property="installationId", rule="installation_id.named", shape=_is_uuid_or_hex,
        phrases=("=installation", "=install", "x installation", "x install", "x app installation", "x app install",
                 "installation.uuid", "install.uuid", "=sdid",
                 "=app instance", "x app instance", "x client instance", *_FIRST_STARTS),
        reasoning="an identifier of one installation of the app",
    ),
    InstallationItem(
        property="installationId", rule="installation_id.firebase", shape=_is_firebase, certain=True,
        phrases=("=fid", "firebase fid", "firebase id", "=appid instance", "firebase iid", "=iid", "x iid", "x fid"),
        reasoning="22 characters, as a Firebase installation id has them",
    ),
    InstallationItem(
        property="installationId", rule="installation_id.beside_sender", shape=_is_firebase, certain=True,
        phrases=("=appid", "=app id", "x appid", "x app id"),
        reasoning="22 characters, as a Firebase installation id has them",
    ),
    InstallationItem(
        property="installationId", rule="installation_id.appsflyer", shape=is_appsflyer, certain=True,
        phrases=("uid", "appsflyer id", "appsflyer device id", "appsflyer uid", "af uid", "appsflyer.uid"),
        reasoning="the time of the first start and a random number, as AppsFlyer's installation id",
    ),
    InstallationItem(
        property="installationId", rule="installation_id.client", shape=_is_of_a_client,
        phrases=("client id", "client info.client id", "client.id", "client identifier", "client uid", "client guid"),
        reasoning="a random identifier of the app as a client",
    ),
    InstallationItem(
        property="installationId", rule="installation_id.huawei", shape=_is_uuid_or_hex, phrases=("=aaid",),
        reasoning="Huawei's identifier of one installation of the app",
    ),
    InstallationItem(
        property="browserId", rule="installation_id.analytics", shape=_is_random,
        phrases=("=cid", "ga client id", "=ga", "ga cid"),
        reasoning="the identifier that an analytics service gave this browser or app",
    ),
    InstallationItem(
        property="browserId", rule="installation_id.adobe", shape=_is_adobe, certain=True,
        phrases=("=mid", "d mid", "=mcmid", "mcmid", "ecid", "marketing cloud visitor id", "marketing cloud id",
                "=ecid.id"),
        reasoning="38 digits, as Adobe numbers browsers and apps",
    ),
    InstallationItem(
        property="browserId", rule="installation_id.browser", shape=is_identifier,
        phrases=("browser id", "visitor id", "anonymous id", "anonymous user id", "visitor uuid", "visitor token",
                 "browser uuid", "tracking id cookie", "cookie id", "ajs anonymous id", "scid", "u scid", "visid",
                 *BROWSER),
        reasoning="an identifier of the browser",
    ),
    InstallationItem(
        property="browserId", rule="installation_id.browser", shape=_is_uuid_or_hex, phrases=("=vid", "=visitor"),
        reasoning="a random identifier of the visitor, beside that of the visit",
    ),
    InstallationItem(
        property="browserId", rule="installation_id.meta_pixel", shape=_is_pixel, certain=True, phrases=("fbp",),
        reasoning="the identifier that Meta's pixel gave this browser: time of creation and a random number",
    ),
)  # fmt: skip
APPSFLYER: Final = next(item for item in ITEMS if item.rule == "installation_id.appsflyer")
CLIENT: Final = next(item for item in ITEMS if item.rule == "installation_id.client")
ANALYTICS: Final = next(item for item in ITEMS if item.rule == ANALYTICS_RULE)

"""Names of apps as their makers register them, a domain turned round: ``org.example.notes``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern

_PACKAGE: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9]{0,20}(?:\.[A-Za-z_][A-Za-z0-9_-]{0,60}){1,8}")
_COMPONENT: Final = lazy_pattern(r"\.?[A-Za-z_][A-Za-z0-9_$]{0,60}(?:\.[A-Za-z_][A-Za-z0-9_$]{0,60}){0,8}")
DOMAINS: Final = frozenset({
    "com", "org", "net", "de", "io", "app", "me", "co", "uk", "fr", "it", "es", "nl", "pl", "ru", "cn", "jp", "kr",
    "in", "br",
    "us", "ch", "at", "se", "no", "dk", "fi", "eu", "tv", "cc", "air", "tr", "cz", "be", "info", "ai", "dev", "gov",
    "edu",
    "android", "xyz", "tech", "games", "mobi", "ca", "au", "nz", "id", "vn", "th", "sg", "hk", "tw", "ua", "gr", "hu",
    "il",
})  # fmt: skip
# What else is written like a package: parts of a program, permissions, classes, hosts.
NOT_APPS: Final = frozenset({
    "permission", "permissions", "feature", "features", "class", "classes", "library", "libraries", "module", "modules",
    "framework", "frameworks", "image", "images", "sdk", "sdks", "dependency", "dependencies", "plugin", "plugins",
    "adapter", "adapters", "stack", "stacktrace", "frame", "frames", "logger", "loggers", "service", "services",
    "receiver",
    "receivers", "intent", "intents", "action", "actions", "entitlement", "entitlements", "provider", "providers",
    "exclude", "excluded", "blocked", "blocklist", "targeting", "bapp", "badv", "extensions", "extension", "hosts",
    "host",
    "domains", "domain", "events", "event", "category", "categories", "metric", "metrics", "scopes", "scope", "product",
    "products", "skus", "sku", "component", "components", "config", "keys", "files", "imports", "beacons", "namespace",
    "namespaces", "topics", "topic", "queue", "queues", "npm", "pip", "linked", "allowlist", "whitelist", "experiments",
    "target", "ziel",
})  # fmt: skip
# Parts of a program that a launcher or the system starts, by which an app is named as well.
STARTED: Final = frozenset(
    {
        "component",
        "components",
        "class",
        "receiver",
        "receivers",
        "service",
        "services",
        "action",
        "target",
        "ziel",
    }
)
KEPT: Final = frozenset({"whitelist", "allowlist", "blocklist", "blacklist", "defaults", "config", "cfg"})
_ANDROID_OWN: Final = (
    "android.permission.",
    "android.hardware.",
    "android.software.",
    "android.intent.",
    "java.",
    "javax.",
)


def of_component(value: str) -> str:
    """The app of a component of Android, as launchers name what they start (``com.example.notes/.Main``); "" for others."""
    app, slash, part = value.partition("/")
    if not slash or len(value) > 200 or not _COMPONENT.fullmatch(part) or not is_bundle(app):
        return ""
    return app if part[0] == "." or part.startswith(app[: app.find(".") + 1]) or part.count(".") >= 2 else ""


def is_package(value: str) -> bool:
    """Whether a text is written like the name of an app, and not like one of Android's own names or of a class."""
    return is_bundle(value) and not _is_class(value.rpartition(".")[2])


def is_bundle(value: str) -> bool:
    """The same for Apple's names, whose last part may be capitalised words: ``com.example.NotesMac``."""
    if not _PACKAGE.fullmatch(value) or value.startswith(_ANDROID_OWN):
        return False
    return value.partition(".")[0].lower() in DOMAINS


def _is_class(last: str) -> bool:
    """``MainActivity``, ``InterstitialAd``: two capitalised words and more, as classes are named."""
    return last[:1].isupper() and len(words(last)) >= 2


def are_of_several_makers(packages: Iterable[str], least: int) -> bool:
    """Whether names are those of several makers, and not the parts of one program."""
    return len({".".join(package.split(".")[:2]).lower() for package in packages}) >= least

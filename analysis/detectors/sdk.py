"""Recognises the library that sends a message, by the name and version that it gives itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name, is_placeholder, is_uuid
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "diagnostics.sdk"
_MOST: Final = 64  # names of an object that are looked at
# Sentry's event (sdk.name, sdk.version), Segment's and RudderStack's context (library.name, library.version), PostHog's and
# Mixpanel's ($lib, $lib_version), OpenTelemetry's resource (telemetry.sdk.name), Bugsnag's payload (notifier.name), and what
# the reference of each mobile SDK calls it.
_VERSIONS: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "sdk version", "sdk ver", "sdkv", "sdk.version", "sdk v", "library version", "library.version", "lib version",
        "lib.version", "tracker version", "client library version", "sdk info.version", "notifier.version",
        "sdk build version", "agent version", "sdk package version", "telemetry sdk version", "agent.version", "sdk.ver",
        "kit version", "sdk.v", "sdk.vsn", "libv", "=sdk vsn", "lib.v", "agent.v", "tracker.version", "tracker.v",
    )
})  # fmt: skip
_NAMES: Final = FieldTable({
    phrase: phrase
    for phrase in (
        "sdk name", "sdk.name", "library.name", "=lib", "library name", "lib name", "lib.name", "notifier.name",
        "sdk info.name", "telemetry sdk name", "sdk id", "sdk platform", "agent name", "mp lib", "sdk type", "sdk.id",
        "sdk.n", "=sdk n", "lib.n", "tracker.name", "tracker.n",
    )
})  # fmt: skip
# Fields that name a library only where their value says that it is one: ``{"service": "dd-sdk-android"}``.
_SERVICES: Final = FieldTable(
    dict.fromkeys(("=service", "=agent", "=client", "=library", "=notifier"), "service")
)
_VERSION: Final = lazy_pattern(
    r"(?:[a-z]{2,12}-)?v?[0-9]{1,4}(?:\.[0-9]{1,6}){1,4}(?:[-+._ ]?[A-Za-z0-9.+_-]{1,40})?"
)
_NAME: Final = lazy_pattern(r"@?[A-Za-z][A-Za-z0-9_.@/ -]{2,63}")
# Versions of the system, of the least that an app asks for, of what other apps were built with; settings of a build.
_OTHERS: Final = frozenset({
    "os", "system", "min", "minimum", "target", "compile", "required", "latest", "supported", "device", "platform", "api",
    "android", "ios", "build", "java", "dotnet", "dart", "flutter", "unity", "node", "python", "server", "remote", "user",
    "max", "ndk", "license", "licence", "graphics", "dynamic", "static", "shared", "music", "photo", "book", "public",
})  # fmt: skip


# What a library counts of itself: words of what went wrong or through, and of what it counts. Sources: the health and client
# reports of Sentry, Datadog, New Relic and OpenTelemetry's exporters.
_OUTCOMES: Final = frozenset({
    "dropped", "discarded", "retry", "retries", "fail", "failed", "failures", "err", "errors", "sent", "flush", "flushed",
    "lost", "timeouts", "init", "queued", "evicted", "throttled", "reconnects",
})  # fmt: skip
_COUNTED: Final = frozenset({
    "queue", "q", "event", "events", "evt", "evts", "batch", "batches", "http", "net", "upload", "uploads", "flush", "cache",
    "init", "retry", "span", "spans", "envelope", "envelopes", "buffer", "export", "request", "requests",
})  # fmt: skip
_OF_SERVERS: Final = frozenset(
    {"node", "pod", "cluster", "broker", "shard", "replica", "server", "kafka", "job", "worker"}
)
_OWN: Final = frozenset({"sdk", "lib", "library", "tracker", "agent", "sdkversion", "libversion", "sdkname"})


def _counters(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of an object's counters of a library's own work, where it has two and more of them."""
    found = tuple(name for name in names[:48] if _is_counter(words(name)))
    return found if len(found) >= 2 else ()


def _is_counter(spoken: tuple[str, ...]) -> bool:
    said = frozenset(spoken)
    if len(said) < 2 or said.isdisjoint(_OUTCOMES):
        return spoken[:1] in (("retries",), ("reconnects",))
    return not said.isdisjoint(_COUNTED) or said >= {"init", "ms"}


_COUNTERS: Final = Remembered(_counters)


def _counts(payload: Payload) -> Iterator[Observation]:
    """How a library's own work goes, in a message that says that it is of a library on a device."""
    place = surroundings(payload)
    said: frozenset[str] | None = None
    for group, names in place.shapes:
        counters = _COUNTERS[names] if group.context == "body" else ()
        told = [name for name in counters if number(group.members[name].value) is not None]
        if len(told) < 2:
            continue
        if said is None:
            every = (*place.names[:128], *(each.name for each in payload.groups[:64]))
            said = all_words(every) | place.sent_words
        if _OWN.isdisjoint(said) or not _OF_SERVERS.isdisjoint(said):
            return
        yield observe(
            group.members[told[0]], category=_CATEGORY, name="x_sdkCounters", rule="sdk.counters",
            reasoning="what the library that sends counts of its own work", confidence=Confidence.LIKELY,
            value=", ".join(f"{name} {text(group.members[name].value)}" for name in told[:12]),
        )  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _counts(payload)
    for leaf, names, value in named_in(payload, _VERSIONS, _NAMES, _SERVICES):
        if len(value) > 64 or leaf.context == "header" or is_placeholder(value):
            continue
        if (found := _VERSIONS.find_with_rest(names)) is not None:
            if not _VERSION.fullmatch(value) or not _OTHERS.isdisjoint(found[1]):
                continue
            yield observe(
                leaf, category=_CATEGORY, name="trackerSdkVersion", rule="sdk.version",
                reasoning="the version of the library that sends", confidence=Confidence.LIKELY,
            )  # fmt: skip
        elif (
            (
                named := _NAMES.find_with_rest(names)
                or (_SERVICES.find_with_rest(names) if _is_sdk(value) else None)
            )
            is not None
            and isinstance(leaf.value, str)
            and _NAME.fullmatch(value)
            and _OTHERS.isdisjoint(named[1])
            and not (names[-1] in ("lib", "Lib", "LIB") and _is_wording(value, leaf, payload))
            and not (is_uuid(value) or hash_name(value) or words(value)[:1] == ("unknown",))
        ):
            yield observe(
                leaf, category=_CATEGORY, name="x_sdkName", rule="sdk.name",
                reasoning="the name of the library that sends", confidence=Confidence.LIKELY,
            )  # fmt: skip


# Beside the wording of a line of a receipt, of an account or of a table of codes: the French call it ``lib``, of libellé.
_OF_A_LINE: Final = frozenset({
    "px", "prix", "prixttc", "prixht", "pu", "price", "qte", "qty", "quantite", "quantity", "ean", "gtin", "mnt", "montant",
    "amount", "code", "cod", "tva", "ttc", "ht", "total", "debit", "credit", "solde", "article", "remise", "unite", "ref",
})  # fmt: skip


_PARTS: Final = frozenset(
    {"libs", "libraries", "dependencies", "deps", "licenses", "licences", "lizenzen", "licencias", "parts"}
)
# Beside the name of a library, or within it: ``tiniest-js``, ``web``.
_VERSIONED: Final = frozenset(
    {"libv", "libversion", "libver", "v", "ver", "version", "sdk", "sdkversion", "libraryversion"}
)
_LIBRARY: Final = lazy_pattern(
    r"(?i)[-/.@_0-9]|sdk|js\Z|android|ios\b|web|python|java|flutter|unity|swift|kotlin|node|\Ago\Z"
)


def _is_wording(value: str, leaf: Leaf, payload: Payload) -> bool:
    """Whether a ``lib`` is what something is called, in words or in a row of a list of such: no library is named so."""
    if " " in value:
        return True
    group = surroundings(payload).around(leaf.path)
    if group is None or len(group.members) > _MOST:
        return False
    said = frozenset("".join(words(name)) for name in group.members)
    if not said.isdisjoint(_OF_A_LINE) or not _PARTS.isdisjoint(all_words(group.names[-1:])):
        return True
    return said.isdisjoint(_VERSIONED) and _LIBRARY.search(value) is None


def _is_sdk(value: str) -> bool:
    return "-" in value and "sdk" in words(value)


DETECTOR: Final = Detector(
    name="sdk",
    version=3,
    categories={
        _CATEGORY: Mapped(google="Diagnostics", apple="Other Diagnostic Data", dpv="pd:DeviceBased", tcf="2"),
    },
    rules={
        "sdk.version": "A version with a dot in a field named for the version of an SDK, library or tracker.",
        "sdk.name": "A word in a field named for the name of an SDK or library; in one named service, a word that "
        "says sdk.",
        "sdk.counters": "Two or more counters of a library's own work (dropped, retried, flushed), in a message of "
        "a library.",
    },
    detect=_detect,
    needs=Needs(fields=(_VERSIONS, _NAMES, _SERVICES), objects=(_COUNTERS,)),
)

"""What the address of a message says its values are: ``/topics/android_phone_gyroscope``, ``/sensors/light/insert``.

Only the last telling steps of a path or an MQTT topic, and what the query calls the sensor or measurement.
"""

from __future__ import annotations

from typing import Final

from analysis.field_names import words
from analysis.labels import is_neutral
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Payload
from analysis.query_string import parse_pairs
from analysis.remembered import Remembered

_VERBS: Final = frozenset({
    "insert", "push", "upload", "uploads", "ingest", "data", "api", "create", "add", "batch", "record", "records", "update",
    "latest", "save", "post", "put", "report", "reports", "event", "events", "collect", "submit", "write", "publish",
    "sync", "sample", "samples", "reading", "readings", "state", "status", "value", "values", "send", "store", "bulk",
    "new", "current", "raw", "measurement", "measurements", "observation", "observations", "entries", "entry", "log",
    "logs", "stream", "live", "now", "json", "csv", "in", "get", "attributes", "tele", "stat", "sensor", "sensors", "set",
})  # fmt: skip  # steps of an address that say what is done, not to what
_ASKED: Final = frozenset(
    {"sensor", "sensortype", "sensorname", "metric", "measurement", "stream", "topic", "table", "datatype"}
)
_MOST: Final = 2  # telling steps
_STEP: Final = lazy_pattern(r"[A-Za-z](?:[A-Za-z_.:-]|(?<![0-9])[0-9]{1,2}(?![0-9])){1,63}\Z")
_ENDING: Final = lazy_pattern(r"\.(?:json|csv|php|txt|avro|parquet|ndjson|xml)\Z")


def _telling(path: str) -> tuple[str, ...]:
    found: list[str] = []
    for step in reversed(path.split("/")[-8:]):
        name = _ENDING.sub("", step)
        if not _STEP.match(name) or all(word in _VERBS for word in words(name)):
            continue
        found.append(name)
        if len(found) == _MOST:
            break
    return tuple(found)


_TELLING: Final = Remembered(_telling)


def topic_of(path: str) -> str:
    """The MQTT topic in the path of a value; "" where there is none."""
    at = path.find("mqtt:", 0, 256)
    if at < 0:
        return ""
    topic = path[at + 5 :].partition(">")[0]
    return "" if topic.startswith("$") else topic.partition("[")[0]


def topic_steps(path: str) -> tuple[str, ...]:
    """The last steps of the MQTT topic that a value was published to."""
    topic = topic_of(path)
    return tuple(topic.split("/")[-6:]) if topic else ()


def topic_names(path: str) -> tuple[str, ...]:
    """The telling steps of the topic that a value was published to."""
    topic = topic_of(path)
    return _TELLING[topic] if topic else ()


def is_command(path: str) -> bool:
    """Whether the value was published to a topic for commands: what a thing shall do, not what it measures."""
    topic = topic_of(path)
    return bool(topic) and (
        topic.endswith(("/set", "/command", "/cmd")) or topic.startswith(("cmnd/", "cmd/"))
    )


def _says_nothing(name: str) -> bool:
    return all(word in _VERBS or word.isdigit() for word in words(name)) or is_neutral(name)


SAYS_NOTHING: Final = Remembered(_says_nothing)  # of a name: whether it says what is done, not to what
_last: tuple[Payload, tuple[str, ...]] | None = None


def sent_names(payload: Payload, path: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """What the address says of a value in the body whose own names say nothing: its topic, then its path; else ()."""
    if not path.startswith("body") or not all(SAYS_NOTHING[name] for name in names):
        return ()
    return (*topic_names(path), *address_names(payload))


def address_names(payload: Payload) -> tuple[str, ...]:
    """The telling steps of the path that a message was sent to, the last first, after what its query asks for."""
    global _last
    if _last is None or _last[0] is not payload:
        _last = payload, _address_names(payload)
    return _last[1]


def _address_names(payload: Payload) -> tuple[str, ...]:
    sent = payload.transmission
    if not sent.body:
        return ()
    asked = parse_pairs(sent.query[:2048]) if sent.query else {}
    named = [
        value
        for name, value in asked.items()
        if isinstance(value, str)
        and _STEP.match(value)
        and ("".join(words(name)) in _ASKED or (name == "type" and "sensor" in words(value)))
    ]
    return (*named[:_MOST], *_TELLING[sent.path[-512:]])

"""Reads the labelled cases of the corpus: what is sent, what is true of it, and where that is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
import yaml

from analysis.records import BODY_LIMIT, HEAD_SAMPLE, Transmission, Visibility, new_id
from analysis.redaction import redact
from tests.corpus.recipes import as_bytes, declared, evaluate

CORPUS: Final = Path(__file__).resolve().parent
_WHEN: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
_EXPECTED: Final = re.compile(
    r"(?P<category>[a-z_]+(?:\.[a-z0-9_]+)?)(?: \((?P<prop>\w+)\))?(?: at (?P<path>\S+))?(?: = (?P<value>.*))?",
    re.DOTALL,
)
_BINARY: Final = frozenset({"websocket", "mqtt", "raw"})


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """One datum that is in a message. ``category`` may be a kind alone; ``path`` is a piece of the path, or none."""

    category: str
    prop: str | None = None
    path: str | None = None
    value: str | None = None

    @property
    def kind(self) -> str:
        return self.category.partition(".")[0]


class CaseFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case as it stands in its file; README.md explains the keys."""

    send: str
    source: str
    expect: list[str] = []
    also: list[str] = []
    headers: dict[str, str] = {}
    body: Any = None
    frames: list[Any] = []
    protocol: str = "http/1.1"
    licence: str = ""
    note: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case, ready to be analysed. ``also`` are categories that are true of the message but not asked for.

    ``frames`` are the messages of one socket, of which ``transmission`` is the first; empty where it is a message by itself.
    """

    id: str
    file: CaseFile
    transmission: Transmission
    expect: tuple[Expected, ...]
    also: frozenset[str]
    frames: tuple[Transmission, ...] = ()

    @property
    def negative(self) -> bool:
        return not self.expect

    @property
    def http(self) -> bool:
        return self.file.protocol not in _BINARY


class _Loader(yaml.SafeLoader):
    """YAML with JSON's scalars only: no dates, no yes and no, no numbers to the base 60, no leading zeros."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null", "n"),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


@cache
def load_cases() -> tuple[Case, ...]:
    """Every case, in the order of the names of their files."""
    return tuple(load_case(path) for path in sorted(CORPUS.glob("*/*.yaml")))


def load_case(path: Path) -> Case:
    """One case. Raises where its file is not of the documented form."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    file = msgspec.convert(loaded, CaseFile)
    name = f"{path.parent.name}/{path.stem}"
    frames = tuple(_frames(name, file))
    return Case(
        id=name,
        file=file,
        frames=frames,
        transmission=frames[0] if frames else _transmission(name, file),
        expect=tuple(parse_expected(text) for text in file.expect),
        also=frozenset(file.also),
    )


def parse_expected(text: str) -> Expected:
    """``category``, with ``(property)``, ``at path`` and ``= value`` after it in this order, each of them optional."""
    match = _EXPECTED.fullmatch(text)
    if match is None:
        raise ValueError(f"not an expectation: {text!r}")
    return Expected(**match.groupdict())


def _transmission(name: str, file: CaseFile) -> Transmission:
    method, _, address = file.send.partition(" ")
    url = urlsplit(address)
    data, headers = _body(file)
    sampled = data is not None and len(data) > BODY_LIMIT
    secure = url.scheme in ("https", "wss", "mqtts")
    return redact(
        Transmission(
            id=new_id(_WHEN, name.encode()),
            flow_id=name,
            seen_at=_WHEN,
            writer="corpus",
            corpus="accuracy",
            protocol=file.protocol,
            visibility=Visibility.SAMPLED
            if sampled
            else Visibility.OPENED
            if secure
            else Visibility.CLEARTEXT,
            method="" if file.protocol in _BINARY else method,
            scheme=url.scheme,
            host=url.hostname or "",
            port=url.port or (443 if secure else 80),
            path=url.path or "/",
            query=url.query,
            request_headers=tuple(({"Host": url.netloc} | headers | file.headers).items()),
            body_size=len(data) if data is not None else None,
            body=data[:HEAD_SAMPLE] if data is not None and sampled else data,
        )
    )


def _frames(name: str, file: CaseFile) -> Iterator[Transmission]:
    """One message each; a recipe that gives a list gives as many. They are sent a twentieth of a second apart."""
    bodies = [
        item
        for value in map(evaluate, file.frames)
        for item in (value if isinstance(value, list) else [value])
    ]
    for number, body in enumerate(bodies):
        one = _transmission(
            f"{name} {number}", msgspec.structs.replace(file, body={"as": ["text"], "of": body})
        )
        yield msgspec.structs.replace(one, flow_id=name, seen_at=_WHEN + timedelta(milliseconds=50 * number))


def _body(file: CaseFile) -> tuple[bytes | None, dict[str, str]]:
    if file.body is None:
        return None, {}
    data = as_bytes(evaluate(file.body))
    steps = file.body["as"] if isinstance(file.body, dict) else ["text"]
    return data, {} if file.protocol in _BINARY else declared(steps)

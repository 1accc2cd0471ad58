"""Turns a transmission into an event: attribute, decode, detect, merge, mask. Pure; a failing unit becomes a warning."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Final

import msgspec

from analysis import registry
from analysis.asking import Asking
from analysis.attribution import recipient
from analysis.catalogue import Catalogue
from analysis.decoding import open_message
from analysis.described_data import is_described
from analysis.masking import digest, mask
from analysis.nobodys_objects import is_of_nobody
from analysis.payload import Payload
from analysis.processor_time import ProcessorTime
from analysis.records import Confidence, Event, Finding, Observation, Transmission
from analysis.remembered import Remembered
from analysis.row_paths import row_path
from analysis.secret_places import SecretPlaces

if TYPE_CHECKING:  # most runs look for no known values, and start without what finds them
    from analysis.indicators import Indicators

ENDPOINT_RULE: Final = "endpoint_field"
KNOWN_VALUE: Final = "indicator"  # the rule of the household's own values
_RANK: Final = {Confidence.POSSIBLE: 2, Confidence.LIKELY: 1, Confidence.CERTAIN: 0}  # the surest first
MAX_SECONDS: Final = 10.0  # of the processor that all detectors may take with one message: a last resort
_OPAQUE: Final = "opaque."
_ANYWHERE: Final = (
    _OPAQUE,
    "credential.",
)  # what counts in a description of data too: a secret is kept from its reader
_RULE_FOLDERS: Final = ("", "decoders", "detectors", "media")


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """An event with the full value of each finding, in the same order, and whether its body holds a secret.

    Where a secret stands in a value, or around it, the full value is the masked one as well.
    """

    event: Event
    revealed: tuple[str, ...]
    has_secret: bool


class Analyser:
    """Analyses transmissions against one catalogue.

    ``home_key`` (32 bytes) keys the value digests; None is for callers that drop the digests, such as ``scan``.
    ``indicators`` are the household's known values, looked for beside what the detectors find.
    """

    def __init__(
        self, catalogue: Catalogue, home_key: bytes | None = None, indicators: Indicators | None = None
    ) -> None:
        self.catalogue = catalogue
        key = home_key or bytes(32)
        self._digests: Remembered[str, str] = Remembered(lambda value: digest(key, value))
        self._asking = Asking(registry.detectors())
        registry.decoders()  # what cannot be used is told here, and not once a message
        self._indicators = indicators
        self.rules_version = rules_version()
        if indicators:
            self.rules_version += f"+{indicators.version}"  # so that a rebuild looks for values added since
        self.catalogue_version = catalogue.version

    def analyse(self, transmission: Transmission) -> Analysis:
        """Everything that the rules find in a transmission. The same input and rules give the same bytes."""
        attribution = recipient(transmission, self.catalogue)
        payload = open_message(transmission, attribution.endpoint)
        observations, warnings = self._detect(payload)
        merged = merge(observations)
        secrets = SecretPlaces(group[0].path for group in merged if is_secret_of_body(group[0]))
        findings = tuple(self._finding(group, secrets) for group in merged)
        event = Event(
            transmission=msgspec.structs.replace(transmission, body=None),
            findings=findings,
            tracker=attribution.tracker,
            company=attribution.company,
            warnings=(*payload.warnings, *warnings),
            rules_version=self.rules_version,
            catalogue_version=self.catalogue_version,
        )
        return Analysis(
            event=event,
            revealed=tuple(
                finding.value if secrets.touch(finding.path) else group[0].value
                for finding, group in zip(findings, merged, strict=True)
            ),
            has_secret=bool(secrets),
        )

    def _detect(self, payload: Payload) -> tuple[list[Observation], list[str]]:
        observations: list[Observation] = []
        warnings: list[str] = []
        asked = self._asking.about(payload)
        budget = ProcessorTime(MAX_SECONDS)
        for detector in asked:
            if budget.is_spent():
                warnings.append(
                    f"took more than {MAX_SECONDS:g} s: {detector.name} and those after it did not look"
                )
                break
            try:
                observations += detector.detect(payload)
            except Exception as error:  # noqa: BLE001  the event is kept, and says which detector failed
                warnings.append(_failure(detector.name, error))
        observations = [
            item
            for item in observations
            if item.category.startswith(_ANYWHERE)
            or not (is_described(item.path, payload) or is_of_nobody(item.category, item.path, payload))
        ]
        if self._indicators:
            try:
                observations += self._indicators.find(payload)
            except Exception as error:  # noqa: BLE001  as above
                warnings.append(_failure("indicators", error))
        return observations, warnings

    def _finding(self, group: tuple[Observation, ...], secrets: SecretPlaces) -> Finding:
        best = group[0]
        reasoning, measures = best.reasoning, best.measures
        rules: tuple[str, ...] = (best.rule,)
        if len(group) > 1:
            reasoning = "; ".join(dict.fromkeys(observation.reasoning for observation in group))
            rules = tuple(dict.fromkeys(observation.rule for observation in group))
            measures = next((item.measures for item in group if item.measures is not None), None)
        return Finding(
            category=best.category,
            property=best.property,
            path=best.path,
            value=secrets.shown(best.path, best.value, mask(best)),
            value_digest=self._digests[best.value],
            reasoning=reasoning,
            rules=rules,
            confidence=best.confidence,
            measures=measures,
        )


def merge(observations: Iterable[Observation]) -> list[tuple[Observation, ...]]:
    """Groups of observations of one datum, the surest first; groups in the order of path and property.

    One datum: the same path and property, or the same path and kind where the endpoint's own description names it, or the
    same path, category and value where it is a known value.
    Bytes are opaque only where nothing else was recognised in them.
    """
    groups: dict[tuple[str, str], list[Observation]] = {}
    described: dict[tuple[str, str], tuple[str, str]] = {}
    ordered = sorted(observations, key=_surest_first)
    has_known = any(item.rule == KNOWN_VALUE for item in ordered)
    data: dict[tuple[str, str, str], tuple[tuple[str, str], bool]] = {}
    opaque = any(item.category.startswith(_OPAQUE) for item in ordered)
    recognised = set[str]()
    if opaque:
        recognised.update(item.path for item in ordered if not item.category.startswith(_OPAQUE))
    for item in ordered:
        if (
            opaque
            and item.category.startswith(_OPAQUE)
            and (item.path in recognised or row_path(item.path) in recognised)
        ):
            continue
        key = (item.path, item.property)
        if item.rule == ENDPOINT_RULE:
            described.setdefault((item.path, item.category.partition(".")[0]), key)
        elif described and key not in groups:
            key = described.get((item.path, item.category.partition(".")[0]), key)
        if has_known:
            known = item.rule == KNOWN_VALUE
            first, was_known = data.setdefault((item.path, item.category, item.value), (key, known))
            key = first if (known or was_known) and key not in groups else key
        group = groups.get(key)
        if group is None:
            groups[key] = [item]
        else:
            group.append(item)
    return [tuple(groups[key]) for key in sorted(groups)]


def _surest_first(found: Observation) -> tuple[int, bool, str]:
    return _RANK[found.confidence], found.rule != ENDPOINT_RULE, found.rule


def is_secret_of_body(found: Observation | Finding) -> bool:
    """Headers and query were redacted before the journal; only a body can still hold a secret."""
    return (
        found.category.startswith("credential.")
        and found.path.startswith("body")
        and found.confidence is not Confidence.POSSIBLE
    )


def _failure(detector: str, error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    line = trace.tb_lineno if trace is not None else 0
    return f"detector {detector} failed ({type(error).__name__}, line {line}): its findings are missing here"


@cache
def rules_version() -> str:
    """A short hash over the source of everything that decides what is found, so that no change goes unnamed.

    Units of other packages count by their package's name and version.
    """
    sources = hashlib.sha256("\n".join(registry.foreign_units()).encode())
    package = resources.files("analysis")
    for folder in _RULE_FOLDERS:
        place = package / folder if folder else package
        for entry in sorted(_sources(place), key=lambda item: item.name):
            sources.update(f"{folder}/{entry.name}\0".encode() + entry.read_bytes())
    return sources.hexdigest()[:12]


def _sources(place: Traversable) -> list[Traversable]:
    return (
        [entry for entry in place.iterdir() if entry.name.endswith((".py", ".yaml"))]
        if place.is_dir()
        else []
    )

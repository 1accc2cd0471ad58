"""Recognises what a radio calls itself: an amateur's call sign, the number of a ship's radio, the node of a mesh.

Sources, from memory: ITU Radio Regulations, article 19 (call signs); ITU-R M.585 (MMSI: nine digits, of ships from 2 to 7);
signalk.org, data model (``urn:mrn:imo:mmsi:…``); meshtastic.org, MQTT (``!`` and eight hexadecimal digits); ADIF, fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_ACCOUNT: Final = "identifier.account"
_DEVICE: Final = "identifier.device"
_OWN_CALLS: Final = FieldTable(
    dict.fromkeys(("my call", "mycall", "my callsign", "my call sign", "station callsign", "station call sign",
                   "own callsign", "own call sign", "operator callsign", "operator call sign", "home callsign",
                   "receiver callsign",
                   "reporter callsign", "rufzeichen", "de call"), "own")
)  # fmt: skip
_CALLS: Final = FieldTable(dict.fromkeys(("=callsign", "=call sign"), "any"))
_OF_AMATEURS: Final = frozenset({
    "band", "qso", "qth", "locator", "grid", "gridsquare", "mode", "rst", "repeater", "talkgroup", "dmrid", "dxcc",
    "antenna",
    "ssb", "ft8", "aprs",
})  # fmt: skip
_CALL: Final = lazy_pattern(r"(?:[A-Z]{1,2}|[0-9][A-Z]|[A-Z][0-9])[0-9]{1,2}[A-Z]{1,4}(?:[/-][A-Z0-9]{1,3})?")
_SHIPS: Final = FieldTable(
    dict.fromkeys(("=mmsi", "own mmsi", "vessel mmsi", "ship mmsi", "boat mmsi", "mmsi number"), "mmsi")
)
_MMSI: Final = lazy_pattern(r"[2-7][0-9]{8}")
_URN: Final = lazy_pattern(
    r"(?i)(?:vessels\.)?urn:mrn:(?:imo:mmsi:([2-7][0-9]{8})|signalk:uuid:([0-9a-f-]{36}))"
)
_HEX: Final = lazy_pattern(r"[0-9a-f]{8}")
_URNS: Final = TextShape(
    lambda text: "urn:mrn:" in text and _URN.fullmatch(text),
    headers=False,
    shortest=24,
    longest=80,
    begins="vu",
)
# The address of a node, or the topic to which it sends: ``!da6574c8``, ``msh/EU_868/2/json/LongFast/!da6574c8``.
_NODES: Final = TextShape(
    lambda text: text[-9:-8] == "!" and (len(text) == 9 or text[:4] == "msh/") and _is_node(text[-8:]),
    headers=False,
    shortest=9,
    longest=128,
    begins="!m",
)
_NOBODY: Final = frozenset({"ffffffff", "00000000", "deadbeef", "12345678"})  # the broadcast, and samples


def _is_node(digits: str) -> bool:
    return digits not in _NOBODY and len(set(digits)) > 2 and _HEX.fullmatch(digits) is not None


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _ships(payload)
    seen = set[str]()
    for leaf, text in texts_like(payload, _NODES):
        if leaf.name.lower() in ("to", "dest", "destination"):
            continue  # to whom it is sent
        node = text[-9:]
        if node not in seen:
            seen.add(node)
            yield observe(
                leaf, category=_DEVICE, name="deviceId", rule="radio_number.node", value=node,
                reasoning="the number of a radio in a mesh of radios", confidence=Confidence.LIKELY,
            )  # fmt: skip
    for leaf, names, value in named_in(payload, _OWN_CALLS, _CALLS):
        if (
            leaf.context == "header"
            or not 3 <= len(value) <= 12
            or is_placeholder(value)
            or value.endswith("XX")
            or not _CALL.fullmatch(value)
        ):
            continue
        if _OWN_CALLS.find(names) is None:
            beside = {"".join(words(name)) for name in surroundings(payload).siblings(leaf.path)}
            if "[" in leaf.path or _OF_AMATEURS.isdisjoint(beside):
                continue  # an aircraft's, a station's in a list of many
        yield observe(
            leaf, category=_ACCOUNT, name="x_callSign", rule="radio_number.call_sign",
            reasoning="the call sign of a radio amateur, which stands for one person", confidence=Confidence.LIKELY,
        )  # fmt: skip


def _ships(payload: Payload) -> Iterator[Observation]:
    """One ship's number in a message: several are those that it hears, or that a page shows."""
    found = [
        (leaf, matched[1] or matched[2])
        for leaf, text in texts_like(payload, _URNS)
        if (matched := _URN.fullmatch(text))
    ]
    found += [
        (leaf, value)
        for leaf, _, value in named_in(payload, _SHIPS)
        if leaf.context == "body"
        and "[" not in leaf.path
        and _MMSI.fullmatch(value)
        and not is_placeholder(value)
    ]
    if len({number for _, number in found}) == 1:
        leaf, number = found[0]
        yield observe(
            leaf, category=_DEVICE, name="deviceId", rule="radio_number.ship", value=number,
            reasoning="the number of a ship's radio, which one vessel has", confidence=Confidence.LIKELY,
        )  # fmt: skip


DETECTOR: Final = Detector(
    name="radio_number",
    version=1,
    categories={
        _ACCOUNT: Mapped(google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"),
        _DEVICE: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "radio_number.call_sign": "A call sign of the amateurs' form in a field for one's own, or beside a band or locator.",
        "radio_number.ship": "Nine digits from 2 to 7 in a field named MMSI or a URN of a vessel, alone in a message.",
        "radio_number.node": "An exclamation mark and eight hexadecimal digits, alone or at the end of a topic below msh.",
    },
    detect=_detect,
    needs=Needs(fields=(_OWN_CALLS, _CALLS, _SHIPS), texts=(_URNS, _NODES)),
)

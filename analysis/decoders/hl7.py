"""HL7 version 2 messages (ER7): who the patient is and what was measured, by name; other segments by their numbers.

Source: HL7 Messaging Standard 2.5.1, chapters 2 (delimiters), 3 (PID) and 7 (OBX).
"""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part, Tree

_HINT: Final = r"\A[\x0b\s]{0,8}MSH\|[^\sA-Za-z0-9]{3,5}\|"
_START: Final = lazy_pattern(_HINT)
_FRAMED: Final = lazy_pattern(rb"\A\x0bMSH\|")
_MAX_SEGMENTS: Final = 5_000
_MAX_FIELDS: Final = 64
_DAY: Final = lazy_pattern(r"([12][0-9]{3})([01][0-9])([0-3][0-9])(?:([0-2][0-9])([0-5][0-9])([0-5][0-9])?)?")
_NUMBER: Final = lazy_pattern(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_SYSTEMS: Final = {"F": "female", "M": "male"}

Members = dict[str, Tree]


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if isinstance(text, bytes):  # framed as it goes over a socket (MLLP), which is no plain text
        if not _FRAMED.match(text):
            return None
        text = text.decode("utf-8", "replace")
    if len(text) > limit or not _START.match(text):
        return None
    lines = [line for line in re.split(r"[\r\n]{1,2}", text.strip("\x0b\x1c \r\n")) if line]
    component = lines[0][4:5] or "^"
    found: Members = {}
    observations: list[Tree] = []
    others: list[Tree] = []
    for line in lines[:_MAX_SEGMENTS]:
        fields = line.split("|", _MAX_FIELDS)
        if fields[0] == "PID":
            found["patient"] = _patient(fields, component)
        elif fields[0] == "OBX":
            observations.append(_observation(fields, component))
        elif fields[0] == "MSH":
            found["message"] = _header(fields, component)
        elif re.fullmatch(r"[A-Z][A-Z0-9]{2}", fields[0]):
            others.append(_other(fields))
    if observations:
        found["observations"] = observations
    if others:
        found["segments"] = others
    return Opened(label="hl7", tree=found, truncated=len(lines) > _MAX_SEGMENTS)


def _header(fields: list[str], component: str) -> Members:
    padded = [*fields, *[""] * 12]
    return _kept({
        "sending_application": padded[2], "sending_facility": padded[3], "receiving_application": padded[4],
        "time": _date(padded[6]), "message_type": padded[8].replace(component, " "), "control_id": padded[9],
    })  # fmt: skip


def _patient(fields: list[str], component: str) -> Members:
    padded = [*fields, *[""] * 32]
    name = [*padded[5].split(component), "", ""]
    address = [*padded[11].split(component), *[""] * 6]
    return _kept({
        "patient_id": padded[3].partition(component)[0], "last_name": name[0], "first_name": name[1],
        "birth_date": _date(padded[7]), "gender": _SYSTEMS.get(padded[8], ""), "street": address[0], "city": address[2],
        "postal_code": address[4], "country": address[5], "phone": padded[13].partition(component)[0],
    })  # fmt: skip


def _observation(fields: list[str], component: str) -> Members:
    padded = [*fields, *[""] * 16]
    code = [*padded[3].split(component), ""]
    said = _kept(
        {
            "code": code[0],
            "display": code[1],
            "unit": padded[6].partition(component)[0],
            "time": _date(padded[14]),
        }
    )
    value = padded[5]
    if value:
        said["value"] = (
            float(value)
            if "." in value and _NUMBER.fullmatch(value)
            else value.replace(component, " ").strip()
        )
        if _NUMBER.fullmatch(value) and "." not in value:
            said["value"] = int(value)
    return said


def _other(fields: list[str]) -> Members:
    said: Members = {"segment": fields[0]}
    said.update({f"{fields[0]}_{at}": field for at, field in enumerate(fields) if at and field})
    return said


def _kept(values: dict[str, str]) -> Members:
    return {name: value for name, value in values.items() if value not in ("", '""')}


def _date(text: str) -> str:
    """ISO 8601; the text itself where it is no date."""
    found = _DAY.match(text)
    if found is None:
        return text
    day = f"{found[1]}-{found[2]}-{found[3]}"
    return f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}" if found[4] else day


DECODER = Decoder(name="hl7", order=39, open=_open, hint=_HINT)

"""HL7 version 2 messages open by the names of what they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decoders.hl7 import DECODER
from analysis.units import Part


def part(data: bytes | str, filename: str = "") -> Part:
    return Part(path="body", context="body", names=(), data=data, filename=filename)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "MSH",
        "MSH_total|12|30\nname|count|share\n",
        "MSHA|1|2",
        b"MSH|^~\\&|A|B",
        "PID|1||2",
        "xMSH|^~\\&|A",
    ],
)
def test_what_is_something_else_stays_closed(data: bytes | str) -> None:
    assert DECODER.open(part(data), 1 << 20) is None


START = "MSH|^~\\&|MON|W5|EHR|HOSP|20260105101112||ORU^R01|M1|P|2.6\r"
MESSAGE = (
    START + "PID|1||77^^^H||Nowak^Ewa||19710413|F|||Rue Haute 3^^Lyon^^69001^FR\rOBR|1|||V\r"
    "OBX|1|NM|8867-4^Heart rate^LN||82|/min^^UCUM|||||F\rOBX|2|NM|8310-5^Temp^LN||38.4|Cel\rOBX|3|ST|x^Note||a^b\r"
)


def test_patient_and_observations_have_names() -> None:
    opened = DECODER.open(part(MESSAGE), 1 << 20)
    assert opened is not None
    assert opened.tree == {
        "message": {
            "sending_application": "MON", "sending_facility": "W5", "receiving_application": "EHR",
            "time": "2026-01-05T10:11:12", "message_type": "ORU R01", "control_id": "M1",
        },
        "patient": {
            "patient_id": "77", "last_name": "Nowak", "first_name": "Ewa", "birth_date": "1971-04-13", "gender": "female",
            "street": "Rue Haute 3", "city": "Lyon", "postal_code": "69001", "country": "FR",
        },
        "observations": [
            {"code": "8867-4", "display": "Heart rate", "unit": "/min", "value": 82},
            {"code": "8310-5", "display": "Temp", "unit": "Cel", "value": 38.4},
            {"code": "x", "display": "Note", "value": "a b"},
        ],
        "segments": [{"segment": "OBR", "OBR_1": "1", "OBR_4": "V"}],
    }  # fmt: skip


def test_more_segments_than_are_read_are_said() -> None:
    opened = DECODER.open(part(START + "OBX|1\r" * 6000), 1 << 20)
    assert opened is not None
    assert opened.truncated


@given(st.text(max_size=200))
def test_anything_is_opened_or_left_alone(rest) -> None:
    DECODER.open(part(START + rest), 1 << 20)
    assert DECODER.open(part(START + rest), 4) is None


def test_a_frame_of_a_socket_opens_as_bytes() -> None:
    framed = b"\x0b" + START.encode() + b"PID|1||77120\r\x1c\r"
    assert DECODER.open(part(framed), 1 << 20) is not None
    assert DECODER.open(part(b"\x0bMSH without delimiters"), 1 << 20) is None

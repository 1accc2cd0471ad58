"""The made-up rows as records, as the analyst hands them to the ledger's writer."""

from __future__ import annotations

import json

import msgspec

from analysis.flow_rows import FlowRow
from analysis.journal_format import Position, from_micros
from analysis.ledger import EventRow
from analysis.records import Address, Confidence, Event, Finding, Flow, Measures, Transmission, Visibility
from benchmarks.ledger_generator import EVENT_COLUMNS, FINDING_COLUMNS, FLOW_COLUMNS, Quarter


def as_records(quarter: Quarter, shift: int = 0) -> list[EventRow | FlowRow]:
    """The rows as the analyst would hand them to the ledger, ``shift`` microseconds later."""
    found: list[EventRow | FlowRow] = []
    for flow in (dict(zip(FLOW_COLUMNS, row, strict=True)) for row in quarter.flows):
        address = Address(kind="proxy_user", value=flow["device"])
        record = Flow(
            flow_id=flow["flow_id"], opened_at=from_micros(flow["opened_at"] + shift),
            closed_at=from_micros(flow["closed_at"] + shift), writer=flow["writer"], addresses=(address,),
            host=flow["host"], port=flow["port"], sni=flow["sni"], alpn=flow["alpn"],
            visibility=Visibility(flow["visibility"]), bytes_out=flow["bytes_out"], bytes_in=flow["bytes_in"],
        )  # fmt: skip
        found.append(FlowRow(record, flow["device"], flow["tracker"], flow["company"] or None))
    held: dict[str, list[Finding]] = {}
    for row in (dict(zip(FINDING_COLUMNS, row, strict=True)) for row in quarter.findings):
        measures = msgspec.json.decode(row["measures"], type=Measures) if row["measures"] else None
        held.setdefault(row["event_id"], []).append(
            Finding(
                category=row["category"], property=row["property"], path=row["path"], value=row["value"],
                value_digest=row["value_digest"], reasoning=row["reasoning"], rules=tuple(json.loads(row["rules"])),
                confidence=Confidence(row["confidence"]), measures=measures,
            )
        )  # fmt: skip
    for row in (dict(zip(EVENT_COLUMNS, row, strict=True)) for row in quarter.events):
        sent = Transmission(
            id=row["id"], flow_id=row["flow_id"], seen_at=from_micros(row["seen_at"] + shift), writer=row["writer"],
            protocol=row["protocol"], visibility=Visibility(row["visibility"]), method=row["method"], scheme=row["scheme"],
            host=row["host"], port=row["port"], path=row["path"], query=row["query"], body_size=row["body_size"],
            response_status=row["response_status"],
        )  # fmt: skip
        event = Event(
            transmission=sent, findings=tuple(held.get(row["id"], ())), tracker=row["tracker"], company=row["company"],
            rules_version=row["rules_version"], catalogue_version=row["catalogue_version"],
        )  # fmt: skip
        source = Position(row["journal_writer"], row["journal_day"], row["journal_seq"])
        found.append(
            EventRow(
                source, Position("analyst", row["analyst_day"], row["analyst_seq"]), event, row["device"]
            )
        )
    return found

"""Rows as a ledger would give them, with only what a case is about."""

from __future__ import annotations

from typing import Any

from analysis.demo.found import Found, Unreadable
from analysis.evidence_queries import EvidenceRow
from analysis.records import Measures, Visibility


def row(device: str, category: str, prop: str = "", value: str = "", **given: Any) -> EvidenceRow:
    """A certain finding at a made-up company."""
    defaults: dict[str, Any] = {
        "id": 1, "position": 0, "event_id": "e1", "seen_at": 0, "device": device, "device_name": device, "corpus": "home",
        "company": "acme", "company_name": "Acme", "tracker": "", "host": "acme.example", "method": "POST",
        "url_path": "/", "protocol": "http/1.1", "visibility": "opened", "body_size": 1, "response_status": 200,
        "category": category, "property": prop, "path": "body", "value": value, "value_digest": "", "reasoning": "",
        "rules": (), "confidence": "certain", "measures": None, "source": "", "rules_version": "",
        "catalogue_version": "", "journal": "", "warnings": (),
    }  # fmt: skip
    return EvidenceRow(**{**defaults, **given})


def light(low: float, high: float, n: int, **given: Any) -> EvidenceRow:
    measures = Measures(n=n, min=low, median=low, max=high, unit="lux")
    return row("tablet", "sensor.ambient_light", "x_ambientLight", measures=measures, **given)


def unread(device: str, visibility: Visibility, reason: str = "", size: int = 500) -> Unreadable:
    return Unreadable(
        device=device, recipient="Acme", visibility=visibility, reason=reason, connections=2, bytes_out=size
    )


def found(*rows: EvidenceRow, unreadable: tuple[Unreadable, ...] = (), read: int = 7) -> Found:
    return Found(rows=rows, unreadable=unreadable, read=dict.fromkeys(("phone", "tablet", "watch"), read))

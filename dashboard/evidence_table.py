"""The findings as a table, and one finding in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from dash import html

from analysis.evidence_queries import EvidenceRow
from analysis.records import Visibility
from dashboard import sentences
from dashboard.components import Content, aria, chip, facts

_HEADS = (
    ("when", "when"), ("device", "device"), ("recipient", "to"), ("what", "what"), ("value, masked", "value"),
    ("why we say so", "why"), ("sure?", "sure"), ("", "open"),
)  # fmt: skip


def findings_table(rows: Sequence[EvidenceRow], zone: ZoneInfo) -> html.Table:
    """A line a finding; its button opens a second line for all the rest."""
    head = html.Tr([html.Th(words or "more", scope="col", className=name) for words, name in _HEADS])
    body = [part for row in rows for part in _row(row, zone)]
    return html.Table([html.Thead(head), html.Tbody(body)], className="findings")


def _row(row: EvidenceRow, zone: ZoneInfo) -> tuple[html.Tr, html.Tr]:
    at = datetime.fromtimestamp(row.seen_at / 1_000_000, zone)
    host = [html.B(row.company_name), html.I(row.host)] if row.company_name else [html.B(row.host)]
    opens = {"finding": row.id, "part": "button"}
    button = html.Button("more", id=opens, type="button", **aria(expanded="false"))
    line = html.Tr(
        [
            html.Td([html.B(f"{at:%H:%M:%S}"), html.I(f"{at.day} {at:%b}")], className="when"),
            html.Td(row.device_name, className="device"),
            html.Td(host, className="to"),
            html.Td(
                [chip(row.category.partition(".")[0], row.confidence), html.I(_what(row))], className="what"
            ),
            html.Td([html.Span(row.value), html.Code(row.path)], className="value"),
            html.Td([html.Span(row.reasoning), html.I(" · ".join(row.rules))], className="why"),
            html.Td(
                [html.Span(row.confidence), html.I(_visibility(row).partition(":")[0])], className="sure"
            ),
            html.Td(button, className="open"),
        ],
        id={"finding": row.id, "part": "line"},
    )
    inside = html.Td(id={"finding": row.id, "part": "inside"}, colSpan=len(_HEADS))
    return line, html.Tr(inside, id={"finding": row.id, "part": "details"}, className="details", hidden=True)


def _what(row: EvidenceRow) -> str:
    words = sentences.category_words(row.category)
    return words if row.property in ("", words) else f"{words} · {row.property}"


def _visibility(row: EvidenceRow) -> str:
    return sentences.VISIBILITY_WORDS[Visibility(row.visibility)]


def details(row: EvidenceRow, zone: ZoneInfo) -> html.Dl:
    """Everything that is known of a finding."""
    at = datetime.fromtimestamp(row.seen_at / 1_000_000, zone)
    measures = row.measures
    measured = "" if measures is None else ", ".join(
        f"{name.replace('_', ' ')} {value:g}" if isinstance(value, float) else f"{name.replace('_', ' ')} {value}"
        for name in measures.__struct_fields__
        if (value := getattr(measures, name)) is not None
    )  # fmt: skip
    size = "unknown" if row.body_size is None else sentences.amount(row.body_size)
    answer = "no answer seen" if row.response_status is None else f"answered {row.response_status}"
    pairs: list[tuple[str, Content]] = [
        ("sent", f"{at:%A}, {at.day} {at:%B %Y, %H:%M:%S.%f} ({zone.key})"),
        ("by", row.device_name),
        (
            "to",
            f"{row.company_name or 'not in our catalogue'}{f' · {row.tracker}' if row.tracker else ''} · {row.host}",
        ),
        ("request", html.Code(f"{row.method} {row.url_path} ({row.protocol})")),
        ("body", f"{size}, {answer}"),
        ("could be read?", _visibility(row)),
        ("category", html.Code(f"{row.category} · {row.property}")),
        ("path", html.Code(row.path)),
        ("value, masked", row.value),
        ("keyed digest of the value", html.Code(row.value_digest)),
        ("measured", measured),
        ("reasoning", row.reasoning),
        ("rules", " · ".join(row.rules)),
        ("confidence", row.confidence),
        ("warnings", " · ".join(row.warnings)),
        ("imported from", row.source),
        ("in the journal", row.journal),
        ("versions", f"rules {row.rules_version}, catalogue {row.catalogue_version}"),
    ]
    return facts((name, value) for name, value in pairs if value)

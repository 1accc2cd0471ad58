"""The findings as a table: a line a finding, with a box to choose it and a button that opens its message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from analysis.calendar_words import long_day, short_date
from analysis.coverage import told_as
from analysis.evidence_pages import Order
from analysis.evidence_queries import EvidenceRow
from analysis.reasoning_words import plain_words, reasoning_words
from analysis.records import Visibility
from analysis.wording import N_, Words, tr, trn
from dashboard import elements as html
from dashboard import sentences
from dashboard.components import Content, aria, chip
from dashboard.evidence_parts import Input
from dashboard.property_words import PROPERTY_WORDS

# words, class, and the orders that the heading leads to: pressed once, pressed again
_HEADS: Final[tuple[tuple[str, str, tuple[Order, ...]], ...]] = (
    (N_("choose"), "pick", ()), (N_("when"), "when", ("newest", "oldest")), (N_("device"), "device", ("device",)),
    (N_("recipient"), "to", ("recipient",)), (N_("what"), "what", ("category",)), (N_("value, masked"), "value", ()),
    (N_("why we say so"), "why", ()), (N_("sure?"), "sure", ("confidence",)), (N_("more"), "open", ()),
)  # fmt: skip


_SORTED: Final = Words({
    "newest": "newest", "oldest": "oldest", "device": "device", "recipient": "recipient", "category": "category",
    "confidence": "confidence",
}, context="order of findings")  # fmt: skip


def findings_table(
    rows: Sequence[EvidenceRow], zone: ZoneInfo, order: Order, address: Callable[[Order], str]
) -> html.Table:
    """The table in an order; ``address`` gives where another order is. Made for a Live: nothing in it has callbacks."""
    head = html.Tr([_head(*head, order, address) for head in _HEADS])
    body = [_row(row, zone) for row in rows]
    return html.Table([html.Thead(head), html.Tbody(body)], className="findings")


def _head(
    words: str, name: str, orders: tuple[Order, ...], order: Order, address: Callable[[Order], str]
) -> html.Th:
    if not orders:
        return html.Th(tr(words), scope="col", className=name)
    chosen = order in orders
    following = orders[(orders.index(order) + 1) % len(orders)] if chosen else orders[0]
    down = order in ("newest",)
    arrow = (" ↓" if down else " ↑") if chosen else ""
    sort = {"sort": "descending" if down else "ascending"} if chosen else {}
    link = html.Link(
        f"{tr(words)}{arrow}", href=address(following), title=tr("sort: {order}", order=_SORTED[following])
    )
    return html.Th(link, scope="col", className=f"{name} sort", **aria(**sort))


def _row(row: EvidenceRow, zone: ZoneInfo) -> html.Tr:
    at = datetime.fromtimestamp(row.seen_at / 1_000_000, zone)
    host = sentences.recipient_words(row.host)
    to = [html.B(row.company_name), html.I(host)] if row.company_name else [html.B(host)]
    said = f"{sentences.category_words(row.category)}, {at:%H:%M:%S}"
    sure = sentences.confidence_words(row.confidence)
    marks: Any = {
        "data-open": row.name,
        **aria(label=tr("more about {finding}", finding=said), haspopup="dialog"),
    }
    button = html.Button(tr("more"), type="button", **marks)
    return html.Tr(
        [
            html.Td(
                Input(
                    kind="checkbox",
                    value=row.name,
                    label=tr("choose {finding}", finding=said),
                ),
                className="pick",
            ),
            html.Td([html.B(f"{at:%H:%M:%S}"), html.I(short_date(at))], className="when"),
            html.Td(row.device_name, className="device"),
            html.Td(to, className="to"),
            html.Td([chip(told_as(row.category), row.confidence), html.I(what(row))], className="what"),
            html.Td([html.Span(row.value), html.Code(row.path)], className="value"),
            html.Td([html.Span(plain_words(row.reasoning)), *_agreeing(row)], className="why"),
            html.Td([html.Span(sure), html.I(visibility(row).partition(":")[0])], className="sure"),
            html.Td(button, className="open"),
        ],
        id=f"finding-{row.name}",
    )


def _agreeing(row: EvidenceRow) -> list[Content]:
    """That several ways of recognising it came to the same; what they are called stands in the drawer and the CSV."""
    count = len(row.rules)
    words = trn("recognised in {n} way", "recognised in {n} ways that agree", count)
    return [html.I(words)] if count > 1 else []


def what(row: EvidenceRow) -> str:
    """The category and the property of a finding, as far as there are plain words for it."""
    words, exactly = sentences.category_words(row.category), PROPERTY_WORDS.get(row.property, "")
    return f"{words} · {exactly}" if exactly not in ("", words) else words


def visibility(row: EvidenceRow) -> str:
    """How much of its message could be read, in words."""
    return sentences.VISIBILITY_WORDS[Visibility(row.visibility)]


def facts_of(row: EvidenceRow, zone: ZoneInfo) -> list[tuple[str, Content]]:
    """Everything that the ledger holds of a finding, names and what they are."""
    at = datetime.fromtimestamp(row.seen_at / 1_000_000, zone)
    measures = row.measures
    measured = "" if measures is None else ", ".join(
        f"{name.replace('_', ' ')} {value:g}" if isinstance(value, float) else f"{name.replace('_', ' ')} {value}"
        for name in measures.__struct_fields__
        if (value := getattr(measures, name)) is not None
    )  # fmt: skip
    size = tr("unknown") if row.body_size is None else sentences.amount(row.body_size)
    if row.response_status is None:
        answer = tr("no answer seen")
    else:
        answer = tr("answered {status}", status=row.response_status)
    pairs: list[tuple[str, Content]] = [
        (tr("sent", context="when a finding was"), f"{long_day(at)}, {at:%H:%M:%S.%f} ({zone.key})"),
        (tr("by"), row.device_name),
        (tr("request"), html.Code(f"{row.method} {row.url_path} ({row.protocol})")),
        (tr("body"), f"{size}, {answer}"),
        (tr("could be read?"), visibility(row)),
        (tr("category"), html.Code(f"{row.category} · {row.property}")),
        (tr("path"), html.Code(row.path)),
        (tr("value, masked"), row.value),
        (tr("keyed digest of the value"), html.Code(row.value_digest)),
        (tr("measured"), measured),
        (tr("reasoning"), reasoning_words(row.reasoning)),
        (tr("rules"), " · ".join(row.rules)),
        (tr("confidence"), sentences.confidence_words(row.confidence)),
        (tr("warnings"), " · ".join(row.warnings)),
        (tr("imported from"), row.source),
        (tr("in the journal"), row.journal),
        (
            tr("versions"),
            tr(
                "rules {rules}, catalogue {catalogue}",
                rules=row.rules_version,
                catalogue=row.catalogue_version,
            ),
        ),
    ]
    return [(name, value) for name, value in pairs if value]

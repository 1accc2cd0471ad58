"""A message's layers and raw bytes as text, and in words what names its recipient."""

from __future__ import annotations

from functools import cache
from typing import Final

from dash import html

from analysis import catalogue
from analysis.attribution import attribute
from analysis.attribution_records import Attribution, Evidence
from analysis.catalogue import Catalogue
from analysis.evidence_queries import EvidenceRow
from analysis.kept_messages import KeptMessage
from analysis.peeling import Peel, RawLine, may_be_shown, peel, raw
from analysis.records import Transmission
from analysis.wording import Words, tr
from dashboard import sentences
from dashboard.components import Content, aria

_GROUNDS: Final = Words({
    Evidence.HOST_HEADER: "the name that the request itself was addressed to",
    Evidence.SNI: "the name that the connection was opened for",
    Evidence.CERTIFICATE: "the names in the server’s certificate",
    Evidence.DNS_ANSWER: "the name that the device had asked for this address",
    Evidence.CNAME: "an alias in the domain name system",
    Evidence.ADDRESS_RANGE: "the range of addresses that it is in",
})  # fmt: skip


@cache
def _known() -> Catalogue:
    return catalogue.load()


def can_be_shown(kept: KeptMessage | None, row: EvidenceRow) -> bool:
    """True where there is content that may be shown."""
    return kept is not None and kept.sent is not None and may_be_shown(kept.event.findings, row.position)


def layers(kept: KeptMessage | None, row: EvidenceRow, content: bool) -> list[Content]:
    """The way to the value, layer by layer. Without ``content`` nothing of what they hold is in it."""
    if kept is None:
        return [html.P(tr("There is nothing left to open."), className="covt")]
    if not may_be_shown(kept.event.findings, row.position):
        words = tr("There is a password, a key or a token in it. So its layers are not shown.")
        return [html.P(words, className="covt")]
    if kept.sent is None:
        words = tr(
            "The body is gone, so its layers cannot be opened again. The path says where the value stood:"
        )
        return [html.P([words, " ", html.Code(row.path)], className="covt")]
    from analysis.decoding import open_message  # every decoder; not before somebody looks

    value = kept.values[row.position] if row.position < len(kept.values) else ""
    payload = open_message(kept.sent, attribute(kept.sent, _known()).endpoint)
    steps = [_step(layer, content) for layer in peel(payload, row.path, value)]
    found: list[Content] = [html.Ol(steps, className="layers")]
    if content and kept.sent.body:
        found += _raw(kept.sent.body, raw(kept.sent.body))
    elif content:
        found.append(html.P(_request(kept.sent), className="covt"))
    return found


def _step(layer: Peel, content: bool) -> html.Li:
    parts: list[Content] = [html.B(layer.how), html.Small(f" {layer.what}"), html.Code(layer.path)]
    if content and (layer.before or layer.marked or layer.after):
        shown: list[Content] = ["…" if layer.cut_before else "", layer.before]
        if layer.marked:
            shown.append(html.Mark(layer.marked))
        shown.append(layer.after)
        for marked, after in layer.more:
            shown += [html.Mark(marked), after]
        shown.append("…" if layer.cut_after else "")
        parts.append(html.Pre(shown, tabIndex="0", **aria(label=tr("content: {layer}", layer=layer.how))))
    return html.Li(parts)


def _raw(body: bytes, lines: tuple[RawLine, ...]) -> list[Content]:
    shown = sum(len(line.ascii) for line in lines)
    text = "\n".join(f"{line.offset:06x}  {line.digits:<47}  {line.ascii}" for line in lines)
    size = sentences.amount(len(body))
    if shown < len(body):
        head = tr(
            "The raw bytes of the body as it was sent ({size}), the first {shown} of them",
            size=size, shown=sentences.amount(shown),
        )  # fmt: skip
    else:
        head = tr("The raw bytes of the body as it was sent ({size})", size=size)
    box = html.Pre(text, className="raw", tabIndex="0", **aria(label=tr("raw bytes")))
    return [html.Details([html.Summary(head), box])]


def _request(sent: Transmission) -> str:
    return tr(
        "No body. What left stands in the address or the headers of the request to {host}.", host=sent.host
    )


def evidence_words(kept: KeptMessage | None, row: EvidenceRow) -> list[str]:
    """What says who the recipient is, in words; never more than there is."""
    if kept is None:
        return [
            tr(
                "the catalogue of then ({version}) had this host; the message itself is no longer at hand",
                version=row.catalogue_version,
            )
        ]
    sent = kept.event.transmission
    found = attribute(sent, _known())
    said = [_ground(found, sent)]
    if found.reason:
        said.append(found.reason)
    if (found.company or "") != row.company:
        said.append(
            tr(
                "when it was analysed the catalogue ({version}) said otherwise; that answer stands here",
                version=row.catalogue_version,
            )
        )
    if found.party:
        side = (
            tr("the app’s own maker")
            if found.party == "first"
            else tr("a third party, not the app’s own maker")
        )
        said.append(f"{side}: {found.party_reason}" if found.party_reason else side)
    return said


def _ground(found: Attribution, sent: Transmission) -> str:
    if found.evidence is None:
        return tr(
            "the request was addressed to {host}; no entry of our catalogue has that name", host=sent.host
        )
    sure = tr("this is certain") if found.certainty == "certain" else tr("this is uncertain")
    blanks = {"ground": _GROUNDS[found.evidence], "host": sent.host, "sure": sure}
    if not found.matched:
        return tr("{ground}, {host}; {sure}", **blanks)
    return tr("{ground}, {host}, which the catalogue has as {name}; {sure}", name=found.matched, **blanks)

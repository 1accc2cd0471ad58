"""A company's services on its page: what for, at which hosts, where that was read, and whether they were contacted."""

from __future__ import annotations

from analysis.counting import number
from analysis.dossier import Dossier, TrackerPart
from analysis.wording import tr, trn
from dashboard import company_parts, components, sentences
from dashboard import elements as html
from dashboard.components import Content
from dashboard.opinions import opinions_of_hosts
from dashboard.site import site


def services(found: Dossier, days: int) -> list[Content]:
    """Those that were contacted in the last ``days`` days; the others open. Nothing where the catalogue has none."""
    if not found.trackers:
        return []
    ordered = sorted(found.trackers, key=lambda part: part.tracker.name.lower())
    met = [_service_row(part, days) for part in ordered if part.contacted]
    quiet = [_service_row(part, days) for part in ordered if not part.contacted]
    aside = trn(
        "{n} of the {total} in the catalogue was contacted",
        "{n} of the {total} in the catalogue were contacted",
        len(met), total=number(len(ordered)),
    )  # fmt: skip
    rest: list[Content] = []
    if quiet:
        words = trn(
            "{n} service that was not contacted",
            "{n} services that were not contacted",
            len(quiet),
        )
        rest = [html.Details([html.Summary(words), _services_table(quiet)], open=not met and len(quiet) < 6)]
    return [components.heading(tr("Its services"), aside), *([_services_table(met)] if met else []), *rest]


def _services_table(rows: list[html.Tr]) -> html.Table:
    heads = [
        html.Th(words, scope="col") for words in (tr("service"), tr("what for"), tr("hosts"), tr("contact"))
    ]
    return html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="services")


def _service_row(part: TrackerPart, days: int) -> html.Tr:
    tracker = part.tracker
    hosts = company_parts.hosts(tracker.hosts)
    ground = [
        tr("the names stand in"),
        " ",
        company_parts.source("; ".join(filter(None, (tracker.source, *tracker.references))), tracker.read),
    ]
    contacted = tr("contacted") if part.contacted else tr("not contacted")
    return html.Tr(
        [
            html.Th([tracker.name, html.I(part.company.name)], scope="row"),
            html.Td(sentences.purposes_words(tracker.purposes)),
            html.Td([html.Span(hosts), html.I(ground), *opinions_of_hosts(site(), tracker.hosts)]),
            html.Td(contacted, title=tr("in the last {days} days", days=days)),
        ],
        className="" if part.contacted else "quiet",
    )  # fmt: skip

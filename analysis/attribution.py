"""Says which tracker, company and endpoint a transmission went to."""

from __future__ import annotations

import msgspec

from analysis.catalogue import Catalogue
from analysis.payload import EndpointRule
from analysis.records import Transmission


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of the catalogue, and the field map of the endpoint; each None where the catalogue knows nothing."""

    tracker: str | None = None
    company: str | None = None
    endpoint: EndpointRule | None = None


def attribute(transmission: Transmission, catalogue: Catalogue) -> Attribution:
    """Whom the catalogue knows behind a transmission's host. Pure.

    An endpoint may belong to a narrower tracker than its host (``www.facebook.com/tr`` is the pixel); it then decides.
    """
    tracker = catalogue.tracker_for(transmission.host)
    endpoint = catalogue.endpoint_for(transmission.host, transmission.path, transmission.method)
    if endpoint is not None:
        tracker = catalogue.trackers[endpoint.rule.tracker]
    if tracker is None:
        return Attribution()
    return Attribution(
        tracker=tracker.id, company=tracker.company, endpoint=None if endpoint is None else endpoint.rule
    )

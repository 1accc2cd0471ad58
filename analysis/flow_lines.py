"""What ``scan --all`` prints of connections that were seen as packets: who, where to, how much, and the names in them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.attribution import attribute_flow
from analysis.catalogue import Catalogue
from analysis.flow_reasons import names_in, protocol_of
from analysis.import_records import encodable
from analysis.recipient_words import recipient_words
from analysis.records import Flow
from analysis.scan_output import Row

_REMEMBERED: Final = 50_000  # flows whose messages may still come
_WRITER: Final = "import-pcap"


class FlowLines:
    """Remembers of each flow whose it is and where it goes, for the messages in it. ``versions``: rules, catalogue."""

    def __init__(self, catalogue: Catalogue, versions: tuple[str, str]) -> None:
        self._catalogue, self._versions = catalogue, versions
        self._ends: OrderedDict[str, tuple[str, str | None]] = OrderedDict()

    def met(self, flow: Flow) -> None:
        """A flow of a capture of packets; flows of other files say nothing here."""
        if flow.writer != _WRITER:
            return
        pair = flow.upstream or flow.client
        self._ends[flow.flow_id] = (_device(flow), pair.remote_ip if pair else None)
        if len(self._ends) > _REMEMBERED:
            self._ends.popitem(last=False)

    def ends(self, flow_id: str) -> tuple[str, str | None]:
        """The device of a flow, "" where it is not known here, and the address it goes to."""
        return self._ends.get(flow_id, ("", None))

    def rows(self, flow: Flow) -> list[Row]:
        """The row of a flow that has ended, and one for each name seen in it; none for any other flow."""
        return list(self._rows(flow)) if flow.bytes_out is not None and flow.writer == _WRITER else []

    def _rows(self, flow: Flow) -> Iterator[Row]:
        found = attribute_flow(flow, self._catalogue)
        company = self._catalogue.companies.get(found.company or "")
        pair = flow.upstream or flow.client
        row = Row(
            file=flow.source.file if flow.source else "",
            message=flow.source.message if flow.source else 0,
            part=None,
            seen_at=flow.opened_at,
            device=encodable(_device(flow)),
            method="",
            host=flow.host,
            path_url="",
            tracker=found.tracker,
            company=found.company,
            company_name=company.name if company else None,
            reasoning="; ".join(
                part for part in (flow.reason, *recipient_words(found, flow.certificate)) if part
            )
            or None,
            visibility=flow.visibility.value,
            rules_version=self._versions[0],
            catalogue_version=self._versions[1],
            remote_ip=pair.remote_ip if pair else None,
            port=flow.port or None,
            protocol=protocol_of(flow.reason) or flow.transport,
            bytes_out=flow.bytes_out,
        )
        yield row
        for name in names_in(flow.reason):  # asked for, or said of itself: no contact
            yield msgspec.structs.replace(
                row, host=name, tracker=None, company=None, company_name=None, bytes_out=None
            )


def _device(flow: Flow) -> str:
    """The device's name, else its address."""
    by_kind = {address.kind: address.value for address in flow.addresses}
    return next((by_kind[kind] for kind in ("name", "ip", "mac") if kind in by_kind), "")

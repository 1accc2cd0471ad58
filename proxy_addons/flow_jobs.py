"""A flow on its way to the journal."""

from __future__ import annotations

from analysis.journal_format import Entry, encode_flow
from analysis.records import Flow


class FlowJob:
    """A job of the recorder's."""

    held, is_message = 0, False

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def drop_body(self) -> None:
        """A flow has none."""

    def entry(self, writer: str) -> Entry:
        """As an entry."""
        del writer  # the flow names it already
        return encode_flow(self._flow)

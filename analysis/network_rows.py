"""What of the sniffer's journal goes into the ledger beside flows: what devices say of themselves, what was counted."""

from __future__ import annotations

import msgspec

from analysis.device_hints import HintRow, hint_row
from analysis.devices import DeviceDirectory
from analysis.journal_format import CAPTURE_COUNT, HINT, JournalRecord
from analysis.records import CaptureCount


def network_row(record: JournalRecord, directory: DeviceDirectory) -> HintRow | CaptureCount | None:
    """The row of a record; None where it is of another kind, was erased or cannot be read (``verify`` names that)."""
    if record.kind == HINT:
        return hint_row(record, directory)
    if record.kind != CAPTURE_COUNT or record.content is None:
        return None
    try:
        return msgspec.json.decode(record.content, type=CaptureCount)
    except (msgspec.DecodeError, ValueError):
        return None

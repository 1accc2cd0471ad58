"""The cells of the frames of days and comparisons, by column: a number that nobody counted is None, and never a zero."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from analysis.company_queries import Period
from analysis.comparing import Amounts, Compared, Side
from analysis.coverage import readability
from analysis.day_rows import OTHERS, DayRow
from analysis.queries import Viewer, companies, devices

TRAFFIC: Final = "traffic"  # the kind of a row that is all that went to a recipient
NOT_RECORDED: Final = "not recorded"  # the kind of a row that stands for a day without any record
SIDES: Final = ("before", "after")
_OTHERS_NAME: Final = "everybody else's devices"
_TEXT: Final = ("device", "device_name", "company", "company_name", "host", "kind", "category")
DAY_TYPES: Final = {
    "date": "datetime64[s]",
    **dict.fromkeys((*_TEXT, "readable"), "string"),
    **dict.fromkeys(
        (
            "findings", "certain", "likely", "possible", "bytes_out", "connections_of_unknown_size", "connections",
            "connections_read", "messages",
        ),
        "Int64",
    ),
}  # fmt: skip
_SIDE_COUNTS: Final = (
    "findings", "certain", "bytes_out", "connections_of_unknown_size", "connections", "messages", "days_recorded",
    "device_days",
)  # fmt: skip
COMPARED_TYPES: Final = {
    **dict.fromkeys((*_TEXT, "change"), "string"),
    "difference": "Int64",
    **{f"{name}_{side}": "Int64" for name in _SIDE_COUNTS for side in SIDES},
    **{f"readable_{side}": "string" for side in SIDES},
    **{f"read_share_{side}": "Float64" for side in SIDES},
}


class Names:
    """What devices and companies are called, for a viewer."""

    def __init__(self, connection: Connection, viewer: Viewer) -> None:
        self.devices = {device.id: device.name for device in devices(connection, viewer)}
        self.devices[OTHERS] = _OTHERS_NAME
        self.companies = {id: company.name for id, company in companies(connection).items()}


def day_cells(row: DayRow, names: Names) -> dict[str, object]:
    """The cells of a row of a day; those that do not concern it are left out."""
    cells: dict[str, object] = {"date": row.day, **_who(row, names)}
    cells["readable"] = readability(row.seen).value if row.seen else None
    if row.kind:
        return cells | {name: getattr(row, name) for name in ("findings", "certain", "likely", "possible")}
    counts = {name: getattr(row, name) for name in ("connections", "connections_read", "messages")}
    return cells | counts | {"bytes_out": _bytes(row), "connections_of_unknown_size": row.unknown}


def compared_cells(row: Compared, first: Side, second: Side, names: Names) -> dict[str, object]:
    """The cells of a row of a comparison; of what is not known there are none."""
    cells: dict[str, object] = {
        **_who(row, names),
        "change": row.change.value,
        "difference": row.difference,
    }
    sides = ((first, row.before, row.readable_before), (second, row.after, row.readable_after))
    for name, (side, amounts, readable) in zip(SIDES, sides, strict=True):
        told: dict[str, object] = {"days_recorded": side.recorded}
        if row.device != OTHERS:
            told["device_days"] = side.device_days.get(row.device, 0) if side.recorded else None
            read, every = side.connections.get(row.device, (0, 0))
            told["read_share"] = read / every if every else None
            told["readable"] = readable.value if readable else None
        if amounts is not None:
            told |= _amounts(row, amounts)
        cells |= {f"{column}_{name}": value for column, value in told.items()}
    return cells


def days_cells(period: Period) -> dict[str, object]:
    """From which day to which, both included."""
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _amounts(row: Compared, amounts: Amounts) -> dict[str, object]:
    if row.kind:
        return {"findings": amounts.findings, "certain": amounts.certain}
    return {
        "bytes_out": _bytes(amounts), "connections_of_unknown_size": amounts.unknown, "connections": amounts.connections,
        "messages": amounts.messages,
    }  # fmt: skip


def _who(row: DayRow | Compared, names: Names) -> dict[str, object]:
    return {
        "device": row.device or None,
        "device_name": names.devices.get(row.device, row.device) or None,
        "company": row.company or None,
        "company_name": names.companies.get(row.company, row.company) or None,
        "host": row.host or None,
        "kind": row.kind or TRAFFIC,
        "category": row.category or None,
    }


def _bytes(of: DayRow | Amounts) -> int | None:
    """None where nobody counted any: no bytes known are not no bytes."""
    return None if of.unknown and not of.bytes_out else of.bytes_out

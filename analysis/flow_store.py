"""Reads and writes the accounts of connections in the ledger; SQL as it is, for this runs for every connection."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy.engine import Connection

from analysis.flow_accounts import PROXY, SLACK, SNIFFER, Account, Step

_FIELDS: Final = tuple(name for name in Account.__struct_fields__ if name != "steps")
_NAMES: Final = ", ".join(_FIELDS)
_MARKS: Final = ", ".join("?" * len(_FIELDS))
_ALIASES: Final = _FIELDS.index("aliases")
_COUNTED, _OPENED, _CLOSED = (_FIELDS.index(name) for name in ("counted_at", "opened_at", "closed_at"))
_ECH, _TOTAL = _FIELDS.index("ech"), _FIELDS.index("is_total")
_OTHER: Final = {PROXY: SNIFFER, SNIFFER: PROXY}
_THESE: Final = "IN (SELECT value FROM json_each(?))"
_READ: Final = f"""
    SELECT {_NAMES}, 1 AS joined FROM flow_accounts WHERE flow_id {_THESE}
    UNION ALL SELECT {_NAMES}, 0 FROM flows WHERE flow_id {_THESE}"""
_STEPS: Final = f"SELECT flow_id, at, bytes_out, bytes_in FROM flow_steps WHERE flow_id {_THESE} ORDER BY at"
_NEAR: Final = """
    SELECT DISTINCT e.flow_id FROM json_each(?) AS k JOIN flow_ends AS e
    ON e.ends = json_extract(k.value, '$[0]') AND e.side = json_extract(k.value, '$[1]')
       AND e.until >= json_extract(k.value, '$[2]') AND e.opened_at <= json_extract(k.value, '$[3]')
    LIMIT ?"""
_INSERT: Final = f"INSERT INTO flows ({_NAMES}, messages) VALUES ({_MARKS}, ?)"
_UPDATE: Final = f"UPDATE flows SET {', '.join(f'{name} = ?' for name in _FIELDS[1:])} WHERE flow_id = ?"
_ACCOUNT: Final = (
    f"INSERT OR REPLACE INTO flow_accounts ({_NAMES}, messages, shown_as) VALUES ({_MARKS}, ?, ?)"
)


def stored(connection: Connection, flow_ids: Iterable[str]) -> tuple[list[Account], bool]:
    """The last account of each of some flows, and whether one is joined with another's."""
    wanted = json.dumps(list(flow_ids))
    rows: dict[str, tuple[object, ...]] = {}
    for row in connection.exec_driver_sql(_READ, (wanted, wanted)):
        rows.setdefault(row[0], tuple(row))  # of one that is in both, what was told of it comes first
    steps: dict[str, list[Step]] = {}
    if rows:
        for flow_id, at, out, into in connection.exec_driver_sql(_STEPS, (wanted,)):
            steps.setdefault(flow_id, []).append((at, out, into))
    found = [_account(row, tuple(steps.get(flow_id, ()))) for flow_id, row in rows.items()]
    return found, any(row[-1] for row in rows.values())


def keep_step(connection: Connection, flow_id: str, step: Step) -> None:
    """Keep what a flow had come to at a time."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO flow_steps VALUES (?, ?, ?, ?)", (flow_id, *step))


def neighbours(connection: Connection, accounts: Iterable[Account], limit: int) -> list[str]:
    """The other side's flows between the same ends at the same time; of a day's total the same side's as well."""
    keys = list(
        dict.fromkeys(
            (ends, side, one.opened_at - SLACK, one.until + SLACK)
            for one in accounts
            for ends in one.ends
            for side in ((PROXY, SNIFFER) if one.is_total else (_OTHER[one.side],))
        )
    )
    if not keys:
        return []
    return [row[0] for row in connection.exec_driver_sql(_NEAR, (json.dumps(keys), limit))]


def found_by(connection: Connection, old: Account | None, told: Account) -> None:
    """Keep by which ends and when an account is to be found."""
    if old is not None:
        if (old.ends, old.opened_at, old.until) == (told.ends, told.opened_at, told.until):
            return
        not_found(connection, old)
    rows = [(ends, told.side, told.until, told.flow_id, told.opened_at) for ends in told.ends]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO flow_ends (ends, side, until, flow_id, opened_at) VALUES (?, ?, ?, ?, ?)", rows
        )


def not_found(connection: Connection, account: Account) -> None:
    """From now on it is not found by its ends."""
    rows = [(ends, account.side, account.until, account.flow_id) for ends in account.ends]
    if rows:
        connection.exec_driver_sql(
            "DELETE FROM flow_ends WHERE ends = ? AND side = ? AND until = ? AND flow_id = ?", rows
        )


def show(connection: Connection, account: Account, messages: int | None) -> None:
    """Write the row of a connection: a new one with its messages, else (None) in place of the one that is there."""
    values = _values(account)
    if messages is None:
        connection.exec_driver_sql(_UPDATE, (*values[1:], values[0]))
    else:
        connection.exec_driver_sql(_INSERT, (*values, messages))


def hide(connection: Connection, flow_id: str) -> None:
    """It is shown as another's."""
    connection.exec_driver_sql("DELETE FROM flows WHERE flow_id = ?", (flow_id,))


def keep_account(connection: Connection, account: Account, messages: int, shown_as: str | None) -> None:
    """Keep what was told of a connection that is joined with another's; ``shown_as`` None where it no longer is."""
    if shown_as is None:
        connection.exec_driver_sql("DELETE FROM flow_accounts WHERE flow_id = ?", (account.flow_id,))
    else:
        connection.exec_driver_sql(_ACCOUNT, (*_values(account), messages, shown_as))


def messages_of(connection: Connection, flow_id: str) -> int:
    """How many messages were seen in a flow."""
    return int(_first(connection, "messages", flow_id) or 0)


def count_message(connection: Connection, flow_id: str) -> None:
    """Count a message of a flow."""
    for table in ("flows", "flow_accounts"):
        sql = f"UPDATE {table} SET messages = messages + 1 WHERE flow_id = ?"
        if connection.exec_driver_sql(sql, (flow_id,)).rowcount:
            return


def device_of(connection: Connection, flow_id: str) -> str | None:
    """The device of a flow; None for one that is not there."""
    found = _first(connection, "device", flow_id)
    return None if found is None else str(found)


def _first(connection: Connection, column: str, flow_id: str) -> str | int | None:
    for table in ("flows", "flow_accounts"):
        row = connection.exec_driver_sql(
            f"SELECT {column} FROM {table} WHERE flow_id = ?", (flow_id,)
        ).first()
        if row is not None:
            found: str | int = row[0]
            return found
    return None


def _account(row: tuple[object, ...], steps: tuple[Step, ...]) -> Account:
    values: Mapping[str, object] = dict(zip(_FIELDS, row, strict=False)) | {
        "aliases": tuple(json.loads(str(row[_ALIASES]))) if row[_ALIASES] else (),
        "counted_at": row[_COUNTED] or row[_CLOSED] or row[_OPENED],
        "ech": None if row[_ECH] is None else bool(row[_ECH]),
        "is_total": bool(row[_TOTAL]),
    }
    return Account(**values, steps=steps)  # type: ignore[arg-type]


def _values(account: Account) -> list[object]:
    values: list[object] = [getattr(account, name) for name in _FIELDS]
    values[_ALIASES] = json.dumps(account.aliases) if account.aliases else None
    return values

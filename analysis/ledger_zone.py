"""Rebuilds the roll-up by day from the quarter hours when the home's zone has changed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from analysis.ledger_tables import FLOW_ROLLUP_KEY, ROLLUP_KEY, finding_rollup, flow_rollup
from analysis.ledger_totals import rebuild_totals

_KEY: Final = ROLLUP_KEY[2:]  # without grain and start
_FLOW_KEY: Final = FLOW_ROLLUP_KEY[2:]


def rebuild_days(connection: Connection, zone: ZoneInfo) -> None:
    """Replace the days of both roll-ups, in the connection's transaction.

    The total of devices that are not enrolled has no quarter hours and keeps the day that it was counted under.
    """
    _rebuild(
        connection,
        flow_rollup,
        _FLOW_KEY,
        ("bytes_out", "bytes_in", "bytes_unknown", "flows", "messages"),
        zone,
    )
    _rebuild(connection, finding_rollup, (*_KEY, "category", "confidence"), ("count",), zone)
    rebuild_totals(connection)


def _rebuild(
    connection: Connection, table: sa.Table, key: tuple[str, ...], amounts: tuple[str, ...], zone: ZoneInfo
) -> None:
    quarters = connection.execute(sa.select(table).where(table.c.grain == "q")).mappings().all()
    days: dict[tuple[str, ...], Counter[str]] = {}
    for row in quarters:
        day = datetime.fromisoformat(row["start"]).replace(tzinfo=UTC).astimezone(zone).date().isoformat()
        place = (day, *(row[name] for name in key))
        days.setdefault(place, Counter()).update({name: row[name] for name in amounts})
    has_quarters = sa.or_(table.c.device != "", table.c.host != "", table.c.company != "")
    connection.execute(sa.delete(table).where(table.c.grain == "d", has_quarters))
    rows = [
        {
            "grain": "d",
            "start": place[0],
            **dict(zip(key, place[1:], strict=True)),
            **{n: counted[n] for n in amounts},
        }
        for place, counted in days.items()
    ]
    if rows:
        connection.execute(sa.insert(table).prefix_with("OR REPLACE"), rows)

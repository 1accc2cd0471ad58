"""Compares what the flows account for with what the interface counted: no byte may be missing from what is shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from analysis.flow_accounts import OPEN_FOR
from analysis.journal_format import to_micros
from analysis.ledger_tables import capture_counts
from analysis.queries import fetch
from analysis.records import HOME_CORPUS, LOCAL_CORPUS, CaptureCount

QUARTER: Final = 900_000_000  # µs
EDGE: Final = (
    0.005  # the share by which the two may differ: connections that are still open, or were at the ends
)
_FRAME: Final = 1514  # bytes of a lost packet, at most on Ethernet
_CORPORA: Final = (
    f"corpus IN ('{HOME_CORPUS}', '{LOCAL_CORPUS}')"  # the interface counts what stays in the house as well
)
_GAP: Final = 2_000_000  # µs between two counts that follow one another
_LIMIT: Final = 100_000  # flows of a quarter hour that are looked at
_STEPS: Final = """
    SELECT flow_id, at, bytes_out, bytes_in FROM flow_steps WHERE flow_id IN (SELECT value FROM json_each(?))
    UNION ALL SELECT a.shown_as, s.at, s.bytes_out, s.bytes_in FROM flow_accounts a
    JOIN flow_steps s ON s.flow_id = a.flow_id
    WHERE a.shown_as IN (SELECT value FROM json_each(?)) AND a.flow_id <> a.shown_as ORDER BY 1, 2"""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What an interface counted of enrolled devices and what the flows of the same time account for; bytes, times µs UTC.

    ``lost`` are packets that the kernel could not hand over. ``open`` connections had not ended: theirs may be missing.
    """

    since: int
    until: int
    counted_out: int
    counted_in: int
    accounted_out: int
    accounted_in: int
    packets: int
    lost: int
    open: int

    @property
    def missing(self) -> int:
        """Bytes up that the interface counted and no flow accounts for; below 0 where flows account for more."""
        return self.counted_out - self.accounted_out

    @property
    def agrees(self) -> bool:
        """Whether they differ by no more than what was lost, or ``EDGE``."""
        allowed = self.lost * _FRAME + EDGE * max(self.counted_out, self.accounted_out)
        return abs(self.missing) <= allowed


def keep_count(connection: Connection, count: CaptureCount) -> None:
    """Write one count into the ledger; one that is there already is left as it is."""
    values = {
        "writer": count.writer, "interface": count.interface, "since": to_micros(count.since),
        "until": to_micros(count.until), "packets": count.packets, "bytes_out": count.bytes_out,
        "bytes_in": count.bytes_in, "packets_lost": count.packets_lost,
    }  # fmt: skip
    connection.execute(insert(capture_counts).values(values).on_conflict_do_nothing())


def compared(connection: Connection, start: int, end: int) -> Compared | None:
    """The comparison for as much of a time (µs UTC) as was counted; None where nothing was.

    All devices together: a total, the same for every viewer. Of several interfaces the counts are added up.
    """
    rows = fetch(
        connection,
        """SELECT since, until, packets, bytes_out, bytes_in, packets_lost FROM capture_counts
           WHERE until > :start AND since < :end ORDER BY since, until""",
        start=start,
        end=end,
    )
    covered = _covered(((row["since"], row["until"]) for row in rows), start, end)
    if not covered:
        return None
    found = Counter[str]()
    for row in rows:
        length = max(1, row["until"] - row["since"])
        within = min(row["until"], end) - max(row["since"], start)  # shorter only for a count across midnight
        for name in ("packets", "bytes_out", "bytes_in", "packets_lost"):
            found[name] += row[name] * max(0, min(within, length)) // length
    accounted = [_accounted(connection, *stretch) for stretch in covered]
    return Compared(
        since=covered[0][0],
        until=covered[-1][1],
        counted_out=found["bytes_out"],
        counted_in=found["bytes_in"],
        accounted_out=sum(out for out, _ in accounted),
        accounted_in=sum(into for _, into in accounted),
        packets=found["packets"],
        lost=found["packets_lost"],
        open=_still_open(connection, covered[-1][1]),
    )


def _covered(counts: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of time that were counted without a gap; ``counts`` in order."""
    found: list[tuple[int, int]] = []
    for since, until in counts:
        since, until = max(since, start), min(until, end)
        if since >= until:
            continue
        if found and since <= found[-1][1] + _GAP:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def _accounted(connection: Connection, since: int, until: int) -> tuple[int, int]:
    """Bytes of the flows of a stretch: its whole quarter hours as they are rolled up, what is left of it flow by flow."""
    first, last = -(-since // QUARTER) * QUARTER, until // QUARTER * QUARTER
    if first >= last:
        return _flow_by_flow(connection, since, until)
    sql = f"""
        SELECT coalesce(sum(bytes_out), 0) AS bytes_out, coalesce(sum(bytes_in), 0) AS bytes_in FROM flow_rollup
        WHERE grain = 'q' AND {_CORPORA} AND start >= :first AND start < :last AND device <> ''"""
    row = fetch(connection, sql, first=_quarter(first), last=_quarter(last))[0]
    ends = [_flow_by_flow(connection, *part) for part in ((since, first), (last, until)) if part[0] < part[1]]
    return (
        row["bytes_out"] + sum(out for out, _ in ends),
        row["bytes_in"] + sum(into for _, into in ends),
    )


def _flow_by_flow(connection: Connection, since: int, until: int) -> tuple[int, int]:
    """What the counts of single flows grew by; for less than a quarter hour, which is not rolled up."""
    rows = fetch(
        connection,
        f"""SELECT flow_id, counted_at, bytes_out, bytes_in FROM flows
            WHERE {_CORPORA} AND opened_at >= :earliest AND opened_at < :until AND device <> ''
                  AND coalesce(counted_at, closed_at, opened_at) >= :since AND bytes_out IS NOT NULL
            LIMIT {_LIMIT}""",
        earliest=since - OPEN_FOR,
        since=since,
        until=until,
    )
    earlier = step_sums(connection, [row["flow_id"] for row in rows])
    out = into = 0
    for row in rows:
        sums = [*earlier.get(row["flow_id"], ()), (row["counted_at"], row["bytes_out"], row["bytes_in"] or 0)]
        at_end = next((item for item in reversed(sums) if item[0] < until), (0, 0, 0))
        at_start = next((item for item in reversed(sums) if item[0] < since), (0, 0, 0))
        out += at_end[1] - at_start[1]
        into += at_end[2] - at_start[2]
    return out, into


def step_sums(connection: Connection, flow_ids: list[str]) -> dict[str, list[tuple[int, int, int]]]:
    """The earlier counts of flows as they are shown, in order: (µs UTC, bytes out, bytes in), each the sum until then.

    Of a connection that proxy and sniffer saw these are the sniffer's.
    """
    found: dict[str, list[tuple[int, int, int]]] = {}
    rows = connection.exec_driver_sql(_STEPS, (json.dumps(flow_ids),) * 2) if flow_ids else ()
    for shown, at, out, into in rows:
        found.setdefault(shown, []).append((at, out, into))
    return found


def _still_open(connection: Connection, at: int) -> int:
    sql = f"""
        SELECT count(*) AS n FROM flows WHERE {_CORPORA} AND opened_at >= :earliest AND opened_at < :at
               AND closed_at IS NULL AND device <> ''"""
    return int(fetch(connection, sql, earliest=at - OPEN_FOR, at=at)[0]["n"])


def _quarter(micros: int) -> str:
    return f"{datetime.fromtimestamp(micros // 1_000_000, UTC):%Y-%m-%dT%H:%M}"

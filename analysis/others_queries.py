"""What a person may see of the rest of the house: totals by company and kind, without whose, which host, or when."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from analysis.company_queries import Period
from analysis.coverage import told_as
from analysis.queries import Scope, Viewer, fetch


class OthersRow(msgspec.Struct, frozen=True, kw_only=True):
    """What one company got from the others' devices: ``kinds`` to how many findings.

    ``company`` is "" for all recipients together that no company is known for: their names would tell too much.
    """

    company: str
    bytes_out: int
    unknown: int
    kinds: dict[str, int]


def others_received(connection: Connection, viewer: Viewer, period: Period) -> list[OthersRow]:
    """By company, the most bytes first; nothing for the owner, who sees every device in full."""
    if viewer.owner:
        return []
    scope = Scope(connection, viewer)
    days = "grain = 'd' AND corpus = :corpus AND start >= :first AND start <= :last"
    parameters = {**period.parameters, **scope.parameters}
    sent = fetch(
        connection,
        f"""SELECT company, sum(bytes_out) AS bytes_out, sum(bytes_unknown) AS unknown FROM flow_rollup
            WHERE {days} AND device <> '' AND {scope.others()} GROUP BY 1""",
        **parameters,
    )
    found = fetch(
        connection,
        f"""SELECT company, category, sum(count) AS count FROM finding_rollup
            WHERE {days} AND device <> '' AND {scope.others()} GROUP BY 1, 2""",
        **parameters,
    )
    kinds: dict[str, dict[str, int]] = {row["company"]: {} for row in sent}
    for row in found:
        of = kinds.setdefault(row["company"], {})
        kind = told_as(row["category"])
        of[kind] = of.get(kind, 0) + row["count"]
    totals = {row["company"]: row for row in sent}
    rows = [
        OthersRow(
            company=company,
            bytes_out=totals[company]["bytes_out"] if company in totals else 0,
            unknown=totals[company]["unknown"] if company in totals else 0,
            kinds=dict(sorted(of.items())),
        )
        for company, of in kinds.items()
    ]
    return sorted(rows, key=lambda row: (-row.bytes_out, row.company))

"""What a day brought for the first time ever: companies, and categories of a device. The roll-ups tell where to look."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection

from analysis.queries import (
    QUARTER,
    QUARTERS,
    TIMES,
    Day,
    Scope,
    Viewer,
    fetch,
    of_device,
    quarters,
    times,
    tuples,
)
from analysis.query_records import First
from analysis.records import HOME_CORPUS
from analysis.rollup_reading import micros_of


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """What is known already: the ``companies`` of the day, and of which of them it is known that they were contacted
    ``before``; those that are found out now are added. It holds until something is written to a day before."""

    companies: Collection[str]
    before: set[str]


def first_seen(
    connection: Connection, viewer: Viewer, day: Day, device: str = "", met: Met | None = None
) -> list[First]:
    """Companies never contacted before that day, and categories that a device never sent before (certain ones only).

    With a ``device`` those that it brought.
    """
    scope = Scope(connection, viewer)
    if met is None:
        met = Met(companies=_companies(connection, scope, day, device), before=set())
    found = (
        *_first_companies(connection, scope, day, met),
        *_first_categories(connection, scope, day, device),
    )
    return sorted(
        (first for first in found if device in ("", first.device)),
        key=lambda first: (first.seen_at, first.company, first.category),
    )


def _companies(connection: Connection, scope: Scope, day: Day, device: str) -> list[str]:
    where, parameters = of_device(scope, device)
    # + keeps SQLite from going through the companies of all days
    sql = f"""
        SELECT DISTINCT +company AS company FROM flow_rollup WHERE grain = 'd' AND corpus = :corpus AND start = :day
            AND company <> '' AND {where}"""
    rows = tuples(connection, sql, corpus=HOME_CORPUS, day=day.date.isoformat(), **parameters)
    return [company for (company,) in rows]


def _first_companies(connection: Connection, scope: Scope, day: Day, met: Met) -> Iterator[First]:
    """The roll-ups tell which, and in which quarter hour; only of that are the flows read."""
    asked = set(met.companies) - met.before
    if not asked:
        return
    sql = f"""
        SELECT value FROM json_each(:asked) f WHERE NOT EXISTS (
            SELECT 1 FROM flow_rollup WHERE grain = 'd' AND corpus = :corpus AND company = f.value AND start < :day
                AND {scope.where()})"""
    of_day = {"corpus": HOME_CORPUS, "day": day.date.isoformat(), "asked": json.dumps(sorted(asked))}
    unknown = [company for (company,) in tuples(connection, sql, **of_day, **scope.parameters)]
    met.before.update(asked.difference(unknown))
    if not unknown:
        return
    sql = f"""
        SELECT company, min(start) AS start FROM flow_rollup
        WHERE {QUARTERS} AND flows > 0 AND {scope.where()} AND company IN :unknown GROUP BY company"""
    new: dict[str, list[str]] = {}
    for company, start in tuples(connection, sql, unknown=unknown, **quarters(day), **scope.parameters):
        new.setdefault(start, []).append(company)
    sql = f"""
        SELECT company, min(opened_at) AS seen_at, device, '' AS host FROM flows
        WHERE {TIMES.format("opened_at")} AND {scope.where()} AND company IN :new GROUP BY company"""
    for start, names in new.items():
        quarter = {"corpus": HOME_CORPUS, "start": micros_of(start), "end": micros_of(start) + QUARTER}
        for row in fetch(connection, sql, new=names, **quarter, **scope.parameters):
            yield First(**{**row, "device": scope.canonical(row["device"])})


def _first_categories(connection: Connection, scope: Scope, day: Day, device: str) -> Iterator[First]:
    certain = "corpus = :corpus AND confidence = 'certain'"
    where, parameters = of_device(scope, device)
    sql = f"""
        SELECT device, category FROM finding_totals f
        WHERE grain = 'd' AND corpus = :corpus AND start = :day AND confidence = 'certain' AND {where}
          AND NOT EXISTS (
            SELECT 1 FROM finding_rollup WHERE grain = 'd' AND {certain} AND device = f.device
                AND category = f.category AND start < :day)
        ORDER BY 1, 2"""
    rows = fetch(connection, sql, corpus=HOME_CORPUS, day=day.date.isoformat(), **parameters)
    before = f"""
        SELECT 1 FROM finding_rollup WHERE grain = 'd' AND {certain} AND device IN :members
            AND category = :category AND start < :day LIMIT 1"""
    sql = f"""
        SELECT seen_at, company, host, category FROM findings
        WHERE device IN :members AND category = :category AND confidence = 'certain'
              AND {TIMES.format("seen_at")} ORDER BY seen_at LIMIT 1"""
    for device, category in dict.fromkeys((scope.canonical(row["device"]), row["category"]) for row in rows):
        which: dict[str, Any] = {"members": scope.members(device), "category": category}
        if fetch(connection, before, corpus=HOME_CORPUS, day=day.date.isoformat(), **which):
            continue  # one that was merged into this one had sent it
        for row in fetch(connection, sql, **which, **times(day)):
            yield First(device=device, **row)

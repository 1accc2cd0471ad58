"""A day's traffic as lanes and bars draw it: summed in the ledger over what they do not show."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection

from analysis.coverage import Recipient
from analysis.queries import Day, Scope, Viewer, quarters_of, tuples
from analysis.query_records import Mark, Traffic
from analysis.records import Visibility
from analysis.rollup_reading import micros_of


def ribbon(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> list[Traffic]:
    """By quarter hour, device and visibility, whoever received it: ``company`` and ``host`` are empty."""
    scope = Scope(connection, viewer)
    where, parameters = quarters_of(scope, day, device)
    sql = f"""
        SELECT start, device, visibility, bytes_out, bytes_unknown, flows, messages
        FROM flow_totals WHERE {where}
             AND (bytes_out > 0 OR bytes_unknown > 0 OR flows > 0 OR messages > 0)"""
    at, canonical, visible = cache(micros_of), cache(scope.canonical), cache(Visibility)
    return [
        Traffic(
            start=at(start), device=canonical(name), company="", host="", visibility=visible(seen), bytes_out=sent,
            unknown=unknown, flows=flows, messages=messages,
        )
        for start, name, seen, sent, unknown, flows, messages in tuples(
            connection, sql, **parameters
        )
    ]  # fmt: skip


def moments(
    connection: Connection, viewer: Viewer, day: Day, device: str = "", receivers: Iterable[Recipient] = ()
) -> list[Traffic]:
    """When these recipients were talked to, by quarter hour: connections and messages of all devices, or of one.

    ``device`` is "", and ``visibility`` says nothing.
    """
    scope = Scope(connection, viewer)
    where, parameters = quarters_of(scope, day, device)
    chosen = list(receivers)
    named = {
        "companies": [item.id for item in chosen if item.known],
        "hosts": [item.id for item in chosen if not item.known],
    }
    sql = f"""
        SELECT start, company, host, sum(flows) AS flows, sum(messages) AS messages
        FROM flow_rollup WHERE {where}
             AND (company IN :companies OR (company = '' AND host IN :hosts))
        GROUP BY 1, 2, 3"""
    at = cache(micros_of)
    return [
        Traffic(
            start=at(start), device="", company=company, host=host, visibility=Visibility.METADATA_ONLY, bytes_out=0,
            unknown=0, flows=flows, messages=messages,
        )
        for start, company, host, flows, messages in tuples(
            connection, sql, **parameters, **named
        )
    ]  # fmt: skip


def kind_marks(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> list[Mark]:
    """A day's findings by quarter hour, device and kind: ``category`` is the part before its dot."""
    scope = Scope(connection, viewer)
    where, parameters = quarters_of(scope, day, device)
    sql = f"""
        SELECT start, device, category, count FROM finding_totals WHERE {where}
        ORDER BY start, device, category"""
    at, canonical = cache(micros_of), cache(scope.canonical)
    kind_of = cache(lambda category: category.partition(".")[0])
    found: list[Mark] = []
    before = ("", "", "")
    total = 0
    for start, name, category, count in tuples(connection, sql, **parameters):
        here = (start, name, kind_of(category))
        if here != before:  # what belongs together stands together: categories of a kind begin alike
            if total:
                found.append(_mark(at(before[0]), canonical(before[1]), before[2], total))
            before, total = here, 0
        total += count
    if total:
        found.append(_mark(at(before[0]), canonical(before[1]), before[2], total))
    return found


def _mark(start: int, device: str, kind: str, count: int) -> Mark:
    return Mark(start=start, device=device, category=kind, count=count)

"""Which corpora, categories and companies there are findings of, by stepping through indexes instead of reading them."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from analysis.queries import Scope, tuples


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What findings are of, sorted; ``companies`` without the hosts that nobody is known for."""

    corpora: tuple[str, ...]
    categories: tuple[str, ...]
    companies: tuple[str, ...]


def recorded(connection: Connection, scope: Scope) -> Recorded:
    """Of everything that the viewer may see in full: costs as much as there are names, however many findings."""
    corpora, categories = set(), set()
    for corpus in _distinct(connection, "corpus"):
        for device in _distinct(connection, "device", corpus=corpus):
            if scope.sees(device):
                corpora.add(corpus)
                categories.update(_distinct(connection, "category", corpus=corpus, device=device))
    companies = _distinct(connection, "company")
    if not scope.viewer.owner:
        sql = f"""
            SELECT company FROM finding_rollup WHERE grain = 'd' AND company IN :companies AND {scope.where()}
            GROUP BY 1"""
        companies = [row[0] for row in tuples(connection, sql, companies=companies, **scope.parameters)]
    return Recorded(
        corpora=tuple(sorted(corpora)),
        categories=tuple(sorted(categories)),
        companies=tuple(sorted(name for name in companies if name)),
    )


def _distinct(connection: Connection, column: str, **fixed: Any) -> list[str]:
    """The values of a column, each found by one look into an index behind the one before."""
    where = " AND ".join(["grain = 'd'", *(f"{name} = :{name}" for name in fixed)])
    least = f"SELECT min({column}) FROM finding_rollup WHERE {where}"
    sql = f"""
        WITH RECURSIVE found (value) AS (
            {least} UNION ALL
            SELECT ({least} AND {column} > found.value) FROM found WHERE found.value IS NOT NULL)
        SELECT value FROM found WHERE value IS NOT NULL"""
    return [row[0] for row in tuples(connection, sql, **fixed)]

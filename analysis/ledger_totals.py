"""What the ledger's writer adds beside the roll-ups: their totals whoever received it, and what time changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection

from analysis.ledger_tables import (
    day_changes,
    finding_rollup,
    finding_totals,
    flow_rollup,
    flow_totals,
    quarter_changes,
)

# grain, start, corpus, device, company, host, visibility; of flows tracker, of findings category and confidence
Key = tuple[str, ...]
Addition = tuple[sa.Table, list[dict[str, object]], tuple[str, ...]]
_AMOUNTS: Final = ("bytes_out", "bytes_unknown", "flows", "messages")


def additions(flows: Mapping[Key, Mapping[str, int]], findings: Mapping[Key, int]) -> Iterator[Addition]:
    """What is to be added for these additions to the roll-ups: table, rows, and which columns are amounts."""
    written = {key[:3] for key in (*flows, *findings)}
    for table, grain, name in ((day_changes, "d", "day"), (quarter_changes, "q", "start")):
        times = sorted((key[2], key[1]) for key in written if key[0] == grain)
        yield table, [{"corpus": corpus, name: time, "changes": 1} for corpus, time in times], ("changes",)
    found: Counter[Key] = Counter()
    for (grain, start, corpus, device, _, _, _, category, confidence), count in findings.items():
        found[(corpus, grain, start, device, category, confidence)] += count
    yield (
        finding_totals,
        _rows(finding_totals, {key: {"count": count} for key, count in found.items()}),
        ("count",),
    )
    sent: dict[Key, Counter[str]] = {}
    for (grain, start, corpus, device, _, _, visibility, _), amounts in flows.items():
        sent.setdefault((corpus, grain, start, device, visibility), Counter()).update(
            {name: amounts.get(name, 0) for name in _AMOUNTS}
        )
    yield flow_totals, _rows(flow_totals, sent), _AMOUNTS


def _rows(table: sa.Table, summed: Mapping[Key, Mapping[str, int]]) -> list[dict[str, object]]:
    names = [column.name for column in table.primary_key.columns]
    return [dict(zip(names, key, strict=True)) | dict(amounts) for key, amounts in summed.items()]


def everything_changed(connection: Connection) -> None:
    """What was read of any time before does not hold any more; in the connection's transaction.

    Not every quarter hour has a row: the one of no corpus and no time stands for all of them.
    """
    connection.execute(sa.update(day_changes).values(changes=day_changes.c.changes + 1))
    marked = insert(quarter_changes).values(corpus="", start="", changes=1)
    more = {"changes": quarter_changes.c.changes + 1}
    connection.execute(marked.on_conflict_do_update(index_elements=["corpus", "start"], set_=more))


def rebuild_totals(connection: Connection) -> None:
    """Make the totals anew from the roll-ups, in the connection's transaction."""
    for table, source in ((finding_totals, finding_rollup), (flow_totals, flow_rollup)):
        keys = [source.c[column.name] for column in table.primary_key.columns]
        amounts = [column.name for column in table.columns if not column.primary_key]
        summed = sa.select(*keys, *(sa.func.sum(source.c[name]) for name in amounts)).group_by(*keys)
        connection.execute(sa.delete(table))
        connection.execute(sa.insert(table).from_select([*(key.name for key in keys), *amounts], summed))

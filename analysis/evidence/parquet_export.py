"""Writes findings as Parquet: the rows and columns of the CSV with their true types, for pandas, DuckDB or R."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import batched
from typing import TYPE_CHECKING, BinaryIO, Final, get_type_hints

from analysis.errors import UserFault
from analysis.evidence.csv_export import COLUMNS, ExportRow, export_rows, is_escaped
from analysis.evidence_queries import Filters
from analysis.queries import Viewer
from analysis.settings import Home

if TYPE_CHECKING:  # an extra, and 60 MB: it is imported where a file is really written
    import pyarrow as pa

ROW_GROUP: Final = 32_768  # rows that are held at once, some 20 MB
_BATCH: Final = 2_048  # rows that stand in Python's memory


class NoParquet(UserFault):
    """The library for Parquet is not installed."""


def require_pyarrow() -> None:
    """Raise ``NoParquet``, which says what to install, where Parquet can be neither written nor read."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise NoParquet(
            "for Parquet pyarrow is needed: pip install 'leakledger[parquet]', or pip install pyarrow"
        ) from error


def write_parquet(
    stream: BinaryIO, home: Home, viewer: Viewer, filters: Filters, about: Mapping[str, str]
) -> int:
    """Write the findings of the filters, oldest first, and return how many; memory does not grow with their number.

    ``about`` stands in the file beside the schema (coverage, what was asked for). Raises ``NoParquet``.
    """
    require_pyarrow()
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    count = 0
    named = {f"leakledger.{name}": value for name, value in about.items()}
    schema = _schema().with_metadata(named)
    with ParquetWriter(stream, schema, compression="zstd", write_statistics=True) as writer:
        held: list[pa.RecordBatch] = []
        waiting = 0
        for rows in batched(export_rows(home, viewer, filters), _BATCH):
            held.append(_record_batch(rows, schema))
            count, waiting = count + len(rows), waiting + len(rows)
            if waiting >= ROW_GROUP:
                writer.write_table(pa.Table.from_batches(held, schema), row_group_size=ROW_GROUP)
                held, waiting = [], 0
        if held:
            writer.write_table(pa.Table.from_batches(held, schema), row_group_size=ROW_GROUP)
    return count


def _schema() -> pa.Schema:
    """A field that may say nothing is nullable; the others never are."""
    import pyarrow as pa

    types: dict[object, tuple[pa.DataType, bool]] = {
        str: (pa.string(), False),
        str | None: (pa.string(), True),
        int | None: (pa.int64(), True),
    }
    hints = get_type_hints(ExportRow)
    fields = {name: types[hint] for name, hint in hints.items() if hint in types}
    fields["observed_at"] = (pa.timestamp("us", tz="UTC"), False)
    fields["csv_escaped"] = (pa.bool_(), False)
    return pa.schema([pa.field(name, fields[name][0], nullable=fields[name][1]) for name in COLUMNS])


def _record_batch(rows: Sequence[ExportRow], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    columns = [
        pa.array(
            [is_escaped(row) if field.name == "csv_escaped" else getattr(row, field.name) for row in rows],
            type=field.type,
        )
        for field in schema
    ]
    return pa.record_batch(columns, schema=schema)

"""Writes a frame as CSV, JSON or Parquet; text from the network stays text in each."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from analysis.errors import UserFault
from analysis.evidence.csv_cells import escape
from analysis.evidence.parquet_export import require_pyarrow
from analysis.evidence.whole_file import whole

if TYPE_CHECKING:  # imported where a frame is really made
    import pandas as pd

FORMATS: Final = ("csv", "json", "parquet")
_ATTRS: Final = "PANDAS_ATTRS"


def write_frame(frame: pd.DataFrame, form: str, output: Path | None) -> None:
    """``write_frames`` of one frame, about which its ``attrs`` speak."""
    write_frames([frame], {str(name): value for name, value in frame.attrs.items()}, form, output)


def write_frames(
    frames: Iterable[pd.DataFrame], about: Mapping[str, object], form: str, output: Path | None
) -> None:
    """One table of several frames with the same columns, of which one is held at a time; there is at least one.

    To a file, whole or not at all, or to standard output, which takes no Parquet. JSON and Parquet keep what is said
    ``about`` it. Raises ``UserFault``.
    """
    if form == "parquet":
        require_pyarrow()
        if output is None:
            raise UserFault("Parquet is no text: say with --output where it is to be written")
    write = {"parquet": _write_parquet, "json": _write_json, "csv": _write_csv}[form]
    if output is None:
        write(frames, about, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    with whole(output) as stream:
        write(frames, about, stream)


def _write_parquet(frames: Iterable[pd.DataFrame], about: Mapping[str, object], stream: BinaryIO) -> None:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    tables = (pa.Table.from_pandas(frame, preserve_index=False) for frame in frames)
    first = next(tables)
    # under this name pandas reads it back into ``attrs``
    schema = first.schema.with_metadata({**first.schema.metadata, _ATTRS: msgspec.json.encode(about)})
    with ParquetWriter(stream, schema, compression="zstd") as writer:
        for table in chain([first], tables):
            writer.write_table(table.cast(schema))


def _write_json(frames: Iterable[pd.DataFrame], about: Mapping[str, object], stream: BinaryIO) -> None:
    stream.write(b'{"about":' + msgspec.json.encode(about) + b',"rows":[')
    before = b"\n"
    for row in chain.from_iterable(records(frame) for frame in frames):
        stream.write(before + msgspec.json.encode(row))
        before = b",\n"
    stream.write(b"\n]}\n")


def _write_csv(frames: Iterable[pd.DataFrame], about: Mapping[str, object], stream: BinaryIO) -> None:  # noqa: ARG001
    head = True
    for frame in frames:
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        if head:
            writer.writerow(frame.columns)
            head = False
        for row in records(frame):
            writer.writerow("" if value is None else escape(str(value))[0] for value in row.values())
        stream.write(text.getvalue().encode())


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows by column: text, numbers, days as "2026-11-22", None for what is not known."""
    columns = [str(name) for name in frame.columns]
    plain = frame.astype(object).where(frame.notna(), None)
    return [
        {name: _plain(value) for name, value in zip(columns, row, strict=True)}
        for row in plain.itertuples(index=False, name=None)
    ]


def _plain(value: object) -> object:
    return value.date().isoformat() if isinstance(value, datetime) else value

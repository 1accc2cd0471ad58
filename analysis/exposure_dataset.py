"""Searches a data set's Parquet files on this machine for one's own addresses; nothing is sent to anybody.

LAION's metadata has the address of every picture in a column ``URL`` and its caption in ``TEXT``. DuckDB (an optional extra)
reads the columns that it needs and no more.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from analysis.errors import UserFault
from analysis.exposure_fetch import wire
from analysis.exposure_records import Row, Said

SHOWN: Final = 200  # rows of one file
_ADDRESS: Final = ("url", "image_url")
_CAPTION: Final = ("text", "caption", "top_caption")


def search(urls: tuple[str, ...], file: Path, *, whole_host: bool) -> Iterator[Row]:
    """The rows of a file that hold one of the addresses or, with ``whole_host``, an address on one of their hosts.

    Raises ``UserFault`` where DuckDB is not installed, or the file is no Parquet with such a column.
    """
    if not file.is_file():
        raise UserFault(f"{file}: no such file; name a Parquet file on this machine")
    connection, problem = _duckdb()
    try:
        names = [
            row[0]
            for row in connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [_path(file)]).fetchall()
        ]
        address, caption = _column(names, _ADDRESS), _column(names, _CAPTION)
        if address is None:
            raise UserFault(f"{file}: has no column of addresses: expected URL, got {', '.join(names[:8])}")
        for url in urls:
            yield from _rows(connection, url, file, address, caption, whole_host)
    except problem as error:
        first = str(error).splitlines()[0][:200]
        raise UserFault(f"{file}: cannot be searched ({first}); is it a Parquet file?") from None
    finally:
        connection.close()


def _duckdb() -> tuple[Any, type[Exception]]:
    """A connection that loads and fetches nothing from elsewhere, and what it raises."""
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError:
        raise UserFault("searching Parquet needs DuckDB: pip install 'leakledger[exposure]'") from None
    settings = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": "1GB",
    }
    return duckdb.connect(":memory:", config=settings), duckdb.Error


def _path(file: Path) -> str:
    """The path as DuckDB takes it: without what it would read as a pattern of names."""
    path = str(file.resolve())
    if any(sign in path for sign in "*?["):
        raise UserFault(f"{file}: rename it; DuckDB reads * ? [ in a name as a pattern")
    return path


def _column(names: list[str], wanted: tuple[str, ...]) -> str | None:
    known = {name.lower(): name for name in names}
    return next((known[name] for name in wanted if name in known), None)


def _rows(
    connection: Any, url: str, file: Path, address: str, caption: str | None, whole_host: bool
) -> Iterator[Row]:
    tested = quoted = _quoted(address)
    values = list(dict.fromkeys((url, wire(url))))
    if whole_host:
        tested = f"split_part(split_part(lower({quoted}), '://', 2), '/', 1)"
        hosts = dict.fromkeys(urlsplit(one).hostname or "" for one in values)
        values = [f"{host}{port}" for host in hosts for port in ("", ":443", ":80")]
    text = _quoted(caption) if caption is not None else "NULL"

    def statement(place: str, sought: Iterable[str]) -> str:
        return f"SELECT {quoted}, {text} FROM read_parquet({place}) WHERE {tested} IN ({', '.join(sought)}) LIMIT {SHOWN}"

    at = datetime.now(UTC).isoformat(timespec="seconds")
    found = connection.execute(statement("?", "?" * len(values)), [_path(file), *values]).fetchall()
    digest = hashlib.sha256(msgspec.json.encode([[str(cell) for cell in row] for row in found])).hexdigest()
    asked = statement(_literal(file.name), map(_literal, values))

    def row(said: Said, says: str) -> Row:
        return Row(
            kind="dataset", url=url, signal=file.name, said=said, says=says, asked=asked, at=at, sha256=digest
        )

    if not found:
        yield row("not_found", f"{values[0]} is in no row of {file.name}")
    for where, told in found:
        words = "".join(sign for sign in str(told)[:120] if sign.isprintable()) if told else ""
        caption_says = f", with the caption “{words}”" if words else ""
        yield row("found", f"{_plain(str(where))} appears in {file.name}{caption_says}")
    if len(found) == SHOWN:
        yield row("found", f"{file.name} may have more; {SHOWN} rows are shown")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _plain(text: str) -> str:
    return "".join(sign for sign in text[:300] if sign.isprintable())

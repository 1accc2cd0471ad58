"""Opens the ledger for reading, also while the analyst writes to it or a rebuild swaps the file."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Connection, QueuePool, create_engine, text

from analysis.ledger_format import LedgerOutdated, is_outdated

_OPEN: Final = 3  # connections that are kept, each with its statements and up to 2 MB of pages
_MORE: Final = 32  # that may be open beside them for a moment
_ONCE: Final = "leakledger-once"  # in the info of a connection, while it is being read from


class LedgerReader:
    """Read-only connections to one ledger file, and a cheap answer to "has anything changed?"."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # opening one anew each time costs a page more than its smaller statements
        self._engine = create_engine(
            "sqlite+pysqlite://", creator=self._connect, poolclass=QueuePool, pool_size=_OPEN, max_overflow=_MORE,
            pool_use_lifo=True,
        )  # fmt: skip
        self._opened: int | None = None
        self._lock = threading.Lock()
        self._watched: tuple[int, sqlite3.Connection] | None = None
        self._format: tuple[str, bool] | None = None

    def _connect(self) -> sqlite3.Connection:
        # rw, for WAL's shared memory has to be made where no writer runs; query_only refuses every write
        address = f"{self._path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=10, check_same_thread=False)
        connection.execute("PRAGMA query_only=1")
        return connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the ledger. Raises ``sqlalchemy.exc.OperationalError`` where there is none (``ready``)."""
        self._leave_what_was_swapped()
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            about = connection.info
            about[_ONCE] = {}
            try:
                yield connection
            finally:
                del about[_ONCE]

    def _leave_what_was_swapped(self) -> None:
        """Connections stay with the file that they were opened on: they are closed where another has taken its place."""
        try:
            inode = self._path.stat().st_ino
        except FileNotFoundError:
            inode = None
        with self._lock:
            if inode != self._opened:
                self._engine.dispose()
                self._opened = inode

    def ready(self) -> bool:
        """True where the ledger exists with its tables. Raises ``LedgerOutdated`` for one of another version."""
        if not self._path.exists():
            return False
        if self.outdated():
            raise LedgerOutdated(self._path)
        with self.read() as connection:
            sql = text("SELECT count(*) FROM sqlite_master WHERE name = 'finding_rollup'")
            return bool(connection.execute(sql).scalar_one())

    def version(self) -> str:
        """A text that changes whenever another connection has committed to the ledger, or the file was swapped."""
        with self._lock:
            try:
                inode = self._path.stat().st_ino
            except FileNotFoundError:
                return "none"
            if self._watched is None or self._watched[0] != inode:
                if self._watched is not None:
                    self._watched[1].close()
                self._watched = (inode, self._connect())
            version = self._watched[1].execute("PRAGMA data_version").fetchone()[0]
            return f"{inode}.{version}"

    def outdated(self) -> bool:
        """True where another version has made it; looked up once a file."""
        file = self.file()
        if self._format is None or self._format[0] != file:
            self._format = (file, is_outdated(self._path))
        return self._format[1]

    def file(self) -> str:
        """A text that changes when the file was swapped."""
        return self.version().partition(".")[0]

    def close(self) -> None:
        """Close what is open."""
        with self._lock:
            if self._watched is not None:
                self._watched[1].close()
                self._watched = None
        self._engine.dispose()


def once[Answer](connection: Connection, key: Hashable, make: Callable[[], Answer]) -> Answer:
    """What ``make`` reads; within one ``read``, which sees nothing that is written meanwhile, only the first time."""
    held: dict[Hashable, Any] | None = connection.info.get(_ONCE)
    if held is None:  # a connection that may write
        return make()
    if key not in held:
        held[key] = make()
    return cast("Answer", held[key])

"""Whether a ledger has the tables of this version. One of another is not mended but made anew: the journal is the truth."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from analysis.errors import UserFault
from analysis.ledger_tables import SCHEMA_VERSION


class LedgerOutdated(UserFault):
    """The ledger was made by another version of the program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: the ledger was made by another version; 'leakledger run' makes it anew from the journal, and so does"
            " 'leakledger rebuild'"
        )


def is_outdated(path: Path) -> bool:
    """True for a ledger of another version; False for one of this version, for none, and for what is no database."""
    if not path.exists():
        return False
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=10)
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError:
        return False  # not yet written, or damaged: who opens it says so
    finally:
        connection.close()
    return row is not None and row[0] != str(SCHEMA_VERSION)

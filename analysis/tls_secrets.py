"""Where the file with TLS secrets is that ``--keylog`` names (``SSLKEYLOGFILE`` format), for the importer that uses it."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import Final

KEYLOG: Final[ContextVar[Path | None]] = ContextVar("KEYLOG", default=None)

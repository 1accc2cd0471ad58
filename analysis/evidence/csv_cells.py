"""Makes a cell safe for spreadsheets, which run text that looks like a formula, without harming numbers."""

from __future__ import annotations

import re
from typing import Final

# OWASP ASVS 1.2.10, and the full-width forms, which spreadsheets of East Asian languages read as the plain ones
_FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER: Final = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,4})?")


def escape(cell: str) -> tuple[str, bool]:
    """The cell as it may be written, and whether an apostrophe was put before it.

    A cell that begins like a formula gets the apostrophe, except a strict number such as ``-33.8568``.
    """
    if cell.startswith(_FORMULA_START) and _NUMBER.fullmatch(cell) is None:
        return f"'{cell}", True
    return cell, False

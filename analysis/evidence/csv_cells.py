"""Makes a cell safe for spreadsheets, which run text that looks like a formula, without harming numbers."""

from __future__ import annotations

import re
from typing import Final

_FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER: Final = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,4})?")


def escape(cell: str) -> tuple[str, bool]:
    """The cell as it may be written, and whether an apostrophe was put before it.

    A cell that begins like a formula gets the apostrophe, except a strict number such as ``-33.8568``.
    """
    if cell.startswith(_FORMULA_START) and _NUMBER.fullmatch(cell) is None:
        return f"'{cell}", True
    return cell, False

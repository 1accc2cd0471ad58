"""Makes a cell safe for spreadsheets: they run text that looks like a formula, and show a name backwards that says so."""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern

# OWASP ASVS 1.2.10, and the full-width forms, which spreadsheets of East Asian languages read as the plain ones
_FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER: Final = lazy_pattern(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,4})?")
# embeddings, overrides and isolates of Unicode Standard Annex 9: with them a host is read as another one
_TURNS: Final = lazy_pattern("[\u202a-\u202e\u2066-\u2069]")


def escape(cell: str) -> tuple[str, bool]:
    r"""The cell as it may be written, and whether it was changed for that.

    A cell that begins like a formula gets an apostrophe before it, except a strict number such as ``-33.8568``; what turns
    the direction of reading is written out (``\u202e``).
    """
    shown = _TURNS.sub(lambda found: f"\\u{ord(found[0]):04x}", cell)
    if cell.startswith(_FORMULA_START) and _NUMBER.fullmatch(cell) is None:
        return f"'{shown}", True
    return shown, shown != cell

"""Steps out of a value's path: what encloses it, and the path that all rows of a list share."""

from __future__ import annotations

import re
from typing import Final

_INDEX: Final = re.compile(r"\[\d{1,9}\]")
_LAST_STEP: Final = re.compile(
    r"""(?:\.[A-Za-z_][A-Za-z0-9_-]{0,127}|\["(?:[^"\n]|(?<=\\)"){0,256}"\]|\[(?:\d{1,9}|\*)\])\Z"""
)


def outer(path: str) -> str:
    """The path of what directly encloses a path; ``""`` at the top."""
    found = _LAST_STEP.search(path)
    if found:
        return path[: found.start()]
    if path.endswith(":$"):
        return path.rpartition(">")[0]
    layer = path.rfind(">")
    step = path.rfind(":")
    return path[: max(layer, step)] if max(layer, step) > 0 else ""


def generic(path: str) -> str:
    """A path with every list index as ``[*]``: the same for all rows of a list."""
    return _INDEX.sub("[*]", path) if "[" in path else path

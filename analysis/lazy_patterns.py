"""Regular expressions that are compiled when they are first used: most of a run's hundreds never are."""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    """Stands for a pattern; what is once asked of the compiled one is its own attribute from then on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found


def lazy_pattern[Text: (str, bytes)](pattern: Text, flags: int = 0) -> re.Pattern[Text]:
    """As ``re.compile``, later: an error in it is raised at its first use, and ``isinstance`` does not know it."""
    return cast("re.Pattern[Text]", _LazyPattern(pattern, flags))

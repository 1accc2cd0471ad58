"""Keeps a secret that was found in a message out of what else is said of the same place.

The key in a text, the token in an address are one finding, and the text or the address another: its full value would hold
the secret, and what is shown of it might.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from analysis.masking import SECRET

_STEPS: Final = ".[>:"  # how a step of a path begins
_TOLD: Final = (
    8  # characters in a row that stand in both, by which a masked value tells something of the full one
)
_CLAIMS: Final = (
    ">jwt:$.header",
    ">jwt:$.payload",
)  # what a token says; without its signature it opens nothing
_READ: Final = 4096  # characters of a value from which masking takes what it shows


class SecretPlaces:
    """Where the secrets of one message stand; False where there is none."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._at = frozenset(paths)
        self._around = frozenset(outer for path in self._at for outer in _leads_through(path))

    def __bool__(self) -> bool:
        return bool(self._at)

    def touch(self, path: str) -> bool:
        """Whether one stands at a path, within what stands there, or around it; around its claims a token is none."""
        if not self._at:
            return False
        return path in self._around or any(
            outer in self._at and not path.startswith(_CLAIMS, len(outer)) for outer in _leads_through(path)
        )

    def shown(self, path: str, value: str, masked: str) -> str:
        """What may be shown of a value: its masked form, or ``SECRET`` where that has a part of what a secret stands in.

        Of an address the mask leaves out the query, in which a secret is.
        """
        if not self.touch(path) or ("://" in value[:12] and path not in self._at):
            return masked
        plain = value[:_READ]
        tells = any(masked[at : at + _TOLD] in plain for at in range(max(1, len(masked) - _TOLD + 1)))
        return SECRET if tells else masked


def _leads_through(path: str) -> Iterator[str]:
    """A path, and those of all that it leads through."""
    yield path
    yield from (path[:at] for at, letter in enumerate(path) if letter in _STEPS)

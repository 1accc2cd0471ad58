"""Knows the tokens with which a page proves that a form came from it (against cross-site request forgery).

Such a token lets nobody in: it is no secret of a person. It belongs to a session, so that it is not shown either.
"""

from __future__ import annotations

from typing import Final

from analysis.field_names import words
from analysis.remembered import Remembered

_SAID: Final = frozenset({
    "csrf", "xsrf", "csrftoken", "xsrftoken", "csrfmiddlewaretoken", "antiforgery", "csrfparam", "csrfkey",
})  # fmt: skip
_WHOLE: Final = ("authenticitytoken", "requestverificationtoken", "antiforgerytoken", "forgerytoken")


def _is_forgery_token(name: str) -> bool:
    spoken = words(name)
    return not _SAID.isdisjoint(spoken) or "".join(spoken).endswith(_WHOLE)


_IS: Final = Remembered(_is_forgery_token)


def is_forgery_token(name: str) -> bool:
    """Whether a field of this name holds such a token (Django, Rails, Laravel, ASP.NET, Angular)."""
    return _IS[name]

"""The page that somebody is led back to from the log-in page: one of ours, never anybody else's."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

LONGEST: Final = 2000  # characters
# where nobody wants to be led back to: what is no page, or was only on the way
_NO_PAGES: Final = ("/login", "/logout", "/password", "/language", "/download", "/part", "/assets", "/_")


def way_back(given: str) -> str:
    """``given``, a path with its query, where it names a page of ours; else the first page. Pure."""
    try:
        parts = urlsplit(given)
    except ValueError:
        return "/"
    own = given.startswith("/") and not parts.scheme and not parts.netloc and not given.startswith("//")
    if not own or len(given) > LONGEST or "\\" in given or not given.isprintable():
        return "/"
    if parts.path.startswith(_NO_PAGES):
        return "/"
    return quote(given, safe="/?&=%:+,;@!$'()*~-._#")  # a header holds no letters beyond ASCII


def login_address(path: str, query: str) -> str:
    """The log-in page, from where one comes back to ``path``, as it was asked for (undecoded ``query``). Pure."""
    back = way_back(f"{path}?{query}" if query else path)
    return "/login" if back == "/" else f"/login?back={quote(back, safe='/')}"

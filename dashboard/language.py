"""Which language a request is answered in, and the switch at the foot of every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from dash import html
from flask import Flask, Response, redirect, request

from analysis.wording import language, languages, own_name, tr, use
from dashboard.phrases import Content
from dashboard.site import site

COOKIE: Final = "leakledger-language"  # what was chosen at the foot of a page, in this browser
PATH: Final = "/language"
MOST: Final = 20  # languages of a browser that are looked at
_KEPT: Final = 365 * 24 * 3600  # seconds


def install(server: Flask) -> None:
    """Have every request answered in its language; before anything else that may answer it."""
    server.before_request(lambda: use(_chosen()))
    server.add_url_rule(PATH, "language", _choose, methods=["POST"])


def _chosen() -> str:
    """What this browser chose, else the owner's setting, else what the browser asks for, else English."""
    for code in (request.cookies.get(COOKIE, ""), site().home.settings.language):
        if code in languages():
            return code
    return next((code for asked in _asked_for() if (code := _language_of(asked))), "")


def _asked_for() -> Iterator[str]:
    """What the browser asks for, the dearest first."""
    return (tag for tag, quality in islice(request.accept_languages, MOST) if quality > 0)


def _language_of(asked: str) -> str:
    """Our language for a tag: the very same, else the one of its first part (``de`` for ``de-AT``); "" for none.

    Not werkzeug's ``best_match``: it would take ``de`` for ``en-GB, de;q=0.3``.
    """
    known = {tag(code).lower(): code for code in languages()}
    wanted = asked.lower().replace("_", "-")
    return known.get(wanted) or known.get(wanted.partition("-")[0]) or ""


def _choose() -> Response:
    """Keep a choice, and go back to where it was made."""
    answer = redirect(_back(), 303)
    found = Response(answer.get_data(), 303, {"Location": _back()}, mimetype="text/html")
    code = request.form.get("language", "")
    if code in languages():
        found.set_cookie(
            COOKIE, code, max_age=_KEPT, httponly=True, samesite="Strict", secure=request.is_secure
        )
    return found


def _back() -> str:
    """The address of ours that the form stood on; the first page for any other."""
    came = urlsplit(request.headers.get("Referer", ""))
    path = came.path if came.netloc == request.host and came.path.startswith("/") else "/"
    if path.startswith("//") or "\\" in path:
        return "/"
    return f"{path}?{came.query}" if came.query else path


def switch() -> Content:
    """A button for each other language; nothing where there is only one."""
    others = _others()
    buttons = [
        html.Button(name, type="submit", name="language", value=code, lang=tag) for code, name, tag in others
    ]
    return html.Form(buttons, action=PATH, method="POST", className="languages") if others else ""


def plain_switch() -> str:
    """The same for a page without scripts."""
    buttons = "".join(
        f'<button name="language" value="{escape(code)}" lang="{escape(tag)}">{escape(name)}</button>'
        for code, name, tag in _others()
    )
    return f'<form method="post" action="{PATH}" class="languages">{buttons}</form>' if buttons else ""


def tag(code: str = "") -> str:
    """A language, else that of now, as HTML names it: ``pt-BR``."""
    return (code or language()).replace("_", "-")


def _others() -> list[tuple[str, str, str]]:
    return [(code, own_name(code), tag(code)) for code in languages() if code != language()]


def titled(name: str) -> Callable[..., str]:
    """The title of a page's window, as Dash asks for it: ``Today · leakledger``."""
    return lambda **_path: f"{tr(name)} · leakledger"

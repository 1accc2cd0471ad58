"""The page on which one logs in: plain HTML, without scripts."""

from __future__ import annotations

from html import escape
from typing import Final

from analysis.settings import Home
from analysis.wording import tr
from dashboard import language, person_login


def login_page(home: Home, message: str, back: str = "/") -> str:
    """The page; ``message`` says why somebody is not let in, ``back`` where one is led to then."""
    demo = (
        f'<aside class="demo">{escape(tr("A demo: everything in it is made up."))}</aside>'
        if home.is_demo
        else ""
    )
    lost = tr(
        "The password was printed once, when the dashboard was first started. Lost it? Delete {file} in the home "
        "folder and start again.",
        file="\0",
    )
    return _LOGIN.format(
        lang=language.tag(),
        title=escape(tr("log in")),
        about=escape(tr("What left each device, to whom, and when.")),
        password=escape(tr("Password")),
        enter=escape(tr("Open the ledger")),
        lost=escape(lost).replace("\0", "<code>dashboard.json</code>"),
        message=escape(message), demo=demo, name=person_login.name_field(home), switch=language.plain_switch(),
        back=escape(back),
    )  # fmt: skip


_LOGIN: Final = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>leakledger: {title}</title><link rel="stylesheet" href="/assets/login.css"></head>
<body>{demo}<main><h1>leakledger</h1>
<p>{about}</p>
<form method="post" action="/login"><input type="hidden" name="back" value="{back}">
{name}<label for="password">{password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" autofocus required>
<button type="submit">{enter}</button>
<p class="message" role="alert">{message}</p></form>
<p class="aside">{lost}</p>{switch}</main></body></html>
"""

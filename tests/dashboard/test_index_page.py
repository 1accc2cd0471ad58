"""A page before its scripts have run: in its language, for browsers without scripts as well, and it names no other host."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

from analysis.settings import Home
from dashboard.index_page import _css

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
ENTRY = re.compile(r'<div id="react-entry-point"><div class="_dash-loading">(.*?)</div></div>')


@pytest.mark.parametrize(
    ("lang", "waiting", "needs", "silent"),
    [
        ("en", "Fetching what was recorded …", "this browser runs none", "What you see is as of {time}."),
        ("de", "Was aufgezeichnet wurde, wird geholt …", "dieser Browser führt keine aus", "der Stand von {time}."),
    ],
)  # fmt: skip
def test_it_waits_and_excuses_itself_in_the_language_of_the_page(
    make_home: Make, at_home: Switch, lang: str, waiting: str, needs: str, silent: str
) -> None:
    shown = at_home(make_home()).get("/", headers={"Accept-Language": lang}).text
    assert "Loading..." not in shown
    assert ENTRY.findall(shown) == [waiting]
    assert unescape(shown).count(f'--loading: "{waiting}"') == 1
    (without,) = re.findall(r"<noscript>(.*?)</noscript>", shown)
    assert needs in without
    assert "<code>leakledger digest</code>" in without
    (notices,) = re.findall(r'<div id="answering" role="status" (.*?)><p></p></div>', shown)
    assert silent in notices
    assert 'data-zone="Europe/Berlin"' in notices


def test_the_page_and_its_configuration_name_no_host(make_home: Make, at_home: Switch) -> None:
    shown = at_home(make_home()).get("/").text
    (told,) = re.findall(r'<script id="_dash-config" type="application/json">(.*?)</script>', shown, re.S)
    assert json.loads(told)["requests_pathname_prefix"] == "/"
    assert "dash_version_url" not in told
    assert set(re.findall(r"\w+://[^/\"'<]*", shown)) == {"http://localhost"}  # its own address, in its head


def test_no_word_ends_the_text_of_a_style() -> None:
    assert _css('a"b\\c\n</style>…') == '"a\\22 b\\5c c\\a </style>…"'

"""Which language a page is in: the browser's, the owner's, or what was chosen at its foot. One file makes a language."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import dash
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from flask import Flask, g
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

from analysis import wording
from analysis.queries import Viewer
from analysis.settings import Home, UnusableHome
from analysis.wording import use, using
from dashboard.language import COOKIE, PATH, tag, titled
from tests.ledger_book import DAY, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
OURS = {"Origin": "http://localhost"}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    use("")
    wording._languages.cache_clear()
    wording._catalogue.cache_clear()


def speaking(home: Home, code: str) -> Home:
    """The home with the owner's setting."""
    given = json.loads(home.settings_path.read_text())
    home.settings_path.write_text(json.dumps({**given, "language": code}))
    return Home.open(home.root)


def lang_of(client: FlaskClient, accept: str = "", path: str = "/health") -> str:
    page = client.get(path, headers={"Accept-Language": accept} if accept else {}).get_data(as_text=True)
    return page.partition('<html lang="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("accept", "lang"),
    [("", "en"), ("de", "de"), ("de-AT,de;q=0.9", "de"), ("fr,de;q=0.3", "de"), ("en-GB,de;q=0.9", "en"), ("tlh", "en"),
     ("*", "en"), ("de;q=0,en", "en"), ("x" * 5_000, "en"), (";;,,q=", "en")],
)  # fmt: skip
def test_without_a_setting_the_browser_says(make_home: Make, at_home: Switch, accept: str, lang: str) -> None:
    client = at_home(make_home())
    assert lang_of(client, accept) == lang


def test_the_owners_setting_goes_before_the_browser(make_home: Make, at_home: Switch) -> None:
    client = at_home(speaking(make_home(), "de"))
    assert lang_of(client, "en") == "de"
    assert "Zur Seite springen" in client.get("/_dash-layout").get_data(as_text=True)


def test_a_setting_that_is_no_language_is_refused_with_those_there_are(make_home: Make) -> None:
    with pytest.raises(UnusableHome, match="language 'Deutsch' is none of: de, en"):
        speaking(make_home(), "Deutsch")


def test_a_choice_at_the_foot_goes_before_both_and_leads_back(make_home: Make, at_home: Switch) -> None:
    client = at_home(speaking(make_home(), "en"))
    answer = client.post(
        PATH, data={"language": "de"}, headers={**OURS, "Referer": "http://localhost/device/x?day=2026-11-20"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/device/x?day=2026-11-20")
    cookie = answer.headers["Set-Cookie"]
    assert f"{COOKIE}=de" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert lang_of(client, "en") == "de"


@pytest.mark.parametrize("code", ["", "xx", "../../etc", "de; Path=/", "d\r\ne"])
def test_a_choice_that_is_no_language_is_not_kept(make_home: Make, at_home: Switch, code: str) -> None:
    client = at_home(make_home())
    answer = client.post(PATH, data={"language": code}, headers=OURS)
    assert COOKIE not in answer.headers.get("Set-Cookie", "")
    client.set_cookie(COOKIE, "xx")
    assert lang_of(client) == "en"


@pytest.mark.parametrize(
    "referer",
    ["", "http://else.example/x", "http://localhost//else.example/x", "https://localhost.else.example/", "javascript:x",
     "http://localhost/\\else.example", "http://else.example@localhost:1/x", "//else.example"],
)  # fmt: skip
def test_a_choice_never_leads_anywhere_else(make_home: Make, at_home: Switch, referer: str) -> None:
    answer = at_home(make_home()).post(PATH, data={"language": "de"}, headers={**OURS, "Referer": referer})
    assert answer.headers["Location"] == "/"


def test_another_site_chooses_nothing(make_home: Make, at_home: Switch) -> None:
    answer = at_home(make_home()).post(
        PATH, data={"language": "de"}, headers={"Origin": "http://else.example"}
    )
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_a_stranger_may_choose_on_the_login_page(
    served: tuple[Flask, str], make_home: Make, at_home: Switch
) -> None:
    at_home(make_home())
    client = served[0].test_client()
    shown = client.get("/login").get_data(as_text=True)
    assert '<button name="language" value="de" lang="de">Deutsch</button>' in shown
    assert (
        client.post(
            PATH, data={"language": "de"}, headers={**OURS, "Referer": "http://localhost/login"}
        ).status_code
        == 303
    )
    assert '<html lang="de">' in client.get("/login").get_data(as_text=True)


def test_titles_and_what_the_foot_offers_are_in_the_language(make_home: Make, at_home: Switch) -> None:
    client = at_home(make_home())
    layout = client.get("/_dash-layout", headers={"Accept-Language": "de"}).get_data(as_text=True)
    assert '"value":"en"' in layout.replace(" ", "")
    assert "English" in layout
    with using("de"):
        assert titled("Today")() == titled("Today")(device="x") == "Heute · leakledger"
        assert (tag(), tag("pt_BR")) == ("de", "pt-BR")


def test_one_request_says_nothing_of_the_language_of_the_next(make_home: Make, at_home: Switch) -> None:
    client = at_home(make_home())
    assert [lang_of(client, accept) for accept in ("de", "", "de", "en")] == ["de", "en", "de", "en"]


def test_an_export_is_the_same_in_every_language(make_home: Make, at_home: Switch) -> None:
    client = at_home(make_home(morning))
    german, english = (
        client.get("/download/findings.csv", headers={"Accept-Language": code}).get_data()
        for code in ("de", "en")
    )
    assert german == english
    assert german.count(b"\n") > 10


def test_a_made_up_language_is_one_file_and_nothing_else(
    served: tuple[Flask, str],
    make_home: Make,
    at_home: Switch,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    catalogue = Catalog(locale="de", fuzzy=False)
    catalogue.add("English", "Xish", context="how the language of this catalogue calls itself")
    catalogue.add("Today", "Ydaot")
    catalogue.add("1,234.5", "1'234,5")
    text = "{when}, **{who}** sent **{size}** to **{recipients}**."
    catalogue.add((text, text), ("XX **{size}** {when} **{who}** **{recipients}**",) * 2)
    folder = tmp_path / "locale" / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "leakledger.po").open("wb") as stream:
        write_po(stream, catalogue)
    with (folder / "leakledger.mo").open("wb") as stream:
        write_mo(stream, catalogue)
    monkeypatch.setattr(wording, "FOLDER", tmp_path / "locale")
    client = at_home(speaking(make_home(morning), "xx"))
    assert lang_of(client) == "xx"
    client.set_cookie(COOKIE, "en")
    assert "Xish" in client.get("/_dash-layout").get_data(as_text=True)
    (entry,) = [item for item in dash.page_registry.values() if item["path"] == "/"]
    with served[0].test_request_context("/"), using("xx"):
        g.viewer = Viewer(owner=True)
        shown = json.dumps(entry["layout"](day=DAY.isoformat()), cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert '"XX "' in shown
    assert " to look inside" in shown, "what is not in the file is said in English"

"""Every page in German: laid out over the made-up ledger, no sentence of the catalogue stands there in English."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import dash
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

from analysis import registry
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer
from analysis.settings import Home
from analysis.wording import BOLD, use, using
from tests.ledger_book import DAY, PHONE, crowd, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
OWNER = Viewer(owner=True)
TEST = DAY.isoformat()
SHORTEST = 12  # letters of a piece between blanks; below that a piece says too little to be looked for
VISITS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/", {"day": TEST}), ("/", {"day": TEST, "all": "1"}), ("/device/<device>", {"device": PHONE, "day": TEST}),
    ("/device/<device>", {"device": "nobody", "day": TEST}), ("/morning", {"day": TEST, "span": "day"}), ("/morning", {}),
    ("/could-tell", {"day": TEST, "all": "1"}), ("/evidence", {"day": TEST}), ("/evidence", {"kind": "location"}),
    ("/brain", {"days": "365"}), ("/company/<company>", {"company": "social", "days": "365"}),
    ("/company/<company>", {"company": "nobody"}), ("/devices", {}), ("/health", {}), ("/404", {}),
    ("/days", {"first": "2026-11-14", "last": TEST}),
)  # fmt: skip
# words of English that German has not, to find what is in no catalogue
WORDS = re.compile(r"\b(?:the|of|and|were|with|which|could|from|that|they|not|has|have|been|this)\b")
_ROOT = Path(__file__).resolve().parents[1]


def pieces() -> dict[str, str]:
    """What would stand on a page that was not translated: for each English message its longest piece between blanks."""
    spec = importlib.util.spec_from_file_location("translations", _ROOT / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    known: dict[Any, Any] = module.known_in(module.read("de"))
    german = " ".join(
        piece for said in known.values() for piece in ([said] if isinstance(said, str) else said)
    )
    found = {}
    for _, id in known:
        for english in (id,) if isinstance(id, str) else id:
            longest = max(re.split(r"\{[a-z_]+\}|" + re.escape(BOLD), english), key=len).strip()
            if len(longest) >= SHORTEST and " " in longest and longest not in german:
                found[longest] = english
    return found


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    return pieces()


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use("")


def texts(shown: Any, inside: str = "") -> Iterator[str]:
    """Everything that is read on a page or aloud: not addresses, ids and classes, nor what stands in a code element."""
    if isinstance(shown, str):
        if inside in ("children", "label", "title", "aria-label", "placeholder", "hint", "words", "closing", "name",
                      "customdata", "hovertemplate", "text", "content"):  # fmt: skip
            yield shown
    elif isinstance(shown, list):
        for item in shown:
            yield from texts(item, inside)
    elif isinstance(shown, dict) and shown.get("type") not in ("Code", "Pre"):
        for name, value in shown.items():
            if name not in ("id", "className", "href", "style"):
                yield from texts(value, name)


def laid_out(server: Flask, path: str, query: dict[str, str], viewer: Viewer) -> list[str]:
    (entry,) = [item for item in dash.page_registry.values() if path in (item["path"], item["path_template"])]
    with server.test_request_context("/"), using("de"):
        g.viewer = viewer
        shown = json.loads(json.dumps(entry["layout"](**query), cls=PlotlyJSONEncoder))
    return [text for text in texts(shown) if text]


def left(said: str, english: dict[str, str]) -> list[str]:
    return [whole for piece, whole in english.items() if piece in said]


@pytest.mark.parametrize("fill", [None, morning, crowd], ids=["empty", "full", "crowded"])
@pytest.mark.parametrize("viewer", [OWNER, Viewer(person="Ben")], ids=["owner", "person"])
def test_no_page_has_an_english_sentence(
    served: tuple[Flask, str],
    make_home: Make,
    at_home: Switch,
    english: dict[str, str],
    fill: Any,
    viewer: Viewer,
) -> None:
    home = make_home(fill) if fill else make_home()
    at_home(home)
    recorded = told_by_the_ledger(home) if fill else set()
    for path, query in VISITS:
        said = laid_out(served[0], path, query, viewer)
        assert left("\n".join(said), english) == [], path
        assert [text for text in said if text not in recorded and WORDS.search(without_names(text))] == [], (
            path
        )


def told_by_the_ledger(home: Home) -> set[str]:
    """Why a finding was recognised stands in the journal, in English, and is shown as it stands there."""
    with LedgerReader(home.ledger_path).read() as connection:
        return {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT reasoning FROM findings")}


def without_names(text: str) -> str:
    """Without hosts, and without the names of what was read about inferences, which are in the language of their source."""
    for source in (source for inference in registry.inferences() for source in inference.sources):
        text = text.replace(source.where, "")
    return re.sub(r"\S+\.\S+", "", text)


def test_what_is_left_would_be_found(
    served: tuple[Flask, str], make_home: Make, at_home: Switch, english: dict[str, str]
) -> None:
    at_home(make_home(morning))
    (entry,) = [item for item in dash.page_registry.values() if item["path"] == "/"]
    with served[0].test_request_context("/"), using("en"):
        g.viewer = OWNER
        shown = json.loads(json.dumps(entry["layout"](day=TEST), cls=PlotlyJSONEncoder))
    assert len(left("\n".join(texts(shown)), english)) > 5


def test_every_page_is_visited() -> None:
    known = {item["path_template"] or item["path"] for item in dash.page_registry.values()}
    assert known <= {path for path, _ in VISITS}


def test_a_message_and_its_layers_are_told_in_german(
    served: tuple[Flask, str], make_home: Make, at_home: Switch, english: dict[str, str]
) -> None:
    from dashboard.evidence_message import message_content, message_view
    from dashboard.site import site

    home = make_home(morning)
    at_home(home)
    with LedgerReader(home.ledger_path).read() as connection:
        names = [
            row[0]
            for row in connection.exec_driver_sql("SELECT event_id FROM findings GROUP BY event_id LIMIT 8")
        ]
    with served[0].test_request_context("/"), using("de"):
        shown = [
            part
            for name in names
            for part in (*message_view(site(), OWNER, name), *message_content(site(), OWNER, name))
        ]
        said = "\n".join(texts(json.loads(json.dumps(shown, cls=PlotlyJSONEncoder)), "children"))
    assert "Was gesendet wurde, Schicht für Schicht" in said
    assert left(said, english) == []


@pytest.mark.parametrize("path", ["/login", "/", "/no-such-page"])
def test_a_stranger_is_spoken_to_in_the_language_of_the_browser(
    served: tuple[Flask, str], make_home: Make, at_home: Switch, english: dict[str, str], path: str
) -> None:
    at_home(make_home())
    client = served[0].test_client()
    answer = client.get(path, headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}, follow_redirects=True)
    said = unescape(answer.get_data(as_text=True))
    assert '<html lang="de">' in said
    assert "Was jedes Gerät verlassen hat, an wen und wann." in said
    assert left(said, english) == []


def test_a_wrong_password_is_answered_in_german(
    served: tuple[Flask, str], make_home: Make, at_home: Switch
) -> None:
    at_home(make_home())
    client = served[0].test_client()
    headers = {"Accept-Language": "de", "Origin": "http://localhost"}
    answer = client.post("/login", data={"password": "x"}, headers=headers)
    assert "Das ist nicht das Passwort." in answer.get_data(as_text=True)
    assert (
        client.post("/login", data={"password": "x"}, headers={**headers, "Origin": "http://else"})
        .get_data(as_text=True)
        .startswith("Diese Anfrage kam von einer anderen Seite")
    )

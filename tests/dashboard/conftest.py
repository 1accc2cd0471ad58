"""Homes with a made-up ledger, and one dashboard a process: Dash keeps its pages process-wide."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dash
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

from analysis.queries import Viewer
from analysis.settings import Home
from tests.ledger_book import Book

OWNER = Viewer(owner=True)


@pytest.fixture
def make_home(tmp_path: Path) -> Callable[..., Home]:
    """Makes a home whose ledger was filled by the functions given."""

    def make(*fill: Callable[[Book], None], kind: str = "home") -> Home:
        root = tmp_path / f"home{len(list(tmp_path.iterdir()))}"
        Home.open(root, kind)
        (root / "settings.json").write_text('{"timezone": "Europe/Berlin"}')
        home = Home.open(root)
        if fill:
            book = Book(home)
            for function in fill:
                function(book)
            book.close()
        return home

    return make


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, str]:
    """The one app of this process, and its password; ``at_home`` points it to another home."""
    from dashboard.app import build_app
    from dashboard.login import ensure_password

    home = Home.open(tmp_path_factory.mktemp("dashboard") / "home")
    flask: Flask = build_app(home).server
    password = ensure_password(home)
    assert password is not None
    return flask, password


@pytest.fixture
def at_home(served: tuple[Flask, str]) -> Iterator[Callable[[Home], FlaskClient]]:
    """Serves another home: a client that is logged in to it."""
    from dashboard.site import Site, install

    server, _ = served
    before = server.extensions["leakledger"]

    def switch(home: Home) -> FlaskClient:
        install(server, Site(home))
        client = server.test_client()
        with client.session_transaction() as session:
            session.update(server.extensions["leakledger-guard"].new_session())
        return client

    yield switch
    install(server, before)


@pytest.fixture
def page(served: tuple[Flask, str], at_home: Callable[[Home], FlaskClient]) -> Callable[..., Any]:
    """Lays out the page at a registered path for a viewer, as the JSON that the browser would get."""

    def lay_out(home: Home, path: str, viewer: Viewer = OWNER, **query: str) -> str:
        at_home(home)
        (entry,) = [
            item for item in dash.page_registry.values() if path in (item["path"], item["path_template"])
        ]
        with served[0].test_request_context("/"):
            g.viewer = viewer
            shown = json.dumps(entry["layout"](**query), cls=PlotlyJSONEncoder)
        assert "page-failed" not in shown, "see the log"
        return shown

    return lay_out


@pytest.fixture(scope="session")
def address(served: tuple[Flask, str]) -> Iterator[str]:
    """Where the app is really served, by waitress, on loopback."""
    from waitress.server import create_server

    server = create_server(served[0], host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()

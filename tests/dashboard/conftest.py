"""Homes with a made-up ledger, and one dashboard a process: Dash keeps its pages process-wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from analysis.settings import Home
from tests.ledger_book import Book


@pytest.fixture
def make_home(tmp_path: Path) -> Callable[..., Home]:
    """Makes a home whose ledger was filled by the functions given."""

    def make(*fill: Callable[[Book], None], kind: str = "home") -> Home:
        root = tmp_path / f"home{len(list(tmp_path.iterdir()))}"
        home = Home.open(root, kind)
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
def server(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The one app of this process, on a home of its own; ``at_home`` points it to another."""
    from dashboard.app import build_app

    home = Home.open(tmp_path_factory.mktemp("dashboard") / "home")
    flask: Flask = build_app(home).server
    return flask


@pytest.fixture
def at_home(server: Flask) -> Iterator[Callable[[Home], FlaskClient]]:
    """Serves another home: a client that is logged in to it."""
    from dashboard.login import ensure_password
    from dashboard.site import Site, install

    before = server.extensions["leakledger"]

    def switch(home: Home) -> FlaskClient:
        ensure_password(before.home)
        install(server, Site(home))
        client = server.test_client()
        guard = server.extensions["leakledger-guard"]
        with client.session_transaction() as session:
            session.update(guard.new_session())
        return client

    yield switch
    install(server, before)

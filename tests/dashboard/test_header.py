"""The navigation: a page is in it because its file is there."""

from __future__ import annotations

from collections.abc import Iterator

import dash
import pytest
from flask import Flask

from dashboard import header


@pytest.fixture
def another(served: tuple[Flask, str]) -> Iterator[None]:
    """A page that says nothing of where it wants to stand, and one that cannot be reached without an id."""
    del served  # pages exist once there is an app
    dash.register_page("pages.another", path="/another", name="Another", layout="")  # type: ignore[no-untyped-call]
    dash.register_page("pages.one_of", path_template="/one/<of>", name="One of many", layout="")  # type: ignore[no-untyped-call]
    yield
    for name in ("pages.another", "pages.one_of"):
        del dash.page_registry[name]


def test_a_page_is_in_the_navigation_because_it_is_there(another: None) -> None:
    names = [name for _, name in header._places()]
    assert [name for name in names if name in ("Today", "Device", "Evidence", "Another", "Health")] == [
        "Today", "Device", "Evidence", "Another", "Health",
    ]  # fmt: skip
    assert "One of many" not in names
    assert ("/device", "Device") in header._places()
    assert ("/another", "Another") in header._places()


@pytest.mark.parametrize(
    ("path", "href", "here"),
    [
        ("/", "/", True),
        ("/evidence", "/", False),
        ("/device/x", "/device", True),
        ("/devices", "/device", False),
    ],
)
def test_where_one_is(path: str, href: str, here: bool) -> None:
    assert header._is_here(path, href) is here

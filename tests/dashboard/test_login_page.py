"""The login page: plain, in a language, and nothing in it that was not escaped."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from analysis.settings import Home
from analysis.wording import using
from dashboard.login_page import login_page


def test_it_asks_for_the_password_and_shows_a_message_as_text(
    served: tuple[Flask, str], make_home: Callable[..., Home]
) -> None:
    home = make_home()
    with served[0].test_request_context("/login"):
        shown = login_page(home, "<script>no</script>")
    assert "&lt;script&gt;no" in shown
    assert "<script" not in shown
    assert 'autocomplete="current-password"' in shown
    assert "<code>dashboard.json</code>" in shown
    assert "made up" not in shown


def test_a_demo_says_so_in_the_language(served: tuple[Flask, str], make_home: Callable[..., Home]) -> None:
    home = make_home(kind="demo")
    with served[0].test_request_context("/login"), using("de"):
        shown = login_page(home, "")
    assert '<html lang="de">' in shown
    assert "Eine Vorführung: alles darin ist erfunden." in shown
    assert 'value="en" lang="en">English</button>' in shown

"""A person comes in by their code once, chooses a password, and is then themselves: never the owner, never another."""

from __future__ import annotations

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from analysis.accounts import hand_over, revoke
from analysis.people import add, remove, rename
from analysis.settings import Home
from dashboard import login
from dashboard.login import Guard, ensure_password
from dashboard.site import viewer

OWN = {"Origin": "http://localhost"}
HERS = "a password of hers"


@pytest.fixture
def home(tmp_path) -> Home:  # type: ignore[no-untyped-def]
    found = Home.open(tmp_path / "home")
    add(found, "Anna")
    add(found, "Ben")
    return found


@pytest.fixture
def owner(home: Home) -> str:
    made = ensure_password(home)
    assert made is not None
    return made


@pytest.fixture
def client(home: Home, owner: str) -> FlaskClient:
    server = Flask("guarded")
    Guard(home, "127.0.0.1").install(server, home.key())
    server.add_url_rule("/", "home", lambda: f"{viewer().person} {viewer().owner}")
    server.add_url_rule("/_dash-update-component", "update", lambda: str("viewer" in g), methods=["POST"])
    return server.test_client()


def enter(client: FlaskClient, name: str, given: str) -> TestResponse:
    return client.post("/login", data={"person": name, "password": given}, headers=OWN)


def choose(client: FlaskClient, password: str = HERS, again: str = "", current: str = "") -> TestResponse:
    data = {"password": password, "again": again or password, "current": current}
    return client.post("/password", data=data, headers=OWN)


def anna_in(client: FlaskClient, home: Home) -> None:
    _, code = hand_over(home, "Anna")
    enter(client, "anna", code)
    choose(client)


def test_a_name_is_asked_for_only_where_somebody_has_a_log_in(client: FlaskClient, home: Home) -> None:
    assert b'id="person"' not in client.get("/login").data
    hand_over(home, "Anna")
    assert b'id="person"' in client.get("/login").data
    assert b"Anna" not in client.get("/login").data


def test_with_a_code_nothing_is_seen_before_a_password_is_chosen(client: FlaskClient, home: Home) -> None:
    _, code = hand_over(home, "Anna")
    assert enter(client, "Anna", code).location == "/"
    for path in ("/", "/evidence", "/download/findings.csv", "/_dash-layout"):
        assert client.get(path).location == "/password", path
    assert client.post("/_dash-update-component", headers=OWN).location == "/password"
    page = client.get("/password")
    assert b"Anna, choose a password" in page.data
    assert b'name="current"' not in page.data
    assert choose(client, "short").status_code == 400
    assert choose(client, HERS, "something else").status_code == 400
    assert choose(client).location == "/"
    assert client.get("/").data == b"Anna False"
    assert client.post("/_dash-update-component", headers=OWN).data == b"True"


def test_the_code_is_then_worth_nothing_and_the_password_lets_in(client: FlaskClient, home: Home) -> None:
    _, code = hand_over(home, "Anna")
    enter(client, "Anna", code)
    choose(client)
    client.post("/logout", headers=OWN)
    assert client.get("/").location == "/login"
    refused = enter(client, "Anna", code)
    assert refused.status_code == 401
    assert b"Name and password do not belong together." in refused.data
    assert enter(client, "Anna", HERS).location == "/"
    assert client.get("/").data == b"Anna False"


def test_no_password_is_anybody_elses(client: FlaskClient, home: Home, owner: str) -> None:
    anna_in(client, home)
    client.post("/logout", headers=OWN)
    for name, given in (("Anna", owner), ("", HERS), ("Ben", HERS), ("Anna ", ""), ("owner", owner)):
        assert enter(client, name, given).status_code == 401, name
    assert client.get("/").location == "/login"


def test_the_owner_stays_the_owner(client: FlaskClient, home: Home, owner: str) -> None:
    hand_over(home, "Anna")
    assert enter(client, " ", owner).location == "/"
    assert client.get("/").data == b"None True"
    assert client.get("/password").location == "/"


def test_guessing_a_persons_password_is_slowed_down(client: FlaskClient, home: Home) -> None:
    _, code = hand_over(home, "Anna")
    for _ in range(login.ATTEMPTS):
        assert enter(client, "Anna", "guess").status_code == 401
    assert enter(client, "Anna", code).status_code == 429


def test_a_new_password_needs_the_one_there_is_and_ends_other_sessions(
    client: FlaskClient, home: Home
) -> None:
    anna_in(client, home)
    cookie = client.get_cookie("leakledger")
    assert cookie is not None
    assert choose(client, "another password", current="wrong").status_code == 400
    assert choose(client, "another password", current=HERS).location == "/"
    assert client.get("/").data == b"Anna False"
    client.set_cookie("leakledger", cookie.value)
    assert client.get("/").location == "/login"


def test_a_new_name_goes_along_and_an_end_or_a_removal_ends_the_session(
    client: FlaskClient, home: Home
) -> None:
    anna_in(client, home)
    rename(home, "Anna", "Anne")
    assert client.get("/").data == b"Anne False"
    revoke(home, "Anne")
    assert client.get("/").location == "/login"
    _, code = hand_over(home, "Ben")
    enter(client, "Ben", code)
    choose(client)
    assert client.get("/").data == b"Ben False"
    remove(home, "Ben")
    add(home, "Ben")  # somebody else of that name
    assert client.get("/").location == "/login"


def test_another_site_cannot_choose_a_password(client: FlaskClient, home: Home) -> None:
    anna_in(client, home)
    data = {"password": "another password", "again": "another password", "current": HERS}
    assert client.post("/password", data=data, headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.post("/password", data=data).status_code == 403


def test_a_name_of_a_person_stays_text(client: FlaskClient, home: Home) -> None:
    add(home, "<script>x</script>")
    _, code = hand_over(home, "<script>x</script>")
    enter(client, "<script>x</script>", code)
    assert b"<script>x" not in client.get("/password").data

"""Who gets in: nobody by another name, from another site, without the password, or by guessing."""

from __future__ import annotations

import stat
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from analysis.settings import Home
from dashboard import login
from dashboard.login import Attempts, Guard, allowed_names, ensure_password

OWN = {"Origin": "http://localhost"}


@pytest.fixture
def home(tmp_path) -> Home:  # type: ignore[no-untyped-def]
    return Home.open(tmp_path / "home")


@pytest.fixture
def password(home: Home) -> str:
    made = ensure_password(home)
    assert made is not None
    return made


@pytest.fixture
def client(home: Home, password: str) -> FlaskClient:
    server = Flask("guarded")
    Guard(home, "127.0.0.1").install(server, home.key())
    server.add_url_rule("/", "home", lambda: "the ledger")
    server.add_url_rule("/_dash-update-component", "update", lambda: "updated", methods=["POST"])
    return server.test_client()


def enter(client: FlaskClient, given: str, **headers: str) -> TestResponse:
    return client.post("/login", data={"password": given}, headers={**OWN, **headers})


def test_the_password_is_made_once_and_only_its_hash_is_kept(home: Home) -> None:
    password = ensure_password(home)
    assert password is not None
    assert len(password.replace("-", "")) == 16
    kept = home.root / "dashboard.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert password not in kept.read_text()
    assert "$argon2id$" in kept.read_text()
    assert ensure_password(home) is None


@pytest.mark.parametrize("path", ["/", "/evidence", "/device/x", "/ca.pem/", "/ca.pemx"])
def test_a_stranger_is_sent_to_the_login(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, "/login" if path == "/" else f"/login?back={path}")
    assert b"the ledger" not in answer.data


@pytest.mark.parametrize(
    "path", ["/_dash-layout", "/_dash-dependencies", "/assets/style.css", "/assets/components.js", "/download/findings.csv",
             "/part/hour", "/_dash-component-suites/dash/deps/react.js"]
)  # fmt: skip
def test_a_stranger_gets_no_data_and_no_asset(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 401


def test_the_certificate_is_for_everybody_in_the_house(client: FlaskClient) -> None:
    """Whoever installs it on their phone has no password of ours; it is no secret, and nothing else comes with it."""
    assert client.get("/ca.pem").status_code == 404  # this server has none, but the guard lets it through


def test_a_stranger_cannot_post(client: FlaskClient) -> None:
    assert client.post("/_dash-update-component", headers=OWN).status_code == 401


def test_the_password_lets_in_and_the_cookie_is_strict(client: FlaskClient, password: str) -> None:
    answer = enter(client, password)
    assert (answer.status_code, answer.location) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.get("/").data == b"the ledger"
    assert client.post("/_dash-update-component", headers=OWN).data == b"updated"
    assert client.get("/login").location == "/"


def test_who_logs_in_is_led_back_to_the_page_they_asked_for(client: FlaskClient, password: str) -> None:
    way = client.get("/device/x?day=2026-11-20&all=1").location
    assert way == "/login?back=/device/x%3Fday%3D2026-11-20%26all%3D1"
    asked = client.get(way)
    assert b'name="back" value="/device/x?day=2026-11-20&amp;all=1"' in asked.data
    data = {"password": "not it", "back": "/device/x?day=2026-11-20&all=1"}
    refused = client.post("/login", data=data, headers=OWN)
    assert b'name="back" value="/device/x?day=2026-11-20&amp;all=1"' in refused.data
    answer = client.post("/login", data={**data, "password": password}, headers=OWN)
    assert (answer.status_code, answer.location) == (303, "/device/x?day=2026-11-20&all=1")
    assert client.get(way).location == "/device/x?day=2026-11-20&all=1"  # logged in meanwhile, in another tab


@pytest.mark.parametrize(
    "back", ["//else.example", "https://else.example/", "/\\else.example", "/x\r\nA: b", '"><b>']
)
def test_after_the_log_in_nobody_is_led_elsewhere(client: FlaskClient, password: str, back: str) -> None:
    asked = client.get("/login", query_string={"back": back})
    assert b'name="back" value="/"' in asked.data
    answer = client.post("/login", data={"password": password, "back": back}, headers=OWN)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/login", query_string={"back": back}).location == "/"


def test_a_wrong_password_does_not(client: FlaskClient) -> None:
    answer = enter(client, "not it")
    assert answer.status_code == 401
    assert b"That is not the password." in answer.data
    assert client.get("/").status_code == 303


def test_guessing_is_slowed_down_for_the_address_that_guesses(client: FlaskClient, password: str) -> None:
    for _ in range(login.ATTEMPTS):
        assert enter(client, "guess").status_code == 401
    answer = enter(client, password)
    assert answer.status_code == 429
    assert b"Try again in" in answer.data
    elsewhere = client.post(
        "/login", data={"password": password}, headers=OWN, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert elsewhere.status_code == 303


def test_attempts_are_forgotten_after_their_window(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts, now = Attempts(), time.monotonic()
    for _ in range(login.ATTEMPTS):
        attempts.failed("a")
    assert attempts.wait("a") > 0
    assert attempts.wait("b") == 0
    monkeypatch.setattr(login.time, "monotonic", lambda: now + login.WINDOW + 1)
    assert attempts.wait("a") == 0


def test_many_addresses_together_are_slowed_down_too() -> None:
    attempts = Attempts()
    for number in range(login.ATTEMPTS_OF_ALL):
        attempts.failed(f"address {number}")
    assert attempts.wait("a new one") > 0


def test_logging_out_ends_the_session_also_for_a_copy_of_its_cookie(
    client: FlaskClient, password: str
) -> None:
    enter(client, password)
    copy = client.get_cookie("leakledger")
    assert copy is not None
    assert client.post("/logout", headers=OWN).location == "/login"
    assert client.get("/").status_code == 303
    client.set_cookie("leakledger", copy.value)
    assert client.get("/").status_code == 303


def test_a_session_expires(client: FlaskClient, password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(client, password)
    later = time.time() + login.SESSION_SECONDS + 1
    monkeypatch.setattr(login.time, "time", lambda: later)
    assert client.get("/").status_code == 303


def test_a_new_password_ends_every_session(client: FlaskClient, password: str, home: Home) -> None:
    enter(client, password)
    (home.root / "dashboard.json").unlink()
    ensure_password(home)
    assert client.get("/").status_code == 303


def test_a_forged_cookie_is_worth_nothing(client: FlaskClient, home: Home, password: str) -> None:
    other = Flask("other")
    Guard(home, "127.0.0.1").install(other, b"another key" * 4)
    forger = other.test_client()
    enter(forger, password)
    cookie = forger.get_cookie("leakledger")
    assert cookie is not None
    client.set_cookie("leakledger", cookie.value)
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5", "", "localhost.evil.example:8050"]
)
def test_another_host_name_is_refused_in_one_sentence(client: FlaskClient, password: str, host: str) -> None:
    enter(client, password)
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.data.count(b"\n") == 1


@pytest.mark.parametrize("host", ["localhost:8050", "127.0.0.1", "[::1]:8050", "LOCALHOST"])
def test_this_machines_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/login", headers={"Host": host}).status_code == 200


def test_listening_on_all_addresses_answers_addresses_but_no_names(home: Home, password: str) -> None:
    server = Flask("open")
    Guard(home, "0.0.0.0").install(server, home.key())
    client = server.test_client()
    assert client.get("/login", headers={"Host": "192.168.1.5:8050"}).status_code == 200
    assert client.get("/login", headers={"Host": "evil.example"}).status_code == 400


def test_the_owner_may_allow_a_name(home: Home) -> None:
    (home.root / "settings.json").write_text('{"allowed_hosts": ["Auditor.home"]}')
    names = allowed_names(Home.open(home.root), "192.168.1.5")
    assert {"auditor.home", "192.168.1.5", "localhost"} <= names


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "https://localhost"},
     {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/_dash-update-component", "/login", "/logout"])
def test_another_site_cannot_post(
    client: FlaskClient, password: str, headers: dict[str, str], path: str
) -> None:
    enter(client, password)
    assert client.post(path, headers=headers, data={"password": password}).status_code == 403


def test_a_browser_that_vouches_for_the_origin_is_believed(client: FlaskClient, password: str) -> None:
    assert (
        client.post(
            "/login", data={"password": password}, headers={"Sec-Fetch-Site": "same-origin"}
        ).status_code
        == 303
    )


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"hash": ""}', b'{"hash": "not argon2"}'])
def test_without_a_readable_password_nobody_gets_in(
    client: FlaskClient, home: Home, password: str, content: bytes | None
) -> None:
    """It is deleted as the log-in page says, or spoilt: sessions end, and no page is an error."""
    assert enter(client, password).status_code == 303
    path = home.root / "dashboard.json"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert client.get("/").location == "/login"
    for given in ("", password, "not argon2"):
        assert enter(client, given).status_code == 401
    assert client.get("/").location == "/login"


def restarted(home: Home) -> FlaskClient:
    """A client of the same dashboard after a restart."""
    server = Flask("guarded again")
    Guard(home, "127.0.0.1").install(server, home.key())
    server.add_url_rule("/", "home", lambda: "the ledger")
    return server.test_client()


def test_a_session_that_was_logged_out_stays_so_after_a_restart(
    client: FlaskClient, password: str, home: Home
) -> None:
    enter(client, password)
    ended = client.get_cookie("leakledger")
    client.post("/logout", headers=OWN)
    enter(client, password)
    going_on = client.get_cookie("leakledger")
    assert ended is not None
    assert going_on is not None
    after = restarted(home)
    after.set_cookie("leakledger", ended.value)
    assert after.get("/").status_code == 303
    after.set_cookie("leakledger", going_on.value)
    assert after.get("/").status_code == 200

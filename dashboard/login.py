"""Keeps strangers out: the password, the session, and which requests are answered at all."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
import time
from collections import deque
from typing import Final
from urllib.parse import urlsplit

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, Response, g, redirect, request, session

from analysis.queries import Viewer
from analysis.settings import Home, write_private
from analysis.wording import tr, trn
from dashboard import language, person_login
from dashboard.ended_sessions import EndedSessions
from dashboard.login_page import login_page
from dashboard.way_back import login_address, way_back

SESSION_SECONDS: Final = 7 * 24 * 3600
ATTEMPTS: Final = 5  # wrong passwords from one address within WINDOW
ATTEMPTS_OF_ALL: Final = 50
WINDOW: Final = 300.0  # seconds
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
# the certificate is public, and whoever installs it on their phone has no password of ours
_OPEN_PATHS: Final = frozenset({"/login", "/assets/login.css", "/ca.pem", language.PATH})
_LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")


class _Password(msgspec.Struct, frozen=True, kw_only=True):
    """What ``dashboard.json`` holds: an argon2id hash, never the password."""

    hash: str


def ensure_password(home: Home) -> str | None:
    """Make the dashboard's password where there is none yet, and return it: the only time that it is known."""
    path = home.root / "dashboard.json"
    if path.exists():
        return None
    password = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
    held = _Password(hash=PasswordHasher().hash(password))
    write_private(path, msgspec.json.encode(held).decode())
    return password


def allowed_names(home: Home, listen: str) -> frozenset[str]:
    """The host names and addresses under which the dashboard answers, lower case."""
    return frozenset(
        name.lower() for name in (*_LOOPBACK_NAMES, listen, *home.settings.allowed_hosts) if name
    )


class Attempts:
    """Counts wrong passwords, per address and in all, within a sliding window."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: dict[str, deque[float]] = {}
        self._all: deque[float] = deque(maxlen=ATTEMPTS_OF_ALL)

    def wait(self, address: str) -> int:
        """Seconds until this address may try again; 0 where it may now."""
        now = time.monotonic()
        with self._lock:
            own = self._wrong.get(address, deque())
            until = [
                line[0] + WINDOW
                for line, most in ((own, ATTEMPTS), (self._all, ATTEMPTS_OF_ALL))
                if len(line) >= most
            ]
        return max(0, int(max(until, default=0.0) - now + 1)) if until and max(until) > now else 0

    def failed(self, address: str) -> None:
        """A wrong password."""
        now = time.monotonic()
        with self._lock:
            if len(self._wrong) > 1000:
                self._wrong.clear()
            self._wrong.setdefault(address, deque(maxlen=ATTEMPTS)).append(now)
            self._all.append(now)

    def succeeded(self, address: str) -> None:
        """The right password: forget this address's mistakes."""
        with self._lock:
            self._wrong.pop(address, None)


class Guard:
    """The rules for every request: known host, same origin, logged in."""

    def __init__(self, home: Home, listen: str) -> None:
        self._home = home
        self._path = home.root / "dashboard.json"
        self._names = allowed_names(home, listen)
        self._any_address = _is_wildcard(listen)
        self._attempts = Attempts()
        self._ended = EndedSessions(home, SESSION_SECONDS)

    def install(self, server: Flask, key: bytes) -> None:
        """Guard a server; ``key`` is the home's secret, from which the one that signs sessions is derived."""
        server.secret_key = hmac.new(key, b"dashboard session", hashlib.sha256).digest()
        server.config.update(
            SESSION_COOKIE_NAME="leakledger",
            SESSION_COOKIE_HTTPONLY=True,
            SESSION_COOKIE_SAMESITE="Strict",
            MAX_CONTENT_LENGTH=1 << 20,
        )
        server.extensions["leakledger-guard"] = self
        server.before_request(self.check)
        server.add_url_rule("/login", "login", self.login, methods=["GET", "POST"])
        server.add_url_rule("/logout", "logout", self.logout, methods=["POST"])
        server.add_url_rule(person_login.PATH, "password", self.password, methods=["GET", "POST"])

    def check(self) -> Response | None:
        """Refuse what is not ours to answer; None lets the request through."""
        if not self._host_is_ours():
            return _plain(
                tr(
                    "This host name is not one of this dashboard's; add it to allowed_hosts in settings.json."
                ),
                400,
            )
        if request.method not in ("GET", "HEAD", "OPTIONS") and not _same_origin():
            return _plain(tr("This request came from another site and was refused."), 403)
        if self._logged_in():
            g.viewer = Viewer(owner=True)
            return None
        if (visiting := self._visitor()) is not None:
            if visiting.must_choose and request.path not in (*_OPEN_PATHS, person_login.PATH, "/logout"):
                return _redirect(person_login.PATH)
            if not visiting.must_choose:
                g.viewer = visiting.viewer
            return None
        if request.path in _OPEN_PATHS:
            return None
        if request.method == "GET" and not request.path.startswith(
            ("/_dash", "/assets", "/download", "/part")
        ):
            return _redirect(login_address(request.path, request.query_string.decode(errors="replace")))
        return _plain(tr("Please log in."), 401)

    def login(self) -> Response:
        """The login page, and what becomes of a password."""
        if request.method == "GET":
            return self._back() if self._logged_in() or self._visitor() else self._page("")
        address = request.remote_addr or ""
        if seconds := self._attempts.wait(address):
            return self._page(_too_many(seconds), 429)
        name, given = request.form.get("person", "").strip(), request.form.get("password", "")[:200]
        if name:
            begun = person_login.session_for(self._home, name, given)
        else:
            begun = self.new_session() if self._password_is(given) else None
        if begun is None:
            self._attempts.failed(address)
            together = tr("Name and password do not belong together.")
            return self._page(together if name else tr("That is not the password."), 401)
        self._attempts.succeeded(address)
        session.clear()
        session.update(begun)
        return self._back()

    def password(self) -> Response:
        """The page on which a person chooses their password; the owner's is made by the box."""
        visiting = self._visitor()
        if visiting is None:
            return _redirect("/")
        address, message = request.remote_addr or "", ""
        if request.method == "POST":
            if seconds := self._attempts.wait(address):
                message = _too_many(seconds)
            else:
                message, begun = person_login.new_password(self._home, visiting, request.form)
                if begun:
                    session.clear()
                    session.update(begun)
                    return _redirect("/")
                self._attempts.failed(address)
        page = person_login.password_page(visiting, message)
        return Response(page, 400 if message else 200, mimetype="text/html")

    def new_session(self) -> dict[str, str | int]:
        """What a session holds that begins now."""
        held = self._held()
        of = _fingerprint(held) if held is not None else ""
        return {"id": secrets.token_hex(16), "at": int(time.time()), "of": of}

    def logout(self) -> Response:
        """End this session, also for a copy of its cookie."""
        self._ended.end(str(session.get("id", "")))
        session.clear()
        return _redirect("/login")

    def _host_is_ours(self) -> bool:
        name = (urlsplit(f"//{request.host}").hostname or "").lower()
        # a rebound name is never an address, so any address of this machine will do where we listen on all
        return name in self._names or (self._any_address and _is_address(name))

    def _visitor(self) -> person_login.Visitor | None:
        """The person whose session it is, if it is a person's."""
        return person_login.visitor(self._home, session) if self._goes_on() else None

    def _goes_on(self) -> bool:
        begun = session.get("at")
        if not isinstance(begun, int) or not 0 <= time.time() - begun < SESSION_SECONDS:
            return False
        return not self._ended.holds(str(session.get("id", "")), begun)

    def _logged_in(self) -> bool:
        """As the owner."""
        if not self._goes_on() or "person" in session or (held := self._held()) is None:
            return False
        return hmac.compare_digest(str(session.get("of", "")), _fingerprint(held))

    def _held(self) -> _Password | None:
        """None from when the file was deleted, as the log-in page says how to, until the dashboard starts again."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Password)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def _password_is(self, given: str) -> bool:
        held = self._held()
        try:
            return held is not None and PasswordHasher().verify(held.hash, given.strip())
        except (VerificationError, InvalidHashError):
            return False

    def _page(self, message: str, status: int = 200) -> Response:
        text = login_page(self._home, message, way_back(request.values.get("back", "")))
        return Response(text, status, mimetype="text/html")

    @staticmethod
    def _back() -> Response:
        return _redirect(way_back(request.values.get("back", "")))


def _fingerprint(held: _Password) -> str:
    """Changes with the password, and ends every session then."""
    return hashlib.sha256(held.hash.encode()).hexdigest()[:32]


def _too_many(seconds: int) -> str:
    return trn(
        "Too many wrong passwords. Try again in {n} second.",
        "Too many wrong passwords. Try again in {n} seconds.",
        seconds,
    )


def _same_origin() -> bool:
    """True where the browser says that our own page asked. Browsers send Origin with every POST."""
    origin = request.headers.get("Origin", "")
    return (
        origin == f"{request.scheme}://{request.host}"
        or request.headers.get("Sec-Fetch-Site") == "same-origin"
    )


def _is_wildcard(listen: str) -> bool:
    return listen in ("0.0.0.0", "::", "*", "")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _plain(message: str, status: int) -> Response:
    return Response(f"{message}\n", status, mimetype="text/plain")


def _redirect(target: str) -> Response:
    answer = redirect(target, 303)
    return Response(answer.get_data(), answer.status_code, {"Location": target}, mimetype="text/html")

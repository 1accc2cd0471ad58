"""Keeps strangers out: the password, the session, and which requests are answered at all."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
import time
from collections import deque
from html import escape
from typing import Final
from urllib.parse import urlsplit

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import Flask, Response, g, redirect, request, session

from analysis.queries import Viewer
from analysis.settings import Home, write_private

SESSION_SECONDS: Final = 7 * 24 * 3600
ATTEMPTS: Final = 5  # wrong passwords from one address within WINDOW
ATTEMPTS_OF_ALL: Final = 50
WINDOW: Final = 300.0  # seconds
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_OPEN_PATHS: Final = frozenset({"/login", "/assets/login.css"})
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
        self._path = home.root / "dashboard.json"
        self._names = allowed_names(home, listen)
        self._any_address = _is_wildcard(listen)
        self._attempts = Attempts()
        self._ended: dict[str, float] = {}  # sessions that were logged out, until they would have expired
        self._demo = home.is_demo

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

    def check(self) -> Response | None:
        """Refuse what is not ours to answer; None lets the request through."""
        if not self._host_is_ours():
            return _plain(
                "This host name is not one of this dashboard's; add it to allowed_hosts in settings.json.",
                400,
            )
        if request.method not in ("GET", "HEAD", "OPTIONS") and not _same_origin():
            return _plain("This request came from another site and was refused.", 403)
        if self._logged_in():
            g.viewer = Viewer(owner=True)
            return None
        if request.path in _OPEN_PATHS:
            return None
        if request.method == "GET" and not request.path.startswith(("/_dash", "/assets", "/download")):
            return _redirect("/login")
        return _plain("Please log in.", 401)

    def login(self) -> Response:
        """The login page, and what becomes of a password."""
        if request.method == "GET":
            return _redirect("/") if self._logged_in() else self._page("")
        address = request.remote_addr or ""
        if seconds := self._attempts.wait(address):
            return self._page(f"Too many wrong passwords. Try again in {seconds} seconds.", 429)
        if not self._password_is(request.form.get("password", "")[:200]):
            self._attempts.failed(address)
            return self._page("That is not the password.", 401)
        self._attempts.succeeded(address)
        session.clear()
        session.update(self.new_session())
        return _redirect("/")

    def new_session(self) -> dict[str, str | int]:
        """What a session holds that begins now."""
        return {"id": secrets.token_hex(16), "at": int(time.time()), "of": self._fingerprint()}

    def logout(self) -> Response:
        """End this session, also for a copy of its cookie."""
        now = time.time()
        self._ended = {name: end for name, end in self._ended.items() if end > now}
        self._ended[str(session.get("id", ""))] = now + SESSION_SECONDS
        session.clear()
        return _redirect("/login")

    def _host_is_ours(self) -> bool:
        name = (urlsplit(f"//{request.host}").hostname or "").lower()
        # a rebound name is never an address, so any address of this machine will do where we listen on all
        return name in self._names or (self._any_address and _is_address(name))

    def _logged_in(self) -> bool:
        begun = session.get("at")
        if not isinstance(begun, int) or not 0 <= time.time() - begun < SESSION_SECONDS:
            return False
        if session.get("id", "") in self._ended:
            return False
        return hmac.compare_digest(str(session.get("of", "")), self._fingerprint())

    def _held(self) -> _Password:
        return msgspec.json.decode(self._path.read_bytes(), type=_Password)

    def _fingerprint(self) -> str:
        """Changes with the password, and ends every session then."""
        return hashlib.sha256(self._held().hash.encode()).hexdigest()[:32]

    def _password_is(self, given: str) -> bool:
        try:
            return PasswordHasher().verify(self._held().hash, given.strip())
        except VerificationError:
            return False

    def _page(self, message: str, status: int = 200) -> Response:
        demo = '<p class="demo">A demo: everything in it is made up.</p>' if self._demo else ""
        text = _LOGIN.format(message=escape(message), demo=demo)
        return Response(text, status, mimetype="text/html")


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


_LOGIN: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>leakledger: log in</title><link rel="stylesheet" href="/assets/login.css"></head>
<body>{demo}<main><h1>leakledger</h1>
<p>What left each device, to whom, and when.</p>
<form method="post" action="/login"><label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" autofocus required>
<button type="submit">Open the ledger</button>
<p class="message" role="alert">{message}</p></form>
<p class="aside">The password was printed once, when the dashboard was first started. Lost it? Delete
<code>dashboard.json</code> in the home folder and start again.</p></main></body></html>
"""

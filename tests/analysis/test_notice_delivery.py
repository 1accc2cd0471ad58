"""Notices arrive at a real mail server, a real web server and a folder; and a failure says where and why."""

from __future__ import annotations

import json
import ssl
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from analysis.demo.certificates import make_certificates
from analysis.demo.playing import free_ports
from analysis.notice_delivery import NotDelivered, Notice, deliver, where
from analysis.notice_settings import Email, Notices, Webhook

NOTICE = Notice(
    name="digest-2026-11-20", title="leakledger: 2026-11-20", text="3 devices sent 41 bytes.\n",
    full="Ada's phone sent 41 bytes.\n", at=datetime(2026, 11, 20, 19, tzinfo=UTC),
)  # fmt: skip


class Letters:
    """Keeps what a mail server was given."""

    def __init__(self) -> None:
        self.got: list[Any] = []
        self.logins: list[tuple[bytes, bytes]] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:
        self.got.append(envelope)
        return "250 taken"

    def check(
        self, _server: object, _session: object, _envelope: object, _mechanism: str, auth: Any
    ) -> AuthResult:
        assert isinstance(auth, LoginPassword)
        self.logins.append((auth.login, auth.password))
        return AuthResult(
            success=auth.password == b"right", handled=False
        )  # the server answers, and not this


class Hook(BaseHTTPRequestHandler):
    got: list[tuple[str, dict[str, str], bytes]] = []
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[str]:
    Hook.got, Hook.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join(5)


def mailbox(letters: Letters, **options: Any) -> Controller:
    (port,) = free_ports(1)
    controller = Controller(letters, hostname="127.0.0.1", port=port, **options)
    controller.start()
    return controller


def port_of(controller: Controller) -> int:
    return int(controller.port)


def mail(port: int, **given: Any) -> Notices:
    base = {
        "server": "127.0.0.1",
        "port": port,
        "security": "none",
        "sender": "box@home.example",
        "to": ("ada@home.example",),
    }
    return Notices(email=Email(**{**base, **given}))


def test_a_folder_gets_the_full_text_for_its_owner_alone(tmp_path: Path) -> None:
    deliver(NOTICE, Notices(folder=str(tmp_path / "digests")))
    path = tmp_path / "digests" / "digest-2026-11-20.txt"
    assert path.read_text() == NOTICE.full
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_mail_server_gets_the_text_and_not_the_full_one() -> None:
    letters = Letters()
    box = mailbox(letters)
    try:
        deliver(NOTICE, mail(port_of(box)))
    finally:
        box.stop()
    (envelope,) = letters.got
    letter = message_from_bytes(envelope.content)
    assert envelope.rcpt_tos == ["ada@home.example"]
    assert letter["Subject"] == NOTICE.title
    assert letter["Auto-Submitted"] == "auto-generated"
    body = letter.get_payload(decode=True)
    assert body.replace(b"\r\n", b"\n") == NOTICE.text.encode()  # type: ignore[union-attr]


def test_a_password_comes_from_its_file_and_a_wrong_one_is_said(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    letters = Letters()
    box = mailbox(letters, authenticator=letters.check, auth_require_tls=False)
    try:
        secret.write_text("right\n")
        deliver(NOTICE, mail(port_of(box), user="box", password_file=str(secret)))
        secret.write_text("wrong")
        with pytest.raises(NotDelivered, match=r"127\.0\.0\.1.*535") as error:
            deliver(NOTICE, mail(port_of(box), user="box", password_file=str(secret)))
        with pytest.raises(NotDelivered, match="no password_file"):
            deliver(NOTICE, mail(port_of(box), user="box"))
    finally:
        box.stop()
    assert letters.logins[0] == (b"box", b"right")
    assert len(letters.got) == 1
    assert "wrong" not in str(error.value)
    assert "\n" not in str(error.value)


def test_a_mail_server_whose_certificate_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    made = make_certificates(tmp_path, ("localhost",))
    letters = Letters()
    context: ssl.SSLContext = made.server_context()
    box = mailbox(letters, tls_context=context)
    try:
        with pytest.raises(NotDelivered, match="certificate"):
            deliver(NOTICE, mail(port_of(box), server="localhost", security="starttls"))
    finally:
        box.stop()
    assert letters.got == []


def test_ntfy_gets_title_and_text_and_home_assistant_json(hook: str) -> None:
    deliver(NOTICE, Notices(webhook=Webhook(url=f"{hook}/house?up=1")))
    deliver(NOTICE, Notices(webhook=Webhook(url=f"{hook}/api/webhook/x", kind="home_assistant")))
    (path, headers, body), (_, _, told) = Hook.got
    assert (path, headers["title"], body) == ("/house?up=1", NOTICE.title, NOTICE.text.encode())
    assert headers["host"] == hook.removeprefix("http://")
    assert json.loads(told) == {"title": NOTICE.title, "message": NOTICE.text}


def test_an_answer_that_is_no_success_is_said_and_the_others_still_get_theirs(
    hook: str, tmp_path: Path
) -> None:
    Hook.status = 503
    both = Notices(folder=str(tmp_path / "d"), webhook=Webhook(url=f"{hook}/topic"))
    with pytest.raises(NotDelivered, match="answered 503"):
        deliver(NOTICE, both)
    assert (tmp_path / "d" / "digest-2026-11-20.txt").exists()


def test_a_redirect_is_not_followed(hook: str) -> None:
    Hook.status = 302
    with pytest.raises(NotDelivered, match="answered 302"):
        deliver(NOTICE, Notices(webhook=Webhook(url=hook)))
    assert len(Hook.got) == 1


def test_nobody_there_is_one_line() -> None:
    for notices in (mail(9), Notices(webhook=Webhook(url="http://127.0.0.1:9/"))):
        with pytest.raises(NotDelivered) as error:
            deliver(NOTICE, notices)
        assert "refused" in str(error.value).lower()


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotDelivered, match="file"):
        deliver(NOTICE, Notices(folder=str(tmp_path / "file")))


def test_where_it_goes_is_said_with_what() -> None:
    said = where(Notices(folder="/home/x", webhook=Webhook(url="http://10.0.0.2/t"), names=True))
    assert said == [
        "the folder /home/x, in full",
        "http://10.0.0.2/t, with names of devices, companies and kinds",
    ]
    assert "as numbers" in where(mail(25))[0]


def test_a_path_that_is_not_ascii_is_quoted(hook: str) -> None:
    deliver(NOTICE, Notices(webhook=Webhook(url=f"{hook}/küche und bad?von=öl&b=%20c")))
    ((path, _, _),) = Hook.got
    assert path == "/k%C3%BCche%20und%20bad?von=%C3%B6l&b=%20c"


@pytest.mark.parametrize(
    "notices",
    [
        Notices(folder="~nobody-of-that-name/digests"),
        mail(9, server="kü..che"),
        Notices(webhook=Webhook(url="http://kü..che/x")),
    ],
)
def test_what_is_written_wrong_is_said_and_breaks_nothing(notices: Notices) -> None:
    with pytest.raises(NotDelivered) as error:
        deliver(NOTICE, notices)
    assert "\n" not in str(error.value)


def test_a_password_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_bytes(b"\xff\xfe\x00")
    box = mailbox(Letters())
    try:
        with pytest.raises(NotDelivered):
            deliver(NOTICE, mail(port_of(box), user="box", password_file=str(secret)))
    finally:
        box.stop()


class Strict(Letters):
    """Knows Ada, and takes Ben's letters only later."""

    knows_ben = False

    async def handle_RCPT(
        self, _server: object, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        if address.startswith("ben") and not self.knows_ben:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 taken"


def test_a_recipient_whom_the_mail_server_refuses_is_said_and_alone_tried_again() -> None:
    letters = Strict()
    box = mailbox(letters)
    both = mail(port_of(box), to=("ada@home.example", "ben@home.example"))
    arrived: set[str] = set()
    try:
        with pytest.raises(NotDelivered, match=r"refused ben@home\.example: 550 no such user") as error:
            deliver(NOTICE, both, arrived)
        assert "ada@" not in str(error.value)
        with pytest.raises(NotDelivered, match=r"refused ben@home\.example"):
            deliver(NOTICE, both, arrived)
        letters.knows_ben = True
        deliver(NOTICE, both, arrived)
        deliver(NOTICE, both, arrived)
    finally:
        box.stop()
    assert [envelope.rcpt_tos for envelope in letters.got] == [["ada@home.example"], ["ben@home.example"]]

"""Hands a notice to a folder, the owner's mail server, or a webhook on the local network; nobody else."""

from __future__ import annotations

import http.client
import json
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

import msgspec

from analysis.notice_settings import Email, Notices, UnusableNotices, Webhook, near_addresses
from analysis.settings import write_private

TIMEOUT: Final = 30  # seconds
_ANSWER: Final = 4_096  # bytes of an answer that are read
_IN_TARGET: Final = (
    "/?%:@!$&'()*+,;="  # stand in an address as they are; all else that is not ASCII is quoted
)


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """``text`` goes out, ``full`` stays on this machine. ``name`` is that of the file, without its ending."""

    name: str
    title: str
    text: str
    full: str
    at: datetime


class NotDelivered(Exception):
    """A notice did not arrive; the text is one line that says where and why."""


def where(notices: Notices) -> list[str]:
    """To whom notices go, for people."""
    found = []
    if notices.folder:
        found.append(f"the folder {notices.folder}, in full")
    named = "with names of devices, companies and kinds" if notices.names else "as numbers, without names"
    if notices.email is not None:
        mail = notices.email
        found.append(f"{', '.join(mail.to)} by the mail server {mail.server}:{mail.port}, {named}")
    if notices.webhook is not None:
        found.append(f"{notices.webhook.url}, {named}")
    return found


def refused_webhook(notices: Notices) -> str:
    """Why the webhook would not be called, in a line; "" where it would. Nothing is sent; its name is looked up as then."""
    if notices.webhook is None:
        return ""
    parts = urlsplit(notices.webhook.url)
    try:
        near_addresses(parts.hostname or "", _port(parts))
    except UnusableNotices as error:
        return str(error)
    return ""


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def deliver(notice: Notice, notices: Notices, arrived: set[str] | None = None) -> None:
    """Everywhere it is to go, each tried. Raises ``NotDelivered`` with all that failed.

    ``arrived``: the places that have it already are left out, and those that now have it are added.
    """
    failed, there = [], set() if arrived is None else arrived
    for place, send in _ways(notice, notices, there):
        if place in there:
            continue
        try:
            send()
        except (
            OSError,
            smtplib.SMTPException,
            http.client.HTTPException,
            UnicodeError,  # a mail server's name, or a password that is no text
            UnusableNotices,
            NotDelivered,
        ) as error:
            words = getattr(error, "strerror", None) or str(error) or type(error).__name__
            failed.append(f"{place}: {' '.join(words.split())[:200]}")
        else:
            there.add(place)
    if failed:
        raise NotDelivered("; ".join(failed))


def _ways(notice: Notice, notices: Notices, there: set[str]) -> Iterator[tuple[str, Callable[[], None]]]:
    if notices.folder:
        yield notices.folder, partial(_to_folder, notice, notices.folder)
    if notices.email is not None:
        place = f"{notices.email.server}:{notices.email.port}"
        yield place, partial(_by_mail, notice, notices.email, place, there)
    if notices.webhook is not None:
        yield notices.webhook.url, partial(_to_webhook, notice, notices.webhook)


def _to_folder(notice: Notice, folder: str) -> None:
    path = _path(folder)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path / f"{notice.name}.txt", notice.full)


def _by_mail(notice: Notice, mail: Email, place: str, there: set[str]) -> None:
    """To everybody who does not have it yet; ``there`` gets those whom the server took it for, where it refused others."""
    wanted = [name for name in mail.to if f"{place} {name}" not in there]
    message = EmailMessage()
    message["From"], message["To"] = mail.sender, ", ".join(mail.to)
    message["Subject"], message["Date"] = notice.title, format_datetime(notice.at)
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that no machine answers
    message.set_content(notice.text)
    context = ssl.create_default_context()
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.server, mail.port, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(mail.server, mail.port, timeout=TIMEOUT)
    with server:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, _password(mail))
        try:
            refused = server.send_message(message, to_addrs=wanted)
        except smtplib.SMTPRecipientsRefused as error:  # all of them
            refused = error.recipients
    if refused:
        there.update(f"{place} {name}" for name in wanted if name not in refused)
        raise NotDelivered(f"refused {', '.join(_refusal(name, said) for name, said in refused.items())}")


def _refusal(name: str, said: tuple[int, bytes]) -> str:
    code, words = said
    return f"{name}: {code} {words.decode('utf-8', 'replace')}"


def _password(mail: Email) -> str:
    if not mail.password_file:
        raise NotDelivered("notices.email.user is set, and no password_file")
    return _path(mail.password_file).read_text(encoding="utf-8").rstrip("\r\n")


def _path(written: str) -> Path:
    try:
        return Path(written).expanduser()
    except RuntimeError:  # ~ of somebody who is not there
        raise NotDelivered(f"nobody on this machine has the folder {written.partition('/')[0]}") from None


def _to_webhook(notice: Notice, hook: Webhook) -> None:
    parts = urlsplit(hook.url)
    host = parts.hostname or ""
    port = _port(parts)
    headers: dict[str, str]
    if hook.kind == "ntfy":  # docs.ntfy.sh/publish: the body is the message
        body, headers = (
            notice.text.encode(),
            {"Title": _in_header(notice.title), "Content-Type": "text/plain; charset=utf-8"},
        )
    else:  # home-assistant.io/docs/automation/trigger: JSON becomes trigger.json
        told = {"title": notice.title, "message": notice.text}
        body, headers = json.dumps(told).encode(), {"Content-Type": "application/json"}
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_IN_TARGET)
    named = parts.netloc.rpartition("@")[2].encode("idna").decode()
    _post(parts.scheme, host, port, target, {**headers, "Host": named}, body)


def _in_header(text: str) -> str:
    """A text as a header may hold it: RFC 2047 where it is not ASCII."""
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=10_000).encode()


def _post(scheme: str, host: str, port: int, target: str, headers: Mapping[str, str], body: bytes) -> None:
    """To the address that was checked, whatever the name would say now."""
    address = near_addresses(host, port)[0]
    if scheme == "https":
        connection: http.client.HTTPConnection = _Checked(host, address, port)
    else:
        connection = http.client.HTTPConnection(address, port, timeout=TIMEOUT)
    try:
        connection.request("POST", target, body, dict(headers))
        answer = connection.getresponse()
        answer.read(_ANSWER)
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise NotDelivered(f"answered {answer.status} {answer.reason}")


class _Checked(http.client.HTTPSConnection):
    """TLS to a given address, with the certificate of a given name."""

    def __init__(self, name: str, address: str, port: int) -> None:
        self._context_of_name = ssl.create_default_context()
        super().__init__(address, port, timeout=TIMEOUT, context=self._context_of_name)
        self._certified = name

    def connect(self) -> None:
        http.client.HTTPConnection.connect(self)
        self.sock = self._context_of_name.wrap_socket(self.sock, server_hostname=self._certified)

"""Whether and where the daily digest and alerts go: what the owner sets under ``notices``. Off by default."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from analysis.errors import UserFault
from analysis.lazy_patterns import lazy_pattern

_CLOCK: Final = lazy_pattern(r"([01]\d|2[0-3]):[0-5]\d")
_ADDRESS: Final = lazy_pattern(r"[^@\s]{1,64}@[^@\s]{1,253}")
# a home's networks: RFC 1918, 3927, 4193, 4291. What Python calls private also holds those of examples and of measuring
_NEAR: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip


class UnusableNotices(UserFault):
    """The settings of notices cannot be used; the text is one line that says which and why."""


class Email(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The owner's own mail server. ``password_file`` holds the password alone, so that the settings do not."""

    server: str
    port: int = 465
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str = ""
    password_file: str = ""
    sender: str
    to: tuple[str, ...]


class Webhook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An address on the local network: an ntfy topic, or a webhook of Home Assistant."""

    url: str
    kind: Literal["ntfy", "home_assistant"] = "ntfy"


class Notices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where notices go. ``at`` is the local time of the digest (``"20:00"``; "" for none); ``alerts`` asks for those too.

    ``names`` puts the names of devices, companies and kinds into e-mail and webhook; without it they say how many. A
    digest in ``folder`` stays on this machine and is always in full.
    """

    at: str = ""
    alerts: bool = False
    names: bool = False
    folder: str = ""
    email: Email | None = None
    webhook: Webhook | None = None

    @property
    def wanted(self) -> bool:
        """Whether there is anything to be sent, and anywhere to send it."""
        return bool((self.at or self.alerts) and (self.folder or self.email or self.webhook))


def check(notices: Notices) -> None:
    """Raise ``UnusableNotices`` for what can be seen to be wrong without contacting anybody."""
    if notices.at and not _CLOCK.fullmatch(notices.at):
        raise UnusableNotices(f"notices.at {notices.at!r} is no time of day such as 20:00")
    mail = notices.email
    if mail is not None:
        if not 1 <= mail.port <= 65_535:
            raise UnusableNotices("notices.email.port must be 1 to 65535")
        for address in (mail.sender, *mail.to):
            if not _ADDRESS.fullmatch(address):
                raise UnusableNotices(f"notices.email: {address!r} is no e-mail address")
        if not mail.to:
            raise UnusableNotices("notices.email.to names nobody")
        if mail.user and mail.security == "none" and not _is_here(mail.server):
            raise UnusableNotices(
                "notices.email: a password would go unencrypted; set security to tls or starttls"
            )
    if notices.webhook is not None:
        try:
            parts = urlsplit(notices.webhook.url)
            usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:  # brackets that do not close, a port that is none
            usable = False
        if not usable:
            raise UnusableNotices(f"notices.webhook.url {notices.webhook.url!r} is no http address")


def near_addresses(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host of the local network. Raises ``UnusableNotices`` where one of them is anywhere else.

    They are what is then connected to: the name is not asked for a second time.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # the latter of what can be no name
        why = getattr(error, "strerror", None) or "it is no name of a host"
        raise UnusableNotices(f"notices.webhook: {host} has no address ({why})") from error
    addresses = tuple(dict.fromkeys(str(item[4][0]) for item in found))
    if not _is_near(addresses):
        raise UnusableNotices(
            f"notices.webhook: {host} is not on the local network, and a webhook is only called there"
        )
    return addresses


def _is_here(host: str) -> bool:
    """Whether a host is this machine, without asking anybody."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_near(addresses: Iterable[str]) -> bool:
    try:
        parsed = [_plain(ipaddress.ip_address(address.partition("%")[0])) for address in addresses]
    except ValueError:
        return False
    return bool(parsed) and all(any(item in network for network in _NEAR) for item in parsed)


def _plain(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """An IPv4 address that is written as one of IPv6 is what it is."""
    return getattr(address, "ipv4_mapped", None) or address

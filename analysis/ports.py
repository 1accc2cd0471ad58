"""Says early and clearly when a port cannot be listened on."""

from __future__ import annotations

import errno
import socket

from analysis.errors import UserFault
from analysis.settings import listen_address


class PortUnavailable(UserFault):
    """A port cannot be listened on; the text is one line that says what to do."""


def given_address(text: str) -> str:
    """The IP address given with ``--listen``. Raises ``PortUnavailable`` for anything else."""
    address = listen_address(text)
    if address is None:
        raise PortUnavailable(
            f"{text!r} is no IP address of this machine; give one such as 192.168.1.2 with --listen"
        )
    return address


def check_port(host: str, port: int, option: str) -> None:
    """Raise ``PortUnavailable`` where ``host:port`` cannot be bound now; ``option`` is the option that chooses another."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise PortUnavailable(
            f"{host}: no address to listen on ({error.strerror}); give an IP address of this machine"
        ) from error
    with socket.socket(family, kind, proto) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortUnavailable(
                    f"port {port} of {host} is already in use; choose another with {option}"
                ) from error
            raise PortUnavailable(
                f"cannot listen on {host} port {port}: {error.strerror}; is it an address of this machine?"
            ) from error

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path

import pytest

from analysis.demo.certificates import Certificates, make_certificates

HOSTS = ("one.example", "two.example")


def handshake(made: Certificates, trusted: Path | None, name: str) -> list[str]:
    """A real TLS handshake between two sockets, the client's checks as Python does them; the names of the certificate."""
    near, far = socket.socketpair()
    failures: list[Exception] = []

    def serve() -> None:
        try:
            made.server_context().wrap_socket(far, server_side=True).close()
        except (OSError, ssl.SSLError) as error:
            failures.append(error)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        context = ssl.create_default_context(cafile=str(trusted) if trusted else None)
        with context.wrap_socket(near, server_hostname=name) as client:
            certificate = client.getpeercert() or {}
        return [str(value) for _, value in certificate["subjectAltName"]]
    finally:
        near.close()
        thread.join(10)


@pytest.mark.parametrize("host", HOSTS)
def test_one_certificate_serves_every_host(tmp_path: Path, host: str) -> None:
    made = make_certificates(tmp_path, HOSTS)
    assert host in handshake(made, made.authority, host)


def test_another_name_is_not_served(tmp_path: Path) -> None:
    made = make_certificates(tmp_path, HOSTS)
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(made, made.authority, "three.example")


def test_nobody_trusts_it_who_was_not_told_to(tmp_path: Path) -> None:
    made = make_certificates(tmp_path / "mine", HOSTS)
    other = make_certificates(tmp_path / "other", HOSTS)
    for trusted in (None, other.authority):
        with pytest.raises(ssl.SSLCertVerificationError):
            handshake(made, trusted, HOSTS[0])


def test_the_authority_s_key_is_nowhere_and_the_server_s_is_private(tmp_path: Path) -> None:
    made = make_certificates(tmp_path, HOSTS)
    keys = [path for path in tmp_path.iterdir() if b"PRIVATE KEY" in path.read_bytes()]
    assert keys == [made.server]
    assert made.server.stat().st_mode & 0o077 == 0

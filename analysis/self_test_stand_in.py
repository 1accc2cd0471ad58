"""The self-test's recipient: a TLS server on this machine whose certificate this home's own authority signed."""

from __future__ import annotations

import hashlib
import http.server
import os
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from analysis.records import BODY_LIMIT, utc_now
from analysis.self_test_gate import SELF_TEST_HOST

_ANSWER: Final = b'{"received": true}'
_PATIENCE: Final = 10.0  # seconds that a connection may be silent
_LIFETIME: Final = timedelta(hours=1)


class NoAuthority(Exception):
    """This home's certificate authority is not there or cannot be used; the text is one line."""


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A request as it arrived."""

    content_type: str
    content_encoding: str
    body: bytes


class StandIn(http.server.ThreadingHTTPServer):
    """Takes requests on 127.0.0.1. ``received`` is by path; ``fingerprint`` (SHA-256, hex) is that of its certificate."""

    daemon_threads = True

    def __init__(self, authority: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        try:
            self._context, self.fingerprint = _identity(authority)
        except NoAuthority:
            self.server_close()
            raise
        self.received: dict[str, Received] = {}
        self.refused: list[str] = []  # handshakes that came to nothing, and why

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def get_request(self) -> tuple[Any, Any]:
        """A connection; the handshake is made in its own thread."""
        raw, address = super().get_request()
        raw.settimeout(_PATIENCE)
        wrapped = self._context.wrap_socket(raw, server_side=True, do_handshake_on_connect=False)
        return wrapped, address

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Make the handshake, then answer; a client that does not accept our certificate ends it."""
        try:
            request.do_handshake()
        except OSError as error:
            self.refused.append(str(error))
            return
        super().finish_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke off: what did not arrive is missing in ``received``."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StandIn

    def do_POST(self) -> None:
        size = self.headers.get("Content-Length", "")
        if not size.isdecimal() or int(size) > BODY_LIMIT:
            self.send_error(413)
            return
        self.server.received[self.path] = Received(
            content_type=self.headers.get("Content-Type", ""),
            content_encoding=self.headers.get("Content-Encoding", ""),
            body=self.rfile.read(int(size)),
        )
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(_ANSWER)))
        self.end_headers()
        self.wfile.write(_ANSWER)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the result says it all."""


@contextmanager
def stand_in(authority: Path) -> Iterator[StandIn]:
    """A running stand-in; ``authority`` is the PEM file with this home's CA key and certificate. Raises ``NoAuthority``."""
    server = StandIn(authority)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="stand-in", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(_PATIENCE)


def _identity(authority: Path) -> tuple[ssl.SSLContext, str]:
    """A server context with a fresh certificate, and that certificate's fingerprint. The key never touches the disk."""
    try:
        pem = authority.read_bytes()
        signing = serialization.load_pem_private_key(pem, None)
        issuer = x509.load_pem_x509_certificate(pem)
    except FileNotFoundError as error:
        raise NoAuthority(
            f"{authority} is not there: start the proxy once, it makes the certificate"
        ) from error
    except (OSError, ValueError, TypeError) as error:
        raise NoAuthority(f"{authority} cannot be read as a key and its certificate: {error}") from error
    if not isinstance(signing, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise NoAuthority(f"{authority} holds a key that cannot sign")
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = _sign(signing, issuer, key)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    der = leaf.public_bytes(serialization.Encoding.DER)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    _load(context, private + leaf.public_bytes(serialization.Encoding.PEM))
    return context, hashlib.sha256(der).hexdigest()


def _sign(
    signing: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate,
    key: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    now, public = utc_now(), signing.public_key()
    return (
        x509.CertificateBuilder(
            subject_name=x509.Name([]),
            issuer_name=issuer.subject,
            public_key=key.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=now - _LIFETIME,
            not_valid_after=now + _LIFETIME,
        )
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(SELF_TEST_HOST)]), critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .sign(signing, hashes.SHA256())
    )


def _load(context: ssl.SSLContext, pem: bytes) -> None:
    """Load key and certificate from memory: OpenSSL's context takes them from a path only."""
    handle = os.memfd_create("self-test", os.MFD_CLOEXEC)
    try:
        os.write(handle, pem)
        context.load_cert_chain(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)

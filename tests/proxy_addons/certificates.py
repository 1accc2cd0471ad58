"""Certificates made for tests, and what a real TLS server of OpenSSL sends with them."""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import ssl
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from cryptography.x509.verification import Store

from proxy_addons import certificate_chain
from tests.proxy_addons.frames import ACK, SYN, tcp

START = dt.datetime(2023, 11, 14, 22, 13, 20, tzinfo=dt.UTC)  # 1,700,000,000 s
DAY = dt.timedelta(days=1)
Sent = list[tuple[bool, bytes]]  # whether the server sent it, and what


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def named(common: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)] if common else []
    return x509.Name(
        parts + ([x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)] if organisation else [])
    )


class Authority:
    """A root, what it has signed to sign with, and leaves."""

    def __init__(self) -> None:
        self._root_key, self._key, self.leaf_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
        self.root = self._authority(named("root"), named("root"), self._root_key, self._root_key)
        self.intermediate = self._authority(named("between"), named("root"), self._key, self._root_key)

    def _builder(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        by: ec.EllipticCurvePrivateKey,
    ) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder(
            subject_name=subject, issuer_name=issuer, public_key=key.public_key(), serial_number=7,
            not_valid_before=START - DAY, not_valid_after=START + DAY,
        )  # fmt: skip
        return made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), False)

    def _authority(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        by: ec.EllipticCurvePrivateKey,
    ) -> x509.Certificate:
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        made = self._builder(subject, issuer, key, by).add_extension(x509.BasicConstraints(True, None), True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        return made.add_extension(usage, True).sign(by, hashes.SHA256())

    def leaf(
        self, names: Iterable[str] | None, *, organisation: str = "", common: str = "", addresses: Iterable[str] = (),
        self_signed: bool = False,
    ) -> x509.Certificate:  # fmt: skip
        """A server's certificate; ``names`` None: without the extension for them."""
        subject = named(common, organisation)
        issuer, by = (subject, self.leaf_key) if self_signed else (named("between"), self._key)
        made = self._builder(subject, issuer, self.leaf_key, by)
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
        if names is not None:
            listed: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
            listed += [x509.IPAddress(ipaddress.ip_address(address)) for address in addresses]
            made = made.add_extension(x509.SubjectAlternativeName(listed), not subject.rdns)
        return made.sign(by, hashes.SHA256())

    def trusted(self, patch: pytest.MonkeyPatch) -> None:
        """From now on this root is one of those that are trusted."""
        patch.setattr(certificate_chain, "_authorities", lambda: Store([self.root]))
        certificate_chain._is_vouched.cache_clear()

    def handshake(
        self,
        leaf: x509.Certificate,
        *,
        name: str | None = None,
        version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2,
    ) -> Sent:
        """All that both sides send until they are agreed; ``name`` is what the client asks for."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "server.pem"
            key = self.leaf_key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            chain = [one.public_bytes(serialization.Encoding.PEM) for one in (leaf, self.intermediate)]
            path.write_bytes(key + b"".join(chain))
            serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            serving.load_cert_chain(path)
        asking = ssl.create_default_context()
        asking.check_hostname, asking.verify_mode = False, ssl.CERT_NONE
        asking.maximum_version = version
        to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
        client = asking.wrap_bio(to_client, to_server, server_hostname=name)
        server = serving.wrap_bio(to_server, to_client, server_side=True)
        sent: Sent = []
        for number in range(6):
            by_server = number % 2 == 1
            side, out = (server, to_client) if by_server else (client, to_server)
            with contextlib.suppress(ssl.SSLWantReadError):
                side.do_handshake()
            if data := out.read():
                sent.append((by_server, data))
                out.write(data)
        return sent


@cache
def authority() -> Authority:
    """One for all tests: keys take a while to make."""
    return Authority()


def connection(
    sent: Sent, device: tuple[str, int], server: tuple[str, int], *, size: int = 1400
) -> list[tuple[bool, bytes]]:
    """IP packets of a connection in which that is sent, in segments of so many bytes; True for the server's."""
    packets = [
        (False, tcp(device, server, flags=SYN, seq=0)),
        (True, tcp(server, device, flags=SYN | ACK, seq=0)),
    ]
    place = [1, 1]
    for by_server, data in sent:
        ends = (server, device) if by_server else (device, server)
        for start in range(0, len(data), size):
            piece = data[start : start + size]
            packets.append((by_server, tcp(*ends, piece, seq=place[by_server])))
            place[by_server] += len(piece)
    return packets

"""Reads the files of the home's own certificate authority and says where they cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from analysis.errors import UserFault
from analysis.settings import Home

PRIVATE: Final = "mitmproxy-ca.pem"  # the file names that mitmproxy looks for


class UnusableAuthority(UserFault):
    """The authority's files are not what was made; the text is one line. ``what`` is it without what to do."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}: bring it back from a copy, or {mend}")
        self.what = what


def private_path(home: Home) -> Path:
    """The file with the authority's key."""
    return home.ca_dir / PRIVATE


def is_made(home: Home) -> bool:
    """False where there is no authority yet: the proxy makes it at its first start."""
    return private_path(home).exists() or home.ca_certificate.exists()


def renewal(home: Home) -> str:
    """What to do where the files cannot be used any more."""
    return f"stop leakledger, delete {home.ca_dir}, start it again, and install the new certificate on each device"


def certificate_of(home: Home) -> x509.Certificate:
    """The authority's certificate, after all its files were read. Raises ``UnusableAuthority``."""
    own = _read(home, private_path(home))
    try:
        key = serialization.load_pem_private_key(own, None).public_key()
        inner = x509.load_pem_x509_certificate(own)
    except (ValueError, TypeError) as error:
        raise _unusable(home, private_path(home), "holds no key with its certificate (PEM)") from error
    try:
        given = x509.load_pem_x509_certificate(_read(home, home.ca_certificate))
    except ValueError as error:
        raise _unusable(home, home.ca_certificate, "holds no certificate (PEM)") from error
    if given != inner or given.public_key() != key:
        raise _unusable(home, home.ca_certificate, f"does not belong to the key in {private_path(home)}")
    return given


def check_authority(home: Home) -> None:
    """Raise ``UnusableAuthority`` where there is an authority that cannot be used."""
    if is_made(home):
        certificate_of(home)


def _read(home: Home, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unusable(home, path, f"cannot be read ({error.strerror})") from error


def _unusable(home: Home, path: Path, what: str) -> UnusableAuthority:
    return UnusableAuthority(f"{path} {what}", renewal(home))

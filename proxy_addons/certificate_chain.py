"""Makes a record of the certificates that a server sent, and says whether an authority vouches for them.

The authorities are those that come with the program (certifi). That the server has the certificate's key is not checked:
the device did that, or did not. So ``vouched`` is as good as the name a device asks for, and no better; without it a
certificate is anybody's writing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from warnings import catch_warnings

import certifi

from analysis.import_records import encodable
from analysis.records import Certificate
from proxy_addons.certificate_names import NotCertificate, read

if TYPE_CHECKING:  # half a tenth of a second to import, for what most connections never need
    from cryptography.x509 import Certificate as Certified
    from cryptography.x509 import DNSName
    from cryptography.x509.verification import Store

MAX_CHAIN: Final = 10  # certificates
_HOUR: Final = timedelta(hours=1)


def certificate_of(chain: Sequence[bytes], at: datetime, *, whole: bool = True) -> Certificate | None:
    """What the first of some certificates in DER says, as a record; None where it says nothing or is none.

    ``at`` is when the server sent them, aware. ``whole`` is False where bytes of the first are missing.
    """
    try:
        subject = read(chain[0]) if chain else None
    except NotCertificate:
        return None
    if subject is None or not (subject.names or subject.more or subject.organisation):
        return None
    vouched = False
    if whole and subject.names and len(chain) <= MAX_CHAIN:
        vouched = _is_vouched(
            tuple(chain), subject.names[0], at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        )
    return Certificate(
        names=subject.names,
        more=subject.more + (not subject.whole),
        organisation=encodable(subject.organisation),
        vouched=vouched,
    )


def names_of(certificate: Certificate | None) -> tuple[str, ...]:
    """The names of a certificate as hosts: of a wildcard what it stands above."""
    return () if certificate is None else tuple(name.removeprefix("*.") for name in certificate.names)


@lru_cache(maxsize=512)
def _is_vouched(chain: tuple[bytes, ...], name: str, hour: datetime) -> bool:
    """Whether the chain leads to a trusted authority at some time of an hour."""
    from cryptography import x509

    try:
        with catch_warnings(action="ignore"):  # of what is odd in a certificate; it is refused, or it is not
            leaf, *others = [x509.load_der_x509_certificate(one) for one in chain]
        wanted = x509.DNSName(name.replace("*", "any", 1))
        return any(_verifies(leaf, others, wanted, at) for at in (hour, hour + _HOUR))
    except Exception:  # noqa: BLE001  of broken ones the library raises much: InvalidVersion, KeyError, DuplicateExtension …
        return False


def _verifies(leaf: Certified, others: list[Certified], name: DNSName, at: datetime) -> bool:
    from cryptography.x509.verification import PolicyBuilder, VerificationError

    verifier = PolicyBuilder().store(_authorities()).time(at).build_server_verifier(name)
    try:
        verifier.verify(leaf, others)
    except VerificationError:
        return False
    return True


@cache
def _authorities() -> Store:
    from cryptography import x509
    from cryptography.x509.verification import Store

    with catch_warnings(action="ignore"):
        return Store(x509.load_pem_x509_certificates(Path(certifi.where()).read_bytes()))

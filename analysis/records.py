"""The records that pass between the stages: frozen, typed, keyword-only, in UTC.

Types are checked by msgspec when a record is read back from the journal.
"""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

import msgspec

HOME_CORPUS: Final = "home"
SELF_TEST_CORPUS: Final = "self-test"
LOCAL_CORPUS: Final = "home/local"  # what stayed in the house; in the ledger only


class Visibility(StrEnum):
    """How much of a transmission or flow could be seen, and why not more."""

    OPENED = "opened"
    CLEARTEXT = "cleartext"
    REFUSED = "refused"
    PASSED_BY_CHOICE = "passed_by_choice"
    NOT_OPENED = "not_opened"
    QUIC = "quic"
    ECH = "ech"
    METADATA_ONLY = "metadata_only"
    SAMPLED = "sampled"
    BODY_ABSENT = "body_absent"


# whose content could be looked at; of a sampled one the beginning
READABLE: Final = frozenset({Visibility.OPENED, Visibility.CLEARTEXT, Visibility.SAMPLED})


class Confidence(StrEnum):
    """How sure a rule is. Headlines use ``certain`` only."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    CERTAIN = "certain"


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of everything that is journalled."""


class Address(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One address by which a device is known: ``kind`` is wireguard_key, proxy_user, mac, ip or name."""

    kind: str
    value: str


class SocketPair(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Both ends of a transport connection; ports are 0..65535."""

    local_ip: str
    local_port: int
    remote_ip: str
    remote_port: int


class Source(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Where in an imported file a record stood: ``message`` is the 0-based entry, ``part`` its frame."""

    file: str
    sha256: str
    message: int
    part: int | None = None


class Transmission(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One message that a device sent out.

    ``body`` is as sent (still content-encoded), at most ``BODY_LIMIT`` bytes; a larger one is a head sample with
    ``visibility`` ``sampled``, while ``body_size`` (bytes) and ``body_sha256`` (hex) are always those of the whole.
    ``body`` None with a ``body_size`` above 0 means that the bytes are no longer, or never were, at hand.
    ``query`` has no leading ``?``. Headers are ordered (name, value) pairs as sent.
    """

    id: str
    flow_id: str
    seen_at: datetime
    writer: str
    corpus: str = HOME_CORPUS
    protocol: str = "http/1.1"
    visibility: Visibility = Visibility.OPENED
    method: str = ""
    scheme: str = ""
    host: str = ""
    port: int = 0
    path: str = ""
    query: str = ""
    request_headers: tuple[tuple[str, str], ...] = ()
    body_sha256: str | None = None
    body_size: int | None = None
    body: bytes | None = None
    response_status: int | None = None
    response_type: str | None = None
    app_hint: str | None = None
    source: Source | None = None
    parts: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """The first value of a request header, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.request_headers if key.lower() == wanted), None)


class Certificate(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What the certificate of a TLS server says whom it is for. That is its own word, never the host of the connection.

    ``names`` are its DNS names in lower case, a wildcard as ``*.a.example``; ``more`` counts those that are left out or
    cannot be read; ``organisation`` is its subject's. ``vouched``: an authority that was trusted then has signed it.
    """

    names: tuple[str, ...] = ()
    more: int = 0
    organisation: str = ""
    vouched: bool = False


class Flow(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One connection or exchange.

    Bytes and packets are those on the wire, None where unknown (never 0). A flow is journalled when it opens and
    again, with the same ``flow_id``, when it closes; the later record replaces the earlier. ``aliases`` are the names that
    DNS gave for ``host`` (its CNAME chain, in order), which tell who answers behind a name of the first party.
    ``certificate`` is looked for only where the connection names nobody.
    """

    flow_id: str
    opened_at: datetime
    closed_at: datetime | None = None
    writer: str
    corpus: str = HOME_CORPUS
    addresses: tuple[Address, ...] = ()
    transport: str = "tcp"
    client: SocketPair | None = None
    upstream: SocketPair | None = None
    host: str = ""
    port: int = 0
    sni: str | None = None
    alpn: str | None = None
    ja4: str | None = None
    ech: bool | None = None
    aliases: tuple[str, ...] = ()
    certificate: Certificate | None = None
    visibility: Visibility = Visibility.METADATA_ONLY
    bytes_out: int | None = None
    bytes_in: int | None = None
    packets_out: int | None = None
    packets_in: int | None = None
    reason: str = ""
    source: Source | None = None


class DeviceHint(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What a device of the house said of itself on the network; it proposes who it is, the owner decides.

    ``kind``: dhcp_hostname, dhcp_fingerprint (option 55 as decimals with commas), dhcp_vendor_class, dhcp_client_id,
    mdns_name, mdns_service, ssdp_server or user_agent. Only of devices that are enrolled.
    """

    at: datetime
    writer: str
    addresses: tuple[Address, ...]
    kind: str
    value: str


class CaptureCount(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What an interface counted of enrolled devices from ``since`` to ``until``, and what the kernel lost meanwhile.

    ``bytes_out`` and ``bytes_in`` on the wire (frames), seen from the devices; ``packets_lost`` of all that crossed.
    """

    since: datetime
    until: datetime
    writer: str
    interface: str
    packets: int
    bytes_out: int
    bytes_in: int
    packets_lost: int


class Measures(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Numbers derived from a value or medium while it is at hand.

    ``rate_hz``/``sample_rate_hz`` in hertz, ``seconds`` in s, ``precision_m`` in metres, ``level_spread_db`` in dB,
    ``voiced_share`` and ``modulation_depth`` (which may pass 1) as shares, ``width``/``height`` in pixels, ``size`` in
    bytes; min/median/max in the unit of the value.
    """

    n: int | None = None
    rate_hz: float | None = None
    seconds: float | None = None
    min: float | None = None
    median: float | None = None
    max: float | None = None
    level_spread_db: float | None = None
    modulation_depth: float | None = None
    voiced_share: float | None = None
    precision_m: float | None = None
    width: int | None = None
    height: int | None = None
    size: int | None = None
    codec: str | None = None
    sample_rate_hz: float | None = None
    channels: int | None = None
    media_type: str | None = None
    unit: str | None = None


class Observation(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What a detector saw, before merging and masking; never stored.

    ``category`` is ``kind.sub`` (DESIGN: records); ``property`` TrackHAR's name where one exists, ``x_…`` otherwise.
    ``value`` is the full value as text (for media a short description such as ``"JPEG 640x480"``; never the bytes).
    """

    category: str
    property: str
    path: str
    value: str
    reasoning: str
    rule: str
    confidence: Confidence
    measures: Measures | None = None


class Finding(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One datum recognised in a transmission, masked. ``value_digest`` is an HMAC-SHA-256 (hex) under the home's key."""

    category: str
    property: str
    path: str
    value: str
    value_digest: str
    reasoning: str
    rules: tuple[str, ...]
    confidence: Confidence
    measures: Measures | None = None


class Event(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A transmission with all that was found in it. The transmission's body is not part of it."""

    transmission: Transmission
    findings: tuple[Finding, ...] = ()
    tracker: str | None = None
    company: str | None = None
    warnings: tuple[str, ...] = ()
    rules_version: str
    catalogue_version: str


BODY_LIMIT: Final = 1 << 20  # bytes kept whole; a larger body is sampled
HEAD_SAMPLE: Final = 1 << 16  # bytes kept of a sampled body

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, as in ULID
_PAIRS: Final = tuple(first + second for first in _ALPHABET for second in _ALPHABET)


def new_id(at: datetime, entropy: bytes | None = None) -> str:
    """A time-ordered 26-character identifier (ULID layout: 48 bits of milliseconds, 80 bits of entropy).

    The same ``at`` and ``entropy`` give the same identifier, which is how importers stay repeatable.
    """
    tail = os.urandom(10) if entropy is None else hashlib.sha256(entropy).digest()[:10]
    number = (int(at.timestamp() * 1000) << 80) | int.from_bytes(tail, "big")
    return "".join([_PAIRS[(number >> shift) & 1023] for shift in range(120, -1, -10)])


def utc_now() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)

"""What names a recipient, and what was made of it: the names and addresses that are known, the answer with its evidence."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

import msgspec

from analysis.catalogue import Certainty
from analysis.payload import EndpointRule
from analysis.records import Certificate


class Evidence(StrEnum):
    """What named the recipient. The first three are the device's or the server's own word; the others are drawn from it.

    Of a certificate an authority has to vouch for that; an address range is what a company says of itself.
    """

    HOST_HEADER = "host_header"
    SNI = "sni"
    CERTIFICATE = "certificate"
    DNS_ANSWER = "dns_answer"
    CNAME = "cname"
    ADDRESS_RANGE = "address_range"


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """All names of one recipient. ``answers`` are those that a DNS answer gave this address, ``aliases`` where their CNAMEs
    led, ``certificate`` what the server's certificate says, ``address`` where it is."""

    host: str = ""
    sni: str = ""
    certificate: Certificate | None = None
    answers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    address: str = ""


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of the catalogue, and the field map of the endpoint; each None where the catalogue knows nothing.

    ``carrier`` is the tracker whose machines a tenant rents: it is not blamed, so ``tracker`` and ``company`` are None and
    ``certainty`` is "uncertain". ``matched`` is the suffix, or the network, that decided; a network tells a company and no
    tracker, and so do names of several trackers. ``party`` tells the app's own maker from others,
    with ``party_reason``; None where nothing says so.
    """

    tracker: str | None = None
    company: str | None = None
    endpoint: EndpointRule | None = None
    evidence: Evidence | None = None
    matched: str = ""
    certainty: Certainty | None = None
    carrier: str | None = None
    reason: str = ""
    party: Literal["first", "third"] | None = None
    party_reason: str = ""


NOBODY: Final = Attribution()

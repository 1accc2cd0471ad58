"""Recognises by name and port ways round the audit (encrypted DNS, Private Relay, Tor), and calls through a relay.

They are said, never hindered.

Sources: RFC 7858 (DNS over TLS, port 853), RFC 9250 (DNS over QUIC, port 853, ALPN doq), RFC 8484 (DNS over HTTPS); the
DNS-over-HTTPS names: the curl project's wiki page "DNS over HTTPS", Chromium's net/dns/public/doh_provider_entry.cc, which
has the addresses of resolvers, too (read 2026-11-26); calls: RFC 7443 (ALPN of STUN and TURN), RFC 8656 (port 5349);
Private Relay: Apple, "Prepare your network or web server for iCloud Private Relay" and "Use Apple products on enterprise
networks"; Tor: tor-spec.txt, section 2 (a link's server name is made up), and the default ORPort of its manual.
"""

from __future__ import annotations

import re
from typing import Final

DOT_PORT: Final = 853
PRIVATE_RELAY: Final = frozenset({"mask.icloud.com", "mask-h2.icloud.com", "mask-api.icloud.com"})
# each stands for the names below it as well
DOH: Final = frozenset({
    "1dot1dot1dot1.cloudflare-dns.com", "adguard-dns.com", "cloudflare-dns.com", "dns-family.adguard.com",
    "dns.adguard.com", "dns.alidns.com", "dns.controld.com", "dns.digitale-gesellschaft.ch", "dns.google",
    "dns.google.com", "dns.levonet.sk", "dns.mullvad.net", "dns.nextdns.io", "dns.quad9.net", "dns.switch.ch",
    "dns0.eu", "dns10.quad9.net", "dns11.quad9.net", "dns9.quad9.net", "dnsforge.de", "doh-01.spectrum.com",
    "doh-02.spectrum.com", "doh.applied-privacy.net", "doh.cleanbrowsing.org", "doh.cox.net", "doh.dns.apple.com",
    "doh.dns.sb", "doh.familyshield.opendns.com", "doh.ffmuc.net", "doh.libredns.gr", "doh.mullvad.net",
    "doh.opendns.com", "doh.pub", "doh.quickline.ch", "doh.xfinity.com", "freedns.controld.com", "odvr.nic.cz",
    "one.one.one.one", "private.canadianshield.cira.ca", "protective.joindns4.eu", "public.dns.iij.jp",
})  # fmt: skip
# resolvers that are asked over HTTPS by their address as well, without a name
_RESOLVERS: Final = frozenset({
    "1.0.0.1", "1.0.0.2", "1.0.0.3", "1.1.1.1", "1.1.1.2", "1.1.1.3", "149.112.112.10", "149.112.112.11", "149.112.112.112",
    "2001:4860:4860::8844", "2001:4860:4860::8888", "2606:4700:4700::1001", "2606:4700:4700::1002",
    "2606:4700:4700::1003", "2606:4700:4700::1111", "2606:4700:4700::1112", "2606:4700:4700::1113", "2620:fe::10",
    "2620:fe::11", "2620:fe::9", "2620:fe::fe", "2620:fe::fe:10", "2620:fe::fe:11", "8.8.4.4", "8.8.8.8", "9.9.9.10",
    "9.9.9.11", "9.9.9.9",
})  # fmt: skip
_TOR_NAME: Final = re.compile(r"www\.[a-z2-7]{4,25}\.(?:com|net)\Z")
_HTTPS_PORT, _TURNS_PORT = 443, 5349
_CALL_ALPN: Final = {"stun.turn": "turn", "stun.nat-discovery": "stun"}
_TOR_PORTS: Final = frozenset({9001, 9030, 9050, 9150})

DNS_UNSEEN: Final = "the names that are asked for cannot be seen"
RELAYED: Final = "what goes through it, and to whom, cannot be seen"
CALL: Final = "a call, or another connection from device to device: its content is not read"
TUNNELLED: Final = "what goes through the tunnel, and to whom, cannot be seen"


def way_round(host: str, port: int, alpn: tuple[str, ...], transport: str, asked: bool) -> tuple[str, str]:
    """Protocol name and what it means, ("", "") for an ordinary connection over TLS or QUIC.

    ``host`` is the server name in the hello or a name that DNS gave; ``asked`` says whether DNS led to the address.
    """
    if any(name == "doq" or name.startswith("doq-") for name in alpn):
        return "doq", DNS_UNSEEN
    if port == DOT_PORT or "dot" in alpn:
        return ("dot", DNS_UNSEEN) if transport == "tcp" else ("doq", DNS_UNSEEN)
    if host in PRIVATE_RELAY:
        return "relay", RELAYED
    if resolves_over_https(host):
        return "doh", f"known by the name of its service: {DNS_UNSEEN}"
    if host in _RESOLVERS and port == _HTTPS_PORT:
        return "doh", f"probably, by the address of a resolver: {DNS_UNSEEN}"
    call = next((_CALL_ALPN[name] for name in alpn if name in _CALL_ALPN), "")
    if call or port == _TURNS_PORT:
        return call or "turn", CALL
    if port in _TOR_PORTS and _TOR_NAME.match(host) and not asked:
        return "tor", f"probably, by its port and made-up server name: {TUNNELLED}"
    return "", ""


def resolves_over_https(host: str) -> bool:
    """Whether a name is that of a public DNS-over-HTTPS service, or below one."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in DOH for start in range(max(0, len(labels) - 5), len(labels)))

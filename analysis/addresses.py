"""Tells at which addresses this machine can be reached, for people who have to type one into another device."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.settings import listen_address

_LOCAL: Final = lazy_pattern(r"\|-- (\d{1,3}(?:\.\d{1,3}){3})\n\s+/32 host LOCAL")


def reachable_at(listen: str) -> list[str]:
    """The addresses behind ``listen``: itself, or those of this machine where it is any (0.0.0.0 or ::), IPv4 first."""
    address = ipaddress.ip_address(listen_address(listen) or listen)
    if not address.is_unspecified:
        return [str(address)]
    found = {item for item in own_addresses() if address.version == 6 or item.version == 4}
    wanted = [item for item in found if not item.is_loopback and not item.is_link_local]
    ordered = sorted(wanted, key=lambda item: (item.version, item.is_global, int(item)))
    return [str(item) for item in ordered] or ["127.0.0.1" if address.version == 4 else "::1"]


def own_addresses() -> set[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """This machine's addresses, as the kernel lists them; none where there is no /proc."""
    found: set[ipaddress.IPv4Address | ipaddress.IPv6Address] = set()
    for path, read in (("/proc/net/fib_trie", _of_version_4), ("/proc/net/if_inet6", _of_version_6)):
        try:
            found.update(ipaddress.ip_address(text) for text in read(Path(path).read_text("ascii")))
        except OSError:
            continue  # no Linux, or no IPv6
    return found


def in_url(address: str) -> str:
    """An address as it stands in a URL."""
    return f"[{address}]" if ":" in address else address


def _of_version_4(text: str) -> set[str]:
    return set(_LOCAL.findall(text))


def _of_version_6(text: str) -> set[str]:
    words = [line.split()[0] for line in text.splitlines() if line.strip()]
    return {
        ":".join(word[index : index + 4] for index in range(0, 32, 4)) for word in words if len(word) == 32
    }

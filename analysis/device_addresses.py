"""What a hardware address says: who made the network chip, or that the address was made up by the device itself."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from analysis.lazy_patterns import lazy_pattern

# as Debian's ieee-data and libwireshark-data (also Raspberry Pi OS) put them; the first that is there is read
_FOLDERS: Final = (Path("/var/lib/ieee-data"), Path("/usr/share/ieee-data"))
_MANUF: Final = Path("/usr/share/wireshark/manuf")
_LENGTHS: Final = (9, 7, 6)  # hexadecimal digits of a prefix, the longest first: MA-S, MA-M, MA-L
_MAC: Final = lazy_pattern(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")
_RANDOMISED: Final = 0x02
_GROUP: Final = 0x01


def is_mac(text: str) -> bool:
    """True for six pairs of hexadecimal digits in lower case with colons, of one device (not a group)."""
    return _MAC.fullmatch(text) is not None and not int(text[:2], 16) & _GROUP


def is_randomised(mac: str) -> bool:
    """True for a locally administered address (IEEE 802, the second bit): the device chose it, and may choose another."""
    return bool(int(mac[:2], 16) & _RANDOMISED)


def vendors(
    macs: Iterable[str], folders: tuple[Path, ...] = _FOLDERS, manuf: Path = _MANUF
) -> dict[str, str]:
    """Address to the maker of its chip, where the prefix is listed; randomised ones have none. Nothing is asked online."""
    wanted = frozenset(mac for mac in macs if is_mac(mac) and not is_randomised(mac))
    if not wanted:
        return {}
    found = _read(frozenset(_prefixes(wanted)), folders, manuf)
    named = {}
    for mac in wanted:
        known = next((found[prefix] for prefix in _prefixes((mac,)) if prefix in found), "")
        if known:
            named[mac] = known
    return named


def has_list(folders: tuple[Path, ...] = _FOLDERS, manuf: Path = _MANUF) -> bool:
    """True where a list of makers is installed."""
    return any((folder / "oui.csv").exists() for folder in folders) or manuf.exists()


def _prefixes(macs: Iterable[str]) -> list[str]:
    return [mac.replace(":", "")[:length] for mac in macs for length in _LENGTHS]


@lru_cache(maxsize=64)
def _read(wanted: frozenset[str], folders: tuple[Path, ...], manuf: Path) -> dict[str, str]:
    """The makers of these prefixes, from whichever list is there."""
    for folder in folders:
        if (folder / "oui.csv").exists():
            return _only(_registry(folder), wanted)
    return _only(_wireshark(manuf), wanted) if manuf.exists() else {}


def _only(lines: Iterator[tuple[str, str]], wanted: frozenset[str]) -> dict[str, str]:
    return {prefix: name[:80] for prefix, name in lines if prefix in wanted and name}


def _registry(folder: Path) -> Iterator[tuple[str, str]]:
    """The IEEE's own tables: Registry, Assignment, Organization Name, Organization Address."""
    for name in ("oui.csv", "mam.csv", "oui36.csv"):
        path = folder / name
        if path.exists():
            with path.open(encoding="utf-8", errors="replace", newline="") as stream:
                for row in csv.reader(stream):
                    if len(row) >= 3:
                        yield row[1].strip().lower(), " ".join(row[2].split())


def _wireshark(path: Path) -> Iterator[tuple[str, str]]:
    """Wireshark's manuf: prefix (with /28 or /36), a short name, the name."""
    with path.open(encoding="utf-8", errors="replace") as stream:
        for line in stream:
            if line.startswith("#") or "\t" not in line:
                continue
            address, *names = line.rstrip("\n").split("\t")
            digits, _, bits = address.partition("/")
            length = int(bits) // 4 if bits in ("28", "36") else 6
            yield digits.replace(":", "").strip().lower()[:length], names[-1].strip()

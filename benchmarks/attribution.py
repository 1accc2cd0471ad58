"""How many hosts of real recordings have an owner here, beside what other lists say of the same hosts.

    .venv/bin/python benchmarks/attribution.py [--data ../shared/data] [--hosts FILE] [--list FILE_OR_FOLDER]… [--missing]

Hosts are those of every capture below ``--data`` that can be read (requests, and names of connections), or one a line of
``--hosts``; names of the local network and addresses are left out. First parties are among them, which no list of trackers
has. ``--list`` takes a user's own copy of a list (what ``leakledger catalogue import`` reads); each is asked with its own
rule: suffixes of whole labels for Tracker Radar, Disconnect, Ghostery and AdGuard, the name itself for a hosts file. Nothing
is downloaded and nothing leaves this machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from analysis.catalogue import Catalogue, load
from analysis.host_names import normalise_host
from analysis.importing import read_capture
from analysis.records import Flow
from analysis.second_opinions import SecondOpinions, import_lists
from analysis.units import UnreadableFile

_LOCAL = (
    ".local",
    ".lan",
    ".home",
    ".internal",
    ".arpa",
    ".localdomain",
    ".fritz.box",
    ".test",
    ".example",
    ".invalid",
)
_CAPTURES = {".har", ".pcap", ".pcapng", ".cap", ".flow", ".mitm"}


def hosts_of(folder: Path) -> set[str]:
    """Every host that a capture below a folder names."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _CAPTURES or not path.is_file():
            continue
        try:
            for record in read_capture(path, "benchmark", "", lambda _: None):
                names = (record.host, record.sni or "") if isinstance(record, Flow) else (record.host,)
                found.update(name for host in names if (name := normalise_host(host)) is not None)
        except UnreadableFile:
            continue
    return {host for host in found if "." in host and not host.endswith(_LOCAL)}


def report(hosts: set[str], catalogue: Catalogue, opinions: SecondOpinions) -> set[str]:
    """Print the shares; gives the hosts that nobody here owns."""
    answers = {host: catalogue.resolve(host) for host in hosts}
    certain = {host for host, found in answers.items() if found.certainty == "certain"}
    uncertain = {host for host, found in answers.items() if found.certainty == "uncertain"}
    total = max(1, len(hosts))
    print(f"{len(hosts):,} hosts")
    print(
        f"  leakledger: {len(certain) / total:.3f} with an owner, {len(uncertain) / total:.3f} more are somebody's tenants"
    )
    together: set[str] = set()
    for one in opinions.lists:
        alone = SecondOpinions([one])
        named = {host for host in hosts if alone.of(host)}
        together |= named
        print(
            f"  {one.name}: {len(named) / total:.3f}; of those, {len(named - certain - uncertain):,} are unknown here"
        )
    if len(opinions.lists) > 1:
        print(f"  all {len(opinions.lists)} lists together: {len(together) / total:.3f}")
    return hosts - certain - uncertain


def main() -> int:
    """Print the figures; 0 always, for what must be reached is checked by hand."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--hosts", type=Path)
    parser.add_argument("--list", type=Path, action="append", default=[])
    parser.add_argument("--missing", action="store_true", help="print the hosts that nobody owns here")
    chosen = parser.parse_args()
    if chosen.hosts is not None:
        names = map(normalise_host, chosen.hosts.read_text("utf-8").splitlines())
        hosts = {name for name in names if name is not None}
    elif chosen.data.is_dir():
        hosts = hosts_of(chosen.data)
    else:
        print(f"{chosen.data}: the recordings are not here; left out")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        opinions = SecondOpinions(import_lists(Path(scratch), chosen.list, "2026-01-01"))
    if not chosen.list:
        print("no --list was given: other lists are left out")
    missing = report(hosts, load(), opinions)
    if chosen.missing:
        print("\n".join(sorted(missing)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

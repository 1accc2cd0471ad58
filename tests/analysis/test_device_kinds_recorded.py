"""What recorded devices say in DHCP tells what they are, or nothing: never something else."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.device_kinds import guess

# the folders are named after the products that were recorded
KINDS = {
    "D-LinkCam": "camera", "EdimaxPlug1101W": "appliance", "HueBridge": "appliance", "Lightify": "appliance",
    "TP-LinkPlugHS100": "appliance", "WeMoSwitch": "appliance", "iKettle2": "appliance", "Aria": "appliance",
}  # fmt: skip


def test_the_kinds_of_recorded_devices(shared_data: Path) -> None:
    told: dict[str, set[str]] = {}
    for name, capture in json.loads((shared_data / "TRUTH_pcap.json").read_text()).items():
        folder = Path(name).parent.name
        if folder in KINDS:
            said = [("dhcp_hostname", value) for value in capture.get("dhcp_host", {})]
            said += [("dhcp_vendor_class", value) for value in capture.get("dhcp_vendor", {})]
            told.setdefault(folder, set()).add(guess(said).kind)
    assert len(told) == len(KINDS)
    assert all(kinds <= {KINDS[folder], "unknown"} for folder, kinds in told.items()), told
    assert sum(KINDS[folder] in kinds for folder, kinds in told.items()) >= 6, told

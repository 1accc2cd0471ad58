"""A hardware address tells the maker of its chip, from the lists on this machine, or that it was made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.device_addresses import has_list, is_mac, is_randomised, vendors

CSV = """Registry,Assignment,Organization Name,Organization Address
MA-L,3CA62F,"Lamp Makers, Inc",Somewhere
MA-L,001BC5,IEEE Registration Authority,Somewhere
"""
CSV_36 = """Registry,Assignment,Organization Name,Organization Address
MA-S,001BC5001,"Small  Maker",Elsewhere
"""
MANUF = """# a comment
00:1B:C5\tIEEERegi\tIEEE Registration Authority
00:1B:C5:00:10:00/36\tSmall\tSmall Maker
A4:11:62:00:00:00/28\tMiddle\tMiddle Maker
3C:A6:2F\tLampMake\tLamp Makers, Inc
broken line
"""


@pytest.fixture
def ieee(tmp_path: Path) -> Path:
    folder = tmp_path / "ieee"
    folder.mkdir()
    (folder / "oui.csv").write_text(CSV)
    (folder / "oui36.csv").write_text(CSV_36)
    return folder


def test_the_longest_prefix_names_the_maker(ieee: Path, tmp_path: Path) -> None:
    manuf = tmp_path / "manuf"
    manuf.write_text(MANUF)
    macs = ["3c:a6:2f:00:00:01", "00:1b:c5:00:10:07", "00:1b:c5:ff:00:07"]
    expected = {macs[0]: "Lamp Makers, Inc", macs[1]: "Small Maker", macs[2]: "IEEE Registration Authority"}
    assert vendors(macs, (ieee,), tmp_path / "none") == expected
    assert vendors(macs, (tmp_path / "none",), manuf) == expected
    assert vendors(["a4:11:62:0f:00:00"], (), manuf) == {"a4:11:62:0f:00:00": "Middle Maker"}


def test_what_is_not_listed_randomised_or_no_address_has_no_maker(ieee: Path, tmp_path: Path) -> None:
    none = [
        "00:00:5e:00:53:01",
        "3e:a6:2f:00:00:01",
        "3d:a6:2f:00:00:01",
        "3c:a6:2f",
        "",
        "zz:zz:zz:zz:zz:zz",
    ]
    assert vendors(none, (ieee,), tmp_path / "none") == {}
    assert vendors(["3c:a6:2f:00:00:01"], (tmp_path / "none",), tmp_path / "none") == {}
    assert not has_list((tmp_path / "none",), tmp_path / "none")
    assert has_list((ieee,), tmp_path / "none")


def test_the_second_bit_says_that_an_address_was_made_up() -> None:
    assert all(is_randomised(f"{first}:00:00:00:00:01") for first in ("02", "06", "0a", "0e", "da", "f6"))
    assert not any(is_randomised(f"{first}:00:00:00:00:01") for first in ("00", "3c", "b8", "dc"))
    assert is_mac("3c:a6:2f:00:00:01")
    assert not any(
        map(is_mac, ("01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff", "3C:A6:2F:00:00:01", "3c-a6-2f-00-00-01"))
    )

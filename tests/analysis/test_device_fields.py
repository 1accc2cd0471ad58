"""The table of device fields holds together."""

from __future__ import annotations

import pytest

from analysis.device_fields import FIELDS, LOOSE, SURE, DeviceField, is_flag


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field.property}-{len(field.phrases)}")
def test_a_field_has_a_category_of_device_state_and_refuses_nonsense(field: DeviceField) -> None:
    assert field.category.startswith("device_state.")
    assert field.phrases or field.loose
    for nonsense in ("", "null", "\n", "{", "x" * 2000, "nan", "-1e400", "\ud800"):
        assert not field.shape(nonsense), f"{field.property} believes {nonsense!r}"


def test_phrases_are_found_by_the_names_that_senders_use() -> None:
    for name in ("osVersion", "os_version", "OS-Version", "deviceOsVersion"):
        found = SURE.find((name,))
        assert found is not None
        assert found[0].property == "osVersion"
    assert LOOSE.find(("model",)) is not None
    assert SURE.find(("latest",)) is None


@pytest.mark.parametrize(
    ("value", "flag"), [("true", True), ("?0", True), ("0", True), ("2", False), ("maybe", False)]
)
def test_flags(value: str, flag: bool) -> None:
    assert is_flag(value) is flag


@pytest.mark.parametrize(
    ("names", "value", "prop"),
    [
        (("OEM", "Product"), "21CBCTO1WW", "model"),
        (("OEM", "Vendor"), "LENOVO", "manufacturer"),
        (("platform", "os"), "linux", "osName"),
        (("wifi", "rssi"), "-71", "x_wifiSignal"),
        (("Wifi", "Signal"), "-63", "x_wifiSignal"),
        (("Wifi", "RSSI"), "74", ""),
        (("wifi", "signal"), "weak", ""),
        (("beacon", "rssi"), "-71", ""),
        (("platform", "os"), "all", ""),
        (("screens", "width"), "wide", ""),
    ],
)
def test_surveys_of_desktops_and_things_with_wifi(names: tuple[str, ...], value: str, prop: str) -> None:
    found = next((field for field in SURE.find(names) or () if field.shape(value)), None)
    assert (found.property if found else "") == prop

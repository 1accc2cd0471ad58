"""``leakledger devices``: enrol, list, change, remove; mistakes are one line."""

from __future__ import annotations

import pytest


def test_a_devices_life(leakledger) -> None:  # type: ignore[no-untyped-def]
    assert "No device is enrolled yet" in leakledger("devices", "list").stdout
    assert (
        leakledger("devices", "add", "Phone", "--kind", "phone", "--ip", "192.0.2.7").stdout
        == "Phone is enrolled: open.\n"
    )
    assert "Phone (phone): open; recognised by ip 192.0.2.7" in leakledger("devices", "list").stdout
    assert "observe" in leakledger("devices", "mode", "phone", "observe").stdout
    assert "Anna" in leakledger("devices", "rename", "Phone", "Anna's phone").stdout
    assert "no longer enrolled" in leakledger("devices", "remove", "Anna's phone").stdout
    assert "No device is enrolled yet" in leakledger("devices", "list").stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("add", "Phone"), "say how the device is recognised"),
        (("add", "Phone", "--ip", "here"), "no IP address"),
        (("mode", "Watch", "open"), "no device is called 'Watch'"),
        (("remove", "Watch"), "no device is called"),
    ],
)
def test_mistakes_are_one_line_and_exit_2(leakledger, words: tuple[str, ...], expected: str) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("devices", *words, check=False)
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1

"""``leakledger devices``: enrol, list, change, merge, pause, remove; mistakes are one line."""

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


def test_what_is_decided_of_a_device(leakledger) -> None:  # type: ignore[no-untyped-def]
    leakledger("devices", "enrol", "Phone", "--ip", "192.0.2.7")
    assert leakledger("devices", "assign", "Phone", "Anna").stdout == "Phone is Anna's from now on.\n"
    assert leakledger("devices", "kind", "Phone", "phone").stdout == "Phone: phone.\n"
    assert (
        "recognised by 3c:a6:2f:00:00:01"
        in leakledger("devices", "confirm", "Phone", "3c:a6:2f:00:00:01").stdout
    )
    assert "is paused" in leakledger("devices", "pause", "Phone").stdout
    assert "paused" in leakledger("devices", "list").stdout
    assert leakledger("devices", "resume", "Phone").stdout == "Phone: open again.\n"
    assert "observe" in leakledger("devices", "observe", "Phone").stdout
    assert "open" in leakledger("devices", "open", "Phone", "--agreed-by", "Anna").stdout
    told = leakledger("devices", "consent", "Phone").stdout
    assert "enrolled as Phone, open, by the owner" in told
    assert "Anna agreed (text " in told
    assert "Somebody's yes to this is on record" in told
    shown = leakledger("devices", "show", "Phone").stdout
    assert shown.startswith("Phone: open: ")


def test_merging_and_its_end(leakledger) -> None:  # type: ignore[no-untyped-def]
    leakledger("devices", "add", "Phone", "--ip", "192.0.2.7")
    leakledger("devices", "add", "New", "--ip", "192.0.2.8", "--observe")
    done = leakledger("devices", "merge", "Phone", "New").stdout
    assert done.startswith("New is read as Phone from now on.\n")
    assert "stays observe" in done
    assert "  and New, merged into it\n" in leakledger("devices", "list").stdout
    assert leakledger("devices", "split", "New").stdout == "New stands for itself again.\n"
    assert "not proposed again" in leakledger("devices", "apart", "Phone", "New").stdout
    assert "Nothing suggests" in leakledger("devices", "proposals").stdout


def test_forgetting_asks_first(leakledger) -> None:  # type: ignore[no-untyped-def]
    leakledger("devices", "add", "Phone", "--ip", "192.0.2.7")
    unanswered = leakledger("devices", "forget", "Phone", check=False)
    assert unanswered.returncode == 2
    assert "nothing was erased" in unanswered.stderr
    assert "--yes" in unanswered.stderr
    assert "Phone" in leakledger("devices", "list").stdout
    assert "erases what was recorded" in leakledger("devices", "forget", "Phone", "--yes").stdout
    assert "No device is enrolled yet" in leakledger("devices", "list").stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("add", "Phone"), "say how the device is recognised"),
        (("add", "Phone", "--ip", "here"), "no IP address"),
        (
            ("add", "Phone", "--ip", "192.0.2.7", "--person", "Anna", "--agreed-by", "Ben"),
            "only Anna can agree",
        ),
        (("mode", "Watch", "open"), "no device is called 'Watch'"),
        (("remove", "Watch"), "no device is called"),
        (("merge", "Watch", "Phone"), "no device is called"),
        (("split", "Watch"), "no device is called"),
        (("pause", "Watch"), "no device is called"),
        (("show", "Watch"), "no device is called"),
        (("consent", "Watch"), "no device is called"),
        (("forget", "Watch", "--yes"), "no device is called"),
        (("forget", "Watch"), "no device is called"),
        (("confirm", "Watch", "3c:a6:2f:00:00:01"), "no device is called"),
    ],
)
def test_mistakes_are_one_line_and_exit_2(leakledger, words: tuple[str, ...], expected: str) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("devices", *words, check=False)
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_device_that_is_handed_on(leakledger) -> None:  # type: ignore[no-untyped-def]
    leakledger("devices", "add", "Phone", "--ip", "192.0.2.7", "--person", "Ada")
    refused = leakledger("devices", "assign", "Phone", "Ben", check=False)
    assert refused.returncode != 0
    assert refused.stderr.count("\n") == 1
    assert "--as" in refused.stderr
    both = leakledger("devices", "assign", "Phone", "Ben", "--as", "X", "--all-along", check=False)
    assert "not both" in both.stderr
    done = leakledger("devices", "assign", "Phone", "Ben", "--as", "Ben's phone").stdout
    assert done == (
        "Ben's phone is Ben's from now on: observe. Phone is no longer enrolled; what was recorded of it stays whose"
        " it was.\n"
    )
    assert leakledger("devices", "assign", "Ben's phone", "Mia", "--all-along").stdout == (
        "Ben's phone is Mia's: they see all that was recorded of it.\n"
    )

"""Who decided what, when, and who said yes to which text: all of it can be read back."""

from __future__ import annotations

import hashlib
from pathlib import Path

from analysis.consent import digest_for, history, is_agreed, text_for
from analysis.device_decisions import agree, confirm, merge, set_mode, split
from analysis.devices import Device, DeviceDirectory, decisions
from analysis.enrolment import enrol, rename
from analysis.settings import Home


def named(home: Home, name: str) -> Device:
    return DeviceDirectory(decisions(home)).named(name)


def test_every_decision_is_told_in_words_with_who_and_when(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    enrol(home, "Phone", ips=("192.0.2.7",))
    enrol(home, "Other", ips=("192.0.2.8",))
    agree(home, "Phone", "Anna")
    set_mode(home, "Phone", "paused", by="Anna")
    confirm(home, "Phone", "3c:a6:2f:00:00:01")
    rename(home, "Phone", "Telephone")
    merge(home, "Other", "Telephone")
    split(home, "Telephone")
    told = history(home, named(home, "Telephone"))
    assert [(change.words, change.by, change.agreed) for change in told] == [
        ("enrolled as Phone, open", "the owner", ""),
        ("is Anna's", "the owner", "Anna"),
        ("paused", "Anna", ""),
        ("recognised by mac 3c:a6:2f:00:00:01 as well", "the owner", ""),
        ("named Telephone", "the owner", ""),
        ("merged into Other", "the owner", ""),
        ("split off again", "the owner", ""),
    ]
    assert told == sorted(told, key=lambda change: change.at)


def test_a_yes_is_to_the_text_of_the_state_and_ends_with_another(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    enrol(home, "Phone", person="Anna", observe=True, ips=("192.0.2.7",))
    assert not is_agreed(home, named(home, "Phone"))
    agree(home, "Phone", "Anna")
    assert is_agreed(home, named(home, "Phone"))
    assert decisions(home)[-1].agreed_to == hashlib.sha256(text_for("observe").encode()).hexdigest()
    set_mode(home, "Phone", "open")
    assert not is_agreed(home, named(home, "Phone"))  # she said yes to being observed, not to being opened
    assert digest_for("open") != digest_for("observe")
    assert digest_for("off") == digest_for("paused") == ""

"""The helper process that opens TLS: it may complain as much as it likes, and take only so long."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from proxy_addons import tls_opener
from proxy_addons.tls_opener import CannotOpen, open_tls


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "a.pcap"
    path.write_bytes(b"")
    return path


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tshark that does what a script says."""
    path = folder / "tshark"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(tls_opener.shutil, "which", lambda _: str(path))


def test_one_that_complains_much_is_read_to_its_end(
    tmp_path: Path, capture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than a pipe holds: it used to wait for us, and we for it."""
    stand_in(tmp_path, "head -c 1000000 /dev/zero >&2; echo 0", monkeypatch)
    monkeypatch.setattr(tls_opener, "PATIENCE", 30)
    started = time.monotonic()
    assert open_tls(capture, None).packets == {}
    assert time.monotonic() - started < 20


def test_one_that_takes_too_long_is_ended(
    tmp_path: Path, capture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, "echo 0; exec sleep 60", monkeypatch)
    monkeypatch.setattr(tls_opener, "PATIENCE", 0.5)
    started = time.monotonic()
    with pytest.raises(CannotOpen, match=r"took more than 0\.5 seconds"):
        open_tls(capture, None)
    assert time.monotonic() - started < 20


def test_why_it_failed_is_said_in_its_own_words(
    tmp_path: Path, capture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        tmp_path, "echo 'running as root could be dangerous' >&2; echo 'cut short' >&2; exit 2", monkeypatch
    )
    with pytest.raises(CannotOpen, match="may stay unread: cut short"):
        open_tls(capture, None)


def test_what_could_be_opened_of_a_cut_capture_stands(
    tmp_path: Path, capture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = "echo 'peers:'; echo '  - packet: 7'; echo '    data: !!binary |'; echo '      R0VU'; echo ==="
    script = f"case \"$*\" in *follow*) {follow};; *) echo 3;; esac; echo 'cut short' >&2; exit 2"
    stand_in(tmp_path, script, monkeypatch)
    opened = open_tls(capture, None)
    assert opened.packets == {6: [b"GET"]}
    assert [notice for notice in opened.notices if "may stay unread: cut short" in notice] == opened.notices
    assert len(opened.notices) == 1

"""The command: one clear line and exit code 2 where it cannot run; stand-ins for a demo's home only."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.settings import Home

REPOSITORY = Path(__file__).resolve().parents[3]


def capture(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from analysis.cli import main; main()", "capture", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()[-1:]
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in line


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = capture("--home", str(tmp_path / "home"), "--port", port)
    one_line(done, "of 127.0.0.1", port, "in use", "--port")
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_address_that_is_not_ours(tmp_path: Path) -> None:
    one_line(capture("--home", str(tmp_path / "home"), "--listen", "192.0.2.1"), "192.0.2.1")


@pytest.mark.parametrize(
    "option",
    [
        ("--allow-target", "localhost:443"),
        ("--resolve", "a.example=127.0.0.1:443"),
        ("--upstream-ca", __file__),
    ],
)
def test_stand_ins_are_for_a_demo_only(tmp_path: Path, option: tuple[str, str]) -> None:
    Home.open(tmp_path / "home", kind="home")
    one_line(capture("--home", str(tmp_path / "home"), *option), "demo")


@pytest.mark.parametrize(
    "option", [("--allow-target", "localhost"), ("--resolve", "a.example"), ("--resolve", "a=b:x")]
)
def test_malformed_stand_ins(tmp_path: Path, option: tuple[str, str]) -> None:
    Home.open(tmp_path / "home", kind="demo")
    one_line(capture("--home", str(tmp_path / "home"), *option), "write")


def test_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "something").write_text("else")
    one_line(capture("--home", str(tmp_path)), str(tmp_path), "--home")


def test_a_broken_list_of_the_home(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    (home.root / "never_intercept.yaml").write_text("- category: [\n")
    one_line(capture("--home", str(home.root), "--port", "18499"), "never_intercept.yaml:")


BROKEN_FILES = {
    "mitmproxy-ca.pem": (b"garbage\n", b"", b"\xff\xfe" * 150),
    "mitmproxy-ca-cert.pem": (b"garbage\n", b"", b"\xff\xfe" * 150),
}


@pytest.mark.parametrize(
    ("name", "content"), [(name, content) for name, contents in BROKEN_FILES.items() for content in contents]
)  # fmt: skip
def test_a_broken_authority(tmp_path: Path, name: str, content: bytes) -> None:
    from proxy_addons.proxy import make_ca

    home = Home.open(tmp_path / "home")
    make_ca(home)
    (home.ca_dir / name).write_bytes(content)
    done = capture("--home", str(home.root), "--port", "18498")
    one_line(done, str(home.ca_dir / name), "start it again")
    assert len(done.stderr.splitlines()) == 1


def test_an_authority_whose_certificate_is_of_another_key(tmp_path: Path) -> None:
    from proxy_addons.proxy import make_ca

    home, other = Home.open(tmp_path / "home"), Home.open(tmp_path / "other")
    for each in (home, other):
        make_ca(each)
    home.ca_certificate.write_bytes(other.ca_certificate.read_bytes())
    one_line(capture("--home", str(home.root), "--port", "18497"), "does not belong to the key")


def test_a_listen_address_that_is_none_is_not_looked_up(tmp_path: Path) -> None:
    one_line(capture("--home", str(tmp_path / "home"), "--listen", "attic"), "'attic' is no IP address")


def test_two_proxies_of_one_home(tmp_path: Path) -> None:
    from analysis.journal import JournalWriter

    home = Home.open(tmp_path / "home")
    writer = JournalWriter(home.journal_dir, "proxy-0")
    try:
        one_line(capture("--home", str(home.root), "--port", "18498"), "another process")
    finally:
        writer.close()


def test_help_names_no_stand_ins() -> None:
    done = capture("--help")
    assert done.returncode == 0
    assert "--listen" in done.stdout
    assert "--resolve" not in done.stdout

"""A home is ours or it is left alone; what is wrong with it is one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.settings import Home, UnusableHome, write_private


def test_a_new_home_is_private_and_opens_again(tmp_path: Path) -> None:
    first = Home.open(tmp_path / "a" / "home")
    again = Home.open(tmp_path / "a" / "home")
    assert again.root == first.root
    assert first.root.stat().st_mode & 0o777 == 0o700
    assert not again.is_demo
    assert again.key() == first.key()
    assert len(first.key()) == 32
    assert first.key_path.stat().st_mode & 0o777 == 0o600


def test_the_environment_names_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAKLEDGER_HOME", str(tmp_path / "env"))
    assert Home.open().root == tmp_path / "env"
    assert Home.open(tmp_path / "other").root == tmp_path / "other"


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("private")
    with pytest.raises(UnusableHome, match="not empty and not a leakledger home; choose another with --home"):
        Home.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_or_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusableHome, match="file"):
        Home.open(tmp_path / "file")
    with pytest.raises(UnusableHome, match="choose another folder"):
        Home.open(Path("/proc/leakledger"))


def test_a_demo_home_and_a_real_home_are_not_mixed(tmp_path: Path) -> None:
    assert Home.open(tmp_path / "demo", kind="demo").is_demo
    assert Home.open(tmp_path / "demo").is_demo
    with pytest.raises(UnusableHome, match="made up"):
        Home.open(tmp_path / "demo", kind="home")
    Home.open(tmp_path / "real")
    with pytest.raises(UnusableHome, match="a real home"):
        Home.open(tmp_path / "real", kind="demo")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "settings.json"),
        ('{"proxy_prot": 1}', "proxy_prot"),
        ('{"proxy_port": "8080"}', "proxy_port"),
        ('{"proxy_port": 70000}', "1 to 65535"),
        ('{"timezone": "Berlin"}', "no IANA zone"),
        ('{"timezone": "Europe"}', "no IANA zone"),
        ('{"timezone": "../Europe/Berlin"}', "no IANA zone"),
        ('{"body_days": -5}', "body_days must be 0 to 7"),
        ('{"body_days": 365}', "body_days must be 0 to 7"),
        ('{"keep_pcap": "a day"}', "write minutes, hours or days, such as 24h"),
        ('{"keep_pcap_mb": 1}', "keep_pcap_mb must be 16 to 1000000"),
        ('{"value_days": 91}', "value_days must be 0 to 90"),
        ('{"dashboard_listen": "not an address"}', "dashboard_listen .* no IP address"),
        ('{"proxy_listen": ""}', "proxy_listen .* no IP address"),
    ],
)
def test_wrong_settings_are_named_with_their_file(tmp_path: Path, text: str, expected: str) -> None:
    Home.open(tmp_path / "home")
    (tmp_path / "home" / "settings.json").write_text(text)
    with pytest.raises(UnusableHome, match=expected) as error:
        Home.open(tmp_path / "home")
    assert "settings.json" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_home_of_a_newer_format_is_not_touched(tmp_path: Path) -> None:
    Home.open(tmp_path / "home")
    (tmp_path / "home" / "leakledger-home.json").write_text('{"format": 9}')
    with pytest.raises(UnusableHome, match="newer"):
        Home.open(tmp_path / "home")


def test_the_home_zone_is_the_setting_else_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Australia/Sydney")
    Home.open(tmp_path / "home")
    assert Home.open(tmp_path / "home").timezone.key == "Australia/Sydney"
    (tmp_path / "home" / "settings.json").write_text('{"timezone": "Asia/Kolkata"}')
    assert Home.open(tmp_path / "home").timezone.key == "Asia/Kolkata"


def test_private_files_are_whole_and_private(tmp_path: Path) -> None:
    os.umask(0o022)
    write_private(tmp_path / "secret", "one")
    write_private(tmp_path / "secret", "two")
    assert (tmp_path / "secret").read_text() == "two"
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_home_whose_making_was_interrupted_is_made(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "leakledger-home.json.77.new").write_text("{")
    assert not Home.open(tmp_path / "home").is_demo


def test_two_that_make_the_key_at_once_have_the_same(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    home = Home.open(tmp_path / "home")
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: home.key(), range(32)))) == 1
    assert [path.name for path in home.key_path.parent.iterdir()] == ["home.key"]


@pytest.mark.parametrize("text", ["", "ab", "zz" * 32, "ab" * 31, "ab" * 33, "\x00" * 64])
def test_a_key_that_is_not_ours_is_not_used(tmp_path: Path, text: str) -> None:
    home = Home.open(tmp_path / "home")
    home.key()
    home.key_path.write_text(text)
    with pytest.raises(UnusableHome, match=r"home\.key: .* 64 hexadecimal digits"):
        home.key()


def test_bytes_that_are_no_text_are_no_key(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    home.key()
    home.key_path.write_bytes(os.urandom(32) + b"\xff")
    with pytest.raises(UnusableHome, match="64 hexadecimal digits"):
        home.key()


def test_localhost_is_an_address_of_this_machine(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    home.settings_path.write_text('{"proxy_listen": "localhost", "dashboard_listen": "::1"}')
    settings = Home.open(home.root).settings
    assert (settings.proxy_listen, settings.dashboard_listen) == ("127.0.0.1", "::1")

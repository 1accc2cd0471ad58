"""The authority's files are read as the proxy will read them, before it starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.authority import UnusableAuthority, certificate_of, check_authority, is_made
from analysis.settings import Home
from proxy_addons.proxy import make_ca


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def test_a_home_without_one_is_well(home: Home) -> None:
    assert not is_made(home)
    check_authority(home)


def test_what_the_proxy_makes_can_be_used(home: Home) -> None:
    make_ca(home)
    check_authority(home)
    assert "leakledger" in certificate_of(home).subject.rfc4514_string()


@pytest.mark.parametrize("name", ["mitmproxy-ca.pem", "mitmproxy-ca-cert.pem"])
def test_a_file_that_is_missing_or_no_pem_is_named(home: Home, name: str) -> None:
    make_ca(home)
    path = home.ca_dir / name
    for spoil in (lambda: path.write_bytes(b"\xff\xfe"), lambda: path.write_bytes(b""), path.unlink):
        spoil()
        with pytest.raises(UnusableAuthority, match=name) as error:
            check_authority(home)
        assert "\n" not in str(error.value)

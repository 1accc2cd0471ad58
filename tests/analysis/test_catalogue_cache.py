"""The compiled catalogue: never trusted when others could have written it, never different from what was checked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import catalogue_cache
from analysis.catalogue import Catalogue, CatalogueError, load
from analysis.catalogue_file import read_catalogue
from tests.analysis.catalogue_text_minimal import MINIMAL

REPOSITORY = Path(__file__).resolve().parents[2]


def made_catalogue(trackers: int = 450, companies: int = 350, hosts: int = 2_500, fields: int = 3_800) -> str:
    """A catalogue of that size, as YAML."""
    source = "    source: github.com/made/up README.md\n    read: 2026-11-25\n"
    lines = ['version: "2026-11-25"\ncompanies:\n']
    for number in range(companies):
        lines.append(f"  - id: company-{number:04d}\n    name: Company {number}\n    country: US\n{source}")
        if number % 3 == 1:
            lines.append(
                f"    parent: {{company: company-{number - 1:04d}, since: '2021', basis: common_knowledge}}\n"
            )
    lines.append("trackers:\n")
    for number in range(trackers):
        lines += _made_tracker(
            number, companies, hosts // trackers + (number < hosts % trackers), fields // trackers, source
        )
    return "".join(lines)


def _made_tracker(number: int, companies: int, hosts: int, fields: int, source: str) -> Iterator[str]:
    names = [f"h{index}.tracker-{number:04d}.example" for index in range(hosts)]
    yield f"  - id: tracker-{number:04d}\n    name: Tracker {number}\n    company: company-{number % companies:04d}\n"
    yield f"    purposes: [analytics, crash]\n    hosts: [{', '.join(names)}]\n    data_expected: [identifier.device]\n"
    yield f"    endpoints:\n      - id: tracker-{number:04d}/v1\n        hosts: [{names[0]}]\n"
    yield f"        method: POST\n        path: '^/v[0-9]{{1,3}}/t{number}/?$'\n        fields:\n"
    for index in range(fields):
        yield (
            f"          - {{path: 'json:$.device.f{index}', category: identifier.device, property: deviceId,"
            f" reasoning: the name of field {index} says what it is}}\n"
        )
    yield source + "    last_verified: 2026-11-25\n    examples:\n"
    yield f"      match: ['https://{names[0]}/v1/t{number}']\n      skip: ['https://{names[0]}.evil.example/']\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "leakledger"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "trackers.yaml"
    path.write_text(MINIMAL)
    return path


def _from_yaml(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Says each time that YAML is read."""
    from analysis import catalogue_file

    read: list[str] = []
    real = catalogue_file.parse_catalogue

    def noted(name: str, content: bytes) -> Catalogue:
        read.append(name)
        return real(name, content)

    monkeypatch.setattr(catalogue_file, "parse_catalogue", noted)
    return read


def test_what_comes_from_the_cache_is_what_was_checked(
    cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = _from_yaml(monkeypatch)
    first, second = load(file), load(file)
    assert read == ["trackers.yaml"]
    assert first == second == read_catalogue(file)
    (fields,) = {
        endpoint.rule.fields for tracker in second.trackers.values() for endpoint in tracker.endpoints
    }
    assert [type(field).__name__ for field in fields] == ["FieldRule", "CatalogueField"]
    assert (cache.stat().st_mode & 0o777, next(cache.iterdir()).stat().st_mode & 0o777) == (0o700, 0o600)


def test_the_shipped_catalogue_survives_the_cache(cache: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.yaml"
    made.write_text(made_catalogue(40, 30, 200, 300))
    load(made)
    assert load(made) == read_catalogue(made)


def test_another_file_or_another_program_is_read_anew(
    cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(file)
    read = _from_yaml(monkeypatch)
    file.write_text(MINIMAL.replace("name: Acme", "name: Acme Two"))
    assert load(file).companies["acme"].name == "Acme Two"
    monkeypatch.setattr(catalogue_cache, "_program", lambda: b"another version")
    load(file)
    assert len(read) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: b"\x00" * 32 + data[32:],
        lambda data: os.urandom(500),
    ],
)
def test_a_damaged_cache_is_ignored_and_mended(cache: Path, file: Path, monkeypatch, damage) -> None:  # type: ignore[no-untyped-def]
    expected = load(file)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    read = _from_yaml(monkeypatch)
    assert load(file) == expected
    assert read == ["trackers.yaml"]
    assert kept.read_bytes() == whole


def test_what_others_could_have_written_is_never_trusted(
    cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(file)
    (kept,) = cache.iterdir()
    read = _from_yaml(monkeypatch)
    kept.chmod(0o622)
    load(file)
    assert len(read) == 1
    cache.chmod(0o777)
    load(file)
    assert len(read) == 2
    cache.chmod(0o700)
    load(file)
    assert len(read) == 2
    cache.parent.chmod(0o777)  # somebody could put another folder in its place
    load(file)
    assert len(read) == 3
    cache.parent.chmod(0o755)


def test_a_link_is_not_followed(
    cache: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(file)
    (kept,) = cache.iterdir()
    moved = tmp_path / "elsewhere"
    kept.rename(moved)
    kept.symlink_to(moved)
    read = _from_yaml(monkeypatch)
    load(file)
    assert len(read) == 1
    cache.rename(tmp_path / "real")
    cache.symlink_to(tmp_path / "real")
    load(file)
    assert len(read) == 2


def test_another_users_cache_is_not_trusted(cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(file)
    read = _from_yaml(monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    load(file)
    assert len(read) == 1


@pytest.mark.parametrize("where", ["/proc/nowhere", "relative/folder", "/dev/null"])
def test_without_a_place_for_a_cache_it_still_loads(
    file: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", where)
    assert set(load(file).trackers) == {"one", "two"}


def test_few_compiled_catalogues_are_kept(cache: Path, file: Path) -> None:
    for number in range(7):
        file.write_text(MINIMAL + f"# {number}\n")
        load(file)
    assert len(list(cache.iterdir())) == 4


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/proc/self", "/nowhere/trackers.yaml"])
def test_what_is_no_file_is_one_line(path: str) -> None:
    with pytest.raises(CatalogueError, match="name a readable catalogue file") as caught:
        load(Path(path))
    assert "\n" not in str(caught.value)


def test_the_warm_way_imports_no_detector_and_no_yaml(cache: Path, file: Path) -> None:
    load(file)
    program = (
        "import sys; from pathlib import Path; from analysis.catalogue import load; load(Path(sys.argv[1]));"
        "print(sorted(n for n in sys.modules if n.startswith(('analysis.detectors.', 'yaml', 'pydantic'))))"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", program, str(file)]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout == "[]\n"

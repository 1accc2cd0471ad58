"""The set-up script finds a Python or says what to do; the lock files hold; the wheel is complete."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

REPOSITORY = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")
TOOLS = ("sh", "cat", "dirname", "env", "getconf", "mktemp", "rm", "sed", "sha256sum")
PYTHON = getattr(sys, "_base_executable", sys.executable)  # outside the virtual environment


@pytest.fixture
def bare_machine(tmp_path: Path) -> Path:
    """A machine with a shell and no Python: its one folder of programs is ``bin``, its home ``home``."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "home").mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None, tool
        (tmp_path / "bin" / tool).symlink_to(found)
    return tmp_path


def set_up(machine: Path, mode: str = "python", **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine / "bin"), "HOME": str(machine / "home"), **variables}
    script = REPOSITORY / "deploy" / "setup.sh"
    return subprocess.run(
        [script, mode], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_where_there_is_no_python_one_line_says_what_to_do(bare_machine: Path) -> None:
    done = set_up(bare_machine)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "no Python 3.12, 3.13 or 3.14" in done.stderr
    assert "apt install" in done.stderr


def test_a_python_on_the_path_is_found_by_its_version_or_as_python3(bare_machine: Path) -> None:
    (bare_machine / "bin" / "python3").symlink_to(PYTHON)
    assert set_up(bare_machine).stdout == "python3\n"
    (bare_machine / "bin" / "python3.12").symlink_to(PYTHON)
    assert set_up(bare_machine).stdout == "python3.12\n"
    (bare_machine / "bin" / "python3.14").symlink_to(PYTHON)
    assert set_up(bare_machine).stdout == "python3.14\n"
    (bare_machine / "bin" / "python3.13").symlink_to(PYTHON)
    assert set_up(bare_machine).stdout == "python3.13\n", "3.13 comes first"


def test_a_pyenv_shim_of_an_unselected_version_is_passed_over(bare_machine: Path) -> None:
    program(bare_machine / "bin" / "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    program(bare_machine / "bin" / "python3", "exit 1")
    kept = bare_machine / "home" / ".pyenv" / "versions" / "3.13.0" / "bin" / "python3"
    kept.parent.mkdir(parents=True)
    kept.symlink_to(PYTHON)
    assert set_up(bare_machine).stdout == f"{kept}\n"


def test_pyenv_elsewhere_is_found_by_its_root(bare_machine: Path) -> None:
    kept = bare_machine / "py env" / "versions" / "3.12.9" / "bin" / "python3"
    kept.parent.mkdir(parents=True)
    kept.symlink_to(PYTHON)
    assert set_up(bare_machine, PYENV_ROOT=str(bare_machine / "py env")).stdout == f"{kept}\n"


def test_an_old_python_is_not_used(bare_machine: Path) -> None:
    old = f"exec {PYTHON} -I -c \"import sys; sys.version_info = sys.version_info.__class__((3, 11, 2, 'final', 0))\n$3\""
    program(bare_machine / "bin" / "python3.13", old)
    assert set_up(bare_machine).returncode == 2


def test_debians_python_without_venv_names_the_package_to_install(bare_machine: Path) -> None:
    without = f"exec {PYTHON} -I -c \"import sys; sys.modules['ensurepip'] = None\n$3\""
    program(bare_machine / "bin" / "python3", f'[ "$1" != -m ] || exit 1\n{without}')
    done = set_up(bare_machine)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"sudo apt install python3.{sys.version_info.minor}-venv" in done.stderr


def test_uv_on_the_path_is_asked_for_its_own_python(bare_machine: Path) -> None:
    program(
        bare_machine / "bin" / "uv",
        f'case "$1 $2" in "python find") echo {PYTHON};; "python install") :;; *) exit 1;; esac',
    )
    assert set_up(bare_machine).stdout == f"{PYTHON}\n"


def test_an_unknown_mode_is_one_line(bare_machine: Path) -> None:
    done = set_up(bare_machine, mode="everything")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def locked(name: str) -> dict[str, set[Version]]:
    found: dict[str, set[Version]] = {}
    for line in (REPOSITORY / name).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)", line):
            found.setdefault(canonicalize_name(match[1]), set()).add(Version(match[2]))
    return found


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("test",))])
def test_a_lock_file_satisfies_every_dependency(name: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    versions = locked(name)
    for requirement in map(Requirement, wanted):
        found = versions.get(canonicalize_name(requirement.name))
        assert found, f"{requirement.name} is not in {name}: run make lock"
        assert all(version in requirement.specifier for version in found), (
            f"{requirement} in {name}: run make lock"
        )


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_has_hashes_for_all_and_says_nothing_of_where_from(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z])", text.strip())
    assert len(blocks) > 40
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index" not in text


def test_what_is_locked_for_the_program_is_locked_the_same_for_the_tests() -> None:
    program_versions, test_versions = map(locked, LOCKS)
    assert {name: test_versions.get(name) for name in program_versions} == program_versions


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built offline from a copy, so that nothing is left behind in the repository."""
    copy = tmp_path_factory.mktemp("wheel") / "source"
    skipped = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")
    shutil.copytree(REPOSITORY, copy, ignore=skipped)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        "out",
        ".",
    ]
    subprocess.run(command, cwd=copy, check=True, capture_output=True, text=True, timeout=200)
    [built] = (copy / "out").glob("*.whl")
    return built


def test_the_wheel_holds_every_data_file_and_no_test(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "analysis/trackers.yaml" in names
    skipped = {".pyc", ".md"}
    for package in ("analysis", "proxy_addons", "dashboard"):
        for path in (REPOSITORY / package).rglob("*"):
            if path.is_file() and path.suffix not in skipped and not path.name.startswith("."):
                assert str(path.relative_to(REPOSITORY)) in names
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"analysis", "proxy_addons", "dashboard"}


def test_the_installed_wheel_runs_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=200)
    environment = {**os.environ, "PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1"}
    shown = subprocess.run(
        [target / "bin" / "leakledger", "--help"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "what data left" in shown.stdout.lower()
    where = "import analysis.catalogue as c; print(c.__file__); print(len(c.load().trackers) > 20)"
    loaded = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == [str(target / "analysis" / "catalogue.py"), "True"]

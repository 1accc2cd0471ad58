"""``leakledger doctor`` as it is called: lines, JSON, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.settings import Home
from tests.analysis.running_audit import REPOSITORY, RunningAudit, free_port


def doctor(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", "doctor", "--home", str(home), *options]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.open(tmp_path / "home")
    made.settings_path.write_text(json.dumps({"proxy_port": free_port(), "dashboard_port": free_port()}))
    return made


def test_each_check_is_one_line_and_no_problem_is_exit_code_0(home: Home) -> None:
    answer = doctor(home.root)
    assert answer.returncode == 0, answer.stdout
    assert answer.stderr == ""
    lines = answer.stdout.splitlines()
    assert len(lines) > 10
    assert {line.split()[0] for line in lines} == {"ok", "attention"}
    assert all("To do: " in line for line in lines if line.startswith("attention"))


def test_a_problem_is_exit_code_1_and_no_traceback(home: Home) -> None:
    home.settings_path.write_text("{")
    home.ledger_path.write_bytes(b"damaged" * 1_000)
    home.state_path.write_bytes(b"damaged" * 1_000)
    (home.run_dir / "proxy-0.json").write_text("damaged")
    answer = doctor(home.root)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stdout + answer.stderr
    problems = [line for line in answer.stdout.splitlines() if line.startswith("problem")]
    about = {line.removeprefix("problem").partition(":")[0].strip() for line in problems}
    # the usual ports may be taken on the machine of these tests: with broken settings they are what is checked
    assert about - {"proxy port", "dashboard port"} == {"settings", "devices", "ledger", "proxy-0"}
    assert all("To do: " in line for line in problems)


def test_a_self_test_without_a_running_proxy_fails_and_says_so(home: Home) -> None:
    answer = doctor(home.root, "--self-test")
    assert answer.returncode == 1
    assert "The self-test could not run: the recording proxy is not running." in answer.stdout
    nowhere = doctor(home.root / "none", "--self-test")
    assert nowhere.returncode == 1
    assert "there is no home that can be used" in nowhere.stdout


def test_a_self_test_of_a_running_audit_as_json(tmp_path: Path) -> None:
    audit = RunningAudit(tmp_path / "home")
    try:
        audit.start_proxy()
        audit.start_analyst()
        answer = doctor(audit.home.root, "--self-test", "--format", "json")
    finally:
        audit.close()
    told = json.loads(answer.stdout)
    assert [item["recognised"] for item in told["self_test"]["kinds"]] == [True] * 4
    by_name = {check["name"]: check for check in told["checks"]}
    assert by_name["proxy-0"]["level"] == "ok"
    assert by_name["proxy port"]["text"] == f"127.0.0.1 port {audit.port}: only this machine can connect"
    assert by_name["dashboard"]["level"] == "attention"  # it was not started

"""A copy of the packages compiled as ``make wheel-compiled`` does, for benchmarks that measure it beside the source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
_FOLDERS = ("analysis", "proxy_addons", "benchmarks", "tests/proxy_addons")
_FILES = ("setup.py", "pyproject.toml", "trackers.yaml", "README.md", "LICENSE")


def compiled_copy(folder: Path) -> Path:
    """Make ``folder`` such a copy, and give it back; needs a C compiler and a minute or two of processor."""
    for name in _FOLDERS:
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(REPOSITORY / name, folder)
    command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    environment = os.environ | {"LEAKLEDGER_COMPILE": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder

"""Puts trackers.yaml, which stands at the top of the repository, into the wheel beside the code that reads it.

Where ``LEAKLEDGER_COMPILE`` is set, the modules that ``[tool.leakledger] compiled`` of pyproject.toml names are compiled
with mypyc, which needs mypy and a C compiler; the wheel is then one for this machine and this Python only.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_py import build_py


class BuildWithCatalogue(build_py):
    """The ordinary build step, then ``trackers.yaml`` as package data of ``analysis``."""

    def run(self) -> None:
        """Copy the catalogue, except for an editable install, which reads it at the top level."""
        super().run()
        if not self.editable_mode:
            self.copy_file("trackers.yaml", str(Path(self.build_lib, "analysis", "trackers.yaml")))


def compiled() -> list[Extension]:
    """The modules to be compiled; none unless that is asked for."""
    if not os.environ.get("LEAKLEDGER_COMPILE"):
        return []
    from mypyc.build import mypycify

    told = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["leakledger"]
    level = os.environ.get("LEAKLEDGER_OPT_LEVEL", "3")
    checks = ["--config-file=", "--strict", "--ignore-missing-imports", "--follow-imports=silent"]
    named = [*checks, *told["compiled"]]
    return mypycify(named, opt_level=level, debug_level="0", multi_file=True, group_name="leakledger")


setup(cmdclass={"build_py": BuildWithCatalogue}, ext_modules=compiled())

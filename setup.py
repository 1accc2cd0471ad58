"""Puts trackers.yaml, which stands at the top of the repository, into the wheel beside the code that reads it."""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCatalogue(build_py):
    """The ordinary build step, then ``trackers.yaml`` as package data of ``analysis``."""

    def run(self) -> None:
        """Copy the catalogue, except for an editable install, which reads it at the top level."""
        super().run()
        if not self.editable_mode:
            self.copy_file("trackers.yaml", str(Path(self.build_lib, "analysis", "trackers.yaml")))


setup(cmdclass={"build_py": BuildWithCatalogue})

"""What has to be right before an audit starts: said once, in one line, and not by each part again and again."""

from __future__ import annotations

import importlib

from analysis import catalogue
from analysis.authority import check_authority
from analysis.settings import Home


def check_preconditions(home: Home) -> None:
    """Read the catalogue, the never-opened list, the home's key and its authority. Raises a ``UserFault``."""
    catalogue.load()
    check_never_intercept(home)
    home.key()
    check_authority(home)


def check_never_intercept(home: Home) -> None:
    """Read the shipped list of what is never opened, and the home's own. Raises a ``UserFault``."""
    # by name: the core imports no shell
    importlib.import_module("proxy_addons.never_intercept").load(home.root)

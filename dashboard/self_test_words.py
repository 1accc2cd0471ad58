"""What the self-test found, in words."""

from __future__ import annotations

import importlib
from typing import Any

from dash import html

from analysis.settings import Home
from dashboard.components import Content


def result_table(home: Home) -> Content:
    """Run the self-test and list what was recognised, or which was not and why."""
    result: Any = importlib.import_module("analysis.self_test").run(home)
    return html.P(str(result))

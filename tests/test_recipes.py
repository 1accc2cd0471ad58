"""What CONTRIBUTING shows can be copied as it stands."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from analysis import catalogue

CONTRIBUTING = Path(__file__).resolve().parents[1] / "CONTRIBUTING.md"
HEAD = """\
version: "2026-11-22"
companies:
  - id: example
    name: Example
    country: US
    basis: common_knowledge
trackers:
"""


def test_the_tracker_of_the_recipe_is_a_tracker(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n(.*?)```", CONTRIBUTING.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    path = tmp_path / "trackers.yaml"
    path.write_text(HEAD + textwrap.indent(textwrap.dedent(shown[1]), "  "), encoding="utf-8")
    assert list(catalogue.load(path).trackers) == ["example-analytics"]

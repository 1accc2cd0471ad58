"""The categories agree between detectors, and the document says what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.taxonomy import Disagreement, categories, table
from analysis.units import Detector, Mapped

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "taxonomy.md"


def test_the_document_holds_the_table() -> None:
    assert table() in DOCUMENT.read_text(encoding="utf-8"), (
        "print(analysis.taxonomy.table()) is the new table"
    )


def test_detectors_that_disagree_are_named() -> None:
    def detector(name: str, google: str) -> Detector:
        mapped = {"location.precise": Mapped(google=google)}
        return Detector(name=name, version=1, categories=mapped, rules={}, detect=lambda _: ())

    assert list(categories([detector("a", "x"), detector("b", "x")])) == ["location.precise"]
    with pytest.raises(Disagreement, match="a and b"):
        categories([detector("a", "x"), detector("b", "y")])

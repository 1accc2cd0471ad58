"""Every category that a detector may report, in the words of others: Google, Apple, DPV and the TCF."""

from __future__ import annotations

from collections.abc import Iterable

from analysis import indicator_kinds, registry
from analysis.units import Detector, Mapped


class Disagreement(ValueError):
    """Two detectors map one category differently; the text names them."""


def categories(detectors: Iterable[Detector] | None = None) -> dict[str, Mapped]:
    """Category to its mapping, sorted; without ``detectors`` those of all, and of known values. Raises ``Disagreement``."""
    found: dict[str, Mapped] = dict(indicator_kinds.CATEGORIES) if detectors is None else {}
    owner: dict[str, str] = {}
    for detector in registry.detectors() if detectors is None else detectors:
        for category, mapped in detector.categories.items():
            if found.setdefault(category, mapped) != mapped:
                raise Disagreement(f"{category}: {owner[category]} and {detector.name} map it differently")
            owner.setdefault(category, detector.name)
    return dict(sorted(found.items()))


def table() -> str:
    """The mapping as a Markdown table, as it stands in docs/taxonomy.md."""
    rows = [
        "| category | Google Data safety | Apple App Privacy | DPV | TCF data category |",
        "| --- | --- | --- | --- | --- |",
    ]
    for category, mapped in categories().items():
        cells = (mapped.google or "–", mapped.apple or "–", mapped.dpv or "–", mapped.tcf or "–")
        rows.append(f"| `{category}` | {' | '.join(cells)} |")
    return "\n".join(rows)

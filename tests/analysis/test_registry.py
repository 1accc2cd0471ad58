"""Units of other packages are found by entry point, change the rules' version, or say in one line why they are unusable."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import registry
from analysis.catalogue import load
from analysis.pipeline import Analyser, rules_version
from analysis.registry import UnusableUnit

DETECTOR = """
from analysis.records import Confidence, Observation
from analysis.units import Detector, Mapped

def detect(payload):
    for leaf in payload.leaves:
        if leaf.value == "needle":
            yield Observation(category="usage.app", property="x_needle", path=leaf.path, value="needle",
                              reasoning="the word itself", rule="needle.word", confidence=Confidence.CERTAIN)

DETECTOR = Detector(name="needle", version=1, categories={"usage.app": Mapped(google="x")},
                    rules={"needle.word": "The word needle stands there."}, detect=detect)
LIKE_OURS = Detector(name="location", version=1, categories={}, rules={}, detect=detect)
NOTHING = 42
"""
DECODER = """
from analysis.units import Decoder, Opened

DECODER = Decoder(name="rot", order=5, open=lambda part, limit: None)
"""


def install(folder: Path, group: str, value: str) -> None:
    (folder / "haystack_units.py").write_text(DETECTOR)
    (folder / "haystack_decoders.py").write_text(DECODER)
    info = folder / "haystack-1.2.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: haystack\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(f"[{group}]\nneedle = {value}\n")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path for another package; what was found is forgotten before and after."""
    monkeypatch.syspath_prepend(str(tmp_path))
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


def forget() -> None:
    for name in ("haystack_units", "haystack_decoders"):
        sys.modules.pop(name, None)
    for cached in (registry.decoders, registry.detectors, registry.foreign_points, rules_version):
        cached.cache_clear()


def test_a_detector_of_another_package_works_beside_ours(package: Path) -> None:
    before = rules_version()
    forget()
    install(package, "leakledger.detectors", "haystack_units:DETECTOR")
    assert "needle" in {detector.name for detector in registry.detectors()}
    assert registry.foreign_units() == ("leakledger.detectors needle of haystack 1.2",)
    assert rules_version() != before


def test_a_decoder_of_another_package_is_asked_in_its_order(package: Path) -> None:
    install(package, "leakledger.decoders", "haystack_decoders:DECODER")
    assert registry.decoders()[0].name == "rot"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("haystack_units:NOTHING", "is no Detector"),
        ("haystack_units:MISSING", "cannot be loaded (AttributeError"),
        ("no_such_module:DETECTOR", "cannot be loaded (ModuleNotFoundError"),
        ("haystack_units:LIKE_OURS", "there is a detector location already"),
        ("haystack_decoders:DECODER", "is no Detector"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_line(package: Path, value: str, why: str) -> None:
    install(package, "leakledger.detectors", value)
    with pytest.raises(UnusableUnit) as caught:
        registry.detectors()
    assert why in str(caught.value)
    assert "haystack 1.2" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", ["decoders", "detectors"])
def test_what_cannot_be_used_is_told_before_the_first_message(package: Path, kind: str) -> None:
    """Not once a message, as what that message is to blame for."""
    install(package, f"leakledger.{kind}", "no_such_module:UNIT")
    with pytest.raises(UnusableUnit):
        Analyser(load())


def test_without_other_packages_there_are_only_ours() -> None:
    assert registry.foreign_units() == ()


def test_an_archive_on_the_path_may_hold_units_and_a_folder_that_is_not_there_holds_none(
    package: Path,
) -> None:
    archive = package / "units.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("archived_units.py", DETECTOR)
        file.writestr("archived-3.dist-info/METADATA", "Metadata-Version: 2.1\nName: archived\nVersion: 3\n")
        file.writestr(
            "archived-3.dist-info/entry_points.txt",
            "[leakledger.detectors]\nneedle = archived_units:DETECTOR\n",
        )
    sys.path[:0] = [str(archive), str(package / "not-there")]
    assert registry.foreign_units() == ("leakledger.detectors needle of archived 3",)

"""Finds the units of the project by directory, and those of other packages by entry point; adding one touches no list."""

from __future__ import annotations

import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Final

from analysis.errors import UserFault
from analysis.units import Decoder, Detector, Importer

if TYPE_CHECKING:  # both take long to load, and most starts need neither
    from importlib.metadata import EntryPoint

    from analysis.inferences import Inference

_SHELLS: Final = ("analysis", "proxy_addons", "dashboard")
_DECODERS: Final = "leakledger.decoders"
_DETECTORS: Final = "leakledger.detectors"


class UnusableUnit(UserFault):
    """A decoder or detector of another package that cannot be used; the text names the package and says why."""


def _module_names(package: str) -> tuple[str, ...]:
    """Module names of a package's directory, sorted; () where the package is not there."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        return ()
    found = pkgutil.iter_modules(spec.submodule_search_locations)
    return tuple(sorted(f"{package}.{entry.name}" for entry in found if not entry.ispkg))


def _modules(package: str) -> list[ModuleType]:
    return [importlib.import_module(name) for name in _module_names(package)]


@cache
def decoders() -> tuple[Decoder, ...]:
    """Every decoder, in the order in which a part is offered to them. Raises ``UnusableUnit``."""
    own: list[Decoder] = [module.DECODER for module in _modules("analysis.decoders")]
    found = _with_those_of_others(own, _DECODERS, Decoder)
    return tuple(sorted(found, key=lambda decoder: (decoder.order, decoder.name)))


@cache
def detectors() -> tuple[Detector, ...]:
    """Every detector, by name. Raises ``UnusableUnit``."""
    own: list[Detector] = [module.DETECTOR for module in _modules("analysis.detectors")]
    return tuple(sorted(_with_those_of_others(own, _DETECTORS, Detector), key=lambda detector: detector.name))


@cache
def inferences() -> tuple[Inference, ...]:
    """Everything that could be learned from findings, by name."""
    found: list[Inference] = [module.INFERENCE for module in _modules("analysis.inference")]
    return tuple(sorted(found, key=lambda inference: inference.name))


@cache
def importers() -> tuple[Importer, ...]:
    """Every importer of all three packages, in the order in which a file is offered to them."""
    found: list[Importer] = [
        module.IMPORTER for shell in _SHELLS for module in _modules(f"{shell}.importers")
    ]
    return tuple(sorted(found, key=lambda importer: (importer.order, importer.name)))


def foreign_units() -> tuple[str, ...]:
    """Package, its version and unit for every decoder and detector of another package, sorted; they decide what is found."""
    points = (*foreign_points(_DECODERS), *foreign_points(_DETECTORS))
    return tuple(sorted(f"{point.group} {point.name} of {_package(point)}" for point in points))


@cache
def foreign_points(group: str) -> tuple[EntryPoint, ...]:
    """The entry points that other packages declare for one of our groups, sorted."""
    if not any(map(_may_declare, sys.path)):
        return ()
    from importlib.metadata import entry_points

    return tuple(sorted(entry_points(group=group), key=lambda point: (point.name, _package(point))))


def _may_declare(folder: str) -> bool:
    """Whether an installed package in a folder of the path declares units for us: its entry points name our groups.

    ``entry_points`` would read and sort those of all packages, which takes as long as loading all decoders.
    """
    try:
        with os.scandir(folder or ".") as entries:
            places = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except NotADirectoryError:
        return True  # an archive: ``entry_points`` looks into it
    except OSError:
        return False  # there is nothing
    for place in places:
        try:
            with open(os.path.join(place, "entry_points.txt"), "rb") as file:  # noqa: PTH118, PTH123  four times as fast
                declared = file.read()
        except OSError:
            continue
        if _DECODERS.encode() in declared or _DETECTORS.encode() in declared:
            return True
    return False


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else "an unnamed package"


def _with_those_of_others[Unit: (Decoder, Detector)](
    own: Sequence[Unit], group: str, kind: type[Unit]
) -> list[Unit]:
    found = list(own)
    for point in foreign_points(group):
        try:
            unit = point.load()
        except Exception as error:
            raise UnusableUnit(
                f"{point.value} of {_package(point)} cannot be loaded ({type(error).__name__}: {error}); "
                "mend or uninstall that package"
            ) from error
        if not isinstance(unit, kind):
            raise UnusableUnit(
                f"{point.value} of {_package(point)} is no {kind.__name__}; mend or uninstall that package"
            )
        if any(unit.name == other.name for other in found):
            raise UnusableUnit(
                f"{point.value} of {_package(point)}: there is a {kind.__name__.lower()} {unit.name} already; "
                "that package must give its own another name"
            )
        found.append(unit)
    return found


def command_modules() -> dict[str, str]:
    """Command name to module name, of all three packages; nothing is imported."""
    names = [name for shell in _SHELLS for name in _module_names(f"{shell}.commands")]
    return {name.rpartition(".")[2].rstrip("_").replace("_", "-"): name for name in names}

"""Finds the units of the project by directory, so that adding one touches no list."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from functools import cache
from types import ModuleType
from typing import Final

from analysis.units import Decoder, Detector, Importer

_SHELLS: Final = ("analysis", "proxy_addons", "dashboard")


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
    """Every decoder, in the order in which a part is offered to them."""
    found: list[Decoder] = [module.DECODER for module in _modules("analysis.decoders")]
    return tuple(sorted(found, key=lambda decoder: (decoder.order, decoder.name)))


@cache
def detectors() -> tuple[Detector, ...]:
    """Every detector, by name."""
    found: list[Detector] = [module.DETECTOR for module in _modules("analysis.detectors")]
    return tuple(sorted(found, key=lambda detector: detector.name))


@cache
def importers() -> tuple[Importer, ...]:
    """Every importer of all three packages, in the order in which a file is offered to them."""
    found: list[Importer] = [
        module.IMPORTER for shell in _SHELLS for module in _modules(f"{shell}.importers")
    ]
    return tuple(sorted(found, key=lambda importer: (importer.order, importer.name)))


def command_modules() -> dict[str, str]:
    """Command name to module name, of all three packages; nothing is imported."""
    names = [name for shell in _SHELLS for name in _module_names(f"{shell}.commands")]
    return {name.rpartition(".")[2].rstrip("_").replace("_", "-"): name for name in names}

"""What every test may ask for: the recordings beside the repository, and a real browser."""

from __future__ import annotations

import importlib
import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parents[1]
# What the program loads when it is first needed: no test's deadline shall count that.
LOADED_LATE = ("email.header", "email.message", "email.parser", "email.policy", "phonenumbers", "plistlib")


# How long an example takes is the machine's matter, and what else runs on it; speed is measured in benchmarks/.
settings.register_profile("leakledger", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("leakledger")


def pytest_configure() -> None:
    """The compiled catalogue of the tests stands with pytest's own cache, not in that of the user."""
    os.environ["XDG_CACHE_HOME"] = str(REPOSITORY / ".pytest_cache" / "home")
    for module in LOADED_LATE:
        importlib.import_module(module)


# Files that take minutes begin first, so that no worker is left with one of them at the end.
LONG = (
    "test_compiled.py",
    "test_analyst_joining.py",
    "test_accessibility.py",
    "test_browser_german.py",
    "test_reasoning_words.py",
    "test_accuracy.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the order of ``LONG``, then as they were found (``--no-loadscope-reorder`` keeps it so among workers)."""
    order = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.name, len(LONG)))


@pytest.fixture(autouse=True, scope="module")
def unlimited() -> Iterator[None]:
    """What limits the memory of its own process (``limit_memory``) is tried in one of its own: all later ones inherit it."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    yield
    assert resource.getrlimit(resource.RLIMIT_AS) == before, (
        "a test has limited the memory of all tests after it"
    )


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real recordings, ``../shared/data`` or ``LEAKLEDGER_SHARED_DATA``; skips where there is none."""
    named = os.environ.get("LEAKLEDGER_SHARED_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the recordings are not here ({folder}); LEAKLEDGER_SHARED_DATA says where they are")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; skips where it, or the driver that Selenium needs, is not installed."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if found is None:
        pytest.skip("chromium is not installed: sudo apt install chromium chromium-driver")
    if shutil.which("chromedriver") is None:
        pytest.skip("chromedriver is not installed: sudo apt install chromium-driver")
    return found

"""Every page under axe-core: no violation but minor ones, in light and dark, wide and as narrow as a phone.

The axe-core of the package axe-core-python is used; ``LEAKLEDGER_AXE`` names another axe.min.js.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import dash
import pytest
from flask import Flask
from flask.testing import FlaskClient
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from analysis.settings import Home
from tests.dashboard.test_browser import browser as browser  # the same browser, logged in
from tests.dashboard.test_browser import resize
from tests.ledger_book import DAY, PHONE, morning

Make = Callable[..., Home]
Switch = Callable[[Home], FlaskClient]
OF_ONE = {"/device/<device>": f"/device/{PHONE}", "/company/<company>": "/company/social"}
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(found => done(found.violations));
"""


def axe() -> str:
    given = os.environ.get("LEAKLEDGER_AXE")
    file = Path(given) if given else resources.files("axe_core_python") / "axe.min.js"
    return file.read_text(encoding="utf-8")


def paths() -> list[str]:
    """One address for every page that there is."""
    found = []
    for page in dash.page_registry.values():
        template = page["path_template"]
        path = OF_ONE[template] if template else page["path"]
        found.append(f"{path}?day={DAY}")
    return sorted(found)


def shade(browser: webdriver.Chrome, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}] if scheme else []
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


@pytest.fixture
def page_of(
    browser: webdriver.Chrome, address: str, served: tuple[Flask, str], make_home: Make, at_home: Switch
) -> Iterator[Callable[[str], list[dict[str, Any]]]]:
    at_home(make_home(morning, kind="demo"))  # a demo has a bar of its own on top

    def violations(path: str) -> list[dict[str, Any]]:
        browser.get(address + path)
        WebDriverWait(browser, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "#page h1"))
        browser.execute_script(axe())
        found = browser.execute_async_script(RUN)
        assert isinstance(found, list)
        return [item for item in found if item["impact"] != "minor"]

    yield violations
    shade(browser, "")
    resize(browser, 1280, 900)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_has_a_violation_that_matters(
    page_of: Callable[[str], list[dict[str, Any]]], browser: webdriver.Chrome, scheme: str, width: int
) -> None:
    shade(browser, scheme)
    resize(browser, width)
    told = [
        f"{path}: {item['id']} at {node['target'][0]}: {node['failureSummary']}"
        for path in paths()
        for item in page_of(path)
        for node in item["nodes"][:3]
    ]
    assert told == []


def test_what_is_wrong_would_be_found(
    page_of: Callable[[str], list[dict[str, Any]]], browser: webdriver.Chrome
) -> None:
    assert page_of(paths()[0]) == []
    browser.execute_script("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\"><input>')")
    found = {item["id"] for item in browser.execute_async_script(RUN)}
    assert {"image-alt", "label"} <= found

"""Today in a headless Chromium: bytes on the wire, and the time until one can use it."""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
import time

from benchmarks.dashboard_server import Served

READY_TARGET_S, FIRST_TARGET_KB, NEXT_TARGET_KB = 1.5, 1_000, 60
ROUNDS = 5
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--window-size=1280,900",
)  # fmt: skip
# drawn, and the main thread is free to answer: then a tap would be taken
_WATCH = """
    (() => { const look = () => {
        if (document.querySelector('#page h1') && document.querySelector('.lane .mark, .lane rect'))
            requestIdleCallback(() => { window.__ready = performance.now(); });
        else requestAnimationFrame(look);
    }; look(); })();
"""


def measure_browser(served: Served) -> bool:
    """Print the figures of first and next visits; True where the targets are reached, or nothing could be measured."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None or shutil.which("chromedriver") is None:
        print("browser: chromium or chromedriver is not installed, left out")
        return True
    visits = [_visits(chromium, served) for _ in range(ROUNDS)]
    fine = True
    for place, name, target in ((0, "first visit", FIRST_TARGET_KB), (1, "next visit", NEXT_TARGET_KB)):
        size = statistics.median(found[place][0] for found in visits) / 1000
        seconds = sorted(found[place][1] for found in visits)
        good = size <= target and seconds[len(seconds) // 2] <= READY_TARGET_S
        fine = fine and good
        print(
            f"Today, {name}: {size:,.0f} kB on the wire (target {target:,}), usable after {seconds[len(seconds) // 2]:.2f} s"
            f" ({seconds[0]:.2f} to {seconds[-1]:.2f}; target {READY_TARGET_S}) {'reached' if good else 'MISSED'}"
        )
    return fine


def _visits(chromium: str, served: Served) -> list[tuple[float, float]]:
    """Bytes and seconds of a first and a second visit, with a profile that was never here."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By

    with tempfile.TemporaryDirectory() as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
            driver.get(f"{served.address}/login")
            driver.find_element(By.ID, "password").send_keys(served.password)
            driver.get_log("performance")
            found = []
            driver.find_element(By.TAG_NAME, "button").click()
            for visit in range(2):
                if visit:
                    driver.get("about:blank")
                    driver.get_log("performance")
                    driver.get(f"{served.address}/")
                found.append(_loaded(driver))
            return found
        finally:
            driver.quit()


def _loaded(driver: object) -> tuple[float, float]:
    """Wait until the page is usable; gives the bytes that came and the seconds that it took."""
    until = time.monotonic() + 60
    ready = None
    while ready is None and time.monotonic() < until:
        ready = driver.execute_script("return window.__ready || null")  # type: ignore[attr-defined]
        time.sleep(0.05)
    if ready is None:
        raise SystemExit("Today was not drawn within a minute")
    time.sleep(0.5)  # what is still on its way counts as well
    size = 0
    for line in driver.get_log("performance"):  # type: ignore[attr-defined]
        message = json.loads(line["message"])["message"]
        if message["method"] == "Network.loadingFinished":
            size += message["params"]["encodedDataLength"]
    return size, ready / 1000

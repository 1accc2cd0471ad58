"""Takes the pictures of docs/images from the demo: each page in light, in dark, and as a phone shows it.

    .venv/bin/python tests/screenshots.py [--out docs/images]

Plays ``leakledger demo --stock`` in a folder of its own and opens its dashboard in Debian's Chromium; nothing leaves
this machine.
"""

from __future__ import annotations

import argparse
import base64
import io
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

REPOSITORY: Final = Path(__file__).resolve().parents[1]
FLAGS: Final = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars")
VIEWS: Final = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (390, "light")}
TALLEST: Final = 2_400  # pixels: of a longer page its beginning
COLOURS: Final = 256  # an octree keeps the rare ones, which are those of the kinds
# a page's name in docs/images, and how it is reached: an address, or the first link that a selector finds on Today
PAGES: Final = {
    "today": "/",
    "days": "/days",
    "device": ".devname a",
    "company": "/company/segment",
    "brain": "/brain",
    "could-tell": "/could-tell",
    "morning": "/morning",
    "evidence": "/evidence",
    "devices": "/devices",
    "health": "/health",
}


@contextmanager
def demo(folder: Path) -> Iterator[tuple[str, str]]:
    """A demo that has been played; the dashboard's address and password."""
    command = [sys.executable, "-m", "analysis", "demo", "--home", str(folder / "home"), "--fast", "--stock"]
    said = folder / "said"
    with said.open("w") as out:
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=out, stderr=subprocess.STDOUT)
    try:
        give_up = time.monotonic() + 120
        while "until Ctrl-C" not in (text := said.read_text()):
            if process.poll() is not None or time.monotonic() > give_up:
                sys.exit(f"the demo did not get to its end:\n{text}")
            time.sleep(0.2)
        address = re.search(r"http://127\.0\.0\.1:\d+", text.rpartition("The dashboard stays at")[2])
        password = re.search(r"Password[^:]*: *(\S+)", text)
        if address is None or password is None:
            sys.exit(f"the demo told neither address nor password:\n{text}")
        yield address.group(), password.group(1)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


@contextmanager
def chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """A browser of its own."""
    options = webdriver.ChromeOptions()
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    if binary is None:
        sys.exit("chromium is not installed: sudo apt install chromium chromium-driver")
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver") or ""))
    try:
        yield driver
    finally:
        driver.quit()


def log_in(driver: webdriver.Chrome, address: str, password: str) -> None:
    """Past the password."""
    driver.get(f"{address}/")
    driver.find_element(By.ID, "password").send_keys(password)
    driver.find_element(By.TAG_NAME, "button").click()
    ready(driver)


def ready(driver: webdriver.Chrome) -> None:
    """Until a page has its heading, and its figures are drawn."""
    WebDriverWait(driver, 30).until(lambda found: found.find_elements(By.CSS_SELECTOR, "#page h1"))
    time.sleep(1.5)


def take(driver: webdriver.Chrome, width: int, scheme: str) -> bytes:
    """The whole page, or its beginning, as a small PNG."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    time.sleep(1.0)
    height = min(TALLEST, int(driver.execute_script("return document.documentElement.scrollHeight")))
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    picture = Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")
    out = io.BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=REPOSITORY / "docs" / "images")
    parser.add_argument("--page", choices=PAGES, action="append", help="only this one")
    wishes = parser.parse_args()
    wishes.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with demo(folder) as (address, password), chromium(folder / "profile") as driver:
            log_in(driver, address, password)
            for page in wishes.page or PAGES:
                where = PAGES[page]
                if not where.startswith("/"):
                    driver.get(f"{address}/")
                    ready(driver)
                    where = urlpath(driver.find_element(By.CSS_SELECTOR, where).get_attribute("href") or "/")
                driver.get(address + where)
                ready(driver)
                for view, (width, scheme) in VIEWS.items():
                    path = wishes.out / f"{page}-{view}.png"
                    path.write_bytes(take(driver, width, scheme))
                    print(f"{path}: {path.stat().st_size // 1000} kB")  # noqa: T201


def urlpath(url: str) -> str:
    """What stands behind the host."""
    return "/" + url.split("/", 3)[3]


if __name__ == "__main__":
    main()

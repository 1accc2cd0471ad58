"""The pictures of docs/pages.md: three of each page that there is, none of anything else, and not too big to be kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.screenshots import PAGES, TALLEST, VIEWS

REPOSITORY = Path(__file__).resolve().parents[1]
IMAGES = REPOSITORY / "docs" / "images"


def test_every_page_has_its_pictures() -> None:
    files = (REPOSITORY / "dashboard" / "pages").glob("[a-z]*.py")
    pages = {path.stem.replace("_", "-") for path in files} - {"not-found-404"}
    assert pages == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_is_there_and_as_wide_as_its_view(page: str, view: str) -> None:
    path = IMAGES / f"{page}-{view}.png"
    with Image.open(path) as picture:
        assert picture.width == VIEWS[view][0]
        assert 300 < picture.height <= TALLEST
    assert path.stat().st_size < 400_000


def test_the_document_shows_each_of_them_and_no_other() -> None:
    shown = re.findall(r"images/([a-z-]+[.]png)", (REPOSITORY / "docs" / "pages.md").read_text())
    assert sorted(shown) == sorted(f"{page}-{view}.png" for page in PAGES for view in VIEWS)

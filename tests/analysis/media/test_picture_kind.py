"""Camera photo, screenshot, interface asset; and pictures of which nothing can be said."""

from __future__ import annotations

import pytest

from analysis.media.exif import Exif
from analysis.media.picture_kind import picture_kind
from analysis.media.records import Picture

NONE: frozenset[str] = frozenset()


def kind(
    form: str,
    size: tuple[int, int],
    *,
    exif: Exif | None = None,
    palette: bool = False,
    words: frozenset[str] = NONE,
) -> tuple[str, bool] | None:
    picture = Picture(format=form, media_type="", width=size[0], height=size[1], palette=palette)
    found = picture_kind(picture, exif, size, words=words)
    return (found.kind, found.likely) if found else None


@pytest.mark.parametrize(
    ("form", "size"),
    [
        ("JPEG", (320, 240)), ("JPEG", (1080, 1080)), ("JPEG", (1080, 1350)), ("JPEG", (1170, 2532)), ("WebP", (400, 300)),
        ("WebP", (1024, 768)), ("PNG", (1000, 900)), ("PNG", (1920, 1200)), ("HEIC", (800, 533)), ("TIFF", (500, 700)),
    ],
)  # fmt: skip
def test_nothing_is_said_where_nothing_tells(form: str, size: tuple[int, int]) -> None:
    assert kind(form, size) is None


@pytest.mark.parametrize(
    "size",
    [
        (1170, 2532),
        (1284, 2778),
        (2048, 2732),
        (1080, 2400),
        (1440, 3200),
        (2400, 1080),
        (1260, 2736),
        (2420, 1668),
    ],
)
def test_the_size_of_a_screen(size: tuple[int, int]) -> None:
    assert kind("PNG", size) == ("screenshot", False)


def test_what_is_written_goes_before_the_size() -> None:
    taken = Exif(make="Apple", model="iPhone 11 Pro", taken_at_tag="DateTimeOriginal")
    assert kind("PNG", (1170, 2532), exif=taken) == ("camera photo", True)
    assert kind("PNG", (300, 300), exif=Exif(comment="Screenshot")) == ("screenshot", True)
    assert kind("JPEG", (300, 700), words=frozenset({"screenshot", "2026"})) == ("screenshot", True)
    edited = Exif(make="Apple", taken_at_tag="DateTime")
    assert kind("JPEG", (320, 240), exif=edited) is None


def test_assets_and_photos_without_their_data() -> None:
    assert kind("PNG", (256, 256)) == ("interface asset", False)
    assert kind("GIF", (800, 600), palette=True) == ("interface asset", False)
    assert kind("JPEG", (4032, 3024)) == ("camera photo", False)
    assert kind("HEIC", (3024, 4032)) == ("camera photo", False)

"""Guesses, with reasons, whether a still image is a camera's photo, a screenshot or a piece of an interface."""

from __future__ import annotations

from typing import Final

import msgspec

from analysis.media.exif import Exif
from analysis.media.records import Picture

# Portrait sizes in pixels of the screenshots of iPhone and iPad: fastlane's deliver (app_screenshot.rb), which follows the
# screenshot specifications of App Store Connect; 828x1792, 1488x2266, 1620x2160 and 1640x2360 from the sizes of start-up
# images that web pages keep for the devices (device-width times device-pixel-ratio).
_APPLE_SCREENS: Final = frozenset({
    (640, 960), (640, 1136), (750, 1334), (828, 1792), (1125, 2436), (1170, 2532), (1179, 2556), (1206, 2622), (1242, 2208),
    (1242, 2688), (1260, 2736), (1284, 2778), (1290, 2796), (1320, 2868), (1488, 2266), (1536, 2048), (1620, 2160),
    (1640, 2360), (1668, 2224), (1668, 2388), (1668, 2420), (2048, 2732), (2064, 2752),
})  # fmt: skip
_PHONE_WIDTHS: Final = frozenset({720, 1080, 1440})
_PHONE_SHAPES: Final = (1.75, 2.4)  # longer side over shorter
_ASSET_SIDE: Final = 512  # pixels
_PHOTO_PIXELS: Final = 1_000_000
_PHOTO_SHAPES: Final = (4 / 3, 3 / 2, 16 / 9)
_DRAWN: Final = frozenset({"GIF", "PNG", "WebP"})


class PictureKind(msgspec.Struct, frozen=True, kw_only=True):
    """``kind`` in words; ``likely`` False where it is only possible; ``reason`` a clause."""

    kind: str
    likely: bool
    reason: str


def picture_kind(
    picture: Picture, exif: Exif | None, size: tuple[int | None, int | None], *, words: frozenset[str]
) -> PictureKind | None:
    """The kind; None where nothing tells. ``words`` are those of file name and field; ``size`` in pixels, as found."""
    if exif is not None and "screenshot" in exif.comment.lower():
        return _kind("screenshot", likely=True, reason="its own comment says so")
    if (
        exif is not None
        and exif.make
        and (exif.exposed or exif.taken_at_tag in ("DateTimeOriginal", "DateTimeDigitized"))
    ):
        return _kind(
            "camera photo", likely=True, reason="the camera's maker, time or exposure is written in it"
        )
    if not words.isdisjoint({"screenshot", "screenshots", "screencap", "bildschirmfoto"}):
        return _kind("screenshot", likely=True, reason="its file or field is named so")
    width, height = size
    if not width or not height:
        return None
    short, long = sorted((width, height))
    if picture.format == "PNG" and _is_screen(short, long):
        return _kind(
            "screenshot",
            likely=False,
            reason=f"a PNG of {width}x{height}, the size of a phone's or tablet's screen",
        )
    if picture.format in _DRAWN and (picture.palette or long <= _ASSET_SIDE):
        why = (
            "few colours from a table"
            if picture.palette
            else f"at most {_ASSET_SIDE} pixels a side, losslessly drawn"
        )
        drawn = picture.palette or picture.format == "PNG"
        return _kind("interface asset", likely=False, reason=why) if drawn else None
    shaped = any(abs(long / short - shape) < 0.01 for shape in _PHOTO_SHAPES)
    if picture.format not in _DRAWN and shaped and short * long >= _PHOTO_PIXELS:
        return _kind(
            "camera photo",
            likely=False,
            reason="size and proportions of a camera's picture; no camera data in it",
        )
    return None


def _is_screen(short: int, long: int) -> bool:
    low, high = _PHONE_SHAPES
    return (short, long) in _APPLE_SCREENS or (short in _PHONE_WIDTHS and low <= long / short <= high)


def _kind(kind: str, *, likely: bool, reason: str) -> PictureKind:
    return PictureKind(kind=kind, likely=likely, reason=reason)

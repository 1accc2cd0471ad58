"""XMP out of any file: place, time, camera, author, and what may be done with the picture. Found by its packet mark.

The packet stands uncompressed so that a scan can find it (Adobe, XMP Specification Part 3, 1.3). Properties: EXIF in XMP
(CIPA DC-010), Dublin Core, PLUS data mining vocabulary (ns.useplus.org), IPTC digital source types.
"""

from __future__ import annotations

import html
import math
import re
from typing import Final

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.media.exif import metres
from analysis.media.records import Position

PACKET_LIMIT: Final = 1 << 18
_TEXT: Final = 256
_GPS: Final = lazy_pattern(r"(\d{1,3}),(\d{1,2})(?:\.(\d{1,10})|,(\d{1,2}(?:\.\d{1,4})?))?([NSEW])")
_TIME: Final = lazy_pattern(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?")
_PREFIX: Final = lazy_pattern(r"""xmlns:([A-Za-z][\w.-]{0,40})=["']([^"']{1,200})["']""")
_SPACES: Final = {
    "http://ns.adobe.com/exif/1.0/": "exif", "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://cipa.jp/exif/1.0/": "exifEX", "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "iptcExt", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "iptcCore",
    "http://ns.adobe.com/xap/1.0/rights/": "rights", "http://ns.adobe.com/xap/1.0/mm/": "mm",
    "http://ns.google.com/photos/1.0/camera/": "camera", "http://ns.apple.com/faceinfo/1.0/": "apple-fi",
    "http://www.metadataworkinggroup.com/schemas/regions/": "regions",
}  # fmt: skip
_BOOKKEEPING: Final = frozenset({"", "mm", "xmp"})  # namespaces that tell nothing of the picture


class Xmp(msgspec.Struct, frozen=True, kw_only=True):
    """What the packet says. Texts are "" where absent; ``spaces`` are the namespaces that it uses, by their usual prefix."""

    spaces: tuple[str, ...]
    position: Position | None = None
    taken_at: str = ""
    taken_at_tag: str = ""
    make: str = ""
    model: str = ""
    serial: str = ""
    creator: str = ""
    comment: str = ""
    data_mining: str = ""
    source_type: str = ""


def read_xmp(data: bytes) -> Xmp | None:
    """The first XMP packet among the bytes; None where there is none."""
    start = data.find(b"<x:xmpmeta")
    if start < 0:
        start = data.find(b"<rdf:RDF")
    if start < 0:
        return None
    end = data.find(b"</rdf:RDF>", start, start + PACKET_LIMIT)
    packet = data[start : end if end >= 0 else start + PACKET_LIMIT].decode("utf-8", "replace")
    prefixes = {space: prefix for prefix, space in _PREFIX.findall(packet[:8192]) if space in _SPACES}
    if not prefixes:
        return None
    return _of_packet(_Packet(packet, {_SPACES[space]: prefix for space, prefix in prefixes.items()}))


class _Packet:
    """The text of a packet, asked for one property at a time."""

    def __init__(self, text: str, prefixes: dict[str, str]) -> None:
        self._text = text
        self.prefixes = prefixes

    def property(self, space: str, *names: str) -> str:
        """The value of the first of the properties in the packet: an attribute, a text or a list's first item."""
        prefix = self.prefixes.get(space)
        for name in names if prefix else ():
            mark = re.escape(f"{prefix}:{name}")
            found = re.search(
                rf"""[\s<]{mark}(?:\s{{0,8}}=\s{{0,8}}["']([^"'<]{{1,{_TEXT}}})|[^<>]{{0,120}}>)""",
                self._text,
            )
            value = "" if found is None else found[1] or self._element(found.end())
            value = "".join(letter for letter in html.unescape(value) if letter.isprintable()).strip()
            if value:
                return value
        return ""

    def _element(self, at: int) -> str:
        """The text behind an opening tag, through one list and one language alternative."""
        inner = re.match(
            r"(?:\s{0,64}<rdf:(?:Seq|Bag|Alt|li)[^<>]{0,80}>){0,3}\s{0,64}([^<>]{1,256})",
            self._text[at : at + 600],
        )
        return inner[1].strip() if inner else ""


def _of_packet(packet: _Packet) -> Xmp:
    taken, tag = "", ""
    for space, name in (("exif", "DateTimeOriginal"), ("photoshop", "DateCreated"), ("xmp", "CreateDate")):
        taken = taken or packet.property(space, name)
        tag = tag or (name if taken else "")
    return Xmp(
        spaces=tuple(sorted(set(packet.prefixes) - _BOOKKEEPING)),
        position=_position(packet.property("exif", "GPSLatitude"), packet.property("exif", "GPSLongitude")),
        taken_at=taken if _TIME.fullmatch(taken) else "",
        taken_at_tag=tag,
        make=packet.property("tiff", "Make"),
        model=packet.property("tiff", "Model"),
        serial=packet.property("exifEX", "BodySerialNumber") or packet.property("aux", "SerialNumber"),
        creator=packet.property("dc", "creator"),
        comment=packet.property("exif", "UserComment"),
        data_mining=packet.property("plus", "DataMining").rpartition("/")[2],
        source_type=packet.property("iptcExt", "DigitalSourceType").rpartition("/")[2],
    )


def _position(latitude: str, longitude: str) -> Position | None:
    """``41,51.1800N`` or ``41,51,10N``; None for a missing half, a wrong hemisphere or 0/0."""
    north, east = _GPS.fullmatch(latitude), _GPS.fullmatch(longitude)
    if north is None or east is None or north[5] not in "NS" or east[5] not in "EW":
        return None
    (lat, lat_step), (lon, lon_step) = _degrees(north), _degrees(east)
    if abs(lat) > 90 or abs(lon) > 180 or (lat == 0 and lon == 0):
        return None
    narrow = math.cos(math.radians(lat))
    return Position(
        latitude=lat, longitude=lon, latitude_precision_m=metres(lat_step), longitude_precision_m=metres(lon_step * narrow),
        tag="XMP",
    )  # fmt: skip


def _degrees(found: re.Match[str]) -> tuple[float, float]:
    """Signed degrees, and the step that the last written digit stands for."""
    minutes = float(f"{found[2]}.{found[3] or 0}")
    step = 10.0 ** -len(found[3] or "") / 60
    if found[4] is not None:
        minutes, step = minutes + float(found[4]) / 60, 1 / 3600
    degrees = int(found[1]) + minutes / 60
    return (-degrees if found[5] in "SW" else degrees), step

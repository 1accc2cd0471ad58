"""Everything that a picture or film carries beside its pixels, in one record: EXIF, XMP, IPTC-IIM, C2PA."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from analysis.media.exif import Exif, read_exif
from analysis.media.provenance import Manifest, read_iim, read_manifest
from analysis.media.xmp import Xmp, read_xmp

_ENDS: Final = 1 << 20  # bytes of a larger file that are searched at its start, and again at its end
_TAGS_NAMED: Final = 24


class Embedded(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; None or empty where there is none."""

    exif: Exif | None
    xmp: Xmp | None
    iim: Mapping[str, str]
    manifest: Manifest | None

    @property
    def carried(self) -> str:
        """The blocks and the telling tags in them, in words; "" where there is none."""
        parts = []
        if self.exif is not None:
            parts.append(f"EXIF{_listed(self.exif.tags)}")
        if self.xmp is not None:
            parts.append(f"XMP{_listed(self.xmp.spaces)}")
        if self.iim:
            parts.append(f"IPTC{_listed(tuple(self.iim))}")
        if self.manifest is not None:
            parts.append("a C2PA manifest")
        return ", ".join(parts)

    @property
    def permission(self) -> tuple[str, str]:
        """What it says of mining and training, and where; ("", "") where nothing."""
        if self.manifest is not None and self.manifest.uses:
            return ", ".join(f"{use}: {said}" for use, said in self.manifest.uses), "c2pa:training-mining"
        if self.xmp is not None and self.xmp.data_mining:
            return self.xmp.data_mining, "xmp:DataMining"
        return "", ""


def read_embedded(data: bytes, exif: bytes) -> Embedded:
    """What the bytes of a picture or film carry; ``exif`` is its TIFF block, or ``b""``."""
    window = data if len(data) <= 2 * _ENDS else data[:_ENDS] + data[-_ENDS:]
    return Embedded(
        exif=read_exif(exif) if exif else None,
        xmp=read_xmp(window),
        iim=read_iim(window),
        manifest=read_manifest(window),
    )


def _listed(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - _TAGS_NAMED} more" if len(names) > _TAGS_NAMED else ""
    return f" ({', '.join(names[:_TAGS_NAMED])}{more})"

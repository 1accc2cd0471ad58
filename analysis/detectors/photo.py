"""Photos and videos that left the device, and what the camera wrote into them: place, time, camera, owner.

Content decides, not the declared type. Nothing is decoded: structure and metadata only. Interface assets (both sides
of at most 64 pixels and nothing from a camera inside) are no photos and give no finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.bare_films import BEGINNINGS, bare_film
from analysis.field_names import all_words
from analysis.media.embedded import Embedded, read_embedded
from analysis.media.embedded_file import embedded_file
from analysis.media.exif import Exif
from analysis.media.images import recognise_image
from analysis.media.one_colour import is_of_one_colour
from analysis.media.picture_kind import picture_kind
from analysis.media.records import Film, Picture, Position
from analysis.media.sounds import recognise_film
from analysis.needs import Needs
from analysis.payload import Blob, Payload
from analysis.published_pictures import is_published_picture
from analysis.query_string import parse_pairs
from analysis.records import Confidence, Measures, Observation
from analysis.units import Detector, Mapped

ICON_SIDE: Final = 64  # pixels
_CAMERA: Final = frozenset({"cam", "camera", "snapshot", "webcam", "doorbell", "ipcam"})
_PLACEHOLDERS: Final = frozenset({"", "none", "null", "unknown", "n/a", "default", "undefined"})

_SOURCES: Final = {
    "GPSInfo": "the EXIF directory GPSInfo, with its hemisphere in {field}Ref", "XMP": "the XMP packet",
}  # fmt: skip
_TOLD_BY: Final = {
    "exif": "EXIF tag", "quicktime": "QuickTime metadata item", "xmp": "XMP property", "iptc": "IPTC field",
    "c2pa": "C2PA item",
}  # fmt: skip


def detect(payload: Payload) -> Iterator[Observation]:
    """Every still image and film among the blobs, each followed by what its metadata give away."""
    for blob in payload.blobs:
        picture = recognise_image(blob.data)
        if picture is not None:
            yield from _picture(blob, picture, payload)
            continue
        film = recognise_film(blob.data, complete=blob.complete)
        if film is not None and _is_video(blob, film):
            yield from _film(blob, film)
        elif film is None and blob.data.startswith(BEGINNINGS) and (bare := tuple(bare_film(blob))):
            yield from bare
        elif film is None and (held := embedded_file(blob)) is not None:
            inner = recognise_image(held.data)
            if inner is not None and not _is_small(inner):
                yield from _picture(held, inner, payload)


def _is_small(picture: Picture) -> bool:
    return max(picture.width or 0, picture.height or 0) <= ICON_SIDE


def _of_a_camera(blob: Blob, picture: Picture, payload: Payload) -> bool:
    """A thumbnail in JPEG, which drawings rarely are, where names or the address speak of a camera."""
    sent = payload.transmission
    beside = all_words((*blob.names[-3:], *sent.path.split("/")[-4:], *parse_pairs(sent.query[:2_048])))
    return picture.format == "JPEG" and not _CAMERA.isdisjoint(beside)


def _is_video(blob: Blob, film: Film) -> bool:
    """With a video track; where no track is at hand, unless the sender declared sound."""
    unknown = not film.video_codec and film.sound is None
    return bool(film.video_codec) or (unknown and not blob.media_type.startswith("audio/"))


def _picture(blob: Blob, picture: Picture, payload: Payload) -> Iterator[Observation]:
    found = read_embedded(blob.data, picture.exif)
    exif = found.exif
    width = picture.width or (exif.width if exif else None)
    height = picture.height or (exif.height if exif else None)
    told = exif is not None and any((exif.make, exif.model, exif.taken_at, exif.position, exif.body_serial))
    if not told and width and height and max(width, height) <= ICON_SIDE:
        camera = max(width, height) > ICON_SIDE // 2 and _of_a_camera(blob, picture, payload)
        if not camera:
            return
    if not told and (is_of_one_colour(blob.data) or is_published_picture(payload.transmission)):
        return
    size = f" {width}x{height}" if width and height else ""
    carried = f" It carries {found.carried}." if found.carried else ""
    yield Observation(
        category="photo.image",
        property="x_photo",
        path=blob.path,
        value=f"{picture.format}{size}",
        reasoning=f"The bytes have the structure of a {picture.format} image{_declared(blob, picture.media_type)}.{carried}",
        rule="photo.image_content",
        confidence=Confidence.CERTAIN if picture.sure else Confidence.LIKELY,
        measures=Measures(width=width, height=height, size=blob.size, media_type=picture.media_type),
    )
    kind = picture_kind(picture, exif, (width, height), words=all_words((blob.filename, blob.name)))
    if kind is not None:
        yield Observation(
            category="photo.image",
            property="x_pictureKind",
            path=blob.path,
            value=kind.kind,
            reasoning=f"{'Likely' if kind.likely else 'Possibly'} a {kind.kind}: {kind.reason}.",
            rule="photo.kind",
            confidence=Confidence.LIKELY if kind.likely else Confidence.POSSIBLE,
        )
    if exif is not None:
        yield from _exif(blob, exif)
    yield from _beside_exif(blob, found, "photo.image")


def _beside_exif(blob: Blob, found: Embedded, category: str) -> Iterator[Observation]:
    """What XMP, IPTC and C2PA tell that EXIF does not."""
    exif = found.exif or Exif()
    xmp = found.xmp
    if xmp is not None:
        if xmp.position is not None and exif.position is None:
            yield from _position(f"{blob.path}>xmp", xmp.position, "photo.xmp_position")
        if xmp.taken_at and not exif.taken_at:
            yield _told(
                blob, f"xmp:{xmp.taken_at_tag}", category, "x_photoTakenAt", xmp.taken_at, Confidence.LIKELY
            )
        camera = _camera(xmp.make, xmp.model)
        if camera and not _camera(exif.make, exif.model):
            yield from _made_by(blob, "xmp:Model", category, camera)
        if xmp.serial.strip("0 .-") and xmp.serial.lower() not in _PLACEHOLDERS and not exif.body_serial:
            yield _told(blob, "xmp:SerialNumber", "identifier.device", "x_photoSerial", xmp.serial)
        if xmp.source_type:
            yield _told(blob, "xmp:DigitalSourceType", category, "x_photoSourceType", xmp.source_type)
    author, step = (xmp.creator, "xmp:creator") if xmp is not None and xmp.creator else ("", "")
    author, step = (author, step) if author else (found.iim.get("By-line", ""), "iptc:By-line")
    if author.lower() not in _PLACEHOLDERS and author not in (exif.artist, exif.owner):
        yield _told(blob, step, "identifier.account", "x_photoOwner", author, Confidence.LIKELY)
    if found.manifest is not None:
        yield _told(blob, "c2pa:manifest", category, "x_photoProvenance", "C2PA manifest")
    permission, where = found.permission
    if permission:
        yield _told(blob, where, category, "x_photoTrainingPermission", permission)


def _declared(blob: Blob, media_type: str) -> str:
    different = blob.media_type and blob.media_type != media_type
    return f", though the sender declared {blob.media_type[:60]}" if different else ""


def _exif(blob: Blob, exif: Exif) -> Iterator[Observation]:
    if exif.position is not None:
        yield from _position(f"{blob.path}>exif", exif.position, "photo.exif_position")
    if exif.taken_at:
        tag = exif.taken_at_tag
        # DateTime alone is the time of the last change, which an editor may have set
        sure = Confidence.LIKELY if tag == "DateTime" else Confidence.CERTAIN
        yield _told(blob, f"exif:{tag}", "photo.image", "x_photoTakenAt", exif.taken_at, sure)
    camera = _camera(exif.make, exif.model)
    if camera:
        yield from _made_by(blob, "exif:Model", "photo.image", camera)
    for tag, serial in (("BodySerialNumber", exif.body_serial), ("LensSerialNumber", exif.lens_serial)):
        if serial.lower() not in _PLACEHOLDERS and serial.strip("0 .-"):
            yield _told(blob, f"exif:{tag}", "identifier.device", "x_photoSerial", serial)
    if exif.owner.lower() not in _PLACEHOLDERS:
        yield _told(blob, "exif:CameraOwnerName", "identifier.account", "x_photoOwner", exif.owner)
    if exif.artist.lower() not in _PLACEHOLDERS:
        yield _told(blob, "exif:Artist", "identifier.account", "x_photoOwner", exif.artist, Confidence.LIKELY)


def _film(blob: Blob, film: Film) -> Iterator[Observation]:
    size = f" {film.width}x{film.height}" if film.width and film.height else ""
    length = f", {film.seconds:.1f} s" if film.seconds else ""
    heard = ", with sound" if film.sound is not None else ""
    yield Observation(
        category="photo.video",
        property="x_video",
        path=blob.path,
        value=f"{film.format}{size}{length}{heard}",
        reasoning=f"The bytes have the structure of a film: {film.evidence}{_declared(blob, film.media_type)}.",
        rule="photo.video_content",
        confidence=Confidence.CERTAIN if film.sure else Confidence.LIKELY,
        measures=Measures(
            width=film.width,
            height=film.height,
            seconds=film.seconds,
            codec=film.video_codec or None,
            size=blob.size,
            media_type=film.media_type,
        ),
    )
    if film.position is not None:
        yield from _position(f"{blob.path}>quicktime", film.position, "photo.video_position")
    if film.taken_at:
        yield _told(blob, "quicktime:creationdate", "photo.video", "x_photoTakenAt", film.taken_at)
    camera = _camera(film.make, film.model)
    if camera:
        yield from _made_by(blob, "quicktime:model", "photo.video", camera)
    carried = read_embedded(blob.data, b"")
    if film.position is not None and carried.xmp is not None:
        carried = msgspec.structs.replace(carried, xmp=msgspec.structs.replace(carried.xmp, position=None))
    yield from _beside_exif(blob, carried, "photo.video")


def _camera(make: str, model: str) -> str:
    """Maker and model, the maker once."""
    repeated = bool(make) and model.lower().startswith(make.lower())
    return model if repeated else f"{make} {model}".strip()


def _made_by(blob: Blob, step: str, category: str, camera: str) -> Iterator[Observation]:
    """What took it: of the photo, and of a device, which is mostly the one that sends it."""
    yield _told(blob, step, category, "x_photoMakeModel", camera)
    yield _told(blob, step, "device_state.hardware", "model", camera, Confidence.LIKELY)


def _position(path: str, position: Position, rule: str) -> Iterator[Observation]:
    inside = position.tag in _SOURCES
    for name, degrees, precision in (
        ("latitude", position.latitude, position.latitude_precision_m),
        ("longitude", position.longitude, position.longitude_precision_m),
    ):
        field = f"GPS{name.capitalize()}" if inside else position.tag
        where = _SOURCES.get(position.tag, "the film's metadata").format(field=field)
        yield Observation(
            category="location.precise",
            property=name,
            path=f"{path}:{field}",
            value=f"{degrees:.7f}".rstrip("0").rstrip("."),
            reasoning=f"{field} in {where}: the place where it was taken.",
            rule=rule,
            confidence=Confidence.CERTAIN,
            measures=Measures(precision_m=precision, unit="degrees"),
        )


def _told(
    blob: Blob, step: str, category: str, name: str, value: str, confidence: Confidence = Confidence.CERTAIN
) -> Observation:
    """What one tag says, in clear."""
    kind, _, tag = step.partition(":")
    source = _TOLD_BY[kind]
    return Observation(
        category=category,
        property=name,
        path=f"{blob.path}>{step}",
        value=value,
        reasoning=f"The {source} {tag} is set in the file.",
        rule=f"photo.{kind}_tag",
        confidence=confidence,
    )


DETECTOR = Detector(
    name="photo",
    version=5,
    categories={
        "photo.image": Mapped(google="Photos", apple="Photos or Videos", dpv="pd:Picture", tcf="7"),
        "photo.video": Mapped(google="Videos", apple="Photos or Videos", dpv="pd:Picture", tcf="7"),
        "location.precise": Mapped(
            google="Precise location", apple="Precise Location", dpv="pd:GPSCoordinate", tcf="9"
        ),
        "identifier.device": Mapped(
            google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"
        ),
        "identifier.account": Mapped(
            google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"
        ),
        "device_state.hardware": Mapped(
            google="Device or other IDs / Other diagnostics",
            apple="Other Diagnostic Data",
            dpv="pd:DeviceSoftware, pd:DigitalFingerprint",
            tcf="2, 4",
        ),
    },
    rules={
        "photo.image_content": "Magic bytes and structure of JPEG, PNG, GIF, WebP, HEIC, AVIF, BMP or TIFF, also "
        "behind a head of another format that nothing read; images of at most 64x64 pixels without camera data are "
        "interface assets and left out, but for a JPEG of more than 32 that is named after a camera; a PNG of one colour "
        "shows nothing, and what is put into a catalogue under a name of its own is published.",
        "photo.video_content": "A video track in MP4, MOV, 3GP, WebM, Matroska, Ogg or AVI, or in FLV, MPEG streams or "
        "ASF; or an H.264 or H.265 byte stream that begins with its parameters, or one picture of it (likely); without the "
        "list of tracks at hand, the file type alone (likely).",
        "photo.exif_position": "GPSLatitude and GPSLongitude with their hemispheres; 0/0 and fractions over zero are "
        "placeholders and left out. The precision is the finest step that the written fractions can express.",
        "photo.video_position": "An ISO 6709 position in a film's metadata; 0/0 is left out.",
        "photo.exif_tag": "Time, maker and model, serial number, owner or artist in EXIF; placeholders are left out.",
        "photo.kind": "Camera photo, screenshot or interface asset, by what is written in it, its name, size and palette: a "
        "guess whose reason is given.",
        "photo.xmp_position": "GPSLatitude and GPSLongitude in an XMP packet, where EXIF has none; 0/0 is left out.",
        "photo.xmp_tag": "Time, maker and model, serial number, creator, source type or data mining permission in XMP.",
        "photo.iptc_tag": "The by-line in an IPTC-IIM block.",
        "photo.c2pa_tag": "A C2PA manifest store, and what its training and mining assertion says; no signature is checked.",
        "photo.quicktime_tag": "Time, maker and model in a film's metadata.",
    },
    detect=detect,
    needs=Needs(blobs=True),
)

"""Photos and videos that left the device, and what the camera wrote into them: place, time, camera, owner.

Content decides, not the declared type. Nothing is decoded: structure and metadata only. Interface assets (both sides
of at most 64 pixels and nothing from a camera inside) are no photos and give no finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.media.exif import Exif, read_exif
from analysis.media.images import recognise_image
from analysis.media.records import Film, Picture, Position
from analysis.media.sounds import recognise_film
from analysis.payload import Blob, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.units import Detector, Mapped

ICON_SIDE: Final = 64  # pixels
_PLACEHOLDERS: Final = frozenset({"", "none", "null", "unknown", "n/a", "default", "undefined"})


def detect(payload: Payload) -> Iterator[Observation]:
    """Every still image and film among the blobs, each followed by what its metadata give away."""
    for blob in payload.blobs:
        picture = recognise_image(blob.data)
        if picture is not None:
            yield from _picture(blob, picture)
            continue
        film = recognise_film(blob.data, complete=blob.complete)
        if film is not None and _is_video(blob, film):
            yield from _film(blob, film)


def _is_video(blob: Blob, film: Film) -> bool:
    """With a video track; where no track is at hand, unless the sender declared sound."""
    unknown = not film.video_codec and film.sound is None
    return bool(film.video_codec) or (unknown and not blob.media_type.startswith("audio/"))


def _picture(blob: Blob, picture: Picture) -> Iterator[Observation]:
    exif = read_exif(picture.exif) if picture.exif else None
    width = picture.width or (exif.width if exif else None)
    height = picture.height or (exif.height if exif else None)
    told = exif is not None and any((exif.make, exif.model, exif.taken_at, exif.position, exif.body_serial))
    if not told and width and height and max(width, height) <= ICON_SIDE:
        return
    size = f" {width}x{height}" if width and height else ""
    yield Observation(
        category="photo.image",
        property="x_photo",
        path=blob.path,
        value=f"{picture.format}{size}",
        reasoning=f"The bytes have the structure of a {picture.format} image{_declared(blob, picture.media_type)}.",
        rule="photo.image_content",
        confidence=Confidence.CERTAIN if picture.sure else Confidence.LIKELY,
        measures=Measures(width=width, height=height, size=blob.size, media_type=picture.media_type),
    )
    if exif is not None:
        yield from _exif(blob, exif)


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
        yield _told(blob, "exif:Model", "photo.image", "x_photoMakeModel", camera)
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
        yield _told(blob, "quicktime:model", "photo.video", "x_photoMakeModel", camera)


def _camera(make: str, model: str) -> str:
    """Maker and model, the maker once."""
    repeated = bool(make) and model.lower().startswith(make.lower())
    return model if repeated else f"{make} {model}".strip()


def _position(path: str, position: Position, rule: str) -> Iterator[Observation]:
    inside = position.tag == "GPSInfo"
    for name, degrees, precision in (
        ("latitude", position.latitude, position.latitude_precision_m),
        ("longitude", position.longitude, position.longitude_precision_m),
    ):
        field = f"GPS{name.capitalize()}" if inside else position.tag
        where = (
            f"the EXIF directory GPSInfo, with its hemisphere in {field}Ref"
            if inside
            else "the film's metadata"
        )
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
    source = "EXIF tag" if kind == "exif" else "QuickTime metadata item"
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
    version=1,
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
    },
    rules={
        "photo.image_content": "Magic bytes and structure of JPEG, PNG, GIF, WebP, HEIC, AVIF or TIFF; images of at most "
        "64x64 pixels without camera data are interface assets and left out.",
        "photo.video_content": "A video track in MP4, MOV, 3GP, WebM, Matroska, Ogg or AVI; without the list of tracks at "
        "hand, the file type alone (likely).",
        "photo.exif_position": "GPSLatitude and GPSLongitude with their hemispheres; 0/0 and fractions over zero are "
        "placeholders and left out. The precision is the finest step that the written fractions can express.",
        "photo.video_position": "An ISO 6709 position in a film's metadata; 0/0 is left out.",
        "photo.exif_tag": "Time, maker and model, serial number, owner or artist in EXIF; placeholders are left out.",
        "photo.quicktime_tag": "Time, maker and model in a film's metadata.",
    },
    detect=detect,
)

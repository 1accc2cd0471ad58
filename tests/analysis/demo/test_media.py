from __future__ import annotations

from analysis.demo import media, person
from analysis.media.exif import read_exif
from analysis.media.images import recognise_image
from analysis.media.levels import level_spread_db, modulation_depth, voiced_share
from analysis.media.sounds import recognise_sound


def test_the_photo_is_a_small_jpeg_with_place_time_model_and_serial() -> None:
    data = media.photo()
    assert len(data) < 150_000
    picture = recognise_image(data)
    assert picture is not None
    assert (picture.format, picture.width, picture.height) == ("JPEG", 800, 600)
    assert picture.exif
    exif = read_exif(picture.exif)
    assert exif is not None
    assert exif.position is not None
    assert abs(exif.position.latitude - person.LATITUDE) < 1e-4
    assert abs(exif.position.longitude - person.LONGITUDE) < 1e-4
    assert exif.taken_at.endswith("T07:52:00")
    assert (exif.model, exif.body_serial) == (person.PHONE_MODEL, person.CAMERA_SERIAL)


def test_the_sound_is_long_enough_and_as_steady_as_a_machine() -> None:
    data = media.air_conditioner()
    assert len(data) < 200_000  # ten seconds of 8,000 samples, the least that tells a machine, have 160,044
    sound = recognise_sound(data, complete=True)
    assert sound is not None
    assert sound.seconds == media.SECONDS
    assert sound.pcm is not None
    start, end = sound.pcm
    told = [
        measure(data[start:end], media.RATE, 1)
        for measure in (level_spread_db, modulation_depth, voiced_share)
    ]
    spread, depth, voiced = (99.0 if figure is None else figure for figure in told)
    assert 0.2 < spread < 1.5
    assert depth < 0.075  # half of what a machine may have
    assert voiced < 0.025


def test_both_are_the_same_each_time() -> None:
    assert media.photo() == media.photo()
    assert media.air_conditioner() == media.air_conditioner()

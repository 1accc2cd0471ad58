"""WAV, QCP, AVI, AIFF and CAF."""

from __future__ import annotations

import io
import struct
import wave
from pathlib import Path

import pytest

from analysis.media.integers import Truncated
from analysis.media.riff import aiff, avi, caf, qcp, wav

SHARED = Path(__file__).resolve().parents[3] / "../shared/data"


@pytest.mark.parametrize(
    "reader", [lambda d: wav(d, complete=True), lambda d: qcp(d, complete=True), avi, aiff]
)
@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"RIFF\0\0\0\0WEBPVP8 ", b"RIFF\0\0\0\0ACON", b"FORM\0\0\0\0ILBM", b"text" * 9]
)
def test_other_content(reader: object, data: bytes) -> None:
    assert callable(reader)
    assert reader(data) is None


def test_impossible_formats() -> None:
    for rate, channels in ((0, 1), (8000, 0), (8000, 500), (1 << 31, 1)):
        form = struct.pack("<HHIIHH", 1, channels, rate, 16000, 2, 16)
        data = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + form + b"data\x04\0\0\0\0\0\0\0"
        assert wav(data, complete=True) is None
    with pytest.raises(Truncated):
        wav(b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0", complete=True)


@pytest.mark.parametrize(
    ("width", "codec"), [(1, "pcm_u8"), (2, "pcm_s16le"), (3, "pcm_s24le"), (4, "pcm_s32le")]
)
def test_wav_as_the_standard_library_writes_it(width: int, codec: str) -> None:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((2, width, 22_050, 0, "NONE", ""))
        file.writeframes(bytes(22_050 * 2 * width))
    found = wav(out.getvalue(), complete=True)
    assert found is not None
    assert (found.codec, found.seconds, found.sample_rate_hz, found.channels) == (codec, 1.0, 22_050, 2)
    assert (found.pcm is not None) == (width == 2)


def test_caf() -> None:
    description = struct.pack(">d4sIIIII", 44_100.0, b"aac ", 0, 0, 1024, 2, 0)
    packets = struct.pack(">qqii", 44, 44_100, 2112, 0)
    data = (
        b"caff\0\1\0\0desc" + struct.pack(">q", 32) + description + b"pakt" + struct.pack(">q", 24) + packets
    )
    found = caf(data, complete=True)
    assert found is not None
    assert (found.codec, found.seconds, found.channels) == ("aac", 1.0, 2)
    assert (
        caf(data.replace(struct.pack(">d", 44_100.0), struct.pack(">d", float("nan"))), complete=True) is None
    )


def test_avi() -> None:
    header = struct.pack("<10I", 40_000, 0, 0, 0, 100, 0, 1, 0, 640, 480)
    found = avi(b"RIFF\0\0\0\0AVI LIST\0\0\0\0hdrlavih\x38\0\0\0" + header)
    assert found is not None
    assert (found.seconds, found.width, found.height) == (4.0, 640, 480)


def test_qcp_length_is_that_of_its_own_packet_count() -> None:
    path = SHARED / "audio/file-type/fixture.qcp"
    if not path.exists():
        pytest.skip("../shared/data is absent")
    data = path.read_bytes()
    found = qcp(data, complete=True)
    assert found is not None
    at = data.index(b"vrat") + 12
    assert found.seconds == pytest.approx(struct.unpack_from("<I", data, at)[0] * 0.02)

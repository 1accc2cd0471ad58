"""Sound without a container or a codec: samples of 16 bits, and those of G.711 (ITU-T), as streams send them."""

from __future__ import annotations

from typing import Final

LOOKED_AT: Final = 1 << 16  # bytes
_MINIMUM: Final = 320  # bytes: 20 ms of 16 bits at 8 kHz


def smoothness(data: bytes) -> float:
    """Correlation of neighbours of little-endian 16-bit samples: near 1 for speech, near 0 for what is compressed.

    0 for fewer than 160 samples, for an odd number of bytes, and for constant or nearly silent data.
    """
    head = data[: LOOKED_AT & ~1]
    if len(head) < _MINIMUM or len(data) % 2:
        return 0.0
    import numpy as np

    signal = np.frombuffer(head, dtype="<i2").astype(np.float64)
    signal -= signal.mean()
    power = float(np.dot(signal, signal))
    if power < 25.0 * len(signal) or len(np.unique(signal)) < 16:
        return 0.0
    return round(float(np.dot(signal[:-1], signal[1:])) / power, 4)


def has_samples(data: bytes) -> bool:
    """Whether bytes look like 16-bit sound: neighbours alike, both signs, and not so in any other width.

    Text, tables and images have a structure of single bytes or of 32 bits, and keep one sign or one exponent.
    """
    if smoothness(data) < 0.6 or is_text(data[:512]):
        return False
    import numpy as np

    signal = np.frombuffer(data[: LOOKED_AT & ~1], dtype="<i2").astype(np.int64)
    negative = float(np.mean(signal < 0))
    low, high = signal & 255, signal >> 8 & 255
    spread_low = len(np.unique(low)) / min(len(low), 256)
    crossings = int(np.count_nonzero(np.diff(np.signbit(signal))))
    return (
        0.1 < negative < 0.9
        and spread_low > 0.35
        and crossings >= max(4, len(signal) // 400)
        and len(np.unique(high)) < 0.9 * min(len(high), 256)
        and _shifted(data) < 0.5
    )


def may_be_samples(data: bytes) -> bool:
    """Whether bytes that stand between pieces of sound may be samples of 16 bits too: silence and hissing as well.

    Of what is encrypted or compressed the upper bytes are as many as the lower.
    """
    upper = data[1 : LOOKED_AT & ~1 : 2]
    if len(set(upper)) < 0.5 * min(len(upper), 256):
        return not is_text(data[:512])
    return has_samples(data[: len(data) & ~1])


def _shifted(data: bytes) -> float:
    """The smoothness one byte further on, where true samples fall apart."""
    return smoothness(data[1 : len(data) - 1])


def is_text(head: bytes) -> bool:
    """Whether nearly all bytes are printable ASCII or white space."""
    printable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in head)
    return printable > 0.95 * len(head)


def is_dense(data: bytes) -> bool:
    """Whether bytes are many and of many values, as sound is in any encoding; records and structures repeat few."""
    head = data[:LOOKED_AT]
    return len(head) >= _MINIMUM and len(set(head)) >= min(192, len(head) // 3)


def linear(data: bytes, law: str) -> bytes:
    """G.711 bytes (``mulaw`` or ``alaw``) as little-endian 16-bit samples."""
    table = _TABLES[law]
    return b"".join(table[byte] for byte in data)


def _mulaw(byte: int) -> int:
    value = ~byte & 255
    size = ((value & 15) << 3) + 132 << (value >> 4 & 7)
    return 132 - size if value & 128 else size - 132


def _alaw(byte: int) -> int:
    value = byte ^ 0x55
    exponent, mantissa = value >> 4 & 7, value & 15
    size = (mantissa << 4) + 8 if exponent == 0 else (mantissa << 4) + 264 << exponent - 1
    return size if value & 128 else -size


_TABLES: Final = {
    "mulaw": tuple(_mulaw(byte).to_bytes(2, "little", signed=True) for byte in range(256)),
    "alaw": tuple(_alaw(byte).to_bytes(2, "little", signed=True) for byte in range(256)),
}

"""A request for the time: NTP's packet of 48 bytes, in which nothing of a person stands.

Source: RFC 5905, section 7.3 (mode 3 is a client's; its transmit time may be any number).
"""

from __future__ import annotations

import struct
from typing import Final

from analysis.units import Decoder, Opened, Part

_SIZE: Final = 48
_CLIENT: Final = 3
_SINCE: Final = 0xD000_0000  # seconds of 1900: the year 2010
_STRATA: Final = 16


def _open(part: Part, _limit: int) -> Opened | None:
    data = part.data
    if isinstance(data, str) or len(data) != _SIZE or part.path != "body" or part.media_type:
        return None
    version, mode = data[0] >> 3 & 7, data[0] & 7
    if version not in (3, 4) or mode != _CLIENT or data[1] > _STRATA:
        return None
    reference, origin, received, _ = struct.unpack(
        ">4I", data[16:20] + data[24:28] + data[32:36] + data[40:44]
    )
    told = all(time == 0 or time >= _SINCE for time in (reference, origin, received))
    if not told or (any(data[4:16]) and not reference):
        return None
    return Opened(label="ntp", tree={"version": version, "mode": "client", "stratum": data[1]})


DECODER = Decoder(name="ntp", order=25, open=_open, takes="bytes")

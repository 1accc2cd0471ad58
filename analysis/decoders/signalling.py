"""Messages that begin like HTTP and are none: SIP (calls, short messages), RTSP (cameras), SSDP (devices that announce).

Sources: RFC 3261, section 7 (a start line, header lines, an empty line, the body) and RFC 3428 (MESSAGE); the UPnP Device
Architecture 1.1, sections 1.2 and 1.3 (NOTIFY and M-SEARCH over HTTP's form); RFC 2326, sections 4 to 7 (RTSP).
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.text_beginnings import TextBeginning
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_SIP: Final = r"(?:[A-Z]{3,12} (?:sips?|tel):[^\s]{1,500} SIP/2\.0|SIP/2\.0 [1-6][0-9]{2} [^\r\n]{0,200})"
_SSDP: Final = r"(?:(?:NOTIFY|M-SEARCH) \* HTTP/1\.[01]|HTTP/1\.[01] 200 [^\r\n]{0,40})"
_RTSP: Final = (
    r"(?:[A-Z_]{4,13} (?:rtspu?s?:[^\s]{1,500}|\*) RTSP/[12]\.0|RTSP/[12]\.0 [1-5][0-9]{2} [^\r\n]{0,200})"
)
_HINT: Final = rf"\A(?:{_SIP}|{_SSDP}|{_RTSP})\r?\n"
_START: Final = TextBeginning(_HINT)
_HEADER: Final = lazy_pattern(r"([\w!#$%&'*+.^`|~-]{1,64})[ \t]{0,4}:[ \t]{0,8}([^\r\n]{0,4000})")
_ANSWERS: Final = {"ST", "USN"}  # what the answer to a search has, and no other answer in HTTP's form
_MOST_HEADERS: Final = 200
_LONGEST: Final = 1 << 20
# The short forms of RFC 3261, section 7.3.3, and RFC 3265.
_SHORT: Final = {
    "f": "From", "t": "To", "m": "Contact", "i": "Call-ID", "c": "Content-Type", "l": "Content-Length", "s": "Subject",
    "v": "Via", "e": "Content-Encoding", "k": "Supported", "o": "Event",
}  # fmt: skip


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if not 20 <= len(data) <= min(limit, _LONGEST):
        return None
    text = _START.text_of(data)
    if text is None:
        return None
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    start, *lines = head.split("\n", _MOST_HEADERS + 1)
    headers: dict[str, Tree] = {"start": start}
    for line in lines[:_MOST_HEADERS]:
        if (found := _HEADER.fullmatch(line)) is not None:
            headers.setdefault(_SHORT.get(found[1], found[1]), found[2].strip())
    if len(headers) < 2 or (start.startswith("HTTP/") and not {name.upper() for name in headers} >= _ANSWERS):
        return None
    media_type = str(headers.get("Content-Type", "")).partition(";")[0].strip().lower()
    label = "sip" if "SIP/2.0" in start else "rtsp" if "RTSP/" in start else "ssdp"
    inside = (
        (OpenedPart(data=body.encode(), step="body", name="body", media_type=media_type),)
        if body.strip()
        else ()
    )
    return Opened(label=label, parts=inside, tree=headers, style="pairs")


DECODER = Decoder(name="signalling", order=34, open=_open, hint=_HINT)

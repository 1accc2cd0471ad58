"""A value that was percent-encoded once more than its place asks for (RFC 3986, 2.1): ``%7B%22lat%22…``."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote_to_bytes

from analysis.lazy_patterns import lazy_pattern
from analysis.meaningful_bytes import is_container, is_message, is_token, media_type_of
from analysis.units import HINTED, Decoder, Opened, OpenedPart, Part

_MAX_TEXT: Final = 1 << 20  # characters
_HINT: Final = r"%[0-9A-Fa-f]{2}"
_ESCAPE: Final = lazy_pattern(_HINT)
_CONTROLS: Final = lazy_pattern(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_HOLDS_MORE: Final = lazy_pattern(r"[{\[<=]|://")  # otherwise it is one value in two writings, and both stay
# What an encoder leaves as it is: "=", "&", "?" and "#" outside an escape belong to a query or a URL as a whole.
_ENCODED: Final = lazy_pattern(r"(?:[A-Za-z0-9\-._~!*'()+,;:@/|]|%[0-9A-Fa-f]{2})+\Z")
_FORM: Final = lazy_pattern(r"[A-Za-z0-9\-._~*+%]+\Z")  # of a form-encoded text, in which "+" is a space
_BASE64: Final = lazy_pattern(r"(?:[A-Za-z0-9+/]|%2[BbFf]|%3[Dd]){16,}\Z")  # in which "+" is itself


def _open(part: Part, limit: int) -> Opened | None:
    text = part.data
    if not isinstance(text, str) or len(text) > min(limit, _MAX_TEXT) or "%" not in text:
        return None
    if "://" in text or not _ESCAPE.search(text, 0, HINTED) or not _ENCODED.match(text):
        return None
    plain = text
    if "+" in text and _FORM.match(text) and not _BASE64.match(text):
        plain = text.replace("+", " ")
    data = unquote_to_bytes(plain)
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:
        decoded = ""
    if decoded and not _CONTROLS.search(decoded):
        whole = _HOLDS_MORE.search(decoded) is None and not is_token(data)
        return Opened(label="percent", tree=decoded, keeps_text=whole)
    child = OpenedPart(data=data, media_type=media_type_of(data))
    meant = is_container(data) or is_message(data)
    return Opened(label="percent", parts=(child,)) if meant else None


DECODER = Decoder(name="percent", order=43, open=_open, takes="text", hint=_HINT)

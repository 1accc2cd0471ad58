"""Reports base64 and hexadecimal of bytes that nothing could read, where they are too short to be opened as bytes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from analysis.entropy import entropy_of
from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.meaningful_bytes import was_meant
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.sealed_texts import decoded
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "opaque.bytes"
_WHY: Final = {
    "base64": "base64 of bytes that no decoder knows: encrypted, compressed or random",
    "hex": "hexadecimal of bytes that no decoder knows: encrypted, compressed or random",
}
_LEAST: Final = 96  # bytes; identifiers, hashes, most tokens and seals are shorter
_MOST: Final = 768  # bytes; the decoders open longer ones, and ``opaque`` names them
_SHORTEST, _LONGEST = 128, 1_026  # characters
_LETTERS: Final = lazy_pattern(r"[A-Za-z0-9+/_-]{128,1023}={0,2}\s{0,2}\Z")
_DIGITS: Final = lazy_pattern(r"(?:[0-9a-f]{192,1023}|[0-9A-F]{192,1023})\Z")
_SHARES: Final = (
    (str.isupper, 0.25),
    (str.islower, 0.25),
    (str.isdigit, 0.06),
)  # of letters that chance chose
_SLACK: Final = (
    1.1  # bits a byte that random bytes of such a length fall short of the most that there can be, measured
)
_ASN1: Final = (
    b"\x30\x82"  # a certificate, a key, a signed receipt: read by programs, but no message of the sender
)
# What a server gave, what proves something, and keys: they are long and random, and say nothing of anybody.
_OTHER: Final = frozenset({
    "sig", "sign", "signature", "signatures", "signed", "hmac", "mac", "hash", "digest", "checksum", "integrity", "etag",
    "token", "tokens", "jwt", "jws", "jwe", "session", "sessiondata", "sid", "sso", "cookie", "cookies", "auth",
    "authorization", "ticket", "credential", "credentials", "key", "keys", "cert", "certs", "certificate", "certificates",
    "chain", "x5c", "modulus", "attestation", "assertion", "proof", "nonce", "challenge", "captcha", "recaptcha", "hcaptcha",
    "csrf", "xsrf",
    "state", "viewstate", "cursor", "continuation", "page", "next", "receipt", "receipts", "purchase", "license", "licence",
    "fingerprint", "secret", "password", "salt", "iv", "tag", "pub", "icon", "thumbnail", "placeholder", "blurhash",
})  # fmt: skip


def _stands_for(text: str) -> str:
    """``base64`` or ``hex`` where letters stand for bytes that are as good as random, ``""`` otherwise."""
    if not _SHORTEST <= len(text) <= _LONGEST or not _LETTERS.match(text):
        return ""
    letters = text.rstrip("=\r\n ")
    if all(sum(map(kind, letters)) >= share * len(letters) for kind, share in _SHARES):
        form = "base64"
    elif _DIGITS.match(letters):
        form = "hex"
    else:
        return ""
    data = decoded(text.rstrip())
    if not _LEAST <= len(data) < _MOST or data.startswith(_ASN1) or was_meant(data):
        return ""
    return form if entropy_of(data) >= math.log2(min(len(data), 256)) - _SLACK else ""


_UNREAD: Final = TextShape(_stands_for, headers=False, shortest=_SHORTEST)


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, value in texts_like(payload, _UNREAD):
        if leaf.context in ("body", "query") and _OTHER.isdisjoint(all_words(leaf.names[-3:])):
            yield _observation(leaf, value)


def _observation(leaf: Leaf, value: str) -> Observation:
    data, form = decoded(value.rstrip()), _stands_for(value)
    return Observation(
        category=_CATEGORY,
        property="x_opaque",
        path=leaf.path,
        value=f"{len(data):,} bytes, entropy {entropy_of(data):.1f} bits/byte, unknown format",
        reasoning=_WHY[form],
        rule=f"unread_text.{form}",
        confidence=Confidence.POSSIBLE,
        measures=Measures(size=len(data)),
    )


DETECTOR: Final = Detector(
    name="unread_text",
    version=1,
    categories={_CATEGORY: Mapped()},
    rules={
        "unread_text.base64": "96 to 767 bytes in base64, as good as random, in a field that is not named for a key, "
        "a seal or a token.",
        "unread_text.hex": "The same in hexadecimal.",
    },
    detect=_detect,
    needs=Needs(texts=(_UNREAD,)),
)
